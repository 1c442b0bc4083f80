// A bar that tells how large things are in the middle of the view.

import { Vector3 } from "three";
import { roundStep } from "../surroundings.js";
import type { Stage } from "../stage.js";

/** The longest bar, in CSS pixels. */
const longest = 120;

export class ScaleBar {
  private readonly stage: Stage;
  private readonly element = document.createElement("div");
  private readonly bar = document.createElement("div");
  private readonly text = document.createElement("span");

  constructor(stage: Stage) {
    this.stage = stage;
    this.element.className = "scale-bar";
    this.bar.className = "scale-bar-line";
    this.element.append(this.text, this.bar);
    stage.canvas.after(this.element);
  }

  /** After each picture; `right` and `bottom` are CSS pixels. */
  update(isWanted: boolean, right: number, bottom: number): void {
    this.element.hidden = !isWanted;
    if (!isWanted) return;
    const { camera, controls, size } = this.stage;
    const target = controls.getTarget(new Vector3());
    const distance = camera.position.distanceTo(target);
    const height = 2 * distance * Math.tan((camera.fov * Math.PI) / 360);
    const unit = height / size.y;
    const length = roundStep(unit * longest);
    this.bar.style.width = `${length / unit}px`;
    this.element.style.right = `${right + 100}px`;
    this.element.style.bottom = `${bottom + 14}px`;
    const text = lengthText(length);
    if (this.text.textContent !== text) this.text.textContent = text;
  }
}

/** In metres, the unit of NOODLES. */
export function lengthText(metres: number): string {
  if (!Number.isFinite(metres) || metres <= 0) return "";
  const units: readonly (readonly [factor: number, name: string])[] = [
    [1000, "km"],
    [1, "m"],
    [1e-2, "cm"],
    [1e-3, "mm"],
    [1e-6, "µm"],
    [1e-9, "nm"],
  ];
  const [factor, name] =
    units.find(([one]) => metres >= one * 0.9999) ?? units.at(-1)!;
  return `${Number((metres / factor).toPrecision(3))} ${name}`;
}
