// Values by slot. Servers give slots from 0 on, which an array holds; a Map holds
// the others, so that a single large slot takes no memory.

/** Slots from here on are in the Map. */
const denseEnd = 2 ** 20;

export class SlotMap<Value> {
  private readonly dense: (Value | undefined)[] = [];
  private readonly sparse = new Map<number, Value>();
  private count = 0;

  get size(): number {
    return this.count + this.sparse.size;
  }

  get(slot: number): Value | undefined {
    return slot < denseEnd ? this.dense[slot] : this.sparse.get(slot);
  }

  set(slot: number, value: Value): void {
    if (slot >= denseEnd) {
      this.sparse.set(slot, value);
      return;
    }
    const { dense } = this;
    while (dense.length < slot) dense.push(undefined);
    if (dense[slot] === undefined) this.count += 1;
    dense[slot] = value;
  }

  delete(slot: number): void {
    if (slot >= denseEnd) {
      this.sparse.delete(slot);
    } else if (this.dense[slot] !== undefined) {
      this.dense[slot] = undefined;
      this.count -= 1;
    }
  }

  *[Symbol.iterator](): Iterator<readonly [slot: number, value: Value]> {
    for (const [slot, value] of this.dense.entries()) {
      if (value !== undefined) yield [slot, value];
    }
    yield* this.sparse;
  }
}
