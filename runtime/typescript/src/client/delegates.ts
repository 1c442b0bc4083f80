// Delegates: objects of an application that live as long as a component of the
// server.
//
//   const delegates = new Delegates(client);
//   delegates.make("Entity", (id, entity) => new Pump(id, entity), "pump");
//
// A component of a snapshot after a reconnection keeps its delegate. What a
// function of a delegate throws is written to the console.

import type { Identifier } from "linguine-noodles/cbor";
import type { ComponentKind } from "linguine-noodles/protocol";
import type { Client } from "./client.js";
import type { SignalEvent } from "./client_types.js";
import { ClientError } from "./error.js";
import type { Remove } from "./listeners.js";
import type { Components, Mirror, MirrorChange } from "./mirror.js";

/** A change of a component of one kind. */
export type ChangeOf<K extends ComponentKind> = Extract<
  MirrorChange,
  { readonly kind: K }
>;

export interface Delegate<K extends ComponentKind = ComponentKind> {
  /** The component was updated. */
  onUpdated?(change: ChangeOf<K>): void;
  /** A signal on the component, which is an entity, a table or a plot. */
  onSignal?(event: SignalEvent): void;
  /** The component was removed, alone or by a reset. This is the last call. */
  onRemoved?(): void;
}

/** Makes the delegate of a component; undefined: none. */
export type MakeDelegate<K extends ComponentKind> = (
  id: Identifier<K>,
  component: Components[K],
) => Delegate<K> | undefined;

const kindsOfTargets = {
  entity: "Entity",
  table: "Table",
  plot: "Plot",
} as const;

// Delegates and the functions that make them, of all kinds.
interface AnyDelegate {
  onUpdated?(change: MirrorChange): void;
  onSignal?(event: SignalEvent): void;
  onRemoved?(): void;
}
type MakeAny = (id: AnyID, component: object) => AnyDelegate | undefined;

type AnyID = readonly [slot: number, gen: number];

export class Delegates {
  private readonly mirror: Mirror;
  private readonly removers: Remove[];
  private readonly factories = new Map<string, MakeAny>();
  private readonly delegates = new Map<string, AnyDelegate>();

  constructor(client: Pick<Client, "mirror" | "onSignal">) {
    this.mirror = client.mirror;
    this.removers = [
      client.mirror.onChange((change) => this.onChange(change)),
      client.onSignal((event) => this.onSignal(event)),
    ];
  }

  /**
   * Makes a delegate for each existing and each later component of this kind,
   * of any name or of this one. The function for a name takes precedence over
   * that for any name, and a later function over a former one.
   */
  make<K extends ComponentKind>(
    kind: K,
    make: MakeDelegate<K>,
    name = "",
  ): void {
    const erased = make as unknown as MakeAny;
    this.factories.set(keyOfFactory(kind, name), erased);
    for (const [id, component] of this.mirror.all(kind)) {
      this.create(kind, id as unknown as AnyID, component);
    }
  }

  /**
   * Attaches a delegate to a component and replaces its present one; undefined
   * removes it. Throws a ClientError, `not-found`, if the component does not
   * exist.
   */
  attach<K extends ComponentKind>(
    kind: K,
    id: Identifier<K>,
    delegate: Delegate<K> | undefined,
  ): void {
    const [slot, gen] = id as unknown as AnyID;
    if (this.mirror.get(kind, id) === undefined) {
      const words = `there is no ${kind} [${slot}, ${gen}]`;
      throw new ClientError("not-found", words);
    }
    const key = keyOf(kind, [slot, gen]);
    if (delegate === undefined) this.delegates.delete(key);
    else this.delegates.set(key, delegate as unknown as AnyDelegate);
  }

  /** The delegate of the component; undefined: none. */
  get<K extends ComponentKind>(
    kind: K,
    id: Identifier<K>,
  ): Delegate<K> | undefined {
    const delegate = this.delegates.get(keyOf(kind, id as unknown as AnyID));
    return delegate as unknown as Delegate<K> | undefined;
  }

  /** Ends all delegates without a call. */
  close(): void {
    for (const remove of this.removers.splice(0)) remove();
    this.factories.clear();
    this.delegates.clear();
  }

  private onChange(change: MirrorChange): void {
    const { kind, type } = change;
    const id = change.id as unknown as AnyID;
    if (type === "created") {
      this.create(kind, id, change.after);
      return;
    }
    const key = keyOf(kind, id);
    const delegate = this.delegates.get(key);
    if (type === "updated") {
      delegate?.onUpdated?.(change);
    } else {
      this.delegates.delete(key);
      delegate?.onRemoved?.();
    }
  }

  private onSignal(event: SignalEvent): void {
    const { target } = event;
    if (target === undefined) return;
    const key = keyOf(kindsOfTargets[target.kind], target.value);
    this.delegates.get(key)?.onSignal?.(event);
  }

  private create(kind: ComponentKind, id: AnyID, component: object): void {
    const key = keyOf(kind, id);
    if (this.delegates.has(key)) return;
    const { name } = component as { name?: string };
    const make =
      this.factories.get(keyOfFactory(kind, name ?? "")) ??
      this.factories.get(keyOfFactory(kind, ""));
    const made = make?.(id, component);
    if (made !== undefined) this.delegates.set(key, made);
  }
}

function keyOf(kind: ComponentKind, id: AnyID): string {
  return `${kind} ${id[0]} ${id[1]}`;
}

function keyOfFactory(kind: ComponentKind, name: string): string {
  return `${kind} ${name}`;
}
