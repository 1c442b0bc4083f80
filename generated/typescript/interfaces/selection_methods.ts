// SelectionMethodsProxy: typed calls of SelectionMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
} from "linguine-noodles/calls";
import {
  type Any,
  writeFloat,
  writeFloatsOf,
  writeInt,
  writeListOf,
} from "linguine-noodles/cbor";
import type { Vec3 } from "linguine-noodles/protocol";
import type { SelectionMode } from "./selection.js";

/** The names of the methods as they are sent. */
export const selectionMethodNames = {
  selectRegion: "noo::select_region",
  selectSphere: "noo::select_sphere",
  selectHalfPlane: "noo::select_half_plane",
  selectHull: "noo::select_hull",
} as const;

/**
 * Calls the methods of SelectionMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class SelectionMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /** All coordinates are in the space of the entity. */
  async selectRegion(
    min: Vec3,
    max: Vec3,
    selection: SelectionMode,
  ): Promise<void> {
    const list = new ArgumentList();
    list.add(min, writeFloatsOf(3));
    list.add(max, writeFloatsOf(3));
    list.add(selection, writeInt);
    await this.call(selectionMethodNames.selectRegion, list);
  }

  async selectSphere(
    centre: Vec3,
    radius: number,
    selection: SelectionMode,
  ): Promise<void> {
    const list = new ArgumentList();
    list.add(centre, writeFloatsOf(3));
    list.add(radius, writeFloat);
    list.add(selection, writeInt);
    await this.call(selectionMethodNames.selectSphere, list);
  }

  async selectHalfPlane(
    point: Vec3,
    normal: Vec3,
    selection: SelectionMode,
  ): Promise<void> {
    const list = new ArgumentList();
    list.add(point, writeFloatsOf(3));
    list.add(normal, writeFloatsOf(3));
    list.add(selection, writeInt);
    await this.call(selectionMethodNames.selectHalfPlane, list);
  }

  async selectHull(
    points: Vec3[],
    indices: number[],
    selection: SelectionMode,
  ): Promise<void> {
    const list = new ArgumentList();
    list.add(points, writeListOf(writeFloatsOf(3)));
    list.add(indices, writeListOf(writeInt));
    list.add(selection, writeInt);
    await this.call(selectionMethodNames.selectHull, list);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
