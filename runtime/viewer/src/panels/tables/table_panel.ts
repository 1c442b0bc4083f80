// The tables of the document: their rows, edits and selections.

import type { Any } from "linguine-noodles/cbor";
import {
  type TableColumnInfo,
  type TableKey,
  type TableRow,
  tableMethodNames,
} from "linguine-noodles/interfaces";
import type { TableID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { type SelectedInstance, keyOf } from "../../selection/selection.js";
import type { Panel } from "../layout/layout.js";
import { valueOfText } from "../methods/form_values.js";
import { csvText } from "../text/csv.js";
import { countOf, idText, shortText } from "../text/numbers.js";
import { wordsOfCallError } from "../text/words.js";
import { button } from "../widgets/button.js";
import { element, fill, setShown, setText } from "../widgets/dom.js";
import { icon } from "../widgets/icons.js";
import { NewRow } from "./new_row.js";
import { instanceOfRow, rowOfInstance } from "./row_instances.js";
import { emptyTextOf, fieldOfColumn, keysOfSelection } from "./row_order.js";
import { TableGrid, mostColumns } from "./table_grid.js";
import type { OpenTable } from "./table_store.js";

/** The selection that this user's clicks make, unless another is chosen. */
const usualSelection = "selection";
const onlyHere = "";

export class TablePanel implements Panel {
  readonly name = "tables";
  readonly title = "Tables";
  readonly icon = "tables";
  readonly key = "3";
  readonly dock = "bottom";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly choice = element("select", {
    "aria-label": "Table",
    title: "Which table is shown",
    "data-choice": "table",
  });
  private readonly filter = element("input", {
    type: "search",
    placeholder: "Filter rows",
    "aria-label": "Filter rows",
    title: "Show only rows that contain this text",
    autocomplete: "off",
    spellcheck: "false",
    "data-search": "table",
  });
  private readonly shared = element("select", {
    "aria-label": "Where the selected rows are shown",
    title: "Whether the selected rows are shared with the scene and with others",
    "data-choice": "selection",
  });
  private readonly count = element("span", { class: "quiet table-count" });
  private readonly tools = element("div", { class: "tools" });
  private readonly message = element("p", { class: "empty", role: "status" });
  private readonly question = element("div", { class: "question", hidden: true });
  private readonly grid: TableGrid;
  private readonly newRow: NewRow;
  private readonly addButton: HTMLButtonElement;
  private readonly removeButton: HTMLButtonElement;
  private readonly clearButton: HTMLButtonElement;
  private table: OpenTable | undefined;
  private stopListening: (() => void) | undefined;
  private selected: ReadonlySet<TableKey> = new Set();
  private selectionName = usualSelection;
  private isSending = false;
  private isTelling = false;
  /** The instance that was taken, or given, last. */
  private lastPicked: SelectedInstance | undefined;
  private isUnsent = false;
  private choiceText = "";
  private sharedText = "";
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.grid = new TableGrid({
      isEditable: () => this.offers("update"),
      edit: (key, column, text) => this.edit(key, column, text),
      onSelect: (keys) => this.select(keys),
      removeSelected: () => this.askToRemove(),
      copySelected: () => this.copy(),
      onScroll: (left) => this.newRow.scrollTo(left),
    });
    this.newRow = new NewRow((texts) => this.insert(texts));
    this.addButton = button({
      label: "Add a row",
      text: "Add row",
      icon: "add",
      data: "add-row",
      run: () => this.newRow.open(this.columns(), this.grid.template),
    });
    this.removeButton = button({
      label: "Remove the selected rows",
      text: "Remove",
      icon: "remove",
      key: "Delete",
      data: "remove-rows",
      run: () => this.askToRemove(),
    });
    this.clearButton = button({
      label: "Remove all rows",
      text: "Clear",
      data: "clear-table",
      run: () => this.askToClear(),
    });
    this.root = this.makeRoot();
    this.listen();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.drawSoon();
  }

  /** Opens the panel with this table. */
  show(id: TableID): void {
    this.choose(id);
    this.context.layout.show(this.name);
  }

  private makeRoot(): HTMLElement {
    this.tools.append(
      this.choice,
      element("span", { class: "search-box" }, icon("search"), this.filter),
      this.shared,
      this.addButton,
      this.removeButton,
      this.clearButton,
      button({
        label: "Copy the selected rows, or all, as CSV",
        text: "Copy CSV",
        icon: "copy",
        data: "copy-csv",
        run: () => this.copy(),
      }),
      button({
        label: "Plot the columns of this table",
        text: "Plot",
        icon: "plots",
        data: "plot-table",
        run: () => {
          if (this.table !== undefined) this.context.plotTable(this.table.id);
        },
      }),
      this.count,
    );
    return element(
      "div",
      { class: "table-panel" },
      this.tools,
      this.question,
      this.message,
      this.grid.root,
      this.newRow.root,
    );
  }

  private listen(): void {
    const { session, selection } = this.context;
    session.client.mirror.onChange(({ kind }) => {
      if (kind === "Table" || kind === "Method") this.drawSoon();
    });
    session.onState(() => this.drawSoon());
    selection.onChange(() => this.onSelection());
    this.choice.addEventListener("change", () => {
      const found = this.tables().find(([id]) => keyOf(id) === this.choice.value);
      if (found !== undefined) this.choose(found[0]);
    });
    this.filter.addEventListener("input", () => {
      this.grid.filter = this.filter.value;
      this.drawSoon();
    });
    this.shared.addEventListener("change", () => {
      this.selectionName = this.shared.value;
      this.takeServerSelection();
      this.drawSoon();
    });
  }

  private tables(): [TableID, string][] {
    const { mirror } = this.context.session.client;
    return mirror
      .all("Table")
      .map(([id, { name }]) => [id, shortText(name ?? `table ${idText(id)}`, 60)]);
  }

  private choose(id: TableID): void {
    if (this.table !== undefined && keyOf(this.table.id) === keyOf(id)) return;
    this.stopListening?.();
    this.table = this.context.tables.open(id);
    this.stopListening = this.table.onChange(() => this.onTable());
    this.selected = new Set();
    this.selectionName = this.offers("updateSelection") ? usualSelection : onlyHere;
    this.filter.value = "";
    this.grid.filter = "";
    this.newRow.close();
    setShown(this.question, false);
    this.grid.reset();
    this.takeServerSelection();
    this.drawSoon();
  }

  private onTable(): void {
    this.takeServerSelection();
    this.drawSoon();
  }

  // ---------------------------------------------------------------- selecting

  private select(keys: ReadonlySet<TableKey>): void {
    this.selected = keys;
    this.tellScene(true);
    this.shareSelection();
    this.drawSoon();
  }

  // One row that an instance stands for selects the instance, too, unless another
  // user has selected it.
  private tellScene(isByUser: boolean): void {
    const { table, selected } = this;
    if (table === undefined) return;
    const { selection, session } = this.context;
    const [key, ...others] = selected;
    const { content } = table.mirror;
    this.isTelling = true;
    if (key === undefined) {
      selection.setRows(undefined);
    } else {
      if (isByUser && others.length === 0 && content !== undefined) {
        const { mirror } = session.client;
        const found = instanceOfRow(mirror, table.id, content.rows, key);
        if (found !== undefined) {
          this.lastPicked = found;
          selection.setEntities([found.entity], found);
        }
      }
      selection.setRows({ table: table.id, keys: [...selected] });
    }
    this.isTelling = false;
  }

  // One call at a time; the last selection wins.
  private shareSelection(): void {
    const { table, selectionName: name } = this;
    if (table === undefined || name === onlyHere) return;
    if (!this.offers("updateSelection")) return;
    if (this.isSending) {
      this.isUnsent = true;
      return;
    }
    this.isSending = true;
    const rows = [...this.selected];
    table.mirror.methods
      .updateSelection({ name, rows, row_ranges: [] })
      .catch((error: unknown) => this.tell("The selection was not shared", error))
      .finally(() => {
        this.isSending = false;
        if (!this.isUnsent) return;
        this.isUnsent = false;
        this.shareSelection();
      });
  }

  // Others may change the selection that this user's clicks change.
  private takeServerSelection(): void {
    const content = this.table?.mirror.content;
    if (content === undefined || this.selectionName === onlyHere) return;
    if (this.isSending || this.isUnsent) return;
    const shared = content.selections.get(this.selectionName);
    const keys =
      shared === undefined
        ? new Set<TableKey>()
        : keysOfSelection(shared, content.rows);
    const isSame =
      keys.size === this.selected.size &&
      [...keys].every((key) => this.selected.has(key));
    if (isSame) return;
    this.selected = keys;
    this.tellScene(false);
  }

  // Rows that were picked in the scene.
  private onSelection(): void {
    if (this.isTelling) return;
    const { rows, primary } = this.context.selection;
    const { mirror } = this.context.session.client;
    if (this.takeInstance()) return;
    if (rows !== undefined) {
      const isMine = this.table && keyOf(this.table.id) === keyOf(rows.table);
      const isSame =
        isMine &&
        rows.keys.length === this.selected.size &&
        rows.keys.every((key) => this.selected.has(key));
      if (isSame) return;
      this.choose(rows.table);
      this.selected = new Set(rows.keys);
      this.shareSelection();
      if (rows.keys[0] !== undefined) this.grid.reveal(rows.keys[0]);
      this.drawSoon();
      return;
    }
    const table = primary && mirror.get("Entity", primary)?.tables[0];
    if (table !== undefined && this.isVisible) this.choose(table);
  }

  // The row that the picked instance stands for. Whether there is one.
  private takeInstance(): boolean {
    const { selectedInstance: picked } = this.context.selection;
    if (picked === undefined || picked === this.lastPicked) return false;
    this.lastPicked = picked;
    const { entity, instance } = picked;
    const { mirror } = this.context.session.client;
    const table = mirror.get("Entity", entity)?.tables[0];
    if (table === undefined) return false;
    // A table that nobody has looked at is not asked for by a click.
    const isOpen = this.table && keyOf(this.table.id) === keyOf(table);
    if (!isOpen && !this.isVisible) return false;
    this.choose(table);
    const rows = this.table?.mirror.content?.rows;
    const key = rows && rowOfInstance(mirror, entity, table, rows, instance);
    if (key === undefined) return false;
    const isSame = this.selected.size === 1 && this.selected.has(key);
    if (!isSame) this.select(new Set([key]));
    this.grid.reveal(key);
    return true;
  }

  // ------------------------------------------------------------------ editing

  private columns(): readonly TableColumnInfo[] {
    return this.table?.mirror.content?.columns ?? [];
  }

  private offers(method: keyof typeof tableMethodNames): boolean {
    const { mirror } = this.context.session.client;
    if (this.table === undefined) return false;
    const ids = mirror.methodsOf({ kind: "table", value: this.table.id });
    const name = tableMethodNames[method];
    return ids.some((id) => mirror.get("Method", id)?.name === name);
  }

  private edit(key: TableKey, column: number, text: string): string | undefined {
    const { table } = this;
    const content = table?.mirror.content;
    const row = content?.rows.get(key);
    const info = content?.columns[column];
    if (table === undefined || row === undefined || info === undefined) {
      return "The row is gone.";
    }
    const result = valueOfText(fieldOfColumn(info), text);
    if ("error" in result) return result.error;
    const changed: TableRow = [...row];
    while (changed.length < column) changed.push(null);
    changed[column] = result.value;
    table.mirror.methods
      .update([key], [this.exact(changed)])
      .catch((error: unknown) => this.tell("The cell was not changed", error));
    return undefined;
  }

  // Floats of REAL columns stay floats, also where they have no fraction.
  private exact(row: TableRow): TableRow {
    return this.columns().map((info, index) => {
      const value: Any = row[index];
      if (info.type !== "REAL" || typeof value !== "number") return value ?? null;
      const result = valueOfText(fieldOfColumn(info), String(value));
      return "value" in result ? result.value : value;
    });
  }

  // The words of the first error, by column.
  private insert(texts: readonly string[]): Map<number, string> {
    const errors = new Map<number, string>();
    const row = this.columns().map((info, index) => {
      const typed = texts[index] ?? "";
      const text = typed === "" ? emptyTextOf(info) : typed;
      const result = valueOfText(fieldOfColumn(info), text);
      if ("value" in result) return result.value;
      errors.set(index, result.error);
      return null;
    });
    if (errors.size === 0) {
      this.table?.mirror.methods
        .insert([row])
        .then((keys) => {
          if (keys[0] !== undefined) this.grid.reveal(keys[0]);
        })
        .catch((error: unknown) => this.tell("The row was not added", error));
    }
    return errors;
  }

  private askToRemove(): void {
    const { table, selected } = this;
    if (table === undefined || selected.size === 0 || !this.offers("remove")) return;
    const rows = countOf(selected.size, "row");
    this.ask(`Remove ${rows} for everyone?`, `Remove ${rows}`, () => {
      table.mirror.methods
        .remove([...selected])
        .catch((error: unknown) => this.tell("The rows were not removed", error));
      this.select(new Set());
    });
  }

  private askToClear(): void {
    const { table } = this;
    if (table === undefined) return;
    this.ask("Remove all rows for everyone?", "Remove all", () => {
      table.mirror.methods
        .clear()
        .catch((error: unknown) => this.tell("The table was not cleared", error));
    });
  }

  private ask(words: string, yes: string, run: () => void): void {
    const close = (): void => setShown(this.question, false);
    const confirm = button({
      label: yes,
      text: yes,
      kind: "danger",
      data: "confirm",
      run: () => {
        close();
        run();
      },
    });
    fill(
      this.question,
      element("span", {}, words),
      confirm,
      button({ label: "Keep", text: "Keep", data: "keep", run: close }),
    );
    setShown(this.question, true);
    confirm.focus();
  }

  private copy(): void {
    const content = this.table?.mirror.content;
    if (content === undefined) return;
    const all = this.grid.shownKeys;
    const chosen = all.filter((key) => this.selected.has(key));
    const keys = chosen.length > 0 ? chosen : all;
    const text = csvText(
      content.columns.map(({ name }) => name),
      keys.map((key) => content.rows.get(key) ?? []),
    );
    void this.context.copy(text, countOf(keys.length, "row"));
  }

  private tell(text: string, error: unknown): void {
    this.context.notices.add({ text, detail: wordsOfCallError(error), tone: "bad" });
  }

  // ------------------------------------------------------------------ drawing

  private drawSoon(): void {
    this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    const tables = this.tables();
    this.context.layout.setBadge(this.name, tables.length, "in this document");
    if (!this.isVisible) return;
    this.drawChoice(tables);
    const first = tables[0];
    const isGone =
      this.table !== undefined &&
      !tables.some(([id]) => keyOf(id) === keyOf(this.table!.id));
    if (isGone) this.forget();
    if (this.table === undefined && first !== undefined) this.choose(first[0]);
    const content = this.table?.mirror.content;
    this.drawMessage(tables.length);
    setShown(this.grid.root, content !== undefined);
    setShown(this.tools, tables.length > 0);
    setShown(this.addButton, this.offers("insert"));
    setShown(this.removeButton, this.offers("remove"));
    setShown(this.clearButton, this.offers("clear"));
    this.removeButton.disabled = this.selected.size === 0;
    if (content === undefined) {
      setText(this.count, "");
      return;
    }
    this.drawShared([...content.selections.keys()]);
    this.grid.show(content, this.selected, this.marks());
    this.drawCount(content.rows.size, content.columns.length);
  };

  private drawCount(rows: number, columns: number): void {
    const shown = this.grid.shownKeys.length;
    const selected =
      this.selected.size > 0 ? `, ${this.selected.size} selected` : "";
    const filtered = shown < rows ? `${shown} of ` : "";
    const cut =
      columns > mostColumns ? `, the first ${mostColumns} of ${columns} columns` : "";
    setText(this.count, `${filtered}${countOf(rows, "row")}${selected}${cut}`);
  }

  private forget(): void {
    this.stopListening?.();
    this.stopListening = undefined;
    this.table = undefined;
    this.selected = new Set();
  }

  private drawMessage(tableCount: number): void {
    const { table } = this;
    let words = "";
    if (tableCount === 0) {
      words = "This document has no tables.";
    } else if (table?.error !== undefined) {
      words = `The table cannot be shown. ${table.error}`;
    } else if (table?.mirror.content === undefined) {
      words = "Receiving the table…";
    }
    setShown(this.message, words !== "");
    if (this.message.textContent?.startsWith(words) !== true || words === "") {
      fill(this.message, words);
      if (table?.error !== undefined) {
        const retry = (): void => this.context.tables.retry(table.id);
        this.message.append(
          button({ label: "Try again", text: "Try again", data: "retry-table", run: retry }),
        );
      }
    }
  }

  private drawChoice(tables: readonly [TableID, string][]): void {
    const text = JSON.stringify(tables);
    if (text !== this.choiceText) {
      this.choiceText = text;
      fill(
        this.choice,
        ...tables.map(([id, name]) => element("option", { value: keyOf(id) }, name)),
      );
    }
    if (this.table !== undefined) this.choice.value = keyOf(this.table.id);
  }

  private drawShared(names: readonly string[]): void {
    setShown(this.shared, this.offers("updateSelection"));
    const all = [...new Set([usualSelection, ...names])];
    const text = JSON.stringify(all);
    if (text !== this.sharedText) {
      this.sharedText = text;
      fill(
        this.shared,
        element("option", { value: onlyHere }, "Selected rows: only here"),
        ...all.map((name) =>
          element("option", { value: name }, `Selected rows: “${shortText(name, 40)}”`),
        ),
      );
    }
    if (this.shared.value !== this.selectionName) {
      this.shared.value = this.selectionName;
    }
  }

  // The rows of the other selections, with their names.
  private marks(): Map<TableKey, string> {
    const marks = new Map<TableKey, string>();
    const content = this.table?.mirror.content;
    if (content === undefined) return marks;
    for (const [name, selection] of content.selections) {
      if (name === this.selectionName) continue;
      for (const key of keysOfSelection(selection, content.rows)) {
        const before = marks.get(key);
        marks.set(key, before === undefined ? name : `${before}, ${name}`);
      }
    }
    return marks;
  }
}

