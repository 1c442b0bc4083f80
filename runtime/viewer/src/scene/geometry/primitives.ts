// Turns the six types of primitives into lists of points, segments or triangles.

import type { PrimitiveType } from "linguine-noodles/protocol";

export type Shape = "points" | "lines" | "triangles";

export const shapes: Readonly<Record<PrimitiveType, Shape>> = {
  POINTS: "points",
  LINES: "lines",
  LINE_LOOP: "lines",
  LINE_STRIP: "lines",
  TRIANGLES: "triangles",
  TRIANGLE_STRIP: "triangles",
};

export const cornersOf: Readonly<Record<Shape, number>> = {
  points: 1,
  lines: 2,
  triangles: 3,
};

export interface PrimitiveList {
  readonly shape: Shape;
  /** 1, 2 or 3 for each primitive; undefined: the vertices in order. */
  readonly indices: Uint32Array | undefined;
  /** The number of primitives. */
  readonly count: number;
  /** Primitives left out: they name vertices that are not there or not finite. */
  readonly dropped: number;
}

/**
 * Lists the primitives of a patch. Every index of the result is below
 * `vertexCount`. `isUsable` tells whether a vertex may be drawn; undefined: all.
 */
export function listPrimitives(
  type: PrimitiveType,
  given: Uint32Array | undefined,
  vertexCount: number,
  isUsable: ((vertex: number) => boolean) | undefined,
): PrimitiveList {
  const shape = shapes[type];
  const corners = cornersOf[shape];
  const listed = expand(type, given, vertexCount);
  const total = listed === undefined ? vertexCount : listed.length;
  const count = Math.floor(total / corners);
  if (!needsCheck(listed, vertexCount) && isUsable === undefined) {
    const indices = listed?.subarray(0, count * corners);
    return { shape, indices, count, dropped: 0 };
  }
  const isGood = (vertex: number): boolean =>
    vertex < vertexCount && (isUsable === undefined || isUsable(vertex));
  const kept = new Uint32Array(count * corners);
  let length = 0;
  for (let i = 0; i < count * corners; i += corners) {
    let isWhole = true;
    for (let c = 0; c < corners; ++c) {
      const vertex = listed === undefined ? i + c : listed[i + c]!;
      kept[length + c] = vertex;
      isWhole &&= isGood(vertex);
    }
    if (isWhole) length += corners;
  }
  const left = length / corners;
  const indices = kept.slice(0, length);
  return { shape, indices, count: left, dropped: count - left };
}

function needsCheck(
  indices: Uint32Array | undefined,
  vertexCount: number,
): boolean {
  if (indices === undefined) return false;
  for (const index of indices) if (index >= vertexCount) return true;
  return false;
}

// Strips and loops become lists; lists stay as they are.
function expand(
  type: PrimitiveType,
  given: Uint32Array | undefined,
  vertexCount: number,
): Uint32Array | undefined {
  const length = given === undefined ? vertexCount : given.length;
  const at = (i: number): number => (given === undefined ? i : given[i]!);
  switch (type) {
    case "POINTS":
    case "LINES":
    case "TRIANGLES":
      return given;
    case "LINE_STRIP":
    case "LINE_LOOP": {
      const closes = type === "LINE_LOOP" && length > 2 ? 1 : 0;
      const count = Math.max(0, length - 1) + closes;
      const list = new Uint32Array(2 * count);
      for (let i = 0; i < count; ++i) {
        list[2 * i] = at(i);
        list[2 * i + 1] = at((i + 1) % length);
      }
      return list;
    }
    case "TRIANGLE_STRIP": {
      const count = Math.max(0, length - 2);
      const list = new Uint32Array(3 * count);
      for (let i = 0; i < count; ++i) {
        // Every second triangle is turned, so that all face the same side.
        const turned = i % 2;
        list[3 * i] = at(i + turned);
        list[3 * i + 1] = at(i + 1 - turned);
        list[3 * i + 2] = at(i + 2);
      }
      return list;
    }
  }
}
