// The tables of the document: their rows, edits and selections.

import type { TableKey } from "linguine-noodles/interfaces";
import type { EntityID, TableID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { keyOf } from "../../selection/selection.js";
import type { Panel } from "../layout/layout.js";
import { csvText } from "../text/csv.js";
import { countOf, countText, idText, shortText } from "../text/numbers.js";
import { noSceneYet } from "../text/words.js";
import { button } from "../widgets/button.js";
import { setOptions } from "../widgets/choice.js";
import { element, fill, setShown, setText } from "../widgets/dom.js";
import { icon } from "../widgets/icons.js";
import { Question } from "../widgets/question.js";
import { NewRow } from "./new_row.js";
import {
  SelectedRows,
  isSameTable,
  onlyHere,
  usualSelection,
} from "./selected_rows.js";
import { TableEdits } from "./table_edits.js";
import { TableGrid, mostColumns } from "./table_grid.js";
import type { OpenTable } from "./table_store.js";

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
    title:
      "Whether the selected rows are shared with the scene and with others",
    "data-choice": "selection",
  });
  private readonly count = element("span", { class: "quiet table-count" });
  private readonly tools = element("div", { class: "tools" });
  private readonly message = element("p", { class: "empty", role: "status" });
  private readonly question = new Question();
  private readonly grid: TableGrid;
  private readonly newRow: NewRow;
  private readonly addButton: HTMLButtonElement;
  private readonly removeButton: HTMLButtonElement;
  private readonly clearButton: HTMLButtonElement;
  private table: OpenTable | undefined;
  private stopListening: (() => void) | undefined;
  private readonly edits: TableEdits;
  private readonly selected: SelectedRows;
  private lastPrimary: EntityID | undefined;
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.edits = new TableEdits(context, () => this.table);
    this.selected = new SelectedRows(context, this.edits, () => this.table);
    this.grid = new TableGrid({
      isEditable: () => this.edits.offers("update"),
      edit: (key, column, text) => this.edits.edit(key, column, text),
      onSelect: (keys) => this.select(keys),
      removeSelected: () => this.askToRemove(),
      copySelected: () => this.copy(),
      onScroll: (left) => this.newRow.scrollTo(left),
    });
    this.newRow = new NewRow((texts) =>
      this.edits.insert(texts, (key) => this.grid.reveal(key)),
    );
    this.addButton = button({
      label: "Add a row",
      text: "Add row",
      icon: "add",
      data: "add-row",
      run: () => this.newRow.open(this.edits.columns, this.grid.template),
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
      this.question.root,
      this.message,
      this.grid.root,
      this.newRow.root,
    );
  }

  private listen(): void {
    const { session, selection } = this.context;
    const { mirror } = session.client;
    mirror.onChange(() => this.drawSoon(), ["Table", "Method"]);
    session.onState(() => this.drawSoon());
    selection.onChange(() => this.onSelection());
    this.choice.addEventListener("change", () => {
      const found = this.tables().find(
        ([id]) => keyOf(id) === this.choice.value,
      );
      if (found !== undefined) this.choose(found[0]);
    });
    this.filter.addEventListener("input", () => {
      this.grid.filter = this.filter.value;
      this.drawSoon();
    });
    this.shared.addEventListener("change", () => {
      this.selected.name = this.shared.value;
      this.drawSoon();
    });
  }

  private tables(): [TableID, string][] {
    const { mirror } = this.context.session.client;
    return mirror
      .all("Table")
      .map(([id, { name }]) => [
        id,
        shortText(name ?? `table ${idText(id)}`, 60),
      ]);
  }

  private choose(id: TableID): void {
    if (isSameTable(this.table, id)) return;
    this.stopListening?.();
    this.table = this.context.tables.open(id);
    this.stopListening = this.table.onChange(() => this.onTable());
    this.selected.reset();
    this.filter.value = "";
    this.grid.filter = "";
    this.newRow.close();
    this.question.close();
    this.grid.reset();
    this.drawSoon();
  }

  private onTable(): void {
    this.selected.takeShared();
    this.drawSoon();
  }

  private select(keys: ReadonlySet<TableKey>): void {
    this.selected.choose(keys);
    this.drawSoon();
  }

  // Rows that were selected elsewhere: as an instance in the scene, or in a plot.
  private onSelection(): void {
    const { mirror } = this.context.session.client;
    const { primary } = this.context.selection;
    // A click does not subscribe to a table that was not shown before.
    const key = this.selected.takePicked((id) => {
      if (!isSameTable(this.table, id) && !this.isVisible) return false;
      this.choose(id);
      return true;
    });
    if (key !== undefined) {
      this.grid.reveal(key);
      this.drawSoon();
    } else if (this.isVisible && primary !== this.lastPrimary) {
      const table = primary && mirror.get("Entity", primary)?.tables[0];
      if (table !== undefined) this.choose(table);
    }
    this.lastPrimary = primary;
  }

  // ------------------------------------------------------------------ editing

  private askToRemove(): void {
    const { keys } = this.selected;
    if (keys.size === 0 || !this.edits.offers("remove")) return;
    const rows = countOf(keys.size, "row");
    this.question.ask(`Remove ${rows} for everyone?`, `Remove ${rows}`, () => {
      this.edits.remove([...keys]);
      this.select(new Set());
    });
  }

  private askToClear(): void {
    this.question.ask("Remove all rows for everyone?", "Remove all", () => {
      this.edits.clear();
    });
  }

  private copy(): void {
    const content = this.table?.mirror.content;
    if (content === undefined) return;
    const all = this.grid.shownKeys;
    const chosen = all.filter((key) => this.selected.keys.has(key));
    const keys = chosen.length > 0 ? chosen : all;
    const text = csvText(
      content.columns.map(({ name }) => name),
      keys.map((key) => content.rows.get(key) ?? []),
    );
    void this.context.copy(text, countOf(keys.length, "row"));
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
    this.drawTools(content !== undefined);
    this.removeButton.disabled = this.selected.keys.size === 0;
    if (content === undefined) {
      setText(this.count, "");
      return;
    }
    this.drawShared([...content.selections.keys()]);
    this.grid.show(content, this.selected.keys, this.selected.marks());
    this.drawCount(content.rows.size, content.columns.length);
  };

  // Without rows there is nothing to do with them.
  private drawTools(hasContent: boolean): void {
    for (const tool of this.tools.children) {
      if (tool !== this.choice) setShown(tool as HTMLElement, hasContent);
    }
    if (!hasContent) return;
    setShown(this.addButton, this.edits.offers("insert"));
    setShown(this.removeButton, this.edits.offers("remove"));
    setShown(this.clearButton, this.edits.offers("clear"));
  }

  private drawCount(rows: number, columns: number): void {
    const shown = this.grid.shownKeys.length;
    const selected =
      this.selected.keys.size > 0
        ? `, ${this.selected.keys.size} selected`
        : "";
    const filtered = shown < rows ? `${shown} of ` : "";
    const cut =
      columns > mostColumns
        ? `, the first ${mostColumns} of ${columns} columns`
        : "";
    const missing = this.missingWords();
    setText(
      this.count,
      `${filtered}${countOf(rows, "row")}${selected}${cut}${missing}`,
    );
  }

  // Rows that a recording has not.
  private missingWords(): string {
    const { player } = this.context.session;
    const found = this.table && player?.rowsOf(this.table.id);
    if (found === undefined || found.kept === found.rows) return "";
    const { kept, rows } = found;
    return `, recorded: the first ${countText(kept)} of ${countOf(rows, "row")}`;
  }

  private forget(): void {
    this.stopListening?.();
    this.stopListening = undefined;
    this.table = undefined;
    this.selected.reset();
  }

  private drawMessage(tableCount: number): void {
    const { table } = this;
    const { session } = this.context;
    let words = "";
    if (tableCount === 0) {
      words = session.state.hasScene
        ? "This document has no tables."
        : noSceneYet;
    } else if (table?.error !== undefined) {
      words = table.error;
    } else if (table?.mirror.content === undefined) {
      words = "Receiving the table…";
    }
    setShown(this.message, words !== "");
    if (this.message.textContent?.startsWith(words) !== true || words === "") {
      fill(this.message, words);
      if (table?.error !== undefined && session.player === undefined) {
        const retry = (): void => this.context.tables.retry(table.id);
        this.message.append(
          button({
            label: "Try again",
            text: "Try again",
            data: "retry-table",
            run: retry,
          }),
        );
      }
    }
  }

  private drawChoice(tables: readonly [TableID, string][]): void {
    const options = tables.map(([id, name]) => [keyOf(id), name] as const);
    setOptions(this.choice, options, this.table && keyOf(this.table.id));
  }

  private drawShared(names: readonly string[]): void {
    setShown(this.shared, this.edits.offers("updateSelection"));
    const all = [...new Set([usualSelection, ...names])];
    const options = [
      [onlyHere, "Selected rows: only here"] as const,
      ...all.map(
        (name) => [name, `Selected rows: “${shortText(name, 40)}”`] as const,
      ),
    ];
    setOptions(this.shared, options, this.selected.name);
  }
}
