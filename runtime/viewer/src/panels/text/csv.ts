// Tables as CSV (RFC 4180): lines end with CR LF, and a cell with a comma, a
// quote or a line break stands in quotes.

import { type Any, formatAny } from "linguine-noodles/cbor";

export function csvText(
  columns: readonly string[],
  rows: Iterable<readonly Any[]>,
): string {
  const lines = [columns.map(quoted).join(",")];
  for (const row of rows) {
    const cells = columns.map((_, index) => quoted(cellText(row[index])));
    lines.push(cells.join(","));
  }
  return lines.join("\r\n") + "\r\n";
}

/** The text of a cell: a text as it is, nothing as nothing. */
export function cellText(value: Any): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : formatAny(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
