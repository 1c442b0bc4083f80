// The part of a Reader that reads numbers, texts, byte strings, and arrays of
// numbers.

import { decodeBase64 } from "./base64.js";
import { loadFloat32, loadFloat64, loadFloats } from "./big_endian.js";
import { ContainerReader } from "./container_reader.js";
import { integerOf } from "./describe.js";
import { quoteText } from "./format.js";
import type { Head } from "./head.js";
import { Kind } from "./kind.js";
import { isTypedArrayTag } from "./typed_array.js";
import { decodeLeniently, decodeText } from "./utf8.js";
import type { Identifier, Tuple } from "./values.js";

// The expected types in errors about numbers that JavaScript does not hold
// exactly.
const exactUint = "unsigned integer of at most 53 bits";
const exactInt = "integer of at most 53 bits";

// Arrays of every length that one byte tells. A copy of such an array has the
// size and the kind (of doubles) that its numbers need, from the beginning.
const doublesOfLength = Array.from({ length: 24 }, (_, length) =>
  Array.from({ length }, () => NaN),
);

export class ItemReader extends ContainerReader {
  /** Reads an unsigned integer of at most 53 bits. */
  readUint(): number {
    const argument = this.shortArgument(0x00);
    if (argument >= 0) return argument;
    return Number(this.readUintSlow(Number.MAX_SAFE_INTEGER));
  }

  /** Reads an unsigned integer of at most 32 bits. */
  readUint32(): number {
    const argument = this.shortArgument(0x00);
    if (argument >= 0) return argument;
    return Number(this.readUintSlow(2 ** 32 - 1));
  }

  /** Reads an unsigned integer of at most 64 bits. */
  readWideUint(): number | bigint {
    const argument = this.shortArgument(0x00);
    if (argument >= 0) return argument;
    return this.readUintSlow(2n ** 64n - 1n);
  }

  /** Reads an integer of at most 53 bits. */
  readInt(): number {
    let argument = this.shortArgument(0x00);
    if (argument >= 0) return argument;
    argument = this.shortArgument(0x20);
    if (argument >= 0) return -1 - argument;
    return this.readIntSlow();
  }

  /** Reads any integer of CBOR. Unlike the functions above, takes no float. */
  readInteger(): number | bigint {
    let argument = this.shortArgument(0x00);
    if (argument >= 0) return argument;
    argument = this.shortArgument(0x20);
    if (argument >= 0) return -1 - argument;
    const head = this.nextHead("integer");
    if (head.kind !== Kind.integer) this.failType("integer");
    this.position += head.size;
    return integerOf(head);
  }

  /**
   * Reads a float and rounds it to 32 bits. A finite number beyond their range
   * is out-of-range.
   */
  readFloat(): number {
    const initial = this.bytes[this.position];
    if (initial === 0xfa && this.end - this.position >= 5) {
      const number = loadFloat32(this.bytes, this.position + 1);
      this.position += 5;
      return number;
    }
    return this.readFloatSlow();
  }

  readDouble(): number {
    const initial = this.bytes[this.position];
    if (initial === 0xfb && this.end - this.position >= 9) {
      const number = loadFloat64(this.bytes, this.position + 1);
      this.position += 9;
      return number;
    }
    if (initial === 0xfa && this.end - this.position >= 5) {
      const number = loadFloat32(this.bytes, this.position + 1);
      this.position += 5;
      return number;
    }
    const head = this.nextHead("float");
    let number = head.number;
    if (head.kind === Kind.integer) {
      number = Number(integerOf(head));
    } else if (head.kind !== Kind.float) {
      this.failType("float");
    }
    this.position += head.size;
    return number;
  }

  readBool(): boolean {
    const initial = this.bytes[this.position];
    if (initial === 0xf5 || initial === 0xf4) {
      this.position += 1;
      return initial === 0xf5;
    }
    const head = this.nextHead("bool");
    if (head.kind !== Kind.bool) this.failType("bool");
    this.position += head.size;
    return head.argument !== 0;
  }

  /** Reads a simple value other than false, true, null and undefined. */
  readSimple(): number {
    const head = this.nextHead("simple value");
    if (head.kind !== Kind.simple) this.failType("simple value");
    this.position += head.size;
    return Number(head.argument);
  }

  /** Reads an unsigned integer, or a text with the decimal digits of one. */
  readUintOrText(): number {
    if (this.peekKind() !== Kind.text) return this.readUint();
    const start = this.position;
    const text = this.readText();
    if (!isUint64(text)) {
      const expected = "a number, or the decimal text of one";
      this.fail("wrong-type", start, expected);
    }
    const number = Number(text);
    if (!Number.isSafeInteger(number)) {
      const isPadded = text.length > uint64Digits;
      const found = isPadded ? "" : `text ${quoteText(text)}`;
      this.fail("out-of-range", start, exactUint, found);
    }
    return number;
  }

  /** Reads null. */
  readNull(): null {
    if (!this.tryReadNull()) this.fail("wrong-type", this.position, "null");
    return null;
  }

  /** Reads a text, which must be valid UTF-8. */
  readText(): string {
    const start = this.position;
    const size = this.shortArgument(0x60);
    if (
      size >= 0 &&
      size <= this.end - this.position &&
      size <= this.limits.maxTextBytes
    ) {
      const end = this.position + size;
      const text = decodeText(this.bytes, this.position, end);
      if (text !== undefined) {
        this.position = end;
        return text;
      }
    }
    this.position = start;
    return this.readTextSlow();
  }

  /**
   * Reads a byte string, or a typed array as its bytes: a view of the input, or
   * a copy of several pieces.
   */
  readBytes(): Uint8Array {
    let head = this.nextHead("byte string");
    const most = this.limits.maxByteStringBytes;
    if (head.kind === Kind.tag && isTypedArrayTag(head.argument)) {
      this.position += head.size;
      head = this.nextHead("byte string");
    }
    if (head.kind === Kind.text && this.acceptBase64Text) {
      return this.readBase64(head, most);
    }
    if (head.kind !== Kind.bytes) this.failType("byte string");
    return this.readBytesOf(head, most);
  }

  /** Reads the identifier of a component: an array of two unsigned integers. */
  readID<Component extends string>(): Identifier<Component> {
    const start = this.position;
    if (
      this.bytes[start] === 0x82 &&
      this.itemsLeft >= 2 &&
      this.depth < this.limits.maxDepth
    ) {
      this.position += 1;
      const slot = this.shortArgument(0x00);
      const gen = slot < 0 ? -1 : this.shortArgument(0x00);
      if (gen >= 0) {
        this.itemsLeft -= 2;
        return sharedID(slot, gen) as unknown as Identifier<Component>;
      }
      this.position = start;
    }
    return this.readIDSlow() as unknown as Identifier<Component>;
  }

  /** Reads an array of exactly `count` numbers, by the rules of readFloat. */
  readFloats<N extends number>(count: N): Tuple<number, N> {
    return (this.tryFloats(count) ?? this.readFloatsSlow(count)) as Tuple<
      number,
      N
    >;
  }

  private readUintSlow(most: number | bigint): number | bigint {
    const isShort = most === 2 ** 32 - 1;
    const expected = isShort ? "unsigned 32-bit integer" : "unsigned integer";
    const head = this.nextHead(expected);
    let number = head.argument;
    if (head.kind === Kind.integer) {
      if (head.negative) this.failRange(expected);
    } else if (head.kind === Kind.float && Number.isInteger(head.number)) {
      const isInRange = head.number >= 0 && head.number < 2 ** 64;
      if (!isInRange) this.failRange(expected);
      // Without the sign of -0.
      number = head.number + 0;
      if (number > Number.MAX_SAFE_INTEGER) number = BigInt(number);
    } else {
      this.failType(expected);
    }
    if (number > most) this.failRange(isShort ? expected : exactUint);
    this.position += head.size;
    return number;
  }

  private readIntSlow(): number {
    const head = this.nextHead("integer");
    let number: number | bigint;
    if (head.kind === Kind.integer) {
      if (head.argument >= 2n ** 63n) this.failRange("64-bit integer");
      number = integerOf(head);
    } else if (head.kind === Kind.float && Number.isInteger(head.number)) {
      const isInRange = head.number >= -(2 ** 63) && head.number < 2 ** 63;
      if (!isInRange) this.failRange("64-bit integer");
      number = head.number + 0;
    } else {
      this.failType("integer");
    }
    if (!Number.isSafeInteger(number)) this.failRange(exactInt);
    this.position += head.size;
    return Number(number);
  }

  private readFloatSlow(): number {
    const head = this.nextHead("float");
    let number: number;
    if (head.kind === Kind.integer) {
      number = roundToSingle(integerOf(head));
    } else if (head.kind === Kind.float) {
      number = Math.fround(head.number);
      if (!Number.isFinite(number) && Number.isFinite(head.number)) {
        this.failRange("32-bit float");
      }
    } else {
      this.failType("float");
    }
    this.position += head.size;
    return number;
  }

  private readTextSlow(): string {
    const head = this.nextHead("text");
    const most = this.limits.maxTextBytes;
    if (head.kind !== Kind.text) this.failType("text");
    if (head.indefinite) {
      return this.readPieces(Kind.text, most)
        .map((piece) => decodeLeniently(piece))
        .join("");
    }
    const start = this.position + head.headSize;
    const end = this.position + head.size;
    if (end - start > most) this.failLength(Kind.text, most, this.position);
    const text = decodeText(this.bytes, start, end);
    if (text === undefined) {
      this.fail("invalid-text", this.position, "valid UTF-8");
    }
    this.position = end;
    return text;
  }

  private readBase64(head: Head, most: number): Uint8Array {
    const start = this.position;
    // Base64 has four characters for three bytes; the last group may be
    // incomplete.
    const maximum = Math.floor(most / 3) * 4 + 4;
    const { headSize, size, indefinite } = head;
    const pieces = indefinite
      ? this.readPieces(Kind.text, maximum)
      : [this.bytes.subarray(start + headSize, start + size)];
    const text = pieces.map(decodeLeniently).join("");
    if (text.length <= maximum) {
      const bytes = decodeBase64(text);
      if (bytes === undefined) this.fail("invalid-text", start, "base64 text");
      if (bytes.length <= most) {
        if (!indefinite) this.position = start + size;
        return bytes;
      }
    }
    const expected = `base64 text for at most ${most} bytes`;
    this.fail("limit-exceeded", start, expected);
  }

  private readIDSlow(): [number, number] {
    const level = this.enterArray();
    const failLength = (): never => {
      const expected = "array of slot and generation";
      this.fail("wrong-length", level.offset, expected, "", level.depth - 1);
    };
    if (!level.indefinite && level.remaining !== 2) failLength();
    if (!this.more(level)) failLength();
    const slot = this.readUint32();
    if (!this.more(level)) failLength();
    const gen = this.readUint32();
    if (this.more(level)) failLength();
    this.leave(level);
    return [slot, gen];
  }

  /** Reads an array in one of the usual forms; undefined for another one. */
  private tryFloats(count: number): number[] | undefined {
    const start = this.position;
    if (
      count >= doublesOfLength.length ||
      this.bytes[start] !== 0x80 + count ||
      this.end - start < 1 + count ||
      this.itemsLeft < count ||
      this.depth >= this.limits.maxDepth
    ) {
      return undefined;
    }
    const numbers = doublesOfLength[count]!.slice();
    const end = loadFloats(this.bytes, start + 1, this.end, numbers);
    if (end < 0) return undefined;
    this.itemsLeft -= count;
    this.position = end;
    return numbers;
  }

  private readFloatsSlow(count: number): number[] {
    const numbers: number[] = [];
    const level = this.enterArray();
    const failLength = (): never => {
      const expected = `array of ${count}`;
      this.fail("wrong-length", level.offset, expected, "", level.depth - 1);
    };
    if (!level.indefinite && level.remaining !== count) failLength();
    for (let i = 0; i < count; ++i) {
      if (!this.more(level)) failLength();
      numbers.push(this.readFloat());
    }
    if (this.more(level)) failLength();
    this.leave(level);
    return numbers;
  }
}

// Of the identifiers that were read last, by slot. Most references repeat one of
// them: those of parents, geometries and materials.
const lastIDs = Array.from({ length: 64 }, (): readonly [number, number] => [0, 0]);

/** An identifier; the same array as before, if it was read a short time ago. */
function sharedID(slot: number, gen: number): readonly [number, number] {
  const place = slot & 63;
  const last = lastIDs[place]!;
  if (last[0] === slot && last[1] === gen) return last;
  return (lastIDs[place] = [slot, gen]);
}

// Digits of the largest integer of 64 bits.
const uint64Digits = 20;

// Whether the text consists of the digits of an integer of 64 bits. Only few
// digits become a bigint: that takes seconds for millions of them.
function isUint64(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  const digits = text.replace(/^0+/, "");
  return digits.length <= uint64Digits && BigInt(digits) < 2n ** 64n;
}

/** The nearest float32, with one rounding. */
function roundToSingle(number: number | bigint): number {
  if (typeof number === "number") return Math.fround(number);
  const magnitude = number < 0n ? -number : number;
  // The bits that a number does not hold count as one: that is enough to round.
  const sticky = (magnitude & 0x7ffn) !== 0n ? 1n : 0n;
  const rounded = Math.fround(Number((magnitude >> 11n) | sticky)) * 2048;
  return number < 0n ? -rounded : rounded;
}
