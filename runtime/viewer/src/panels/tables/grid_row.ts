// One row of a table: its key and its cells.

import { type Any, Float } from "linguine-noodles/cbor";
import type { TableColumnInfo, TableKey } from "linguine-noodles/interfaces";
import { cellText } from "../text/csv.js";
import { numberText, shortText } from "../text/numbers.js";
import { element } from "../widgets/dom.js";
import type { RowView } from "../widgets/virtual_list.js";

export class GridRow implements RowView {
  readonly root = element("div", { class: "grid-row", role: "row" });
  /** The first holds the key. */
  readonly cells: HTMLElement[] = [];
  key: TableKey | undefined;

  /** Makes as many cells as these. */
  fit(count: number): void {
    while (this.cells.length < count) {
      const isKey = this.cells.length === 0;
      const cell = element("div", {
        class: isKey ? "cell key" : "cell",
        role: isKey ? "rowheader" : "gridcell",
      });
      this.cells.push(cell);
      this.root.append(cell);
    }
    while (this.cells.length > count) this.cells.pop()!.remove();
  }

  /** The number of the column at a place; -1 for the key, and elsewhere. */
  columnAt(target: EventTarget | null): number {
    const cell = target instanceof Element ? target.closest(".cell") : null;
    return this.cells.indexOf(cell as HTMLElement) - 1;
  }
}

export function isNumeric({ type }: TableColumnInfo): boolean {
  return type === "INTEGER" || type === "REAL";
}

/** A value as a cell shows it. */
export function shownText(value: Any): string {
  const number = value instanceof Float ? value.value : value;
  if (typeof number === "number") return numberText(number, 7);
  return shortText(cellText(value), 300);
}
