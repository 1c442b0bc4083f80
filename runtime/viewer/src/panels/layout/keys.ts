// The keys of the page: one list, which the keyboard, the tips and the help use.

import { takesKeys } from "../widgets/dom.js";

export interface KeyBinding {
  /** As KeyboardEvent.key: "p", "?", " ", "Escape". */
  readonly key: string;
  readonly group: "Panels" | "Scene" | "Camera" | "Time" | "Page";
  /** The effect of the key: "Show or hide all panels". */
  readonly words: string;
  /** Absent: another part of the page listens; the key is only listed. */
  readonly run?: () => void;
  /** Whether the key means something now; absent: always. */
  readonly isActive?: () => boolean;
}

export class Keys {
  private readonly bindings: KeyBinding[] = [];

  constructor(target: Document) {
    target.addEventListener("keydown", (event) => this.onKey(event));
  }

  add(...bindings: KeyBinding[]): void {
    this.bindings.push(...bindings);
  }

  get all(): readonly KeyBinding[] {
    return this.bindings;
  }

  private onKey(event: KeyboardEvent): void {
    const { key, target } = event;
    if (event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (takesKeys(target)) {
      // The first Escape leaves the text.
      if (key === "Escape") (target as HTMLElement).blur();
      return;
    }
    // Space and Enter press what has the focus.
    const isButton = target instanceof HTMLElement && presses(target);
    if (isButton && (key === " " || key === "Enter")) return;
    const binding = this.bindings.find(
      (one) =>
        one.run !== undefined &&
        sameKey(one.key, key) &&
        (one.isActive?.() ?? true),
    );
    if (binding === undefined) return;
    event.preventDefault();
    binding.run!();
  }
}

function presses(target: HTMLElement): boolean {
  return target.closest("button, a, summary, [role=tab], input") !== null;
}

function sameKey(wanted: string, pressed: string): boolean {
  return wanted.length === 1
    ? wanted.toLowerCase() === pressed.toLowerCase()
    : wanted === pressed;
}

/** A key as people read it. */
export function keyName(key: string): string {
  const names: Readonly<Record<string, string>> = {
    " ": "Space",
    Escape: "Esc",
    ArrowLeft: "←",
    ArrowRight: "→",
    ArrowUp: "↑",
    ArrowDown: "↓",
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
