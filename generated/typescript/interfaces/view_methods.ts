// ViewMethodsProxy: typed calls of ViewMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
} from "linguine-noodles/calls";
import { type Any, writeFloat, writeFloatsOf } from "linguine-noodles/cbor";
import type { Vec3 } from "linguine-noodles/protocol";

/** The names of the methods as they are sent. */
export const viewMethodNames = {
  clientView: "noo::client_view",
} as const;

/**
 * Calls the methods of ViewMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class ViewMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /**
   * Where the user looks; about once a second at most. The angle is in radians.
   */
  async clientView(direction: Vec3, angle: number): Promise<void> {
    const list = new ArgumentList();
    list.add(direction, writeFloatsOf(3));
    list.add(angle, writeFloat);
    await this.call(viewMethodNames.clientView, list);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
