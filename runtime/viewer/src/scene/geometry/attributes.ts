// Reads the vertices and indices of a patch from the bytes of buffers.
//
// Nothing here throws for a wrong document: what cannot be read is a text that
// says why. No array is made that is larger than the bytes that are there allow.

import type { Attribute, Format, Index } from "linguine-noodles/protocol";

interface FormatInfo {
  readonly components: number;
  /** Bytes of a component: 1, 2 or 4; 4 with `isFloat` false is U32. */
  readonly bytes: 1 | 2 | 4;
  readonly isFloat: boolean;
}

const formats: Readonly<Record<Format, FormatInfo>> = {
  U8: { components: 1, bytes: 1, isFloat: false },
  U16: { components: 1, bytes: 2, isFloat: false },
  U32: { components: 1, bytes: 4, isFloat: false },
  U8VEC4: { components: 4, bytes: 1, isFloat: false },
  U16VEC2: { components: 2, bytes: 2, isFloat: false },
  VEC2: { components: 2, bytes: 4, isFloat: true },
  VEC3: { components: 3, bytes: 4, isFloat: true },
  VEC4: { components: 4, bytes: 4, isFloat: true },
  MAT3: { components: 9, bytes: 4, isFloat: true },
  MAT4: { components: 16, bytes: 4, isFloat: true },
};

// The components of a vertex whose format has fewer.
const filling = [0, 0, 0, 1];

/** Where values stand in the bytes of a buffer. */
interface Layout {
  readonly offset: number;
  readonly stride: number;
  readonly count: number;
  readonly format: FormatInfo;
}

/**
 * The values of an attribute, `components` numbers for each vertex; or why they
 * cannot be read. `bytes` begin at the view of the attribute.
 */
export function decodeAttribute(
  bytes: Uint8Array,
  attribute: Attribute,
  vertexCount: number,
  components: number,
): Float32Array | string {
  const format = formats[attribute.format];
  const layout = layoutOf(bytes, attribute, vertexCount, format);
  if (typeof layout === "string") {
    return `${attribute.semantic} (${attribute.format}): ${layout}`;
  }
  const isColour =
    attribute.semantic === "COLOR" || attribute.semantic === "TEXTURE";
  const isNormalized =
    !format.isFloat && format.bytes < 4 && (attribute.normalized || isColour);
  const values = readNumbers(bytes, layout, components);
  if (isNormalized) normalize(values, format, components);
  return values;
}

/**
 * Colours of four bytes as they stand in the buffer, without gaps, for a
 * normalized attribute: a quarter of the memory of floats. Undefined where
 * `decodeAttribute` must look at them.
 */
export function packedColours(
  bytes: Uint8Array,
  attribute: Attribute,
  vertexCount: number,
): Uint8Array | undefined {
  if (attribute.semantic !== "COLOR" || attribute.format !== "U8VEC4") {
    return undefined;
  }
  const layout = layoutOf(bytes, attribute, vertexCount, formats.U8VEC4);
  if (typeof layout === "string") return undefined;
  const { offset, stride } = layout;
  const packed = new Uint8Array(4 * vertexCount);
  if (stride === 4) {
    packed.set(bytes.subarray(offset, offset + packed.length));
  } else {
    for (let i = 0, at = offset; i < vertexCount; ++i, at += stride) {
      for (let c = 0; c < 4; ++c) packed[4 * i + c] = bytes[at + c]!;
    }
  }
  // Rigatoni writes 0 and 1 for black and white: see `normalize`.
  return packed.some((value) => value > 1) ? packed : undefined;
}

/** The indices; or why they cannot be read. */
export function decodeIndices(
  bytes: Uint8Array,
  index: Index,
): Uint32Array | string {
  const format = formats[index.format];
  if (format.components !== 1) {
    return `indices: the format ${index.format} is none of U8, U16 and U32`;
  }
  const layout = layoutOf(bytes, index, index.count, format);
  if (typeof layout === "string") return `indices (${index.format}): ${layout}`;
  const { offset, stride, count } = layout;
  const indices = new Uint32Array(count);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0, at = offset; i < count; ++i, at += stride) {
    indices[i] =
      format.bytes === 1
        ? bytes[at]!
        : format.bytes === 2
          ? data.getUint16(at, true)
          : data.getUint32(at, true);
  }
  return indices;
}

function layoutOf(
  bytes: Uint8Array,
  { offset, stride }: { readonly offset: number; readonly stride: number },
  count: number,
  format: FormatInfo,
): Layout | string {
  const size = format.components * format.bytes;
  const step = stride === 0 ? size : stride;
  if (step < size) {
    return `the stride ${stride} is smaller than a value (${size} bytes)`;
  }
  const needed = count === 0 ? 0 : offset + (count - 1) * step + size;
  if (needed > bytes.length) {
    return (
      `${count} values at offset ${offset} with stride ${step} need ` +
      `${needed} bytes; the buffer has ${bytes.length} behind the view's start`
    );
  }
  return { offset, stride: step, count, format };
}

function readNumbers(
  bytes: Uint8Array,
  { offset, stride, count, format }: Layout,
  components: number,
): Float32Array {
  const values = new Float32Array(count * components);
  const given = Math.min(format.components, components);
  const start = bytes.byteOffset + offset;
  if (format.isFloat && start % 4 === 0 && stride % 4 === 0) {
    // Without a DataView, where floats are aligned.
    const all = new Float32Array(bytes.buffer, start, floatsBehind(bytes, offset));
    const step = stride / 4;
    if (step === components && given === components) {
      values.set(all.subarray(0, count * components));
      return values;
    }
    for (let i = 0, at = 0, to = 0; i < count; ++i, at += step) {
      for (let c = 0; c < given; ++c) values[to++] = all[at + c]!;
      for (let c = given; c < components; ++c) values[to++] = filling[c]!;
    }
    return values;
  }
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0, at = offset, to = 0; i < count; ++i, at += stride) {
    for (let c = 0; c < given; ++c) {
      values[to++] = numberAt(data, at + c * format.bytes, format);
    }
    for (let c = given; c < components; ++c) values[to++] = filling[c]!;
  }
  return values;
}

function floatsBehind(bytes: Uint8Array, offset: number): number {
  return Math.floor((bytes.length - offset) / 4);
}

function numberAt(data: DataView, at: number, format: FormatInfo): number {
  if (format.isFloat) return data.getFloat32(at, true);
  if (format.bytes === 1) return data.getUint8(at);
  return format.bytes === 2 ? data.getUint16(at, true) : data.getUint32(at, true);
}

// Divides by the largest integer. Rigatoni writes 0 and 1 for black and white,
// and for the borders of an image: values of which none is above 1 stay.
function normalize(
  values: Float32Array,
  { bytes, components: given }: FormatInfo,
  components: number,
): void {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  if (largest <= 1) return;
  const factor = 1 / (2 ** (8 * bytes) - 1);
  for (let i = 0; i < values.length; ++i) {
    if (i % components < given) values[i]! *= factor;
  }
}
