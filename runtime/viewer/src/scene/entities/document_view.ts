// Shows the entities of the mirror: keeps the places, the patches, instances,
// texts, pages, lights and flows of each, and changes what has changed.
//
// Changes of the mirror are collected, and applied once before each picture.

import { Group, Matrix4 } from "three";
import type { Mirror, MirrorChange } from "linguine-noodles/client";
import { emptyList } from "linguine-noodles/cbor";
import type { ComponentKind, Entity, EntityID } from "linguine-noodles/protocol";
import {
  type GeometryResource,
  GeometryStore,
  type GeometryUsers,
} from "../geometry/geometry_store.js";
import {
  type MaterialResource,
  MaterialStore,
  type MaterialUsers,
} from "../materials/material_store.js";
import { TextureStore } from "../materials/textures.js";
import type { SceneTools } from "../scene_tools.js";
import { BucketStore, type Placement } from "./buckets.js";
import { EntityBoxes } from "./entity_boxes.js";
import { EntityPlaces } from "./entity_places.js";
import type { EntityTable } from "./entity_table.js";
import type { InstanceGroup } from "./instance_groups.js";
import { InstanceLoader } from "./instance_loader.js";
import { LightStore } from "./lights.js";
import { StreamFlowStore } from "./stream_flows.js";
import { TextStore } from "./texts.js";
import { WebPageStore } from "./web_pages.js";

/** What is known of an entity by its index. */
export interface EntityState {
  content: Entity;
  geometry: GeometryResource | undefined;
  placements: Placement[];
  group: InstanceGroup | undefined;
}

interface ChangedComponent {
  readonly kind: ComponentKind;
  readonly id: readonly [number, number];
}

export class DocumentView implements GeometryUsers, MaterialUsers {
  readonly root = new Group();
  readonly places: EntityPlaces;
  readonly table: EntityTable;
  readonly states: (EntityState | undefined)[] = [];
  readonly textures: TextureStore;
  readonly materials: MaterialStore;
  readonly geometries: GeometryStore;
  readonly buckets: BucketStore;
  readonly lights: LightStore;
  readonly texts: TextStore;
  readonly pages: WebPageStore;
  readonly flows: StreamFlowStore;
  readonly boxes: EntityBoxes;
  /** Grows when what is shown, or where, has changed. */
  revision = 0;
  private readonly tools: SceneTools;
  private readonly mirror: Mirror;
  readonly instances: InstanceLoader;
  private readonly changedEntities = new Map<number, EntityID>();
  private readonly removedSlots = new Set<number>();
  private readonly changedComponents = new Map<string, ChangedComponent>();
  private readonly leftGeometries = new Set<GeometryResource>();
  private readonly stale = new Set<number>();

  constructor(tools: SceneTools) {
    this.tools = tools;
    const { client, assets, problems, watchers } = tools;
    this.places = new EntityPlaces(problems);
    this.table = this.places.table;
    this.mirror = client.mirror;
    this.root.matrixAutoUpdate = false;
    this.textures = new TextureStore(client, assets, problems, watchers);
    this.materials = new MaterialStore(
      client,
      this.textures,
      problems,
      watchers,
      this,
      tools.uniforms,
    );
    this.geometries = new GeometryStore(
      client,
      assets,
      problems,
      watchers,
      this,
      this.materials,
    );
    this.buckets = new BucketStore(this.root);
    this.lights = new LightStore(tools, this.root);
    this.texts = new TextStore(tools, this.root);
    this.pages = new WebPageStore(tools, this.root);
    this.flows = new StreamFlowStore(tools, this.root);
    this.instances = new InstanceLoader(tools, this.root, (index) => {
      this.stale.add(index);
      tools.invalidate();
    });
    const { table, states, texts, pages, flows } = this;
    this.boxes = new EntityBoxes(table, states, [texts, pages, flows]);
    this.mirror.onChange((change) => this.onChange(change));
  }

  state(index: number): EntityState | undefined {
    return this.states[index];
  }

  /** Whether `apply` has something to do. */
  get isChanged(): boolean {
    return (
      this.changedEntities.size > 0 ||
      this.removedSlots.size > 0 ||
      this.changedComponents.size > 0 ||
      this.stale.size > 0
    );
  }

  /** Applies all changes so far. */
  apply(): void {
    if (this.isChanged) this.revision += 1;
    for (const { kind, id } of takeAll(this.changedComponents)) {
      this.tools.watchers.tell(kind, id);
    }
    for (const slot of this.removedSlots) this.removeMissing(slot);
    this.removedSlots.clear();
    for (const id of takeAll(this.changedEntities)) this.sync(id);
    this.applyPlaces();
    const stale = [...this.stale];
    this.stale.clear();
    for (const index of stale) {
      if (this.states[index] !== undefined) this.rebuild(index);
    }
    this.buckets.flush();
    this.lights.apply();
    this.geometries.sweep(this.leftGeometries);
    this.leftGeometries.clear();
  }

  /** Computes the places of all entities that were touched. */
  applyPlaces(): void {
    const { moved, toggled } = this.table.update();
    if (moved.length > 0 || toggled.length > 0) this.revision += 1;
    for (const index of toggled) {
      if (this.states[index] !== undefined) this.stale.add(index);
    }
    for (const index of moved) {
      const state = this.states[index];
      if (state !== undefined && !this.stale.has(index)) this.move(index, state);
    }
  }

  /** The matrix from the space of an entity to the world. */
  matrixOf(index: number): Matrix4 {
    return new Matrix4().fromArray(this.table.world, index * 16);
  }

  onGeometry(users: ReadonlySet<number>): void {
    for (const index of users) this.stale.add(index);
    this.tools.invalidate();
  }

  onPatchesEnd(users: ReadonlySet<number>): void {
    for (const index of users) {
      const state = this.states[index];
      if (state !== undefined) this.unplace(index, state);
    }
    this.revision += 1;
  }

  onMaterialLook(): void {
    this.tools.invalidate();
  }

  onMaterialKind(material: MaterialResource): void {
    for (const bucket of this.buckets.all) {
      if (bucket.material !== material) continue;
      for (const { entity } of bucket.placements) this.stale.add(entity);
    }
    for (const [index, state] of this.states.entries()) {
      const parts = state?.group?.parts ?? [];
      if (parts.some((part) => part.material === material)) this.stale.add(index);
    }
    this.tools.invalidate();
  }

  // ----------------------------------------------------------------- changes

  private onChange(change: MirrorChange): void {
    const { kind, id, type } = change;
    if (kind === "Entity") {
      if (type === "removed") this.removedSlots.add(id[0]);
      else this.changedEntities.set(id[0], id);
    } else if (type !== "removed") {
      this.changedComponents.set(`${kind} ${id[0]}`, { kind, id });
    }
    this.tools.invalidate();
  }

  // Makes what is shown that what the mirror says.
  private sync(id: EntityID): void {
    const content = this.mirror.get("Entity", id);
    if (content === undefined) return;
    const inSlot = this.table.inSlot(id[0]);
    if (inSlot >= 0 && this.table.id(inSlot)![1] !== id[1]) this.remove(inSlot);
    let index = this.table.find(id);
    let before: Entity | undefined;
    if (index < 0) {
      index = this.table.add(id);
      this.table.setHidden(index, this.tools.isHidden(id));
      this.states[index] = {
        content,
        geometry: undefined,
        placements: [],
        group: undefined,
      };
    } else {
      before = this.states[index]!.content;
      this.states[index]!.content = content;
    }
    this.places.sync(index, id, before, content);
    if (content.representation !== before?.representation) {
      this.show(index, content);
    }
    const { lights, physics } = content;
    if (lights !== (before?.lights ?? emptyList)) this.lights.set(index, lights);
    if (physics !== (before?.physics ?? emptyList)) {
      this.flows.set(index, id, physics);
    }
  }

  // Removes the entity in this slot if the mirror has it no more. A peer may use
  // the same identifier again at once.
  private removeMissing(slot: number): void {
    const index = this.table.inSlot(slot);
    if (index < 0) return;
    const id = this.table.id(index)!;
    if (this.mirror.get("Entity", id) === undefined) this.remove(index);
  }

  private remove(index: number): void {
    const state = this.states[index]!;
    const id = this.table.id(index)!;
    this.clear(index, state);
    this.lights.set(index, []);
    this.flows.set(index, id, []);
    this.places.remove(index, id);
    this.states[index] = undefined;
    this.stale.delete(index);
  }

  // ------------------------------------------------------------ representation

  private show(index: number, { representation }: Entity): void {
    const state = this.states[index]!;
    this.clear(index, state);
    switch (representation?.kind) {
      case "render_rep": {
        const { mesh, instances } = representation.value;
        state.geometry = this.geometries.use(mesh, index);
        this.leftGeometries.delete(state.geometry);
        if (instances !== undefined) {
          this.instances.load(index, this.table.id(index)!, instances);
        }
        break;
      }
      case "text_rep":
        this.texts.set(index, representation.value);
        break;
      case "web_rep":
        this.pages.set(index, this.table.id(index)!, representation.value);
        break;
      case undefined:
        break;
    }
    this.stale.add(index);
  }

  private clear(index: number, state: EntityState): void {
    this.unplace(index, state);
    if (state.geometry !== undefined) {
      this.geometries.leave(state.geometry, index);
      this.leftGeometries.add(state.geometry);
      state.geometry = undefined;
    }
    this.instances.forget(index);
    this.texts.set(index, undefined);
    this.pages.set(index, this.table.id(index)!, undefined);
  }

  private unplace(index: number, state: EntityState): void {
    for (const placement of state.placements) this.buckets.remove(placement);
    if (state.placements.length > 0) state.placements = [];
    if (state.group !== undefined) this.instances.endGroup(state.group);
    state.group = undefined;
    this.stale.delete(index);
  }

  // Places the patches anew.
  private rebuild(index: number): void {
    const state = this.states[index]!;
    this.unplace(index, state);
    const { geometry } = state;
    const isShown = this.table.isShown(index);
    if (geometry !== undefined && isShown) {
      const rep = state.content.representation;
      if (rep?.kind === "render_rep" && rep.value.instances !== undefined) {
        state.group = this.instances.makeGroup(index, geometry);
      } else {
        this.place(index, state, geometry);
      }
    }
    this.move(index, state);
  }

  private place(
    index: number,
    state: EntityState,
    { patches, materials }: GeometryResource,
  ): void {
    for (let i = 0; i < patches.length; ++i) {
      const patch = patches[i];
      if (patch === undefined || patch.count === 0) continue;
      state.placements.push(
        this.buckets.place(index, patch, i, materials[i]!, this.table.world),
      );
    }
  }

  private move(index: number, state: EntityState): void {
    const { world } = this.table;
    const { placements, group } = state;
    for (let i = 0; i < placements.length; ++i) {
      placements[i] = this.buckets.move(placements[i]!, world);
    }
    group?.move(world);
    const isShown = this.table.isShown(index);
    this.texts.move(index, world, isShown);
    this.pages.move(index, world, isShown);
    this.lights.move(index, world, isShown);
    this.flows.move(index, world, isShown);
    this.boxes.add(this.boxes.bounds, index);
  }
}

// The values of a map, which is empty then.
function takeAll<T>(map: Map<unknown, T>): T[] {
  const all = [...map.values()];
  map.clear();
  return all;
}
