// OptionMethodsProxy: typed calls of OptionMethods.
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
  readAny,
  readBool,
  readListOf,
  readText,
  writeAny,
  writeText,
} from "linguine-noodles/cbor";

/** The names of the methods as they are sent. */
export const optionMethodNames = {
  getVarKeys: "noo::get_var_keys",
  getVarOptions: "noo::get_var_options",
  getVarValue: "noo::get_var_value",
  setVarValue: "noo::set_var_value",
} as const;

/**
 * Calls the methods of OptionMethods on one target. A call that fails is a
 * promise that is rejected: with the exception that the server sent, or with an
 * error that tells that the result has another type or that the connection has
 * ended.
 */
export class OptionMethodsProxy {
  readonly #caller: Caller;
  readonly #target: CallTarget | undefined;

  /** No target: the document. */
  constructor(caller: Caller, target?: CallTarget) {
    this.#caller = caller;
    this.#target = target;
  }

  async getVarKeys(): Promise<string[]> {
    const result = await this.call(optionMethodNames.getVarKeys);
    return readResult(result, readListOf(readText));
  }

  /** Where the key is absent, the default key is meant. */
  async getVarOptions(key?: string): Promise<Any[]> {
    const list = new ArgumentList();
    list.addOptional(key, writeText);
    const result = await this.call(optionMethodNames.getVarOptions, list);
    return readResult(result, readListOf(readAny));
  }

  /** Where the key is absent, the default key is meant. */
  async getVarValue(key?: string): Promise<Any> {
    const list = new ArgumentList();
    list.addOptional(key, writeText);
    const result = await this.call(optionMethodNames.getVarValue, list);
    return readResult(result, readAny);
  }

  /** Where the key is absent, the default key is meant. */
  async setVarValue(value: Any, key?: string): Promise<boolean> {
    const list = new ArgumentList();
    list.add(value, writeAny);
    list.addOptional(key, writeText);
    const result = await this.call(optionMethodNames.setVarValue, list);
    return readResult(result, readBool);
  }

  private call(name: string, list = new ArgumentList()): Promise<Any> {
    return this.#caller.call(name, this.#target, list.items);
  }
}
