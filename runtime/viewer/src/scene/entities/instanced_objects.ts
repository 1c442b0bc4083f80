// Objects that draw one geometry many times: InstancedMesh of three.js, and the
// same for points and thin lines.

import {
  type BufferGeometry,
  type InstancedBufferAttribute,
  InstancedMesh,
  LineSegments,
  type Material,
  Points,
} from "three";
import type { Patch } from "../geometry/patch.js";
import { fixMatrices } from "./fixed_object.js";

/** The members of an InstancedMesh that the renderer reads. */
interface Instanced {
  readonly isInstancedMesh: true;
  count: number;
  instanceMatrix: InstancedBufferAttribute;
  instanceColor: InstancedBufferAttribute | null;
}

export type InstancedObject = (InstancedMesh | Points | LineSegments) & Instanced;

/** The matrix of the object is the identity, and changes only where it is set. */
export function makeInstanced(
  patch: Patch,
  geometry: BufferGeometry,
  material: Material,
  matrices: InstancedBufferAttribute,
  count: number,
): InstancedObject {
  const object = makeObject(patch, geometry, material, matrices, count);
  object.frustumCulled = false;
  return fixMatrices(object);
}

function makeObject(
  patch: Patch,
  geometry: BufferGeometry,
  material: Material,
  matrices: InstancedBufferAttribute,
  count: number,
): InstancedObject {
  if (patch.shape === "points") {
    return asInstanced(new Points(geometry, material), matrices, count);
  }
  if (patch.shape === "lines" && !patch.isWide) {
    return asInstanced(new LineSegments(geometry, material), matrices, count);
  }
  const mesh = new InstancedMesh(geometry, material, 0);
  mesh.instanceMatrix = matrices;
  mesh.count = count;
  return mesh as InstancedMesh & Instanced;
}

// Gives an object the members of an InstancedMesh that the renderer reads.
function asInstanced<Drawn extends Points | LineSegments>(
  object: Drawn,
  instanceMatrix: InstancedBufferAttribute,
  count: number,
): Drawn & Instanced {
  const members = {
    isInstancedMesh: true as const,
    morphTexture: null,
    instanceColor: null,
    instanceMatrix,
    count,
  };
  return Object.assign(object, members);
}

/** Gives back the memory of the instances, not that of the geometry. */
export function disposeInstances(object: InstancedObject): void {
  object.removeFromParent();
  // The renderer frees the attributes of the instances.
  (object as unknown as InstancedMesh).dispatchEvent({ type: "dispose" });
}
