// Rows of the details: texts, links to other components, and sections of them.

import type { Mirror } from "linguine-noodles/client";
import type { ComponentKind } from "linguine-noodles/protocol";
import type { ShownComponent } from "../context.js";
import { countOf, idText, shortText } from "../text/numbers.js";

export interface DetailRow {
  readonly label: string;
  readonly text: string;
  /** The component that the text names. */
  readonly link?: ShownComponent;
  /** A colour to show, each channel linear in 0..1. */
  readonly color?: readonly number[];
}

export interface DetailSection {
  readonly title: string;
  readonly rows: readonly DetailRow[];
}

export interface DetailsOf {
  /** "mesh", "material", ... */
  readonly kind: string;
  readonly name: string;
  readonly sections: readonly DetailSection[];
}

/** Stops a hostile document from filling the page: rows of one section. */
export const mostRows = 50;

const kindWords: Partial<Record<ComponentKind, string>> = {
  BufferView: "buffer view",
  Physics: "flow",
};

/** "buffer view"; kinds without a name here are in small letters. */
export function wordsOf(kind: ComponentKind): string {
  return kindWords[kind] ?? kind.toLowerCase();
}

/** `count`: how many rows there would be. */
export function bounded(
  given: DetailSection,
  count = given.rows.length,
): DetailSection {
  const { rows, title } = given;
  if (rows.length <= mostRows) return given;
  const rest = countOf(count - mostRows, "further row");
  return { title, rows: [...rows.slice(0, mostRows), row("", rest)] };
}

export function section(
  title: string,
  rows: (DetailRow | undefined)[],
): DetailSection {
  return { title, rows: rows.filter((one) => one !== undefined) };
}

export function row(label: string, text: string): DetailRow {
  return { label, text: shortText(text, 400) };
}

export function linkTo(
  mirror: Mirror,
  label: string,
  kind: ComponentKind,
  id: readonly [number, number],
): DetailRow {
  const content = mirror.get(kind, id as never) as
    { name?: string | undefined } | undefined;
  const noun = wordsOf(kind);
  if (content === undefined) {
    return row(label, `${noun} ${idText(id)}, which does not exist`);
  }
  const text = shortText(content.name || `${noun} ${idText(id)}`);
  return { label, text, link: { kind, id } };
}
