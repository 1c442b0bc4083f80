// All keys of the page, in a dialog.

import { button } from "../widgets/button.js";
import { element, fill } from "../widgets/dom.js";
import { type KeyBinding, type Keys, keyName } from "./keys.js";

const gestures: readonly (readonly [string, string])[] = [
  ["Drag, one finger", "Turn"],
  ["Right drag, two fingers", "Move sideways"],
  ["Drag a handle", "Move, turn or scale what is selected"],
  ["Wheel, pinch", "Nearer, farther"],
  ["Click", "Select"],
  ["Ctrl click", "Select one more"],
  ["Double click", "Fly there"],
  ["Right click, long press", "Menu"],
];

const inTree: readonly (readonly [string, string])[] = [
  ["↑ ↓", "Select another row"],
  ["← →", "Close, open"],
  ["*", "Open or close all below"],
  ["Enter", "Fly there"],
];

const inTable: readonly (readonly [string, string])[] = [
  ["↑ ↓ ← →", "Another cell"],
  ["Shift ↑ ↓", "Select more rows"],
  ["Enter, F2", "Edit the cell"],
  ["Ctrl C", "Copy the rows as CSV"],
  ["Delete", "Remove the rows"],
];

export class KeysHelp {
  readonly root: HTMLDialogElement;
  private readonly keys: Keys;

  constructor(keys: Keys) {
    this.keys = keys;
    this.root = element("dialog", { class: "keys-help", "aria-label": "Keys" });
    // A click beside the dialog closes it.
    this.root.addEventListener("click", (event) => {
      if (event.target === this.root) this.root.close();
    });
  }

  toggle(): void {
    if (this.root.open) {
      this.root.close();
      return;
    }
    const groups = new Map<string, KeyBinding[]>();
    for (const binding of this.keys.all) {
      const list = groups.get(binding.group) ?? [];
      groups.set(binding.group, [...list, binding]);
    }
    const sections = [...groups].map(([title, bindings]) =>
      this.section(
        title,
        bindings.map(({ key, words }) => [keyName(key), words] as const),
      ),
    );
    fill(
      this.root,
      element(
        "header",
        {},
        element("h2", {}, "Keys"),
        button({
          label: "Close",
          icon: "close",
          key: "Esc",
          data: "close-help",
          run: () => this.root.close(),
        }),
      ),
      element(
        "div",
        { class: "keys-columns" },
        this.section("Pointer", gestures),
        ...sections,
        this.section("In the tree", inTree),
        this.section("In a table", inTable),
      ),
    );
    this.root.showModal();
  }

  private section(
    title: string,
    rows: readonly (readonly [string, string])[],
  ): HTMLElement {
    return element(
      "section",
      {},
      element("h3", {}, title),
      element(
        "dl",
        {},
        ...rows.flatMap(([key, words]) => [
          element("dt", {}, element("kbd", {}, key)),
          element("dd", {}, words),
        ]),
      ),
    );
  }
}
