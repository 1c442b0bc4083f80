// Buttons: each has a name for screen readers and a tip with its key.

import { type Child, element, setAttribute } from "./dom.js";
import { type IconName, icon } from "./icons.js";

export interface ButtonGiven {
  /** The effect of pressing: the name where there is no text, and the tip. */
  readonly label: string;
  readonly icon?: IconName;
  /** Shown beside the icon. */
  readonly text?: string;
  /** The key that does the same, for the tip. */
  readonly key?: string;
  readonly kind?: "plain" | "primary" | "danger";
  /** Attributes such as data-action. */
  readonly data?: string;
  readonly run: (event: MouseEvent) => void;
}

export function button(given: ButtonGiven): HTMLButtonElement {
  const { label, text, key, kind = "plain", data, run } = given;
  const children: Child[] = [];
  if (given.icon !== undefined) children.push(icon(given.icon));
  if (text !== undefined) {
    children.push(element("span", { class: "button-text" }, text));
  }
  const made = element(
    "button",
    {
      type: "button",
      class: `button ${kind}${text === undefined ? " bare" : ""}`,
      title: tip(label, key),
      "aria-label": text === label ? undefined : label,
      "aria-keyshortcuts": key,
      "data-action": data,
    },
    ...children,
  );
  made.addEventListener("click", run);
  return made;
}

/** "Play (Space)". */
export function tip(label: string, key: string | undefined): string {
  return key === undefined ? label : `${label} (${key})`;
}

/** Changes the name and the tip of a button. */
export function relabel(
  target: HTMLButtonElement,
  label: string,
  key?: string,
): void {
  setAttribute(target, "title", tip(label, key));
  setAttribute(target, "aria-label", label);
}
