// A script for Node that calls the lamp of own_methods: lamp.cddl, from which
// the server's C++ was generated, gives this client its types.
//
// To run it, beside the server, from a folder of your own:
//
//   LINGUINE=path/to/the/repository
//   (cd $LINGUINE/runtime/typescript && npm ci && npm run build)
//   npm init -y && npm install esbuild $LINGUINE/build/typescript/package
//   PYTHONPATH=$LINGUINE/generator python3 -m linguine generate \
//     --language typescript $LINGUINE/examples/own_methods/lamp.cddl --output lamp
//   cp $LINGUINE/examples/own_methods/lamp_client.ts .
//   npx esbuild lamp_client.ts --bundle --platform=node --format=esm \
//     --outfile=lamp_client.mjs
//   node lamp_client.mjs ws://localhost:50000
//
// Node 22 and later have a WebSocket, as browsers do; for earlier ones
// ClientOptions.WebSocket takes another.
import { Client, MethodError } from "linguine-noodles/client";

import {
  type LampState,
  LampMethodsProxy,
  LampSignalsListenerBase,
  dispatchLampSignals,
} from "./lamp/index.js";

/** Prints each state that the lamp tells. */
class Printer extends LampSignalsListenerBase {
  override onChanged({ mode, colour }: LampState): void {
    console.log(`the lamp is ${mode}, colour ${colour.join(" ")}`);
  }
}

const client = new Client({ name: "lamp client" });
const printer = new Printer();
client.onSignal(({ name, args }) => dispatchLampSignals(name, args, printer));
await client.connect(process.argv[2] ?? "ws://localhost:50000");

const id = client.mirror.findByName("Entity", "lamp");
if (id === undefined) throw new Error("the server has no lamp");
const lamp = new LampMethodsProxy(client, { kind: "entity", value: id });

const { colour } = await lamp.set("BLINKING", [1, 0.5, 0]);
// A colour that is not given stays.
const state = await lamp.set("STEADY");
console.log(`the colour stayed: ${String(state.colour) === String(colour)}`);
await lamp.move([0, 1.5, 0]);

// `lamp.set("DIM")` does not compile. A call by name does, and the server
// refuses it.
try {
  await client.call("lamp::set", { kind: "entity", value: id }, ["DIM"]);
} catch (error) {
  if (!(error instanceof MethodError)) throw error;
  console.log(`refused: ${error.message}`);
}
client.disconnect();
