// Where the camera looks: the whole scene at first sight, entities on demand,
// and where the user was before a reload.

import { Box3, Vector3 } from "three";
import type { EntityID, Vec3 } from "linguine-noodles/protocol";
import type { Session } from "../session/session.js";
import { sizeOf, unionOf } from "./geometry/boxes.js";
import { manyBoxes } from "./geometry/outliers.js";
import type { DocumentView } from "./entities/document_view.js";
import type { CameraState } from "./scene_types.js";
import type { Stage } from "./stage.js";

// From the front, a little right and above.
const firstDirection = new Vector3(0.55, 0.45, 1).normalize();

/** Boxes that are fitted one by one. */
const maxFitted = 1000;

export class Framing {
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly session: Session;
  // The camera follows the growing scene until it is complete or the user acts.
  private isFirst = true;
  private isComplete = false;
  private measured = -1;
  private measuredCount = 0;

  constructor(stage: Stage, view: DocumentView, session: Session) {
    this.stage = stage;
    this.view = view;
    this.session = session;
    const kept = readCamera(session.user.get("camera"));
    if (kept !== undefined) this.take(kept);
    stage.controls.addEventListener("controlstart", () => {
      this.isFirst = false;
    });
    stage.controls.addEventListener("rest", () => this.keep());
    stage.controls.addEventListener("controlend", () => this.keep());
  }

  /** Moves the camera at once. */
  take(state: CameraState): void {
    if (!this.stage.moveCamera(state)) return;
    this.isFirst = false;
    this.keep(state);
  }

  /** A scene that is growing is framed anew. */
  onInsets(): void {
    this.measured = -1;
  }

  /** Before each picture. */
  update(): void {
    const { view } = this;
    if (!this.isFirst || this.measured === view.revision) return;
    // A large scene that is not complete is looked at each time it has grown much.
    const { count } = view.table;
    const isLarge = count > manyBoxes && !this.isComplete && this.measured >= 0;
    if (isLarge && count < 1.5 * this.measuredCount) return;
    this.measuredCount = count;
    this.measured = view.revision;
    this.frameAll(false);
    if (this.isComplete) this.endFollowing();
  }

  /** Shows the whole scene. */
  frameAll(flies: boolean): void {
    this.show(this.view.boxes.ofInterest(), flies, this.isFirst);
  }

  /** Ends the following of a growing scene, as soon as there is one. */
  settle(): void {
    this.isComplete = true;
    this.update();
    this.endFollowing();
  }

  frame(ids: readonly EntityID[]): void {
    const { table } = this.view;
    const indices = ids.map((id) => table.find(id)).filter((index) => index >= 0);
    this.isFirst = false;
    this.show(this.view.boxes.below(indices), true, false);
  }

  /** Flies so that a place is in the middle, and near. */
  lookAt(place: Vector3): void {
    const whole = this.view.boxes.bounds.getSize(new Vector3()).length();
    const side = (Number.isFinite(whole) && whole > 0 ? whole : 1) / 6;
    const box = new Box3().setFromCenterAndSize(
      place,
      new Vector3(side, side, side),
    );
    this.isFirst = false;
    this.show([box], true, false);
  }

  private show(boxes: readonly Box3[], flies: boolean, isFirst: boolean): void {
    const box = unionOf(boxes);
    if (box.isEmpty()) return;
    const isTiny = widenPoint(box);
    const center = box.getCenter(new Vector3());
    const { controls } = this.stage;
    const direction = isFirst
      ? firstDirection.clone()
      : controls
          .getPosition(new Vector3())
          .sub(controls.getTarget(new Vector3()))
          .normalize();
    if (direction.lengthSq() < 0.5) direction.copy(firstDirection);
    // Many boxes together are as their union.
    const fitted = isTiny || boxes.length > maxFitted ? [box] : boxes;
    const corners = fitted.flatMap(cornersOf);
    const distance = this.fit(corners, direction, center);
    const position = direction.clone().multiplyScalar(distance).add(center);
    const state = {
      position: position.toArray() as Vec3,
      target: center.toArray() as Vec3,
    };
    const isMoved = this.stage.moveCamera(state, flies && !prefersStillness());
    if (isMoved && !isFirst) this.keep(state);
  }

  private endFollowing(): void {
    if (!this.view.boxes.bounds.isEmpty()) this.isFirst = false;
  }

  // From where all corners are seen, in the free part of the canvas. Moves the
  // centre to the middle of what is seen.
  private fit(
    corners: readonly Vector3[],
    direction: Vector3,
    center: Vector3,
  ): number {
    const { camera, size, freeSize } = this.stage;
    const half = Math.tan((camera.fov * Math.PI) / 360);
    const up = half * (freeSize.y / size.y) * 0.88;
    const aside = half * (freeSize.x / size.y) * 0.88;
    const right = new Vector3(0, 1, 0).cross(direction).normalize();
    if (right.lengthSq() < 0.5) right.set(1, 0, 0);
    const above = direction.clone().cross(right);
    // In the camera's axes, about the centre: the sides of the view are planes,
    // and the corner that is farthest out decides for each.
    const places = corners.map((corner) => {
      const place = corner.clone().sub(center);
      return [place.dot(right), place.dot(above), place.dot(direction)] as const;
    });
    const reach = (axis: 0 | 1, slope: number, sign: 1 | -1): number =>
      Math.max(...places.map((place) => sign * place[axis] + place[2] * slope));
    const [east, west] = [reach(0, aside, 1), reach(0, aside, -1)];
    const [north, south] = [reach(1, up, 1), reach(1, up, -1)];
    center.addScaledVector(right, (east - west) / 2);
    center.addScaledVector(above, (north - south) / 2);
    const distance = Math.max(
      (east + west) / 2 / aside,
      (north + south) / 2 / up,
    );
    const nearest = Math.max(...places.map((place) => place[2]));
    return Math.max(distance, nearest * 1.05, 1e-6);
  }

  private keep(state = this.stage.cameraState): void {
    if (!this.isFirst) this.session.user.set("camera", state);
  }
}

// Makes a box without extent one metre large, and one that is far away so large
// that the camera, whose numbers have 16 digits, can turn around it. Returns
// whether the box was smaller.
function widenPoint(box: Box3): boolean {
  const size = sizeOf(box);
  const { min, max } = box;
  const distance = Math.max(
    ...[min, max].flatMap((corner) => corner.toArray().map(Math.abs)),
  );
  const least = Math.max(size === 0 ? 1 : 0, distance * 1e-12);
  if (size >= least) return false;
  box.expandByScalar((least - size) / 2);
  return true;
}

function cornersOf({ min, max }: Box3): Vector3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map(
    (i) =>
      new Vector3(
        i & 1 ? max.x : min.x,
        i & 2 ? max.y : min.y,
        i & 4 ? max.z : min.z,
      ),
  );
}

function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function readCamera(kept: unknown): CameraState | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const { position, target } = kept as Record<string, unknown>;
  if (!isVec3(position) || !isVec3(target)) return undefined;
  return { position, target };
}

function isVec3(value: unknown): value is Vec3 {
  return (
    Array.isArray(value) && value.length === 3 && value.every(Number.isFinite)
  );
}
