// The well-known interfaces of an entity as buttons and choices: activation
// (ActivatorMethods) and options (OptionMethods).

import type { CallTarget } from "linguine-noodles/calls";
import { type Any, formatAny } from "linguine-noodles/cbor";
import {
  ActivatorMethodsProxy,
  OptionMethodsProxy,
  activatorMethodNames,
  optionMethodNames,
} from "linguine-noodles/interfaces";
import type { PanelContext } from "../context.js";
import { shortText } from "../text/numbers.js";
import { wordsOfCallError } from "../text/words.js";
import { button } from "../widgets/button.js";
import {
  append,
  element,
  fill,
  newElementID,
  setShown,
  setText,
} from "../widgets/dom.js";

/** Choices that are shown; a server may offer any number. */
const mostChoices = 100;

export class EntityActions {
  readonly root = element("div", { class: "actions" });
  private readonly context: PanelContext;
  private readonly target: CallTarget;
  private readonly error = element("p", {
    class: "field-error",
    role: "alert",
    hidden: true,
  });

  /** `methods` are the names of the methods of the target. */
  constructor(
    context: PanelContext,
    target: CallTarget,
    methods: ReadonlySet<string>,
  ) {
    this.context = context;
    this.target = target;
    const choices = element("div", { class: "action-buttons" });
    const options = element("div", { class: "action-options" });
    append(this.root, choices, options, this.error);
    if (methods.has(activatorMethodNames.activate)) {
      void this.addChoices(choices, methods);
    }
    if (methods.has(optionMethodNames.setVarValue)) {
      void this.addOptions(options, methods);
    }
  }

  private async addChoices(
    place: HTMLElement,
    methods: ReadonlySet<string>,
  ): Promise<void> {
    const proxy = new ActivatorMethodsProxy(
      this.context.session.client,
      this.target,
    );
    let names: string[] = [];
    if (methods.has(activatorMethodNames.getActivationChoices)) {
      names = (await this.tried(() => proxy.getActivationChoices())) ?? [];
    }
    const activate = (choice: number | undefined): void => {
      void this.tried(() => proxy.activate(choice));
    };
    const buttons = names.slice(0, mostChoices).map((name, index) =>
      button({
        label: `Activate: ${shortText(name, 80)}`,
        text: shortText(name, 40),
        data: "activate",
        run: () => activate(index),
      }),
    );
    if (buttons.length === 0) {
      buttons.push(
        button({
          label: "Activate",
          text: "Activate",
          data: "activate",
          run: () => activate(undefined),
        }),
      );
    }
    fill(place, ...buttons);
  }

  private async addOptions(
    place: HTMLElement,
    methods: ReadonlySet<string>,
  ): Promise<void> {
    const proxy = new OptionMethodsProxy(
      this.context.session.client,
      this.target,
    );
    const has = (name: keyof typeof optionMethodNames): boolean =>
      methods.has(optionMethodNames[name]);
    const keys = has("getVarKeys")
      ? await this.tried(() => proxy.getVarKeys())
      : [undefined];
    for (const key of (keys ?? []).slice(0, mostChoices)) {
      const options = has("getVarOptions")
        ? await this.tried(() => proxy.getVarOptions(key))
        : [];
      const value = has("getVarValue")
        ? await this.tried(() => proxy.getVarValue(key))
        : undefined;
      append(place, this.optionRow(proxy, key, options ?? [], value));
    }
  }

  private optionRow(
    proxy: OptionMethodsProxy,
    key: string | undefined,
    options: readonly Any[],
    value: Any,
  ): HTMLElement {
    const id = newElementID("option");
    const select = element("select", { id, "data-option": key ?? "" });
    const all = options.slice(0, mostChoices);
    const texts = all.map(textOf);
    const current = textOf(value);
    if (!texts.includes(current)) {
      select.append(
        element(
          "option",
          { value: "", disabled: true },
          shortText(current, 60),
        ),
      );
    }
    texts.forEach((text, index) => {
      select.append(element("option", { value: index }, shortText(text, 60)));
    });
    const now = texts.indexOf(current);
    select.value = now < 0 ? "" : String(now);
    select.addEventListener("change", () => {
      const chosen = all[Number(select.value)];
      void this.tried(() => proxy.setVarValue(chosen, key)).then((isSet) => {
        if (isSet === false)
          this.showError("The server keeps the former value.");
      });
    });
    const name =
      key === undefined || key === "" ? "Option" : shortText(key, 80);
    return element(
      "div",
      { class: "field option" },
      element("label", { for: id }, name),
      select,
    );
  }

  private async tried<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await run();
      setShown(this.error, false);
      return result;
    } catch (error) {
      this.showError(wordsOfCallError(error));
      return undefined;
    }
  }

  private showError(words: string): void {
    setShown(this.error, true);
    setText(this.error, words);
  }
}

function textOf(value: Any): string {
  return typeof value === "string" ? value : formatAny(value);
}
