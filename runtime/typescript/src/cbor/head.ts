// Decodes the head of one item in any form. The Reader decodes common heads
// itself and calls this for the others.

import {
  loadFloat32,
  loadFloat64,
  loadUint16,
  loadUint32,
  loadUint64,
} from "./big_endian.js";
import { Kind, kindOfInitialByte } from "./kind.js";

/** Tags that the Reader ignores. */
export const selfDescribedTag = 55799;
export const uriTag = 32; // only before a text

/** A head, and of a string of definite length its payload. */
export class Head {
  /** Kind.invalid for a break. */
  kind: Kind = Kind.invalid;
  /** A string, array or map of indefinite length. */
  indefinite = false;
  /** An integer whose value is -1 - argument. */
  negative = false;
  /**
   * Of an integer the argument, of a tag its number, of an array or map the
   * count, of a string its length, of a bool or simple value the value. A
   * bigint only beyond Number.MAX_SAFE_INTEGER.
   */
  argument: number | bigint = 0;
  /** Of a float. */
  number = 0;
  /** Of a float: 2, 4 or 8. */
  floatBytes = 0;
  /** The bytes of the head alone. */
  headSize = 0;
  /** The bytes of head and payload. */
  size = 0;
}

export type HeadStatus = "ok" | "truncated" | "malformed";

/**
 * Decodes the head at `start` of bytes that end at `end`. "truncated" also if
 * the payload of a string of definite length is incomplete.
 */
export function decodeHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  head: Head,
): HeadStatus {
  head.kind = Kind.invalid;
  head.indefinite = false;
  head.negative = false;
  head.argument = 0;
  head.headSize = 1;
  head.size = 1;
  if (start >= end) return "truncated";
  const initial = bytes[start]!;
  const information = initial & 31;
  const major = initial >> 5;
  if (initial === 0xff) return "ok";
  head.kind = kindOfInitialByte[initial]!;
  if (head.kind === Kind.invalid) return "malformed";
  if (information === 31) {
    head.indefinite = true;
    return "ok";
  }
  const argumentBytes = information < 24 ? 0 : 1 << (information - 24);
  head.headSize = 1 + argumentBytes;
  head.size = head.headSize;
  if (end - start < head.headSize) return "truncated";
  if (major === 7) return decodeSimpleOrFloat(bytes, start, head);
  head.argument = decodeArgument(bytes, start, information);
  head.negative = major === 1;
  if (major === 2 || major === 3) {
    if (head.argument > end - start - head.headSize) return "truncated";
    head.size += Number(head.argument);
  }
  return "ok";
}

function decodeSimpleOrFloat(
  bytes: Uint8Array,
  start: number,
  head: Head,
): HeadStatus {
  const initial = bytes[start]!;
  switch (initial) {
    case 0xf8:
      head.argument = bytes[start + 1]!;
      return head.argument < 32 ? "malformed" : "ok";
    case 0xf9:
      head.number = decodeHalf(loadUint16(bytes, start + 1));
      head.floatBytes = 2;
      return "ok";
    case 0xfa:
      head.number = loadFloat32(bytes, start + 1);
      head.floatBytes = 4;
      return "ok";
    case 0xfb:
      head.number = loadFloat64(bytes, start + 1);
      head.floatBytes = 8;
      return "ok";
    default:
      // A bool is 0 or 1, a simple value itself.
      head.argument = initial & 31;
      if (head.kind === Kind.bool) head.argument -= 20;
      return "ok";
  }
}

/** The argument of a head whose bytes are complete. */
export function decodeArgument(
  bytes: Uint8Array,
  start: number,
  information: number,
): number | bigint {
  switch (information) {
    case 24:
      return bytes[start + 1]!;
    case 25:
      return loadUint16(bytes, start + 1);
    case 26:
      return loadUint32(bytes, start + 1);
    case 27:
      return loadUint64(bytes, start + 1);
    default:
      return information;
  }
}

/** The value of a float of 16 bits. */
function decodeHalf(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
