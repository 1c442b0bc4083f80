// Typed arrays (RFC 8746, section 2): a tag of 64 to 87 before a byte string
// that holds numbers of one type. Encoders of JavaScript write its typed arrays
// so.

import { Head, decodeHead } from "./head.js";
import { Kind } from "./kind.js";

// The bits of a tag (RFC 8746, section 2.1): 010 f s e ll.
const floatBit = 16;
const signedBit = 8;
const littleEndianBit = 4;
const widthBits = 3;

const firstTag = 64;
const lastTag = 87;
// RFC 8746 leaves this tag without a meaning.
const reservedTag = 76;

export function isTypedArrayTag(tag: number | bigint): boolean {
  return tag >= firstTag && tag <= lastTag && tag !== reservedTag;
}

/** The bytes of one element: 1 to 16. */
export function typedElementBytes(tag: number): number {
  return 1 << ((tag & widthBits) + (tag & floatBit ? 1 : 0));
}

/**
 * Whether the item between `start` and `end` is a byte string of whole
 * elements. An incomplete or malformed byte string counts as one; reading it
 * fails.
 */
export function holdsElements(
  tag: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (start >= end || bytes[start]! >> 5 !== 2) return false;
  const head = new Head();
  if (decodeHead(bytes, start, end, head) !== "ok") return true;
  let size = head.size - head.headSize;
  let isOpen = head.indefinite;
  let at = start;
  while (isOpen) {
    at += head.size;
    if (decodeHead(bytes, at, end, head) !== "ok") return true;
    isOpen = head.kind === Kind.bytes && !head.indefinite;
    size += head.size - head.headSize;
  }
  return size % typedElementBytes(tag) === 0;
}

/**
 * The elements of a typed array as items of CBOR, one after the other, without
 * the head of an array. Integers become integers, floats keep their width;
 * floats of 128 bits become floats of 64 bits. `tag` is that of a typed array;
 * `payload` holds whole elements.
 */
export function encodeElements(tag: number, payload: Uint8Array): Uint8Array {
  const bytes = typedElementBytes(tag);
  const count = payload.length / bytes;
  const isLittleEndian = (tag & littleEndianBit) !== 0;
  const isFloat = (tag & floatBit) !== 0;
  const isSigned = (tag & signedBit) !== 0;
  const items = new Uint8Array(count * (1 + Math.min(bytes, 8)));
  const element = new Uint8Array(bytes);
  const view = new DataView(element.buffer);
  let at = 0;
  for (let start = 0; start < payload.length; start += bytes) {
    for (let i = 0; i < bytes; ++i) {
      element[i] = payload[isLittleEndian ? start + bytes - 1 - i : start + i]!;
    }
    if (bytes === 16) view.setFloat64(0, loadQuad(view));
    at = isFloat
      ? storeFloat(items, at, element)
      : storeInteger(items, at, element, isSigned);
  }
  return items.subarray(0, at);
}

// Stores a float in big-endian order. Returns the end of what was stored.
function storeFloat(
  items: Uint8Array,
  at: number,
  element: Uint8Array,
): number {
  const bytes = Math.min(element.length, 8);
  items[at++] = bytes === 2 ? 0xf9 : bytes === 4 ? 0xfa : 0xfb;
  for (let i = 0; i < bytes; ++i) items[at++] = element[i]!;
  return at;
}

// Stores an integer in big-endian order, in the shortest form. Returns the end
// of what was stored.
function storeInteger(
  items: Uint8Array,
  at: number,
  element: Uint8Array,
  isSigned: boolean,
): number {
  const bytes = element.length;
  const isNegative = isSigned && element[0]! >= 0x80;
  const major = isNegative ? 0x20 : 0;
  // The argument of a negative integer is -1 - number: its bits are inverted.
  const inverted = isNegative ? 0xff : 0;
  let width = bytes;
  while (width > 1 && isZero(element, bytes - width, width / 2, inverted)) {
    width /= 2;
  }
  const last = element[bytes - 1]! ^ inverted;
  if (width === 1 && last < 24) {
    items[at++] = major + last;
    return at;
  }
  items[at++] = major + 24 + Math.log2(width);
  for (let i = bytes - width; i < bytes; ++i) {
    items[at++] = element[i]! ^ inverted;
  }
  return at;
}

// Whether `count` bytes from `start` on are those of 0.
function isZero(
  element: Uint8Array,
  start: number,
  count: number,
  inverted: number,
): boolean {
  for (let i = start; i < start + count; ++i) {
    if (element[i] !== inverted) return false;
  }
  return true;
}

// A float of 128 bits (IEEE 754, binary128): sign, 15 bits of the exponent, 112
// bits of the fraction. Rounds to 64 bits, or to an infinity.
function loadQuad(view: DataView): number {
  const bias = 16383;
  const specialExponent = 0x7fff;
  const high = view.getBigUint64(0);
  const low = view.getBigUint64(8);
  const sign = high >> 63n !== 0n ? -1 : 1;
  const exponent = view.getUint16(0) & specialExponent;
  const fraction = high & 0xffff_ffff_ffffn;
  if (exponent === specialExponent) {
    return (fraction | low) !== 0n ? NaN : sign * Infinity;
  }
  // Smaller numbers than these are less than every number of 64 bits.
  if (exponent === 0) return sign * 0;
  const leading = Number(fraction | (1n << 48n));
  return (
    sign *
    (scale(leading, exponent - bias - 48) +
      scale(Number(low), exponent - bias - 112))
  );
}

// number * 2^exponent for a number of 0 or at least 1, in steps so small that
// only the last one rounds.
function scale(number: number, exponent: number): number {
  const step = 1000;
  for (; exponent > step; exponent -= step) number *= 2 ** step;
  for (; exponent < -step; exponent += step) number *= 2 ** -step;
  return number * 2 ** exponent;
}
