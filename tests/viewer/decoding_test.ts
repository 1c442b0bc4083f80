// What the page reads from the bytes of buffers: vertices, indices, primitives,
// instances and flow lines, of right and of wrong documents.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Attribute,
  type PrimitiveType,
  newAttribute,
  newIndex,
} from "linguine-noodles/protocol";

import {
  decodeAttribute,
  decodeIndices,
  packedColours,
} from "../../runtime/viewer/src/scene/geometry/attributes";
import { decodeInstanceRows, meaningOf } from "../../runtime/viewer/src/scene/geometry/instance_rows";
import { listPrimitives } from "../../runtime/viewer/src/scene/geometry/primitives";
import { readStreamLines } from "../../runtime/viewer/src/scene/geometry/stream_lines";
import { matrixOf } from "../../runtime/viewer/src/scene/entities/transforms";

type Given = Partial<Attribute> & Pick<Attribute, "semantic" | "format">;

const view = [0, 0] as unknown as Attribute["view"];

function attribute(given: Given): Attribute {
  return newAttribute({ view, ...given });
}

function floats(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** The same bytes at an odd place of a larger buffer. */
function shifted(bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(bytes.length + 1);
  all.set(bytes, 1);
  return all.subarray(1);
}

/** The same parts of `size` bytes, each at the next multiple of `stride`. */
function spread(bytes: Uint8Array, size: number, stride: number): Uint8Array {
  const count = bytes.length / size;
  const all = new Uint8Array((count - 1) * stride + size);
  for (let i = 0; i < count; ++i) {
    all.set(bytes.subarray(i * size, (i + 1) * size), i * stride);
  }
  return all;
}

test("positions are read aligned and not, tight and with gaps", () => {
  const tight = floats(1, 2, 3, 4, 5, 6);
  const position = attribute({ semantic: "POSITION", format: "VEC3" });
  const expected = Float32Array.from([1, 2, 3, 4, 5, 6]);
  assert.deepEqual(decodeAttribute(tight, position, 2, 3), expected);
  assert.deepEqual(decodeAttribute(shifted(tight), position, 2, 3), expected);
  const wide = floats(9, 1, 2, 3, 9, 4, 5, 6);
  const gaps = attribute({ ...position, offset: 4, stride: 16 });
  assert.deepEqual(decodeAttribute(wide, gaps, 2, 3), expected);
  assert.deepEqual(decodeAttribute(shifted(wide), gaps, 2, 3), expected);
});

test("what a format lacks is filled in", () => {
  const flat = attribute({ semantic: "POSITION", format: "VEC2" });
  const position = decodeAttribute(floats(1, 2, 3, 4), flat, 2, 3);
  assert.deepEqual(position, Float32Array.from([1, 2, 0, 3, 4, 0]));
  const colour = attribute({ semantic: "COLOR", format: "VEC3" });
  const opaque = decodeAttribute(floats(0.5, 0.25, 1), colour, 1, 4);
  assert.deepEqual(opaque, Float32Array.from([0.5, 0.25, 1, 1]));
});

test("colours of bytes stay bytes, without gaps", () => {
  const colour = attribute({ semantic: "COLOR", format: "U8VEC4", normalized: true });
  const bytes = Uint8Array.of(0, 51, 255, 255, 9, 8, 7, 6);
  const tight = packedColours(bytes, colour, 2);
  assert.deepEqual(tight, bytes);
  assert.notEqual(tight!.buffer, bytes.buffer);
  const gaps = attribute({ ...colour, offset: 1, stride: 5 });
  const wide = Uint8Array.of(99, 0, 51, 255, 255, 99, 9, 8, 7, 6);
  assert.deepEqual(packedColours(wide, gaps, 2), bytes);
  assert.deepEqual(packedColours(shifted(wide), gaps, 2), bytes);
  // Those of Rigatoni, other formats, and what is cut off.
  assert.equal(packedColours(Uint8Array.of(0, 1, 1, 1), colour, 1), undefined);
  assert.equal(packedColours(bytes, colour, 3), undefined);
  assert.equal(packedColours(bytes, attribute({ ...colour, stride: 3 }), 1), undefined);
  const texture = attribute({ ...colour, semantic: "TEXTURE" });
  assert.equal(packedColours(bytes, texture, 2), undefined);
  const numbers = attribute({ semantic: "COLOR", format: "VEC4" });
  assert.equal(packedColours(floats(2, 2, 2, 2), numbers, 1), undefined);
});

test("integers are normalized, but not those of Rigatoni", () => {
  const colour = attribute({
    semantic: "COLOR",
    format: "U8VEC4",
    normalized: true,
  });
  const bytes = Uint8Array.of(0, 51, 255, 255);
  const read = decodeAttribute(bytes, colour, 1, 4) as Float32Array;
  assert.deepEqual([...read].map((one) => Number(one.toFixed(3))), [0, 0.2, 1, 1]);
  // 0 and 1 for black and white.
  const rigatoni = decodeAttribute(Uint8Array.of(1, 0, 0, 1), colour, 1, 4);
  assert.deepEqual(rigatoni, Float32Array.from([1, 0, 0, 1]));
  const texture = attribute({ semantic: "TEXTURE", format: "U16VEC2" });
  const shorts = new Uint8Array(Uint16Array.of(0, 65535).buffer);
  const uv = decodeAttribute(shorts, texture, 1, 2);
  assert.deepEqual(uv, Float32Array.from([0, 1]));
});

test("attributes that reach behind the buffer are refused", () => {
  const position = attribute({ semantic: "POSITION", format: "VEC3" });
  const huge = decodeAttribute(floats(1, 2, 3), position, 4_000_000_000, 3);
  assert.match(String(huge), /POSITION \(VEC3\): 4000000000 values .* need/);
  const far = attribute({ ...position, offset: 4_000_000_000 });
  assert.match(String(decodeAttribute(floats(1, 2, 3), far, 1, 3)), /12 behind/);
  const narrow = attribute({ ...position, stride: 5 });
  assert.match(
    String(decodeAttribute(floats(1, 2, 3), narrow, 1, 3)),
    /stride 5 is smaller than a value \(12 bytes\)/,
  );
});

test("indices have three formats", () => {
  const cases = [
    ["U8", Uint8Array.of(7, 8, 9)],
    ["U16", new Uint8Array(Uint16Array.of(7, 8, 9).buffer)],
    ["U32", new Uint8Array(Uint32Array.of(7, 8, 9).buffer)],
  ] as const;
  for (const [format, bytes] of cases) {
    const index = newIndex({ view, count: 3, format });
    assert.deepEqual(decodeIndices(bytes, index), Uint32Array.of(7, 8, 9));
    const strided = newIndex({ view, count: 2, format, stride: bytes.length / 3 * 2 });
    assert.deepEqual(decodeIndices(bytes, strided), Uint32Array.of(7, 9));
    const long = newIndex({ view, count: 4, format });
    assert.match(String(decodeIndices(bytes, long)), /4 values/);
  }
  const wrong = newIndex({ view, count: 1, format: "VEC3" });
  assert.match(String(decodeIndices(floats(1, 2, 3), wrong)), /none of U8/);
});

test("strips and loops become lists", () => {
  const cases: [PrimitiveType, number[] | undefined, number[] | undefined][] = [
    ["POINTS", undefined, undefined],
    ["POINTS", [3, 1], [3, 1]],
    ["LINES", [0, 1, 2], [0, 1]],
    ["LINE_STRIP", undefined, [0, 1, 1, 2, 2, 3]],
    ["LINE_LOOP", [0, 1, 2], [0, 1, 1, 2, 2, 0]],
    ["LINE_LOOP", [0, 1], [0, 1]],
    ["TRIANGLES", [0, 1, 2, 3], [0, 1, 2]],
    ["TRIANGLE_STRIP", undefined, [0, 1, 2, 2, 1, 3]],
    ["TRIANGLE_STRIP", [0, 1], []],
  ];
  for (const [type, given, expected] of cases) {
    const indices = given && Uint32Array.from(given);
    const list = listPrimitives(type, indices, 4, undefined);
    const found = list.indices && [...list.indices];
    assert.deepEqual(found, expected, `${type} ${given}`);
    assert.equal(list.dropped, 0);
  }
});

test("primitives with vertices that cannot be drawn are left out", () => {
  const indices = Uint32Array.of(0, 1, 2, 0, 1, 9, 1, 2, 3);
  const list = listPrimitives("TRIANGLES", indices, 4, undefined);
  assert.deepEqual(list.indices, Uint32Array.of(0, 1, 2, 1, 2, 3));
  assert.equal(list.count, 2);
  assert.equal(list.dropped, 1);
  const usable = listPrimitives("POINTS", undefined, 3, (vertex) => vertex !== 1);
  assert.deepEqual(usable.indices, Uint32Array.of(0, 2));
  assert.equal(usable.dropped, 1);
});

const quarter = Math.SQRT1_2;
// At (1, 2, 3), turned by 90 degrees about Z, twice as wide.
const row = [1, 2, 3, 0, 0, 0, 1, 1, 0, 0, quarter, quarter, 2, 1, 1, 0];

test("rows of instances become matrices", () => {
  const bytes = floats(...row, ...row);
  for (const given of [bytes, shifted(bytes)]) {
    const rows = decodeInstanceRows(given, 0, 10);
    assert.ok(typeof rows !== "string");
    assert.equal(rows.count, 2);
    assert.equal(rows.isPlain, true);
    const rounded = [...rows.matrices.slice(16)].map(
      (one) => Math.round(one * 1000) / 1000 + 0,
    );
    assert.deepEqual(rounded, [0, 2, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]);
  }
});

test("rows of instances keep their columns, and the bytes stay as they are", () => {
  const coloured = [...row.slice(0, 4), 0.25, 0.5, 0.75, 1, ...row.slice(8)];
  const broken = [...row.slice(0, 12), NaN, ...row.slice(13)];
  const bytes = floats(...row, ...row, ...coloured, ...broken);
  for (const given of [bytes, shifted(bytes), spread(bytes, 64, 66)]) {
    const before = Uint8Array.from(given);
    const stride = given.length === bytes.length ? 0 : 66;
    const rows = decodeInstanceRows(given, stride, 10);
    assert.ok(typeof rows !== "string");
    assert.deepEqual(given, before);
    assert.deepEqual([rows.count, rows.isPlain, rows.broken], [4, false, 1]);
    const columns = [0, 0, 1, 1, 0, 0, 1, 1, 0.25, 0.5, 0.75, 1, 0, 0, 1, 1];
    assert.deepEqual([...rows.columns], columns);
    assert.deepEqual(rows.matrices.slice(0, 16), rows.matrices.slice(32, 48));
    const flat = [...Array<number>(15).fill(0), 1];
    assert.deepEqual([...rows.matrices.slice(48)], flat);
  }
});

test("rows of instances may have gaps, and the last one none behind it", () => {
  const rows = decodeInstanceRows(floats(...row, 7, 7, ...row), 72, 10);
  assert.ok(typeof rows !== "string");
  assert.equal(rows.count, 2);
  assert.equal(rows.cutOff, 0);
  assert.deepEqual(rows.matrices.slice(28, 31), Float32Array.of(1, 2, 3));
});

test("wrong rows of instances are told", () => {
  assert.match(String(decodeInstanceRows(floats(...row), 3, 10)), /stride 3/);
  const many = decodeInstanceRows(floats(...row, ...row), 0, 1);
  assert.match(String(many), /2 instances are more than this page draws \(1\)/);
  const part = decodeInstanceRows(floats(1, 2, 3, 4), 0, 10);
  assert.ok(typeof part !== "string");
  assert.deepEqual([part.count, part.cutOff], [0, 16]);
  const broken = decodeInstanceRows(floats(...Array<number>(16).fill(NaN)), 0, 10);
  assert.ok(typeof broken !== "string");
  assert.equal(broken.broken, 1);
  // Of size 0, and without NaN.
  const flat = [...Array<number>(15).fill(0), 1];
  assert.deepEqual([...broken.matrices], flat);
});

test("column 1 is a texture transform, or a colour of earlier peers", () => {
  const colour = [...row.slice(0, 4), 1, ...row.slice(5)];
  const plain = decodeInstanceRows(floats(...row), 0, 10);
  const red = decodeInstanceRows(floats(...colour), 0, 10);
  assert.ok(typeof plain !== "string" && typeof red !== "string");
  assert.equal(meaningOf(plain, true), "nothing");
  assert.equal(meaningOf(red, true), "texture transform");
  assert.equal(meaningOf(red, false), "colour");
});

const flow = (line_count: number, names: string[]) => ({
  header: {
    line_count,
    attributes: names.map((name) => ({ name, data_type: "F32" as const })),
  },
  data: view,
  offset: 0,
});

test("flow lines are read with their attributes, as far as they go", () => {
  const integers = Uint32Array.of(4, 1, 2, 3, 4, 2);
  const bytes = Buffer.concat([
    new Uint8Array(integers.buffer),
    floats(0, 0, 0, 1, 1, 1, 7, 8),
  ]);
  const whole = readStreamLines(flow(1, ["speed"]), bytes);
  assert.equal(whole.flaws, "");
  assert.deepEqual(whole.lines[0]!.points, Float32Array.of(0, 0, 0, 1, 1, 1));
  assert.deepEqual(whole.lines[0]!.values, [Float32Array.of(7, 8)]);
  const part = readStreamLines(flow(4_000_000_000, ["speed"]), bytes);
  assert.equal(part.lines.length, 1);
  assert.match(part.flaws, /line 1 of 4000000000 ends behind/);
  assert.match(readStreamLines(flow(1, []), bytes.subarray(0, 8)).flaws, /4 tetra/);
});

test("a place in parts becomes a matrix; one that is not finite none", () => {
  const matrix = matrixOf({
    position: [1, 2, 3],
    rotation: [0, 0, quarter, quarter],
    scale: [2, 1, 1],
  });
  assert.ok(typeof matrix !== "string");
  const rounded = Array.from(matrix, (one) => Math.round(one * 1000) / 1000 + 0);
  assert.deepEqual(rounded, [0, 2, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1]);
  assert.match(String(matrixOf({ position: [NaN, 0, 0] })), /not finite/);
});
