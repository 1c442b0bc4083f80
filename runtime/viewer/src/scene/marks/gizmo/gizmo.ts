// Handles that move, turn and scale the selected entity, each where the entity
// has the method for it.
//
// The server changes the entity; the handles only ask it to.

import {
  type Group,
  type Intersection,
  Matrix4,
  type Mesh,
  Quaternion,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
} from "three";
import type { Client } from "linguine-noodles/client";
import { MovableMethodsProxy, movableMethodNames } from "linguine-noodles/interfaces";
import type { EntityID } from "linguine-noodles/protocol";
import type { Selection } from "../../../selection/selection.js";
import type { DocumentView } from "../../entities/document_view.js";
import type { Actions } from "../../pointer/actions.js";
import type { Stage } from "../../stage.js";
import type { Labels } from "../labels.js";
import { type Change, type Drag, type Eye, type Pose, beginDrag } from "./drags.js";
import { type HandleSet, handleOf, isUsable, makeHandles } from "./handles.js";

/** The part of the height of the canvas that an arrow takes. */
const size = 0.13;
/** Milliseconds between two requests while the user drags. */
const interval = 33;

const methods: Readonly<Record<HandleSet, string>> = {
  position: movableMethodNames.setPosition,
  rotation: movableMethodNames.setRotation,
  scale: movableMethodNames.setScale,
};
const sets = Object.keys(methods) as HandleSet[];

interface Running {
  readonly entity: EntityID;
  readonly drag: Drag;
  /** Where the handles are, in the world. */
  place: Vector3;
  /** Undefined until the pointer moves. */
  change: Change | undefined;
  isSent: boolean;
}

export class Gizmo {
  private readonly client: Client;
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly selection: Selection;
  private readonly actions: Actions;
  private readonly labels: Labels;
  private readonly scene = new Scene();
  private readonly groups: Readonly<Record<HandleSet, Group>> = makeHandles();
  private running: Running | undefined;
  private sent = -Infinity;
  private isSending = false;

  constructor(
    client: Client,
    stage: Stage,
    view: DocumentView,
    selection: Selection,
    actions: Actions,
    labels: Labels,
  ) {
    this.client = client;
    this.stage = stage;
    this.view = view;
    this.selection = selection;
    this.actions = actions;
    this.labels = labels;
    for (const set of sets) this.scene.add(this.groups[set]);
    stage.canvas.addEventListener("pointermove", (event) => this.onMove(event));
    stage.canvas.addEventListener("pointerup", () => this.end());
    stage.canvas.addEventListener("pointercancel", () => this.end());
  }

  /** Takes a press on a handle. */
  grab(event: PointerEvent): boolean {
    const entity = this.target();
    const pose = entity && this.poseOf(entity);
    if (entity === undefined || pose === undefined) return false;
    const hit = this.handleAt(event, entity);
    if (hit === undefined) return false;
    const ray = this.stage.rayAt(this.canvasPlace(event));
    const handle = handleOf(hit.object as Mesh);
    const drag = beginDrag(handle, pose, this.eyeAt(pose.origin), ray, hit.point);
    if (drag === undefined) return false;
    const place = pose.origin;
    this.running = { entity, drag, place, change: undefined, isSent: true };
    this.stage.controls.enabled = false;
    this.stage.canvas.setPointerCapture(event.pointerId);
    return true;
  }

  /** After the picture of the scene. */
  draw(): void {
    const entity = this.target();
    const pose = entity && this.poseOf(entity);
    if (entity === undefined || pose === undefined) return;
    this.arrange(entity, pose);
    const { renderer, camera } = this.stage;
    renderer.autoClear = false;
    renderer.clearDepth();
    renderer.render(this.scene, camera);
    renderer.autoClear = true;
  }

  // The selected entity, if it has a method for any handle.
  private target(): EntityID | undefined {
    const { primary, entities } = this.selection;
    if (primary === undefined || entities.length !== 1) return undefined;
    if (this.client.state !== "ready") return undefined;
    return sets.some((set) => this.has(primary, set)) ? primary : undefined;
  }

  private has(entity: EntityID, set: HandleSet): boolean {
    return this.actions.has(entity, methods[set]);
  }

  // Moves the handles to the entity. Cubes are along the axes of the entity, all
  // others along those of the world.
  private arrange(entity: EntityID, { origin, turn }: Pose): void {
    const place = this.running?.place ?? origin;
    const { handleSize, position } = this.eyeAt(place);
    const toEye = position.sub(place).normalize();
    for (const set of sets) {
      const group = this.groups[set];
      group.visible = this.has(entity, set);
      group.position.copy(place);
      group.scale.setScalar(handleSize);
      if (set === "scale") {
        group.quaternion.copy(turn);
        toEye.applyQuaternion(turn.clone().invert());
      }
      for (const mesh of group.children) {
        mesh.visible = isUsable(handleOf(mesh as Mesh), toEye);
      }
    }
  }

  private eyeAt(place: Vector3): Eye {
    const { camera } = this.stage;
    const tangent = Math.tan((camera.fov * Math.PI) / 360);
    const distance = camera.position.distanceTo(place);
    return {
      position: camera.position.clone(),
      right: new Vector3(1, 0, 0).applyQuaternion(camera.quaternion),
      up: new Vector3(0, 1, 0).applyQuaternion(camera.quaternion),
      handleSize: Math.max(1e-9, distance * tangent * 2 * size),
    };
  }

  private poseOf(id: EntityID): Pose | undefined {
    const { table } = this.view;
    const index = table.find(id);
    if (index < 0) return undefined;
    const base = this.baseOf(index);
    const world = this.view.matrixOf(index);
    const own = partsOf(base.clone().invert().multiply(world));
    const { position: origin, rotation: turn } = partsOf(world);
    return {
      origin,
      parentTurn: partsOf(base).rotation,
      turn,
      rotation: own.rotation,
      scale: own.scale,
    };
  }

  // From the space of the transform of an entity to the world.
  private baseOf(index: number): Matrix4 {
    const base = this.view.places.baseOf(index);
    return base === undefined ? new Matrix4() : new Matrix4().fromArray(base);
  }

  private handleAt(event: PointerEvent, entity: EntityID): Intersection | undefined {
    const { camera, size: canvas } = this.stage;
    const at = this.canvasPlace(event);
    const device = new Vector2((at.x / canvas.x) * 2 - 1, 1 - (at.y / canvas.y) * 2);
    const caster = new Raycaster();
    caster.setFromCamera(device, camera);
    this.scene.updateMatrixWorld(true);
    const shown = sets.filter((set) => this.has(entity, set));
    const hits = caster
      .intersectObjects(shown.map((set) => this.groups[set]))
      .filter(({ object }) => object.visible);
    // Rings pass before the centre.
    const centre = hits.find(({ object }) => handleOf(object as Mesh).kind === "grow");
    return centre ?? hits[0];
  }

  private canvasPlace(event: PointerEvent): Vector2 {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    return new Vector2(event.clientX - left, event.clientY - top);
  }

  private onMove(event: PointerEvent): void {
    const { running } = this;
    if (running === undefined) return;
    const change = running.drag.to(this.stage.rayAt(this.canvasPlace(event)));
    if (change === undefined) return;
    running.change = change;
    running.isSent = false;
    if (change.kind === "position") running.place = change.value;
    this.labels.note(running.drag.words(), running.place);
    const now = performance.now();
    if (now - this.sent < interval || this.isSending) return;
    this.sent = now;
    running.isSent = true;
    this.send(running.entity, change);
  }

  private end(): void {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    this.stage.controls.enabled = true;
    this.labels.endNote();
    const { change, isSent } = running;
    if (change !== undefined && !isSent) this.send(running.entity, change);
  }

  private send(entity: EntityID, change: Change): void {
    const target = { kind: "entity", value: entity } as const;
    const proxy = new MovableMethodsProxy(this.client, target);
    this.isSending = true;
    const call = this.call(proxy, entity, change).finally(() => {
      this.isSending = false;
    });
    this.actions.run(methods[change.kind], call);
  }

  private call(
    proxy: MovableMethodsProxy,
    entity: EntityID,
    change: Change,
  ): Promise<void> {
    switch (change.kind) {
      case "position":
        return proxy.setPosition(this.toParent(entity, change.value).toArray());
      case "rotation":
        return proxy.setRotation(change.value.toArray());
      case "scale":
        return proxy.setScale(change.value.toArray());
    }
  }

  // A place of the world in the space of the transform.
  private toParent(entity: EntityID, place: Vector3): Vector3 {
    const index = this.view.table.find(entity);
    if (index < 0) return place;
    return place.clone().applyMatrix4(this.baseOf(index).invert());
  }
}

interface Parts {
  readonly position: Vector3;
  readonly rotation: Quaternion;
  readonly scale: Vector3;
}

function partsOf(matrix: Matrix4): Parts {
  const position = new Vector3();
  const rotation = new Quaternion();
  const scale = new Vector3();
  matrix.decompose(position, rotation, scale);
  return { position, rotation, scale };
}
