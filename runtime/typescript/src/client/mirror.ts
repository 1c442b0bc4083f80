// A client's copy of the document of a server.
//
// Components are never changed: an update makes a new one, so a component that a
// program holds stays as it was. The mirror accepts what real servers send:
//
//   - A create in a slot that is in use replaces the component: this is an
//     update if the identifier is the same, else a removal and a creation.
//   - An update of a missing component waits for the create.
//   - A delete of a missing component drops the updates that wait for it.
//
// After a reconnection the messages of the snapshot fill a second set, which
// readers do not see; when the snapshot is complete, it takes the place of the
// first, and the listeners are told the differences.

import {
  type ComponentKind,
  type Components,
  type InvokeIDTypeTarget,
  type MethodID,
  type MsgDocumentUpdate,
  type Signal,
  type SignalID,
  componentKinds,
  componentKindsInReferenceOrder,
  componentUpdaters,
  invokeIdTypeTargetKinds,
} from "linguine-noodles/protocol";
import type { Identifier } from "linguine-noodles/cbor";
import { isEqual } from "./equality.js";
import { Listeners, type Remove } from "./listeners.js";
import { SlotMap } from "./slot_map.js";

export type { Components } from "linguine-noodles/protocol";

/** A change of one component. */
export type MirrorChange = {
  [K in ComponentKind]:
    | Change<K, "created", undefined, Components[K]>
    | Change<K, "updated", Components[K], Components[K]>
    | Change<K, "removed", Components[K], undefined>;
}[ComponentKind];

interface Change<K, Type, Before, After> {
  readonly type: Type;
  readonly kind: K;
  readonly id: Identifier<K & string>;
  readonly before: Before;
  readonly after: After;
}

/** The methods and signals of the document itself. */
export interface MirrorDocument {
  readonly methods: readonly MethodID[];
  readonly signals: readonly SignalID[];
}

type AnyID = readonly [slot: number, gen: number];

interface Entry {
  readonly id: AnyID;
  content: object;
}

/** A component that offers methods. */
interface Offering {
  readonly methods_list?: readonly MethodID[];
}

/** A set of components. */
class Contents {
  readonly kinds = new Map<ComponentKind, SlotMap<Entry>>(
    componentKinds.map((kind) => [kind, new SlotMap()]),
  );
  // The updates that wait for their create, by kind and identifier.
  readonly waiting = new Map<string, object[]>();
  waitingCount = 0;
  document: MirrorDocument = { methods: [], signals: [] };

  find(kind: ComponentKind, id: AnyID): Entry | undefined {
    const entry = this.kinds.get(kind)!.get(id[0]);
    return entry !== undefined && entry.id[1] === id[1] ? entry : undefined;
  }
}

export class Mirror {
  private shown = new Contents();
  // The incomplete content of a snapshot after a reconnection.
  private coming: Contents | undefined;
  private readonly maxWaitingUpdates: number;
  private readonly changeListeners = new Map(
    componentKinds.map((kind) => [kind, new Listeners<[MirrorChange]>()]),
  );
  private readonly documentListeners = new Listeners<[MirrorDocument]>();
  private readonly oddityListeners = new Listeners<[string]>();

  constructor(maxWaitingUpdates = 1024) {
    this.maxWaitingUpdates = maxWaitingUpdates;
  }

  // ----------------------------------------------------------------- reading

  /** The methods and signals of the document itself. */
  get document(): MirrorDocument {
    return this.shown.document;
  }

  /** The component; undefined if there is none with this identifier. */
  get<K extends ComponentKind>(
    kind: K,
    id: Identifier<K>,
  ): Components[K] | undefined {
    const entry = this.shown.find(kind, asID(id));
    return entry?.content as Components[K] | undefined;
  }

  /** How many components of this kind there are. */
  count(kind: ComponentKind): number {
    return this.shown.kinds.get(kind)!.size;
  }

  /**
   * All components of this kind, as they are now: in the order of their slots,
   * and those of slots from 2^20 on behind them.
   */
  all<K extends ComponentKind>(kind: K): [Identifier<K>, Components[K]][] {
    const entries = [...this.shown.kinds.get(kind)!];
    return entries.map(([, { id, content }]) => [
      id as unknown as Identifier<K>,
      content as Components[K],
    ]);
  }

  /** The identifier of a component with this name. */
  findByName<K extends ComponentKind>(
    kind: K,
    name: string,
  ): Identifier<K> | undefined {
    for (const [, { id, content }] of this.shown.kinds.get(kind)!) {
      if ((content as { name?: string }).name === name) {
        return id as unknown as Identifier<K>;
      }
    }
    return undefined;
  }

  /**
   * The methods of an entity, a table or a plot; no target: of the document.
   */
  methodsOf(target: InvokeIDTypeTarget | undefined): readonly MethodID[] {
    if (target === undefined) return this.document.methods;
    const kind = invokeIdTypeTargetKinds[target.kind];
    const content = this.shown.find(kind, asID(target.value))?.content;
    return (content as Offering | undefined)?.methods_list ?? [];
  }

  /** Calls `listen` after each change of a component of these kinds. */
  onChange(
    listen: (change: MirrorChange) => void,
    kinds: readonly ComponentKind[] = componentKinds,
  ): Remove {
    const removers = kinds.map((kind) =>
      this.changeListeners.get(kind)!.add(listen),
    );
    return () => removers.forEach((remove) => remove());
  }

  /** Calls `listen` when the lists of the document have changed. */
  onDocument(listen: (document: MirrorDocument) => void): Remove {
    return this.documentListeners.add(listen);
  }

  /** Calls `listen` with each violation of the protocol by the server. */
  onOddity(listen: (oddity: string) => void): Remove {
    return this.oddityListeners.add(listen);
  }

  // ----------------------------------------------------------------- filling

  create(kind: ComponentKind, id: AnyID, content: object): void {
    const target = this.filled();
    const slots = target.kinds.get(kind)!;
    const before = slots.get(id[0]);
    const after = this.withWaiting(target, kind, id, content);
    slots.set(id[0], { id, content: after });
    if (before !== undefined) {
      this.tellOddity(`${nameOf(kind, id)} was created in a slot in use`);
    }
    if (before !== undefined && before.id[1] === id[1]) {
      this.tell("updated", kind, id, before.content, after);
      return;
    }
    if (before !== undefined) {
      this.tell("removed", kind, before.id, before.content, undefined);
    }
    this.tell("created", kind, id, undefined, after);
  }

  update(kind: ComponentKind, id: AnyID, update: object): void {
    const target = this.filled();
    const entry = target.find(kind, id);
    if (entry === undefined) {
      this.tellOddity(`${nameOf(kind, id)} was updated before its creation`);
      this.keepWaiting(target, kind, id, update);
      return;
    }
    const { content: before } = entry;
    entry.content = updated(kind, before, update);
    this.tell("updated", kind, id, before, entry.content);
  }

  delete(kind: ComponentKind, id: AnyID): void {
    const target = this.filled();
    this.takeWaiting(target, kind, id);
    const before = target.find(kind, id);
    if (before === undefined) {
      this.tellOddity(`${nameOf(kind, id)} was deleted and did not exist`);
      return;
    }
    target.kinds.get(kind)!.delete(id[0]);
    this.tell("removed", kind, id, before.content, undefined);
  }

  updateDocument(update: MsgDocumentUpdate): void {
    const target = this.filled();
    target.document = {
      methods: update.methods_list ?? target.document.methods,
      signals: update.signals_list ?? target.document.signals,
    };
    if (this.coming === undefined) this.documentListeners.emit(target.document);
  }

  /** Removes everything. */
  reset(): void {
    if (this.coming !== undefined) this.coming = new Contents();
    else this.replace(new Contents());
  }

  /** From here on messages belong to a new snapshot. */
  beginResync(): void {
    this.coming = new Contents();
  }

  /** Shows the new snapshot, if there is one. */
  endResync(): void {
    const { coming } = this;
    this.coming = undefined;
    if (coming !== undefined) this.replace(coming);
  }

  /** Drops a new snapshot that is not complete. */
  abandonResync(): void {
    this.coming = undefined;
  }

  /** The name of a signal, also of one that only the new snapshot has. */
  nameOfSignal(id: SignalID): string | undefined {
    const entry = this.filled().find("Signal", asID(id));
    return (entry?.content as Signal | undefined)?.name;
  }

  private filled(): Contents {
    return this.coming ?? this.shown;
  }

  private replace(next: Contents): void {
    const former = this.shown;
    this.shown = next;
    // Components that refer to others are removed first and added last.
    for (const kind of [...componentKindsInReferenceOrder].reverse()) {
      for (const [, { id, content }] of former.kinds.get(kind)!) {
        if (next.find(kind, id) === undefined) {
          this.tell("removed", kind, id, content, undefined);
        }
      }
    }
    for (const kind of componentKindsInReferenceOrder) {
      for (const [, { id, content }] of next.kinds.get(kind)!) {
        const before = former.find(kind, id)?.content;
        if (before === undefined) {
          this.tell("created", kind, id, undefined, content);
        } else if (!isEqual(before, content)) {
          this.tell("updated", kind, id, before, content);
        }
      }
    }
    if (!isEqual(former.document, next.document)) {
      this.documentListeners.emit(next.document);
    }
  }

  private tell(
    type: MirrorChange["type"],
    kind: ComponentKind,
    id: AnyID,
    before: object | undefined,
    after: object | undefined,
  ): void {
    if (this.coming !== undefined) return;
    const change = { type, kind, id, before, after };
    this.changeListeners.get(kind)!.emit(change as unknown as MirrorChange);
  }

  private tellOddity(oddity: string): void {
    this.oddityListeners.emit(oddity);
  }

  private keepWaiting(
    target: Contents,
    kind: ComponentKind,
    id: AnyID,
    update: object,
  ): void {
    if (target.waitingCount >= this.maxWaitingUpdates) {
      this.tellOddity(
        `more than maxWaitingUpdates (${this.maxWaitingUpdates}) updates ` +
          "wait for their create: one was dropped",
      );
      return;
    }
    const key = nameOf(kind, id);
    const updates = target.waiting.get(key);
    if (updates === undefined) target.waiting.set(key, [update]);
    else updates.push(update);
    target.waitingCount += 1;
  }

  private takeWaiting(
    target: Contents,
    kind: ComponentKind,
    id: AnyID,
  ): readonly object[] {
    if (target.waitingCount === 0) return [];
    const key = nameOf(kind, id);
    const updates = target.waiting.get(key) ?? [];
    target.waiting.delete(key);
    target.waitingCount -= updates.length;
    return updates;
  }

  private withWaiting(
    target: Contents,
    kind: ComponentKind,
    id: AnyID,
    content: object,
  ): object {
    if (target.waitingCount === 0) return content;
    return this.takeWaiting(target, kind, id).reduce(
      (value: object, update) => updated(kind, value, update),
      content,
    );
  }
}

type Updater = (value: object, update: object) => void;

// The updaters by any kind; immutable kinds have none.
const updaters = componentUpdaters as Partial<
  Record<ComponentKind, unknown>
> as Partial<Record<ComponentKind, Updater>>;

function updated(kind: ComponentKind, content: object, update: object): object {
  const copy = { ...content };
  updaters[kind]?.(copy, update);
  return copy;
}

function nameOf(kind: ComponentKind, id: AnyID): string {
  return `${kind} [${id[0]}, ${id[1]}]`;
}

function asID(id: unknown): AnyID {
  return id as AnyID;
}
