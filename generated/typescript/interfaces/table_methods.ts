// TableMethodsProxy: typed calls of TableMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
  readResult,
} from "linguine-noodles/calls";
import {
  type Any,
  readInt,
  readListOf,
  writeAny,
  writeInt,
  writeListOf,
} from "linguine-noodles/cbor";
import {
  type Selection,
  type TableInitData,
  type TableKey,
  type TableRow,
  readTableInitData,
  writeSelection,
} from "./tables.js";

/** The names of the methods as they are sent. */
export const tableMethodNames = {
  subscribe: "noo::tbl_subscribe",
  insert: "noo::tbl_insert",
  update: "noo::tbl_update",
  remove: "noo::tbl_remove",
  clear: "noo::tbl_clear",
  updateSelection: "noo::tbl_update_selection",
} as const;

/**
 * Calls the methods of TableMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class TableMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /** From now on this client gets the table's signals. */
  async subscribe(): Promise<TableInitData> {
    const result = await this.call(tableMethodNames.subscribe);
    return readResult(result, readTableInitData);
  }

  /** Adds rows, in column order; the table gives them keys. */
  async insert(rows: TableRow[]): Promise<TableKey[]> {
    const list = new ArgumentList();
    list.add(rows, writeListOf(writeListOf(writeAny)));
    const result = await this.call(tableMethodNames.insert, list);
    return readResult(result, readListOf(readInt));
  }

  /** Replaces whole rows. */
  async update(keys: TableKey[], rows: TableRow[]): Promise<TableKey[]> {
    const list = new ArgumentList();
    list.add(keys, writeListOf(writeInt));
    list.add(rows, writeListOf(writeListOf(writeAny)));
    const result = await this.call(tableMethodNames.update, list);
    return readResult(result, readListOf(readInt));
  }

  async remove(keys: TableKey[]): Promise<TableKey[]> {
    const list = new ArgumentList();
    list.add(keys, writeListOf(writeInt));
    const result = await this.call(tableMethodNames.remove, list);
    return readResult(result, readListOf(readInt));
  }

  async clear(): Promise<void> {
    await this.call(tableMethodNames.clear);
  }

  async updateSelection(selection: Selection): Promise<void> {
    const list = new ArgumentList();
    list.add(selection, writeSelection);
    await this.call(tableMethodNames.updateSelection, list);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
