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
  type GeometryUser,
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
import { ChangedEntities } from "./changed_entities.js";
import { EntityBoxes } from "./entity_boxes.js";
import { EntityPlaces } from "./entity_places.js";
import type { EntityTable } from "./entity_table.js";
import { IndexSet } from "./index_set.js";
import type { InstanceGroup } from "./instance_groups.js";
import { InstanceLoader } from "./instance_loader.js";
import { LightStore } from "./lights.js";
import { StreamFlowStore } from "./stream_flows.js";
import { TextStore } from "./texts.js";
import { WebPageStore } from "./web_pages.js";

/** The state of an entity, by its index. */
export interface EntityState extends GeometryUser {
  content: Entity;
  geometry: GeometryResource | undefined;
  placements: readonly Placement[];
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
  private readonly changedEntities: ChangedEntities;
  private readonly removedSlots = new Set<number>();
  private readonly changedComponents = new Map<string, ChangedComponent>();
  // Stores of things that show more than patches for an entity.
  private readonly moving: readonly {
    readonly isEmpty: boolean;
    move(index: number, world: Float64Array, isShown: boolean): void;
  }[];
  private readonly leftGeometries = new Set<GeometryResource>();
  private readonly stale = new IndexSet();

  constructor(tools: SceneTools) {
    this.tools = tools;
    const { client, assets, problems, watchers } = tools;
    this.places = new EntityPlaces(problems);
    this.table = this.places.table;
    this.mirror = client.mirror;
    this.changedEntities = new ChangedEntities(client.mirror);
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
    this.moving = [this.texts, this.pages, this.lights, this.flows];
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
      this.changedEntities.count > 0 ||
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
    this.table.reserve(this.changedEntities.count);
    this.changedEntities.take((id, content) => this.sync(id, content));
    this.applyPlaces();
    for (const index of this.stale.take()) {
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

  onGeometry(users: Iterable<GeometryUser>): void {
    for (const { index } of users) this.stale.add(index);
    this.tools.invalidate();
  }

  onPatchesEnd(users: Iterable<GeometryUser>): void {
    for (const { index } of users) {
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
      if (type === "removed") {
        this.removedSlots.add(id[0]);
      } else {
        this.changedEntities.add(id, change.after);
      }
    } else if (type !== "removed") {
      this.changedComponents.set(`${kind} ${id[0]}`, { kind, id });
    }
    this.tools.invalidate();
  }

  // Shows the entity as its content says.
  private sync(id: EntityID, content: Entity): void {
    let index = this.table.inSlot(id[0]);
    if (index >= 0 && this.table.id(index)![1] !== id[1]) {
      this.remove(index);
      index = -1;
    }
    let before: Entity | undefined;
    if (index < 0) {
      index = this.table.add(id);
      if (this.tools.isHidden(id)) this.table.setHidden(index, true);
      this.states[index] = {
        index,
        nextUser: undefined,
        priorUser: undefined,
        content,
        geometry: undefined,
        placements: nothingPlaced,
        group: undefined,
      };
    } else {
      const state = this.states[index]!;
      before = state.content;
      state.content = content;
    }
    this.places.sync(index, id, before, content);
    if (content.representation !== before?.representation) {
      if (before !== undefined) this.clear(index, this.states[index]!);
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
    switch (representation?.kind) {
      case "render_rep": {
        const { mesh, instances } = representation.value;
        state.geometry = this.geometries.use(mesh, state);
        if (this.leftGeometries.size > 0) {
          this.leftGeometries.delete(state.geometry);
        }
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
      this.geometries.leave(state.geometry, state);
      this.leftGeometries.add(state.geometry);
      state.geometry = undefined;
    }
    this.instances.forget(index);
    this.texts.set(index, undefined);
    this.pages.set(index, this.table.id(index)!, undefined);
  }

  private unplace(index: number, state: EntityState): void {
    for (const placement of state.placements) this.buckets.remove(placement);
    state.placements = nothingPlaced;
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
    this.moveRest(index, state);
  }

  private place(
    index: number,
    state: EntityState,
    { patches, materials }: GeometryResource,
  ): void {
    const { world } = this.table;
    let placements: Placement[] | undefined;
    for (let i = 0; i < patches.length; ++i) {
      const patch = patches[i];
      if (patch === undefined || patch.count === 0) continue;
      const placed = this.buckets.place(index, patch, i, materials[i]!, world);
      // Most entities have one: the list takes no room for more.
      if (placements === undefined) placements = [placed];
      else placements.push(placed);
    }
    state.placements = placements ?? nothingPlaced;
  }

  private move(index: number, state: EntityState): void {
    const { world } = this.table;
    const { placements } = state;
    for (let i = 0; i < placements.length; ++i) {
      const former = placements[i]!;
      const placement = this.buckets.move(former, world);
      if (placement !== former) {
        const changed = [...state.placements];
        changed[i] = placement;
        state.placements = changed;
      }
    }
    this.moveRest(index, state);
  }

  // Moves all that an entity shows but its placements.
  private moveRest(index: number, { group }: EntityState): void {
    const { world } = this.table;
    group?.move(world);
    const isShown = this.table.isShown(index);
    for (const store of this.moving) {
      if (!store.isEmpty) store.move(index, world, isShown);
    }
    this.boxes.widen(index);
  }
}

const nothingPlaced: readonly Placement[] = Object.freeze([]);

// The values of a map, which is empty then.
function takeAll<T>(map: Map<unknown, T>): T[] {
  const all = [...map.values()];
  map.clear();
  return all;
}
