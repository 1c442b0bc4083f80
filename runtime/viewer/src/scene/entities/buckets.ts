// Buckets: all entities that show the same patch with the same material are the
// instances of one object.
//
// Blended patches are objects of their own, which the renderer sorts by distance.
// Mirrored entities have buckets of their own, since their triangles face the
// other way.

import { InstancedBufferAttribute, type Object3D } from "three";
import type { MaterialResource } from "../materials/material_store.js";
import {
  type Offset,
  noOffset,
  offsetPlace,
  writeOffsetPlace,
} from "../geometry/offsets.js";
import type { Patch } from "../geometry/patch.js";
import {
  type InstancedObject,
  disposeInstances,
  makeInstanced,
} from "./instanced_objects.js";

/** One patch of one entity. */
export interface Placement {
  readonly entity: number;
  readonly patch: Patch;
  readonly patchNumber: number;
  readonly material: MaterialResource;
  bucket: Bucket;
  slot: number;
}

/** Blended patches that are sorted; more are drawn in any order. */
const maxSorted = 2000;

/** The buckets of one patch. */
interface PatchBuckets {
  readonly plain: Map<MaterialResource, Bucket>;
  readonly mirrored: Map<MaterialResource, Bucket>;
  /** Of one entity each. */
  readonly sorted: Set<Bucket>;
}

export class BucketStore {
  /** Bytes of all instances on the GPU. */
  bytes = 0;
  private readonly parent: Object3D;
  private readonly buckets = new Map<Patch, PatchBuckets>();
  private readonly touched = new Set<Bucket>();
  private sortedCount = 0;

  constructor(parent: Object3D) {
    this.parent = parent;
  }

  get all(): Iterable<Bucket> {
    return this.each();
  }

  /** Shows a patch of an entity; `matrix` is its world matrix. */
  place(
    entity: number,
    patch: Patch,
    patchNumber: number,
    material: MaterialResource,
    world: Float64Array,
  ): Placement {
    const isMirrored = determinant(world, entity * 16) < 0;
    const isSorted = material.isBlended && this.sortedCount < maxSorted;
    let bucket = isSorted
      ? undefined
      : sharedOf(this.buckets.get(patch), isMirrored)?.get(material);
    if (bucket === undefined) {
      const origin = offsetPlace(world, entity * 16, patch.offset);
      bucket = new Bucket(this, patch, material, isMirrored, isSorted, origin);
      this.keep(bucket);
    }
    const placement = { entity, patch, patchNumber, material, bucket, slot: -1 };
    bucket.add(placement);
    bucket.write(placement, world);
    return placement;
  }

  /** Moves a patch. Returns a placement, which may be another one. */
  move(placement: Placement, world: Float64Array): Placement {
    const { bucket, entity, patch, patchNumber, material } = placement;
    if (determinant(world, entity * 16) < 0 === bucket.isMirrored) {
      bucket.write(placement, world);
      return placement;
    }
    this.remove(placement);
    return this.place(entity, patch, patchNumber, material, world);
  }

  remove({ bucket, slot }: Placement): void {
    bucket.remove(slot);
    if (bucket.count === 0) this.drop(bucket);
  }

  /** Sends what has changed to the GPU with the next picture. */
  flush(): void {
    for (const bucket of this.touched) bucket.flush();
    this.touched.clear();
  }

  touch(bucket: Bucket): void {
    this.touched.add(bucket);
  }

  private *each(): Iterable<Bucket> {
    for (const { plain, mirrored, sorted } of this.buckets.values()) {
      yield* plain.values();
      yield* mirrored.values();
      yield* sorted;
    }
  }

  private keep(bucket: Bucket): void {
    let buckets = this.buckets.get(bucket.patch);
    if (buckets === undefined) {
      buckets = { plain: new Map(), mirrored: new Map(), sorted: new Set() };
      this.buckets.set(bucket.patch, buckets);
    }
    if (bucket.isSorted) buckets.sorted.add(bucket);
    else sharedOf(buckets, bucket.isMirrored).set(bucket.material, bucket);
    this.parent.add(bucket.object);
    if (bucket.isSorted) this.sortedCount += 1;
  }

  private drop(bucket: Bucket): void {
    const buckets = this.buckets.get(bucket.patch)!;
    if (bucket.isSorted) buckets.sorted.delete(bucket);
    else sharedOf(buckets, bucket.isMirrored).delete(bucket.material);
    const { plain, mirrored, sorted } = buckets;
    if (plain.size + mirrored.size + sorted.size === 0) {
      this.buckets.delete(bucket.patch);
    }
    if (bucket.isSorted) this.sortedCount -= 1;
    this.touched.delete(bucket);
    bucket.end();
  }
}

export class Bucket {
  readonly patch: Patch;
  readonly material: MaterialResource;
  readonly isMirrored: boolean;
  readonly isSorted: boolean;
  readonly object: InstancedObject;
  readonly placements: Placement[] = [];
  // Where the instances are counted from. Shaders do not hold the places of wide
  // worlds exactly; the renderer takes the difference to the camera before.
  private readonly origin: Offset;
  private readonly store: BucketStore;
  private matrices: InstancedBufferAttribute;
  private first = Infinity;
  private last = -1;

  constructor(
    store: BucketStore,
    patch: Patch,
    material: MaterialResource,
    isMirrored: boolean,
    isSorted: boolean,
    origin: Offset,
  ) {
    this.origin = origin;
    this.store = store;
    this.patch = patch;
    this.material = material;
    this.isMirrored = isMirrored;
    this.isSorted = isSorted;
    this.matrices = matricesFor(1);
    store.bytes += this.matrices.array.byteLength;
    const look = material.variant(patch);
    this.object = makeInstanced(patch, patch.geometry, look, this.matrices, 0);
    this.object.castShadow = patch.shape === "triangles";
    this.object.receiveShadow = patch.shape === "triangles";
    // The instances of a mirrored bucket are mirrored once more.
    if (isMirrored) this.object.matrixWorld.makeScale(-1, 1, 1);
    this.object.matrixWorld.setPosition(...origin);
    if (isSorted) this.matrices.array.set(identity);
  }

  get count(): number {
    return this.placements.length;
  }

  add(placement: Placement): void {
    placement.slot = this.placements.length;
    this.placements.push(placement);
    if (this.placements.length > this.matrices.count) this.grow();
    this.object.count = this.placements.length;
  }

  /** The last instance takes the place of this one. */
  remove(slot: number): void {
    const last = this.placements.pop()!;
    this.object.count = this.placements.length;
    if (last.slot === slot) return;
    const { array } = this.matrices;
    array.copyWithin(slot * 16, last.slot * 16, last.slot * 16 + 16);
    last.slot = slot;
    this.placements[slot] = last;
    this.change(slot);
  }

  write({ slot, entity }: Placement, world: Float64Array): void {
    const from = entity * 16;
    const { offset } = this.patch;
    if (this.isSorted) {
      const place = offsetPlace(world, from, offset);
      const { elements } = this.object.matrixWorld;
      for (let i = 0; i < 16; ++i) elements[i] = world[from + i]!;
      this.object.matrixWorld.setPosition(...place);
      return;
    }
    const { array } = this.matrices;
    const to = slot * 16;
    // Differences of large numbers, before they are rounded to 32 bits.
    let place: ArrayLike<number> = world;
    let at = from + 12;
    if (offset !== noOffset) {
      writeOffsetPlace(world, from, offset, scratch, 0);
      place = scratch;
      at = 0;
    }
    for (let i = 0; i < 12; ++i) array[to + i] = world[from + i]!;
    const { origin } = this;
    array[to + 12] = place[at]! - origin[0];
    array[to + 13] = place[at + 1]! - origin[1];
    array[to + 14] = place[at + 2]! - origin[2];
    array[to + 15] = world[from + 15]!;
    if (this.isMirrored) {
      for (let i = 0; i < 16; i += 4) array[to + i] = -array[to + i]!;
    }
    this.change(slot);
  }

  flush(): void {
    if (this.last < 0) return;
    const { matrices, first, last } = this;
    matrices.clearUpdateRanges();
    matrices.addUpdateRange(first * 16, (last - first + 1) * 16);
    matrices.needsUpdate = true;
    this.first = Infinity;
    this.last = -1;
  }

  end(): void {
    this.store.bytes -= this.matrices.array.byteLength;
    disposeInstances(this.object);
  }

  private change(slot: number): void {
    if (this.last < 0) this.store.touch(this);
    if (slot < this.first) this.first = slot;
    if (slot > this.last) this.last = slot;
  }

  private grow(): void {
    const former = this.matrices;
    this.matrices = matricesFor(former.count * 2);
    this.matrices.array.set(former.array);
    this.store.bytes +=
      this.matrices.array.byteLength - former.array.byteLength;
    const { object } = this;
    const { parent } = object;
    disposeInstances(object);
    parent?.add(object);
    object.instanceMatrix = this.matrices;
    this.first = 0;
    this.change(former.count);
  }
}

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function matricesFor(count: number): InstancedBufferAttribute {
  return new InstancedBufferAttribute(new Float32Array(count * 16), 16);
}

const scratch = new Float64Array(3);

function sharedOf(
  buckets: PatchBuckets,
  isMirrored: boolean,
): Map<MaterialResource, Bucket>;
function sharedOf(
  buckets: PatchBuckets | undefined,
  isMirrored: boolean,
): Map<MaterialResource, Bucket> | undefined;
function sharedOf(
  buckets: PatchBuckets | undefined,
  isMirrored: boolean,
): Map<MaterialResource, Bucket> | undefined {
  return isMirrored ? buckets?.mirrored : buckets?.plain;
}

function determinant(m: Float64Array, at: number): number {
  const m1 = m[at + 1]!;
  const m2 = m[at + 2]!;
  const m5 = m[at + 5]!;
  const m6 = m[at + 6]!;
  const m9 = m[at + 9]!;
  const m10 = m[at + 10]!;
  return (
    m[at]! * (m5 * m10 - m6 * m9) -
    m[at + 4]! * (m1 * m10 - m2 * m9) +
    m[at + 8]! * (m1 * m6 - m2 * m5)
  );
}
