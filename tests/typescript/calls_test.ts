// Typed proxies and listeners, with a caller that only remembers.
import assert from "node:assert/strict";
import { test } from "node:test";

import type { CallTarget, Caller } from "linguine-noodles/calls";
import { type Any, Encoded, Reader, readAny } from "linguine-noodles/cbor";
import {
  ActivatorMethodsProxy,
  OptionMethodsProxy,
  TableMethodsProxy,
  type TableInitData,
  TableSignalsListenerBase,
  dispatchAttentionSignals,
  dispatchTableSignals,
} from "linguine-noodles/interfaces";
import { entityID, tableID } from "linguine-noodles/protocol";

import {
  LampMethodsProxy,
  LampSignalsListenerBase,
  dispatchLampSignals,
} from "lamp";

function mapOf(pairs: Record<string, Any>): Map<Any, Any> {
  return new Map(Object.entries(pairs));
}

class Recorder implements Caller {
  method = "";
  target: CallTarget | undefined;
  args: Any[] = [];
  result: Any = null;

  async call(
    method: string,
    target: CallTarget | undefined,
    args: readonly Any[],
  ): Promise<Any> {
    this.method = method;
    this.target = target;
    this.args = args.map((one) =>
      one instanceof Encoded ? readAny(new Reader(one.bytes)) : one,
    );
    return this.result;
  }
}

test("a proxy sends the name, the target and the arguments", async () => {
  const caller = new Recorder();
  const target: CallTarget = { kind: "table", value: tableID(3, 1) };
  const table = new TableMethodsProxy(caller, target);
  caller.result = [7, 8];
  const keys = await table.insert([
    ["a", 1.5],
    ["b", null],
  ]);
  assert.deepEqual(keys, [7, 8]);
  assert.equal(caller.method, "noo::tbl_insert");
  assert.equal(caller.target, target);
  assert.deepEqual(caller.args, [
    [
      ["a", 1.5],
      ["b", null],
    ],
  ]);
});

test("absent arguments at the end are left out, others are null", async () => {
  const caller = new Recorder();
  const activator = new ActivatorMethodsProxy(caller);
  await activator.activate();
  assert.deepEqual(caller.args, []);
  await activator.activate("second");
  assert.deepEqual(caller.args, ["second"]);
  await activator.activate(2);
  assert.deepEqual(caller.args, [2]);
  assert.equal(caller.target, undefined);
  caller.result = true;
  assert.equal(await new OptionMethodsProxy(caller).setVarValue(4), true);
  assert.deepEqual(caller.args, [4]);
});

test("a result of another type rejects the promise", async () => {
  const caller = new Recorder();
  caller.result = [1, "two"];
  await assert.rejects(new TableMethodsProxy(caller).remove([1]), {
    name: "ValueError",
    message: 'result[1]: expected integer, found text "two"',
  });
});

test("a listener gets typed arguments", () => {
  const heard: TableInitData[] = [];
  const faults: string[] = [];
  class Listener extends TableSignalsListenerBase {
    override onReset(init: TableInitData): void {
      heard.push(init);
    }
    override onInvalidSignal(signal: string, error: Error): void {
      faults.push(`${signal}: ${error.message}`);
    }
  }
  const listener = new Listener();
  const init = mapOf({
    columns: [mapOf({ name: "x", type: "REAL" })],
    keys: [1],
    data: [[0.5]],
    selections: [mapOf({ name: "s", row_ranges: [1, 5] })],
  });
  assert.ok(dispatchTableSignals("noo::tbl_reset", [init], listener));
  assert.deepEqual(heard, [
    {
      columns: [{ name: "x", type: "REAL" }],
      keys: [1],
      data: [[0.5]],
      selections: [
        {
          name: "s",
          rows: [],
          row_ranges: [{ key_from_inclusive: 1, key_to_exclusive: 5 }],
        },
      ],
      following_signals: undefined,
    },
  ]);
  assert.ok(dispatchTableSignals("noo::tbl_updated", [[1, "x"]], listener));
  assert.ok(dispatchTableSignals("noo::tbl_rows_removed", [], listener));
  assert.ok(!dispatchTableSignals("noo::unknown", [], listener));
  assert.deepEqual(faults, [
    'noo::tbl_updated: argument keys[1]: expected integer, found text "x"',
    "noo::tbl_rows_removed: argument keys is missing",
  ]);
});

test("optional arguments of a signal may be absent or null", () => {
  const heard: unknown[] = [];
  const listener = {
    onSignalAttention: (...values: unknown[]) => void heard.push(values),
    onInvalidSignal: (_signal: string, error: Error) => assert.fail(error),
  };
  const name = "noo::signal_attention";
  dispatchAttentionSignals(name, [], listener);
  dispatchAttentionSignals(name, [null, "look"], listener);
  dispatchAttentionSignals(name, [[1, 2, 3]], listener);
  assert.deepEqual(heard, [
    [undefined, undefined],
    [undefined, "look"],
    [[1, 2, 3], undefined],
  ]);
});

test("an application's own methods and signals", async () => {
  const caller = new Recorder();
  const target: CallTarget = { kind: "entity", value: entityID(1, 0) };
  const lamp = new LampMethodsProxy(caller, target);
  caller.result = mapOf({ mode: "STEADY", colour: [1, 0, 0] });
  const state = await lamp.set("STEADY", [1, 0, 0]);
  assert.equal(caller.method, "lamp::set");
  assert.deepEqual(caller.args, ["STEADY", [1, 0, 0]]);
  assert.deepEqual(state, { mode: "STEADY", colour: [1, 0, 0] });
  const heard: string[] = [];
  class Listener extends LampSignalsListenerBase {
    override onChanged(changed: typeof state): void {
      heard.push(changed.mode);
    }
  }
  const args = [caller.result];
  assert.ok(dispatchLampSignals("lamp::changed", args, new Listener()));
  assert.deepEqual(heard, ["STEADY"]);
});
