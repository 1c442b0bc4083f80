// The columns of a table as the series of a plot.

import type {
  TableColumnInfo,
  TableKey,
  TableRow,
} from "linguine-noodles/interfaces";
import { numberOf } from "../tables/row_order.js";

export interface PlotTable {
  readonly columns: readonly TableColumnInfo[];
  readonly rows: ReadonlyMap<TableKey, TableRow>;
}

/** The number of the row instead of a column, for the x axis. */
export const rowNumber = -1;

export interface PlotChoice {
  /** A column, or `rowNumber`. */
  readonly x: number;
  readonly y: readonly number[];
}

/** Ascending x, and for each y its values; null where there is none. */
export interface PlotData {
  readonly x: readonly number[];
  readonly y: readonly (readonly (number | null)[])[];
  /** The key of each point. */
  readonly keys: readonly TableKey[];
}

/** The series that a plot shows at most: more cannot be told apart. */
export const mostSeries = 8;

export function dataOf(
  { rows }: PlotTable,
  { x: xColumn, y: yColumns }: PlotChoice,
): PlotData {
  const points: { x: number; key: TableKey; row: TableRow }[] = [];
  let index = 0;
  for (const [key, row] of rows) {
    const x = xColumn === rowNumber ? index : numberOf(row[xColumn]);
    index += 1;
    if (x !== undefined && Number.isFinite(x)) points.push({ x, key, row });
  }
  const isSorted = points.every(
    (one, at) => at === 0 || points[at - 1]!.x <= one.x,
  );
  if (!isSorted) points.sort((a, b) => a.x - b.x);
  const valuesOf = (column: number): (number | null)[] =>
    points.map(({ row }) => {
      const value = numberOf(row[column]);
      return value !== undefined && Number.isFinite(value) ? value : null;
    });
  return {
    x: points.map(({ x }) => x),
    y: yColumns.map(valuesOf),
    keys: points.map(({ key }) => key),
  };
}

/** The columns that hold numbers; those of the type ANY where a row has one. */
export function numericColumns({ columns, rows }: PlotTable): number[] {
  const samples: TableRow[] = [];
  for (const row of rows.values()) {
    samples.push(row);
    if (samples.length === 20) break;
  }
  return columns.flatMap(({ type }, index) => {
    if (type === "INTEGER" || type === "REAL") return [index];
    const hasNumber = samples.some((row) => numberOf(row[index]) !== undefined);
    return type === "ANY" && hasNumber ? [index] : [];
  });
}

/**
 * The columns that a table shows at first: the first one of numbers that only ascends
 * is x, the others are y.
 */
export function firstChoice(table: PlotTable): PlotChoice {
  const numeric = numericColumns(table);
  const x = numeric.length < 2 ? undefined : numeric.find(ascends(table));
  const y = numeric.filter((column) => column !== x).slice(0, mostSeries);
  return { x: x ?? rowNumber, y };
}

function ascends({ rows }: PlotTable): (column: number) => boolean {
  return (column) => {
    let last = -Infinity;
    for (const row of rows.values()) {
      const value = numberOf(row[column]);
      if (value === undefined || value < last) return false;
      last = value;
    }
    return rows.size > 1;
  };
}
