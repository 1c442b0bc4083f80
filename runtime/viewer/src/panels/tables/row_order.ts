// Which rows of a table are shown, in which order; and which are selected.

import type { Any } from "linguine-noodles/cbor";
import { Float } from "linguine-noodles/cbor";
import type {
  Selection,
  TableColumnInfo,
  TableKey,
  TableRow,
} from "linguine-noodles/interfaces";
import { cellText } from "../text/csv.js";
import type { Field } from "../methods/hints.js";

export interface Sorting {
  readonly column: number;
  readonly isDown: boolean;
}

/** The keys of the rows that contain the text, sorted. */
export function orderedKeys(
  rows: ReadonlyMap<TableKey, TableRow>,
  sorting: Sorting | undefined,
  filter: string,
): TableKey[] {
  const wanted = filter.trim().toLowerCase();
  let keys = [...rows.keys()];
  if (wanted !== "") {
    const contains = (value: Any): boolean =>
      cellText(value).toLowerCase().includes(wanted);
    keys = keys.filter((key) => rows.get(key)!.some(contains));
  }
  if (sorting === undefined) return keys;
  const { column, isDown } = sorting;
  const sign = isDown ? -1 : 1;
  const valueOf = (key: TableKey): Any => rows.get(key)![column];
  return keys.sort((a, b) => sign * compare(valueOf(a), valueOf(b)) || a - b);
}

// Numbers by value, before texts; nothing comes last.
function compare(a: Any, b: Any): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  if (x !== undefined) return -1;
  if (y !== undefined) return 1;
  const [s, t] = [cellText(a), cellText(b)];
  if (s === "" || t === "") return s === t ? 0 : s === "" ? 1 : -1;
  return s < t ? -1 : s > t ? 1 : 0;
}

/** The number that a cell holds; undefined for anything else and for NaN. */
export function numberOf(value: Any): number | undefined {
  const plain = value instanceof Float ? value.value : value;
  const number = typeof plain === "bigint" ? Number(plain) : plain;
  return typeof number === "number" && !Number.isNaN(number)
    ? number
    : undefined;
}

/** The keys of a selection that the table has. */
export function keysOfSelection(
  selection: Selection,
  rows: ReadonlyMap<TableKey, TableRow>,
): Set<TableKey> {
  const keys = new Set(selection.rows.filter((key) => rows.has(key)));
  const ranges = disjointRanges(selection);
  if (ranges.length === 0) return keys;
  // A range may be long and nearly empty, so the rows are looked at instead.
  for (const key of rows.keys()) if (isInside(ranges, key)) keys.add(key);
  return keys;
}

interface Range {
  readonly from: TableKey;
  /** The first key behind the range. */
  to: TableKey;
}

// The ranges of a selection in order, without empty ones and overlaps: a server
// may send as many ranges as there are rows.
function disjointRanges({ row_ranges }: Selection): readonly Range[] {
  const sorted = [...row_ranges].sort(
    (a, b) => a.key_from_inclusive - b.key_from_inclusive,
  );
  const ranges: Range[] = [];
  for (const { key_from_inclusive: from, key_to_exclusive: to } of sorted) {
    const last = ranges[ranges.length - 1];
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) ranges.push({ from, to });
  }
  return ranges;
}

function isInside(ranges: readonly Range[], key: TableKey): boolean {
  // The number of ranges that begin at the key or before.
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.from <= key) low = middle + 1;
    else high = middle;
  }
  return low > 0 && key < ranges[low - 1]!.to;
}

/** How the text of a cell of this column is read. */
export function fieldOfColumn({ type }: TableColumnInfo): Field {
  switch (type) {
    case "TEXT":
      return { kind: "text" };
    case "INTEGER":
      return { kind: "integer", bounds: {} };
    case "REAL":
      return { kind: "real", bounds: {} };
    case "ANY":
      return { kind: "any" };
  }
}

/** The value of a cell of this column where nothing was typed. */
export function emptyTextOf({ type }: TableColumnInfo): string {
  return type === "INTEGER" || type === "REAL" ? "0" : "";
}
