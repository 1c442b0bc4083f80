// Measures the TypeScript codecs with the frames in a folder, as
// cbor_x_bench.mjs does; prints {"name": nanoseconds}.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

import {
  type ServerMessage,
  type ServerMessageHandler,
  dispatchServerFrame,
  encodeServerFrame,
  serverMessages,
} from "linguine-noodles/protocol";

const [frames] = process.argv.slice(2);
const seconds = 0.2;

/** The time of one call, over as many calls as fill `seconds`. */
function nanoseconds(operation: () => void): number {
  let calls = 0;
  const start = performance.now();
  do {
    operation();
    ++calls;
  } while (performance.now() - start < seconds * 1000);
  return ((performance.now() - start) / calls) * 1e6;
}

let received: ServerMessage[] = [];

function fail(...what: unknown[]): never {
  throw new Error(`a frame is not read: ${what.join(" ")}`);
}

/** Keeps every message. */
const keeper = {
  onUnknownMessage: fail,
  onInvalidMessage: fail,
} as Record<string, unknown>;
for (const { name } of serverMessages) {
  keeper[`on${name.slice(3)}`] = (value: unknown) =>
    received.push({ kind: name, value } as ServerMessage);
}

function decode(frame: Uint8Array): ServerMessage[] {
  received = [];
  const handler = keeper as unknown as ServerMessageHandler;
  const error = dispatchServerFrame(frame, handler);
  if (error !== undefined) throw error;
  return received;
}

const times: Record<string, number> = {};
for (const file of readdirSync(frames!).filter((f) => f.endsWith(".cbor"))) {
  const frame = new Uint8Array(readFileSync(join(frames!, file)));
  const messages = decode(frame);
  if (!Buffer.from(encodeServerFrame(messages)).equals(frame)) {
    throw new Error(`${file} is written with other bytes`);
  }
  const name = basename(file, ".cbor");
  times[`encode/${name}/typescript`] = nanoseconds(() => {
    encodeServerFrame(messages);
  });
  times[`decode/${name}/typescript`] = nanoseconds(() => {
    decode(frame);
  });
}
console.log(JSON.stringify(times));
