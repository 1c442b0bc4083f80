// Which columns of a table a plot shows, and how it is drawn.

import { shortText } from "../text/numbers.js";
import { element, fill, setShown } from "../widgets/dom.js";
import {
  type PlotChoice,
  type PlotTable,
  mostSeries,
  numericColumns,
  rowNumber,
} from "./plot_data.js";
import type { PlotStyle } from "./plot_description.js";

/** The columns that can be chosen; a table may have any number. */
const mostColumns = 60;

export interface PlotControlsGiven {
  readonly onChoice: (choice: PlotChoice) => void;
  readonly onStyle: (style: PlotStyle) => void;
  readonly colorOf: (table: PlotTable, column: number) => string;
}

export class PlotControls {
  readonly roots: readonly HTMLElement[];
  private readonly given: PlotControlsGiven;
  private readonly x = element("select", {
    "aria-label": "Column of the x axis",
    title: "The column of the x axis",
    "data-choice": "x",
  });
  private readonly y = element("fieldset", { class: "series" });
  private readonly style = element("select", {
    "aria-label": "How the plot is drawn",
    title: "How the plot is drawn",
    "data-choice": "style",
  });
  private choice: PlotChoice = { x: rowNumber, y: [] };
  private shown = "";

  constructor(given: PlotControlsGiven) {
    this.given = given;
    const styles: PlotStyle[] = ["line", "points", "bars"];
    for (const style of styles) {
      this.style.append(element("option", { value: style }, style));
    }
    this.roots = [element("label", {}, "x ", this.x), this.y, this.style];
    this.x.addEventListener("change", () => {
      given.onChoice({ ...this.choice, x: Number(this.x.value) });
    });
    this.style.addEventListener("change", () => {
      const style = styles.find((one) => one === this.style.value);
      if (style !== undefined) given.onStyle(style);
    });
  }

  setShown(isShown: boolean): void {
    for (const root of this.roots) setShown(root, isShown);
  }

  draw(table: PlotTable, choice: PlotChoice, style: PlotStyle): void {
    this.choice = choice;
    this.style.value = style;
    const numeric = numericColumns(table).slice(0, mostColumns);
    const colors = choice.y.map((column) => this.given.colorOf(table, column));
    const text = JSON.stringify([table.columns, numeric, choice, colors]);
    if (text === this.shown) return;
    this.shown = text;
    fill(
      this.x,
      element("option", { value: rowNumber }, "row"),
      ...numeric.map((column) =>
        element(
          "option",
          { value: column },
          shortText(nameIn(table, column), 40),
        ),
      ),
    );
    this.x.value = String(choice.x);
    fill(
      this.y,
      element("legend", { class: "hidden-text" }, "Columns of the y axis"),
      ...numeric
        .filter((column) => column !== choice.x)
        .map((column) => this.checkOf(table, column)),
    );
  }

  private checkOf(table: PlotTable, column: number): HTMLElement {
    const name = nameIn(table, column);
    const isShown = this.choice.y.includes(column);
    const check = element("input", {
      type: "checkbox",
      checked: isShown,
      "data-series": name,
    });
    check.addEventListener("change", () => this.toggle(column, check.checked));
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    if (isShown)
      swatch.style.backgroundColor = this.given.colorOf(table, column);
    return element(
      "label",
      { class: "check" },
      check,
      swatch,
      shortText(name, 40),
    );
  }

  private toggle(column: number, isShown: boolean): void {
    const { x, y } = this.choice;
    const others = y.filter((one) => one !== column);
    const next = isShown ? [...others, column].slice(-mostSeries) : others;
    this.given.onChoice({ x, y: next.sort((a, b) => a - b) });
  }
}

export function nameIn(table: PlotTable, column: number): string {
  return table.columns[column]?.name ?? "";
}
