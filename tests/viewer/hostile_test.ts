// Documents that a faulty or hostile server sends: the page tells what it cannot
// draw, goes on, draws the rest, and runs nothing of what it was sent.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { Float } from "linguine-noodles/cbor";

import { View, startBrowser } from "./browser";
import { Pixels, isRed } from "./pixels";
import * as scene from "./scene_parts";
import { type Plain, ScriptedServer, encoded, floats, frame, shorts } from "./scripted_server";

const markup = `<img src="x" onerror="globalThis.wasRun = true"><script>wasRun = true</script>`;
const huge = 4_000_000_000;
const nan = new Float(NaN, 32);

let browser: Browser;
let server: ScriptedServer;
let view: View;
before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  server.snapshot = [frame(...scene.square({ color: [1, 0, 0, 1] }))];
  view = await View.open(browser, server.page, { width: 240, height: 180 });
  await view.ready();
  await view.bare();
  await view.page.evaluate(() => {
    noodles.setCamera({ position: [0, 0, 5], target: [0, 0, 0] });
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// Slots that no other case has.
let last = 100;
const next = (): number => ++last;

/** A geometry of one patch, and an entity that shows it far from the square. */
function geometry(patch: Plain): Plain[] {
  const slot = next();
  return [
    "MsgGeometryCreate",
    { id: [slot, 0], name: "hostile", patches: [patch] },
    "MsgEntityCreate",
    {
      id: [slot, 0],
      name: "hostile",
      transform: scene.moved(20, 0, 0),
      render_rep: { mesh: [slot, 0] },
    },
  ];
}

/** A geometry whose positions are these bytes. */
function positions(bytes: Uint8Array, members: { [key: string]: Plain }): Plain[] {
  const slot = next();
  const attribute = {
    view: [slot, 0],
    semantic: "POSITION",
    offset: 0,
    stride: 12,
    format: "VEC3",
  };
  return [
    ...scene.bytes(slot, bytes),
    ...geometry({
      attributes: [attribute],
      vertex_count: 3,
      type: "TRIANGLES",
      material: [0, 0],
      ...members,
    }),
  ];
}

/** An entity with instances of the square. */
function instances(bytes: Uint8Array, stride: number): Plain[] {
  const slot = next();
  return [
    ...scene.bytes(slot, bytes, "UNK"),
    "MsgEntityCreate",
    {
      id: [slot, 0],
      name: "hostile",
      transform: scene.moved(20, 0, 0),
      render_rep: { mesh: [0, 0], instances: { view: [slot, 0], stride } },
    },
  ];
}

/** A square with this file as its texture. */
function texture(file: Uint8Array): Plain[] {
  const slot = next();
  return [
    ...scene.bytes(slot, file, "IMAGE"),
    "MsgImageCreate",
    { id: [slot, 0], name: "hostile", buffer_source: [slot, 0] },
    "MsgTextureCreate",
    { id: [slot, 0], image: [slot, 0] },
    "MsgMaterialCreate",
    { id: [slot, 0], ...scene.paint([1, 1, 1, 1], [slot, 0]) },
    ...geometry(scene.patch({ material: [slot, 0] })),
  ];
}

function entity(members: { [key: string]: Plain }): Plain[] {
  return ["MsgEntityCreate", { id: [next(), 0], name: "hostile", ...members }];
}

// A PNG file that claims 65,535 pixels a side.
function hugeImage(): Uint8Array {
  const file = Uint8Array.from(scene.blueImage);
  file.set([0, 0, 255, 255, 0, 0, 255, 255], 16);
  return file;
}

interface Case {
  readonly what: string;
  readonly messages: Plain[];
  /** Whether the page must tell a problem about one of the new components. */
  readonly isProblem: boolean;
}

const problem = (what: string, messages: Plain[]): Case => ({
  what,
  messages,
  isProblem: true,
});
/** What can be drawn somehow, or is left out without a word. */
const quiet = (what: string, messages: Plain[]): Case => ({
  what,
  messages,
  isProblem: false,
});

const cases: Case[] = [
  problem("more vertices than bytes", geometry(scene.patch({ vertex_count: huge }))),
  problem(
    "more indices than bytes",
    geometry(scene.patch({ indices: { view: [0, 0], ...scene.squareIndices, count: huge } })),
  ),
  problem(
    "an index without a vertex",
    positions(
      Buffer.concat([floats(0, 0, 0, 1, 0, 0, 0, 1, 0), shorts(0, 1, 9)]),
      { indices: { view: [last + 1, 0], offset: 36, count: 3, format: "U16" } },
    ),
  ),
  problem(
    "a stride shorter than a value",
    geometry(
      scene.patch({
        attributes: [
          { view: [0, 0], semantic: "POSITION", offset: 0, stride: 5, format: "VEC3" },
        ],
      }),
    ),
  ),
  problem(
    "an offset behind the end",
    geometry(
      scene.patch({
        attributes: [
          { view: [0, 0], semantic: "POSITION", offset: huge, stride: 12, format: "VEC3" },
        ],
      }),
    ),
  ),
  quiet(
    "positions of two numbers",
    geometry(
      scene.patch({
        attributes: [
          { view: [0, 0], semantic: "POSITION", offset: 0, stride: 12, format: "VEC2" },
        ],
      }),
    ),
  ),
  problem(
    "positions that are no numbers",
    positions(floats(NaN, NaN, NaN, Infinity, 0, 0, 0, -Infinity, 0), {}),
  ),
  problem("instances cut off", instances(floats(0, 0, 0, 1, 1, 1, 1, 1), 64)),
  problem("instances with a stride of 3", instances(new Uint8Array(256), 3)),
  quiet("instances that are no numbers", instances(floats(...Array(16).fill(NaN)), 64)),
  problem("an image that is none", texture(Uint8Array.of(1, 2, 3))),
  problem("a huge image", texture(hugeImage())),
  quiet("a transformation of NaN", entity({ transform: Array(16).fill(nan), render_rep: { mesh: [0, 0] } })),
  quiet("a transformation of zeros", entity({ transform: Array(16).fill(0), render_rep: { mesh: [0, 0] } })),
  quiet("an entity below itself", entity({ parent: [last + 1, 0], render_rep: { mesh: [0, 0] } })),
  quiet("a mesh that does not exist", entity({ render_rep: { mesh: [9999, 9] } })),
  quiet("a text of 100,000 letters", entity({ transform: scene.moved(20, 0, 0), text_rep: { txt: "x".repeat(100_000) } })),
  quiet("a text of no height", entity({ transform: scene.moved(20, 0, 0), text_rep: { txt: "x", height: nan } })),
  quiet("markup in a text", entity({ transform: scene.moved(20, 0, 0), text_rep: { txt: markup } })),
  quiet("a script as a page", entity({ transform: scene.moved(20, 0, 0), web_rep: { source: "javascript:globalThis.wasRun = true" } })),
  quiet("markup in names", [
    "MsgMethodCreate",
    { id: [50, 0], name: markup, doc: markup, arg_doc: [{ name: markup, doc: markup, editor_hint: markup }] },
    "MsgTableCreate",
    { id: [50, 0], name: markup, meta: markup },
    "MsgPlotCreate",
    { id: [50, 0], name: markup, simple_plot: markup },
    "MsgDocumentUpdate",
    { methods_list: [[50, 0]] },
    ...entity({ name: markup, tables: [[50, 0]], plots: [[50, 0]], tags: [markup] }),
  ]),
  problem("flow lines of any number", [
    ...scene.bytes(90, Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255), "UNK"),
    "MsgPhysicsCreate",
    {
      id: [90, 0],
      type: "STREAMFLOW",
      stream_flow: { header: { line_count: huge, attributes: [] }, data: [90, 0] },
    },
    ...entity({ physics: [[90, 0]] }),
  ]),
  quiet("a message of an unknown number", [999, { id: [0, 0] }]),
  quiet("a message without its members", ["MsgGeometryCreate", {}]),
  quiet("lists of claimed lengths", [
    "MsgGeometryCreate",
    { id: [95, 0], patches: encoded(0x81, 0xa1, 0x61, 0x61, 0x80) },
  ]),
  quiet("lights that are no numbers", [
    "MsgLightCreate",
    { id: [50, 0], intensity: nan, color: [nan, nan, nan], point: { range: nan } },
    ...entity({ lights: [[50, 0]] }),
  ]),
];

async function problems(): Promise<string[]> {
  return view.page.evaluate(() =>
    noodles.problems().map(({ kind, id, text }) => `${kind} ${id}: ${text}`),
  );
}

for (const { what, messages, isProblem } of cases) {
  test(what, async () => {
    const earlier = new Set(await problems());
    server.send(...messages);
    // The page answers when it has read the frame.
    const name = `behind ${what}`;
    server.send("MsgTableCreate", { id: [next(), 0], name });
    await view.page.waitForFunction(
      (text) => noodles.summary()["Table"]!.some((table) => table["name"] === text),
      name,
    );
    await view.page.evaluate(() => noodles.whenReady());
    assert.equal(await view.page.evaluate(() => noodles.state()), "live");
    if (isProblem) {
      const told = (await problems()).filter((text) => !earlier.has(text));
      assert.notDeepEqual(told, [], "the page tells no problem");
    }
    assert.equal(await view.page.evaluate(() => "wasRun" in globalThis), false);
    const shot = await view.page.evaluate(() => noodles.picture());
    assert.ok(isRed((await Pixels.read(view.page, shot)).middle));
    view.assertFaultless();
  });
}

// Sizes and places that are no reason to look away from the square.
// The square stays in front.
const behind = scene.moved(0, 0, -3);
const strange: [what: string, members: { [key: string]: Plain }][] = [
  ["a text 1e30 m high", { transform: behind, text_rep: { txt: "x", height: 1e30 } }],
  ["a text 1e38 m high", { transform: behind, text_rep: { txt: "x", height: 1e38 } }],
  ["a text 1e12 m away", { transform: scene.moved(0, 1e12, 0), text_rep: { txt: "x" } }],
  ["a mesh 1e12 m away", { transform: scene.moved(1e12, 0, 0), render_rep: { mesh: [0, 0] } }],
  [
    "a mesh of 1e20 m",
    {
      transform: [1e20, 0, 0, 0, 0, 1e20, 0, 0, 0, 0, 1e20, 0, 0, 0, 0, 1],
      render_rep: { mesh: [0, 0] },
    },
  ],
  ["a page 1e30 m high", { transform: behind, web_rep: { source: "http://localhost/", height: 1e30, width: 1e30 } }],
];
for (const [what, members] of strange) {
  test(`${what} does not draw the camera away`, async () => {
    const slot = next();
    server.send("MsgEntityCreate", { id: [slot, 0], name: "strange", ...members });
    await view.page.waitForFunction(
      (wanted) => noodles.summary()["Entity"]!.some(({ id }) => String(id) === wanted),
      `${slot},0`,
    );
    const places = await view.page.evaluate(async () => {
      await noodles.whenDrawn();
      noodles.frameAll();
      await noodles.whenDrawn();
      const { position, target } = noodles.camera();
      noodles.setCamera({ position: [1e200, 0, 0], target: [0, 0, 0] });
      await noodles.whenDrawn();
      const after = noodles.camera();
      noodles.setCamera({ position: [0, 0, 5], target: [0, 0, 0] });
      return [position, target, after.position, after.target].flat();
    });
    assert.ok(places.every((place) => Math.abs(place) < 200), String(places));
    const shot = await view.page.evaluate(() => noodles.picture());
    server.send("MsgEntityDelete", { id: [slot, 0] });
    const { middle } = await Pixels.read(view.page, shot);
    assert.ok(isRed(middle), String(middle));
    view.assertFaultless();
  });
}

test("a frame that is no CBOR", async () => {
  for (const bytes of [[], [0xff], [0x9b, 255, 255, 255, 255, 255, 255, 255, 255], [0x82, 4]]) {
    server.sendFrame(Uint8Array.from(bytes));
  }
  server.send("MsgTableCreate", { id: [next(), 0], name: "behind rubbish" });
  await view.page.waitForFunction(() =>
    noodles.summary()["Table"]!.some((table) => table["name"] === "behind rubbish"),
  );
  assert.notDeepEqual(await view.page.evaluate(() => noodles.oddities()), {});
  view.assertFaultless();
});

test("no markup of the document is in the page", async () => {
  const count = await view.page.evaluate(
    () => document.querySelectorAll('img[src="x"], main script, #panels script').length,
  );
  assert.equal(count, 0);
});

test("an absurd vertex of a mesh that is alone does not draw the camera away", async () => {
  server.send("MsgDocumentReset", {});
  const corners = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0, 3e12, 2e12, 0];
  server.send(
    "MsgMaterialCreate",
    { id: [0, 0], ...scene.paint([1, 0, 0, 1]) },
    ...scene.bytes(1, Buffer.concat([floats(...corners), shorts(0, 1, 2, 0, 2, 3, 0, 1, 4)])),
    "MsgGeometryCreate",
    {
      id: [0, 0],
      patches: [
        {
          attributes: [scene.attributes([1, 0])[0]!],
          vertex_count: 5,
          indices: { view: [1, 0], stride: 2, offset: 60, count: 9, format: "U16" },
          type: "TRIANGLES",
          material: [0, 0],
        },
      ],
    },
    "MsgEntityCreate",
    { id: [0, 0], name: "alone", render_rep: { mesh: [0, 0] } },
  );
  await view.page.waitForFunction(
    () => noodles.summary()["Entity"]![0]?.["name"] === "alone",
  );
  const { position, target } = await view.page.evaluate(async () => {
    await noodles.whenReady();
    noodles.frameAll();
    await noodles.whenDrawn();
    return noodles.camera();
  });
  const places = [...position, ...target].map(Math.abs);
  assert.ok(places.every((place) => place < 10), String(places));
  const shot = await view.page.evaluate(() => noodles.picture());
  const { middle } = await Pixels.read(view.page, shot);
  assert.ok(isRed(middle), String(middle));
  await view.close();
});
