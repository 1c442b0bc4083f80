// JSON to values of any kind.

import {
  type Any,
  Float,
  Pairs,
  Simple,
  Tag,
  defaultDecodeLimits,
} from "linguine-noodles/cbor";

import { decodeBase64 } from "../cbor/base64.js";
import { depthCeiling } from "../cbor/limits.js";
import { encodeText } from "../cbor/utf8.js";
import { JsonError } from "./error.js";
import { type JsonOptions, defaultMaxTextBytes } from "./options.js";
import { JsonScanner, type Token } from "./scanner.js";

const largestUnsigned = 2n ** 64n - 1n;
const leastInteger = -(2n ** 64n);
// The digits of the least integer, with its sign.
const integerDigits = 21;

type Pair = [key: string, value: Any];

/** An array or object that is open, and where reading is in it. */
interface Level {
  step: string | number;
}

export class JsonReader {
  private readonly scanner: JsonScanner;
  private readonly maxDepth: number;
  private readonly levels: Level[] = [];

  constructor(text: string, options: JsonOptions) {
    const most = options.maxTextBytes ?? defaultMaxTextBytes;
    // A UTF-16 unit has one to three bytes.
    if (text.length * 3 > most && encodeText(text).length > most) {
      throw new JsonError(`JSON of more than ${most} bytes`, true);
    }
    const { maxDepth } = { ...defaultDecodeLimits, ...options.limits };
    this.maxDepth = Math.min(maxDepth, depthCeiling);
    this.scanner = new JsonScanner(text);
  }

  /** The value of the whole text. */
  read(): Any {
    const value = this.readValue(this.scanner.next());
    if (this.scanner.next() !== "end") {
      this.scanner.fail("expected the end of the text");
    }
    return value;
  }

  private readValue(token: Token): Any {
    switch (token) {
      case "null":
        return null;
      case "true":
      case "false":
        return token === "true";
      case "string":
        return this.scanner.text;
      case "number":
        return this.readNumber(this.scanner.text);
      case "[":
        return this.readArray();
      case "{":
        return this.readObject();
      default:
        return this.scanner.fail("expected a value");
    }
  }

  private readNumber(digits: string): Any {
    if (/[.eE]/.test(digits)) {
      const value = Number(digits);
      if (!Number.isFinite(value)) {
        this.scanner.fail(`number overflow parsing '${digits}'`);
      }
      return new Float(value, 64);
    }
    const integer = integerOf(digits);
    if (integer === undefined) {
      this.fail(`a number that CBOR has no integer for: ${digits}`);
    }
    return integer;
  }

  private readArray(): Any[] {
    const level = this.open(0);
    const items: Any[] = [];
    let token = this.scanner.next();
    while (token !== "]" || items.length > 0) {
      items.push(this.readValue(token));
      level.step = items.length;
      token = this.scanner.next();
      if (token === "]") break;
      if (token !== ",") this.scanner.fail("expected a comma or ]");
      token = this.scanner.next();
    }
    this.levels.pop();
    return items;
  }

  private readObject(): Any {
    const level = this.open("");
    const pairs: Pair[] = [];
    const names = new Set<string>();
    let token = this.scanner.next();
    while (token !== "}" || pairs.length > 0) {
      if (token !== "string") this.scanner.fail("expected a key");
      const name = this.scanner.text;
      level.step = name;
      if (names.has(name)) this.fail(`the key "${name}" stands twice`);
      names.add(name);
      if (this.scanner.next() !== ":") this.scanner.fail("expected a colon");
      pairs.push([name, this.readValue(this.scanner.next())]);
      token = this.scanner.next();
      if (token === "}") break;
      if (token !== ",") this.scanner.fail("expected a comma or }");
      token = this.scanner.next();
    }
    this.levels.pop();
    return this.close(pairs);
  }

  private open(step: string | number): Level {
    if (this.levels.length >= this.maxDepth) {
      throw new JsonError(`JSON deeper than ${this.maxDepth} levels`, true);
    }
    const level = { step };
    this.levels.push(level);
    return level;
  }

  private close(pairs: Pair[]): Any {
    const name = pairs[0]?.[0] ?? "";
    if (name.startsWith("$") && !name.startsWith("$$")) {
      const value = valueOf(pairs);
      if (value !== invalid) return value;
      this.fail(
        `an object that begins with "${name}" and has not the form of one`,
      );
    }
    for (const pair of pairs) {
      if (pair[0].startsWith("$$")) pair[0] = pair[0].slice(1);
    }
    const map = new Map<Any, Any>(pairs);
    return map.size === pairs.length ? map : new Pairs(pairs);
  }

  private fail(what: string): never {
    let path = "";
    for (const { step } of this.levels) {
      if (typeof step === "number") path += `[${step}]`;
      else path += `${path === "" ? "" : "."}${step}`;
    }
    throw new JsonError(path === "" ? what : `${path}: ${what}`);
  }
}

const invalid = Symbol("invalid");

// The value of an object whose first key begins with a dollar sign.
function valueOf(pairs: readonly Pair[]): Any | typeof invalid {
  const [name, value] = pairs[0]!;
  if (pairs.length === 2 && name === "$tag" && pairs[1]![0] === "$value") {
    const number = unsignedOf(value);
    return number === undefined ? invalid : new Tag(number, pairs[1]![1]);
  }
  if (pairs.length !== 1) return invalid;
  switch (name) {
    case "$bytes":
      return (typeof value === "string" && decodeBase64(value)) || invalid;
    case "$float":
      return value === "NaN" || value === "Infinity" || value === "-Infinity"
        ? new Float(Number(value), 64)
        : invalid;
    case "$integer":
      return typeof value === "string" && /^-\d+$/.test(value)
        ? negativeOf(value)
        : invalid;
    case "$undefined":
      return value === true ? undefined : invalid;
    case "$simple":
      return simpleOf(unsignedOf(value));
    case "$map":
      return mapOf(value);
    default:
      return invalid;
  }
}

// The unsigned integer, which may be a float with an integral value.
function unsignedOf(value: Any): number | bigint | undefined {
  if (value instanceof Float) {
    return Number.isInteger(value.value)
      ? unsignedOf(integerOf(String(BigInt(value.value))))
      : undefined;
  }
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return isNumber && value >= 0 ? value : undefined;
}

function simpleOf(value: number | bigint | undefined): Any | typeof invalid {
  if (typeof value !== "number") return invalid;
  const isSimple = value < 20 || (value >= 32 && value <= 255);
  return isSimple ? new Simple(value) : invalid;
}

function mapOf(value: Any): Any | typeof invalid {
  if (!Array.isArray(value)) return invalid;
  const pairs: [Any, Any][] = [];
  for (const pair of value) {
    if (!Array.isArray(pair) || pair.length !== 2) return invalid;
    pairs.push([pair[0], pair[1]]);
  }
  return new Pairs(pairs);
}

function negativeOf(digits: string): Any | typeof invalid {
  const integer = integerOf(digits);
  return integer === undefined || integer === 0 ? invalid : integer;
}

// The integer, if CBOR has it: a number where it is exact.
function integerOf(digits: string): number | bigint | undefined {
  // Only few digits become a bigint: that takes seconds for millions of them.
  const significant = digits.replace(/^(-?)0+(?=[0-9])/, "$1");
  if (significant.length > integerDigits) return undefined;
  const value = BigInt(significant);
  if (value > largestUnsigned || value < leastInteger) return undefined;
  const number = Number(value);
  if (number === 0) return 0;
  return Number.isSafeInteger(number) ? number : value;
}
