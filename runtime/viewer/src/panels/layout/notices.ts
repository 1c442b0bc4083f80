// Notices: short messages over the scene, with what can be done.

import { button } from "../widgets/button.js";
import { element } from "../widgets/dom.js";
import { type IconName, icon } from "../widgets/icons.js";

export interface Notice {
  readonly text: string;
  readonly detail?: string;
  readonly icon?: IconName;
  readonly tone?: "plain" | "good" | "bad" | "attention";
  /** Runs when the button of the notice is pressed. */
  readonly action?: { readonly text: string; readonly run: () => void };
  /** Notices with the same key replace each other. */
  readonly key?: string;
  /** Milliseconds until the notice goes; 0: never. Default: 6000. */
  readonly duration?: number;
}

/** Stops a server from covering the scene. */
const mostNotices = 4;

export class Notices {
  readonly root: HTMLElement;
  private readonly byKey = new Map<string, HTMLElement>();

  constructor() {
    this.root = element("div", {
      class: "notices",
      role: "log",
      "aria-label": "Notices",
      "aria-live": "polite",
    });
  }

  add(notice: Notice): void {
    const { text, detail, action, tone = "plain", duration = 6000 } = notice;
    const box = element(
      "div",
      { class: `notice ${tone}`, "data-notice": tone },
      notice.icon === undefined ? undefined : icon(notice.icon),
      element(
        "div",
        { class: "notice-text" },
        element("strong", {}, text),
        detail ? element("p", {}, detail) : undefined,
      ),
      action === undefined
        ? undefined
        : button({
            label: action.text,
            text: action.text,
            data: "notice-action",
            run: () => {
              this.remove(box);
              action.run();
            },
          }),
      button({
        label: "Dismiss",
        icon: "close",
        data: "notice-dismiss",
        run: () => this.remove(box),
      }),
    );
    if (notice.key !== undefined) {
      this.byKey.get(notice.key)?.remove();
      this.byKey.set(notice.key, box);
    }
    this.root.append(box);
    while (this.root.childElementCount > mostNotices) {
      this.root.firstElementChild?.remove();
    }
    if (duration > 0) this.removeLater(box, duration);
  }

  // A notice that the pointer or the focus is on stays.
  private removeLater(box: HTMLElement, duration: number): void {
    setTimeout(() => {
      if (box.matches(":hover, :focus-within")) this.removeLater(box, 1000);
      else this.remove(box);
    }, duration);
  }

  private remove(box: HTMLElement): void {
    box.remove();
    for (const [key, other] of this.byKey) {
      if (other === box) this.byKey.delete(key);
    }
  }
}
