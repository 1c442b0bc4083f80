// The recording in a page: read, and played to a client without a server. Which
// server a page belongs to.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Writer } from "linguine-noodles/cbor";
import { Client } from "linguine-noodles/client";
import {
  type ServerMessage,
  bufferID,
  encodeServerFrame,
  entityID,
  newEntity,
} from "linguine-noodles/protocol";

import { addressOf } from "../../runtime/viewer/src/session/address";
import { RecordingPlayer } from "../../runtime/viewer/src/session/recording/player";
import {
  type Recording,
  readRecording,
  recordingServer,
} from "../../runtime/viewer/src/session/recording/recording";

type Item = [ms: number, frame: Uint8Array] | [ms: number, url: string, file: Uint8Array];

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
      else writer.writeBytes(part);
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
