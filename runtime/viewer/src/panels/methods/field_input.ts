// The input for one argument, as its hint says.

import { type Field, wordsOfField } from "./hints.js";
import { type FieldText, valueOfText } from "./form_values.js";
import { kindOfValue } from "../text/value_text.js";
import {
  append,
  element,
  newElementID,
  setAttribute,
  setShown,
  setText,
} from "../widgets/dom.js";
import { button } from "../widgets/button.js";

export interface FieldGiven {
  readonly name: string;
  readonly doc: string;
  readonly field: Field;
  readonly text: FieldText;
  /** The identifiers that this field may take: text and words. */
  readonly suggestions: () => readonly (readonly [
    text: string,
    words: string,
  ])[];
  readonly onChange: () => void;
}

export class FieldInput {
  readonly root: HTMLElement;
  readonly field: Field;
  private readonly given: FieldGiven;
  private readonly input: HTMLInputElement | HTMLSelectElement;
  private readonly slider: HTMLInputElement | undefined;
  private readonly clear: HTMLButtonElement;
  private readonly kind = element("span", { class: "field-kind quiet" });
  private readonly error: HTMLElement;
  private value: FieldText;

  constructor(given: FieldGiven) {
    this.given = given;
    this.field = given.field;
    this.value = given.text;
    const id = newElementID("field");
    const errorID = `${id}-error`;
    this.error = element("p", {
      class: "field-error",
      id: errorID,
      hidden: true,
    });
    this.input = this.makeInput(id);
    setAttribute(this.input, "aria-describedby", errorID);
    setAttribute(this.input, "data-argument", given.name);
    this.slider = this.makeSlider();
    this.clear = button({
      label: `Leave ${given.name} out`,
      icon: "close",
      data: "leave-out",
      run: () => this.set(undefined),
    });
    this.root = element(
      "div",
      { class: `field ${this.field.kind}` },
      element(
        "div",
        { class: "field-head" },
        element("label", { for: id }, given.name),
        this.kind,
      ),
      element(
        "div",
        { class: "field-row" },
        this.slider,
        this.input,
        this.clear,
      ),
      given.doc === ""
        ? undefined
        : element("p", { class: "field-doc quiet" }, given.doc),
      this.error,
    );
    this.show();
  }

  /** undefined: the argument is left out. */
  get text(): FieldText {
    return this.value;
  }

  /** Shows why the text is no value; undefined: it is. */
  showError(words: string | undefined): void {
    setShown(this.error, words !== undefined);
    setText(this.error, words ?? "");
    setAttribute(
      this.input,
      "aria-invalid",
      words === undefined ? undefined : "true",
    );
  }

  focus(): void {
    this.input.focus();
  }

  private set(text: FieldText): void {
    this.value = text;
    this.show();
    this.given.onChange();
  }

  private show(): void {
    const { input, slider, value } = this;
    const isCheck =
      input instanceof HTMLInputElement && input.type === "checkbox";
    if (isCheck) {
      input.checked = value === "true";
      input.indeterminate = value === undefined;
    } else if (input.value !== (value ?? "")) {
      input.value = value ?? (input.type === "color" ? "#808080" : "");
    }
    if (slider !== undefined) slider.value = value ?? slider.min;
    slider?.classList.toggle("unset", value === undefined);
    setShown(this.clear, value !== undefined);
    this.root.classList.toggle("left-out", value === undefined);
    setText(this.kind, this.kindWords());
    this.showError(undefined);
  }

  // For a field of any value, what its text means.
  private kindWords(): string {
    const { value, field } = this;
    const words = wordsOfField(field);
    if (value === undefined) return `${words}, left out`;
    if (field.kind !== "any") return words;
    const result = valueOfText(field, value);
    return "error" in result ? words : `sent as ${kindOfValue(result.value)}`;
  }

  private makeInput(id: string): HTMLInputElement | HTMLSelectElement {
    const { field } = this;
    if (field.kind === "choice") return this.makeChoice(id, field.choices);
    const type =
      field.kind === "boolean"
        ? "checkbox"
        : field.kind === "color"
          ? "color"
          : "text";
    const isNumber = field.kind === "integer" || field.kind === "real";
    const input = element("input", {
      id,
      type,
      class: type === "text" ? "text-input" : "",
      placeholder: type === "text" ? placeholderOf(field) : undefined,
      inputmode: isNumber
        ? field.kind === "real"
          ? "decimal"
          : "numeric"
        : undefined,
      autocomplete: "off",
      spellcheck: "false",
    });
    input.addEventListener("input", () => {
      this.set(type === "checkbox" ? String(input.checked) : input.value);
    });
    if (field.kind === "id") this.addSuggestions(input, id);
    if (isNumber) this.stepByKeys(input, field.bounds.step ?? 1);
    return input;
  }

  private makeChoice(
    id: string,
    choices: readonly string[],
  ): HTMLSelectElement {
    const select = element("select", { id });
    append(select, element("option", { value: "" }, "left out"));
    for (const choice of choices) {
      append(select, element("option", { value: choice }, choice));
    }
    select.addEventListener("change", () => {
      this.set(select.selectedIndex === 0 ? undefined : select.value);
    });
    return select;
  }

  private makeSlider(): HTMLInputElement | undefined {
    const { field } = this;
    if (field.kind !== "integer" && field.kind !== "real") return undefined;
    const { from, to, step } = field.bounds;
    if (from === undefined || to === undefined) return undefined;
    const slider = element("input", {
      type: "range",
      min: from,
      max: to,
      step: step ?? (field.kind === "integer" ? 1 : "any"),
      "aria-label": this.given.name,
      "data-slider": this.given.name,
    });
    const digits = Math.max(0, 3 - Math.floor(Math.log10(to - from || 1)));
    slider.addEventListener("input", () => {
      const value = Number(slider.value);
      const isFree = step === undefined && field.kind === "real";
      this.set(isFree ? String(Number(value.toFixed(digits))) : slider.value);
    });
    return slider;
  }

  private addSuggestions(input: HTMLInputElement, id: string): void {
    const list = element("datalist", { id: `${id}-list` });
    setAttribute(input, "list", list.id);
    input.addEventListener("focus", () => {
      list.replaceChildren(
        ...this.given
          .suggestions()
          .map(([value, words]) => element("option", { value }, words)),
      );
    });
    // The input gets its place when the caller has made the row.
    queueMicrotask(() => input.after(list));
  }

  private stepByKeys(input: HTMLInputElement, step: number): void {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      const value = Number(this.value ?? 0);
      if (!Number.isFinite(value)) return;
      event.preventDefault();
      const moved = value + (event.key === "ArrowUp" ? step : -step);
      const { bounds } = this.field as {
        bounds: { from?: number; to?: number };
      };
      const least = Math.max(moved, bounds.from ?? -Infinity);
      const bounded = Math.min(least, bounds.to ?? Infinity);
      this.set(String(Number(bounded.toPrecision(12))));
    });
  }
}

function placeholderOf(field: Field): string {
  switch (field.kind) {
    case "vector":
      return Array(field.length).fill("0").join(", ");
    case "array":
      return "[1, 2, 3]";
    case "map":
      return '{"key": 1}';
    case "id":
      return "slot, generation";
    case "any":
      return '1, true, text, [1, 2], {"a": 1}';
    default:
      return "left out";
  }
}
