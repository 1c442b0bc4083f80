// The rows of the tree of entities, as far as they are open.
//
// Kept in step with the mirror by its changes, without looking at all entities
// again: an update that changes neither name nor parent costs nothing here.
// Servers may violate the protocol: an entity whose parent does not exist, or
// is below the entity itself, is shown as a root.

import { type Mirror, type MirrorChange, SlotMap } from "linguine-noodles/client";
import {
  type Entity,
  type EntityID,
  entityID,
  newEntity,
} from "linguine-noodles/protocol";

export interface TreeRow {
  readonly id: EntityID;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Whether a search has found it; false: something below it was found. */
  readonly isFound: boolean;
}

/** The children of a node are a list that takes no memory of its own. */
interface Node {
  readonly id: EntityID;
  entity: Entity;
  /** The node in whose list this one is. */
  above: Node | undefined;
  first: Node | undefined;
  next: Node | undefined;
  prior: Node | undefined;
  /** The text that a search looks at, once there was one. */
  searched: string | undefined;
}

export class TreeModel {
  /** By slot. */
  private readonly nodes = new SlotMap<Node>();
  /** Above all roots. */
  private readonly top = nodeOf(entityID(0, 0), newEntity());
  /** Nodes whose parent does not exist, by the slot of the parent. */
  private readonly waiting = new Map<number, Set<Node>>();
  private readonly opened = new Set<number>();
  private pattern = "";
  private rowList: readonly TreeRow[] = [];
  private places: Map<number, number> | undefined;
  private isStale = true;
  // The entities before anybody asked for them: a tree that is not in sight is not
  // built.
  private unread: Pick<Mirror, "all" | "count"> | undefined;

  /** Without a mirror, the tree is empty at first. */
  constructor(mirror?: Pick<Mirror, "all" | "count">) {
    this.unread = mirror;
  }

  get count(): number {
    return this.unread?.count("Entity") ?? this.nodes.size;
  }

  /** The rows in order. The same array until something has changed. */
  get rows(): readonly TreeRow[] {
    if (this.isStale) {
      this.read();
      this.isStale = false;
      this.places = undefined;
      this.rowList = this.pattern === "" ? this.openRows() : this.foundRows();
    }
    return this.rowList;
  }

  /** The number of the row of an entity; -1 if none is shown. */
  rowOf(id: EntityID): number {
    const { rows } = this;
    this.places ??= new Map(rows.map((row, index) => [row.id[0], index]));
    const place = this.places.get(id[0]) ?? -1;
    return place >= 0 && rows[place]!.id[1] === id[1] ? place : -1;
  }

  /** Whether `rows` will differ; false for a change of a transform. */
  apply(change: MirrorChange): boolean {
    if (change.kind !== "Entity") return false;
    if (this.unread !== undefined) return change.type !== "updated";
    switch (change.type) {
      case "created":
        this.add(change.id, change.after);
        break;
      case "removed":
        this.remove(change.id);
        break;
      case "updated": {
        if (!this.update(change.id, change.before, change.after)) return false;
        break;
      }
    }
    this.isStale = true;
    return true;
  }

  /** Shows the entities whose name, tags or identifier contain this text. */
  search(pattern: string): void {
    const wanted = pattern.trim().toLowerCase();
    if (wanted === this.pattern) return;
    this.pattern = wanted;
    this.isStale = true;
  }

  setOpen(id: EntityID, isOpen: boolean): void {
    if (isOpen) this.opened.add(id[0]);
    else this.opened.delete(id[0]);
    this.isStale = true;
  }

  /** Opens or closes an entity and all below it. */
  setAllOpen(id: EntityID, isOpen: boolean): void {
    this.read();
    const slots = [id[0]];
    for (let slot = slots.pop(); slot !== undefined; slot = slots.pop()) {
      const node = this.nodes.get(slot);
      if (node?.first === undefined) continue;
      if (isOpen) this.opened.add(slot);
      else this.opened.delete(slot);
      for (const child of childrenOf(node)) slots.push(child.id[0]);
    }
    this.isStale = true;
  }

  /** Opens all that lie above an entity, so that it has a row. */
  reveal(id: EntityID): void {
    this.read();
    let node = this.parentOf(this.nodes.get(id[0]));
    while (node !== undefined) {
      this.setOpen(node.id, true);
      node = this.parentOf(node);
    }
  }

  /** All that is neither below nor above an entity: what hides the rest. */
  othersOf(id: EntityID): EntityID[] {
    this.read();
    const others: EntityID[] = [];
    let node = this.nodes.get(id[0]);
    while (node !== undefined) {
      for (const other of childrenOf(node.above!)) {
        if (other !== node) others.push(other.id);
      }
      node = this.parentOf(node);
    }
    return others;
  }

  /** The slots that are open; for the state of the user. */
  get openSlots(): number[] {
    return [...this.opened];
  }

  /** Whether few enough entities exist that all may be open at first. */
  openFirst(most: number): void {
    if (this.count > most) return;
    this.read();
    for (const [slot, { first }] of this.nodes) {
      if (first !== undefined) this.opened.add(slot);
    }
    this.isStale = true;
  }

  private read(): void {
    const { unread } = this;
    this.unread = undefined;
    if (unread === undefined) return;
    for (const [id, entity] of unread.all("Entity")) this.add(id, entity);
  }

  private add(id: EntityID, entity: Entity): void {
    const slot = id[0];
    if (this.nodes.get(slot)?.entity === entity) return;
    const node = nodeOf(id, entity);
    this.nodes.set(slot, node);
    // The children that came before their parent.
    const waiting = this.waiting.size > 0 && this.waiting.get(slot);
    if (waiting) for (const child of [...waiting]) this.attach(child);
    this.attach(node);
  }

  private remove(id: EntityID): void {
    const slot = id[0];
    const node = this.nodes.get(slot);
    if (node === undefined) return;
    this.detach(node);
    this.nodes.delete(slot);
    for (const child of childrenOf(node)) this.attach(child);
    this.opened.delete(slot);
  }

  private update(id: EntityID, before: Entity, after: Entity): boolean {
    const node = this.nodes.get(id[0]);
    if (node === undefined) return false;
    const isMoved =
      before.parent?.[0] !== after.parent?.[0] ||
      before.parent?.[1] !== after.parent?.[1];
    if (isMoved) this.detach(node);
    node.entity = after;
    if (before.name !== after.name || before.tags !== after.tags) {
      node.searched = undefined;
    }
    if (isMoved) this.attach(node);
    const isRenamed = before.name !== after.name;
    const isTagged = this.pattern !== "" && before.tags !== after.tags;
    return isMoved || isRenamed || isTagged;
  }

  // Puts a node below its parent, or among the roots.
  private attach(node: Node): void {
    const { parent } = node.entity;
    const above = parent && this.nodes.get(parent[0]);
    if (parent !== undefined && this.waiting.size > 0) {
      this.stopWaiting(parent[0], node);
    }
    unlink(node);
    const isThere = above !== undefined && above.id[1] === parent![1];
    if (isThere && !isBelow(above, node)) {
      link(node, above);
      return;
    }
    link(node, this.top);
    if (parent === undefined || isThere) return;
    const waiting = this.waiting.get(parent[0]) ?? new Set();
    this.waiting.set(parent[0], waiting.add(node));
  }

  private detach(node: Node): void {
    unlink(node);
    const { parent } = node.entity;
    if (parent !== undefined) this.stopWaiting(parent[0], node);
  }

  private stopWaiting(parent: number, node: Node): void {
    const waiting = this.waiting.get(parent);
    waiting?.delete(node);
    if (waiting?.size === 0) this.waiting.delete(parent);
  }

  private parentOf(node: Node | undefined): Node | undefined {
    return node?.above === this.top ? undefined : node?.above;
  }

  private openRows(): TreeRow[] {
    return this.walk((slot) => this.opened.has(slot));
  }

  private foundRows(): TreeRow[] {
    const shown = new Set<number>();
    const found = new Set<number>();
    for (const [slot, node] of this.nodes) {
      if (!this.matches(node)) continue;
      found.add(slot);
      let above: Node | undefined = node;
      let at = slot;
      while (above !== undefined && !shown.has(at)) {
        shown.add(at);
        above = this.parentOf(above);
        if (above !== undefined) at = above.id[0];
      }
    }
    return this.walk(
      () => true,
      (slot) => shown.has(slot),
      (slot) => found.has(slot),
    );
  }

  private matches(node: Node): boolean {
    const { id, entity } = node;
    node.searched ??= [entity.name ?? "", ...entity.tags]
      .join("\n")
      .toLowerCase();
    const { pattern } = this;
    return node.searched.includes(pattern) || `${id[0]}/${id[1]}` === pattern;
  }

  // From above to below, without recursion: chains may be thousands deep.
  private walk(
    isOpen: (slot: number) => boolean,
    isShown: (slot: number) => boolean = () => true,
    isFound: (slot: number) => boolean = () => true,
  ): TreeRow[] {
    const rows: TreeRow[] = [];
    const stack: { node: Node; depth: number }[] = [];
    const push = (above: Node, depth: number): void => {
      const order = childrenOf(above).filter(({ id }) => isShown(id[0]));
      order.sort((a, b) => b.id[0] - a.id[0]);
      for (const node of order) stack.push({ node, depth });
    };
    push(this.top, 0);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node, depth } = next;
      const { id, first } = node;
      const hasChildren = first !== undefined;
      const opened = hasChildren && isOpen(id[0]);
      const row = { id, depth, hasChildren, isOpen: opened };
      rows.push({ ...row, isFound: isFound(id[0]) });
      if (opened) push(node, depth + 1);
    }
    return rows;
  }
}

function nodeOf(id: EntityID, entity: Entity): Node {
  return {
    id,
    entity,
    above: undefined,
    first: undefined,
    next: undefined,
    prior: undefined,
    searched: undefined,
  };
}

function childrenOf({ first }: Node): Node[] {
  const children: Node[] = [];
  for (let child = first; child !== undefined; child = child.next) {
    children.push(child);
  }
  return children;
}

function link(node: Node, above: Node): void {
  const { first } = above;
  node.above = above;
  node.next = first;
  if (first !== undefined) first.prior = node;
  above.first = node;
}

function unlink(node: Node): void {
  const { above, next, prior } = node;
  if (above === undefined) return;
  if (prior === undefined) above.first = next;
  else prior.next = next;
  if (next !== undefined) next.prior = prior;
  node.above = node.next = node.prior = undefined;
}

// Whether `node` is the other one or lies below it. A node without children has
// nothing below it.
function isBelow(node: Node, other: Node): boolean {
  if (node === other) return true;
  if (other.first === undefined) return false;
  let above: Node | undefined = node;
  while (above !== undefined && above !== other) above = above.above;
  return above !== undefined;
}
