// An edge of the window with the panels that open there, one at a time.

import type { UserState } from "../../session/user_state.js";
import { button } from "../widgets/button.js";
import { element, setAttribute, setShown, setText } from "../widgets/dom.js";
import type { Panel } from "./layout.js";

export type DockName = "left" | "right" | "bottom";

interface Bounds {
  readonly least: number;
  readonly usual: number;
}

/** Pixels. */
const bounds: Readonly<Record<DockName, Bounds>> = {
  left: { least: 200, usual: 288 },
  right: { least: 220, usual: 320 },
  bottom: { least: 140, usual: 280 },
};

export interface DockActions {
  readonly close: () => void;
  /** The size has changed. */
  readonly resized: () => void;
}

/** Pixels between docks. */
const gap = 8;

/** Pixels that the arrow keys move an edge by. */
const keyStep = 16;

export class Dock {
  readonly name: DockName;
  readonly root: HTMLElement;
  private readonly user: UserState;
  private readonly actions: DockActions;
  private readonly title = element("h2", {});
  private readonly body = element("div", { class: "dock-body" });
  private readonly edge: HTMLElement;
  private size: number;
  private isSheet = false;
  private isShown = false;

  constructor(name: DockName, user: UserState, actions: DockActions) {
    this.name = name;
    this.user = user;
    this.actions = actions;
    const kept = user.get(`dock-${name}`);
    this.size = typeof kept === "number" ? kept : bounds[name].usual;
    this.edge = element("div", {
      class: "edge",
      role: "separator",
      tabindex: 0,
      title: "Drag, or press the arrow keys, to resize",
      "aria-label": `Size of the ${name} panel`,
      "aria-orientation": name === "bottom" ? "horizontal" : "vertical",
    });
    const head = element(
      "header",
      { class: "dock-head" },
      this.title,
      button({
        label: "Close this panel",
        icon: "close",
        data: `close-${name}`,
        run: actions.close,
      }),
    );
    this.root = element(
      "section",
      { class: `dock ${name}`, "data-dock": name, hidden: true },
      this.edge,
      head,
      this.body,
    );
    this.listenToEdge();
  }

  add(panel: Panel): void {
    panel.root.hidden = true;
    panel.root.classList.add("panel");
    panel.root.dataset["panel"] = panel.name;
    this.body.append(panel.root);
  }

  show(panel: Panel | undefined, isSheet: boolean): void {
    this.isSheet = isSheet;
    this.isShown = panel !== undefined;
    setShown(this.root, this.isShown);
    this.root.classList.toggle("sheet", isSheet);
    if (panel !== undefined) {
      setText(this.title, panel.title);
      setAttribute(this.root, "aria-label", panel.title);
    }
    this.resize(this.size);
  }

  /** The part of the window that the dock takes, as a CSS length. */
  get space(): string {
    return this.isShown && !this.isSheet ? `${this.size}px` : "0px";
  }

  /** Pixels that the dock covers at its edge; 0 for a sheet. */
  get taken(): number {
    return this.isShown && !this.isSheet ? this.size + gap : 0;
  }

  /** Pixels that the sheet covers from below; 0 for a dock. */
  get sheet(): number {
    return this.isShown && this.isSheet ? this.root.offsetHeight : 0;
  }

  private resize(size: number): void {
    const { least } = bounds[this.name];
    const isHigh = this.isSheet || this.name === "bottom";
    const room = isHigh ? window.innerHeight : window.innerWidth;
    const most = Math.max(least, Math.floor(room * (isHigh ? 0.8 : 0.6)));
    this.size = Math.round(Math.min(Math.max(size, least), most));
    const { style } = this.root;
    style.width = isHigh ? "" : `${this.size}px`;
    style.height = isHigh ? `${this.sheetHeight(room)}px` : "";
    setAttribute(this.edge, "aria-valuenow", this.size);
    setAttribute(this.edge, "aria-valuemin", least);
    setAttribute(this.edge, "aria-valuemax", most);
    const { parentElement } = this.root;
    if (this.isShown) {
      parentElement?.style.setProperty(`--${this.name}`, this.space);
      this.actions.resized();
    }
  }

  // A sheet is at first as high as half of the window.
  private sheetHeight(room: number): number {
    if (!this.isSheet) return this.size;
    const kept = this.user.get("sheet");
    const share = typeof kept === "number" ? kept : 0.5;
    return Math.round(room * Math.min(0.85, Math.max(0.2, share)));
  }

  private listenToEdge(): void {
    const { edge } = this;
    edge.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
      edge.classList.add("dragged");
    });
    edge.addEventListener("pointermove", (event) => {
      if (edge.hasPointerCapture(event.pointerId)) this.dragTo(event);
    });
    edge.addEventListener("pointerup", (event) => {
      edge.classList.remove("dragged");
      const isLow = event.clientY > window.innerHeight - 90;
      if (this.isSheet && isLow) this.actions.close();
      this.keep();
    });
    edge.addEventListener("keydown", ({ key }) => {
      const grow = this.name === "right" ? "ArrowLeft" : "ArrowRight";
      const shrink = this.name === "right" ? "ArrowRight" : "ArrowLeft";
      if (key === grow || key === "ArrowUp") this.resize(this.size + keyStep);
      if (key === shrink || key === "ArrowDown") {
        this.resize(this.size - keyStep);
      }
      this.keep();
    });
    window.addEventListener("resize", () => this.resize(this.size));
  }

  private dragTo({ clientX, clientY }: PointerEvent): void {
    const { left, right, bottom } = this.root.getBoundingClientRect();
    if (this.isSheet) {
      this.user.set("sheet", (bottom - clientY) / window.innerHeight);
      this.resize(this.size);
    } else if (this.name === "left") {
      this.resize(clientX - left);
    } else if (this.name === "right") {
      this.resize(right - clientX);
    } else {
      this.resize(bottom - clientY);
    }
  }

  private keep(): void {
    if (!this.isSheet) this.user.set(`dock-${this.name}`, this.size);
  }
}
