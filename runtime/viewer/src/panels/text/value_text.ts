// Values of any kind as people type them: JSON, and what formatAny writes.
//
//   null true 5 2.0 1e3 "text" [1, 2] {"a": 1, 2: 3} h'00ff'
//
// A number with a point or an exponent stays a float, also where it has no
// fraction; an integer beyond 2^53 is a bigint.

import { type Any, Float } from "linguine-noodles/cbor";

/** Why a text is not a value. */
export class ValueTextError extends Error {
  override readonly name = "ValueTextError";
}

/** Nesting of a typed value; stops the stack from overflowing. */
const maxDepth = 100;

/** Reads a value; throws a ValueTextError that names the place. */
export function parseValue(text: string): Any {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.expectEnd();
  return value;
}

const words = new Map<string, Any>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", new Float(NaN, 64)],
  ["Infinity", new Float(Infinity, 64)],
  ["-Infinity", new Float(-Infinity, 64)],
]);

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): Any {
    if (depth > maxDepth) this.fail(`at most ${maxDepth} levels`);
    this.skipSpace();
    const word = this.match(/-?[A-Za-z]+(?!')/y);
    if (word !== undefined) return this.word(word);
    switch (this.text[this.at]) {
      case '"':
        return this.string();
      case "[":
        return this.list(depth);
      case "{":
        return this.map(depth);
      case "h":
        return this.bytes();
      default:
        return this.number();
    }
  }

  expectEnd(): void {
    this.skipSpace();
    if (this.at < this.text.length) this.fail("the end of the value");
  }

  private word(word: string): Any {
    if (words.has(word)) return words.get(word);
    this.at -= word.length;
    return this.fail('null, true, false or a text in quotes ("...")');
  }

  private number(): Any {
    const found = this.match(/[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/y);
    if (found === undefined) return this.fail("a value");
    return numberOfText(found);
  }

  private string(): string {
    const start = this.at;
    let result = "";
    for (;;) {
      this.at += 1;
      const one = this.text[this.at];
      if (one === undefined) {
        this.at = start;
        this.fail('a text that ends with "');
      }
      if (one === '"') break;
      result += one === "\\" ? this.escape() : one;
    }
    this.at += 1;
    return result;
  }

  private escape(): string {
    this.at += 1;
    const one = this.text[this.at] ?? "";
    if (one !== "u") return escapes[one] ?? one;
    const digits = this.text.slice(this.at + 1, this.at + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("four hexadecimal digits");
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private list(depth: number): Any[] {
    const items: Any[] = [];
    this.each("]", () => items.push(this.value(depth + 1)));
    return items;
  }

  private map(depth: number): Map<Any, Any> {
    const pairs = new Map<Any, Any>();
    this.each("}", () => {
      const key = this.value(depth + 1);
      this.skipSpace();
      if (this.text[this.at] !== ":") this.fail('":" behind the key');
      this.at += 1;
      pairs.set(key, this.value(depth + 1));
    });
    return pairs;
  }

  // Reads items that commas part, up to `end`.
  private each(end: string, read: () => void): void {
    this.at += 1;
    this.skipSpace();
    while (this.text[this.at] !== end) {
      read();
      this.skipSpace();
      if (this.text[this.at] === ",") {
        this.at += 1;
        this.skipSpace();
      } else if (this.text[this.at] !== end) {
        this.fail(`"," or "${end}"`);
      }
    }
    this.at += 1;
  }

  private bytes(): Uint8Array {
    const found = this.match(/h'((?:[0-9a-fA-F]{2})*)'/y);
    if (found === undefined) return this.fail("bytes such as h'00ff'");
    const pairs = found.slice(2, -1).match(/../g) ?? [];
    return Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
  }

  private skipSpace(): void {
    this.match(/\s+/y);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(expected: string): never {
    const rest = this.text.slice(this.at, this.at + 20);
    const found = rest === "" ? "the end" : rest;
    throw new ValueTextError(
      `at character ${this.at + 1}: expected ${expected}, found ${found}`,
    );
  }
}

function numberOfText(text: string): Any {
  if (!/^[+-]?\d+$/.test(text)) return new Float(Number(text), 64);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace("+", ""));
}

/** The type of a value, in a word. */
export function kindOfValue(value: Any): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "list";
  if (value instanceof Map) return "map";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Float) return "number";
  switch (typeof value) {
    case "string":
      return "text";
    case "boolean":
      return "yes or no";
    case "bigint":
      return "integer";
    case "number":
      return Number.isInteger(value) ? "integer" : "number";
    default:
      return "value";
  }
}
