// The cells of a table as values of the types that a program wants.
//
//   const people = getColumn(content, "people", "integer");
//   const name = getCell(content, key, 0, "text");
//
// A column is named by its name or its index, from 0. A `real` may be read from
// an integer, and an `integer` from a float with an integral value, because
// servers send both in numeric columns. Every function throws a ClientError:
// `not-found` for a row or column that does not exist and for a row that is too
// short, `invalid` for a cell of another type.

import { type TableKey, type TableRow } from "linguine-noodles/interfaces";
import { type Any, Float, formatAny } from "linguine-noodles/cbor";
import { ClientError } from "./error.js";
import type { TableContent } from "./table_mirror.js";

/** The type of a cell, by its name. */
export interface CellTypes {
  real: number;
  /** Exact: beyond Number.MAX_SAFE_INTEGER it is an error. */
  integer: number;
  text: string;
}

const expectations: Record<keyof CellTypes, string> = {
  real: "a number",
  integer: "an integer",
  text: "a text",
};

/** Letters of a value that an error shows. */
const shownLetters = 64;

/** The index, from 0, of the first column of this name. */
export function findColumn(content: TableContent, name: string): number {
  const index = content.columns.findIndex((column) => column.name === name);
  if (index < 0) {
    throw new ClientError("not-found", `the table has no column "${name}"`);
  }
  return index;
}

/** One cell. */
export function getCell<Type extends keyof CellTypes>(
  content: TableContent,
  key: TableKey,
  column: number | string,
  type: Type,
): CellTypes[Type] {
  const index = indexOf(content, column);
  const row = content.rows.get(key);
  if (row === undefined) {
    throw new ClientError("not-found", `the table has no row ${key}`);
  }
  return readCell(content, key, row, index, type);
}

/** The cells of a column, ordered by the keys of the rows. */
export function getColumn<Type extends keyof CellTypes>(
  content: TableContent,
  column: number | string,
  type: Type,
): CellTypes[Type][] {
  const index = indexOf(content, column);
  const rows = [...content.rows].sort(([a], [b]) => a - b);
  return rows.map(([key, row]) => readCell(content, key, row, index, type));
}

function indexOf(content: TableContent, column: number | string): number {
  if (typeof column === "string") return findColumn(content, column);
  const count = content.columns.length;
  if (!Number.isInteger(column) || column < 0 || column >= count) {
    const words = `the table has ${count} columns, none with index ${column}`;
    throw new ClientError("not-found", words);
  }
  return column;
}

function readCell<Type extends keyof CellTypes>(
  content: TableContent,
  key: TableKey,
  row: TableRow,
  index: number,
  type: Type,
): CellTypes[Type] {
  const place = `row ${key}, column "${content.columns[index]!.name}"`;
  if (index >= row.length) {
    const words = `${place}: the row has only ${row.length} cells`;
    throw new ClientError("not-found", words);
  }
  const cell = row[index];
  const value = valueOf(cell, type);
  if (value === undefined) {
    const found = formatAny(cell).slice(0, shownLetters);
    const words = `${place}: expected ${expectations[type]}, found ${found}`;
    throw new ClientError("invalid", words);
  }
  return value as CellTypes[Type];
}

function valueOf(
  cell: Any,
  type: keyof CellTypes,
): number | string | undefined {
  if (type === "text") return typeof cell === "string" ? cell : undefined;
  const number = numberOf(cell);
  if (type === "real") return number;
  return Number.isSafeInteger(number) ? number : undefined;
}

function numberOf(cell: Any): number | undefined {
  if (cell instanceof Float) return cell.value;
  return typeof cell === "number" || typeof cell === "bigint"
    ? Number(cell)
    : undefined;
}
