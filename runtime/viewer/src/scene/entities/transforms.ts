// Matrices from the transformations of entities.

import { isArray } from "linguine-noodles/cbor";
import type { Transformation, WorldCoord } from "linguine-noodles/protocol";

/** A column-major matrix, or why there is none. */
export function matrixOf(
  transform: Transformation | undefined,
): ArrayLike<number> | string {
  if (transform === undefined) return identity;
  const matrix = isArray(transform) ? transform : compose(transform);
  // NaN and infinity make the difference NaN.
  let sum = 0;
  for (let i = 0; i < 16; ++i) sum += matrix[i]! - matrix[i]!;
  return sum === 0 ? matrix : "the transform holds a number that is not finite";
}

export const identity: readonly number[] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function compose({ position, rotation, scale }: WorldCoord): number[] {
  const [px, py, pz] = position ?? [0, 0, 0];
  const [sx, sy, sz] = scale ?? [1, 1, 1];
  let [x, y, z, w] = rotation ?? [0, 0, 0, 1];
  const length = Math.sqrt(x * x + y * y + z * z + w * w);
  if (length > 0) {
    x /= length;
    y /= length;
    z /= length;
    w /= length;
  } else {
    w = 1;
  }
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    px,
    py,
    pz,
    1,
  ];
}

/** The product of two column-major matrices. */
export function multiplied(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  const product: number[] = [];
  for (let column = 0; column < 16; column += 4) {
    for (let row = 0; row < 4; ++row) {
      let sum = 0;
      for (let k = 0; k < 4; ++k) sum += a[k * 4 + row]! * b[column + k]!;
      product.push(sum);
    }
  }
  return product;
}
