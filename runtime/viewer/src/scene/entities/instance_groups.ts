// The instances that one entity shows: each patch of its geometry many times.

import {
  Box3,
  BufferGeometry,
  InstancedBufferAttribute,
  type Object3D,
} from "three";
import { addTransformed } from "../geometry/boxes.js";
import {
  type ColumnMeaning,
  type InstanceRows,
  meaningOf,
} from "../geometry/instance_rows.js";
import { noOffset, writeOffsetPlace } from "../geometry/offsets.js";
import { isOfUsualSize, unionOfUsual } from "../geometry/outliers.js";
import type { Patch } from "../geometry/patch.js";
import type { MaterialResource } from "../materials/material_store.js";
import {
  type InstancedObject,
  disposeInstances,
  makeInstanced,
} from "./instanced_objects.js";

/** One patch with its material. */
export interface GroupPart {
  readonly patch: Patch;
  readonly patchNumber: number;
  readonly material: MaterialResource;
  readonly object: InstancedObject;
}

export class InstanceGroup {
  readonly entity: number;
  readonly rows: InstanceRows;
  readonly parts: readonly GroupPart[];
  /** Bytes of the instances on the GPU. */
  readonly bytes: number;
  private readonly shells: BufferGeometry[] = [];
  private boxes: Box3 | undefined;

  constructor(
    parent: Object3D,
    entity: number,
    rows: InstanceRows,
    patches: readonly Omit<GroupPart, "object">[],
  ) {
    this.entity = entity;
    this.rows = rows;
    const matrices = new InstancedBufferAttribute(rows.matrices, 16);
    this.parts = patches.map((part) => {
      const meaning = meaningOf(rows, part.material.hasTexture);
      const own = withOffset(rows, part.patch, matrices);
      return { ...part, object: this.make(part, own, meaning) };
    });
    for (const { object } of this.parts) parent.add(object);
    const hasColumns = this.parts.some(
      ({ object }) => object.instanceColor !== null,
    );
    this.bytes = rows.matrices.byteLength + (hasColumns ? rows.count * 12 : 0);
  }

  /** Moves all instances. */
  move(world: Float64Array): void {
    const from = this.entity * 16;
    for (const { object } of this.parts) {
      const { elements } = object.matrixWorld;
      for (let i = 0; i < 16; ++i) elements[i] = world[from + i]!;
    }
  }

  setShown(isShown: boolean): void {
    for (const { object } of this.parts) object.visible = isShown;
  }

  /** The box of all instances, in the space of the entity. */
  get box(): Box3 {
    this.boxes ??= this.measure();
    return this.boxes;
  }

  end(): void {
    for (const { object } of this.parts) disposeInstances(object);
    for (const shell of this.shells) {
      // The attributes of the patch belong to its own geometry.
      for (const name of Object.keys(shell.attributes)) {
        if (name !== "instanceTexture") shell.deleteAttribute(name);
      }
      shell.setIndex(null);
      shell.dispose();
    }
  }

  private make(
    { patch, material }: Omit<GroupPart, "object">,
    matrices: InstancedBufferAttribute,
    meaning: ColumnMeaning,
  ): InstancedObject {
    const isMoved = meaning === "texture transform" && patch.shape === "triangles";
    const geometry = isMoved ? this.shellOf(patch) : patch.geometry;
    const look = material.variant(patch, isMoved);
    const { count } = this.rows;
    const object = makeInstanced(patch, geometry, look, matrices, count);
    if (meaning === "colour") {
      const colours = coloursOf(this.rows);
      object.instanceColor = new InstancedBufferAttribute(colours, 3);
    }
    object.castShadow = patch.shape === "triangles";
    object.receiveShadow = patch.shape === "triangles";
    return object;
  }

  // A geometry with the attributes of the patch and one of these instances.
  private shellOf({ geometry }: Patch): BufferGeometry {
    const shell = new BufferGeometry();
    for (const [name, attribute] of Object.entries(geometry.attributes)) {
      shell.setAttribute(name, attribute);
    }
    shell.setIndex(geometry.index);
    shell.boundingBox = geometry.boundingBox;
    shell.boundingSphere = geometry.boundingSphere;
    const columns = new InstancedBufferAttribute(this.rows.columns, 4);
    shell.setAttribute("instanceTexture", columns);
    this.shells.push(shell);
    return shell;
  }

  private measure(): Box3 {
    const whole = new Box3();
    const part = new Box3();
    for (const { patch } of this.parts) {
      if (!patch.box.isEmpty()) part.union(patch.box);
    }
    if (part.isEmpty()) return whole;
    const { matrices, count } = this.rows;
    // The box of the corners of each instance, by its axes.
    for (let i = 0; i < count; ++i) addTransformed(whole, part, matrices, i * 16);
    if (isOfUsualSize(whole)) return whole;
    // Single rows may be absurd.
    const row = new Box3();
    return unionOfUsual(count, (take) => {
      for (let i = 0; i < count; ++i) {
        row.makeEmpty();
        addTransformed(row, part, matrices, i * 16);
        if (!row.isEmpty()) take(row);
      }
    });
  }
}

// The matrices for a patch whose vertices were moved.
function withOffset(
  { matrices, count }: InstanceRows,
  { offset }: Patch,
  shared: InstancedBufferAttribute,
): InstancedBufferAttribute {
  if (offset === noOffset) return shared;
  const own = matrices.slice();
  for (let at = 0; at < 16 * count; at += 16) {
    writeOffsetPlace(matrices, at, offset, own, at + 12);
  }
  return new InstancedBufferAttribute(own, 16);
}

function coloursOf({ columns, count }: InstanceRows): Float32Array {
  const colours = new Float32Array(count * 3);
  for (let i = 0; i < count; ++i) {
    for (let c = 0; c < 3; ++c) {
      const value = columns[4 * i + c]!;
      colours[3 * i + c] = Number.isFinite(value) ? value : 1;
    }
  }
  return colours;
}
