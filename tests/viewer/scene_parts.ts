// Parts of scenes for tests: names of messages and their contents, alternating.
import { deflateSync } from "node:zlib";

import { type Plain, floats, shorts } from "./scripted_server";

type Quad = readonly [number, number, number, number];

/** A transformation that moves. */
export function moved(x: number, y: number, z: number): number[] {
  return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1];
}

/** The members of a material of one colour, that shines by itself nowhere. */
export function paint(color: Quad, texture?: readonly [number, number]) {
  return {
    pbr_info: {
      base_color: color,
      metallic: 0,
      roughness: 1,
      ...(texture === undefined
        ? {}
        : { base_color_texture: { texture, transform: [1, 0, 0, 0, 1, 0, 0, 0, 1] } }),
    },
    double_sided: true,
  };
}

/** A PNG file of one pixel. */
export function onePixel(red: number, green: number, blue: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(checksum(body));
    return Buffer.concat([head, body, tail]);
  };
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk("IHDR", Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0)),
      chunk("IDAT", deflateSync(Uint8Array.of(0, red, green, blue))),
      chunk("IEND", new Uint8Array()),
    ]),
  );
}

export const blueImage = onePixel(0, 0, 255);

// CRC-32 of PNG (ISO/IEC 15948, section 5.5).
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let i = 0; i < 8; ++i) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}

// A square of 2 m in the XY plane that faces +Z: positions, normals, texture
// coordinates, colours, indices.
const corners = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
const squareBytes = Buffer.concat([
  floats(...corners),
  floats(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1),
  floats(0, 0, 1, 0, 1, 1, 0, 1),
  shorts(0, 1, 2, 0, 2, 3),
]);
// No tetrahedra, and one line of three places.
const flowBytes = Buffer.concat([
  Uint8Array.of(0, 0, 0, 0, 3, 0, 0, 0),
  floats(-1, 0, 1, 0, 0, 1, 1, 0, 1),
]);
export const squareIndices = { offset: 128, count: 6, format: "U16" };

export function attributes(view: readonly [number, number] = [0, 0]): Plain[] {
  return [
    { view, semantic: "POSITION", offset: 0, stride: 12, format: "VEC3" },
    { view, semantic: "NORMAL", offset: 48, stride: 12, format: "VEC3" },
    { view, semantic: "TEXTURE", offset: 96, stride: 8, format: "VEC2" },
  ];
}

/** A buffer of these bytes, and a view of all of it. */
export function bytes(slot: number, content: Uint8Array, type = "GEOMETRY"): Plain[] {
  return [
    "MsgBufferCreate",
    { id: [slot, 0], size: content.length, inline_bytes: Uint8Array.from(content) },
    "MsgBufferViewCreate",
    {
      id: [slot, 0],
      source_buffer: [slot, 0],
      type,
      offset: 0,
      length: content.length,
    },
  ];
}

/** A patch of the square, with other members in place. */
export function patch(members: { readonly [key: string]: Plain } = {}): Plain {
  return {
    attributes: attributes(),
    vertex_count: 4,
    indices: { view: [0, 0], stride: 2, ...squareIndices },
    type: "TRIANGLES",
    material: [0, 0],
    ...members,
  };
}

/** The square as Entity 0/0; `image` is a file that covers it. */
export function square(options: {
  color: Quad;
  image?: Uint8Array;
  patch?: Plain;
  entity?: { readonly [key: string]: Plain };
}): Plain[] {
  const { color, image } = options;
  const texture =
    image === undefined
      ? []
      : [
          ...bytes(1, image, "IMAGE"),
          "MsgImageCreate",
          { id: [0, 0], buffer_source: [1, 0] },
          "MsgSamplerCreate",
          { id: [0, 0] },
          "MsgTextureCreate",
          { id: [0, 0], image: [0, 0], sampler: [0, 0] },
        ];
  return [
    ...bytes(0, squareBytes),
    ...texture,
    "MsgMaterialCreate",
    { id: [0, 0], ...paint(color, image === undefined ? undefined : [0, 0]) },
    "MsgGeometryCreate",
    { id: [0, 0], name: "square", patches: [options.patch ?? patch()] },
    "MsgEntityCreate",
    {
      id: [0, 0],
      name: "square",
      render_rep: { mesh: [0, 0] },
      ...options.entity,
    },
  ];
}

/** A scene with components of every kind. */
export function everything(): Plain[] {
  return [
    "MsgMethodCreate",
    {
      id: [0, 0],
      name: "add",
      doc: "Adds two numbers.",
      arg_doc: [
        { name: "a", doc: "The first", editor_hint: "noo::real" },
        { name: "b", doc: "The second", editor_hint: "noo::real" },
      ],
    },
    "MsgSignalCreate",
    { id: [0, 0], name: "done", arg_doc: [] },
    ...square({ color: [1, 1, 1, 1], image: blueImage }),
    "MsgLightCreate",
    { id: [0, 0], name: "lamp", color: [1, 1, 1], intensity: 10, point: { range: -1 } },
    "MsgLightCreate",
    { id: [1, 0], name: "sun", color: [1, 1, 1], intensity: 1, directional: { range: -1 } },
    "MsgTableCreate",
    { id: [0, 0], name: "numbers" },
    "MsgPlotCreate",
    { id: [0, 0], name: "curve", simple_plot: "x", table: [0, 0] },
    ...bytes(2, flowBytes, "UNK"),
    "MsgPhysicsCreate",
    {
      id: [0, 0],
      name: "wind",
      type: "STREAMFLOW",
      stream_flow: { header: { line_count: 1, attributes: [] }, data: [2, 0] },
    },
    "MsgEntityCreate",
    { id: [1, 0], name: "lamps", lights: [[0, 0], [1, 0]], transform: moved(0, 0, 3) },
    "MsgEntityCreate",
    { id: [2, 0], name: "words", text_rep: { txt: "Hello", height: 0.5 }, parent: [1, 0] },
    "MsgEntityCreate",
    { id: [3, 0], name: "page", web_rep: { source: "https://example.invalid/", height: 1, width: 1 } },
    "MsgEntityCreate",
    { id: [4, 0], name: "data", tables: [[0, 0]], plots: [[0, 0]], physics: [[0, 0]] },
    "MsgDocumentUpdate",
    { methods_list: [[0, 0]], signals_list: [[0, 0]] },
  ];
}
