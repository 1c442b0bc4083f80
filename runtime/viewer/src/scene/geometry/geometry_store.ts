// The geometries that entities use, as patches that can be drawn. A geometry is
// loaded with its first user, and its memory is given back with its last.

import type { Client } from "linguine-noodles/client";
import type { Geometry, GeometryID, GeometryPatch } from "linguine-noodles/protocol";
import type { Assets, ViewBytes } from "../assets.js";
import type { MaterialResource, MaterialStore } from "../materials/material_store.js";
import { type ProblemList, nameOf } from "../problems.js";
import type { Dependant, Watchers } from "../watchers.js";
import { type Patch, type PatchBytes, buildPatch } from "./patch.js";

/** An entity that shows a geometry, in the list of all that show the same. */
export interface GeometryUser {
  readonly index: number;
  nextUser: GeometryUser | undefined;
  priorUser: GeometryUser | undefined;
}

/** The events of a GeometryStore. */
export interface GeometryUsers {
  /** The patches of the geometry have changed. */
  onGeometry(users: Iterable<GeometryUser>): void;
  /** The patches of the geometry end: nothing may show them any more. */
  onPatchesEnd(users: Iterable<GeometryUser>): void;
}

/** A list that takes no memory of its own for a user. */
class UserList implements Iterable<GeometryUser> {
  private first: GeometryUser | undefined;

  get isEmpty(): boolean {
    return this.first === undefined;
  }

  /** Adds a user that is in no list. */
  add(user: GeometryUser): void {
    const next = this.first;
    user.nextUser = next;
    user.priorUser = undefined;
    if (next !== undefined) next.priorUser = user;
    this.first = user;
  }

  /** Takes out a user that is in this list. */
  delete(user: GeometryUser): void {
    const { nextUser: next, priorUser: prior } = user;
    if (prior === undefined) this.first = next;
    else prior.nextUser = next;
    if (next !== undefined) next.priorUser = prior;
    user.nextUser = undefined;
    user.priorUser = undefined;
  }

  *[Symbol.iterator](): Iterator<GeometryUser> {
    for (let user = this.first; user !== undefined; user = user.nextUser) {
      yield user;
    }
  }
}

export class GeometryStore {
  bytes = 0;
  patchCount = 0;
  private readonly resources = new Map<number, GeometryResource>();
  readonly client: Client;
  readonly assets: Assets;
  readonly problems: ProblemList;
  readonly watchers: Watchers;
  readonly users: GeometryUsers;
  readonly materials: MaterialStore;

  constructor(
    client: Client,
    assets: Assets,
    problems: ProblemList,
    watchers: Watchers,
    users: GeometryUsers,
    materials: MaterialStore,
  ) {
    this.materials = materials;
    this.client = client;
    this.assets = assets;
    this.problems = problems;
    this.watchers = watchers;
    this.users = users;
  }

  /** Adds a user; the patches are complete now or later. */
  use(id: GeometryID, user: GeometryUser): GeometryResource {
    let resource = this.resources.get(id[0]);
    if (resource === undefined || resource.id[1] !== id[1]) {
      // The users of an earlier generation keep theirs until they change.
      resource = new GeometryResource(this, id);
      this.resources.set(id[0], resource);
      resource.load();
    }
    resource.users.add(user);
    return resource;
  }

  /** Takes a user away. */
  leave(resource: GeometryResource, user: GeometryUser): void {
    resource.users.delete(user);
  }

  /** Gives back what has no user. */
  sweep(resources: Iterable<GeometryResource>): void {
    for (const resource of resources) {
      if (!resource.users.isEmpty) continue;
      resource.end();
      const { id } = resource;
      if (this.resources.get(id[0]) === resource) this.resources.delete(id[0]);
    }
  }
}

export class GeometryResource implements Dependant {
  readonly id: GeometryID;
  readonly users = new UserList();
  /** By number; undefined where a patch is not there or cannot be drawn. */
  patches: readonly (Patch | undefined)[] = [];
  /** For each patch. */
  materials: readonly (MaterialResource | undefined)[] = [];
  private readonly store: GeometryStore;
  // Grows with each load: what an earlier one brings is dropped.
  private era = 0;

  constructor(store: GeometryStore, id: GeometryID) {
    this.store = store;
    this.id = id;
  }

  load(): void {
    const { client, watchers, problems } = this.store;
    const era = ++this.era;
    watchers.forget(this);
    watchers.watch(this, "Geometry", this.id);
    const geometry = client.mirror.get("Geometry", this.id);
    if (geometry === undefined) {
      const [slot, gen] = this.id;
      const text = `Geometry [${slot}, ${gen}] is used but not there.`;
      problems.set("Geometry", this.id, text);
      this.replace([]);
      return;
    }
    problems.clear("Geometry", this.id);
    const parts = geometry.patches.map((patch, i) =>
      this.loadPatch(geometry, patch, i),
    );
    if (parts.every((part) => !(part instanceof Promise))) {
      this.replace(parts as (Patch | undefined)[]);
      return;
    }
    void Promise.all(parts).then((patches) => {
      if (era === this.era) this.replace(patches);
      else for (const patch of patches) patch?.geometry.dispose();
    });
  }

  onDependencyChanged(): void {
    this.load();
  }

  /** Gives back the memory. */
  end(): void {
    const { watchers, problems } = this.store;
    this.era += 1;
    watchers.forget(this);
    problems.clear("Geometry", this.id);
    for (let i = 0; i < this.patches.length; ++i) {
      problems.clear("Geometry", this.id, String(i));
    }
    this.drop();
  }

  private loadPatch(
    geometry: Geometry,
    patch: GeometryPatch,
    number: number,
  ): (Patch | undefined) | Promise<Patch | undefined> {
    const fail = (error: unknown): undefined => {
      const words = error instanceof Error ? error.message : String(error);
      this.tell(geometry, number, `cannot be drawn: ${words}`);
      return undefined;
    };
    const build = (bytes: readonly ViewBytes[]): Patch | undefined => {
      try {
        return this.build(geometry, patch, number, bytes);
      } catch (error) {
        return fail(error);
      }
    };
    try {
      const { assets } = this.store;
      const views = patch.attributes.map(({ view }) => view);
      if (patch.indices !== undefined) views.push(patch.indices.view);
      const { watchers, client } = this.store;
      for (const view of views) watchers.watchView(this, view, client.mirror);
      const bytes = views.map((view) => assets.view(view));
      if (bytes.some((one) => one instanceof Promise)) {
        return Promise.all(bytes).then(build).catch(fail);
      }
      return build(bytes as ViewBytes[]);
    } catch (error) {
      return fail(error);
    }
  }

  private build(
    geometry: Geometry,
    from: GeometryPatch,
    number: number,
    bytes: readonly ViewBytes[],
  ): Patch | undefined {
    const count = from.attributes.length;
    // Peers write values behind the end of their view.
    const given: PatchBytes = {
      attributes: bytes.slice(0, count).map(({ rest }) => rest),
      indices: bytes[count]?.rest,
    };
    const patch = buildPatch(from, given);
    if (typeof patch === "string") {
      this.tell(geometry, number, `cannot be drawn: ${patch}`);
      return undefined;
    }
    if (patch.flaws !== "") this.tell(geometry, number, patch.flaws);
    else this.store.problems.clear("Geometry", this.id, String(number));
    return patch;
  }

  private tell(geometry: Geometry, number: number, words: string): void {
    const what = nameOf(this.id, geometry.name);
    const text = `Patch ${number} of geometry ${what}: ${words}.`;
    this.store.problems.set("Geometry", this.id, text, String(number));
  }

  private replace(patches: readonly (Patch | undefined)[]): void {
    // Things that both have in common stay.
    const materials = patches.map((patch) =>
      patch === undefined ? undefined : this.store.materials.use(patch.material),
    );
    this.drop();
    this.patches = patches;
    this.materials = materials;
    for (const patch of patches) {
      if (patch === undefined) continue;
      this.store.bytes += patch.bytes;
      this.store.patchCount += 1;
    }
    if (!this.users.isEmpty) this.store.users.onGeometry(this.users);
  }

  private drop(): void {
    if (!this.users.isEmpty) this.store.users.onPatchesEnd(this.users);
    for (const patch of this.patches) {
      if (patch === undefined) continue;
      patch.geometry.dispose();
      this.store.bytes -= patch.bytes;
      this.store.patchCount -= 1;
    }
    for (const material of this.materials) {
      if (material !== undefined) this.store.materials.leave(material);
    }
    this.patches = [];
    this.materials = [];
  }
}
