// The page with real servers: what they show is what `noodles inspect` says;
// forms are called, tables edited, plots drawn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { View, startBrowser } from "./browser";
import { Pixels } from "./pixels";
import { PrefixProxy, prefix } from "./prefix_proxy";
import { Server, result } from "./programs";

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** Each pixel of a scene that moves costs time on the processor. */
const small = { width: 760, height: 400, density: 0.5 };
/** Room for panels at both sides. */
const wide = { width: 1300, height: 600, density: 0.5 };

async function withExample(
  name: string,
  size: { width: number; height: number },
  act: (view: View, server: Server) => Promise<void>,
): Promise<void> {
  const server = await Server.example(name);
  try {
    const view = await View.open(browser, server.page, size);
    try {
      await view.ready();
      await act(view, server);
    } finally {
      // A page that draws on would slow down the other tests.
      await view.page.close();
    }
    await view.close();
  } finally {
    await server.kill();
  }
}

/**
 * Identifier and name of every component, by kind; without those that have no
 * name, which a running program may replace at any time.
 */
function namesOf(all: Record<string, { id: unknown; name?: unknown }[]>) {
  return Object.fromEntries(
    Object.entries(all).map(([kind, list]) => [
      kind,
      list
        .filter(({ name }) => name !== undefined)
        .map(({ id, name }) => `${JSON.stringify(id)} ${name}`)
        .sort(),
    ]),
  );
}

test("a form calls a method", () =>
  withExample("own_methods", wide, async (view) => {
    const { page } = view;
    await page.locator('[role="treeitem"]', { hasText: "lamp" }).click();
    const form = page.locator("form[data-method]").first();
    await form.waitFor();
    const names = await page.locator("form[data-method]").evaluateAll((all) =>
      all.map((one) => one.getAttribute("data-method")),
    );
    assert.ok(names.includes("lamp::set"), String(names));
    const set = page.locator('form[data-method="lamp::set"]');
    for (const input of await set.locator("[data-argument]").all()) {
      const tag = await input.evaluate((one) => `${one.tagName} ${one.getAttribute("type")}`);
      if (tag.startsWith("SELECT")) await input.selectOption({ index: 1 });
      else await input.fill("0.5");
    }
    await set.locator('[data-action="call"]').click();
    await set.locator("output:visible").waitFor();
    assert.notEqual(await set.locator("output").innerText(), "");
  }));

test("a table is edited", () =>
  withExample("table_server", wide, async (view, server) => {
    const { page } = view;
    // Where nothing is to be drawn, the page shows the tables first.
    if (!(await page.locator('[data-dock="bottom"]').isVisible())) {
      await page.locator('[data-action="panel-tables"]').click();
    }
    const row = page.locator('[role="row"][data-key="0"]:visible', { hasText: "by hand" });
    await row.waitFor();
    const key = Number(await row.getAttribute("data-key"));

    await page.locator('[data-action="add-row"]').click();
    const texts: Record<string, string> = { source: "a <b>test</b>", second: "7", temperature: "3.5" };
    for (const [name, text] of Object.entries(texts)) {
      await page.locator(`[data-new="${name}"]`).fill(text);
    }
    await page.locator('[data-action="insert-row"]').click();
    // The server adds rows, too: the new one may be far below.
    const filter = page.locator('[data-search="table"]');
    await filter.fill("a <b>test</b>");
    await page.locator('[role="row"][data-key]:visible', { hasText: "a <b>test</b>" }).waitFor();
    await filter.fill("");
    await row.waitFor();

    await row.locator('[role="gridcell"]').first().dblclick();
    const editor = page.locator('[role="grid"] .cell-input');
    await editor.fill("by browser");
    await editor.press("Enter");
    await page.locator('[role="row"][data-key="0"]:visible', { hasText: "by browser" }).waitFor();

    // The server holds what was typed.
    const told = JSON.stringify(await result("table", server.socket, "measurements"));
    assert.ok(told.includes("a <b>test</b>") && told.includes("by browser"), told);

    await page.locator(`[role="row"][data-key="${key}"] [role="rowheader"]`).click();
    await page
      .locator(`[role="row"][data-key="${key}"][aria-selected="true"]`)
      .waitFor();
  }));

/** The demo behind a proxy with TLS and a path, whose page is open in all tests. */
class Demo {
  readonly proxy: PrefixProxy;
  readonly view: View;
  private server: Server;

  private constructor(server: Server, proxy: PrefixProxy, view: View) {
    this.server = server;
    this.proxy = proxy;
    this.view = view;
  }

  static async open(): Promise<Demo> {
    const server = await Server.example("demo_server");
    const proxy = await PrefixProxy.start(server.port);
    const options = { width: 320, height: 240, takesAnyCertificate: true };
    const view = await View.open(browser, proxy.page, options);
    await view.ready();
    return new Demo(server, proxy, view);
  }

  get socket(): string {
    return this.server.socket;
  }

  kill(): Promise<void> {
    return this.server.kill();
  }

  /** Starts the server again at its port. */
  async restart(): Promise<void> {
    const port = String(this.server.port);
    this.server = await Server.start("demo_server", "--port", port);
  }

  async stop(): Promise<void> {
    await this.view.page.close();
    await this.proxy.stop();
    await this.server.kill();
  }
}

test("the demo", async (about) => {
  const demo = await Demo.open();
  const { view, proxy } = demo;
  const { page } = view;
  try {
    await about.test("is drawn, and is what the tool says", async () => {
      const told = await result("inspect", demo.socket);
      const shown = (await page.evaluate(() => noodles.summary())) as any;
      assert.deepEqual(namesOf(shown), namesOf(told));
      assert.deepEqual(await page.evaluate(() => noodles.problems()), []);
      assert.deepEqual(await page.evaluate(() => noodles.oddities()), {});
      const picture = await Pixels.read(page, await page.evaluate(() => noodles.picture()));
      // Things in light and shade, of several colours, and not only they.
      assert.ok(picture.colors > 60, `${picture.colors} colours`);
      const background = picture.at(2, 2);
      const same = picture.part((color) =>
        color.every((part, i) => Math.abs(part - background[i]!) < 12),
      );
      assert.ok(same < 0.95, `${same} of the picture is background`);
      await page.waitForFunction(() => document.title !== "");
      view.assertFaultless();
    });

    await about.test("has its files through the proxy", async () => {
      const { textures } = await page.evaluate(() => noodles.statistics());
      assert.ok(textures! > 0);
      assert.deepEqual(
        proxy.paths.filter((path) => !path.startsWith(`${prefix}/`)),
        [],
      );
      assert.ok(proxy.paths.some((path) => path.includes("/assets/")), `${proxy.paths}`);
    });

    await about.test("comes back when its server was killed", async () => {
      view.allow(/ERR_|WebSocket connection|status of 50[0-9]/);
      const count = await page.evaluate(() => noodles.counts()["Entity"]);
      await demo.kill();
      await view.state("lost");
      await demo.restart();
      await page.evaluate(() => noodles.session.connectNow());
      await view.state("live");
      await view.ready();
      assert.equal(await page.evaluate(() => noodles.counts()["Entity"]), count);
      view.assertFaultless();
    });
  } finally {
    await demo.stop();
  }
  await view.close();
});

test(
  "a time series is stepped, played and paused",
  { skip: process.env["NOODLES_TIME_SERIES"] === undefined },
  () =>
    withExample("time_series", small, async (view) => {
      const { page } = view;
      const bar = page.locator('section[aria-label="Time"]');
      await bar.waitFor();
      const shown = (): Promise<string> =>
        page.evaluate(() => JSON.stringify(noodles.summary()));
      const changesFrom = (text: string): Promise<unknown> =>
        page.waitForFunction(
          (before) => JSON.stringify(noodles.summary()) !== before,
          text,
        );
      const press = (name: string): Promise<void> =>
        bar.locator(`[data-action="${name}"]`).click();
      const isPlaying = (): Promise<boolean> =>
        bar.locator('[data-action="time-play"][title^="Pause"]').isVisible();
      if (await isPlaying()) await press("time-play");
      let before = await shown();
      await press("time-forward");
      await changesFrom(before);
      before = await shown();
      await press("time-play");
      await changesFrom(before);
      await press("time-play");
      await bar.locator('[data-action="time-play"][title^="Play"]').waitFor();
    }),
);
