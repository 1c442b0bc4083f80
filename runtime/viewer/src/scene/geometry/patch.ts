// One patch of a geometry in the form that is drawn.

import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  Sphere,
  Vector3,
} from "three";
import type {
  Attribute,
  AttributeSemantic,
  GeometryPatch,
  MaterialID,
} from "linguine-noodles/protocol";
import { decodeAttribute, decodeIndices, packedColours } from "./attributes.js";
import { type PrimitiveList, type Shape, listPrimitives } from "./primitives.js";
import { type Offset, noOffset } from "./offsets.js";
import { measureVertices } from "./usual_vertices.js";
import { type Column, attributeOf, maxWideSegments, wideLines } from "./wide_lines.js";

/** Which bytes the attributes and indices of a patch stand in. */
export interface PatchBytes {
  /** For each attribute, from the start of its view to the end of the buffer. */
  readonly attributes: readonly Uint8Array[];
  readonly indices: Uint8Array | undefined;
}

export interface Patch {
  readonly shape: Shape;
  /** The triangles that are drawn; the shader moves the sides of lines apart. */
  readonly geometry: BufferGeometry;
  /** Whether `geometry` holds quads for lines. */
  readonly isWide: boolean;
  readonly material: MaterialID;
  /**
   * Around all vertices, but single ones that stand absurdly far away; in the space
   * of the geometry.
   */
  readonly box: Box3;
  /**
   * The offset that the vertices of `geometry` lack. Far from the origin, floats are too
   * coarse for the shaders. See `offsetPlace`.
   */
  readonly offset: Offset;
  /** Points, segments or triangles. */
  readonly count: number;
  readonly vertexCount: number;
  readonly hasColours: boolean;
  readonly hasNormals: boolean;
  /** Bytes of vertices and indices on the GPU. */
  readonly bytes: number;
  /** The parts that were left out, as a sentence; "" if there are none. */
  readonly flaws: string;
}

const components: Readonly<Record<AttributeSemantic, number>> = {
  POSITION: 3,
  NORMAL: 3,
  TANGENT: 4,
  TEXTURE: 2,
  COLOR: 4,
};

/** The attributes by their names in shaders. */
type Columns = Map<string, Column>;

/** Never throws for a wrong document: a text says why nothing can be drawn. */
export function buildPatch(given: GeometryPatch, bytes: PatchBytes): Patch | string {
  const { vertex_count: vertexCount } = given;
  const columns: Columns = new Map();
  const flaws: string[] = [];
  for (const [i, attribute] of given.attributes.entries()) {
    const name = nameOf(attribute, columns);
    if (name === undefined) continue;
    const size = components[attribute.semantic];
    const from = bytes.attributes[i]!;
    const values =
      packedColours(from, attribute, vertexCount) ??
      decodeAttribute(from, attribute, vertexCount, size);
    if (typeof values !== "string") columns.set(name, { values, size });
    else if (name === "position") return values;
    else flaws.push(values);
  }
  const positions = positionsOf(columns);
  if (positions === undefined) return "there is no attribute POSITION";
  let indices: Uint32Array | undefined;
  if (given.indices !== undefined && bytes.indices !== undefined) {
    const decoded = decodeIndices(bytes.indices, given.indices);
    if (typeof decoded === "string") return decoded;
    indices = decoded;
  }
  const { box, broken } = measureVertices(positions);
  if (broken > 0) flaws.push(`${broken} of ${vertexCount} vertices are not finite`);
  const list = listPrimitives(
    given.type,
    indices,
    vertexCount,
    broken > 0 ? finite(positions) : undefined,
  );
  if (list.dropped > 0) {
    flaws.push(
      `${list.dropped} ${list.shape} name vertices that cannot be drawn ` +
        `(of ${vertexCount} vertices)`,
    );
  }
  const offset = moveToOrigin(positions, box);
  return assemble(given.material, columns, list, box, offset, flaws);
}

function positionsOf(columns: Columns): Float32Array | undefined {
  return columns.get("position")?.values as Float32Array | undefined;
}

function assemble(
  material: MaterialID,
  columns: Columns,
  list: PrimitiveList,
  box: Box3,
  offset: Offset,
  flaws: readonly string[],
): Patch {
  const positions = positionsOf(columns)!;
  const isWide = list.shape === "lines" && list.count <= maxWideSegments;
  const geometry = isWide ? wideLines(columns, list) : listed(columns, list);
  const moved = box.clone().translate(new Vector3(...offset).negate());
  geometry.boundingBox = moved;
  geometry.boundingSphere = moved.isEmpty()
    ? new Sphere(new Vector3(), 0)
    : moved.getBoundingSphere(new Sphere());
  return {
    shape: list.shape,
    geometry,
    isWide,
    material,
    box,
    offset,
    count: list.count,
    vertexCount: positions.length / 3,
    hasColours: columns.has("color"),
    hasNormals: columns.has("normal"),
    bytes: bytesOf(geometry),
    flaws: flaws.join("; "),
  };
}

// Moves vertices that are together, and far from the origin, to the origin.
function moveToOrigin(positions: Float32Array, box: Box3): Offset {
  if (box.isEmpty()) return noOffset;
  const { center, radius } = box.getBoundingSphere(new Sphere());
  if (center.length() <= 1000 * radius) return noOffset;
  const offset = center.toArray();
  for (let i = 0; i < positions.length; ++i) positions[i]! -= offset[i % 3]!;
  return offset;
}

function listed(columns: Columns, { indices }: PrimitiveList): BufferGeometry {
  const geometry = new BufferGeometry();
  for (const [name, { values, size }] of columns) {
    geometry.setAttribute(name, attributeOf(values, size));
  }
  if (indices !== undefined) {
    geometry.setIndex(new BufferAttribute(indices, 1));
  }
  return geometry;
}

// The first attribute of each semantic and channel counts.
function nameOf(
  { semantic, channel }: Attribute,
  columns: Columns,
): string | undefined {
  const name = shaderName(semantic, channel ?? 0, columns);
  return name === undefined || columns.has(name) ? undefined : name;
}

const textureNames = ["uv", "uv1", "uv2", "uv3"];

function shaderName(
  semantic: AttributeSemantic,
  channel: number,
  columns: Columns,
): string | undefined {
  switch (semantic) {
    case "POSITION":
      return "position";
    case "NORMAL":
      return "normal";
    case "TANGENT":
      return "tangent";
    case "COLOR":
      return "color";
    case "TEXTURE": {
      // Several sets without channels stand in order.
      const wanted = textureNames[channel];
      if (wanted !== undefined && !columns.has(wanted)) return wanted;
      return textureNames.find((name) => !columns.has(name));
    }
  }
}

function finite(positions: Float32Array): (vertex: number) => boolean {
  return (vertex) => {
    const i = 3 * vertex;
    const sum = positions[i]! + positions[i + 1]! + positions[i + 2]!;
    return sum - sum === 0;
  };
}

function bytesOf(geometry: BufferGeometry): number {
  let bytes = geometry.index?.array.byteLength ?? 0;
  for (const attribute of Object.values(geometry.attributes)) {
    bytes += attribute.array.byteLength;
  }
  return bytes;
}
