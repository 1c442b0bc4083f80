// ActivatorMethodsProxy: typed calls of ActivatorMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ArgumentList,
  type CallTarget,
  type Caller,
  readResult,
} from "linguine-noodles/calls";
import {
  type Any,
  type Writer,
  readListOf,
  readText,
} from "linguine-noodles/cbor";

/** The names of the methods as they are sent. */
export const activatorMethodNames = {
  activate: "noo::activate",
  getActivationChoices: "noo::get_activation_choices",
} as const;

/**
 * Calls the methods of ActivatorMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class ActivatorMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  /** The name of a choice or its index; absent is the first choice. */
  async activate(choice?: string | number): Promise<void> {
    const list = new ArgumentList();
    list.addOptional(choice, writeActivateChoice);
    await this.call(activatorMethodNames.activate, list);
  }

  async getActivationChoices(): Promise<string[]> {
    const result = await this.call(activatorMethodNames.getActivationChoices);
    return readResult(result, readListOf(readText));
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}

function writeActivateChoice(writer: Writer, value: string | number): void {
  if (typeof value === "string") {
    writer.writeText(value);
  } else {
    writer.writeInt(value);
  }
}
