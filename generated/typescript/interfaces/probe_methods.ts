// ProbeMethodsProxy: typed calls of ProbeMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
  readResult,
} from "linguine-noodles/calls";
import { type Any, writeFloatsOf } from "linguine-noodles/cbor";
import type { Vec3 } from "linguine-noodles/protocol";
import { type ProbeResult, readProbeResult } from "./probing.js";

/** The names of the methods as they are sent. */
export const probeMethodNames = {
  at: "noo::probe_at",
} as const;

/**
 * Calls the methods of ProbeMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class ProbeMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  async at(position: Vec3): Promise<ProbeResult> {
    const list = new ArgumentList();
    list.add(position, writeFloatsOf(3));
    const result = await this.call(probeMethodNames.at, list);
    return readResult(result, readProbeResult);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
