// Describes items for the member `found` of DecodeError.

import { formatByte, formatDouble, formatSingle, quoteText } from "./format.js";
import { Head, decodeArgument, decodeHead } from "./head.js";
import { Kind, kindNames } from "./kind.js";
import { cutUtf8, decodeLeniently, validUtf8Prefix } from "./utf8.js";

// Bytes of a text that a description shows.
const textShown = 40;

/**
 * Describes the item at `start`: `integer -3`, `text "abc"`, `map of 4`, `end
 * of input`. At most about 60 characters.
 */
export function describeItem(bytes: Uint8Array, start: number): string {
  const end = bytes.length;
  const head = new Head();
  switch (decodeHead(bytes, start, end, head)) {
    case "ok":
      return describeHead(bytes, start, head);
    case "truncated":
      return describeCut(bytes, start);
    case "malformed": {
      const initial = bytes[start]!;
      const detail = initial === 0xf8 ? " with a simple value below 32" : "";
      return `byte ${formatByte(initial)}${detail}`;
    }
  }
}

function describeHead(bytes: Uint8Array, start: number, head: Head): string {
  const name = kindNames[head.kind]!;
  switch (head.kind) {
    case Kind.integer:
      return `integer ${integerOf(head)}`;
    case Kind.float:
      return `float ${
        head.floatBytes === 8
          ? formatDouble(head.number)
          : formatSingle(head.number)
      }`;
    case Kind.text:
      if (head.indefinite) return "text of indefinite length";
      return describeText(payloadOf(bytes, start, head));
    case Kind.bytes:
      if (head.indefinite) return "byte string of indefinite length";
      return `byte string of ${head.argument} bytes`;
    case Kind.array:
    case Kind.map:
      return head.indefinite
        ? `${name} of indefinite length`
        : `${name} of ${head.argument}`;
    case Kind.tag:
      return `tag ${head.argument}`;
    case Kind.bool:
      return head.argument !== 0 ? "true" : "false";
    case Kind.simple:
      return `simple value ${head.argument}`;
    case Kind.invalid:
      return "a break";
    default:
      return name;
  }
}

/** The value of the head of an integer. */
export function integerOf(head: Head): number | bigint {
  const { argument } = head;
  if (!head.negative) return argument;
  if (argument >= Number.MAX_SAFE_INTEGER) return -1n - BigInt(argument);
  return -1 - Number(argument);
}

function payloadOf(bytes: Uint8Array, start: number, head: Head): Uint8Array {
  return bytes.subarray(start + head.headSize, start + head.size);
}

function describeText(bytes: Uint8Array): string {
  const valid = validUtf8Prefix(bytes);
  if (valid !== bytes.length) {
    return `text of ${bytes.length} bytes with invalid UTF-8 at byte ${valid}`;
  }
  const shown = quoteText(decodeLeniently(cutUtf8(bytes, textShown)));
  return bytes.length <= textShown
    ? `text ${shown}`
    : `text ${shown}... of ${bytes.length} bytes`;
}

function describeCut(bytes: Uint8Array, start: number): string {
  const available = bytes.length - start;
  if (available <= 0) return "end of input";
  const initial = bytes[start]!;
  const major = initial >> 5;
  const information = initial & 31;
  const headSize = information < 24 ? 1 : 1 + (1 << (information - 24));
  if ((major === 2 || major === 3) && available >= headSize) {
    const kind = major === 2 ? "byte string" : "text";
    const length = decodeArgument(bytes, start, information);
    return `${kind} of ${length} bytes, cut off by the end of input`;
  }
  return "an item head cut off by the end of input";
}
