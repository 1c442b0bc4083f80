// Boxes that must not decide where the camera looks: of absurd size, or far away
// from all others.

import { Box3, Vector3 } from "three";
import { type VisitBoxes, sizeOf, unionOf } from "./boxes.js";

/** Metres. The squares of longer lengths are infinite for graphics processors. */
export const longestLength = 1e18;

/** Metres: the size of planets. Boxes up to this size are never absurd. */
export const planetSize = 1e8;

/** A box is absurd if it is larger than this times all smaller ones together. */
export const absurdFactor = 1e6;

/** Among more boxes than this, a box is judged by a sample of the others. */
export const manyBoxes = 5000;

/** Boxes of a sample. */
const sampleSize = 1000;

export interface Measured {
  /** Around all boxes but absurd ones; empty if there are none. */
  readonly whole: Box3;
  /** Metres: larger boxes are absurd. */
  readonly largest: number;
}

/** Looks at all boxes once. */
export function measureBoxes(visit: VisitBoxes): Measured {
  // By the power of two, above the size of planets, that is not exceeded.
  const unions = new Map<number, Box3>();
  visit((box) => {
    if (!isInReach(box)) return;
    const power = Math.max(0, Math.ceil(Math.log2(sizeOf(box) / planetSize)));
    const union = unions.get(power);
    if (union === undefined) unions.set(power, box.clone());
    else union.union(box);
  });
  const whole = new Box3();
  let largest = planetSize;
  for (const [power, union] of [...unions].sort(([a], [b]) => a - b)) {
    const most = planetSize * 2 ** power;
    if (power > 0 && !whole.isEmpty() && most / 2 > absurdFactor * sizeOf(whole)) {
      break;
    }
    whole.union(union);
    largest = most;
  }
  return { whole, largest };
}

/** The boxes that are not absurd. */
export function withoutAbsurd({ largest }: Measured, visit: VisitBoxes): VisitBoxes {
  return (take) =>
    visit((box) => {
      if (sizeOf(box) <= largest && isInReach(box)) take(box);
    });
}

/** Whether cameras can look at a box: its numbers are finite, and none is huge. */
export function isInReach({ min, max }: Box3): boolean {
  const lowest = Math.min(min.x, min.y, min.z);
  const highest = Math.max(max.x, max.y, max.z);
  // False where a coordinate is not a number.
  return lowest >= -longestLength && highest <= longestLength;
}

/** Whether a box is absurd beside what `bounds` encloses. */
export function isAbsurdBeside(box: Box3, bounds: Box3): boolean {
  if (!isInReach(box)) return true;
  const size = sizeOf(box);
  return (
    size > planetSize && !bounds.isEmpty() && size > absurdFactor * sizeOf(bounds)
  );
}

/**
 * All boxes that are seen in one view. Where all together are so wide that each
 * is smaller than a pixel, those near the middle one.
 */
export function withoutOutliers(boxes: readonly Box3[]): readonly Box3[] {
  const largest = boxes.reduce((most, box) => Math.max(most, sizeOf(box)), 0);
  if (boxes.length < 2 || sizeOf(unionOf(boxes)) < 5000 * largest) return boxes;
  const centers = boxes.map((box) => box.getCenter(new Vector3()));
  const middle = middleOf(centers);
  const reach = 1000 * Math.max(largest, 1e-9);
  return boxes.filter((_, i) => centers[i]!.distanceTo(middle) < reach);
}

/**
 * The boxes but those that are far away from nearly all others: for many boxes,
 * which are seen together however small each is.
 */
export function withoutFarOnes(count: number, visit: VisitBoxes): VisitBoxes {
  const step = Math.max(1, Math.floor(count / sampleSize));
  const centers: Vector3[] = [];
  let index = 0;
  let size = 0;
  visit((box) => {
    if (index++ % step !== 0) return;
    centers.push(box.getCenter(new Vector3()));
    size = Math.max(size, sizeOf(box));
  });
  if (centers.length === 0) return visit;
  const middle = middleOf(centers);
  const distances = centers
    .map((center) => center.distanceTo(middle))
    .sort((a, b) => a - b);
  const usual = distances[Math.floor(distances.length * 0.9)]!;
  const reach = 1000 * Math.max(usual, size, 1e-9);
  const center = new Vector3();
  return (take) =>
    visit((box) => {
      if (box.getCenter(center).distanceTo(middle) < reach) take(box);
    });
}

/** Whether a box is no larger than a planet. */
export function isOfUsualSize(box: Box3): boolean {
  return sizeOf(box) <= planetSize;
}

/** The box around many boxes, but those of absurd size or far away. */
export function unionOfUsual(count: number, visit: VisitBoxes): Box3 {
  const union = new Box3();
  withoutFarOnes(count, withoutAbsurd(measureBoxes(visit), visit))((box) =>
    union.union(box),
  );
  return union;
}

// The centre nearest to the middle ones of all axes, which may belong to several.
// Of two middle ones, that nearer to the origin counts.
function middleOf(centers: readonly Vector3[]): Vector3 {
  const along = (axis: "x" | "y" | "z"): number => {
    const sorted = centers.map((center) => center[axis]).sort((a, b) => a - b);
    const low = sorted[(sorted.length - 1) >> 1]!;
    const high = sorted[sorted.length >> 1]!;
    return Math.abs(low) <= Math.abs(high) ? low : high;
  };
  const middle = new Vector3(along("x"), along("y"), along("z"));
  return centers.reduce((nearest, center) =>
    center.distanceTo(middle) < nearest.distanceTo(middle) ? center : nearest,
  );
}
