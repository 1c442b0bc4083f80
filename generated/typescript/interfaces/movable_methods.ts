// MovableMethodsProxy: typed calls of MovableMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
} from "linguine-noodles/calls";
import { type Any, writeFloatsOf } from "linguine-noodles/cbor";
import type { Vec3, Vec4 } from "linguine-noodles/protocol";

/** The names of the methods as they are sent. */
export const movableMethodNames = {
  setPosition: "noo::set_position",
  setRotation: "noo::set_rotation",
  setScale: "noo::set_scale",
} as const;

/**
 * Calls the methods of MovableMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class MovableMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /** All in the coordinate system of the parent. */
  async setPosition(position: Vec3): Promise<void> {
    const list = new ArgumentList();
    list.add(position, writeFloatsOf(3));
    await this.call(movableMethodNames.setPosition, list);
  }

  /** A quaternion x, y, z, w. */
  async setRotation(rotation: Vec4): Promise<void> {
    const list = new ArgumentList();
    list.add(rotation, writeFloatsOf(4));
    await this.call(movableMethodNames.setRotation, list);
  }

  async setScale(scale: Vec3): Promise<void> {
    const list = new ArgumentList();
    list.add(scale, writeFloatsOf(3));
    await this.call(movableMethodNames.setScale, list);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
