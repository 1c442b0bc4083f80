// Numbers of materials, whatever a document says.

/** 0..1; 1 for a number that is not finite. */
export function unit(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 1;
}

/** 0 or more; 1 for a number that is not finite. */
export function positive(value: number): number {
  return Number.isFinite(value) ? Math.max(0, value) : 1;
}
