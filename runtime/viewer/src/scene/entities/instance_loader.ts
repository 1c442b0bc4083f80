// Loads the rows of instances, and makes groups of them.

import type { Object3D } from "three";
import type { EntityID, InstanceSource } from "linguine-noodles/protocol";
import type { ViewBytes } from "../assets.js";
import type { GeometryResource } from "../geometry/geometry_store.js";
import { type InstanceRows, decodeInstanceRows } from "../geometry/instance_rows.js";
import type { SceneTools } from "../scene_tools.js";
import type { Dependant } from "../watchers.js";
import { type GroupPart, InstanceGroup } from "./instance_groups.js";

/** Instances of one entity. Each takes 64 bytes of the GPU's memory. */
const maxInstances = 4_000_000;

export class InstanceLoader {
  /** Instances and bytes of all groups. */
  count = 0;
  bytes = 0;
  readonly tools: SceneTools;
  private readonly parent: Object3D;
  private readonly onRows: (entity: number) => void;
  private readonly sources = new Map<number, RowSource>();

  /** `onRows` is called when the rows of an entity are there. */
  constructor(
    tools: SceneTools,
    parent: Object3D,
    onRows: (entity: number) => void,
  ) {
    this.tools = tools;
    this.parent = parent;
    this.onRows = onRows;
  }

  load(index: number, id: EntityID, instances: InstanceSource): void {
    this.forget(index);
    const tell = (): void => this.onRows(index);
    const source = new RowSource(this.tools, id, instances, tell);
    this.sources.set(index, source);
    source.load();
  }

  forget(index: number): void {
    this.sources.get(index)?.end();
    this.sources.delete(index);
  }

  /** Undefined while the rows or the patches are not there. */
  makeGroup(
    index: number,
    { patches, materials }: GeometryResource,
  ): InstanceGroup | undefined {
    const rows = this.sources.get(index)?.rows;
    if (rows === undefined || rows.count === 0) return undefined;
    const parts: Omit<GroupPart, "object">[] = [];
    for (const [patchNumber, patch] of patches.entries()) {
      if (patch === undefined || patch.count === 0) continue;
      parts.push({ patch, patchNumber, material: materials[patchNumber]! });
    }
    if (parts.length === 0) return undefined;
    const group = new InstanceGroup(this.parent, index, rows, parts);
    this.count += rows.count;
    this.bytes += group.bytes;
    return group;
  }

  endGroup(group: InstanceGroup): void {
    this.count -= group.rows.count;
    this.bytes -= group.bytes;
    group.end();
  }
}

class RowSource implements Dependant {
  rows: InstanceRows | undefined;
  private readonly tools: SceneTools;
  private readonly id: EntityID;
  private readonly source: InstanceSource;
  private readonly tell: () => void;
  private era = 0;

  constructor(
    tools: SceneTools,
    id: EntityID,
    source: InstanceSource,
    tell: () => void,
  ) {
    this.tools = tools;
    this.id = id;
    this.source = source;
    this.tell = tell;
  }

  load(): void {
    const { assets, client, watchers } = this.tools;
    const { view } = this.source;
    const era = ++this.era;
    watchers.forget(this);
    watchers.watchView(this, view, client.mirror);
    const take = (bytes: ViewBytes): void => {
      if (era === this.era) this.take(bytes);
    };
    try {
      const bytes = assets.view(view);
      if (bytes instanceof Promise) {
        bytes.then(take).catch((error: unknown) => {
          if (era === this.era) this.fail(error);
        });
      } else {
        take(bytes);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  onDependencyChanged(): void {
    this.load();
  }

  end(): void {
    this.era += 1;
    this.tools.watchers.forget(this);
    this.tools.problems.clear("Entity", this.id, "instances");
  }

  private take({ view }: ViewBytes): void {
    const rows = decodeInstanceRows(view, this.source.stride, maxInstances);
    if (typeof rows === "string") {
      this.fail(rows);
      return;
    }
    const { problems } = this.tools;
    const flaws: string[] = [];
    if (rows.broken > 0) {
      flaws.push(`${rows.broken} of ${rows.count} rows are not finite`);
    }
    if (rows.cutOff > 0) {
      flaws.push(`the last ${rows.cutOff} bytes are a part of a row`);
    }
    if (flaws.length > 0) {
      const [slot, gen] = this.id;
      const text =
        `Instances of entity [${slot}, ${gen}] are left out: ` +
        `${flaws.join("; ")}.`;
      problems.set("Entity", this.id, text, "instances");
    } else {
      problems.clear("Entity", this.id, "instances");
    }
    this.rows = rows;
    this.tell();
  }

  private fail(error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    const [slot, gen] = this.id;
    const text = `The instances of entity [${slot}, ${gen}] cannot be drawn: ${words}.`;
    this.tools.problems.set("Entity", this.id, text, "instances");
    this.rows = undefined;
    this.tell();
  }
}
