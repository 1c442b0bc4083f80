// The boxes of what entities show, in the world.

import { Box3 } from "three";
import {
  addTransformed,
  unionWithoutGround,
  withoutGround,
} from "../geometry/boxes.js";
import {
  isAbsurdBeside,
  isInReach,
  manyBoxes,
  measureBoxes,
  withoutAbsurd,
  withoutFarOnes,
  withoutOutliers,
} from "../geometry/outliers.js";
import type { EntityTable } from "./entity_table.js";

/** The patches that an entity shows, each once or as instances. */
interface Boxed {
  readonly placements: readonly { readonly patch: { readonly box: Box3 } }[];
  /** All instances, in the space of the entity. */
  readonly group: { readonly box: Box3 } | undefined;
}

/** Things that entities show beside patches. */
interface BoxStore {
  readonly isEmpty: boolean;
  /** In the space of the entity. */
  boxOf(index: number): Box3 | undefined;
}

export class EntityBoxes {
  /**
   * A box around all that is shown, but what is absurdly large; `ofInterest`
   * makes it exact.
   */
  readonly bounds = new Box3();
  private readonly part = new Box3();
  private readonly table: EntityTable;
  private readonly states: readonly (Boxed | undefined)[];
  private readonly stores: readonly BoxStore[];

  constructor(
    table: EntityTable,
    states: readonly (Boxed | undefined)[],
    stores: readonly BoxStore[],
  ) {
    this.table = table;
    this.states = states;
    this.stores = stores;
  }

  /** Widens a box by what an entity shows. */
  add(box: Box3, index: number): void {
    const state = this.states[index];
    if (state === undefined || !this.table.isShown(index)) return;
    const { world } = this.table;
    const at = index * 16;
    for (const { patch } of state.placements) {
      addTransformed(box, patch.box, world, at);
    }
    if (state.group !== undefined) {
      addTransformed(box, state.group.box, world, at);
    }
    for (const store of this.stores) {
      if (store.isEmpty) continue;
      const own = store.boxOf(index);
      if (own !== undefined) addTransformed(box, own, world, at);
    }
  }

  /** Widens `bounds` by what an entity shows. */
  widen(index: number): void {
    const part = this.part.makeEmpty();
    this.add(part, index);
    // Most entities stand among others. An empty box is in every box.
    if (this.bounds.containsBox(part)) return;
    if (!isAbsurdBeside(part, this.bounds)) this.bounds.union(part);
  }

  /** The boxes of these entities and of all below them. */
  below(indices: readonly number[]): readonly Box3[] {
    const boxes: Box3[] = [];
    for (const start of indices) {
      this.table.visit(start, (index) => {
        const box = new Box3();
        this.add(box, index);
        if (!box.isEmpty() && isInReach(box)) boxes.push(box);
      });
    }
    return boxes;
  }

  /**
   * The boxes of what the user wants to see: of everything but what is absurdly
   * large, or far away from all else, and a ground, which is flat, wider than all
   * else, and below.
   */
  ofInterest(): readonly Box3[] {
    const visit = (take: (box: Box3) => void): void => this.each(take);
    const measured = measureBoxes(visit);
    this.bounds.copy(measured.whole);
    const usual = withoutAbsurd(measured, visit);
    const { count } = this.table;
    if (count > manyBoxes) {
      return [unionWithoutGround(withoutFarOnes(count, usual))];
    }
    const boxes: Box3[] = [];
    usual((box) => boxes.push(box.clone()));
    return withoutGround(withoutOutliers(boxes));
  }

  // Calls `take` with the box of each entity that shows something; the box is
  // valid until the next one.
  private each(take: (box: Box3) => void): void {
    const box = new Box3();
    for (let i = 0; i < this.states.length; ++i) {
      box.makeEmpty();
      this.add(box, i);
      if (!box.isEmpty()) take(box);
    }
  }
}
