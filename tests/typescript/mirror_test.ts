// The copies of documents and tables: what real servers do, and comparison.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Encoded, Tag } from "linguine-noodles/cbor";
import { Mirror, TableMirror, isEqual } from "linguine-noodles/client";
import { entityID, methodID, newEntity, tableID } from "linguine-noodles/protocol";

import {
  FakeSocket,
  changesOf,
  encoded,
  joined,
  settled,
  snapshot,
} from "./fake_socket";

test("habits of real servers are understood", async () => {
  const client = await joined();
  const { mirror } = client;
  const socket = FakeSocket.last();
  const changes = changesOf(mirror);
  const oddities: string[] = [];
  client.onOddity((oddity) => oddities.push(oddity));
  // An update before its create, a create twice, another generation.
  socket.receive(5, { id: [7, 0], visible: false });
  socket.receive(4, { id: [7, 0], name: "early" });
  assert.equal(mirror.get("Entity", entityID(7, 0))!.visible, false);
  socket.receive(4, { id: [7, 0], name: "again" });
  socket.receive(4, { id: [7, 1], name: "next" });
  assert.equal(mirror.get("Entity", entityID(7, 0)), undefined);
  assert.equal(mirror.get("Entity", entityID(7, 1))!.name, "next");
  // A wrong message, an unknown one, and what comes behind them.
  socket.receive(24, { color: [1, 1, 1] }, 99, [], 6, { id: [7, 1] });
  assert.deepEqual(changes, [
    "created Entity 7/0",
    "updated Entity 7/0",
    "removed Entity 7/0",
    "created Entity 7/1",
    "removed Entity 7/1",
  ]);
  // A reply that nobody waits for, a signal that does not exist, a text.
  socket.receive(34, { invoke_id: "-1" }, 33, { id: [9, 9], signal_data: [] });
  socket.onmessage?.({ data: "text" });
  assert.equal(oddities.length, 8);
  // Too few elements in the array of the frame.
  const whole = encoded([4, { id: [8, 0] }, 4, { id: [9, 0] }]);
  whole[0] = 0x82;
  socket.onmessage?.({ data: whole.buffer });
  assert.ok(mirror.get("Entity", entityID(9, 0)));
  assert.match(oddities.at(-1)!, /behind the array/);
  // 35 with true, again.
  socket.receive(35, true);
  assert.equal(client.state, "ready");
});

test("updates that wait are limited", () => {
  const mirror = new Mirror(2);
  const oddities: string[] = [];
  mirror.onOddity((oddity) => oddities.push(oddity));
  for (let slot = 0; slot < 3; ++slot) {
    mirror.update("Entity", [slot, 0], { visible: false });
  }
  assert.match(oddities.at(-1)!, /maxWaitingUpdates \(2\)/);
  // A delete makes room.
  mirror.delete("Entity", [0, 0]);
  mirror.update("Entity", [3, 0], { visible: false });
  mirror.create("Entity", [3, 0], newEntity({ name: "late" }));
  assert.equal(mirror.get("Entity", entityID(3, 0))!.visible, false);
});

test("a table comes in parts and follows its signals", async () => {
  const reconnect = { isEnabled: true, firstDelay: 1 };
  const client = await joined({ reconnect });
  const table = new TableMirror(client, tableID(0, 0));
  const changes: unknown[] = [];
  table.onChange((change) => changes.push(change));
  const columns = [{ name: "x", type: "REAL" }];
  const init = { columns, keys: [1], data: [[1.5]], following_signals: 1 };
  const updated = (keys: number[], data: unknown[], slot = 0): unknown[] => [
    33,
    {
      id: [0, 0],
      context: { table: [slot, 0] },
      signal_data: [keys, data],
    },
  ];
  let socket = FakeSocket.last();
  // A signal before the subscription, which is not part of the content.
  socket.receive(...updated([9], [[9.5]]));
  let subscribed = table.subscribe();
  const answer = (): unknown[] => [
    34,
    { invoke_id: socket.calls.at(-1)!.invoke_id, result: init },
  ];
  socket.receive(...answer(), ...updated([2], [[2.5]]));
  const content = await subscribed;
  assert.deepEqual([...content.rows], [[1, [1.5]], [2, [2.5]]]);
  // Rows removed as Rigatoni does it; another table; a selection.
  socket.receive(...updated([1], []), ...updated([7], [[7.5]], 3));
  const select = (rows: number[]): unknown[] => [
    33,
    {
      id: [1, 0],
      context: { table: [0, 0] },
      signal_data: [{ name: "s", rows }],
    },
  ];
  socket.receive(...select([2]));
  assert.deepEqual([...table.content!.rows.keys()], [2]);
  assert.deepEqual(table.content!.selections.get("s")!.rows, [2]);
  socket.receive(...select([]));
  assert.equal(table.content!.selections.size, 0);
  assert.equal(changes.length, 4);
  // After a reconnection it subscribes again.
  socket.lose();
  const former = FakeSocket.all.length;
  while (FakeSocket.all.length === former) await settled();
  socket = FakeSocket.last();
  socket.onopen?.({});
  socket.receive(...snapshot);
  assert.equal(socket.calls.length, 1);
  socket.receive(...answer(), ...updated([3], [[3.5]]));
  assert.deepEqual([...table.content!.rows.keys()], [1, 3]);
  // A subscription that is not complete when the connection ends.
  subscribed = table.subscribe();
  socket.receive(...answer());
  await settled();
  const failing = assert.rejects(subscribed, { reason: "unavailable" });
  socket.lose();
  await failing;
  table.close();
  client.disconnect();
});

test("values are compared in depth", () => {
  const value = () => ({
    a: [1, new Uint8Array([1])],
    b: new Map([["k", NaN]]),
  });
  assert.ok(isEqual(value(), value()));
  assert.ok(isEqual({ a: 1, b: undefined }, { a: 1 }));
  assert.ok(!isEqual({ ...value(), c: 1 }, value()));
  assert.ok(!isEqual(new Map([["k", 1]]), new Map([["k", 2]])));
  assert.ok(!isEqual([1], [1, 2]));
  assert.ok(!isEqual(new Tag(1, 2), new Encoded(new Uint8Array())));
  assert.ok(!isEqual(null, {}));
  assert.deepEqual(methodID(1, 2), [1, 2]);
});

test("a listener hears of the kinds that it wants", () => {
  const mirror = new Mirror();
  const heard: string[] = [];
  const hear = ({ kind, type }: { kind: string; type: string }): void => {
    heard.push(`${type} ${kind}`);
  };
  const removeAll = mirror.onChange(hear);
  const remove = mirror.onChange(hear, ["Table", "Plot"]);
  mirror.create("Entity", [0, 0], newEntity());
  mirror.create("Table", [0, 0], {});
  assert.deepEqual(heard.splice(0), ["created Entity", "created Table", "created Table"]);
  removeAll();
  mirror.update("Entity", [0, 0], { visible: false });
  mirror.delete("Table", [0, 0]);
  assert.deepEqual(heard.splice(0), ["removed Table"]);
  remove();
  mirror.create("Table", [0, 1], {});
  assert.deepEqual(heard, []);
});

test("components stand in the order of their slots, of any size", () => {
  const mirror = new Mirror();
  for (const slot of [5, 2 ** 31, 0, 2 ** 20, 3]) {
    mirror.create("Entity", [slot, 1], newEntity({ name: String(slot) }));
  }
  mirror.delete("Entity", [3, 1]);
  assert.equal(mirror.count("Entity"), 4);
  assert.deepEqual(
    mirror.all("Entity").map(([id, { name }]) => [...id, name]),
    [0, 5, 2 ** 31, 2 ** 20].map((slot) => [slot, 1, String(slot)]),
  );
  assert.deepEqual(mirror.findByName("Entity", String(2 ** 20)), entityID(2 ** 20, 1));
});
