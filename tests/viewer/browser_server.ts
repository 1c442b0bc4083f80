// A browser that several files of tests share: prints its address, and ends with
// its standard input.
import { once } from "node:events";

import { launcher } from "./browser";

const { chromium, options } = launcher();
const server = await chromium.launchServer(options);
console.log(server.wsEndpoint());
process.stdin.resume();
await once(process.stdin, "end");
await server.close();
