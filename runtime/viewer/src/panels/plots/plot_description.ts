// The content of a plot of the document, read from its `simple_plot`.
//
// Servers send a structure, the same structure as JSON text, or any other text
// ("bars"). A text that is no structure may name how to draw.

import type { SimplePlot } from "linguine-noodles/protocol";

export type PlotStyle = "line" | "points" | "bars";

export interface PlotColumn {
  readonly name: string;
  readonly axis: "x" | "y";
  /** As CSS; "" if none is given or it is none. */
  readonly color: string;
  /** Nothing: fit the data. */
  readonly range: readonly [from: number, to: number] | undefined;
}

export interface PlotDescription {
  readonly title: string;
  readonly style: PlotStyle;
  /** None: the plot does not say; the numbers of the table are shown. */
  readonly columns: readonly PlotColumn[];
  /** The text of the plot, where it is no structure. */
  readonly text: string;
}

export function describePlot(plot: SimplePlot): PlotDescription {
  if (typeof plot !== "string") return fromStructure(plot);
  const structure = fromJSON(plot);
  if (structure !== undefined) return structure;
  return { title: "", style: styleOf(plot), columns: [], text: plot };
}

function styleOf(text: string): PlotStyle {
  if (/\b(bars?|histogram|columns?)\b/i.test(text)) return "bars";
  return /\b(scatter|points?|dots?)\b/i.test(text) ? "points" : "line";
}

function fromStructure({
  name,
  columns,
}: Exclude<SimplePlot, string>): PlotDescription {
  return {
    title: name,
    style: styleOf(name),
    columns: columns.map((column) => ({
      name: column.name,
      axis: column.prefers,
      color: colorOf(column.color),
      range: rangeOf(column.range.from, column.range.to),
    })),
    text: "",
  };
}

function fromJSON(text: string): PlotDescription | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { name, columns } = read as { name?: unknown; columns?: unknown };
  if (!Array.isArray(columns)) return undefined;
  const title = typeof name === "string" ? name : "";
  const known = columns.flatMap((column: unknown) => columnOf(column) ?? []);
  return { title, style: styleOf(title), columns: known, text: "" };
}

function columnOf(given: unknown): PlotColumn | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { name, prefers, color, range } = given as Record<string, unknown>;
  if (typeof name !== "string") return undefined;
  const [from, to] = Array.isArray(range) ? range : [];
  return {
    name,
    axis: prefers === "x" ? "x" : "y",
    color: typeof color === "string" ? colorOf(color) : "",
    range: rangeOf(from, to),
  };
}

// A colour that a server sends is only used if it is one.
function colorOf(text: string): string {
  const trimmed = text.trim();
  const isColor =
    /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(trimmed) ||
    /^[a-z]{3,30}$/i.test(trimmed) ||
    /^(rgb|hsl)a?\([0-9.,%/ deg-]{1,60}\)$/i.test(trimmed);
  return isColor ? trimmed : "";
}

function rangeOf(from: unknown, to: unknown): PlotColumn["range"] {
  const isRange =
    typeof from === "number" &&
    typeof to === "number" &&
    Number.isFinite(from) &&
    Number.isFinite(to) &&
    from < to;
  return isRange ? [from, to] : undefined;
}
