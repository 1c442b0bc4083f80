// Values of any kind to JSON.

import {
  type Any,
  Encoded,
  Float,
  Pairs,
  Reader,
  Simple,
  Tag,
  readAny,
} from "linguine-noodles/cbor";

import { encodeBase64 } from "../cbor/base64.js";
import { formatSingle } from "../cbor/format.js";
import { depthCeiling } from "../cbor/limits.js";

const largestUnsigned = 2n ** 64n - 1n;
const leastSigned = -(2n ** 63n);

/** Writes JSON texts with an indentation. */
export class JsonWriter {
  private readonly indentation: number;

  constructor(indentation = -1) {
    this.indentation = indentation;
  }

  /** The JSON of a value whose lines are `level` levels deep. */
  write(value: Any, level = 0): string {
    switch (typeof value) {
      case "undefined":
        return this.writeObject([["$undefined", true]], level);
      case "boolean":
        return String(value);
      case "number":
        return Number.isSafeInteger(value) && !Object.is(value, -0)
          ? String(value)
          : this.writeFloat(value, level);
      case "bigint":
        return this.writeInteger(value, level);
      case "string":
        return JSON.stringify(value);
    }
    if (value === null) return "null";
    if (Array.isArray(value)) {
      const items = value.map((item) => this.write(item, level + 1));
      return this.enclose("[", items, "]", level);
    }
    if (value instanceof Uint8Array) {
      return this.writeObject([["$bytes", encodeBase64(value)]], level);
    }
    if (value instanceof Map) return this.writeMap([...value], level);
    if (value instanceof Pairs) return this.writeMap(value.pairs, level);
    if (value instanceof Float) return this.writeFloatOf(value, level);
    if (value instanceof Simple) {
      return this.writeObject([["$simple", value.value]], level);
    }
    if (value instanceof Tag) {
      const { number, content } = value;
      return this.writeObject([["$tag", number], ["$value", content]], level);
    }
    return this.write(valueOf(value), level);
  }

  private writeInteger(value: bigint, level: number): string {
    return value >= leastSigned && value <= largestUnsigned
      ? String(value)
      : this.writeObject([["$integer", String(value)]], level);
  }

  private writeFloatOf({ value, bits }: Float, level: number): string {
    if (bits === 64 || !Number.isFinite(value)) {
      return this.writeFloat(value, level);
    }
    // The double that has the same shortest digits as the float.
    return this.writeFloat(Number(formatSingle(value)), level);
  }

  private writeFloat(value: number, level: number): string {
    return Number.isFinite(value)
      ? formatNumber(value)
      : this.writeObject([["$float", String(value)]], level);
  }

  private writeMap(
    pairs: readonly (readonly [key: Any, value: Any])[],
    level: number,
  ): string {
    const texts = pairs.filter(([key]) => typeof key === "string");
    const different = new Set(texts.map(([key]) => key));
    if (different.size < pairs.length) {
      const list = pairs.map(([key, value]) => [key, value]);
      return this.writeObject([["$map", list]], level);
    }
    return this.writeObject(
      pairs.map(([key, value]) => {
        const name = String(key);
        return [name.startsWith("$") ? `$${name}` : name, value];
      }),
      level,
    );
  }

  private writeObject(
    pairs: readonly (readonly [name: string, value: Any])[],
    level: number,
  ): string {
    const colon = this.indentation < 0 ? ":" : ": ";
    const members = pairs.map(
      ([name, value]) =>
        JSON.stringify(name) + colon + this.write(value, level + 1),
    );
    return this.enclose("{", members, "}", level);
  }

  private enclose(
    open: string,
    items: readonly string[],
    close: string,
    level: number,
  ): string {
    if (this.indentation < 0 || items.length === 0) {
      return open + items.join(",") + close;
    }
    const line = "\n" + " ".repeat(this.indentation * level);
    const inner = line + " ".repeat(this.indentation);
    return open + inner + items.join(`,${inner}`) + line + close;
  }
}

/** The value of an item that is encoded already, by the program itself. */
function valueOf({ bytes }: Encoded): Any {
  const limits = {
    maxDepth: depthCeiling,
    maxItems: Number.MAX_SAFE_INTEGER,
    maxTextBytes: Number.MAX_SAFE_INTEGER,
    maxByteStringBytes: Number.MAX_SAFE_INTEGER,
  };
  return readAny(new Reader(bytes, { keepForms: true, limits }));
}

// The fewest digits, always with a point or an exponent: as numbers without
// either are integers.
function formatNumber(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const text = Math.abs(value).toExponential();
  const mark = text.indexOf("e");
  const digits = text.slice(0, mark).replace(".", "");
  // The number is 0.DIGITS * 10^point.
  const point = Number(text.slice(mark + 1)) + 1;
  const count = digits.length;
  if (value === 0) return `${sign}0.0`;
  if (point > 15 || point <= -4) {
    const exponent = point - 1;
    const fraction = count > 1 ? `.${digits.slice(1)}` : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (point >= count) return `${sign}${digits}${"0".repeat(point - count)}.0`;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
