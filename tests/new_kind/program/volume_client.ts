// The TypeScript client with a server that has a volume; its argument is the
// address. Ends with an error where something is wrong.
import assert from "node:assert/strict";

import {
  Client,
  type MirrorChange,
  type SocketConstructor,
} from "linguine-noodles/client";
import { type Volume, newVolume, volumeID } from "linguine-noodles/protocol";

import { PlainSocket } from "./plain_socket";

const client = new Client({
  WebSocket: PlainSocket as unknown as SocketConstructor,
});
const changes: MirrorChange[] = [];
const alphaOf = (volume: Volume): number => volume.transfer[1]!.color[3];

await client.connect(process.argv[2]!);
const { mirror } = client;
const id = mirror.findByName("Volume", "smoke");
assert.ok(id !== undefined);
assert.deepEqual([...id], [...volumeID(0, 0)]);
const volume = mirror.get("Volume", id)!;
assert.deepEqual(volume.dims, { x: 4, y: 2, z: 3 });
assert.equal(alphaOf(volume), 0.5);
assert.deepEqual(newVolume({ ...volume }), volume);
mirror.onChange((change) => changes.push(change));

await client.call("brighten", undefined, []);
assert.equal(alphaOf(mirror.get("Volume", id)!), 0.75);
await client.call("remove", undefined, []);
assert.equal(mirror.count("Volume"), 0);
assert.deepEqual(
  changes.map(({ kind, type }) => `${kind} ${type}`),
  ["Volume updated", "Volume removed"],
);
client.disconnect();
