// The client: its connection and its calls, with a socket that the test plays the
// server of.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, ClientError, MethodError } from "linguine-noodles/client";
import { entityID } from "linguine-noodles/protocol";

import { FakeSocket, changesOf, joined, settled, snapshot } from "./fake_socket";

test("a client introduces itself and mirrors the document", async () => {
  const client = await joined({ name: "me", token: "a b" });
  const socket = FakeSocket.last();
  assert.deepEqual(socket.introductions, ["me"]);
  assert.equal(socket.url, "ws://server:50000?token=a%20b");
  assert.equal(socket.binaryType, "arraybuffer");
  assert.equal(client.state, "ready");
  const { mirror } = client;
  const leaf = mirror.findByName("Entity", "leaf")!;
  assert.deepEqual(leaf, [1, 0]);
  assert.deepEqual(mirror.get("Entity", leaf)!.parent, [0, 0]);
  assert.deepEqual(mirror.document.methods, [[0, 0]]);
  assert.equal(mirror.count("Method"), 2);
  const changes = changesOf(mirror);
  const before = mirror.get("Entity", leaf)!;
  socket.receive(5, { id: [1, 0], visible: false }, 6, { id: [0, 0] });
  assert.deepEqual(changes, ["updated Entity 1/0", "removed Entity 0/0"]);
  assert.equal(mirror.get("Entity", leaf)!.visible, false);
  assert.equal(before.visible, true);
  socket.receive(32, {});
  assert.equal(mirror.count("Table"), 0);
  assert.deepEqual(mirror.document.methods, []);
});

test("calls are answered, fail, end in time", async () => {
  const client = await joined({ callTimeout: 30, maxPendingCalls: 2 });
  const socket = FakeSocket.last();
  const first = client.call("say", undefined, ["a", 1]);
  const second = client.call("say", { kind: "entity", value: entityID(1, 0) });
  await assert.rejects(client.call("say"), { reason: "too-much" });
  const [one, two] = socket.calls;
  assert.deepEqual(one!.args, ["a", 1]);
  assert.equal(one!.context, undefined);
  assert.deepEqual(two!.context!.target.value, [1, 0]);
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  assert.match(one!.invoke_id!, uuid);
  assert.notEqual(one!.invoke_id, two!.invoke_id);
  const exception = { code: -5, message: null, data: [1] };
  socket.receive(
    ...[34, { invoke_id: two!.invoke_id, method_exception: exception }],
    ...[34, { invoke_id: one!.invoke_id, result: "b" }],
  );
  assert.equal(await first, "b");
  await assert.rejects(second, (error) => {
    assert.ok(error instanceof MethodError);
    assert.equal(error.code, -5);
    assert.deepEqual(error.data, [1]);
    return true;
  });
  assert.equal(client.pendingCalls, 0);
  await assert.rejects(client.call("say"), { reason: "timeout" });
  await assert.rejects(client.call("nothing"), { reason: "not-found" });
  const controller = new AbortController();
  const cancelled = client.call("say", undefined, [], {
    signal: controller.signal,
  });
  controller.abort();
  await assert.rejects(cancelled, { reason: "cancelled" });
  socket.bufferedAmount = 2 ** 40;
  await assert.rejects(client.call("say"), { reason: "too-much" });
  socket.bufferedAmount = 0;
  client.send("say");
  assert.equal(socket.calls.at(-1)!.invoke_id, undefined);
  const last = client.call("say");
  socket.lose();
  await assert.rejects(last, { reason: "unavailable" });
  await assert.rejects(client.call("say"), { reason: "unavailable" });
});

test("after a reconnection only differences are told", async () => {
  const reconnect = { isEnabled: true, firstDelay: 1 };
  const client = await joined({ reconnect });
  const { mirror } = client;
  const states: string[] = [];
  client.onState((state) => states.push(state));
  const changes = changesOf(mirror);
  FakeSocket.last().lose(1001);
  assert.equal(client.state, "waiting");
  assert.equal((client.lastError as ClientError).reason, "unavailable");
  const former = FakeSocket.all.length;
  while (FakeSocket.all.length === former) await settled();
  // An attempt that fails, and one that does not.
  FakeSocket.last().lose();
  while (FakeSocket.all.length === former + 1) await settled();
  const socket = FakeSocket.last();
  socket.onopen?.({});
  const again = snapshot.slice(0, -8);
  socket.receive(...again, 4, { id: [1, 0], name: "changed" });
  // What was there is shown until all is there.
  assert.deepEqual(changes, []);
  assert.equal(mirror.get("Entity", entityID(1, 0))!.name, "leaf");
  const ready = client.whenReady();
  socket.receive(4, { id: [2, 0], name: "new" }, 31, {}, 35, {});
  await ready;
  assert.deepEqual(changes, [
    "removed Entity 0/0",
    "updated Entity 1/0",
    "created Entity 2/0",
  ]);
  assert.equal(client.lastError, undefined);
  assert.deepEqual(states, [
    ...["waiting", "connecting", "waiting", "connecting", "joining", "ready"],
  ]);
  client.disconnect();
  assert.equal(client.state, "closed");
  assert.ok(socket.isClosed);
  assert.equal(mirror.count("Entity"), 2);
});

test("the next attempt is known, and made at once on demand", async (t) => {
  const reconnect = { isEnabled: true, firstDelay: 60_000, longestDelay: 60_000 };
  const client = await joined({ reconnect });
  t.after(() => client.disconnect());
  assert.equal(client.nextAttempt, undefined);
  // Nothing is to be made anew.
  const before = FakeSocket.all.length;
  client.reconnectNow();
  assert.equal(FakeSocket.all.length, before);
  const start = Date.now();
  FakeSocket.last().lose();
  // A delay is shortened by up to a quarter.
  assert.ok(client.nextAttempt! >= start + 45_000);
  assert.ok(client.nextAttempt! <= Date.now() + 60_000);
  client.reconnectNow();
  assert.equal(client.state, "connecting");
  assert.equal(client.nextAttempt, undefined);
  assert.equal(FakeSocket.all.length, before + 1);
  const socket = FakeSocket.last();
  socket.onopen?.({});
  socket.receive(...snapshot);
  assert.equal(client.state, "ready");
  socket.lose();
  client.disconnect();
  assert.equal(client.nextAttempt, undefined);
});

test("a connection that does not come fails", async () => {
  const client = new Client({ WebSocket: FakeSocket, connectTimeout: 5 });
  await assert.rejects(client.connect("ws://server"), { reason: "timeout" });
  assert.ok(FakeSocket.last().isClosed);
  const silent = new Client({ WebSocket: FakeSocket, joinTimeout: 5 });
  const ready = silent.connect("ws://server");
  FakeSocket.last().onopen?.({});
  await assert.rejects(ready, { reason: "timeout" });
  const lost = new Client({
    WebSocket: FakeSocket,
    reconnect: { retriesFirst: true, firstDelay: 1, maxAttempts: 2 },
  });
  const before = FakeSocket.all.length;
  const failing = lost.connect("ws://server");
  FakeSocket.last().lose();
  while (FakeSocket.all.length < before + 2) await settled();
  FakeSocket.last().lose();
  await assert.rejects(failing, { reason: "unavailable" });
  const tooMuch = await joined({ maxMessageBytes: 1000 });
  FakeSocket.last().receive(99, "x".repeat(1000));
  assert.equal((tooMuch.lastError as ClientError).reason, "too-much");
  const cancelled = new Client({ WebSocket: FakeSocket });
  const connecting = cancelled.connect("ws://server");
  await assert.rejects(cancelled.connect("ws://x"), { reason: "invalid" });
  cancelled.disconnect();
  await assert.rejects(connecting, { reason: "cancelled" });
});
