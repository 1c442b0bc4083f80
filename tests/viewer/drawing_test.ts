// What is drawn of each kind of patch, instances, colours, alpha, texts and
// transforms: pixels of small scenes, seen from +Z.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { View, startBrowser } from "./browser";
import { type Color, Pixels, isGreen, isRed } from "./pixels";
import * as scene from "./scene_parts";
import { type Plain, ScriptedServer, floats, frame } from "./scripted_server";

let browser: Browser;
let server: ScriptedServer;
let view: View;
before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  server.snapshot = [frame(...shared())];
  view = await View.open(browser, server.page, { width: 480, height: 480 });
  await view.ready();
  await view.bare();
  await view.page.evaluate(() => {
    noodles.settings.set("pointSize", 20);
    noodles.settings.set("lineWidth", 8);
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The square's bytes, a red and a white material, and the geometry 0/0. */
function shared(): Plain[] {
  const parts = scene.square({ color: [1, 0, 0, 1] });
  const entity = parts.indexOf("MsgEntityCreate");
  return [
    ...parts.slice(0, entity),
    "MsgMaterialCreate",
    { id: [1, 0], ...scene.paint([1, 1, 1, 1]) },
  ];
}

let last = 20;

interface Drawn {
  readonly picture: Pixels;
  /** The picture without what was drawn. */
  readonly empty: Pixels;
}

async function picture(): Promise<Pixels> {
  await view.page.evaluate(async () => {
    noodles.setCamera({ position: [0, 0, 6], target: [0, 0, 0] });
    await noodles.whenReady();
    await noodles.whenDrawn();
  });
  return Pixels.read(view.page, await view.page.evaluate(() => noodles.picture()));
}

/** Waits until the page has applied all that was sent. */
async function settle(): Promise<void> {
  const name = `mark ${++last}`;
  server.send("MsgTableCreate", { id: [last, 0], name });
  await view.page.waitForFunction(
    (text) => noodles.summary()["Table"]!.some((table) => table["name"] === text),
    name,
  );
}

/** Draws messages with these entities, which are then deleted. */
async function draw(messages: Plain[], ...entities: number[]): Promise<Drawn> {
  server.send(...messages);
  await settle();
  const shown = await picture();
  assert.deepEqual(await view.page.evaluate(() => noodles.problems()), []);
  // Children first.
  for (const slot of [...entities].reverse()) {
    server.send("MsgEntityDelete", { id: [slot, 0] });
  }
  await settle();
  const empty = await picture();
  view.assertFaultless();
  return { picture: shown, empty };
}

/** An entity of slot 1 with a geometry of one patch. */
function patch(members: { [key: string]: Plain }): Plain[] {
  const slot = ++last;
  return [
    "MsgGeometryCreate",
    { id: [slot, 0], patches: [scene.patch(members)] },
    "MsgEntityCreate",
    { id: [1, 0], render_rep: { mesh: [slot, 0] } },
  ];
}

/** Positions in a buffer of their own. */
function positions(...values: number[]): { messages: Plain[]; members: { [key: string]: Plain } } {
  const slot = ++last;
  return {
    messages: scene.bytes(slot, floats(...values)),
    members: {
      attributes: [{ view: [slot, 0], semantic: "POSITION", format: "VEC3" }],
      vertex_count: values.length / 3,
      indices: undefined,
    },
  };
}

const corners = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
const strip = [-1, -1, 0, 1, -1, 0, -1, 1, 0, 1, 1, 0];
const cases: [type: string, places: number[], least: number, most: number][] = [
  ["POINTS", [0, 0, 0], 0.0005, 0.01],
  ["LINES", [-1, 0, 0, 1, 0, 0], 0.002, 0.05],
  ["LINE_STRIP", [-1, 0, 0, 1, 0, 0, 1, 1, 0], 0.003, 0.08],
  ["LINE_LOOP", [-1, 0, 0, 1, 0, 0, 1, 1, 0], 0.003, 0.08],
  ["TRIANGLES", [-1, -1, 0, 1, -1, 0, 0, 1, 0], 0.05, 0.2],
  ["TRIANGLE_STRIP", strip, 0.1, 0.3],
];
for (const [type, places, least, most] of cases) {
  test(`${type} are drawn, and taken away`, async () => {
    const { messages, members } = positions(...places);
    const drawn = await draw([...messages, ...patch({ ...members, type })], 1);
    const part = drawn.picture.part(isRed);
    assert.ok(part > least && part < most, `${part} of the picture is red`);
    assert.ok(isRed(drawn.picture.middle), String(drawn.picture.middle));
    assert.equal(drawn.empty.part(isRed), 0);
  });
}

test("vertices have colours of their own", async () => {
  const slot = ++last;
  const green = [0, 1, 0, 1];
  const drawn = await draw(
    [
      ...scene.bytes(slot, floats(...corners, ...green, ...green, ...green, ...green)),
      ...patch({
        attributes: [
          { view: [slot, 0], semantic: "POSITION", format: "VEC3" },
          { view: [slot, 0], semantic: "COLOR", offset: 48, format: "VEC4" },
        ],
        material: [1, 0],
      }),
    ],
    1,
  );
  assert.ok(isGreen(drawn.picture.middle), String(drawn.picture.middle));
});

/** Rows of instances: place, colour or texture, rotation, scale. */
function rows(...places: (readonly [number, number, number])[]): number[][] {
  return places.map(([x, y, z]) => [x, y, z, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0.3, 0.3, 0.3, 1]);
}

for (const [what, gap] of [["tightly packed", 0], ["with a stride", 4]] as const) {
  test(`instances are drawn at their places, ${what}`, async () => {
    const slot = ++last;
    const rest = Array<number>(gap).fill(NaN);
    const values = rows([-1.2, 0, 0], [1.2, 0, 0]).flatMap((row) => [...row, ...rest]);
    const drawn = await draw(
      [
        ...scene.bytes(slot, floats(...values), "UNK"),
        "MsgEntityCreate",
        {
          id: [1, 0],
          render_rep: {
            mesh: [0, 0],
            instances: { view: [slot, 0], stride: 64 + 4 * gap },
          },
        },
      ],
      1,
    );
    // 6 m away, half of the picture's height is 2.5 m.
    const at = (x: number): Color => drawn.picture.at(240 + (x / 2.485) * 240, 240);
    assert.ok(isRed(at(-1.2)) && isRed(at(1.2)), `${at(-1.2)} ${at(1.2)}`);
    assert.ok(!isRed(at(0)));
    assert.equal(drawn.empty.part(isRed), 0);
  });
}

test("an instance shows the part of a texture that its row says", async () => {
  // Red and green, side by side: a plain KTX2 file without its descriptor.
  const head = Buffer.alloc(112);
  head.set([0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 13, 10, 0x1a, 10]);
  for (const [i, value] of [43, 1, 2, 1, 0, 0, 1, 1].entries()) {
    head.writeUInt32LE(value, 12 + 4 * i);
  }
  head.set([104], 80);
  head.set([8], 88);
  head.set([255, 0, 0, 255, 0, 255, 0, 255], 104);
  // Place, then the offset and the factors of the coordinates.
  const row = (x: number, offset: number): number[] => {
    return [x, 0, 0, 1, offset, 0, 0.01, 1, 0, 0, 0, 1, 0.3, 0.3, 0.3, 1];
  };
  const drawn = await draw(
    [
      ...scene.bytes(90, Uint8Array.from(head), "IMAGE"),
      ...scene.bytes(91, floats(...row(-1.2, 0.1), ...row(1.2, 0.9)), "UNK"),
      "MsgImageCreate",
      { id: [90, 0], buffer_source: [90, 0] },
      "MsgSamplerCreate",
      { id: [90, 0], mag_filter: "NEAREST", min_filter: "NEAREST" },
      "MsgTextureCreate",
      { id: [90, 0], image: [90, 0], sampler: [90, 0] },
      "MsgMaterialCreate",
      { id: [90, 0], ...scene.paint([1, 1, 1, 1], [90, 0]) },
      "MsgGeometryCreate",
      { id: [90, 0], patches: [scene.patch({ material: [90, 0] })] },
      "MsgEntityCreate",
      { id: [1, 0], render_rep: { mesh: [90, 0], instances: { view: [91, 0], stride: 64 } } },
    ],
    1,
  );
  const at = (x: number): Color => drawn.picture.at(240 + (x / 2.485) * 240, 240);
  assert.ok(isRed(at(-1.2)), `${at(-1.2)}`);
  assert.ok(isGreen(at(1.2)), `${at(1.2)}`);
});

test("a material with alpha lets the scene through", async () => {
  const slot = ++last;
  const glass = { ...scene.paint([1, 0, 0, 0.5]), use_alpha: true };
  const messages = [
    "MsgMaterialCreate",
    { id: [slot, 0], ...glass },
    ...patch({ material: [slot, 0] }),
  ];
  const { picture: shown, empty } = await draw(messages, 1);
  const [red, green] = shown.middle;
  const [, behind] = empty.middle;
  assert.ok(red > green + 20, String(shown.middle));
  assert.ok(green > 0.15 * behind && green < 0.9 * behind, `${shown.middle} before ${empty.middle}`);
});

test("a child moves with its parent, and hides with it", async () => {
  const square = { render_rep: { mesh: [0, 0] } };
  const child = { id: [2, 0], parent: [1, 0], transform: scene.moved(-9, 0, 0), ...square };
  const { picture: shown } = await draw(
    [
      "MsgEntityCreate",
      { id: [1, 0], transform: scene.moved(9, 0, 0) },
      "MsgEntityCreate",
      child,
    ],
    1,
    2,
  );
  assert.ok(isRed(shown.middle), String(shown.middle));
  const hidden = await draw(
    [
      "MsgEntityCreate",
      { id: [1, 0], transform: scene.moved(9, 0, 0), visible: false },
      "MsgEntityCreate",
      child,
    ],
    1,
    2,
  );
  assert.equal(hidden.picture.part(isRed), 0);
});

test("a text is drawn as high as it says", async () => {
  const { picture: shown, empty } = await draw(
    ["MsgEntityCreate", { id: [1, 0], text_rep: { txt: "HHHH", height: 1 } }],
    1,
  );
  const differs = (x: number, y: number): boolean =>
    shown.at(x, y).some((part, i) => Math.abs(part - empty.at(x, y)[i]!) > 60);
  let low = 480;
  let high = 0;
  for (let y = 0; y < 480; ++y) {
    for (let x = 0; x < 480; x += 2) {
      if (!differs(x, y)) continue;
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  // 1 m is 97 pixels; capital letters are a part of the height of a line.
  const height = high - low;
  assert.ok(height > 45 && height < 130, `${height} pixels`);
});

test("a text is read on a surface in its plane", async () => {
  const text = { txt: "HHH", height: 0.9, width: 1.9 };
  // On a plane that leans, depths are rounded differently.
  const lean = [0.88, 0.3, -0.37, 0, 0, 0.77, 0.63, 0, 0.48, -0.56, 0.68, 0, 0, 0, 0, 1];
  const square = ["MsgEntityCreate", { id: [1, 0], render_rep: { mesh: [0, 0] }, transform: lean }];
  const red = async (words: Plain[]): Promise<number> => {
    const slots = words.length === 0 ? [1] : [1, 2];
    const { picture: shown } = await draw([...square, ...words], ...slots);
    return shown.part(isRed);
  };
  const on = (z: number): Plain[] => [
    "MsgEntityCreate",
    { id: [2, 0], parent: [1, 0], text_rep: text, transform: scene.moved(0, 0, z) },
  ];
  const [bare, inPlane, inFront] = [await red([]), await red(on(0)), await red(on(0.01))];
  assert.ok(bare - inFront > 0.005, `${bare} ${inFront}`);
  assert.ok(bare - inPlane > 0.9 * (bare - inFront), `${bare} ${inPlane} ${inFront}`);
});

test("a picture that is cut out has the alpha of what is drawn", async () => {
  server.send(
    "MsgMaterialCreate",
    { id: [5, 0], ...scene.paint([1, 0, 0, 0.5]), use_alpha: true },
    "MsgGeometryCreate",
    { id: [5, 0], patches: [scene.patch({ material: [5, 0] })] },
    "MsgEntityCreate",
    { id: [1, 0], render_rep: { mesh: [0, 0] }, transform: scene.moved(-1, 0, 0) },
    "MsgEntityCreate",
    { id: [2, 0], render_rep: { mesh: [5, 0] }, transform: scene.moved(1, 0, 0) },
  );
  await settle();
  const whole = await picture();
  const { page } = view;
  const url = await page.evaluate(() => noodles.picture("cut out"));
  const cut = await Pixels.read(page, url);
  assert.equal(cut.alphaAt(10, 10), 0);
  assert.equal(cut.alphaAt(160, 240), 255);
  assert.deepEqual(cut.at(160, 240), whole.at(160, 240));
  const half = cut.alphaAt(320, 240);
  assert.ok(Math.abs(half - 128) < 4, `${half}`);
  assert.ok(isRed(cut.at(320, 240)), String(cut.at(320, 240)));
  // The next picture has its background again.
  const next = await picture();
  assert.equal(next.alphaAt(10, 10), 255);
  assert.deepEqual(next.at(10, 10), whole.at(10, 10));
  for (const slot of [2, 1]) server.send("MsgEntityDelete", { id: [slot, 0] });
  server.send("MsgGeometryDelete", { id: [5, 0] }, "MsgMaterialDelete", { id: [5, 0] });
  await settle();
});

test("lights of the document replace the light of the page", async () => {
  const light = (color: number[]): Plain[] => [
    "MsgLightCreate",
    { id: [1, 0], color, intensity: 3, directional: { range: -1 } },
    "MsgEntityCreate",
    { id: [1, 0], lights: [[1, 0]] },
    "MsgEntityCreate",
    { id: [2, 0], render_rep: { mesh: [0, 0] } },
  ];
  // A red square in green light is dark.
  const green = await draw([...light([0, 1, 0])], 1, 2);
  server.send("MsgLightDelete", { id: [1, 0] });
  const red = await draw([...light([1, 0, 0])], 1, 2);
  server.send("MsgLightDelete", { id: [1, 0] });
  assert.ok(red.picture.middle[0] > green.picture.middle[0] + 30,
    `${red.picture.middle} ${green.picture.middle}`);
  await view.close();
});
