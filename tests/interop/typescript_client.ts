// The TypeScript client with a real server. Its arguments are what is checked
// (`demo`, `table`, `reconnect` or `rigatoni`) and the server's address. Ends
// with an error where something is wrong.
import assert from "node:assert/strict";
import { get } from "node:http";
import {
  type AddressInfo,
  type Socket,
  connect,
  createServer,
} from "node:net";

import {
  Client,
  MethodError,
  type SocketConstructor,
  TableMirror,
  type TableContent,
} from "linguine-noodles/client";

import { PlainSocket } from "../typescript/plain_socket";

const deadline = 30_000;

/** Waits until the condition holds after one of the changes. */
function until(
  condition: () => boolean,
  listen: (changed: () => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not within ${deadline} ms: ${condition}`)),
      deadline,
    );
    const remove = listen(check);
    function check(): void {
      if (!condition()) return;
      clearTimeout(timer);
      remove();
      resolve();
    }
    check();
  });
}

/** Fetches the bytes of every view and image. */
async function fetchAll(client: Client): Promise<void> {
  const { mirror } = client;
  for (const [id, view] of mirror.all("BufferView")) {
    assert.equal((await client.fetchView(id)).length, view.length);
  }
  for (const [id] of mirror.all("Image")) {
    assert.ok((await client.fetchImage(id)).length > 0);
  }
}

/**
 * A fetch that takes what Rigatoni sends: lines that end without CR, which
 * browsers take, and the fetch of Node does not.
 */
function lenientFetch(url: unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    get(String(url), { insecureHTTPParser: true }, (message) => {
      const pieces: Uint8Array[] = [];
      message.on("data", (piece: Uint8Array) => pieces.push(piece));
      message.on("error", reject);
      message.on("end", () => {
        const body = Uint8Array.from(Buffer.concat(pieces));
        resolve(new Response(body, { status: message.statusCode ?? 500 }));
      });
    }).on("error", reject);
  });
}

// Its asset server serves one file at a time.
const rigatoniAssets = { fetch: lenientFetch, maxParallel: 1 };

async function checkDemo(client: Client): Promise<void> {
  const { mirror } = client;
  // While time plays, the buffers of the steam come and go.
  await client.call("noo::animate_time", undefined, [0]);
  await fetchAll(client);
  await client.call("noo::animate_time", undefined, [1]);
  const table = mirror.findByName("Entity", "turntable");
  assert.ok(table);
  for (const [, entity] of mirror.all("Entity")) {
    const { parent } = entity;
    if (parent !== undefined) assert.ok(mirror.get("Entity", parent));
  }
  // The simulation moves something.
  let changes = 0;
  await until(
    () => changes++ > 2,
    (changed) => mirror.onChange(changed),
  );
}

function rowsOf(content: TableContent | undefined, column: string): unknown[] {
  const index = content!.columns.findIndex(({ name }) => name === column);
  return [...content!.rows.values()].map((row) => row[index]);
}

async function checkTable(client: Client): Promise<void> {
  const id = client.mirror.findByName("Table", "measurements");
  assert.ok(id);
  const table = new TableMirror(client, id);
  const { selections } = await table.subscribe();
  assert.equal(rowsOf(table.content, "source")[0], "by hand");
  assert.ok(selections.has("by hand"));
  const [key] = await table.methods.insert([["me", 7, 1.5]]);
  assert.deepEqual(table.content!.rows.get(key!), ["me", 7, 1.5]);
  await table.methods.update([key!], [["me", 8, 2.5]]);
  assert.deepEqual(table.content!.rows.get(key!), ["me", 8, 2.5]);
  await table.methods.remove([key!]);
  assert.ok(!table.content!.rows.has(key!));
  await assert.rejects(
    table.methods.update([key!], [["me", 9, 2.5]]),
    MethodError,
  );
  // A row that the server adds.
  const before = table.content!.rows.size;
  await until(
    () => table.content!.rows.size > before,
    (changed) => table.onChange(changed),
  );
}

async function checkRigatoni(client: Client): Promise<void> {
  const { mirror } = client;
  assert.equal(await client.call("rename", undefined, ["new"]), "NEW");
  assert.ok(mirror.findByName("Entity", "new"));
  await assert.rejects(client.call("fail"), (error) => {
    assert.ok(error instanceof MethodError);
    assert.deepEqual([error.code, error.message], [-5, "as asked"]);
    assert.deepEqual(error.data, [1, 2]);
    return true;
  });
  await client.call("show_habits");
  await fetchAll(client);
  assert.ok(mirror.findByName("Entity", "second"));
  assert.ok(mirror.findByName("Material", "textured"));
  const table = new TableMirror(client, mirror.findByName("Table", "cities")!);
  await table.subscribe();
  assert.deepEqual(rowsOf(table.content, "city"), ["Tokyo", "Delhi"]);
  const [key] = await table.methods.insert([["Lima", 11]]);
  assert.deepEqual(table.content!.rows.get(key!), ["Lima", 11]);
  await table.methods.remove([key!]);
  assert.equal(table.content!.rows.size, 2);
  const rows = [...table.content!.rows.keys()];
  await table.methods.updateSelection({ name: "s", rows, row_ranges: [] });
  assert.deepEqual(table.content!.selections.get("s")!.rows, rows);
  await table.methods.clear();
  assert.equal(table.content!.rows.size, 0);
}

/** A port that leads to a server, and a function that cuts all connections. */
async function proxyOf(url: string): Promise<{ url: string; cut(): void }> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.pipe(far).pipe(near);
    for (const one of [near, far]) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => open.delete(one));
    }
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  proxy.unref();
  return {
    url: `ws://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut: () => open.forEach((one) => one.destroy()),
  };
}

/** Loses the connection to the table server, and gets it back. */
async function checkReconnect(other: Client, url: string): Promise<void> {
  const proxy = await proxyOf(url);
  const client = new Client({
    WebSocket: PlainSocket,
    reconnect: { isEnabled: true, firstDelay: 1 },
  });
  await client.connect(proxy.url);
  const id = client.mirror.findByName("Table", "measurements")!;
  const table = new TableMirror(client, id);
  await table.subscribe();
  const changes: unknown[] = [];
  client.mirror.onChange((change) => changes.push(change));
  proxy.cut();
  await until(
    () => client.state === "waiting",
    (changed) => client.onState(changed),
  );
  const distant = new TableMirror(other, id);
  const [key] = await distant.methods.insert([["meanwhile", 1, 2.5]]);
  await client.whenReady();
  await until(
    () => table.content!.rows.has(key!),
    (changed) => table.onChange(changed),
  );
  assert.deepEqual(changes, []);
  assert.equal(client.lastError, undefined);
  await table.methods.remove([key!]);
  assert.ok(!table.content!.rows.has(key!));
  client.disconnect();
}

type Check = (client: Client, url: string) => Promise<void>;

const checks: Record<string, Check> = {
  demo: checkDemo,
  table: checkTable,
  reconnect: checkReconnect,
  rigatoni: checkRigatoni,
};

async function run(kind: string, url: string): Promise<void> {
  const own = (globalThis as { WebSocket?: SocketConstructor }).WebSocket;
  // The WebSocket of Node too, where there is one.
  for (const WebSocket of [PlainSocket, ...(own === undefined ? [] : [own])]) {
    const client = new Client({
      WebSocket,
      callTimeout: deadline,
      assets: kind === "rigatoni" ? rigatoniAssets : {},
    });
    const oddities: string[] = [];
    client.onOddity((oddity) => oddities.push(oddity));
    await client.connect(url);
    await checks[kind]!(client, url);
    client.disconnect();
    if (kind !== "rigatoni") assert.deepEqual(oddities, []);
    // Another client would find the table empty.
    if (kind === "rigatoni") break;
  }
}

await run(process.argv[2]!, process.argv[3]!);
