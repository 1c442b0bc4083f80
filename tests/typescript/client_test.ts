// The client, with a socket that the test plays the server of.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Any,
  Encoded,
  Tag,
  Writer,
  writeAny,
} from "linguine-noodles/cbor";
import {
  Client,
  ClientError,
  type GivenClientOptions,
  MethodError,
  Mirror,
  type MirrorChange,
  type Socket,
  TableMirror,
  isEqual,
  resolveLocation,
} from "linguine-noodles/client";
import {
  ClientMessageHandlerBase,
  type MsgInvokeMethod,
  dispatchClientFrame,
  entityID,
  methodID,
  newEntity,
  tableID,
} from "linguine-noodles/protocol";

type Plain = { [key: string]: unknown };

function anyOf(value: unknown): Any {
  if (Array.isArray(value)) return value.map(anyOf);
  const isPlain =
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value as Any;
  const pairs = Object.entries(value as Plain);
  return new Map(pairs.map(([key, one]) => [key, anyOf(one)]));
}

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  writeAny(writer, anyOf(value));
  return writer.take();
}

/** A socket whose other side is the test. */
class FakeSocket implements Socket {
  static all: FakeSocket[] = [];
  binaryType = "";
  bufferedAmount = 0;
  onopen: ((event: any) => void) | null = null;
  onmessage: ((event: any) => void) | null = null;
  onclose: ((event: any) => void) | null = null;
  onerror: ((event: any) => void) | null = null;
  readonly introductions: string[] = [];
  readonly calls: MsgInvokeMethod[] = [];
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  static last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  send(data: Uint8Array): void {
    const { introductions, calls } = this;
    class Handler extends ClientMessageHandlerBase {
      override onIntroduction({ client_name }: { client_name: string }): void {
        introductions.push(client_name);
      }
      override onInvokeMethod(message: MsgInvokeMethod): void {
        calls.push(message);
      }
    }
    assert.equal(dispatchClientFrame(data, new Handler()), undefined);
  }

  close(): void {
    this.isClosed = true;
  }

  receive(...messages: unknown[]): void {
    this.onmessage?.({ data: encoded(messages).buffer });
  }

  lose(code = 1006): void {
    this.onclose?.({ code, reason: "" });
  }
}

const snapshot = [
  ...[0, { id: [0, 0], name: "say", arg_doc: [] }],
  ...[0, { id: [1, 0], name: "noo::tbl_subscribe", arg_doc: [] }],
  ...[2, { id: [0, 0], name: "noo::tbl_updated", arg_doc: [] }],
  ...[
    2,
    { id: [1, 0], name: "noo::tbl_selection_updated", arg_doc: [] },
  ],
  ...[28, { id: [0, 0], name: "table", methods_list: [[1, 0]] }],
  ...[4, { id: [0, 0], name: "root" }],
  ...[4, { id: [1, 0], name: "leaf", parent: [0, 0] }],
  ...[31, { methods_list: [[0, 0]], signals_list: [] }],
  ...[35, {}],
];

async function joined(options: GivenClientOptions = {}): Promise<Client> {
  const client = new Client({ WebSocket: FakeSocket, ...options });
  const ready = client.connect("ws://server:50000");
  const socket = FakeSocket.last();
  socket.onopen?.({});
  socket.receive(...snapshot);
  await ready;
  return client;
}

function changesOf(mirror: Mirror): string[] {
  const changes: string[] = [];
  mirror.onChange(({ type, kind, id }: MirrorChange) => {
    changes.push(`${type} ${kind} ${id[0]}/${id[1]}`);
  });
  return changes;
}

/** Until everything that is due has been done. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

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

test("locations are resolved against the server", () => {
  const href = (location: Parameters<typeof resolveLocation>[0]): string =>
    resolveLocation(location, "wss://host:50000/x").href;
  assert.equal(href("http://a:1/b"), "http://a:1/b");
  assert.equal(href("/b/c"), "https://host:50000/b/c");
  assert.equal(href({ scheme: "http", path: "b" }), "http://host:50000/b");
  const query = new Map([["q", "ä"]]);
  assert.equal(
    href({ scheme: "http", host: "::1", port: 7, query }),
    "http://[::1]:7/?q=%C3%A4",
  );
  assert.throws(() => href("file:///etc/passwd"), { reason: "invalid" });
  assert.throws(() => href("http://a:b:c"), { reason: "invalid" });
});

/** Answers fetches with bytes, in the order in which they are asked for. */
function fetcher(
  answers: Record<string, () => Response>,
): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const answer = async (
    url: unknown,
    init: RequestInit = {},
  ): Promise<Response> => {
    const given = init.headers as Record<string, string> | undefined;
    asked.push(`${url} ${given?.["Authorization"] ?? ""}`.trim());
    return answers[new URL(String(url)).pathname]!();
  };
  return { fetch: answer as typeof fetch, asked };
}

test("files are fetched, kept and limited", async () => {
  const bytes = (count: number) => () => new Response(new Uint8Array(count));
  const { fetch, asked } = fetcher({
    "/a": bytes(8),
    "/big": bytes(101),
    "/gone": () => new Response("", { status: 404 }),
    "/never": () => new Response(new ReadableStream({})),
    "/secret": () => new Response("", { status: 401 }),
  });
  const limits = { maxFileBytes: 100, maxCacheBytes: 10, stallTimeout: 9 };
  const assets = { fetch, ...limits };
  const client = await joined({ assets, token: "t" });
  const location = (path: string) => ({ uri_bytes: `http://server:1/${path}` });
  const view = { source_buffer: [2, 0], length: 2, type: "UNK" };
  FakeSocket.last().receive(
    ...[10, { id: [0, 0], size: 8, ...location("a") }],
    ...[10, { id: [1, 0], size: 9, ...location("a") }],
    ...[10, { id: [2, 0], size: 3, inline_bytes: Uint8Array.of(1, 2, 3) }],
    ...[12, { id: [0, 0], offset: 1, ...view }],
    ...[12, { id: [1, 0], offset: 2, ...view }],
    ...[17, { id: [0, 0], buffer_source: [0, 0] }],
    // A buffer, as Rigatoni names it.
    ...[17, { id: [1, 0], buffer_source: [2, 0] }],
  );
  const { mirror } = client;
  const [whole, short, inline] = mirror.all("Buffer").map(([id]) => id);
  const both = [client.fetchBuffer(whole!), client.fetchBuffer(whole!)];
  for (const one of await Promise.all(both)) assert.equal(one.length, 8);
  await client.fetchBuffer(whole!);
  assert.equal(asked.length, 1);
  await assert.rejects(client.fetchBuffer(short!), { reason: "data-loss" });
  assert.deepEqual(await client.fetchBuffer(inline!), Uint8Array.of(1, 2, 3));
  const [part, long] = mirror.all("BufferView").map(([id]) => id);
  assert.deepEqual(await client.fetchView(part!), Uint8Array.of(2, 3));
  await assert.rejects(client.fetchView(long!), { reason: "data-loss" });
  const [image, other] = mirror.all("Image").map(([id]) => id);
  assert.deepEqual(await client.fetchImage(image!), Uint8Array.of(2, 3));
  assert.deepEqual(await client.fetchImage(other!), Uint8Array.of(1, 2, 3));
  await assert.rejects(client.fetchLocation("/big"), { reason: "too-much" });
  await assert.rejects(client.fetchLocation("/gone"), /404/);
  await assert.rejects(client.fetchLocation("/never"), { reason: "timeout" });
  // After a reconnection the same address may be another file.
  asked.length = 0;
  FakeSocket.last().lose();
  const again = client.connect("ws://server:50000");
  FakeSocket.last().onopen?.({});
  FakeSocket.last().receive(...snapshot);
  await again;
  await client.fetchLocation("http://server:1/a");
  await client.fetchLocation("http://server:1/a");
  assert.deepEqual(asked, ["http://server:1/a"]);
  // Only a second request has the token, and only to the same host.
  for (const host of ["server", "other"]) {
    asked.length = 0;
    const url = `http://${host}:1/secret`;
    await assert.rejects(client.fetchLocation(url), /401/);
    const withToken = host === "server" ? [`${url} Bearer t`] : [];
    assert.deepEqual(asked, [url, ...withToken]);
    // A server that has asked for the token gets it at once.
    asked.length = 0;
    await assert.rejects(client.fetchLocation(url), /401/);
    assert.deepEqual(asked, host === "server" ? withToken : [url]);
  }
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
