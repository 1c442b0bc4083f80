// Texts at a place of the scene: what a probe has found, and the change that a
// drag makes.

import type { Vector3 } from "three";
import type { Stage } from "../stage.js";

/** Labels at a time; the oldest goes. */
const maxLabels = 8;

interface Label {
  readonly element: HTMLElement;
  readonly place: Vector3;
}

export class Labels {
  private readonly stage: Stage;
  private readonly labels: Label[] = [];
  private noted: Label | undefined;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Stays until the user closes it. */
  show(text: string, place: Vector3): void {
    const element = makeElement();
    const words = document.createElement("span");
    words.textContent = text.slice(0, 500);
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.title = "Close this label";
    close.setAttribute("aria-label", close.title);
    element.append(words, close);
    const label = { element, place };
    close.addEventListener("click", () => this.drop(label));
    this.stage.canvas.after(element);
    this.labels.push(label);
    if (this.labels.length > maxLabels) this.drop(this.labels[0]!);
    this.stage.invalidate();
  }

  /** Takes the place of the former note, until `endNote`. */
  note(text: string, place: Vector3): void {
    const element = this.noted?.element ?? makeElement();
    if (this.noted === undefined) this.stage.canvas.after(element);
    element.textContent = text;
    this.noted = { element, place };
    this.stage.invalidate();
  }

  endNote(): void {
    this.noted?.element.remove();
    this.noted = undefined;
    this.stage.invalidate();
  }

  clear(): void {
    for (const label of [...this.labels]) this.drop(label);
  }

  /** After each picture: moves the labels with the camera. */
  update(): void {
    const { labels, noted } = this;
    for (const { element, place } of noted ? [...labels, noted] : labels) {
      const at = this.stage.screenPlace(place);
      element.hidden = at === undefined;
      if (at === undefined) continue;
      element.style.transform =
        `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) ` +
        "translate(-50%, calc(-100% - 10px))";
    }
  }

  private drop(label: Label): void {
    label.element.remove();
    this.labels.splice(this.labels.indexOf(label), 1);
  }
}

function makeElement(): HTMLElement {
  const element = document.createElement("div");
  element.className = "scene-label";
  element.setAttribute("role", "status");
  return element;
}
