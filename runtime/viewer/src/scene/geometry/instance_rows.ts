// Reads the rows of an instance source: matrices of position, a texture
// transform or a colour, rotation and scale.

/** The meaning of column 1 of the rows. */
export type ColumnMeaning = "nothing" | "colour" | "texture transform";

export interface InstanceRows {
  readonly count: number;
  /** Column-major matrices, 16 numbers each. */
  readonly matrices: Float32Array;
  /** Column 1, 4 numbers each; empty where `isPlain`. */
  readonly columns: Float32Array;
  /** Whether every column 1 is that of a texture that is not transformed. */
  readonly isPlain: boolean;
  /** Rows that are not finite; they are drawn with size 0. */
  readonly broken: number;
  /** Bytes behind the last row that are a part of another one. */
  readonly cutOff: number;
}

const rowBytes = 64;
const rowFloats = 16;

/**
 * `bytes` are those of the view. Never throws: a text says why rows cannot be
 * read. Rows that do not fit are left out.
 */
export function decodeInstanceRows(
  bytes: Uint8Array,
  stride: number,
  maxInstances: number,
): InstanceRows | string {
  const step = stride === 0 ? rowBytes : stride;
  if (step < rowBytes) {
    return `the stride ${stride} is smaller than a row (${rowBytes} bytes)`;
  }
  const count =
    bytes.length < rowBytes ? 0 : Math.floor((bytes.length - rowBytes) / step) + 1;
  if (count > maxInstances) {
    return `${count} instances are more than this page draws (${maxInstances})`;
  }
  const left = bytes.length - count * step;
  // Buffers are padded to four bytes.
  return decode(floatsOf(bytes, step, count), count, left > 3 ? left : 0);
}

interface Floats {
  readonly values: Float32Array;
  /** Floats from one row to the next. */
  readonly width: number;
}

// A copy of the rows as floats, whose place in the memory is aligned. A copy in
// one piece is faster than one for each row.
function floatsOf(bytes: Uint8Array, step: number, count: number): Floats {
  if (step % 4 === 0) {
    const size = count === 0 ? 0 : (count - 1) * step + rowBytes;
    const { buffer } = bytes.slice(0, size);
    return { values: new Float32Array(buffer), width: step / 4 };
  }
  const copy = new Uint8Array(count * rowBytes);
  for (let i = 0; i < count; ++i) {
    const row = bytes.subarray(i * step, i * step + rowBytes);
    copy.set(row, i * rowBytes);
  }
  return { values: new Float32Array(copy.buffer), width: rowFloats };
}

function decode(
  { values: rows, width }: Floats,
  count: number,
  cutOff: number,
): InstanceRows {
  // Rows without gaps become matrices where they stand.
  const isTight = width === rowFloats;
  const matrices = isTight ? rows : new Float32Array(count * rowFloats);
  let columns: Float32Array = noColumns;
  let isPlain = true;
  let broken = 0;
  for (let i = 0; i < count; ++i) {
    const at = i * width;
    const c0 = rows[at + 4]!;
    const c1 = rows[at + 5]!;
    const c2 = rows[at + 6]!;
    const c3 = rows[at + 7]!;
    if (isPlain && !(c0 === 0 && c1 === 0 && c2 === 1 && c3 === 1)) {
      isPlain = false;
      columns = plainColumns(count, i);
    }
    if (!isPlain) {
      const to = i * 4;
      columns[to] = c0;
      columns[to + 1] = c1;
      columns[to + 2] = c2;
      columns[to + 3] = c3;
    }
    if (!writeMatrix(rows, at, matrices, i * rowFloats)) broken += 1;
  }
  return { count, matrices, columns, isPlain, broken, cutOff };
}

const noColumns = new Float32Array(0);

// Room for `count` columns, of which the first `plain` ones are those of a
// texture that is not transformed.
function plainColumns(count: number, plain: number): Float32Array {
  const columns = new Float32Array(count * 4);
  for (let i = 0; i < plain; ++i) columns.set([0, 0, 1, 1], i * 4);
  return columns;
}

// Reads the whole row before the matrix is written, which may take its place.
// Returns false, and writes a matrix of size 0, for a row that is not finite.
function writeMatrix(
  rows: Float32Array,
  at: number,
  to: Float32Array,
  o: number,
): boolean {
  const px = rows[at]!;
  const py = rows[at + 1]!;
  const pz = rows[at + 2]!;
  let x = rows[at + 8]!;
  let y = rows[at + 9]!;
  let z = rows[at + 10]!;
  let w = rows[at + 11]!;
  const sx = rows[at + 12]!;
  const sy = rows[at + 13]!;
  const sz = rows[at + 14]!;
  const length = Math.sqrt(x * x + y * y + z * z + w * w);
  // NaN and infinity make the sum not finite.
  if (!Number.isFinite(px + py + pz + sx + sy + sz + length)) {
    to.fill(0, o, o + 15);
    to[o + 15] = 1;
    return false;
  }
  if (length > 0) {
    x /= length;
    y /= length;
    z /= length;
    w /= length;
  } else {
    w = 1;
  }
  to[o] = (1 - 2 * (y * y + z * z)) * sx;
  to[o + 1] = 2 * (x * y + z * w) * sx;
  to[o + 2] = 2 * (x * z - y * w) * sx;
  to[o + 3] = 0;
  to[o + 4] = 2 * (x * y - z * w) * sy;
  to[o + 5] = (1 - 2 * (x * x + z * z)) * sy;
  to[o + 6] = 2 * (y * z + x * w) * sy;
  to[o + 7] = 0;
  to[o + 8] = 2 * (x * z + y * w) * sz;
  to[o + 9] = 2 * (y * z - x * w) * sz;
  to[o + 10] = (1 - 2 * (x * x + y * y)) * sz;
  to[o + 11] = 0;
  to[o + 12] = px;
  to[o + 13] = py;
  to[o + 14] = pz;
  to[o + 15] = 1;
  return true;
}

/**
 * The meaning of column 1. The specification says a texture transform; earlier
 * peers write a colour. It is a transform where the material has a texture, and
 * nothing where it is the identity.
 */
export function meaningOf(
  { isPlain }: InstanceRows,
  hasTexture: boolean,
): ColumnMeaning {
  if (isPlain) return "nothing";
  return hasTexture ? "texture transform" : "colour";
}
