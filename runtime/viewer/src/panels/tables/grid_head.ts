// The head of a table: names and types of the columns, their widths, and the
// order that a press on one of them asks for.

import type { TableColumnInfo, TableRow } from "linguine-noodles/interfaces";
import { shortText } from "../text/numbers.js";
import { element } from "../widgets/dom.js";
import { isNumeric, shownText } from "./grid_row.js";
import type { Sorting } from "./row_order.js";

/** Rows whose texts decide how wide a column is. */
const sampledRows = 50;
/** Pixels. */
const leastWidth = 72;
const mostWidth = 260;
const keyWidth = 56;
const letterWidth = 7.5;

export class GridHead {
  readonly root = element("div", { class: "grid-head", role: "row" });
  sorting: Sorting | undefined;
  private readonly onSort: () => void;
  private shownColumns = "";
  private shownSorting: Sorting | undefined;
  private widths = "";

  constructor(onSort: () => void) {
    this.onSort = onSort;
  }

  /** The columns as a CSS grid; "" before the first `draw`. */
  get template(): string {
    return this.widths;
  }

  /** Takes another table, which is not sorted. */
  reset(): void {
    this.sorting = undefined;
    this.shownColumns = "";
  }

  /** Whether the widths have changed. */
  draw(columns: readonly TableColumnInfo[], rows: Iterable<TableRow>): boolean {
    const text = JSON.stringify(columns);
    const isResized = text !== this.shownColumns;
    if (!isResized && this.sorting === this.shownSorting) return false;
    this.shownColumns = text;
    this.shownSorting = this.sorting;
    if (isResized) this.widths = widthsOf(columns, rows);
    const key = element(
      "div",
      { role: "columnheader", class: "cell key head" },
      "key",
    );
    const cells = columns.map((column, index) => this.cellOf(column, index));
    this.root.replaceChildren(key, ...cells);
    return isResized;
  }

  private cellOf(column: TableColumnInfo, index: number): HTMLElement {
    const { sorting } = this;
    const isSorted = sorting?.column === index;
    const order = isSorted && (sorting.isDown ? "descending" : "ascending");
    const arrow = isSorted ? (sorting.isDown ? " ↓" : " ↑") : "";
    const name = shortText(column.name, 60);
    const press = element(
      "button",
      {
        type: "button",
        title: `${name}: ${column.type}. Press to sort.`,
        "data-column": column.name,
      },
      element("span", { class: "column-name" }, name + arrow),
      element(
        "span",
        { class: "column-type quiet" },
        column.type.toLowerCase(),
      ),
    );
    press.addEventListener("click", () => this.sortBy(index));
    const number = isNumeric(column) ? " number" : "";
    return element(
      "div",
      {
        role: "columnheader",
        class: `cell head${number}`,
        "aria-sort": order || "none",
      },
      press,
    );
  }

  private sortBy(column: number): void {
    const { sorting } = this;
    if (sorting?.column !== column) this.sorting = { column, isDown: false };
    else this.sorting = sorting.isDown ? undefined : { column, isDown: true };
    this.onSort();
  }
}

function widthsOf(
  columns: readonly TableColumnInfo[],
  rows: Iterable<TableRow>,
): string {
  const sample: TableRow[] = [];
  for (const row of rows) {
    sample.push(row);
    if (sample.length === sampledRows) break;
  }
  const widths = columns.map(({ name, type }, index) => {
    const texts = sample.map((row) => shownText(row[index]).length);
    const longest = Math.max(name.length + type.length + 4, ...texts);
    const wanted = Math.round(longest * letterWidth + 20);
    return `${Math.min(mostWidth, Math.max(leastWidth, wanted))}px`;
  });
  return [`${keyWidth}px`, ...widths].join(" ");
}
