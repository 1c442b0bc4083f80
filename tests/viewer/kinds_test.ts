// Every kind of component: created, changed, deleted. What the page shows is
// compared with what was sent, and its GPU memory is given back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { componentKinds, serverMessages } from "linguine-noodles/protocol";

import { View, startBrowser } from "./browser";
import { Pixels, isBlue, isGreen, isRed } from "./pixels";
import { type Plain, ScriptedServer, frame } from "./scripted_server";
import * as scene from "./scene_parts";

const size = { width: 480, height: 360 };

let browser: Browser;
// A page that several tests fill anew: to open one takes seconds.
let server: ScriptedServer;
let view: View;
before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  view = await View.open(browser, server.page, size);
  await view.ready();
});
after(async () => {
  await view?.close();
  await browser?.close();
  await server?.stop();
});

/** Replaces what the page shows by this document. */
async function refill(...messages: Plain[]): Promise<void> {
  server.send("MsgDocumentReset", {});
  await view.page.waitForFunction(() => noodles.counts()["Entity"] === 0);
  server.send(...messages);
  const count = messages.filter((one) => one === "MsgEntityCreate").length;
  await view.page.waitForFunction((all) => noodles.counts()["Entity"] === all, count);
  await view.page.evaluate(() => noodles.whenReady());
}

async function assertFaultless(): Promise<void> {
  assert.deepEqual(await view.page.evaluate(() => noodles.oddities()), {});
  view.assertFaultless();
}

/** The page of a server with this snapshot, drawn. */
async function show(
  act: (view: View, server: ScriptedServer) => Promise<void>,
  ...snapshot: Plain[]
): Promise<void> {
  const server = await ScriptedServer.start();
  server.snapshot = [frame(...snapshot)];
  try {
    const view = await View.open(browser, server.page, size);
    await view.ready();
    await act(view, server);
    assert.deepEqual(await view.page.evaluate(() => noodles.oddities()), {});
    await view.close();
  } finally {
    await server.stop();
  }
}

/** A picture of the scene, seen from +Z. */
async function picture(): Promise<Pixels> {
  await view.bare();
  await view.page.evaluate(() => {
    noodles.setCamera({ position: [0, 0, 5], target: [0, 0, 0] });
  });
  await view.drawn();
  return Pixels.read(view.page, await view.page.evaluate(() => noodles.picture()));
}

async function counts(): Promise<Record<string, number>> {
  return view.page.evaluate(() => noodles.counts());
}

test("a reset gives all memory of the GPU back; nothing is drawn without fault", async () => {
  assert.equal(await view.page.evaluate(() => noodles.state()), "live");
  assert.deepEqual(await view.page.evaluate(() => noodles.problems()), []);
  const all = await counts();
  assert.deepEqual(Object.keys(all).sort(), [...componentKinds].sort());
  assert.ok(Object.values(all).every((count) => count === 0));
  const reset = async (): Promise<void> => {
    server.send("MsgDocumentReset", {});
    await view.page.waitForFunction(() => noodles.counts()["Entity"] === 0);
    await view.drawn();
  };
  // The page makes the ground below a scene once, with the first scene.
  server.send(...scene.square({ color: [1, 0, 0, 1] }));
  await view.page.waitForFunction(() => noodles.counts()["Entity"] === 1);
  await view.drawn();
  await reset();
  const empty = await view.page.evaluate(() => noodles.gpu());
  assert.equal(empty.bytes, 0);
  server.send(...scene.everything());
  await view.page.waitForFunction(() => noodles.counts()["Entity"]! > 3);
  await view.page.evaluate(() => noodles.whenReady());
  await view.drawn();
  const full = await view.page.evaluate(() => noodles.gpu());
  assert.ok(full.geometries > empty.geometries, JSON.stringify(full));
  assert.ok(full.textures > empty.textures, JSON.stringify(full));
  await reset();
  assert.deepEqual(await view.page.evaluate(() => noodles.gpu()), empty);
  await assertFaultless();
});

test("every kind is counted, changed and deleted", async () => {
  const { page } = view;
  await refill(...scene.everything());
  const all = await counts();
  for (const kind of componentKinds) {
    assert.ok(all[kind]! > 0, `the scene has no ${kind}`);
  }
  assert.deepEqual(await page.evaluate(() => noodles.problems()), []);
  // Those that refer to others go first.
  const order = [
    "Entity", "Plot", "Table", "Physics", "Geometry", "Material", "Light",
    "Texture", "Image", "Sampler", "BufferView", "Buffer", "Signal", "Method",
  ];
  assert.deepEqual([...order].sort(), [...componentKinds].sort());
  for (const kind of order) {
    const info = serverMessages.find(
      ({ role, component }) => role === "delete" && component === kind,
    );
    const ids = await page.evaluate(
      (name) => noodles.summary()[name]!.map(({ id }) => id as number[]),
      kind,
    );
    server.send(...ids.flatMap((id) => [info!.name, { id }]));
    await page.waitForFunction((name) => noodles.counts()[name] === 0, kind);
    await view.drawn();
  }
  await assertFaultless();
});

test("a mesh is created, changed, moved and deleted", async () => {
  await refill(...scene.square({ color: [1, 0, 0, 1] }));
  assert.ok(isRed((await picture()).middle));

  server.send("MsgMaterialUpdate", { id: [0, 0], ...scene.paint([0, 1, 0, 1]) });
  await view.page.waitForFunction(() =>
    JSON.stringify(noodles.summary()["Material"]).includes("[0,1,0,1]"),
  );
  assert.ok(isGreen((await picture()).middle));

  server.send("MsgEntityUpdate", { id: [0, 0], transform: scene.moved(50, 0, 0) });
  await view.page.waitForFunction(() =>
    JSON.stringify(noodles.summary()["Entity"]).includes("50"),
  );
  assert.ok(!isGreen((await picture()).middle));

  server.send("MsgEntityDelete", { id: [0, 0] });
  await view.page.waitForFunction(() => noodles.counts()["Entity"] === 0);
  await view.drawn();
  const { drawn } = await view.page.evaluate(() => noodles.statistics());
  assert.equal(drawn, 0);
  await assertFaultless();
});

test("instances, vertex colours and blue textures are drawn", async () => {
  await refill(...scene.square({ color: [1, 1, 1, 1], image: scene.blueImage }));
  const { middle } = await picture();
  assert.ok(isBlue(middle), String(middle));
  await assertFaultless();
});

test("many entities share a geometry, and are framed without their ground", () => {
  // One square beside a ground of 20 m, and more entities than are framed one
  // by one.
  const ground = [10, 0, 0, 0, 0, 0, 10, 0, 0, -1, 0, 0, 0, -1, 0, 1];
  const others = Array.from({ length: 5001 }, (_, index) => [
    "MsgEntityCreate",
    { id: [index + 2, 0], parent: [1, 0], ...(index < 3 ? { render_rep: { mesh: [7, 0] } } : {}) },
  ]);
  const squares = scene.square({
    color: [1, 0, 0, 1],
    entity: { transform: scene.moved(5, 0, 0) },
  });
  const patches = [scene.patch()];
  return show(
    async (view, server) => {
      const { target } = await view.page.evaluate(() => noodles.camera());
      assert.ok(target[0] > 4 && target[0] < 6, String(target));
      const shown = (): Promise<number> =>
        view.page.evaluate(() => noodles.statistics()["drawn"]!);
      assert.equal(await shown(), 2);
      // Each change of who shows it reaches those who still do.
      server.send("MsgEntityUpdate", { id: [3, 0], text_rep: { txt: "3" } });
      await view.page.waitForFunction(() => noodles.statistics()["drawn"] === 3);
      server.send("MsgGeometryCreate", { id: [7, 0], patches });
      await view.page.waitForFunction(() => noodles.statistics()["drawn"] === 5);
      server.send("MsgEntityDelete", { id: [2, 0] }, "MsgEntityDelete", { id: [4, 0] });
      await view.page.waitForFunction(() => noodles.statistics()["drawn"] === 3);
      server.send("MsgGeometryDelete", { id: [7, 0] });
      server.send("MsgEntityCreate", { id: [4, 0], render_rep: { mesh: [0, 0] } });
      await view.page.waitForFunction(() => noodles.statistics()["drawn"] === 4);
      await view.drawn();
      assert.deepEqual(await view.page.evaluate(() => noodles.problems()), []);
    },
    ...squares,
    "MsgEntityCreate",
    { id: [1, 0], render_rep: { mesh: [0, 0] }, transform: ground },
    ...others.flat(),
  );
});
