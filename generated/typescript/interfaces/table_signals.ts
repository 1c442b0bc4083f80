// TableSignalsListener: receives these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import { readArguments } from "linguine-noodles/calls";
import { type Any, readAny, readInt, readListOf } from "linguine-noodles/cbor";
import {
  type Selection,
  type TableInitData,
  type TableKey,
  type TableRow,
  readSelection,
  readTableInitData,
} from "./tables.js";

/** The names of the signals as they are sent. */
export const tableSignalNames = {
  reset: "noo::tbl_reset",
  updated: "noo::tbl_updated",
  rowsRemoved: "noo::tbl_rows_removed",
  selectionUpdated: "noo::tbl_selection_updated",
} as const;

/**
 * Receives the signals of TableSignals. A new signal in the specification
 * breaks the build of every listener, on purpose.
 */
export interface TableSignalsListener {
  /** The table was cleared or replaced. */
  onReset(init: TableInitData): void;
  /** Rows were inserted or updated. */
  onUpdated(keys: TableKey[], rows: TableRow[]): void;
  onRowsRemoved(keys: TableKey[]): void;
  onSelectionUpdated(selection: Selection): void;
  /**
   * One of these signals was received with arguments of other types; `error`
   * names the argument.
   */
  onInvalidSignal(signal: string, error: Error): void;
}

/** Ignores all of these signals: the base of listeners that want a few only. */
export class TableSignalsListenerBase implements TableSignalsListener {
  onReset(_init: TableInitData): void {}
  onUpdated(_keys: TableKey[], _rows: TableRow[]): void {}
  onRowsRemoved(_keys: TableKey[]): void {}
  onSelectionUpdated(_selection: Selection): void {}
  onInvalidSignal(_signal: string, _error: Error): void {}
}

/**
 * Calls the function of `listener` for `signal` with its arguments. Returns
 * false, and calls nothing, if the signal is none of TableSignals.
 */
export function dispatchTableSignals(
  signal: string,
  args: readonly Any[],
  listener: TableSignalsListener,
): boolean {
  switch (signal) {
    case tableSignalNames.reset: {
      const read = readArguments(args, (list) => ({
        init: list.read("init", readTableInitData),
      }));
      if (read instanceof Error) {
        listener.onInvalidSignal(signal, read);
      } else {
        listener.onReset(read.init);
      }
      return true;
    }
    case tableSignalNames.updated: {
      const read = readArguments(args, (list) => ({
        keys: list.read("keys", readListOf(readInt)),
        rows: list.read("rows", readListOf(readListOf(readAny))),
      }));
      if (read instanceof Error) {
        listener.onInvalidSignal(signal, read);
      } else {
        listener.onUpdated(read.keys, read.rows);
      }
      return true;
    }
    case tableSignalNames.rowsRemoved: {
      const read = readArguments(args, (list) => ({
        keys: list.read("keys", readListOf(readInt)),
      }));
      if (read instanceof Error) {
        listener.onInvalidSignal(signal, read);
      } else {
        listener.onRowsRemoved(read.keys);
      }
      return true;
    }
    case tableSignalNames.selectionUpdated: {
      const read = readArguments(args, (list) => ({
        selection: list.read("selection", readSelection),
      }));
      if (read instanceof Error) {
        listener.onInvalidSignal(signal, read);
      } else {
        listener.onSelectionUpdated(read.selection);
      }
      return true;
    }
    default:
      return false;
  }
}
