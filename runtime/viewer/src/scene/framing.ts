// Where the camera looks: the whole scene at first sight, entities on demand,
// and where the user was before a reload.

import { Box3, Sphere, Vector3 } from "three";
import type { EntityID, Vec3 } from "linguine-noodles/protocol";
import type { Session } from "../session/session.js";
import type { DocumentView } from "./entities/document_view.js";
import type { CameraState } from "./scene_types.js";
import type { Stage } from "./stage.js";

// From the front, a little right and above.
const firstDirection = new Vector3(0.55, 0.45, 1).normalize();

export class Framing {
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly session: Session;
  // The camera follows the growing scene until it is complete or the user acts.
  private isFirst = true;
  private measured = -1;

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
    this.isFirst = false;
    this.stage.moveCamera(state);
    this.keep(state);
  }

  /** Before each picture. */
  update(): void {
    const { view } = this;
    if (!this.isFirst || this.measured === view.revision) return;
    this.measured = view.revision;
    this.frameAll(false);
    // The first complete scene stays as it was framed.
    const { state, client } = this.session;
    void state;
    void client;
  }

  /** Shows the whole scene. */
  frameAll(flies: boolean): void {
    this.view.measure();
    this.show(this.view.bounds, flies, this.isFirst);
  }

  /** Ends the following of a growing scene. */
  settle(): void {
    this.isFirst = false;
  }

  frame(ids: readonly EntityID[]): void {
    const { table } = this.view;
    const indices = ids.map((id) => table.find(id)).filter((index) => index >= 0);
    this.isFirst = false;
    this.show(this.view.boxOf(indices), true, false);
  }

  /** Flies so that a place is in the middle, as near as the scene allows. */
  lookAt(place: Vector3, radius: number): void {
    const box = new Box3().setFromCenterAndSize(
      place,
      new Vector3(1, 1, 1).multiplyScalar(radius * 2),
    );
    this.isFirst = false;
    this.show(box, true, false);
  }

  private show(box: Box3, flies: boolean, isFirst: boolean): void {
    if (box.isEmpty()) return;
    const { radius, center } = box.getBoundingSphere(new Sphere());
    const { camera, controls } = this.stage;
    const narrow = Math.min(1, camera.aspect);
    const half = Math.atan(Math.tan((camera.fov * Math.PI) / 360) * narrow);
    const distance = (Math.max(radius, 1e-6) / Math.sin(half)) * 1.02;
    const direction = isFirst
      ? firstDirection.clone()
      : controls
          .getPosition(new Vector3())
          .sub(controls.getTarget(new Vector3()))
          .normalize();
    if (direction.lengthSq() < 0.5) direction.copy(firstDirection);
    const position = direction.multiplyScalar(distance).add(center);
    const state = {
      position: position.toArray() as Vec3,
      target: center.toArray() as Vec3,
    };
    this.stage.moveCamera(state, flies && !prefersStillness());
    if (!isFirst) this.keep(state);
  }

  private keep(state = this.stage.cameraState): void {
    if (!this.isFirst) this.session.user.set("camera", state);
  }
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
