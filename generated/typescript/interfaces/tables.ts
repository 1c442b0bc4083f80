// Tables: types, and their reading and writing as CBOR.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  type Any,
  EnumerationTable,
  type Given,
  Kind,
  ObjectTable,
  type Reader,
  type Writer,
  emptyList,
  optional,
  present,
  presentList,
  readAny,
  readInt,
  readListOf,
  required,
  writeAny,
  writeInt,
  writeListOf,
} from "linguine-noodles/cbor";

export type TableColumnType = "TEXT" | "REAL" | "INTEGER" | "ANY";

const tableColumnTypeTable = new EnumerationTable<TableColumnType>([
  "TEXT",
  "REAL",
  "INTEGER",
  "ANY",
]);

/** The texts of TableColumnType, in the order of the specification. */
export const tableColumnTypeTexts: readonly TableColumnType[] =
  tableColumnTypeTable.texts;

export function readTableColumnType(reader: Reader): TableColumnType {
  return reader.readEnumeration(tableColumnTypeTable);
}

export function writeTableColumnType(
  writer: Writer,
  value: TableColumnType,
): void {
  writer.writeEnumeration(tableColumnTypeTable, value);
}

export type TableRow = Any[];

/** A row's identity in its table: grows, is never used again. */
export type TableKey = number;

export interface TableColumnInfo {
  name: string;
  type: TableColumnType;
}

const tableColumnInfoTable = new ObjectTable("TableColumnInfo", [
  required("name"),
  required("type"),
]);

export function readTableColumnInfo(reader: Reader): TableColumnInfo {
  let name!: string;
  let type!: TableColumnType;
  const object = reader.enterObject(tableColumnInfoTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // type
        type = readTableColumnType(reader);
        break;
    }
  }
  return { name, type };
}

export function writeTableColumnInfo(
  writer: Writer,
  value: TableColumnInfo,
): void {
  writer.writeMapHead(2);
  writer.writeKey("name");
  writer.writeText(value.name);
  writer.writeKey("type");
  writeTableColumnType(writer, value.type);
}

/** Flat pairs in a row_ranges list, so that list has an even length. */
export interface SelectionRange {
  key_from_inclusive: TableKey;
  key_to_exclusive: TableKey;
}

const selectionRangeTable = new ObjectTable("SelectionRange", [
  required("key_from_inclusive"),
  required("key_to_exclusive"),
]);

function readSelectionRange(reader: Reader): SelectionRange {
  let key_from_inclusive!: TableKey;
  let key_to_exclusive!: TableKey;
  const object = reader.enterObject(selectionRangeTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // key_from_inclusive
        key_from_inclusive = reader.readInt();
        break;
      case 1: // key_to_exclusive
        key_to_exclusive = reader.readInt();
        break;
    }
  }
  return { key_from_inclusive, key_to_exclusive };
}

/** Reads a flat list: the members of all elements in a row, or maps. */
export function readSelectionRangeList(reader: Reader): SelectionRange[] {
  const elements: SelectionRange[] = [];
  const list = reader.enterGroups(2);
  while (reader.more(list)) {
    if (reader.peekKind() === Kind.map) {
      elements.push(readSelectionRange(reader));
      continue;
    }
    const key_from_inclusive = reader.readInt();
    reader.nextInGroup(list);
    const key_to_exclusive = reader.readInt();
    elements.push({ key_from_inclusive, key_to_exclusive });
  }
  reader.leave(list);
  return elements;
}

export function writeSelectionRangeList(
  writer: Writer,
  values: readonly SelectionRange[],
): void {
  writer.writeArrayHead(2 * values.length);
  for (const value of values) {
    writer.writeInt(value.key_from_inclusive);
    writer.writeInt(value.key_to_exclusive);
  }
}

/** A named set of rows. One without rows and ranges deletes the selection. */
export interface Selection {
  name: string;
  rows: readonly TableKey[];
  row_ranges: readonly SelectionRange[];
}

/** Makes a Selection; what is not given has its default. */
export function newSelection(given: Given<Selection, "name">): Selection {
  return {
    rows: emptyList,
    row_ranges: emptyList,
    ...given,
  };
}

const selectionTable = new ObjectTable("Selection", [
  required("name"),
  optional("rows"),
  optional("row_ranges"),
]);

export function readSelection(reader: Reader): Selection {
  let name!: string;
  let rows: readonly TableKey[] = emptyList;
  let row_ranges: readonly SelectionRange[] = emptyList;
  const object = reader.enterObject(selectionTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // rows
        rows = reader.readList(readInt);
        break;
      case 2: // row_ranges
        row_ranges = readSelectionRangeList(reader);
        break;
    }
  }
  return { name, rows, row_ranges };
}

export function writeSelection(writer: Writer, value: Selection): void {
  writer.writeMapHead(
    1 +
      presentList(value.rows) +
      presentList(value.row_ranges),
  );
  writer.writeKey("name");
  writer.writeText(value.name);
  if (value.rows.length > 0) {
    writer.writeKey("rows");
    writer.writeList(value.rows, writeInt);
  }
  if (value.row_ranges.length > 0) {
    writer.writeKey("row_ranges");
    writeSelectionRangeList(writer, value.row_ranges);
  }
}

/** keys[i] is the key of data[i]; every row has one value a column. */
export interface TableInitData {
  columns: TableColumnInfo[];
  keys: TableKey[];
  data: TableRow[];
  selections: readonly Selection[];
  /**
   * In the answer to noo::tbl_subscribe: the number of signals right behind the
   * reply that belong to the answer. A large table comes so: the answer holds
   * its first rows, the signals the others and the selections.
   */
  following_signals?: number | undefined;
}

/** Makes a TableInitData; what is not given has its default. */
export function newTableInitData(
  given: Given<TableInitData,
  "columns" | "keys" | "data">,
): TableInitData {
  return {
    selections: emptyList,
    ...given,
  };
}

const tableInitDataTable = new ObjectTable("TableInitData", [
  required("columns"),
  required("keys"),
  required("data"),
  optional("selections"),
  optional("following_signals"),
]);

export function readTableInitData(reader: Reader): TableInitData {
  let columns!: TableColumnInfo[];
  let keys!: TableKey[];
  let data!: TableRow[];
  let selections: readonly Selection[] = emptyList;
  let following_signals: number | undefined;
  const object = reader.enterObject(tableInitDataTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // columns
        columns = reader.readList(readTableColumnInfo);
        break;
      case 1: // keys
        keys = reader.readList(readInt);
        break;
      case 2: // data
        data = reader.readList(readListOf(readAny));
        break;
      case 3: // selections
        selections = reader.readList(readSelection);
        break;
      case 4: // following_signals
        following_signals = reader.readUint();
        break;
    }
  }
  return { columns, keys, data, selections, following_signals };
}

export function writeTableInitData(writer: Writer, value: TableInitData): void {
  writer.writeMapHead(
    3 +
      presentList(value.selections) +
      present(value.following_signals),
  );
  writer.writeKey("columns");
  writer.writeList(value.columns, writeTableColumnInfo);
  writer.writeKey("keys");
  writer.writeList(value.keys, writeInt);
  writer.writeKey("data");
  writer.writeList(value.data, writeListOf(writeAny));
  if (value.selections.length > 0) {
    writer.writeKey("selections");
    writer.writeList(value.selections, writeSelection);
  }
  if (value.following_signals !== undefined) {
    writer.writeKey("following_signals");
    writer.writeUint(value.following_signals);
  }
}
