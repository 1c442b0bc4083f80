// Lines of a width in pixels: each segment is a quad, whose corners the shader
// of lines (flat_materials.ts) moves apart.

import { BufferAttribute, BufferGeometry } from "three";
import type { PrimitiveList } from "./primitives.js";

/** Segments beyond which lines are one pixel wide, which takes less memory. */
export const maxWideSegments = 200_000;

/** The values of an attribute, `size` numbers for each vertex. */
export interface Column {
  /** Bytes are parts of 255. */
  readonly values: Float32Array | Uint8Array;
  readonly size: number;
}

type Columns = ReadonlyMap<string, Column>;

export function attributeOf(values: Column["values"], size: number): BufferAttribute {
  return new BufferAttribute(values, size, values instanceof Uint8Array);
}

// Which end of the segment a corner is at, and on which side.
const corners = new Int8Array([0, -1, 0, 1, 1, -1, 1, 1]);
const quad = [0, 2, 1, 1, 2, 3];

/**
 * Attributes of a corner: `position` and `lineEnd` are the ends of the segment,
 * `corner` tells which corner it is; colours and the like are those of the end.
 */
export function wideLines(
  columns: Columns,
  { indices, count }: PrimitiveList,
): BufferGeometry {
  const geometry = new BufferGeometry();
  const positions = columns.get("position")!.values;
  const starts = new Float32Array(count * 12);
  const ends = new Float32Array(count * 12);
  const places = new Int8Array(count * 8);
  const triangles = new Uint32Array(count * 6);
  const vertex = (i: number): number => (indices === undefined ? i : indices[i]!);
  for (let i = 0; i < count; ++i) {
    const from = 3 * vertex(2 * i);
    const to = 3 * vertex(2 * i + 1);
    for (let c = 0; c < 4; ++c) {
      const at = 12 * i + 3 * c;
      for (let axis = 0; axis < 3; ++axis) {
        starts[at + axis] = positions[from + axis]!;
        ends[at + axis] = positions[to + axis]!;
      }
    }
    places.set(corners, 8 * i);
    for (let c = 0; c < 6; ++c) triangles[6 * i + c] = 4 * i + quad[c]!;
  }
  geometry.setAttribute("position", new BufferAttribute(starts, 3));
  geometry.setAttribute("lineEnd", new BufferAttribute(ends, 3));
  geometry.setAttribute("corner", new BufferAttribute(places, 2));
  geometry.setIndex(new BufferAttribute(triangles, 1));
  for (const name of ["color", "uv"]) {
    const column = columns.get(name);
    if (column === undefined) continue;
    const { values, size } = column;
    const room = count * 4 * size;
    const spread =
      values instanceof Uint8Array ? new Uint8Array(room) : new Float32Array(room);
    for (let i = 0; i < count * 4; ++i) {
      const end = corners[2 * (i % 4)]!;
      const from = size * vertex(2 * Math.floor(i / 4) + end);
      for (let c = 0; c < size; ++c) spread[i * size + c] = values[from + c]!;
    }
    geometry.setAttribute(name, attributeOf(spread, size));
  }
  return geometry;
}
