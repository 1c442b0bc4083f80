// Numbers and identifiers as the panels show them.

const narrowSpace = "\u202f";

/** "12 345 678". */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, narrowSpace);
}

/** "1 entity", "34 entities". */
export function countOf(
  count: number,
  noun: string,
  plural = `${noun}s`,
): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** "0 B", "12.3 kB", "4.00 MB". */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 ? String(value) : value.toPrecision(3);
  return `${text}${narrowSpace}${units[unit]}`;
}

/** A number with at most `digits` significant digits. */
export function numberText(value: number, digits = 6): string {
  if (!Number.isFinite(value)) {
    if (Number.isNaN(value)) return "not a number";
    return value > 0 ? "∞" : "−∞";
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return String(value === 0 ? 0 : value).replace("-", "−");
  }
  const short = String(Number(value.toPrecision(digits)));
  return short.replaceAll("-", "−");
}

export function vectorText(values: readonly number[], digits = 5): string {
  return values.map((value) => numberText(value, digits)).join(", ");
}

/** "0.25 m". */
export function metresText(metres: number): string {
  return `${numberText(metres)}${narrowSpace}m`;
}

/** "[3, 0]"; the slot alone where the generation is 0 and `isShort`. */
export function idText(id: readonly [slot: number, gen: number]): string {
  return `${id[0]}/${id[1]}`;
}

/** Milliseconds: "0.8 ms", "12 s", "3 min". */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${numberText(milliseconds, 2)}${narrowSpace}ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 120) return `${Math.round(seconds)}${narrowSpace}s`;
  return `${Math.round(seconds / 60)}${narrowSpace}min`;
}

/**
 * A text on one line, bounded: what servers send may be long. Signs that are
 * not seen, or turn the direction of the text around, are replaced.
 */
export function shortText(text: string, most = 200): string {
  // A bounded part first: a text may have millions of characters.
  const part = text.length > most * 4 ? text.slice(0, most * 4) : text;
  const line = part.replace(/\s+/g, " ").replace(unseen, "\ufffd").trim();
  const isCut = line.length > most || part.length < text.length;
  return isCut ? `${line.slice(0, most)}…` : line;
}

/** Control characters, and those that override the direction of a text. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
