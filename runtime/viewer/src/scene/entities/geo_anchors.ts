// Places on earth: the matrices of entities that are anchored by latitude,
// longitude and altitude.
//
// The first anchor is the origin of the world, with +Y up and -Z to the north. It
// stays the origin until no entity is anchored.

import type { GeoAnchor } from "linguine-noodles/protocol";
import { multiplied } from "./transforms.js";

// The ellipsoid of WGS 84: its larger radius in metres, and its flattening.
const equatorRadius = 6378137;
const flattening = 1 / 298.257223563;
const eccentricitySquared = flattening * (2 - flattening);

/** Column-major. */
type Matrix = readonly number[];

export class GeoAnchors {
  /** From the centre of the earth to the origin of the world. */
  private toWorld: Matrix | undefined;
  private readonly frames = new Map<number, Matrix>();

  /** Returns false, and changes nothing, where this is no place on earth. */
  set(index: number, anchor: GeoAnchor): boolean {
    const { latitude, longitude, altitude = 0 } = anchor;
    const isPlace =
      Math.abs(latitude) <= 90 && Number.isFinite(longitude) && Number.isFinite(altitude);
    if (!isPlace) return false;
    const frame = frameAt(latitude, longitude, altitude);
    this.toWorld ??= inverted(frame);
    this.frames.set(index, multiplied(this.toWorld, frame));
    return true;
  }

  forget(index: number): void {
    if (this.frames.delete(index) && this.frames.size === 0) this.toWorld = undefined;
  }

  /** From the place of the anchor to the world; undefined without an anchor. */
  matrixOf(index: number): Matrix | undefined {
    return this.frames.get(index);
  }
}

// From the place, with X to the east, Y up and Z to the south, to the centre of
// the earth.
function frameAt(latitude: number, longitude: number, altitude: number): Matrix {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const [sn, cn] = [Math.sin(north), Math.cos(north)];
  const [se, ce] = [Math.sin(east), Math.cos(east)];
  const normal = equatorRadius / Math.sqrt(1 - eccentricitySquared * sn * sn);
  const aside = (normal + altitude) * cn;
  const above = (normal * (1 - eccentricitySquared) + altitude) * sn;
  return [
    -se, ce, 0, 0, //
    cn * ce, cn * se, sn, 0,
    sn * ce, sn * se, -cn, 0,
    aside * ce, aside * se, above, 1,
  ];
}

// Of a matrix that turns and moves only.
function inverted(matrix: Matrix): Matrix {
  const at = (i: number): number => matrix[i]!;
  const back = (axis: number): number =>
    -(at(axis) * at(12) + at(axis + 1) * at(13) + at(axis + 2) * at(14));
  return [
    at(0), at(4), at(8), 0, //
    at(1), at(5), at(9), 0,
    at(2), at(6), at(10), 0,
    back(0), back(4), back(8), 1,
  ];
}
