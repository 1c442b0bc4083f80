// Where the panels are: in docks at the edges of the window, and on a phone in
// sheets from below. Which are open, and how large, is kept over a reload.

import type { UserState } from "../../session/user_state.js";
import { button } from "../widgets/button.js";
import { element, setAttribute, setShown, setText } from "../widgets/dom.js";
import type { IconName } from "../widgets/icons.js";
import { Dock, type DockName } from "./dock.js";
import type { Keys } from "./keys.js";

export interface Panel {
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  readonly key: string;
  readonly dock: DockName;
  readonly root: HTMLElement;
  /** Called when the panel comes into sight or leaves it. */
  setVisible(isVisible: boolean): void;
}

interface Entry {
  readonly panel: Panel;
  readonly press: HTMLButtonElement;
  readonly badge: HTMLElement;
  isVisible: boolean;
}

/** Pixels at each edge of the window. */
export interface Space {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between bars and docks. */
const gap = 8;

/** Pixels of the bar at the top. */
const barHeight = 42;

/** Below this width, in pixels, panels are sheets. */
const phoneQuery = "(max-width: 720px)";

export class Layout {
  /** The bar with a button for each panel. */
  readonly bar: HTMLElement;
  private readonly root: HTMLElement;
  private readonly user: UserState;
  private readonly keys: Keys;
  private readonly docks: Readonly<Record<DockName, Dock>>;
  private readonly entries = new Map<string, Entry>();
  private readonly phone = matchMedia(phoneQuery);
  /** The open panel of each dock. */
  private open: Partial<Record<DockName, string>> = {};
  /** The open panel on a phone. */
  private sheet: string | undefined;
  private isAway = false;
  private tellSpace: (() => void) | undefined;
  private barBelow: HTMLElement | undefined;

  constructor(root: HTMLElement, user: UserState, keys: Keys) {
    this.root = root;
    this.user = user;
    this.keys = keys;
    this.bar = element("nav", { class: "panel-bar", "aria-label": "Panels" });
    const dock = (name: DockName): Dock =>
      new Dock(name, user, {
        close: () => this.close(name),
        resized: () => this.tellSpace?.(),
      });
    this.docks = {
      left: dock("left"),
      right: dock("right"),
      bottom: dock("bottom"),
    };
    for (const { root: part } of Object.values(this.docks)) root.append(part);
    keys.add({
      key: "p",
      group: "Panels",
      words: "Move all panels away, and back",
      run: () => this.toggleAway(),
    });
    this.phone.addEventListener("change", () => this.update());
  }

  add(panel: Panel): void {
    const badge = element("span", { class: "badge", hidden: true });
    const press = button({
      label: panel.title,
      text: panel.title,
      icon: panel.icon,
      key: panel.key,
      data: `panel-${panel.name}`,
      run: () => this.toggle(panel.name),
    });
    press.append(badge);
    this.bar.append(press);
    this.entries.set(panel.name, { panel, press, badge, isVisible: false });
    this.docks[panel.dock].add(panel);
    this.keys.add({
      key: panel.key,
      group: "Panels",
      words: `${panel.title}: show or hide`,
      run: () => this.toggle(panel.name),
    });
  }

  /** Opens what was open before, or these; call once, when all are added. */
  restore(first: readonly string[]): void {
    const kept = this.user.get("panels");
    const isList = Array.isArray(kept);
    const names = isList ? kept : this.phone.matches ? [] : first;
    for (const name of names) {
      const panel = this.entries.get(String(name))?.panel;
      if (panel !== undefined) this.open[panel.dock] = panel.name;
    }
    this.update();
  }

  /** Calls `listen` with the pixels that panels cover at each edge. */
  onSpace(listen: (space: Space) => void): void {
    this.tellSpace = () => {
      const { left, right } = this.docks;
      const taken = (dock: Dock): number => (this.isAway ? 0 : dock.taken);
      listen({
        left: taken(left),
        right: taken(right),
        top: barHeight,
        bottom: this.isAway ? 0 : this.spaceBelow(),
      });
    };
    this.tellSpace();
  }

  /** A bar that stands above the dock at the bottom, shown or hidden now. */
  setBarBelow(bar: HTMLElement): void {
    this.barBelow = bar;
    this.tellSpace?.();
  }

  isOpen(name: string): boolean {
    return this.entries.get(name)?.isVisible ?? false;
  }

  show(name: string): void {
    const panel = this.entries.get(name)?.panel;
    if (panel === undefined) return;
    this.isAway = false;
    if (this.phone.matches) this.sheet = name;
    else this.open[panel.dock] = name;
    this.changed();
  }

  toggle(name: string): void {
    const panel = this.entries.get(name)?.panel;
    if (panel === undefined) return;
    if (!this.isOpen(name)) {
      this.show(name);
      return;
    }
    if (this.phone.matches) this.sheet = undefined;
    else delete this.open[panel.dock];
    this.changed();
  }

  toggleAway(): void {
    this.isAway = !this.isAway;
    this.update();
  }

  /** A number on the button of a panel; 0: none. `words`: what it counts. */
  setBadge(name: string, count: number, words: string): void {
    const entry = this.entries.get(name);
    if (entry === undefined) return;
    setShown(entry.badge, count > 0);
    setText(entry.badge, count > 999 ? "999+" : String(count));
    const { title, key } = entry.panel;
    const label = count > 0 ? `${title}: ${count} ${words}` : title;
    setAttribute(entry.press, "aria-label", label);
    setAttribute(entry.press, "title", `${label} (${key})`);
  }

  /** Whether the number of a panel tells of faults. */
  setBadgeTone(name: string, isBad: boolean): void {
    this.entries.get(name)?.badge.classList.toggle("bad", isBad);
  }

  // Docks, sheets, the bar of time, and on a phone the buttons of the panels.
  private spaceBelow(): number {
    const { left, right, bottom } = this.docks;
    const sheet = Math.max(left.sheet, right.sheet, bottom.sheet);
    const buttons = this.phone.matches ? this.bar.offsetHeight : 0;
    const bar = this.barBelow?.offsetHeight ?? 0;
    const gaps = bar === 0 ? 0 : 2 * gap;
    return sheet + bottom.taken + buttons + bar + gaps;
  }

  private close(name: DockName): void {
    if (this.phone.matches) this.sheet = undefined;
    else delete this.open[name];
    this.changed();
  }

  private changed(): void {
    this.user.set("panels", Object.values(this.open));
    this.update();
  }

  private update(): void {
    const isPhone = this.phone.matches;
    this.root.classList.toggle("away", this.isAway);
    this.root.classList.toggle("phone", isPhone);
    for (const entry of this.entries.values()) {
      const { panel, press } = entry;
      const isOpen = isPhone
        ? this.sheet === panel.name
        : this.open[panel.dock] === panel.name;
      setAttribute(press, "aria-pressed", String(isOpen));
      setShown(panel.root, isOpen);
      const isVisible = isOpen && !this.isAway;
      if (isVisible !== entry.isVisible) {
        entry.isVisible = isVisible;
        panel.setVisible(isVisible);
      }
    }
    for (const dock of Object.values(this.docks)) {
      const shown = isPhone ? this.sheet : this.open[dock.name];
      const panel = shown === undefined ? undefined : this.entries.get(shown);
      const isMine = panel?.panel.dock === dock.name;
      dock.show(isMine ? panel.panel : undefined, isPhone);
      this.root.classList.toggle(`has-${dock.name}`, isMine && !this.isAway);
    }
    for (const { name, space } of Object.values(this.docks)) {
      this.root.style.setProperty(`--${name}`, this.isAway ? "0px" : space);
    }
    this.tellSpace?.();
  }
}
