// Handles that move the selected entity: three arrows along the axes of the
// world and three squares for the planes between them.
//
// The server moves the entity; the handles only ask it to.

import {
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  Group,
  type Intersection,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  Plane,
  PlaneGeometry,
  Raycaster,
  Scene,
  Vector2,
  Vector3,
} from "three";
import type { Client } from "linguine-noodles/client";
import { MovableMethodsProxy, movableMethodNames } from "linguine-noodles/interfaces";
import type { EntityID } from "linguine-noodles/protocol";
import type { Selection } from "../../selection/selection.js";
import type { DocumentView } from "../entities/document_view.js";
import type { Actions } from "../pointer/actions.js";
import type { Stage } from "../stage.js";

/** The part of the height of the canvas that an arrow takes. */
const size = 0.13;
/** Milliseconds between two requests while the user drags. */
const interval = 33;

const axes = [
  { direction: new Vector3(1, 0, 0), colour: 0xd55e00 },
  { direction: new Vector3(0, 1, 0), colour: 0x3fa66b },
  { direction: new Vector3(0, 0, 1), colour: 0x3b82d6 },
] as const;

interface Drag {
  readonly entity: EntityID;
  /** The line or the plane that the pointer is projected onto. */
  readonly along: Vector3 | undefined;
  readonly plane: Plane;
  readonly grabbed: Vector3;
  readonly origin: Vector3;
  place: Vector3;
}

export class Gizmo {
  private readonly client: Client;
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly selection: Selection;
  private readonly actions: Actions;
  private readonly scene = new Scene();
  private readonly group = new Group();
  private drag: Drag | undefined;
  private sent = -Infinity;
  private isSending = false;

  constructor(
    client: Client,
    stage: Stage,
    view: DocumentView,
    selection: Selection,
    actions: Actions,
  ) {
    this.client = client;
    this.stage = stage;
    this.view = view;
    this.selection = selection;
    this.actions = actions;
    for (const [number, { direction, colour }] of axes.entries()) {
      this.group.add(...makeHandles(number, direction, colour));
    }
    this.scene.add(this.group);
    stage.canvas.addEventListener("pointermove", (event) => this.onMove(event));
    stage.canvas.addEventListener("pointerup", () => this.end());
    stage.canvas.addEventListener("pointercancel", () => this.end());
  }

  /** Takes a press on a handle. */
  grab(event: PointerEvent): boolean {
    const entity = this.movable();
    if (entity === undefined) return false;
    const handle = this.handleAt(event)?.object;
    if (handle === undefined) return false;
    const axis = handle.userData["axis"] as number;
    const isPlane = handle.userData["isPlane"] as boolean;
    const { direction } = axes[axis]!;
    const origin = this.placeOf(entity)!;
    const normal = isPlane ? direction.clone() : this.normalFor(direction, origin);
    const plane = new Plane().setFromNormalAndCoplanarPoint(normal, origin);
    const grabbed = this.pointOn(plane, event);
    if (grabbed === undefined) return false;
    const along = isPlane ? undefined : direction;
    this.drag = { entity, along, plane, grabbed, origin, place: origin.clone() };
    this.stage.controls.enabled = false;
    this.stage.canvas.setPointerCapture(event.pointerId);
    return true;
  }

  /** After the picture of the scene. */
  draw(): void {
    const entity = this.movable();
    const place = this.drag?.place ?? (entity && this.placeOf(entity));
    this.group.visible = place !== undefined;
    if (place === undefined) return;
    const { renderer, camera } = this.stage;
    const distance = camera.position.distanceTo(place);
    this.group.position.copy(place);
    const tangent = Math.tan((camera.fov * Math.PI) / 360);
    this.group.scale.setScalar(Math.max(1e-9, distance * tangent * 2 * size));
    renderer.autoClear = false;
    renderer.clearDepth();
    renderer.render(this.scene, camera);
    renderer.autoClear = true;
  }

  // The selected entity, if it can be moved.
  private movable(): EntityID | undefined {
    const { primary, entities } = this.selection;
    if (primary === undefined || entities.length !== 1) return undefined;
    if (this.client.state !== "ready") return undefined;
    const { setPosition } = movableMethodNames;
    return this.actions.has(primary, setPosition) ? primary : undefined;
  }

  private placeOf(id: EntityID): Vector3 | undefined {
    const index = this.view.table.find(id);
    if (index < 0) return undefined;
    const { world } = this.view.table;
    return new Vector3(world[index * 16 + 12], world[index * 16 + 13], world[index * 16 + 14]);
  }

  private handleAt(event: PointerEvent): Intersection | undefined {
    const { camera, size: canvas } = this.stage;
    const at = this.canvasPlace(event);
    const device = new Vector2((at.x / canvas.x) * 2 - 1, 1 - (at.y / canvas.y) * 2);
    const caster = new Raycaster();
    caster.setFromCamera(device, camera);
    this.group.updateMatrixWorld(true);
    return caster.intersectObjects(this.group.children, false)[0];
  }

  private canvasPlace(event: PointerEvent): Vector2 {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    return new Vector2(event.clientX - left, event.clientY - top);
  }

  // The plane through the axis that faces the camera best.
  private normalFor(direction: Vector3, origin: Vector3): Vector3 {
    const toCamera = this.stage.camera.position.clone().sub(origin);
    const side = direction.clone().cross(toCamera);
    return side.cross(direction).normalize();
  }

  private pointOn(plane: Plane, event: PointerEvent): Vector3 | undefined {
    const ray = this.stage.rayAt(this.canvasPlace(event));
    return ray.intersectPlane(plane, new Vector3()) ?? undefined;
  }

  private onMove(event: PointerEvent): void {
    const { drag } = this;
    if (drag === undefined) return;
    const point = this.pointOn(drag.plane, event);
    if (point === undefined) return;
    const moved = point.sub(drag.grabbed);
    if (drag.along !== undefined) moved.projectOnVector(drag.along);
    drag.place = drag.origin.clone().add(moved);
    this.stage.invalidate();
    const now = performance.now();
    if (now - this.sent < interval || this.isSending) return;
    this.sent = now;
    this.send(drag);
  }

  private end(): void {
    const { drag } = this;
    if (drag === undefined) return;
    this.drag = undefined;
    this.stage.controls.enabled = true;
    this.stage.invalidate();
    this.send(drag);
  }

  // The place in the space of the parent.
  private send({ entity, place }: Drag): void {
    const { table } = this.view;
    const index = table.find(entity);
    if (index < 0) return;
    const parent = table.parent(index);
    const local = place.clone();
    if (parent >= 0) {
      local.applyMatrix4(new Matrix4().fromArray(table.world, parent * 16).invert());
    }
    const target = { kind: "entity", value: entity } as const;
    const methods = new MovableMethodsProxy(this.client, target);
    this.isSending = true;
    const call = methods.setPosition(local.toArray()).finally(() => {
      this.isSending = false;
    });
    this.actions.run(movableMethodNames.setPosition, call);
  }
}

function makeHandles(axis: number, direction: Vector3, colour: number): Mesh[] {
  const look = new MeshBasicMaterial({
    color: colour,
    side: DoubleSide,
    toneMapped: false,
  });
  const soft = look.clone();
  soft.transparent = true;
  soft.opacity = 0.4;
  const hidden = new MeshBasicMaterial({ visible: false });
  const shaft = new Mesh(new CylinderGeometry(0.018, 0.018, 0.8), look);
  shaft.geometry.translate(0, 0.4, 0);
  const tip = new Mesh(new ConeGeometry(0.07, 0.22), look);
  tip.geometry.translate(0, 0.9, 0);
  // Fingers need more room than what is seen.
  const room = new Mesh(new CylinderGeometry(0.11, 0.11, 0.9), hidden);
  room.geometry.translate(0, 0.6, 0);
  const square = new Mesh(new PlaneGeometry(0.22, 0.22), soft);
  for (const part of [shaft, tip, room]) {
    part.quaternion.setFromUnitVectors(new Vector3(0, 1, 0), direction);
    part.userData = { axis, isPlane: false };
  }
  square.quaternion.setFromUnitVectors(new Vector3(0, 0, 1), direction);
  square.position.set(0.3, 0.3, 0.3);
  square.position.setComponent(axis, 0);
  square.userData = { axis, isPlane: true };
  return [shaft, tip, room, square];
}
