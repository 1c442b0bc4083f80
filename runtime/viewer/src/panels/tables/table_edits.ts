// Changes of a table that the user asks the server for.

import type { Any } from "linguine-noodles/cbor";
import {
  type TableColumnInfo,
  type TableKey,
  type TableRow,
  tableMethodNames,
} from "linguine-noodles/interfaces";
import type { PanelContext } from "../context.js";
import { valueOfText } from "../methods/form_values.js";
import { wordsOfCallError } from "../text/words.js";
import { emptyTextOf, fieldOfColumn } from "./row_order.js";
import type { OpenTable } from "./table_store.js";

export class TableEdits {
  private readonly context: PanelContext;
  private readonly table: () => OpenTable | undefined;

  /** `table` is the one that is shown. A failure is told by a notice. */
  constructor(context: PanelContext, table: () => OpenTable | undefined) {
    this.context = context;
    this.table = table;
  }

  get columns(): readonly TableColumnInfo[] {
    return this.table()?.mirror.content?.columns ?? [];
  }

  /** Whether the table has this method, and a server that runs it. */
  offers(method: keyof typeof tableMethodNames): boolean {
    const { client, player } = this.context.session;
    const { mirror } = client;
    const table = this.table();
    if (table === undefined || player !== undefined) return false;
    const ids = mirror.methodsOf({ kind: "table", value: table.id });
    const name = tableMethodNames[method];
    return ids.some((id) => mirror.get("Method", id)?.name === name);
  }

  /** Changes a cell. Returns why the text is no value of the column. */
  edit(key: TableKey, column: number, text: string): string | undefined {
    const table = this.table();
    const row = table?.mirror.content?.rows.get(key);
    const info = this.columns[column];
    if (table === undefined || row === undefined || info === undefined) {
      return "The row is gone.";
    }
    const result = valueOfText(fieldOfColumn(info), text);
    if ("error" in result) return result.error;
    const changed: TableRow = [...row];
    while (changed.length < column) changed.push(null);
    changed[column] = result.value;
    this.run(
      "The cell was not changed",
      table.mirror.methods.update([key], [this.exact(changed)]),
    );
    return undefined;
  }

  /**
   * Adds a row; texts that are empty are the empty value of their column.
   * Returns what is wrong, by column; then nothing is added.
   */
  insert(
    texts: readonly string[],
    onAdded: (key: TableKey) => void,
  ): Map<number, string> {
    const errors = new Map<number, string>();
    const row = this.columns.map((info, index) => {
      const typed = texts[index] ?? "";
      const text = typed === "" ? emptyTextOf(info) : typed;
      const result = valueOfText(fieldOfColumn(info), text);
      if ("value" in result) return result.value;
      errors.set(index, result.error);
      return null;
    });
    const table = this.table();
    if (errors.size > 0 || table === undefined) return errors;
    const added = table.mirror.methods.insert([row]).then(([key]) => {
      if (key !== undefined) onAdded(key);
    });
    this.run("The row was not added", added);
    return errors;
  }

  remove(keys: readonly TableKey[]): void {
    const removed = this.table()?.mirror.methods.remove([...keys]);
    this.run("The rows were not removed", removed);
  }

  clear(): void {
    this.run("The table was not cleared", this.table()?.mirror.methods.clear());
  }

  /** Tells the user where a call fails. */
  run(text: string, call: Promise<unknown> | undefined): void {
    call?.catch((error: unknown) => {
      const detail = wordsOfCallError(error);
      this.context.notices.add({ text, detail, tone: "bad" });
    });
  }

  // Floats of REAL columns stay floats, also where they have no fraction.
  private exact(row: TableRow): TableRow {
    return this.columns.map((info, index) => {
      const value: Any = row[index];
      if (info.type !== "REAL" || typeof value !== "number")
        return value ?? null;
      const result = valueOfText(fieldOfColumn(info), String(value));
      return "value" in result ? result.value : value;
    });
  }
}
