// UTF-8: validity, and decoding to strings.

// A byte order mark is a character like any other.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenientDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

// Up to this many bytes a loop is faster than TextDecoder.
const shortText = 32;
// The characters of the text that is decoded, in an array of its length.
const codesOfLength = Array.from({ length: shortText + 1 }, (_, length) =>
  Array.from({ length }, () => 0),
);

/** The text in these bytes, or undefined where they are not valid UTF-8. */
export function decodeText(
  bytes: Uint8Array,
  start: number,
  end: number,
): string | undefined {
  const length = end - start;
  if (length > shortText) return decodeLongText(bytes, start, end);
  const codes = codesOfLength[length]!;
  for (let i = 0; i < length; ++i) {
    const code = bytes[start + i]!;
    if (code > 0x7f) return decodeLongText(bytes, start, end);
    codes[i] = code;
  }
  return String.fromCharCode.apply(null, codes);
}

function decodeLongText(
  bytes: Uint8Array,
  start: number,
  end: number,
): string | undefined {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

/** The text in these bytes; invalid bytes become U+FFFD. */
export function decodeLeniently(bytes: Uint8Array): string {
  return lenientDecoder.decode(bytes);
}

/** The bytes of a text; lone surrogates become U+FFFD. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Encodes into `to`, which has room for it, and returns the byte count. */
export function encodeTextInto(text: string, to: Uint8Array): number {
  return encoder.encodeInto(text, to).written;
}

// The allowed values of the byte after a lead byte; all later ones are 0x80 to
// 0xbf.
function secondBytes(lead: number): readonly [first: number, last: number] {
  switch (lead) {
    case 0xe0: // smaller values: not the shortest form
      return [0xa0, 0xbf];
    case 0xed: // larger values: surrogates
      return [0x80, 0x9f];
    case 0xf0: // smaller values: not the shortest form
      return [0x90, 0xbf];
    case 0xf4: // larger values: above U+10FFFF
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}

// The length of the character at `offset`, or 0 where there is no valid one.
function characterLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  let [first, last] = secondBytes(lead);
  for (let i = 1; i < length; ++i) {
    const next = bytes[offset + i] ?? 0;
    if (next < first || next > last) return 0;
    [first, last] = [0x80, 0xbf];
  }
  return length;
}

/** The length of the longest beginning that is valid UTF-8. */
export function validUtf8Prefix(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = characterLength(bytes, offset);
    if (length === 0) break;
    offset += length;
  }
  return offset;
}

/** At most `most` bytes of a text, without a cut inside a character. */
export function cutUtf8(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes;
  let end = most;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) --end;
  return bytes.subarray(0, end);
}

/** Compares texts by their code points, whose order is that of their UTF-8. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (letter) => letter.codePointAt(0)!);
  const right = Array.from(b, (letter) => letter.codePointAt(0)!);
  for (let i = 0; i < Math.min(left.length, right.length); ++i) {
    if (left[i] !== right[i]) return left[i]! - right[i]!;
  }
  return left.length - right.length;
}
