// The connection of the page: its states in words, reconnect with what belongs
// to the user kept, tokens, proxies.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { View, startBrowser } from "./browser";
import { PrefixProxy, prefix } from "./prefix_proxy";
import * as scene from "./scene_parts";
import { ScriptedServer, frame } from "./scripted_server";

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

const small = { width: 480, height: 360 };
const camera = { position: [3, 4, 5], target: [0.5, 0, 0] } as const;

async function withServer(
  act: (server: ScriptedServer) => Promise<void>,
): Promise<void> {
  const server = await ScriptedServer.start();
  server.snapshot = [frame(...scene.everything())];
  try {
    await act(server);
  } finally {
    await server.stop();
  }
}

/** Waits until the state of the connection is told with these words. */
function saying(view: View, words: RegExp): Promise<void> {
  return view.page.locator(".state-card", { hasText: words }).waitFor();
}

function isCameraKept(): boolean {
  const { position, target } = noodles.camera();
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-3;
  return (
    [3, 4, 5].every((value, i) => near(position[i]!, value)) &&
    [0.5, 0, 0].every((value, i) => near(target[i]!, value))
  );
}

test("a lost server comes back: camera, forms and panels are kept", () =>
  withServer(async (server) => {
    const view = await View.open(browser, server.page, {
      ...{ width: 1300, height: 360 },
      density: 0.5,
    });
    const { page } = view;
    view.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket connection/);
    await view.ready();
    await page.evaluate((state) => noodles.setCamera(state), camera);
    const first = page.locator('[data-method="add"] [data-argument="a"]');
    await first.fill("2.5");
    await page.locator('[data-action="panel-tables"]').click();
    const { port } = server;
    await server.stop();
    await view.state("lost");
    await saying(view, /Lost the server at .+/);
    // The scene stays.
    assert.equal(await page.evaluate(() => noodles.counts()["Geometry"]), 1);

    const second = await ScriptedServer.start(port);
    try {
      second.snapshot = [frame(...scene.square({ color: [0, 1, 0, 1] }))];
      // The page tries again by itself, too.
      await page.evaluate(() => noodles.session.connectNow());
      await view.state("live");
      await view.ready();
      assert.equal(await page.evaluate(() => noodles.counts()["Light"]), 0);
      assert.equal(await page.evaluate(isCameraKept), true);
      second.send(...scene.everything().slice(0, 2), "MsgDocumentUpdate", {
        methods_list: [[0, 0]],
      });
      assert.equal(await first.inputValue(), "2.5");
      assert.equal(await page.locator('[data-dock="bottom"]').isVisible(), true);
      // A reload keeps them, too.
      await page.reload();
      await view.ready();
      assert.equal(await page.evaluate(isCameraKept), true);
      await view.close();
    } finally {
      await second.stop();
    }
  }));

const refusals = [
  [401, "", /want a token: open the page with #token=TOKEN .* as many clients/],
  [503, "#token=wrong", /token in the address of the page may be wrong\. Or .* as many/],
] as const;

test("a server that refuses is told in words", () =>
  withServer(async (server) => {
    for (const [status, fragment, reason] of refusals) {
      server.status = status;
      const view = await View.open(browser, server.page + fragment, small);
      view.allow(/401|503|WebSocket connection/);
      await view.state("refused");
      await view.page.getByText(/^Refused by localhost:\d+, trying /).waitFor();
      const words = await view.page.locator(".state-card").innerText();
      assert.match(words, reason);
      assert.doesNotMatch(words, /undefined|null|NaN/);
      server.status = 0;
      // The page tries again by itself, too.
      await view.page.evaluate(() => noodles.session.connectNow());
      await view.ready();
      await view.close();
    }
  }));

test("a token of the fragment is given to the server alone; the state has room", () =>
  withServer(async (server) => {
    const view = await View.open(browser, `${server.page}#token=a%20b%26c`, {
      width: 760,
      height: 400,
    });
    await view.ready();
    const url = new URL(server.requests[0]?.url ?? "", "ws://host");
    assert.equal(url.searchParams.get("token"), "a b&c");
    // Neither the words of the page nor other requests have it.
    const text = await view.page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(text, /a b&c|a%20b/);
    // The words of the state are whole beside the buttons of the panels.
    for (const width of [760, 900, 1090]) {
      await view.page.setViewportSize({ width, height: 400 });
      const isCut = await view.page.evaluate(() =>
        [...document.querySelectorAll(".state-title, .state-server")].some(
          (one) => one.scrollWidth > one.clientWidth,
        ),
      );
      assert.equal(isCut, false, `at ${width} pixels`);
    }
    await view.close();
  }));

test("another server is shown by a parameter", () =>
  withServer((other) =>
    withServer(async (server) => {
      const address = `${server.page}?server=localhost:${other.port}`;
      const view = await View.open(browser, address, {
        ...small,
        hosts: [`localhost:${other.port}`],
      });
      await view.ready();
      assert.equal(server.requests.length, 0);
      assert.equal(other.requests.length, 1);
      await view.close();
    }),
  ));

test("a proxy with TLS and a path in front of the page", () =>
  withServer(async (server) => {
    const proxy = await PrefixProxy.start(server.port);
    try {
      const view = await View.open(browser, proxy.page, {
        ...small,
        takesAnyCertificate: true,
      });
      await view.ready();
      assert.equal(await view.page.evaluate(() => noodles.state()), "live");
      await view.close();
      assert.ok(proxy.paths.every((path) => path.startsWith(`${prefix}/`)), `${proxy.paths}`);
    } finally {
      await proxy.stop();
    }
  }));
