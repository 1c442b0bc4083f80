// The menu of a place in the scene, or of a row of the tree.

import { element } from "../widgets/dom.js";
import { type IconName, icon } from "../widgets/icons.js";

export interface MenuItem {
  readonly text: string;
  readonly icon?: IconName;
  readonly key?: string;
  /** The stable name for tests. */
  readonly data: string;
  readonly run: () => void;
}

export class Menu {
  private readonly parent: HTMLElement;
  private root: HTMLElement | undefined;
  private before: Element | null = null;

  constructor(parent: HTMLElement) {
    this.parent = parent;
    document.addEventListener("pointerdown", (event) => {
      if (!this.root?.contains(event.target as Node)) this.close(false);
    });
    window.addEventListener("blur", () => this.close(false));
    window.addEventListener("resize", () => this.close(false));
  }

  get isOpen(): boolean {
    return this.root !== undefined;
  }

  /** Opens at a place of the window, in CSS pixels. */
  open(x: number, y: number, title: string, items: readonly MenuItem[]): void {
    this.close(false);
    this.before = document.activeElement;
    const root = element(
      "div",
      { class: "menu", role: "menu", "aria-label": title, "data-menu": "" },
      element("p", { class: "menu-title", role: "presentation" }, title),
      ...items.map((item) => this.itemOf(item)),
    );
    root.addEventListener("keydown", (event) => this.onKey(event));
    root.addEventListener("contextmenu", (event) => event.preventDefault());
    this.root = root;
    this.parent.append(root);
    const { offsetWidth, offsetHeight } = root;
    const left = Math.min(x, window.innerWidth - offsetWidth - 4);
    const top = Math.min(y, window.innerHeight - offsetHeight - 4);
    root.style.left = `${Math.max(4, left)}px`;
    root.style.top = `${Math.max(4, top)}px`;
    this.items()[0]?.focus();
  }

  close(returnsFocus = true): void {
    const { root, before } = this;
    if (root === undefined) return;
    this.root = undefined;
    root.remove();
    if (returnsFocus && before instanceof HTMLElement) before.focus();
  }

  private itemOf(item: MenuItem): HTMLElement {
    const press = element(
      "button",
      {
        type: "button",
        role: "menuitem",
        class: "menu-item",
        "data-action": item.data,
      },
      icon(item.icon ?? "open"),
      element("span", { class: "menu-text" }, item.text),
      item.key === undefined ? undefined : element("kbd", {}, item.key),
    );
    press.addEventListener("click", () => {
      this.close();
      item.run();
    });
    return press;
  }

  private items(): HTMLElement[] {
    return [
      ...(this.root?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
    ];
  }

  private onKey(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    switch (event.key) {
      case "ArrowDown":
        items[(at + 1) % items.length]?.focus();
        break;
      case "ArrowUp":
        items[(at - 1 + items.length) % items.length]?.focus();
        break;
      case "Home":
        items[0]?.focus();
        break;
      case "End":
        items.at(-1)?.focus();
        break;
      case "Escape":
      case "Tab":
        this.close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
