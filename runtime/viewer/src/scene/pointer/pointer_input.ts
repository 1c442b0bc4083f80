// The actions of the pointer in the scene, beside turning the camera: a click selects,
// a double click flies there, the right button or a long press opens the menu,
// and a drag with Shift selects a box.

import { Vector2 } from "three";
import type { EntityID } from "linguine-noodles/protocol";
import type { Selection } from "../../selection/selection.js";
import type { Pick, ScreenBox } from "../scene_types.js";
import type { Stage } from "../stage.js";

/** Pixels that a pointer may move during a click. */
const clickReach = 5;
/** Milliseconds of a press that opens the menu. */
const longPress = 600;
/** Milliseconds between two clicks of a double click. */
const doubleClick = 350;

/** The services of the scene for the pointer. Places are CSS pixels of the window. */
export interface PointerClient {
  pick(x: number, y: number): Pick | undefined;
  onClick(pick: Pick | undefined): void;
  onMenu(x: number, y: number): void;
  onBox(box: ScreenBox, adds: boolean): void;
  frame(ids: readonly EntityID[]): void;
  /** Whether a press here belongs to a handle, which takes it. */
  grab(event: PointerEvent): boolean;
}

export class PointerInput {
  private readonly stage: Stage;
  private readonly selection: Selection;
  private readonly client: PointerClient;
  private readonly pointers = new Set<number>();
  private start = new Vector2();
  private isClick = false;
  private hover: Vector2 | undefined;
  private boxElement: HTMLElement | undefined;
  private pressTimer: ReturnType<typeof setTimeout> | undefined;
  private lastClick = -Infinity;

  constructor(stage: Stage, selection: Selection, client: PointerClient) {
    this.stage = stage;
    this.selection = selection;
    this.client = client;
    const { canvas } = stage;
    canvas.addEventListener("pointerdown", (event) => this.onDown(event), {
      capture: true,
    });
    canvas.addEventListener("pointermove", (event) => this.onMove(event));
    canvas.addEventListener("pointerup", (event) => this.onUp(event));
    canvas.addEventListener("pointercancel", (event) => this.onCancel(event));
    canvas.addEventListener("pointerleave", () => this.leave());
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** Before a picture: tells what the pointer is over. */
  update(): void {
    const { hover } = this;
    if (hover === undefined) return;
    this.hover = undefined;
    this.selection.setHovered(this.client.pick(hover.x, hover.y)?.entity);
  }

  private onDown(event: PointerEvent): void {
    this.pointers.add(event.pointerId);
    clearTimeout(this.pressTimer);
    this.isClick = this.pointers.size === 1;
    this.start.set(event.clientX, event.clientY);
    this.hover = undefined;
    if (this.pointers.size > 1) return;
    if (event.button === 0 && this.client.grab(event)) {
      this.isClick = false;
      return;
    }
    if (event.button === 0 && event.shiftKey) {
      this.beginBox(event);
      return;
    }
    if (event.pointerType === "mouse") return;
    this.pressTimer = setTimeout(() => {
      if (!this.isClick) return;
      this.isClick = false;
      this.client.onMenu(this.start.x, this.start.y);
    }, longPress);
  }

  private onMove(event: PointerEvent): void {
    const { clientX, clientY, buttons, pointerType } = event;
    if (this.boxElement !== undefined) {
      this.drawBox(clientX, clientY);
      return;
    }
    // The button may have been released over a panel.
    if (pointerType === "mouse" && buttons === 0) this.pointers.clear();
    if (this.pointers.size > 0) {
      const moved = Math.hypot(clientX - this.start.x, clientY - this.start.y);
      if (moved > clickReach) this.endClick();
      return;
    }
    if (buttons !== 0 || pointerType === "touch") return;
    this.hover = new Vector2(clientX, clientY);
    this.stage.invalidate();
  }

  private onUp(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    clearTimeout(this.pressTimer);
    if (this.boxElement !== undefined) {
      this.endBox(event);
      return;
    }
    if (!this.isClick) return;
    this.isClick = false;
    const { clientX, clientY, button } = event;
    if (button === 2) {
      this.client.onMenu(clientX, clientY);
      return;
    }
    if (button !== 0) return;
    this.click(event);
  }

  private click(event: PointerEvent): void {
    const pick = this.client.pick(event.clientX, event.clientY);
    const { selection } = this;
    const isDouble = event.timeStamp - this.lastClick < doubleClick;
    this.lastClick = isDouble ? -Infinity : event.timeStamp;
    if (isDouble && pick !== undefined) {
      this.client.frame([pick.entity]);
      return;
    }
    if (pick === undefined) {
      if (!event.ctrlKey && !event.metaKey) selection.clear();
    } else if (event.ctrlKey || event.metaKey) {
      selection.toggleEntity(pick.entity);
    } else {
      const { entity, instance } = pick;
      const part = instance === undefined ? undefined : { entity, instance };
      selection.setEntities([entity], part);
    }
    this.client.onClick(pick);
  }

  private onCancel(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    this.endClick();
    this.boxElement?.remove();
    this.boxElement = undefined;
    this.stage.controls.enabled = true;
  }

  private leave(): void {
    this.hover = undefined;
    if (this.pointers.size === 0) this.selection.setHovered(undefined);
  }

  private endClick(): void {
    this.isClick = false;
    clearTimeout(this.pressTimer);
  }

  private beginBox(event: PointerEvent): void {
    this.isClick = false;
    this.stage.controls.enabled = false;
    this.stage.canvas.setPointerCapture(event.pointerId);
    const element = document.createElement("div");
    element.className = "selection-box";
    this.stage.canvas.after(element);
    this.boxElement = element;
    this.drawBox(event.clientX, event.clientY);
  }

  private drawBox(x: number, y: number): void {
    const box = this.boxTo(x, y);
    const { style } = this.boxElement!;
    style.left = `${box.left}px`;
    style.top = `${box.top}px`;
    style.width = `${box.right - box.left}px`;
    style.height = `${box.bottom - box.top}px`;
  }

  private endBox(event: PointerEvent): void {
    this.boxElement?.remove();
    this.boxElement = undefined;
    this.stage.controls.enabled = true;
    const box = this.boxTo(event.clientX, event.clientY);
    if (box.right - box.left < clickReach && box.bottom - box.top < clickReach) {
      this.click(event);
      return;
    }
    this.client.onBox(box, event.ctrlKey || event.metaKey);
  }

  // In CSS pixels of the canvas.
  private boxTo(x: number, y: number): ScreenBox {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    return {
      left: Math.min(x, this.start.x) - left,
      right: Math.max(x, this.start.x) - left,
      top: Math.min(y, this.start.y) - top,
      bottom: Math.max(y, this.start.y) - top,
    };
  }
}
