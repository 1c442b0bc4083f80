// Boxes that matrices move.

import { Box3, Vector3 } from "three";

/** Calls `take` with each of many boxes; a box is valid until the next one. */
export type VisitBoxes = (take: (box: Box3) => void) => void;

/**
 * Widens `whole` by the box that the matrix at `at` makes of `part`. Does
 * nothing for an empty box, and where the result is not finite.
 */
export function addTransformed(
  whole: Box3,
  { min, max }: Box3,
  matrix: ArrayLike<number>,
  at = 0,
): void {
  if (!(min.x <= max.x)) return;
  const cx = (min.x + max.x) / 2;
  const cy = (min.y + max.y) / 2;
  const cz = (min.z + max.z) / 2;
  const ex = (max.x - min.x) / 2;
  const ey = (max.y - min.y) / 2;
  const ez = (max.z - min.z) / 2;
  const m0 = matrix[at]!;
  const m1 = matrix[at + 1]!;
  const m2 = matrix[at + 2]!;
  const m4 = matrix[at + 4]!;
  const m5 = matrix[at + 5]!;
  const m6 = matrix[at + 6]!;
  const m8 = matrix[at + 8]!;
  const m9 = matrix[at + 9]!;
  const m10 = matrix[at + 10]!;
  const x = m0 * cx + m4 * cy + m8 * cz + matrix[at + 12]!;
  const y = m1 * cx + m5 * cy + m9 * cz + matrix[at + 13]!;
  const z = m2 * cx + m6 * cy + m10 * cz + matrix[at + 14]!;
  const dx = Math.abs(m0) * ex + Math.abs(m4) * ey + Math.abs(m8) * ez;
  const dy = Math.abs(m1) * ex + Math.abs(m5) * ey + Math.abs(m9) * ez;
  const dz = Math.abs(m2) * ex + Math.abs(m6) * ey + Math.abs(m10) * ez;
  const sum = x + y + z + dx + dy + dz;
  if (sum - sum !== 0) return;
  const { min: low, max: high } = whole;
  if (x - dx < low.x) low.x = x - dx;
  if (y - dy < low.y) low.y = y - dy;
  if (z - dz < low.z) low.z = z - dz;
  if (x + dx > high.x) high.x = x + dx;
  if (y + dy > high.y) high.y = y + dy;
  if (z + dz > high.z) high.z = z + dz;
}

/** All boxes but a ground: flat, wider than all else, and below it. */
export function withoutGround(boxes: readonly Box3[]): readonly Box3[] {
  const whole = unionOf(boxes);
  if (whole.isEmpty()) return boxes;
  const size = new Vector3();
  const width = widthOf(whole, size);
  const others = boxes.filter((box) => !isGround(box, whole, width, size));
  return isWorthIt(unionOf(others), width, size) ? others : boxes;
}

/**
 * The union of what `withoutGround` returns, for more boxes than are worth an
 * object each. `visit` calls its argument with every box.
 */
export function unionWithoutGround(visit: VisitBoxes): Box3 {
  const whole = new Box3();
  visit((box) => whole.union(box));
  if (whole.isEmpty()) return whole;
  const size = new Vector3();
  const width = widthOf(whole, size);
  const rest = new Box3();
  visit((box) => {
    if (!isGround(box, whole, width, size)) rest.union(box);
  });
  return isWorthIt(rest, width, size) ? rest : whole;
}

function isGround(box: Box3, whole: Box3, width: number, size: Vector3): boolean {
  const isWide = widthOf(box, size) > 0.9 * width;
  const isFlat = size.y < 0.02 * width;
  const isBelow = box.max.y <= whole.min.y + 0.02 * width;
  return isWide && isFlat && isBelow;
}

// Whether enough is left without a ground.
function isWorthIt(rest: Box3, width: number, size: Vector3): boolean {
  return !rest.isEmpty() && widthOf(rest, size) >= 0.05 * width;
}

/** The longest side. */
export function sizeOf({ min, max }: Box3): number {
  return Math.max(max.x - min.x, max.y - min.y, max.z - min.z);
}

/** The box around all. */
export function unionOf(boxes: readonly Box3[]): Box3 {
  const union = new Box3();
  for (const box of boxes) union.union(box);
  return union;
}

function widthOf(box: Box3, size: Vector3): number {
  box.getSize(size);
  return Math.max(size.x, size.z);
}
