// The effects of a click or a box on the server: activates, probes and selects where
// an entity has the methods for it.

import { Matrix4, Vector2, Vector3 } from "three";
import type { CallTarget } from "linguine-noodles/calls";
import type { Client } from "linguine-noodles/client";
import {
  ActivatorMethodsProxy,
  ProbeMethodsProxy,
  SelectionMethodsProxy,
  activatorMethodNames,
  probeMethodNames,
  selectionMethodNames,
} from "linguine-noodles/interfaces";
import type { EntityID, Vec3 } from "linguine-noodles/protocol";
import type { DocumentView } from "../entities/document_view.js";
import type { Labels } from "../marks/labels.js";
import type { Pick, SceneNotice, ScreenBox } from "../scene_types.js";
import type { Stage } from "../stage.js";

export class Actions {
  private readonly client: Client;
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly labels: Labels;
  private readonly tell: (notice: SceneNotice) => void;

  constructor(
    client: Client,
    stage: Stage,
    view: DocumentView,
    labels: Labels,
    tell: (notice: SceneNotice) => void,
  ) {
    this.client = client;
    this.stage = stage;
    this.view = view;
    this.labels = labels;
    this.tell = tell;
  }

  click({ entity, point }: Pick): void {
    const target: CallTarget = { kind: "entity", value: entity };
    if (this.has(entity, activatorMethodNames.activate)) {
      const { activate } = activatorMethodNames;
      this.run(activate, new ActivatorMethodsProxy(this.client, target).activate());
    }
    if (this.has(entity, probeMethodNames.at)) {
      this.run(probeMethodNames.at, this.probe(entity, target, point));
    }
  }

  /** Sends the box to the entities that select what is in it. */
  box(ids: readonly EntityID[], box: ScreenBox, adds: boolean): void {
    for (const id of ids) {
      const target: CallTarget = { kind: "entity", value: id };
      const methods = new SelectionMethodsProxy(this.client, target);
      const mode = adds ? 1 : 0;
      const { selectHull, selectRegion } = selectionMethodNames;
      const corners = this.cornersOf(id, box);
      if (corners === undefined) continue;
      if (this.has(id, selectHull)) {
        this.run(selectHull, methods.selectHull(corners, hullIndices, mode));
      } else if (this.has(id, selectRegion)) {
        const { min, max } = extentOf(corners);
        this.run(selectRegion, methods.selectRegion(min, max, mode));
      }
    }
  }

  /** Whether an entity selects what is in a box. */
  selectsBoxes(id: EntityID): boolean {
    const { selectHull, selectRegion } = selectionMethodNames;
    return this.has(id, selectHull) || this.has(id, selectRegion);
  }

  has(id: EntityID, method: string): boolean {
    const { mirror } = this.client;
    const methods = mirror.methodsOf({ kind: "entity", value: id });
    return methods.some((one) => mirror.get("Method", one)?.name === method);
  }

  /** Tells the user when a call fails. */
  run(method: string, call: Promise<unknown>): void {
    call.catch((error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      this.tell({ text: `${method} failed`, detail: words, tone: "bad" });
    });
  }

  private async probe(
    entity: EntityID,
    target: CallTarget,
    point: Vec3,
  ): Promise<void> {
    const world = this.worldOf(entity);
    if (world === undefined) return;
    const place = new Vector3(...point).applyMatrix4(world.clone().invert());
    const probe = new ProbeMethodsProxy(this.client, target);
    const { text, position } = await probe.at(place.toArray());
    const now = this.worldOf(entity) ?? world;
    this.labels.show(text, new Vector3(...position).applyMatrix4(now));
  }

  private worldOf(id: EntityID): Matrix4 | undefined {
    const index = this.view.table.find(id);
    if (index < 0) return undefined;
    return new Matrix4().fromArray(this.view.table.world, index * 16);
  }

  // The eight corners of the part of the view below the box that can hold the
  // scene, in the space of the entity.
  private cornersOf(id: EntityID, box: ScreenBox): Vec3[] | undefined {
    const world = this.worldOf(id);
    if (world === undefined || world.determinant() === 0) return undefined;
    const inverse = world.invert();
    const { left, right, top, bottom } = box;
    const places = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ].map(([x, y]) => this.stage.rayAt(new Vector2(x, y)));
    const { near, far } = this.stage.camera;
    return [near, far].flatMap((distance) =>
      places.map((ray) =>
        ray.at(distance, new Vector3()).applyMatrix4(inverse).toArray(),
      ),
    );
  }
}

// The triangles of the hull: near, far, and the four sides, seen from outside.
const hullIndices = [
  0, 1, 2, 0, 2, 3, 4, 6, 5, 4, 7, 6, 0, 4, 5, 0, 5, 1, 1, 5, 6, 1, 6, 2, 2, 6, 7,
  2, 7, 3, 3, 7, 4, 3, 4, 0,
];

function extentOf(points: readonly Vec3[]): { min: Vec3; max: Vec3 } {
  const least = (axis: 0 | 1 | 2): number => Math.min(...points.map((p) => p[axis]));
  const most = (axis: 0 | 1 | 2): number => Math.max(...points.map((p) => p[axis]));
  return {
    min: [least(0), least(1), least(2)],
    max: [most(0), most(1), most(2)],
  };
}
