// Writes numbers and texts in CBOR diagnostic notation (RFC 8949, section 8),
// for error messages.

// Formats the number 0.DIGITS * 10^point.
function layOut(digits: string, point: number): string {
  const count = digits.length;
  if (point > 21 || point <= -6) {
    const exponent = point - 1;
    const fraction = count > 1 ? digits.slice(1) : "0";
    return `${digits[0]}.${fraction}e${exponent < 0 ? "" : "+"}${exponent}`;
  }
  if (point >= count) return `${digits}${"0".repeat(point - count)}.0`;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

// Formats a number whose magnitude is `text`, in the form `d.ddde+xx`.
function formatExponential(number: number, text: string): string {
  const mark = text.indexOf("e");
  const digits = text.slice(0, mark).replace(".", "");
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  return sign + layOut(digits, Number(text.slice(mark + 1)) + 1);
}

/**
 * The fewest digits that give the same number when read back, always with a
 * decimal point: `1.0`, `0.00006103515625`, `1.0e+300`, `NaN`, `-Infinity`.
 */
export function formatDouble(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  return formatExponential(number, Math.abs(number).toExponential());
}

/** The same for a number of 32 bits. */
export function formatSingle(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  const magnitude = Math.abs(number);
  let text = magnitude.toExponential();
  for (let digits = 0; digits < 9; ++digits) {
    const shorter = roundToEven(magnitude, digits);
    if (Math.fround(Number(shorter)) === magnitude) {
      text = shorter;
      break;
    }
  }
  return formatExponential(number, text);
}

// Like toExponential, which rounds a number in the middle of two up: this gives
// the one with the even digit.
function roundToEven(magnitude: number, digits: number): string {
  const rounded = magnitude.toExponential(digits);
  const exact = magnitude.toExponential(100);
  // The digits, without the point that stands behind the first.
  const all = exact.slice(0, exact.indexOf("e")).replace(".", "");
  const kept = all.slice(0, digits + 1);
  const isMiddle = /^50*$/.test(all.slice(digits + 1));
  if (!isMiddle || Number(kept[digits]) % 2 !== 0) return rounded;
  const point = digits === 0 ? "" : ".";
  return kept[0] + point + kept.slice(1) + exact.slice(exact.indexOf("e"));
}

/** Example: `0x1c` */
export function formatByte(byte: number): string {
  return `0x${hex(byte)}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Example: `h'00ff'` */
export function formatBytes(bytes: Uint8Array): string {
  return `h'${Array.from(bytes, hex).join("")}'`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The text in double quotes, escaped as in JSON. */
export function quoteText(text: string): string {
  const escaped = text.replace(
    /["\\\u0000-\u001f\u007f]/g,
    (letter) =>
      escapes.get(letter) ?? `\\u00${hex(letter.charCodeAt(0))}`,
  );
  return `"${escaped}"`;
}
