// The recording in a page: read, and played to a client without a server. Which
// server a page belongs to.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Writer } from "linguine-noodles/cbor";
import { Client, TableMirror } from "linguine-noodles/client";
import { writeTableInitData } from "linguine-noodles/interfaces";
import {
  type ServerMessage,
  bufferID,
  encodeServerFrame,
  entityID,
  methodID,
  newEntity,
  signalID,
  type TableID,
  tableID,
} from "linguine-noodles/protocol";

import { addressOf } from "../../runtime/viewer/src/session/address";
import { RecordingPlayer } from "../../runtime/viewer/src/session/recording/player";
import {
  type Recording,
  readRecording,
  recordingServer,
} from "../../runtime/viewer/src/session/recording/recording";

type Item =
  | [ms: number, frame: Uint8Array]
  | [ms: number, url: string, file: Uint8Array]
  | [ms: number, table: TableID, rows: number, content: Uint8Array];

function recordingOf(version: number, ...items: Item[]): Uint8Array {
  const writer = new Writer();
  writer.writeArrayHead(2);
  writer.writeText("noodles-recording");
  writer.writeUint(version);
  for (const [time, ...rest] of items) {
    writer.writeArrayHead(rest.length + 1);
    writer.writeUint(time * 1000);
    for (const part of rest) {
      if (typeof part === "string") writer.writeText(part);
      else if (typeof part === "number") writer.writeUint(part);
      else if (part instanceof Uint8Array) writer.writeBytes(part);
      else writer.writeID(part);
    }
  }
  return writer.take();
}

const created = (slot: number): ServerMessage => ({
  kind: "MsgEntityCreate",
  value: { id: entityID(slot, 0), content: newEntity({ name: `entity ${slot}` }) },
});
const initialized: ServerMessage = { kind: "MsgDocumentInitialized", value: {} };

const file = Uint8Array.of(1, 2, 3);
const snapshot = encodeServerFrame([
  created(0),
  {
    kind: "MsgBufferCreate",
    value: {
      id: bufferID(0, 0),
      content: { size: 3, source: { kind: "uri_bytes", value: "/assets/0" } },
    },
  },
  initialized,
]);

function recorded(): Recording {
  return readRecording(
    recordingOf(
      2,
      [5, snapshot],
      [6, "/assets/0", file],
      [1005, encodeServerFrame([created(1)])],
      [2005, encodeServerFrame([created(2)])],
    ),
  );
}

function play(recording: Recording): {
  player: RecordingPlayer;
  client: Client;
  clock: { now: number };
} {
  const clock = { now: 0 };
  const player = new RecordingPlayer(recording, () => clock.now);
  const client = new Client({
    WebSocket: player.WebSocket,
    assets: { fetch: player.fetch },
    joinTimeout: 2000,
    reconnect: { isEnabled: true },
  });
  return { player, client, clock };
}

test("a recording is read", () => {
  const { frames, files } = recorded();
  assert.deepEqual(frames.map(({ time }) => time), [5, 1005, 2005]);
  const url = new URL("/assets/0", recordingServer.replace("ws:", "http:"));
  assert.deepEqual(files.get(url.href), file);
});

test("what is no recording is told", () => {
  assert.throws(() => readRecording(Uint8Array.of(0x82, 0x61, 0x61, 1)), /not a rec/);
  assert.throws(() => readRecording(recordingOf(9)), /version 9/);
  const cut = recordingOf(1, [5, snapshot]).subarray(0, -1);
  assert.throws(() => readRecording(cut));
});

test("a client gets the snapshot at once, and files", async () => {
  const { client, player } = play(recorded());
  await client.connect(recordingServer);
  assert.equal(client.mirror.count("Entity"), 1);
  assert.deepEqual(await client.fetchBuffer(bufferID(0, 0)), file);
  await assert.rejects(client.fetchLocation("/assets/9"), /404/);
  assert.equal(player.duration, 2000);
  client.disconnect();
});

test("time is paused, moved ahead and back", async () => {
  const { client, player, clock } = play(recorded());
  player.pause();
  await client.connect(recordingServer);
  clock.now = 10_000;
  assert.equal(player.time, 0);
  assert.equal(player.isPlaying, false);
  player.seek(1500);
  assert.equal(client.mirror.count("Entity"), 2);
  player.seek(5000);
  assert.equal(player.time, 2000);
  assert.equal(client.mirror.count("Entity"), 3);
  player.seek(500);
  client.reconnectNow();
  await client.whenReady();
  assert.equal(client.mirror.count("Entity"), 1);
  client.disconnect();
});

test("playing gives frames at their time", async () => {
  const { client, player, clock } = play(recorded());
  await client.connect(recordingServer);
  clock.now = 1100;
  player.rate = 2;
  assert.equal(player.time, 1100);
  clock.now = 1300;
  assert.equal(player.time, 1500);
  player.pause();
  player.seek(player.time);
  assert.equal(client.mirror.count("Entity"), 2);
  client.disconnect();
});

test("a call is refused with its reason", async () => {
  const method: ServerMessage = {
    kind: "MsgMethodCreate",
    value: { id: [0, 0] as never, content: { name: "go", arg_doc: [] } },
  };
  const frame = encodeServerFrame([method, initialized]);
  const { client } = play(readRecording(recordingOf(1, [0, frame])));
  await client.connect(recordingServer);
  await assert.rejects(client.call("go"), /this is a recording/);
  client.disconnect();
});

const table = tableID(2, 1);

function contentOf(...rows: [key: number, text: string][]): Uint8Array {
  const writer = new Writer();
  writeTableInitData(writer, {
    columns: [{ name: "text", type: "TEXT" }],
    keys: rows.map(([key]) => key),
    data: rows.map(([, text]) => [text]),
    selections: [],
  });
  return writer.take();
}

function updated(key: number, text: string): Uint8Array {
  const context = { target: { kind: "table" as const, value: table } };
  const value = { id: signalID(0, 0), context, signal_data: [[key], [[text]]] };
  return encodeServerFrame([{ kind: "MsgSignalInvoke", value }]);
}

// A table whose rows come after the snapshot, one row of three cut off, and that
// is changed after 1 s and 2 s.
function recordedTable(): Recording {
  const snapshotWithTable = encodeServerFrame([
    {
      kind: "MsgMethodCreate",
      value: { id: methodID(0, 0), content: { name: "noo::tbl_subscribe", arg_doc: [] } },
    },
    {
      kind: "MsgSignalCreate",
      value: { id: signalID(0, 0), content: { name: "noo::tbl_updated", arg_doc: [] } },
    },
    {
      kind: "MsgTableCreate",
      value: {
        id: table,
        content: { methods_list: [methodID(0, 0)], signals_list: [signalID(0, 0)] },
      },
    },
    initialized,
  ]);
  return readRecording(
    recordingOf(
      3,
      [0, snapshotWithTable],
      [1, table, 3, contentOf([1, "a"], [5, "b"])],
      [1000, updated(5, "later")],
      [2000, updated(7, "last")],
    ),
  );
}

const rowsOf = (mirror: TableMirror): unknown[] => [...(mirror.content?.rows ?? [])];

test("a subscription gets the rows of the recording, and later changes", async () => {
  const { client, player, clock } = play(recordedTable());
  assert.deepEqual(player.rowsOf(table), { rows: 3, kept: 2 });
  assert.equal(player.rowsOf(tableID(2, 0)), undefined);
  await client.connect(recordingServer);
  const mirror = new TableMirror(client, table);
  await mirror.subscribe();
  assert.deepEqual(rowsOf(mirror), [[1, ["a"]], [5, ["b"]]]);
  clock.now = 1500;
  player.seek(player.time);
  assert.deepEqual(rowsOf(mirror), [[1, ["a"]], [5, ["later"]]]);
  // A later subscription gets the rows of its time.
  player.pause();
  const other = new TableMirror(client, table);
  await other.subscribe();
  assert.deepEqual(rowsOf(other), [[1, ["a"]], [5, ["later"]]]);
  player.seek(2000);
  assert.deepEqual(rowsOf(other).at(-1), [7, ["last"]]);
  // Back: both subscribe again.
  player.seek(0);
  client.reconnectNow();
  await client.whenReady();
  const isShown = (): boolean =>
    [mirror, other].every((one) => rowsOf(one).length === 2 && one.content!.rows.get(5)![0] === "b");
  for (let i = 0; i < 100 && !isShown(); ++i) await Promise.resolve();
  assert.ok(isShown(), JSON.stringify([rowsOf(mirror), rowsOf(other)]));
  client.disconnect();
});

test("tables that a recording has not, or that are damaged, are refused", async () => {
  const good = recordedTable();
  const damaged = { ...good, tables: [{ ...good.tables[0]!, content: Uint8Array.of(0x81) }] };
  for (const recording of [damaged, { ...good, tables: [] }]) {
    const { client, player } = play(recording);
    assert.equal(player.rowsOf(table), undefined);
    await client.connect(recordingServer);
    const mirror = new TableMirror(client, table);
    await assert.rejects(mirror.subscribe(), /this is a recording/);
    client.disconnect();
  }
});

test("a recording without the end of the snapshot is shown too", async () => {
  const frame = encodeServerFrame([created(4)]);
  const { client } = play(readRecording(recordingOf(1, [0, frame])));
  await client.connect(recordingServer);
  assert.equal(client.mirror.count("Entity"), 1);
  client.disconnect();
});

test("a page belongs to the server of its folder", () => {
  const cases = [
    ["http://lab:50000/", "ws://lab:50000/", ""],
    ["https://lab/scenes/one/index.html#token=a%20b", "wss://lab/scenes/one/", "a b"],
    ["http://lab/?server=other:7#token=x", "ws://other:7/", "x"],
    ["https://lab/?server=wss://other/path", "wss://other/path", ""],
    ["http://[::1]:8/", "ws://[::1]:8/", ""],
  ] as const;
  for (const [page, url, token] of cases) {
    assert.deepEqual(addressOf(page), { url, token }, page);
  }
});
