// Making elements. Texts become text nodes, never markup; nothing sets the
// attribute `style`, which the security policy of the page forbids.

export type Child = Node | string | undefined;

export interface Given {
  /** Attributes; false and undefined: none, true: empty. */
  readonly [attribute: string]: string | number | boolean | undefined;
}

/** An element with these attributes and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Given = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    setAttribute(made, name, value);
  }
  append(made, ...children);
  return made;
}

export function append(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child === undefined) continue;
    const isText = typeof child === "string";
    parent.appendChild(isText ? document.createTextNode(child) : child);
  }
}

/** Sets an attribute where it differs; false and undefined remove it. */
export function setAttribute(
  target: Element,
  name: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined || value === false) {
    if (target.hasAttribute(name)) target.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (target.getAttribute(name) !== text) target.setAttribute(name, text);
}

/** Sets the text where it differs: what does not change does not blink. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setShown(target: HTMLElement, isShown: boolean): void {
  if (target.hidden === isShown) target.hidden = !isShown;
}

/** Replaces all children. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, ...children);
}

/** Calls `run` on a click, and on Enter and Space. */
export function onPress(
  target: HTMLElement,
  run: (event: Event) => void,
): void {
  target.addEventListener("click", run);
}

let idCount = 0;

/** A new `id` for labels and descriptions. */
export function newElementID(stem: string): string {
  idCount += 1;
  return `${stem}-${idCount}`;
}

/** Whether keys that are pressed there belong to a text or a choice. */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    return !["button", "checkbox", "radio", "color", "range"].includes(
      target.type,
    );
  }
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  );
}

/** Whether the pointer is a finger, which needs larger targets. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
