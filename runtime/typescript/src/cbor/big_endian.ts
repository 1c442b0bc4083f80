// Numbers in network byte order. Faster than a DataView for one frame: making
// a DataView takes longer than reading a short message. The shifts are written
// out everywhere: before the engine has optimized the code, the call of a
// function takes as long as the shifts.

// The scratch words hold the bits of one float.
const words = new Int32Array(2);
const singles = new Float32Array(words.buffer);
const doubles = new Float64Array(words.buffer);

// The word of a float of 64 bits that holds its sign, in the byte order of this
// machine.
doubles[0] = 1;
const high = words[0] === 0 ? 1 : 0;

/** The integer of 16 bits at `at`, which is without a sign. */
export function loadUint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** The integer of 32 bits at `at`, which is without a sign. */
export function loadUint32(bytes: Uint8Array, at: number): number {
  const word =
    (bytes[at]! << 24) |
    (bytes[at + 1]! << 16) |
    (bytes[at + 2]! << 8) |
    bytes[at + 3]!;
  return word >>> 0;
}

/** The integer of 64 bits at `at`; a bigint only beyond 53 bits. */
export function loadUint64(bytes: Uint8Array, at: number): number | bigint {
  const high = loadUint32(bytes, at);
  const rest = loadUint32(bytes, at + 4);
  if (high < 2 ** 21) return high * 2 ** 32 + rest;
  return (BigInt(high) << 32n) | BigInt(rest);
}

/** The float of 32 bits at `at`. */
export function loadFloat32(bytes: Uint8Array, at: number): number {
  words[0] =
    (bytes[at]! << 24) |
    (bytes[at + 1]! << 16) |
    (bytes[at + 2]! << 8) |
    bytes[at + 3]!;
  return singles[0]!;
}

/** The float of 64 bits at `at`. */
export function loadFloat64(bytes: Uint8Array, at: number): number {
  words[high] =
    (bytes[at]! << 24) |
    (bytes[at + 1]! << 16) |
    (bytes[at + 2]! << 8) |
    bytes[at + 3]!;
  words[1 - high] =
    (bytes[at + 4]! << 24) |
    (bytes[at + 5]! << 16) |
    (bytes[at + 6]! << 8) |
    bytes[at + 7]!;
  return doubles[0]!;
}

/**
 * Replaces the numbers by those that stand one after another from `at` on, as
 * items of CBOR: floats of 32 or 64 bits, the latter rounded to 32 bits, and
 * integers from 0 to 23. Returns the end; -1 for another item, and for a float
 * beyond 32 bits.
 */
export function loadFloats(
  bytes: Uint8Array,
  at: number,
  end: number,
  numbers: number[],
): number {
  const count = numbers.length;
  for (let i = 0; i < count; ++i) {
    const initial = bytes[at]!;
    if (initial === 0xfa && end - at >= 5) {
      words[0] =
        (bytes[at + 1]! << 24) |
        (bytes[at + 2]! << 16) |
        (bytes[at + 3]! << 8) |
        bytes[at + 4]!;
      numbers[i] = singles[0]!;
      at += 5;
    } else if (initial < 24) {
      numbers[i] = initial;
      at += 1;
    } else if (initial === 0xfb && end - at >= 9) {
      const number = loadFloat64(bytes, at + 1);
      const single = Math.fround(number);
      if (Number.isFinite(number) && !Number.isFinite(single)) return -1;
      numbers[i] = single;
      at += 9;
    } else {
      return -1;
    }
  }
  return at;
}

