// The tokens of a JSON text (RFC 8259).

import { encodeText } from "../cbor/utf8.js";
import { JsonError } from "./error.js";

/** A punctuation mark, a literal, or one of the kinds of a value. */
export type Token =
  | "{"
  | "}"
  | "["
  | "]"
  | ":"
  | ","
  | "true"
  | "false"
  | "null"
  | "string"
  | "number"
  | "end";

const literals = { t: "true", f: "false", n: "null" } as const;
const marks = "{}[]:,";
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const byteOrderMark = "\ufeff";

export class JsonScanner {
  /** The value of a string, the digits of a number. */
  text = "";
  private readonly input: string;
  private position = 0;

  constructor(input: string) {
    this.input = input;
    if (input.startsWith(byteOrderMark)) this.position = 1;
  }

  next(): Token {
    while (" \t\n\r".includes(this.peek() || "x")) this.position += 1;
    const letter = this.take();
    if (letter === "") return "end";
    if (marks.includes(letter)) return letter as Token;
    if (letter === '"') return this.scanString();
    if (letter === "-" || isDigit(letter)) return this.scanNumber(letter);
    const literal = literals[letter as keyof typeof literals];
    if (literal === undefined) this.fail("invalid literal");
    for (const expected of literal.slice(1)) {
      if (this.take() !== expected) this.fail("invalid literal");
    }
    return literal;
  }

  /** Throws an error at the character that was taken last. */
  fail(what: string): never {
    const before = this.input.slice(0, Math.max(this.position - 1, 0));
    const lines = before.split("\n");
    const column = encodeText(lines[lines.length - 1]!).length + 1;
    throw new JsonError(`JSON line ${lines.length}, column ${column}: ${what}`);
  }

  // The next character; "" at the end, which counts as a character that can be
  // taken.
  private take(): string {
    return this.input[this.position++] ?? "";
  }

  private peek(): string {
    return this.input[this.position] ?? "";
  }

  private scanNumber(first: string): Token {
    const start = this.position - 1;
    if (first === "-") first = this.takeDigit("a digit behind the minus sign");
    if (first !== "0") this.skipDigits();
    if (this.peek() === ".") {
      this.position += 1;
      this.takeDigit("a digit behind the point");
      this.skipDigits();
    }
    if (this.peek() === "e" || this.peek() === "E") {
      this.position += 1;
      if (this.peek() === "+" || this.peek() === "-") this.position += 1;
      this.takeDigit("a digit of the exponent");
      this.skipDigits();
    }
    this.text = this.input.slice(start, this.position);
    return "number";
  }

  private takeDigit(expected: string): string {
    const letter = this.take();
    if (!isDigit(letter)) this.fail(`expected ${expected}`);
    return letter;
  }

  private skipDigits(): void {
    while (isDigit(this.peek())) this.position += 1;
  }

  private scanString(): Token {
    this.text = "";
    let start = this.position;
    while (true) {
      const letter = this.take();
      if (letter === '"' || letter === "\\") {
        this.text += this.input.slice(start, this.position - 1);
        if (letter === '"') return "string";
        this.text += this.scanEscape();
        start = this.position;
      } else if (letter === "") {
        this.fail("expected the end of the string");
      } else if (letter < " ") {
        this.fail("a control character in a string must be escaped");
      }
    }
  }

  private scanEscape(): string {
    const letter = this.take();
    if (letter !== "u") {
      const meant = escapes[letter];
      if (meant === undefined) this.fail("no escape of JSON");
      return meant;
    }
    const unit = this.takeUnit();
    if (isIn(unit, 0xdc00)) this.fail("the second half of a pair alone");
    if (!isIn(unit, 0xd800)) return String.fromCharCode(unit);
    const isEscape = this.take() === "\\" && this.take() === "u";
    if (!isEscape) this.fail("the first half of a pair alone");
    const second = this.takeUnit();
    if (!isIn(second, 0xdc00)) this.fail("the first half of a pair alone");
    return String.fromCharCode(unit, second);
  }

  private takeUnit(): number {
    let unit = 0;
    for (let i = 0; i < 4; ++i) {
      const letter = this.take();
      if (!/^[0-9a-fA-F]$/.test(letter)) this.fail("expected four hex digits");
      unit = unit * 16 + parseInt(letter, 16);
    }
    return unit;
  }
}

function isDigit(letter: string): boolean {
  return letter >= "0" && letter <= "9";
}

// Whether the unit is one of the 1,024 surrogates from `first` on.
function isIn(unit: number, first: number): boolean {
  return unit >= first && unit < first + 0x400;
}
