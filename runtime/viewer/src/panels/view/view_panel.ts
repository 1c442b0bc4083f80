// The panel of the view: helpers, looks, pictures, links.

import type { PanelContext } from "../context.js";
import type { SettingValues } from "../../page/settings.js";
import type { Panel } from "../layout/layout.js";
import { button } from "../widgets/button.js";
import { element, newElementID, setText } from "../widgets/dom.js";

type Names<T> = {
  [K in keyof SettingValues]: SettingValues[K] extends T ? K : never;
}[keyof SettingValues];

const switches: readonly (readonly [
  Names<boolean>,
  string,
  string,
  string?,
])[] = [
  ["showsGrid", "Ground grid", "Show a grid on the ground", "G"],
  ["showsAxes", "Axes", "Show the axes in a corner"],
  ["showsScale", "Scale", "Show how long a distance on the screen is"],
  ["castsShadows", "Shadows", "Let lights cast shadows; slower"],
  ["movesParticles", "Moving particles", "Move particles along flow lines"],
  [
    "followsAttention",
    "Follow attention",
    "Fly to what the server asks to look at",
  ],
  [
    "allowsWebPages",
    "Web pages in the scene",
    "Load pages that entities show, from other servers, until the next reload",
  ],
];

const sliders: readonly (readonly [
  Names<number>,
  string,
  number,
  number,
  number,
])[] = [
  ["pointSize", "Point size", 1, 20, 1],
  ["lineWidth", "Line width", 0.5, 8, 0.5],
];

export class ViewPanel implements Panel {
  readonly name = "view";
  readonly title = "View";
  readonly icon = "view";
  readonly key = "5";
  readonly dock = "right";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly updates: (() => void)[] = [];

  constructor(context: PanelContext, actions: ViewActions) {
    this.context = context;
    this.root = element(
      "div",
      { class: "view-panel scrolled" },
      element(
        "div",
        { class: "action-buttons" },
        button({
          label: "Show the whole scene",
          text: "Frame all",
          icon: "frame",
          key: "A",
          data: "frame-all",
          run: () => context.scene.frameAll(),
        }),
        button({
          label: "Save a picture of the scene",
          text: "Save picture",
          icon: "picture",
          key: "S",
          data: "save-picture",
          run: () => void actions.savePicture(),
        }),
        button({
          label: "Copy a link with this camera and selection",
          text: "Copy link",
          icon: "link",
          key: "L",
          data: "copy-link",
          run: () => void actions.copyLink(),
        }),
      ),
      element("h3", {}, "Show"),
      ...switches.map(([name, words, tip, key]) =>
        this.switchOf(name, words, tip, key),
      ),
      element("h3", {}, "Look"),
      this.themeChoice(),
      ...sliders.map((given) => this.sliderOf(...given)),
    );
    context.settings.onChange(() => {
      for (const update of this.updates) update();
    });
    const toggle = (name: Names<boolean>): void =>
      context.settings.set(name, !context.settings.get(name));
    context.keys.add({
      key: "g",
      group: "Scene",
      words: "Ground grid: show or hide",
      run: () => toggle("showsGrid"),
    });
  }

  setVisible(): void {}

  private switchOf(
    name: Names<boolean>,
    words: string,
    tip: string,
    key?: string,
  ): HTMLElement {
    const { settings } = this.context;
    const check = element("input", { type: "checkbox", "data-setting": name });
    check.addEventListener("change", () => settings.set(name, check.checked));
    const update = (): void => {
      check.checked = settings.get(name);
    };
    update();
    this.updates.push(update);
    const title = key === undefined ? tip : `${tip} (${key})`;
    return element("label", { class: "check", title }, check, words);
  }

  private themeChoice(): HTMLElement {
    const { settings } = this.context;
    const id = newElementID("theme");
    const select = element("select", { id, "data-setting": "theme" });
    const themes = [
      ["system", "as the system"],
      ["light", "light"],
      ["dark", "dark"],
    ] as const;
    for (const [value, words] of themes) {
      select.append(element("option", { value }, words));
    }
    const update = (): void => {
      select.value = settings.get("theme");
    };
    update();
    this.updates.push(update);
    select.addEventListener("change", () => {
      const found = themes.find(([value]) => value === select.value);
      if (found !== undefined) settings.set("theme", found[0]);
    });
    return element(
      "div",
      { class: "field inline" },
      element("label", { for: id }, "Light or dark"),
      select,
    );
  }

  private sliderOf(
    name: Names<number>,
    words: string,
    min: number,
    max: number,
    step: number,
  ): HTMLElement {
    const { settings } = this.context;
    const id = newElementID("slider");
    const slider = element("input", {
      id,
      type: "range",
      min,
      max,
      step,
      "data-setting": name,
    });
    const value = element("output", { for: id, class: "number" });
    const update = (): void => {
      slider.value = String(settings.get(name));
      setText(value, `${settings.get(name)} px`);
    };
    update();
    this.updates.push(update);
    slider.addEventListener("input", () =>
      settings.set(name, Number(slider.value)),
    );
    return element(
      "div",
      { class: "field inline" },
      element("label", { for: id }, words),
      slider,
      value,
    );
  }
}

export interface ViewActions {
  savePicture(): Promise<void>;
  copyLink(): Promise<void>;
}
