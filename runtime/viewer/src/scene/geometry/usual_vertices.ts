// The box around the vertices of a patch, but those that stand so far away from
// all others that they must not decide where the camera looks.

import { Box3, Vector3 } from "three";
import { absurdFactor, planetSize } from "./outliers.js";

/** Where the others together are smaller than a pixel of a picture of all. */
const pixelFactor = 5000;

/** Vertices that are looked at first. */
const sampleSize = 101;

/** A vertex farther than `reach` from the middle one is left out ... */
interface Rule {
  readonly reach: number;
  /** ... where no more than so many are. */
  readonly most: number;
}

/** The box of vertices, and how many are not finite and belong to no box. */
export function measureVertices(positions: Float32Array): {
  box: Box3;
  broken: number;
} {
  let broken = 0;
  let [x0, y0, z0] = [Infinity, Infinity, Infinity];
  let [x1, y1, z1] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i]!;
    const y = positions[i + 1]!;
    const z = positions[i + 2]!;
    // NaN and infinity make the difference NaN.
    const sum = x + y + z;
    if (sum - sum !== 0) {
      broken += 1;
      continue;
    }
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
    if (z < z0) z0 = z;
    if (z > z1) z1 = z;
  }
  const whole = new Box3(new Vector3(x0, y0, z0), new Vector3(x1, y1, z1));
  return { box: boxOfUsual(positions, whole), broken };
}

// Left out are, of a hundred vertices and more, one in a hundred, where the others
// together would be smaller than a pixel; and one in ten, at least one, farther
// than the size of planets and than a million times the usual distance.
function boxOfUsual(positions: Float32Array, whole: Box3): Box3 {
  const count = positions.length / 3;
  if (count < 3 || whole.isEmpty()) return whole;
  const { middle, usual } = sample(positions);
  const rules: readonly Rule[] = [
    { reach: usual > 0 ? pixelFactor * usual : Infinity, most: count / 100 },
    {
      reach: Math.max(planetSize, absurdFactor * usual),
      most: Math.max(1, count / 10),
    },
  ];
  for (const { reach, most } of rules) {
    if (most < 1 || farthest(whole, middle) < reach) continue;
    const box = boxWithin(positions, middle, reach, Math.floor(most));
    if (box !== undefined) return box;
  }
  return whole;
}

// A vertex in the middle of others, and the distance in which nearly all stand.
function sample(positions: Float32Array): { middle: Vector3; usual: number } {
  const count = positions.length / 3;
  const size = Math.min(count, sampleSize);
  const places = Array.from({ length: size }, (_, i) =>
    new Vector3().fromArray(positions, 3 * Math.floor((i * count) / size)),
  );
  const along = (axis: "x" | "y" | "z"): number =>
    Float64Array.from(places, (place) => place[axis]).sort()[(size - 1) >> 1]!;
  const center = new Vector3(along("x"), along("y"), along("z"));
  // One of three vertices may be the absurd one.
  const nearly = Math.min(Math.floor(size * 0.9), size - 2);
  const distances = Float64Array.from(places, (place) => place.distanceTo(center));
  return { middle: center, usual: distances.sort()[nearly]! };
}

function farthest({ min, max }: Box3, from: Vector3): number {
  return Math.max(min.distanceTo(from), max.distanceTo(from));
}

// Undefined where more than `most` vertices stand outside.
function boxWithin(
  positions: Float32Array,
  middle: Vector3,
  reach: number,
  most: number,
): Box3 | undefined {
  const box = new Box3();
  const place = new Vector3();
  let outside = 0;
  for (let i = 0; i < positions.length; i += 3) {
    place.fromArray(positions, i);
    if (place.distanceTo(middle) <= reach) box.expandByPoint(place);
    // Vertices that are not finite belong to no box.
    else if (Number.isFinite(place.x + place.y + place.z) && ++outside > most) {
      return undefined;
    }
  }
  return box;
}
