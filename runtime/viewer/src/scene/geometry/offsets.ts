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
  offset: Offset,
): Offset {
  const place: [number, number, number] = [0, 0, 0];
  writeOffsetPlace(matrix, at, offset, place, 0);
  return place;
}

/** The same, written to `to` at `target`. */
export function writeOffsetPlace(
  matrix: ArrayLike<number>,
  at: number,
  offset: Offset,
  to: { [index: number]: number },
  target: number,
): void {
  const x = offset[0];
  const y = offset[1];
  const z = offset[2];
  for (let i = 0; i < 3; ++i) {
    to[target + i] =
      matrix[at + i]! * x +
      matrix[at + i + 4]! * y +
      matrix[at + i + 8]! * z +
      matrix[at + i + 12]!;
  }
}
