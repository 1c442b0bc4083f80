// The places of all entities, in arrays: local and world matrices, parents, and
// whether they are shown. An entity is an index; indices are used again.
//
// Changes are collected; `update` computes what follows from them, and tells
// which entities have moved and which were shown or hidden.

import { SlotMap } from "linguine-noodles/client";
import type { EntityID } from "linguine-noodles/protocol";

const isDirty = 1;
const isVisible = 2; // the document's `visible`
const isHidden = 4; // hidden by the user
const isShown = 8; // visible with all its parents
const isUsed = 16;
const isAbsolute = 32; // the local matrix is the world matrix

/** Up to this size, a table that is full becomes four times as large. */
const largeTable = 2 ** 16;

/** Parents above each other. Stops chains that take seconds to follow. */
const maxDepth = 4096;

/** The result of `setParent`. */
export type ParentResult = "set" | "waiting" | "cycle" | "too deep";

export interface EntityChanges {
  /** Entities whose world matrix is new. */
  readonly moved: readonly number[];
  /** Entities that were shown or hidden. */
  readonly toggled: readonly number[];
}

export class EntityTable {
  /** Column-major, 16 numbers for each index. */
  world = new Float64Array(0);
  // The matrices that were set, in which numbers must not change.
  private readonly local: ArrayLike<number>[] = [];
  private parents = new Int32Array(0);
  private firstChildren = new Int32Array(0);
  private nextSiblings = new Int32Array(0);
  private priorSiblings = new Int32Array(0);
  private flags = new Uint8Array(0);
  private readonly ids: (EntityID | undefined)[] = [];
  private readonly places = new SlotMap<number>();
  private readonly free: number[] = [];
  // By slot of a parent that is not there: the entities that wait for it.
  private readonly orphans = new Map<number, Set<number>>();
  private readonly wanted = new Map<number, EntityID>();
  private dirty: number[] = [];
  private readonly stack: number[] = [];

  get count(): number {
    return this.places.size;
  }

  /** One more than the largest index in use. */
  get end(): number {
    return this.ids.length;
  }

  /** The index of an entity; -1 if there is none with this identifier. */
  find(id: EntityID): number {
    const index = this.places.get(id[0]);
    return index !== undefined && this.ids[index]![1] === id[1] ? index : -1;
  }

  /** The index in a slot, of whatever generation; -1 if there is none. */
  inSlot(slot: number): number {
    return this.places.get(slot) ?? -1;
  }

  id(index: number): EntityID | undefined {
    return this.ids[index];
  }

  parent(index: number): number {
    return this.parents[index]!;
  }

  isShown(index: number): boolean {
    return (this.flags[index]! & isShown) !== 0;
  }

  /** Adds an entity that is not there, without a parent. */
  add(id: EntityID): number {
    const index = this.free.pop() ?? this.ids.length;
    if (index >= this.parents.length) this.grow(index + 1);
    this.ids[index] = id;
    this.places.set(id[0], index);
    this.parents[index] = -1;
    this.firstChildren[index] = -1;
    this.nextSiblings[index] = -1;
    this.priorSiblings[index] = -1;
    this.flags[index] = isVisible | isUsed;
    this.local[index] = identity;
    this.touch(index);
    if (this.orphans.size > 0) this.adopt(id, index);
    return index;
  }

  /** Makes room for so many further entities, once for all. */
  reserve(count: number): void {
    const needed = this.ids.length + count - this.free.length;
    if (needed > this.parents.length) this.grow(needed);
  }

  /** Removes an entity; its children lose their parent and wait for it. */
  remove(index: number): void {
    const id = this.ids[index]!;
    this.unlink(index);
    this.stopWaiting(index);
    for (let child = this.firstChildren[index]!; child >= 0; ) {
      const next = this.nextSiblings[child]!;
      this.unlink(child);
      this.wait(child, id);
      this.touch(child);
      child = next;
    }
    this.places.delete(id[0]);
    this.ids[index] = undefined;
    this.local[index] = identity;
    this.flags[index] = 0;
    this.free.push(index);
  }

  /**
   * Sets the matrix in the space of the parent: 16 numbers, column-major. The table
   * keeps the array, which must not change.
   * `inWorld`: in that of the world.
   */
  setLocal(index: number, matrix: ArrayLike<number>, inWorld = false): void {
    this.local[index] = matrix;
    if (inWorld) this.flags[index]! |= isAbsolute;
    else this.flags[index]! &= ~isAbsolute;
    this.touch(index);
  }

  /** Undefined: without a parent. A parent that is not there may come later. */
  setParent(index: number, id: EntityID | undefined): ParentResult {
    this.stopWaiting(index);
    const parent = id === undefined ? -1 : this.find(id);
    if (this.parents[index]! >= 0) this.unlink(index);
    this.touch(index);
    if (id === undefined) return "set";
    if (parent < 0) {
      this.wait(index, id);
      return "waiting";
    }
    return this.link(index, parent);
  }

  setVisible(index: number, visible: boolean): void {
    this.setFlag(index, isVisible, visible);
  }

  /** Hides an entity and all below it, for this user. */
  setHidden(index: number, hidden: boolean): void {
    this.setFlag(index, isHidden, hidden);
  }

  isHidden(index: number): boolean {
    return (this.flags[index]! & isHidden) !== 0;
  }

  /** Calls `visit` for an entity and all below it. */
  visit(index: number, visit: (index: number) => void): void {
    const stack = [index];
    while (stack.length > 0) {
      const next = stack.pop()!;
      visit(next);
      let child = this.firstChildren[next]!;
      for (; child >= 0; child = this.nextSiblings[child]!) stack.push(child);
    }
  }

  /** Computes world matrices and what is shown. */
  update(): EntityChanges {
    const moved: number[] = [];
    const toggled: number[] = [];
    const { dirty } = this;
    this.dirty = [];
    const { stack } = this;
    for (const start of dirty) {
      if (!this.isDirty(start) || this.hasDirtyParent(start)) continue;
      stack.push(start);
      while (stack.length > 0) {
        const index = stack.pop()!;
        this.flags[index]! &= ~isDirty;
        moved.push(index);
        this.computeWorld(index);
        if (this.computeShown(index)) toggled.push(index);
        let child = this.firstChildren[index]!;
        for (; child >= 0; child = this.nextSiblings[child]!) stack.push(child);
      }
    }
    return { moved, toggled };
  }

  private computeWorld(index: number): void {
    const parent = this.parents[index]!;
    const { world } = this;
    const local = this.local[index]!;
    const to = index * 16;
    if (parent < 0 || (this.flags[index]! & isAbsolute) !== 0) {
      for (let i = 0; i < 16; ++i) world[to + i] = local[i]!;
      return;
    }
    const a = parent * 16;
    for (let column = 0; column < 16; column += 4) {
      const b0 = local[column]!;
      const b1 = local[column + 1]!;
      const b2 = local[column + 2]!;
      const b3 = local[column + 3]!;
      for (let row = 0; row < 4; ++row) {
        world[to + column + row] =
          world[a + row]! * b0 +
          world[a + 4 + row]! * b1 +
          world[a + 8 + row]! * b2 +
          world[a + 12 + row]! * b3;
      }
    }
  }

  // Returns whether the entity was shown or hidden.
  private computeShown(index: number): boolean {
    const parent = this.parents[index]!;
    const flags = this.flags[index]!;
    const isNow =
      (flags & isVisible) !== 0 &&
      (flags & isHidden) === 0 &&
      (parent < 0 || this.isShown(parent));
    if (isNow === this.isShown(index)) return false;
    this.flags[index]! ^= isShown;
    return true;
  }

  private isDirty(index: number): boolean {
    return (this.flags[index]! & isDirty) !== 0;
  }

  private hasDirtyParent(index: number): boolean {
    let parent = this.parents[index]!;
    for (; parent >= 0; parent = this.parents[parent]!) {
      if (this.isDirty(parent)) return true;
    }
    return false;
  }

  private touch(index: number): void {
    if (this.isDirty(index)) return;
    this.flags[index]! |= isDirty;
    this.dirty.push(index);
  }

  private setFlag(index: number, flag: number, value: boolean): void {
    if (((this.flags[index]! & flag) !== 0) === value) return;
    this.flags[index]! ^= flag;
    this.touch(index);
  }

  private link(index: number, parent: number): ParentResult {
    if (index === parent) return "cycle";
    // Only an entity with children can be above its parent.
    let depth = 0;
    if (this.firstChildren[index]! >= 0) {
      for (let above = parent; above >= 0; above = this.parents[above]!) {
        if (above === index) return "cycle";
        if (++depth > maxDepth) return "too deep";
      }
    }
    this.parents[index] = parent;
    const first = this.firstChildren[parent]!;
    this.nextSiblings[index] = first;
    this.priorSiblings[index] = -1;
    if (first >= 0) this.priorSiblings[first] = index;
    this.firstChildren[parent] = index;
    return "set";
  }

  private unlink(index: number): void {
    const parent = this.parents[index]!;
    if (parent < 0) return;
    const next = this.nextSiblings[index]!;
    const prior = this.priorSiblings[index]!;
    if (prior >= 0) this.nextSiblings[prior] = next;
    else this.firstChildren[parent] = next;
    if (next >= 0) this.priorSiblings[next] = prior;
    this.parents[index] = -1;
    this.nextSiblings[index] = -1;
    this.priorSiblings[index] = -1;
  }

  private wait(index: number, parent: EntityID): void {
    this.wanted.set(index, parent);
    const waiting = this.orphans.get(parent[0]);
    if (waiting === undefined) this.orphans.set(parent[0], new Set([index]));
    else waiting.add(index);
  }

  private stopWaiting(index: number): void {
    if (this.wanted.size === 0) return;
    const parent = this.wanted.get(index);
    if (parent === undefined) return;
    this.wanted.delete(index);
    const waiting = this.orphans.get(parent[0])!;
    waiting.delete(index);
    if (waiting.size === 0) this.orphans.delete(parent[0]);
  }

  // Gives a new entity the children that wait for it.
  private adopt(id: EntityID, index: number): void {
    for (const child of [...(this.orphans.get(id[0]) ?? [])]) {
      if (this.wanted.get(child)![1] !== id[1]) continue;
      this.stopWaiting(child);
      this.link(child, index);
      this.touch(child);
    }
  }

  private grow(needed: number): void {
    // Memory that nothing was written to costs little, copies cost much.
    const { length } = this.parents;
    const size = Math.max(64, needed, length * (length < largeTable ? 4 : 2));
    this.world = enlarged(this.world, new Float64Array(size * 16));
    this.parents = enlarged(this.parents, new Int32Array(size));
    this.firstChildren = enlarged(this.firstChildren, new Int32Array(size));
    this.nextSiblings = enlarged(this.nextSiblings, new Int32Array(size));
    this.priorSiblings = enlarged(this.priorSiblings, new Int32Array(size));
    this.flags = enlarged(this.flags, new Uint8Array(size));
  }
}

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function enlarged<T extends Float64Array | Int32Array | Uint8Array>(
  from: T,
  to: T,
): T {
  to.set(from as never);
  return to;
}
