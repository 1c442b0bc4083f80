// A set of indices of entities that is filled, and then taken as a whole.

export class IndexSet {
  private marks = new Uint8Array(0);
  // Also indices that were deleted since, and those that came back twice.
  private list: number[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  has(index: number): boolean {
    return this.marks[index] === 1;
  }

  add(index: number): void {
    if (index >= this.marks.length) this.grow(index);
    if (this.marks[index] === 1) return;
    this.marks[index] = 1;
    this.list.push(index);
    this.count += 1;
  }

  delete(index: number): void {
    if (this.marks[index] !== 1) return;
    this.marks[index] = 0;
    this.count -= 1;
  }

  /** All indices, each once; the set is empty then. */
  take(): number[] {
    const { list, marks } = this;
    const taken: number[] = [];
    for (const index of list) {
      if (marks[index] !== 1) continue;
      marks[index] = 0;
      taken.push(index);
    }
    this.list = [];
    this.count = 0;
    return taken;
  }

  private grow(index: number): void {
    const larger = new Uint8Array(Math.max(64, 2 * (index + 1)));
    larger.set(this.marks);
    this.marks = larger;
  }
}
