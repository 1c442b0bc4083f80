// Texts that stay at a place of the scene: what a probe has found.

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

  constructor(stage: Stage) {
    this.stage = stage;
  }

  show(text: string, place: Vector3): void {
    const element = document.createElement("div");
    element.className = "scene-label";
    element.setAttribute("role", "status");
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

  clear(): void {
    for (const label of [...this.labels]) this.drop(label);
  }

  /** After each picture: moves the labels with the camera. */
  update(): void {
    for (const { element, place } of this.labels) {
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
