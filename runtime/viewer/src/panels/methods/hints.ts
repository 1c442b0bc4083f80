// The editor hints of the arguments of methods (`editor_hint` in noodles.cddl),
// read into fields of a form.
//
// A hint is a list of words, joined by "|": "noo::real|noo::range(0,1,0.1)". A
// word may have parameters in brackets or behind "::": "noo::integer::0::10".
// A word that is not known is ignored; without a known word, any value is
// taken.

import { type ComponentKind, componentKinds } from "linguine-noodles/protocol";

export type Field =
  | { readonly kind: "any" | "text" | "boolean" | "array" | "map" | "color" }
  | { readonly kind: "integer" | "real"; readonly bounds: Bounds }
  | { readonly kind: "vector"; readonly length: number }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** Without a component: the identifier of a component of any kind. */
  | { readonly kind: "id"; readonly component: ComponentKind | undefined };

export interface Bounds {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly step?: number | undefined;
}

interface Word {
  readonly name: string;
  readonly parameters: readonly string[];
}

export function fieldOf(hint: string | undefined): Field {
  let field: Field = { kind: "any" };
  for (const word of wordsOf(hint ?? "")) field = fieldWith(field, word);
  return field;
}

/** "a|b(c|d)" is "a" and "b(c|d)". */
function wordsOf(hint: string): Word[] {
  const words = hint.match(/[^|(]*(?:\([^)]*\))?[^|]*/g) ?? [];
  return words.filter((word) => word.trim() !== "").map(wordOf);
}

function wordOf(text: string): Word {
  const bracket = /^([^(]*)\((.*?)\)?$/s.exec(text.trim());
  const plain = bracket?.[1] ?? text.trim();
  const [name = "", ...behind] = plain.replace(/^noo::/, "").split("::");
  const inside = bracket?.[2]?.split(",") ?? [];
  const parameters = [...behind, ...inside].map((one) => one.trim());
  return { name: name.trim().toLowerCase(), parameters };
}

function fieldWith(field: Field, { name, parameters }: Word): Field {
  switch (name) {
    case "any":
    case "text":
    case "array":
    case "map":
    case "color":
      return { kind: name };
    case "colour":
    case "rgb":
    case "rgba":
      return { kind: "color" };
    case "string":
      return { kind: "text" };
    case "bool":
    case "boolean":
      return { kind: "boolean" };
    case "integer":
    case "int":
      return numberField("integer", boundsOf(field), parameters);
    case "real":
    case "float":
      return numberField("real", boundsOf(field), parameters);
    case "range":
      return numberField(
        field.kind === "integer" ? "integer" : "real",
        {},
        parameters,
      );
    case "vec2":
    case "vec3":
    case "vec4":
      return { kind: "vector", length: Number(name.at(-1)) };
    case "choice":
    case "choices":
    case "options":
      return parameters.length === 0
        ? field
        : { kind: "choice", choices: parameters };
    default:
      return idField(name) ?? field;
  }
}

function boundsOf(field: Field): Bounds {
  return "bounds" in field ? field.bounds : {};
}

function numberField(
  kind: "integer" | "real",
  before: Bounds,
  parameters: readonly string[],
): Field {
  const [from, to, step] = parameters.map(numberOf);
  const bounds: Bounds = {
    from: from ?? before.from,
    to: to ?? before.to,
    step: step !== undefined && step > 0 ? step : before.step,
  };
  const isEmpty =
    bounds.from !== undefined &&
    bounds.to !== undefined &&
    bounds.from > bounds.to;
  return { kind, bounds: isEmpty ? { step: bounds.step } : bounds };
}

function numberOf(text: string): number | undefined {
  const value = text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

// "entity_id", "bufferview_id" or "any_id".
function idField(name: string): Field | undefined {
  if (name === "any_id") return { kind: "id", component: undefined };
  const stem = name.endsWith("_id") ? name.slice(0, -3).replace("_", "") : "";
  const component = componentKinds.find((kind) => kind.toLowerCase() === stem);
  return component === undefined ? undefined : { kind: "id", component };
}

/** The values that a field takes, in words for people. */
export function wordsOfField(field: Field): string {
  switch (field.kind) {
    case "any":
      return "any value";
    case "boolean":
      return "yes or no";
    case "array":
      return "list";
    case "color":
      return "colour";
    case "vector":
      return `${field.length} numbers`;
    case "choice":
      return "choice";
    case "id":
      return field.component === undefined
        ? "identifier"
        : `identifier of ${article(field.component.toLowerCase())}`;
    case "integer":
    case "real": {
      const noun = field.kind === "integer" ? "integer" : "number";
      const { from, to } = field.bounds;
      if (from !== undefined && to !== undefined) {
        return `${noun}, ${from} to ${to}`;
      }
      if (from !== undefined) return `${noun}, at least ${from}`;
      return to === undefined ? noun : `${noun}, at most ${to}`;
    }
    default:
      return field.kind;
  }
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
