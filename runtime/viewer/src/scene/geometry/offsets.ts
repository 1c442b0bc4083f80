// Patches whose vertices were moved to the origin.

/** Where the vertices of a patch were moved from. */
export type Offset = readonly [x: number, y: number, z: number];

export const noOffset: Offset = [0, 0, 0];

/**
 * Where the matrix at `at` moves the offset: the translation of the matrix that
 * draws a patch with this offset.
 */
export function offsetPlace(
  matrix: ArrayLike<number>,
  at: number,
  [x, y, z]: Offset,
): Offset {
  const m = (i: number): number => matrix[at + i]!;
  return [
    m(0) * x + m(4) * y + m(8) * z + m(12),
    m(1) * x + m(5) * y + m(9) * z + m(13),
    m(2) * x + m(6) * y + m(10) * z + m(14),
  ];
}
