// The options of a select element.

import { element, fill } from "./dom.js";

/** The options of each element, as text. */
const shown = new WeakMap<HTMLSelectElement, string>();

/** Shows these options, and `value` as chosen; what is equal is not touched. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, words: string])[],
  value: string | undefined,
): void {
  const text = JSON.stringify(options);
  if (shown.get(select) !== text) {
    shown.set(select, text);
    fill(
      select,
      ...options.map(([one, words]) => element("option", { value: one }, words)),
    );
  }
  if (value !== undefined && select.value !== value) select.value = value;
}
