// The row below a table in which a new one is typed.

import type { TableColumnInfo } from "linguine-noodles/interfaces";
import { shortText } from "../text/numbers.js";
import { button } from "../widgets/button.js";
import { element, fill, setAttribute, setShown } from "../widgets/dom.js";

export class NewRow {
  readonly root = element("form", { class: "new-row", hidden: true });
  private readonly cells = element("div", { class: "grid-row new-cells" });
  private readonly insert: (texts: readonly string[]) => Map<number, string>;
  private inputs: HTMLInputElement[] = [];

  /** `insert` returns what is wrong, by column; nothing: the row is added. */
  constructor(insert: (texts: readonly string[]) => Map<number, string>) {
    this.insert = insert;
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /** `template`: the columns of the table as a CSS grid. */
  open(columns: readonly TableColumnInfo[], template: string): void {
    this.inputs = columns.map((column) =>
      element("input", {
        class: "cell-input",
        placeholder: shortText(column.name, 40),
        "aria-label": `${shortText(column.name, 80)}, ${column.type.toLowerCase()}`,
        autocomplete: "off",
        spellcheck: "false",
        "data-new": column.name,
      }),
    );
    this.cells.style.setProperty("--columns", template);
    fill(
      this.cells,
      element("span", { class: "cell key" }, "new"),
      ...this.inputs,
    );
    const add = element(
      "button",
      { type: "submit", class: "button primary", "data-action": "insert-row" },
      "Add",
    );
    const close = button({
      label: "Close without adding",
      icon: "close",
      data: "close-new-row",
      run: () => this.close(),
    });
    fill(
      this.root,
      this.cells,
      element("span", { class: "new-buttons" }, add, close),
    );
    setShown(this.root, true);
    this.inputs[0]?.focus();
  }

  close(): void {
    setShown(this.root, false);
  }

  /** Follows the table to the side. */
  scrollTo(left: number): void {
    this.cells.scrollLeft = left;
  }

  private submit(): void {
    const errors = this.insert(this.inputs.map(({ value }) => value));
    this.inputs.forEach((input, index) => {
      const error = errors.get(index);
      setAttribute(
        input,
        "aria-invalid",
        error === undefined ? undefined : "true",
      );
      setAttribute(input, "title", error);
    });
    if (errors.size > 0) {
      this.inputs[[...errors.keys()][0]!]?.focus();
      return;
    }
    for (const input of this.inputs) input.value = "";
    this.inputs[0]?.focus();
  }
}
