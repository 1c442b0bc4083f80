// From the texts of a form to the arguments of a call, and back.

import { type Any, Float, formatAny } from "linguine-noodles/cbor";
import type { Field } from "./hints.js";
import { parseValue, ValueTextError } from "../text/value_text.js";

/** A value, or why the text is none. */
export type FormValue = { readonly value: Any } | { readonly error: string };

/** The text of a field; undefined: the argument is left out. */
export type FieldText = string | undefined;

/** The largest integers that CBOR holds. */
const mostInteger = 2n ** 64n - 1n;
const leastInteger = -(2n ** 64n);

export function valueOfText(field: Field, text: string): FormValue {
  switch (field.kind) {
    case "text":
      return { value: text };
    case "boolean":
      return booleanOf(text);
    case "choice":
      return field.choices.includes(text)
        ? { value: text }
        : { error: `expected one of ${field.choices.join(", ")}` };
    case "integer":
      return inBounds(integerOf(text), field);
    case "real":
      return inBounds(realOf(text), field);
    case "vector":
      return numbersOf(text, field.length, field.length);
    case "color":
      return colorOf(text);
    case "id":
      return idOf(text);
    case "array":
      return listOf(text);
    case "map":
      return parsed(text, (value) => value instanceof Map, 'a map ({"a": 1})');
    case "any":
      return anyOf(text);
  }
}

/**
 * The arguments of a call: an argument that is left out is null, or not sent at
 * all if none behind it is given. Errors have the index of their argument.
 */
export function argumentsOf(
  fields: readonly Field[],
  texts: readonly FieldText[],
): { values: Any[]; errors: Map<number, string> } {
  const values: Any[] = [];
  const errors = new Map<number, string>();
  let used = 0;
  fields.forEach((field, index) => {
    const text = texts[index];
    if (text === undefined) {
      values.push(null);
      return;
    }
    const result = valueOfText(field, text);
    if ("error" in result) errors.set(index, result.error);
    else values.push(result.value);
    used = index + 1;
  });
  return { values: values.slice(0, used), errors };
}

/** A value as the text of a field that takes any value. */
export function textOfValue(value: Any): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return formatAny(value);
  const again = valueOfText({ kind: "any" }, value);
  const isSame = "value" in again && again.value === value;
  return isSame ? value : formatAny(value);
}

function booleanOf(text: string): FormValue {
  const word = text.trim().toLowerCase();
  if (["true", "yes", "on", "1"].includes(word)) return { value: true };
  if (["false", "no", "off", "0"].includes(word)) return { value: false };
  return { error: "expected true or false" };
}

function integerOf(text: string): FormValue {
  const trimmed = text.trim().replace(/^\+/, "");
  if (!/^-?\d+$/.test(trimmed)) {
    return { error: `expected an integer, found ${shown(text)}` };
  }
  const value = Number(trimmed);
  if (Number.isSafeInteger(value)) return { value };
  const large = BigInt(trimmed);
  return large >= leastInteger && large <= mostInteger
    ? { value: large }
    : { error: "expected an integer of at most 64 bits" };
}

function realOf(text: string): FormValue {
  // A decimal comma is what many keyboards have.
  const trimmed = text.trim().replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  const value = trimmed === "" ? NaN : Number(trimmed);
  if (Number.isNaN(value) || /^0[xbo]/i.test(trimmed)) {
    return { error: `expected a number, found ${shown(text)}` };
  }
  return { value: new Float(value, 64) };
}

function inBounds(
  result: FormValue,
  field: Field & { kind: "integer" | "real" },
): FormValue {
  if ("error" in result) return result;
  const { value } = result;
  const number = Number(value instanceof Float ? value.value : value);
  const { from, to } = field.bounds;
  if (from !== undefined && number < from) {
    return { error: `expected at least ${from}, found ${number}` };
  }
  if (to !== undefined && number > to) {
    return { error: `expected at most ${to}, found ${number}` };
  }
  return result;
}

/** Numbers that commas or spaces part, in brackets or not. */
function numbersOf(text: string, least: number, most: number): FormValue {
  const bare = text
    .trim()
    .replace(/^\[|\]$/g, "")
    .trim();
  const parts = bare === "" ? [] : bare.split(/\s*,\s*|\s+/);
  if (parts.length < least || parts.length > most) {
    const count = least === most ? `${least}` : `${least} to ${most}`;
    return { error: `expected ${count} numbers, found ${parts.length}` };
  }
  const values: Any[] = [];
  for (const part of parts) {
    const result = realOf(part);
    if ("error" in result) return result;
    values.push(result.value);
  }
  return { value: values };
}

/** "#rrggbb" or the channels, each in 0..1. */
function colorOf(text: string): FormValue {
  const digits = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (digits === undefined) return numbersOf(text, 3, 4);
  const channels = digits.match(/../g)!.map((pair) => parseInt(pair, 16));
  return {
    value: channels.map((one) => new Float(linearOfSrgb(one / 255), 32)),
  };
}

// Colours of NOODLES are linear; those that people choose are sRGB.
function linearOfSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function idOf(text: string): FormValue {
  const found = /^\[?\s*(\d+)(?:\s*[,/.\s]\s*(\d+))?\s*\]?$/.exec(text.trim());
  if (found === null) {
    return {
      error: `expected a slot and a generation (3, 0), found ${shown(text)}`,
    };
  }
  return { value: [Number(found[1]), Number(found[2] ?? 0)] };
}

/** A list in brackets; without brackets, numbers. */
function listOf(text: string): FormValue {
  const trimmed = text.trim();
  if (trimmed !== "" && !/^[[({]/.test(trimmed)) {
    const bare = numbersOf(trimmed, 0, Infinity);
    if ("value" in bare) return bare;
  }
  return parsed(text, Array.isArray, "a list ([1, 2, 3])");
}

function parsed(
  text: string,
  isRight: (value: Any) => boolean,
  expected: string,
): FormValue {
  try {
    const value = parseValue(text);
    return isRight(value)
      ? { value }
      : { error: `expected ${expected}, found ${shown(text)}` };
  } catch (error) {
    if (error instanceof ValueTextError) return { error: error.message };
    throw error;
  }
}

/** A text that is no other value is a text value, unless it begins like another. */
function anyOf(text: string): FormValue {
  try {
    return { value: parseValue(text) };
  } catch (error) {
    if (!(error instanceof ValueTextError)) throw error;
    const isMeant = /^\s*["[{]|^\s*h'/.test(text);
    return isMeant ? { error: error.message } : { value: text };
  }
}

function shown(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "nothing";
  return trimmed.length > 30 ? `${trimmed.slice(0, 30)}…` : trimmed;
}
