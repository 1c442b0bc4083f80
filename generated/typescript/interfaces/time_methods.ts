// TimeMethodsProxy: typed calls of TimeMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
  readResult,
} from "linguine-noodles/calls";
import { type Any, writeDouble, writeInt } from "linguine-noodles/cbor";
import { type TimeMetadata, readTimeMetadata } from "./time.js";

/** The names of the methods as they are sent. */
export const timeMethodNames = {
  stepTime: "noo::step_time",
  animateTime: "noo::animate_time",
  deltaTime: "noo::delta_time",
  setTime: "noo::set_time",
  getTimeMetadata: "noo::time_metadata",
} as const;

/**
 * Calls the methods of TimeMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class TimeMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /** Below 0 steps back, above 0 forward. */
  async stepTime(direction: number): Promise<void> {
    const list = new ArgumentList();
    list.add(direction, writeInt);
    await this.call(timeMethodNames.stepTime, list);
  }

  /** Plays with this direction and speed; 0 stops. */
  async animateTime(speed: number): Promise<void> {
    const list = new ArgumentList();
    list.add(speed, writeInt);
    await this.call(timeMethodNames.animateTime, list);
  }

  async deltaTime(delta: number): Promise<void> {
    const list = new ArgumentList();
    list.add(delta, writeDouble);
    await this.call(timeMethodNames.deltaTime, list);
  }

  async setTime(time: number): Promise<void> {
    const list = new ArgumentList();
    list.add(time, writeDouble);
    await this.call(timeMethodNames.setTime, list);
  }

  async getTimeMetadata(): Promise<TimeMetadata> {
    const result = await this.call(timeMethodNames.getTimeMetadata);
    return readResult(result, readTimeMetadata);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
