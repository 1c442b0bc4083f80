// A set of small numbers: the keys of a structure that have been read.

// Numbers below this one are bits of an integer that every engine keeps
// without allocating.
const bitCount = 30;

export class Notes {
  private bits = 0;
  // The other numbers; undefined before the first of them.
  private others: Set<number> | undefined = undefined;

  clear(): void {
    this.bits = 0;
    this.others?.clear();
  }

  /** False if the number is in the set already. */
  add(number: number): boolean {
    if (number >= bitCount) return this.addOther(number);
    const bit = 1 << number;
    if ((this.bits & bit) !== 0) return false;
    this.bits |= bit;
    return true;
  }

  has(number: number): boolean {
    if (number >= bitCount) return this.others?.has(number) ?? false;
    return (this.bits & (1 << number)) !== 0;
  }

  /** Whether all numbers of `some` are in this set. */
  includes(some: Notes): boolean {
    if ((this.bits & some.bits) !== some.bits) return false;
    return some.others === undefined || this.includesOthers(some.others);
  }

  private addOther(number: number): boolean {
    const others = (this.others ??= new Set());
    if (others.has(number)) return false;
    others.add(number);
    return true;
  }

  private includesOthers(some: ReadonlySet<number>): boolean {
    for (const number of some) if (!this.others?.has(number)) return false;
    return true;
  }
}
