// Base64 (RFC 4648), by the rules of the C++ library.

const digits =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const urlDigits = digits.slice(0, 62) + "-_";

/** Encodes with the standard alphabet and padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    groups.push(
      digits[group >> 18]! +
        digits[(group >> 12) & 63]! +
        (b === undefined ? "=" : digits[(group >> 6) & 63]!) +
        (c === undefined ? "=" : digits[group & 63]!),
    );
  }
  return groups.join("");
}

/**
 * Takes the standard and the URL-safe alphabet, with or without padding.
 * Undefined if there is any other character, white space included, a number of
 * characters that no bytes give, wrong padding, or set bits that belong to no
 * byte.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  let length = text.length;
  if (text.endsWith("=")) {
    if (length % 4 !== 0) return undefined;
    length -= text.endsWith("==") ? 2 : 1;
  }
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array((length * 3) >> 2);
  let pending = 0;
  let bits = 0;
  let used = 0;
  for (let i = 0; i < length; ++i) {
    const digit = valueOf(text[i]!);
    if (digit < 0) return undefined;
    pending = (pending << 6) | digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[used++] = pending >> bits;
    pending &= (1 << bits) - 1;
  }
  return pending === 0 ? bytes : undefined;
}

function valueOf(letter: string): number {
  const value = digits.indexOf(letter);
  return value >= 0 ? value : urlDigits.indexOf(letter);
}
