// The rows of the tree of entities, as far as they are open.
//
// Kept in step with the mirror by its changes, without looking at all entities
// again: an update that changes neither name nor parent costs nothing here.
// Servers may violate the protocol: an entity whose parent does not exist, or
// is below the entity itself, is shown as a root.

import type { MirrorChange } from "linguine-noodles/client";
import type { Entity, EntityID } from "linguine-noodles/protocol";
import { SlotMap } from "../../scene/entities/slot_map.js";

export interface TreeRow {
  readonly id: EntityID;
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Whether a search has found it; false: something below it was found. */
  readonly isFound: boolean;
}

interface Node {
  readonly id: EntityID;
  entity: Entity;
  /** Undefined where there never was one: most entities have none. */
  children: Set<number> | undefined;
  /** The text that a search looks at, once there was one. */
  searched: string | undefined;
}

export class TreeModel {
  /** By slot. */
  private readonly nodes = new SlotMap<Node>();
  private readonly roots = new Set<number>();
  /** Slots whose parent does not exist, by the slot of the parent. */
  private readonly waiting = new Map<number, Set<number>>();
  private readonly opened = new Set<number>();
  private pattern = "";
  private rowList: readonly TreeRow[] = [];
  private places: Map<number, number> | undefined;
  private isStale = true;

  get count(): number {
    return this.nodes.size;
  }

  /** The rows in order. The same array until something has changed. */
  get rows(): readonly TreeRow[] {
    if (this.isStale) {
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
    const slots = [id[0]];
    for (let slot = slots.pop(); slot !== undefined; slot = slots.pop()) {
      const node = this.nodes.get(slot);
      if (!node?.children?.size) continue;
      if (isOpen) this.opened.add(slot);
      else this.opened.delete(slot);
      for (const child of node.children) slots.push(child);
    }
    this.isStale = true;
  }

  /** Opens all that lie above an entity, so that it has a row. */
  reveal(id: EntityID): void {
    let node = this.parentOf(this.nodes.get(id[0]));
    while (node !== undefined) {
      this.setOpen(node.id, true);
      node = this.parentOf(node);
    }
  }

  /** All that is neither below nor above an entity: what hides the rest. */
  othersOf(id: EntityID): EntityID[] {
    const others: EntityID[] = [];
    let node = this.nodes.get(id[0]);
    while (node !== undefined) {
      const above = this.parentOf(node);
      for (const slot of above?.children ?? this.roots) {
        if (slot !== node.id[0]) others.push(this.nodes.get(slot)!.id);
      }
      node = above;
    }
    return others;
  }

  /** The slots that are open; for the state of the user. */
  get openSlots(): number[] {
    return [...this.opened];
  }

  /** Whether few enough entities exist that all may be open at first. */
  openFirst(most: number): void {
    if (this.nodes.size > most) return;
    for (const [slot, { children }] of this.nodes) {
      if (children?.size) this.opened.add(slot);
    }
    this.isStale = true;
  }

  private add(id: EntityID, entity: Entity): void {
    const slot = id[0];
    this.nodes.set(slot, {
      id,
      entity,
      children: undefined,
      searched: undefined,
    });
    // The children that came before their parent.
    const waiting = this.waiting.size > 0 && this.waiting.get(slot);
    if (waiting) for (const child of [...waiting]) this.attach(child);
    this.attach(slot);
  }

  private remove(id: EntityID): void {
    const slot = id[0];
    const node = this.nodes.get(slot);
    if (node === undefined) return;
    this.detach(slot);
    this.nodes.delete(slot);
    for (const child of [...(node.children ?? [])]) this.attach(child);
    this.opened.delete(slot);
  }

  private update(id: EntityID, before: Entity, after: Entity): boolean {
    const node = this.nodes.get(id[0]);
    if (node === undefined) return false;
    const isMoved =
      before.parent?.[0] !== after.parent?.[0] ||
      before.parent?.[1] !== after.parent?.[1];
    if (isMoved) this.detach(id[0]);
    node.entity = after;
    if (before.name !== after.name || before.tags !== after.tags) {
      node.searched = undefined;
    }
    if (isMoved) this.attach(id[0]);
    const isRenamed = before.name !== after.name;
    const isTagged = this.pattern !== "" && before.tags !== after.tags;
    return isMoved || isRenamed || isTagged;
  }

  // Puts a node below its parent, or among the roots.
  private attach(slot: number): void {
    const node = this.nodes.get(slot);
    if (node === undefined) return;
    const { parent } = node.entity;
    const above = parent && this.nodes.get(parent[0]);
    if (parent !== undefined && this.waiting.size > 0) {
      this.stopWaiting(parent[0], slot);
    }
    const isThere = above !== undefined && above.id[1] === parent![1];
    if (isThere && !this.isBelow(above, slot)) {
      (above.children ??= new Set()).add(slot);
      this.roots.delete(slot);
      return;
    }
    this.roots.add(slot);
    if (parent === undefined || isThere) return;
    const waiting = this.waiting.get(parent[0]) ?? new Set();
    this.waiting.set(parent[0], waiting.add(slot));
  }

  private detach(slot: number): void {
    const parent = this.nodes.get(slot)?.entity.parent;
    this.roots.delete(slot);
    if (parent === undefined) return;
    this.nodes.get(parent[0])?.children?.delete(slot);
    this.stopWaiting(parent[0], slot);
  }

  private stopWaiting(parent: number, slot: number): void {
    const waiting = this.waiting.get(parent);
    waiting?.delete(slot);
    if (waiting?.size === 0) this.waiting.delete(parent);
  }

  // Whether `node` is the entity in `slot` or lies below it. A node without
  // children has nothing below it.
  private isBelow(node: Node, slot: number): boolean {
    if (node.id[0] === slot) return true;
    if (!this.nodes.get(slot)!.children?.size) return false;
    let above: Node | undefined = node;
    while (above !== undefined) {
      if (above.id[0] === slot) return true;
      above = this.parentOf(above);
    }
    return false;
  }

  private parentOf(node: Node | undefined): Node | undefined {
    const parent = node?.entity.parent;
    if (parent === undefined || this.roots.has(node!.id[0])) return undefined;
    const above = this.nodes.get(parent[0]);
    return above?.id[1] === parent[1] ? above : undefined;
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
    const stack: { slot: number; depth: number }[] = [];
    const push = (slots: ReadonlySet<number>, depth: number): void => {
      const order = [...slots].filter(isShown).sort((a, b) => b - a);
      for (const slot of order) stack.push({ slot, depth });
    };
    push(this.roots, 0);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { slot, depth } = next;
      const { id, children } = this.nodes.get(slot)!;
      const hasChildren = children !== undefined && children.size > 0;
      const opened = hasChildren && isOpen(slot);
      const row = { id, depth, hasChildren, isOpen: opened };
      rows.push({ ...row, isFound: isFound(slot) });
      if (opened) push(children, depth + 1);
    }
    return rows;
  }
}
