// The rows of one table: shown, selected, and edited in place.

import type {
  TableColumnInfo,
  TableKey,
  TableRow,
} from "linguine-noodles/interfaces";
import { cellText } from "../text/csv.js";
import { shortText } from "../text/numbers.js";
import { element, isTouch, setAttribute, setText } from "../widgets/dom.js";
import { VirtualList } from "../widgets/virtual_list.js";
import { GridHead } from "./grid_head.js";
import { GridRow, isNumeric, shownText } from "./grid_row.js";
import { orderedKeys } from "./row_order.js";

export interface GridContent {
  readonly columns: readonly TableColumnInfo[];
  readonly rows: ReadonlyMap<TableKey, TableRow>;
}

export interface GridActions {
  /** Whether cells can be changed. */
  readonly isEditable: () => boolean;
  /** Changes a cell; the text may be wrong: then words are returned. */
  edit(key: TableKey, column: number, text: string): string | undefined;
  onSelect(keys: ReadonlySet<TableKey>): void;
  removeSelected(): void;
  copySelected(): void;
  onScroll(left: number): void;
}

/** The columns that are shown; a table may have any number. */
export const mostColumns = 200;
export class TableGrid {
  readonly root: HTMLElement;
  private readonly actions: GridActions;
  private readonly list: VirtualList<GridRow>;
  private readonly head = new GridHead(() => {
    this.show(this.content, this.selected, this.marked);
  });
  private content: GridContent = { columns: [], rows: new Map() };
  private keys: TableKey[] = [];
  private filterText = "";
  private selected: ReadonlySet<TableKey> = new Set();
  private marked: ReadonlyMap<TableKey, string> = new Map();
  private active: { row: number; column: number } = { row: -1, column: 0 };
  private anchor = -1;
  private editor: HTMLInputElement | undefined;

  constructor(actions: GridActions) {
    this.actions = actions;
    this.list = new VirtualList<GridRow>(
      {
        rowHeight: isTouch() ? 36 : 24,
        attributes: {
          role: "grid",
          tabindex: "0",
          "aria-label": "Rows",
          "aria-multiselectable": "true",
          "data-list": "table",
        },
        count: () => this.keys.length,
        makeRow: () => this.makeRow(),
        fillRow: (row, index) => this.fillRow(row, index),
      },
      this.head.root,
    );
    this.root = this.list.root;
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("scroll", () => {
      actions.onScroll(this.root.scrollLeft);
    });
  }

  /** The columns as a CSS grid, for rows elsewhere that stand below them. */
  get template(): string {
    return this.head.template;
  }

  get shownKeys(): readonly TableKey[] {
    return this.keys;
  }

  /** Takes another table: nothing is sorted, selected or filtered. */
  reset(): void {
    this.head.reset();
    this.active = { row: -1, column: 0 };
    this.endEdit();
    this.root.scrollTop = 0;
    this.root.scrollLeft = 0;
  }

  set filter(text: string) {
    this.filterText = text;
  }

  /** Shows the content as it is now. A list that is at its end stays there. */
  show(
    content: GridContent,
    selected: ReadonlySet<TableKey>,
    marked: ReadonlyMap<TableKey, string>,
  ): void {
    const wasAtEnd = this.list.isAtEnd && this.root.scrollTop > 0;
    const activeKey = this.keys[this.active.row];
    this.content = content;
    this.selected = selected;
    this.marked = marked;
    this.keys = orderedKeys(content.rows, this.head.sorting, this.filterText);
    if (activeKey !== undefined && this.keys[this.active.row] !== activeKey) {
      this.active = { ...this.active, row: this.keys.indexOf(activeKey) };
    }
    if (this.head.draw(this.columns, content.rows.values())) {
      this.root.style.setProperty("--columns", this.head.template);
    }
    setAttribute(this.root, "aria-rowcount", this.keys.length);
    setAttribute(this.root, "aria-colcount", this.columns.length + 1);
    this.list.draw();
    if (wasAtEnd) {
      this.root.scrollTop = this.root.scrollHeight;
    }
  }

  /** Scrolls to the row of this key. */
  reveal(key: TableKey): void {
    const row = this.keys.indexOf(key);
    if (row >= 0) this.list.reveal(row);
  }

  private get columns(): readonly TableColumnInfo[] {
    return this.content.columns.slice(0, mostColumns);
  }

  // ------------------------------------------------------------------ drawing

  private makeRow(): GridRow {
    const row = new GridRow();
    row.root.addEventListener("click", (event) => {
      const index = row.key === undefined ? -1 : this.keys.indexOf(row.key);
      if (index < 0) return;
      const column = Math.max(0, row.columnAt(event.target));
      this.active = { row: index, column };
      this.chooseRow(index, event);
    });
    row.root.addEventListener("dblclick", (event) => {
      if (row.columnAt(event.target) >= 0) this.beginEdit();
    });
    return row;
  }

  private fillRow(row: GridRow, index: number): void {
    const key = this.keys[index]!;
    const values = this.content.rows.get(key) ?? [];
    const { columns } = this;
    row.key = key;
    row.fit(columns.length + 1);
    setText(row.cells[0]!, String(key));
    const isSelected = this.selected.has(key);
    setAttribute(row.root, "aria-selected", String(isSelected));
    setAttribute(row.root, "aria-rowindex", index + 2);
    setAttribute(row.root, "data-key", key);
    const mark = this.marked.get(key);
    row.root.classList.toggle("marked", mark !== undefined);
    setAttribute(row.root, "title", mark);
    columns.forEach((column, at) => {
      const cell = row.cells[at + 1]!;
      const isActive = index === this.active.row && at === this.active.column;
      cell.classList.toggle("active", isActive);
      cell.classList.toggle("number", isNumeric(column));
      if (isActive) setAttribute(this.root, "aria-activedescendant", cell.id);
      setAttribute(cell, "id", isActive ? "active-cell" : undefined);
      if (isActive && this.editor?.parentElement === cell) return;
      setText(cell, shownText(values[at]));
    });
    if (index === this.active.row) {
      setAttribute(this.root, "aria-activedescendant", "active-cell");
    }
  }

  // ---------------------------------------------------------------- selecting

  private chooseRow(
    index: number,
    { shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent,
  ): void {
    const key = this.keys[index];
    if (key === undefined) return;
    if (shiftKey && this.anchor >= 0) {
      const from = Math.min(this.anchor, index);
      const to = Math.max(this.anchor, index);
      this.actions.onSelect(new Set(this.keys.slice(from, to + 1)));
      return;
    }
    this.anchor = index;
    if (ctrlKey || metaKey) {
      const keys = new Set(this.selected);
      if (!keys.delete(key)) keys.add(key);
      this.actions.onSelect(keys);
    } else {
      this.actions.onSelect(new Set([key]));
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (this.editor !== undefined || event.altKey) return;
    if (event.target !== this.root) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const { row, column } = this.active;
    const { pageSize } = this.list;
    switch (event.key) {
      case "ArrowDown":
        this.go(row + 1, column, event);
        break;
      case "ArrowUp":
        this.go(row - 1, column, event);
        break;
      case "ArrowRight":
        this.go(row, column + 1);
        break;
      case "ArrowLeft":
        this.go(row, column - 1);
        break;
      case "PageDown":
        this.go(row + pageSize, column, event);
        break;
      case "PageUp":
        this.go(row - pageSize, column, event);
        break;
      case "Home":
        this.go(0, column, event);
        break;
      case "End":
        this.go(this.keys.length - 1, column, event);
        break;
      case "Enter":
      case "F2":
        this.beginEdit();
        break;
      case "Delete":
        this.actions.removeSelected();
        break;
      case "a":
        if (!isCommand) return;
        this.actions.onSelect(new Set(this.keys));
        break;
      case "c":
        if (!isCommand) return;
        this.actions.copySelected();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // With an event, the row is selected; without, only the cell changes.
  private go(row: number, column: number, event?: KeyboardEvent): void {
    if (this.keys.length === 0) return;
    this.active = {
      row: Math.min(Math.max(0, row), this.keys.length - 1),
      column: Math.min(Math.max(0, column), this.columns.length - 1),
    };
    this.list.reveal(this.active.row);
    if (event === undefined) this.list.draw();
    else this.chooseRow(this.active.row, event);
    const cell = this.root.querySelector(".cell.active");
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // ------------------------------------------------------------------ editing

  private beginEdit(): void {
    const { row, column } = this.active;
    const key = this.keys[row];
    if (key === undefined || !this.actions.isEditable()) return;
    this.list.reveal(row);
    this.list.draw();
    const cell = this.root.querySelector<HTMLElement>(".cell.active");
    const value = this.content.rows.get(key)?.[column];
    if (cell === null) return;
    const name = this.columns[column]?.name ?? "cell";
    const input = element("input", {
      class: "cell-input",
      "aria-label": shortText(name),
      value: cellText(value),
      spellcheck: "false",
    });
    this.editor = input;
    cell.replaceChildren(input);
    input.focus();
    input.select();
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.endEdit();
      if (event.key !== "Enter" && event.key !== "Tab") return;
      event.preventDefault();
      if (!this.commit(key, column, input)) return;
      const step = event.shiftKey ? -1 : 1;
      if (event.key === "Tab") this.go(row, column + step);
    });
    input.addEventListener("blur", () => {
      if (this.editor === input && !this.commit(key, column, input)) {
        this.endEdit();
      }
    });
  }

  // Whether the text was right.
  private commit(
    key: TableKey,
    column: number,
    input: HTMLInputElement,
  ): boolean {
    const before = cellText(this.content.rows.get(key)?.[column]);
    const isSame = input.value === before;
    const error = isSame
      ? undefined
      : this.actions.edit(key, column, input.value);
    if (error !== undefined) {
      setAttribute(input, "aria-invalid", "true");
      setAttribute(input, "title", error);
      return false;
    }
    this.endEdit();
    return true;
  }

  private endEdit(): void {
    const { editor } = this;
    if (editor === undefined) return;
    this.editor = undefined;
    const hadFocus = editor === document.activeElement;
    editor.remove();
    if (hadFocus) this.root.focus();
    this.list.draw();
  }
}
