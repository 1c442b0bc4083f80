// Short texts in their encoded form, found without making a string.

import { encodeText } from "./utf8.js";

// More slots than texts: few texts share one.
const slotsPerText = 4;

const lengthBits = 31;

/** Texts of at most 255 bytes, each of which has an index. */
export class EncodedTexts {
  /** The bytes of each text with its head. */
  readonly sizes: readonly number[];

  private readonly encoded: readonly Uint8Array[];
  private readonly mask: number;
  // For each slot the index of its first text, for each text that of the next
  // one in its slot; -1 for none.
  private readonly firstOfSlot: Int16Array;
  private readonly following: Int16Array;

  constructor(texts: readonly string[]) {
    this.encoded = texts.map(encodeShortText);
    this.sizes = this.encoded.map((one) => one.length);
    let slots = 1;
    while (slots < slotsPerText * texts.length) slots *= 2;
    this.mask = slots - 1;
    this.firstOfSlot = new Int16Array(slots).fill(-1);
    this.following = new Int16Array(texts.length).fill(-1);
    // Backwards, so that a slot has its texts in their order.
    for (let index = texts.length - 1; index >= 0; --index) {
      const [head, second] = this.encoded[index]!;
      const reached = this.encoded[index]![head! & lengthBits]!;
      const slot = slotOf(head!, second ?? 0, reached) & this.mask;
      this.following[index] = this.firstOfSlot[slot]!;
      this.firstOfSlot[slot] = index;
    }
  }

  /**
   * The index of the text that starts at `start`; -1 for none of them, for the
   * empty text and for a text whose head is longer than it must be.
   */
  find(bytes: Uint8Array, start: number, end: number): number {
    const left = end - start;
    if (left < 2) return -1;
    const head = bytes[start]!;
    const reach = head & lengthBits;
    if (reach >= left) return -1;
    const second = bytes[start + 1]!;
    const slot = slotOf(head, second, bytes[start + reach]!) & this.mask;
    let index = this.firstOfSlot[slot]!;
    for (; index >= 0; index = this.following[index]!) {
      const text = this.encoded[index]!;
      const size = text.length;
      if (text[0] !== head || text[1] !== second || size > left) continue;
      let i = 2;
      while (i < size && text[i] === bytes[start + i]) ++i;
      if (i === size) return index;
    }
    return -1;
  }
}

/**
 * The number of the slot of a text: of its head, the byte behind the head, and
 * the byte as far from the head as the low bits of the head tell. That is the
 * last byte of a text of less than 24 bytes.
 */
function slotOf(head: number, second: number, reached: number): number {
  return head ^ (second << 2) ^ (reached << 4) ^ reached;
}

// A text of at most 255 bytes with its head.
function encodeShortText(text: string): Uint8Array {
  const bytes = encodeText(text);
  const head =
    bytes.length < 24 ? [0x60 + bytes.length] : [0x78, bytes.length];
  return Uint8Array.of(...head, ...bytes);
}
