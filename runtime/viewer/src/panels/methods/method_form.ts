// One method of a component: its arguments, the call, and its result.

import type { CallTarget } from "linguine-noodles/calls";
import { type Any, formatAny } from "linguine-noodles/cbor";
import type { ComponentKind, Method } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { durationText, idText, shortText } from "../text/numbers.js";
import { wordsOfCallError } from "../text/words.js";
import { button } from "../widgets/button.js";
import { element, setShown, setText } from "../widgets/dom.js";
import { FieldInput } from "./field_input.js";
import { type FieldText, argumentsOf } from "./form_values.js";
import { type Field, fieldOf } from "./hints.js";

/** A call that takes longer, in milliseconds, tells that it is waited for. */
const slowCall = 300;
/** The characters of a result that are shown at first. */
const mostResult = 2000;
/** The components that an identifier's input suggests. */
const mostSuggestions = 200;

export class MethodForm {
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly target: CallTarget | undefined;
  private readonly method: Method;
  private readonly key: string;
  private readonly inputs: FieldInput[];
  private readonly press: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly output = element("output", {
    class: "result",
    hidden: true,
  });
  private readonly live: HTMLInputElement | undefined;
  private running: AbortController | undefined;
  private isChangedMeanwhile = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** `key` names the target over a reload. */
  constructor(
    context: PanelContext,
    target: CallTarget | undefined,
    method: Method,
    key: string,
  ) {
    this.context = context;
    this.target = target;
    this.method = method;
    this.key = `form ${key} ${method.name}`;
    const kept = this.keptTexts();
    const fields = method.arg_doc.map(({ editor_hint }) =>
      fieldOf(editor_hint),
    );
    this.inputs = method.arg_doc.map(
      ({ name, doc }, index) =>
        new FieldInput({
          name: name === "" ? `argument ${index + 1}` : name,
          doc: doc ?? "",
          field: fields[index]!,
          text: kept[index],
          suggestions: () => this.suggestions(fields[index]!),
          onChange: () => this.onInput(),
        }),
    );
    this.press = element("button", {
      type: "submit",
      class: "button primary",
      title: method.doc ?? `Call ${method.name}`,
      "data-action": "call",
    });
    setText(this.press, shortText(method.name, 80));
    this.cancel = button({
      label: "Do not wait for the answer any longer",
      text: "Stop waiting",
      data: "cancel-call",
      run: () => this.running?.abort(),
    });
    this.cancel.hidden = true;
    this.live =
      fields.length > 0 && fields.every(isSteady) ? this.makeLive() : undefined;
    this.root = this.makeRoot();
  }

  private makeRoot(): HTMLElement {
    const { method } = this;
    const { doc, return_doc: returned } = method;
    const form = element(
      "form",
      { class: "method", "data-method": method.name },
      doc
        ? element("p", { class: "method-doc" }, shortText(doc, 1000))
        : undefined,
      ...this.inputs.map(({ root }) => root),
      element(
        "div",
        { class: "method-row" },
        this.press,
        this.cancel,
        this.live &&
          element("label", { class: "check" }, this.live, "at each change"),
      ),
      returned
        ? element(
            "p",
            { class: "quiet small" },
            `Returns: ${shortText(returned, 400)}`,
          )
        : undefined,
      this.output,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.call();
    });
    return form;
  }

  private makeLive(): HTMLInputElement {
    const live = element("input", {
      type: "checkbox",
      "data-live": this.method.name,
      title: "Call the method whenever a value changes",
    });
    live.checked = this.context.session.user.get(`${this.key} live`) === true;
    live.addEventListener("change", () => {
      this.context.session.user.set(`${this.key} live`, live.checked);
    });
    return live;
  }

  private onInput(): void {
    const texts = this.inputs.map(({ text }) => text ?? null);
    this.context.session.user.set(this.key, texts);
    if (this.live?.checked) void this.call();
  }

  private keptTexts(): FieldText[] {
    const kept = this.context.session.user.get(this.key);
    if (!Array.isArray(kept)) return [];
    return kept.map((one) => (typeof one === "string" ? one : undefined));
  }

  private suggestions(field: Field): (readonly [string, string])[] {
    if (field.kind !== "id" || field.component === undefined) return [];
    const kind: ComponentKind = field.component;
    return this.context.session.client.mirror
      .all(kind)
      .slice(0, mostSuggestions)
      .map(([id, content]) => {
        const [slot, gen] = id as unknown as readonly [number, number];
        const { name } = content as { name?: string };
        return [`${slot}, ${gen}`, name ?? idText([slot, gen])] as const;
      });
  }

  private async call(): Promise<void> {
    if (this.running !== undefined) {
      // The last values are sent when the answer to the former has come.
      this.isChangedMeanwhile = true;
      return;
    }
    const { values, errors } = argumentsOf(
      this.inputs.map(({ field }) => field),
      this.inputs.map(({ text }) => text),
    );
    this.inputs.forEach((input, index) => input.showError(errors.get(index)));
    if (errors.size > 0) {
      this.inputs[[...errors.keys()][0]!]!.focus();
      return;
    }
    const start = performance.now();
    this.begin(start);
    try {
      const result = await this.send(values);
      this.showResult(result, performance.now() - start);
    } catch (error) {
      this.show("bad", wordsOfCallError(error));
    }
    this.end();
    if (this.isChangedMeanwhile) {
      this.isChangedMeanwhile = false;
      void this.call();
    }
  }

  private send(values: readonly Any[]): Promise<Any> {
    this.running = new AbortController();
    const { signal } = this.running;
    const { client } = this.context.session;
    return client.call(this.method.name, this.target, values, {
      signal,
      timeout: 0,
    });
  }

  private begin(start: number): void {
    this.press.classList.add("busy");
    this.timer = setInterval(() => {
      const passed = performance.now() - start;
      this.cancel.hidden = false;
      this.show("busy", `Waiting for the answer, ${durationText(passed)}`);
    }, slowCall);
  }

  private end(): void {
    clearInterval(this.timer);
    this.running = undefined;
    this.cancel.hidden = true;
    this.press.classList.remove("busy");
  }

  private showResult(result: Any, passed: number): void {
    const time = durationText(passed);
    if (result === null || result === undefined) {
      this.show("good", `Done, ${time}`);
      return;
    }
    const text = typeof result === "string" ? result : formatAny(result);
    if (text.length > mostResult) {
      const more = `${text.slice(0, mostResult)}…`;
      this.show("good", `${more} (${text.length} characters, ${time})`, text);
    } else {
      this.show("good", text, text);
    }
  }

  private show(tone: string, words: string, copied?: string): void {
    const { output } = this;
    setShown(output, true);
    output.dataset["tone"] = tone;
    setText(output, words);
    if (copied === undefined) return;
    output.append(
      button({
        label: "Copy the result",
        icon: "copy",
        data: "copy-result",
        run: () => void this.context.copy(copied, "The result"),
      }),
    );
  }
}

/** Whether a value is always right, so that each change can be sent at once. */
function isSteady(field: Field): boolean {
  switch (field.kind) {
    case "boolean":
    case "choice":
    case "color":
      return true;
    case "integer":
    case "real":
      return field.bounds.from !== undefined && field.bounds.to !== undefined;
    default:
      return false;
  }
}
