// Files: their addresses, and how they are fetched, kept and limited.
import assert from "node:assert/strict";
import { test } from "node:test";

import { resolveLocation } from "linguine-noodles/client";

import { FakeSocket, joined, snapshot } from "./fake_socket";

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
