// Objects whose matrix in the world is set by the page, never by three.js.

import type { Object3D } from "three";

/** The matrices of the object change only where they are set. */
export function fixMatrices<T extends Object3D>(object: T): T {
  object.matrixAutoUpdate = false;
  object.matrixWorldAutoUpdate = false;
  return object;
}
