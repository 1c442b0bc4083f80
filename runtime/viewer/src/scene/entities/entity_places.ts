// Where entities are: takes transforms, parents and visibility of the document
// into the table, and tells what is wrong with them.

import type { Entity, EntityID } from "linguine-noodles/protocol";
import { type ProblemList, nameOf } from "../problems.js";
import { EntityTable } from "./entity_table.js";
import { GeoAnchors } from "./geo_anchors.js";
import { identity, matrixOf, multiplied } from "./transforms.js";

const parts = ["transform", "parent", "anchor"] as const;

export class EntityPlaces {
  readonly table = new EntityTable();
  private readonly problems: ProblemList;
  private readonly anchors = new GeoAnchors();

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  /** Takes what has changed; `before` is undefined for a new entity. */
  sync(index: number, id: EntityID, before: Entity | undefined, after: Entity): void {
    if (after.transform !== before?.transform) {
      this.syncTransform(index, id, before, after);
    }
    if (after.parent !== before?.parent) this.syncParent(index, id, after);
    // A new entity is visible.
    if (after.visible !== (before?.visible ?? true)) {
      this.table.setVisible(index, after.visible);
    }
  }

  remove(index: number, id: EntityID): void {
    this.anchors.forget(index);
    this.table.remove(index);
    for (const part of parts) this.problems.clear("Entity", id, part);
  }

  /**
   * From the space of the transform of an entity to the world, column-major: that
   * of its anchor on earth, else that of its parent; undefined: the world.
   */
  baseOf(index: number): ArrayLike<number> | undefined {
    const { table } = this;
    const parent = table.parent(index);
    return (
      this.anchors.matrixOf(index) ??
      (parent < 0 ? undefined : table.world.subarray(parent * 16, parent * 16 + 16))
    );
  }

  private syncTransform(
    index: number,
    id: EntityID,
    before: Entity | undefined,
    after: Entity,
  ): void {
    const { problems, table } = this;
    const matrix = matrixOf(after.transform);
    if (before === undefined && matrix === after.transform) {
      // Most entities: without an anchor and without faults, of now or before.
      table.setLocal(index, matrix);
      return;
    }
    const fault = this.anchor(index, id, after);
    const why = typeof matrix === "string" ? matrix : fault;
    if (why !== undefined) {
      const text = `Entity ${nameOf(id, after.name)} is shown at its parent: ${why}.`;
      problems.set("Entity", id, text, "transform");
    } else if (before !== undefined) {
      problems.clear("Entity", id, "transform");
    }
    const frame = this.anchors.matrixOf(index);
    if (typeof matrix === "string") table.setLocal(index, identity);
    else if (frame === undefined) table.setLocal(index, matrix);
    else table.setLocal(index, multiplied(frame, matrix), true);
  }

  // Returns what is wrong with the anchor.
  private anchor(index: number, id: EntityID, after: Entity): string | undefined {
    const { problems, anchors } = this;
    const { transform } = after;
    const anchor =
      transform !== undefined && "anchor" in transform ? transform.anchor : undefined;
    if (anchor?.kind === "qr") {
      const text =
        `Entity ${nameOf(id, after.name)} is shown at its parent, not at the QR code ` +
        `"${anchor.value.identity}": a page sees no printed codes.`;
      problems.set("Entity", id, text, "anchor");
    } else {
      problems.clear("Entity", id, "anchor");
    }
    if (anchor?.kind !== "geo") {
      anchors.forget(index);
      return undefined;
    }
    if (anchors.set(index, anchor.value)) return undefined;
    anchors.forget(index);
    const { latitude, longitude, altitude } = anchor.value;
    return (
      `latitude ${latitude}, longitude ${longitude} and altitude ` +
      `${altitude ?? 0} are no place on earth`
    );
  }

  private syncParent(index: number, id: EntityID, after: Entity): void {
    const { problems } = this;
    const result = this.table.setParent(index, after.parent);
    if (result === "set" || result === "waiting") {
      problems.clear("Entity", id, "parent");
      return;
    }
    const why =
      result === "cycle"
        ? "its parents form a circle"
        : "more than 4096 entities are above it";
    const text = `Entity ${nameOf(id, after.name)} is shown without its parent: ${why}.`;
    problems.set("Entity", id, text, "parent");
  }
}
