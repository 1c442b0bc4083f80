// Puts CBOR items (RFC 8949) one after another into a growing buffer.
//
// Heads are always the shortest, lengths definite, floats float32 or float64 as
// called: the form that every peer reads. The caller announces as many elements
// as it writes; nothing checks that. Lone surrogates in texts become U+FFFD.
//
// A number that its type does not have (a fraction where an integer is
// expected, a uint32 of 2^32) is an EncodeError that names the key it belongs
// to.

import { EncodeError } from "./error.js";
import type { EnumerationTable } from "./tables.js";
import { compareCodePoints, encodeTextInto } from "./utf8.js";
import type { Identifier } from "./values.js";

const firstCapacity = 256;
const longestHead = 9;
// Up to this many characters a loop is faster than TextEncoder.
const shortText = 32;

// The most bytes that the writer which waits for the next frame may hold.
const keptCapacity = 2 ** 18;
// A frame that fills so much of its buffer is moved out with it, not copied.
const filledEnough = 0.75;

// The writer that waits for the next `borrow`.
let spare: Writer | undefined;

export class Writer {
  private bytes: Uint8Array<ArrayBuffer>;
  private view: DataView;
  private length = 0;
  private key = "";

  constructor(capacity = firstCapacity) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /**
   * An empty writer for one frame, perhaps one that was used before. Its user
   * ends with `giveBack`; after an error, the writer is simply dropped.
   */
  static borrow(): Writer {
    const writer = spare ?? new Writer();
    spare = undefined;
    return writer;
  }

  /** Moves the contents out; the writer must not be used afterwards. */
  giveBack(): Uint8Array<ArrayBuffer> {
    const taken = this.take();
    if (this.bytes.length <= keptCapacity) spare = this;
    return taken;
  }

  /** The number of bytes written. */
  get size(): number {
    return this.length;
  }

  /** The bytes that were written: a view that is valid until the next write. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /**
   * Moves the contents out. The writer is empty afterwards. The buffer of large
   * contents may be longer than they are.
   */
  take(): Uint8Array<ArrayBuffer> {
    const { bytes, length } = this;
    this.length = 0;
    this.key = "";
    const isSmall = bytes.length <= keptCapacity;
    if (isSmall || length < filledEnough * bytes.length) {
      return bytes.slice(0, length);
    }
    this.bytes = new Uint8Array(firstCapacity);
    this.view = new DataView(this.bytes.buffer);
    return bytes.subarray(0, length);
  }

  writeUint(number: number): void {
    if (!Number.isSafeInteger(number) || number < 0) {
      this.fail("an unsigned integer of at most 53 bits", number);
    }
    this.writeHead(0, number);
  }

  writeUint32(number: number): void {
    if (number >>> 0 !== number) {
      this.fail("an unsigned 32-bit integer", number);
    }
    this.writeHead(0, number);
  }

  writeInt(number: number): void {
    if (!Number.isSafeInteger(number)) {
      this.fail("an integer of at most 53 bits", number);
    }
    this.writeInteger(number);
  }

  /** Writes any integer of CBOR: from -2^64 to 2^64 - 1. */
  writeInteger(number: number | bigint): void {
    if (number >= 0) {
      this.writeHead(0, number);
    } else {
      this.writeHead(1, typeof number === "bigint" ? ~number : -1 - number);
    }
  }

  /** Always five bytes, also for an integral number. */
  writeFloat(number: number): void {
    this.checkNumber(number);
    this.reserve(5);
    this.bytes[this.length] = 0xfa;
    this.view.setFloat32(this.length + 1, number);
    this.length += 5;
  }

  /** Always nine bytes, also for an integral number. */
  writeDouble(number: number): void {
    if (typeof number !== "number") this.fail("a number", number);
    this.reserve(9);
    this.bytes[this.length] = 0xfb;
    this.view.setFloat64(this.length + 1, number);
    this.length += 9;
  }

  writeBool(value: boolean): void {
    this.writeByte(value ? 0xf5 : 0xf4);
  }

  writeNull(): void {
    this.writeByte(0xf6);
  }

  writeUndefined(): void {
    this.writeByte(0xf7);
  }

  /** Writes a simple value (RFC 8949, section 3.3): 0 to 19 or 32 to 255. */
  writeSimple(value: number): void {
    if (value < 24) return this.writeByte(0xe0 | value);
    if (value < 32) return this.writeUndefined();
    this.writeByte(0xf8);
    this.writeByte(value);
  }

  writeText(text: string): void {
    if (typeof text !== "string") this.fail("a text", text);
    if (text.length > shortText || !this.tryShortAscii(text)) {
      this.writeLongText(text);
    }
  }

  /** Writes a text of an enumeration. */
  writeEnumeration<T extends string>(
    table: EnumerationTable<T>,
    text: T,
  ): void {
    if (!table.texts.includes(text)) this.fail(table.expected, text);
    this.writeText(text);
  }

  writeBytes(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) this.fail("a Uint8Array", bytes);
    this.writeHead(2, bytes.length);
    this.writeEncoded(bytes);
  }

  /** The caller writes `count` elements next. */
  writeArrayHead(count: number): void {
    this.writeHead(4, count);
  }

  /** The caller writes `count` keys next, each with its value. */
  writeMapHead(count: number): void {
    this.writeHead(5, count);
  }

  /** The caller writes the content next, as one item. */
  writeTag(number: number | bigint): void {
    this.writeHead(6, number);
  }

  /** Writes a key of a structure; the caller writes its value next. */
  writeKey(key: string): void {
    this.key = key;
    this.writeText(key);
  }

  /** Writes an array whose elements `write` writes. */
  writeList<T>(
    list: readonly T[],
    write: (writer: Writer, element: T) => void,
  ): void {
    const count = list.length;
    this.writeArrayHead(count);
    for (let i = 0; i < count; ++i) write(this, list[i]!);
  }

  /** Writes a map from texts, in the order of their UTF-8. */
  writeTextMap<T>(
    map: ReadonlyMap<string, T>,
    write: (writer: Writer, value: T) => void,
  ): void {
    const pairs = [...map].sort(([a], [b]) => compareCodePoints(a, b));
    this.writeMapHead(pairs.length);
    for (const [key, value] of pairs) {
      this.writeText(key);
      write(this, value);
    }
  }

  /** Writes an array of exactly `count` elements. */
  writeTuple<T>(
    list: readonly T[],
    count: number,
    write: (writer: Writer, element: T) => void,
  ): void {
    this.checkCount(list, count);
    this.writeList(list, write);
  }

  /** Writes an array of exactly `count` float32. */
  writeFloats(numbers: readonly number[], count: number): void {
    this.checkCount(numbers, count);
    this.writeArrayHead(count);
    for (let i = 0; i < count; ++i) this.writeFloat(numbers[i]!);
  }

  /** Writes the identifier of a component: [slot, generation]. */
  writeID(id: Identifier<string>): void {
    this.writeByte(0x82);
    this.writeUint32(id[0]);
    this.writeUint32(id[1]);
  }

  /** Copies items that are already encoded. */
  writeEncoded(encoded: Uint8Array): void {
    this.reserve(encoded.length);
    this.bytes.set(encoded, this.length);
    this.length += encoded.length;
  }

  /** Throws an EncodeError for the value of the key that was written last. */
  fail(expected: string, found: unknown): never {
    const place = this.key === "" ? "" : `${this.key}: `;
    throw new EncodeError(`${place}expected ${expected}, found ${show(found)}`);
  }

  private checkNumber(number: number): void {
    const isFloat =
      typeof number === "number" &&
      (Number.isFinite(Math.fround(number)) || !Number.isFinite(number));
    if (!isFloat) this.fail("a 32-bit float", number);
  }

  private checkCount(list: readonly unknown[], count: number): void {
    if (list.length !== count) {
      this.fail(`an array of ${count}`, list);
    }
  }

  private writeByte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  private writeHead(major: number, argument: number | bigint): void {
    this.reserve(longestHead);
    const first = major << 5;
    const { bytes, length } = this;
    const isLarge = typeof argument === "bigint" || argument > 0xffffffff;
    if (isLarge) {
      this.writeLargeHead(first, BigInt(argument));
    } else if (argument < 24) {
      bytes[length] = first + argument;
      this.length = length + 1;
    } else if (argument <= 0xff) {
      bytes[length] = first + 24;
      bytes[length + 1] = argument;
      this.length = length + 2;
    } else if (argument <= 0xffff) {
      bytes[length] = first + 25;
      bytes[length + 1] = argument >> 8;
      bytes[length + 2] = argument;
      this.length = length + 3;
    } else {
      bytes[length] = first + 26;
      bytes[length + 1] = argument >>> 24;
      bytes[length + 2] = argument >> 16;
      bytes[length + 3] = argument >> 8;
      bytes[length + 4] = argument;
      this.length = length + 5;
    }
  }

  // Writes the head of a bigint, which may be a small one, and of a number of
  // more than 32 bits.
  private writeLargeHead(first: number, argument: bigint): void {
    if (argument <= 0xffffffffn) {
      this.writeHead(first >> 5, Number(argument));
      return;
    }
    if (argument >= 2n ** 64n) this.fail("an integer of CBOR", argument);
    this.view.setUint8(this.length, first + 27);
    this.view.setBigUint64(this.length + 1, argument);
    this.length += 9;
  }

  /** Writes a text of at most `shortText` characters if all are ASCII. */
  private tryShortAscii(text: string): boolean {
    const size = text.length;
    const headSize = size < 24 ? 1 : 2;
    this.reserve(headSize + size);
    const { bytes } = this;
    const start = this.length + headSize;
    for (let i = 0; i < size; ++i) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[start + i] = code;
    }
    this.writeHead(3, size);
    this.length += size;
    return true;
  }

  private writeLongText(text: string): void {
    // A character of UTF-16 takes at most three bytes. The head is as long as
    // that of the largest size that is possible, and the text moves back if its
    // head turns out shorter.
    const most = 3 * text.length;
    this.reserve(longestHead + most);
    const start = this.length + longestHead;
    const room = this.bytes.subarray(start, start + most);
    const size = encodeTextInto(text, room);
    this.writeHead(3, size);
    this.bytes.copyWithin(this.length, start, start + size);
    this.length += size;
  }

  private reserve(additional: number): void {
    const needed = this.length + additional;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : `${value}`;
}
