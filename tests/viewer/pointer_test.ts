// What the pointer asks the server for: handles that move, turn and scale an
// entity, and boxes that select; and where attention signals move the camera.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import {
  attentionSignalNames,
  movableMethodNames,
  selectionMethodNames,
} from "linguine-noodles/interfaces";

import { View, startBrowser, within } from "./browser";
import type { Triple } from "./page_hooks";
import * as scene from "./scene_parts";
import { type Plain, ScriptedServer, frame } from "./scripted_server";

let browser: Browser;
let server: ScriptedServer;
let view: View;

const { selectHull, selectRegion } = selectionMethodNames;
const methods: string[] = [...Object.values(movableMethodNames), selectHull, selectRegion];
const idOf = (name: string): number[] => [methods.indexOf(name), 0];

/** The eye is this far from the XY plane. */
const distance = 10;
const width = 800;
const height = 600;
/** Pixels of an arrow: the handles have a size on the screen. */
const arrow = 0.13 * height;
/** Pixels of a metre in the XY plane. */
let metre = 0;

// X of the parent is Y of the world.
const turned = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 3, 0, 0, 1];

/** A square at the origin, below a turned parent, with all methods. */
function snapshot(): Plain[] {
  return [
    ...methods.flatMap((name): Plain[] => [
      "MsgMethodCreate",
      { id: idOf(name), name, arg_doc: [] },
    ]),
    "MsgSignalCreate",
    { id: [0, 0], name: attentionSignalNames.signalAttention, arg_doc: [] },
    ...scene.square({
      color: [1, 0, 0, 1],
      entity: {
        parent: [9, 0],
        transform: { position: [0, 3, 0], scale: [1, 2, 1] },
        methods_list: methods.map(idOf),
        signals_list: [[0, 0]],
      },
    }),
    "MsgEntityCreate",
    { id: [9, 0], name: "parent", transform: turned },
  ];
}

before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  server.snapshot = [frame(...snapshot())];
  view = await View.open(browser, server.page, { width, height });
  await view.ready();
  await view.bare();
  const fov = await view.page.evaluate(() => noodles.scene.stage.camera.fov);
  metre = height / 2 / (distance * Math.tan((fov * Math.PI) / 360));
  await front();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Looks at the origin along -Z. */
async function front(): Promise<void> {
  await view.page.evaluate(async (z) => {
    noodles.setCamera({ position: [0, 0, z], target: [0, 0, 0] });
    await noodles.whenDrawn();
  }, distance);
}

/** Drags in pixels from the middle of the canvas, Y upwards. */
async function drag(
  from: readonly [number, number],
  to: readonly [number, number],
  ...keys: string[]
): Promise<void> {
  const { mouse, keyboard } = view.page;
  for (const key of keys) await keyboard.down(key);
  await mouse.move(width / 2 + from[0], height / 2 - from[1]);
  await mouse.down();
  await mouse.move(width / 2 + to[0], height / 2 - to[1]);
  await mouse.up();
  for (const key of keys) await keyboard.up(key);
}

/** The arguments of the call that an action causes. */
async function asked(name: string, action: () => Promise<void>): Promise<any[]> {
  const heard = server.heard.length;
  await action();
  const { content } = await within(name, server.hear("MsgInvokeMethod", heard));
  assert.equal(methods[content.get("method")[0]], name);
  assert.deepEqual(content.get("context"), new Map([["entity", [0, 0]]]));
  view.assertFaultless();
  return content.get("args");
}

function assertNear(found: readonly number[], expected: readonly number[], reach = 0.02): void {
  const isNear =
    found.length === expected.length &&
    found.every((value, i) => Math.abs(value - expected[i]!) < reach);
  assert.ok(isNear, `${found} is not near ${expected}`);
}

async function select(): Promise<void> {
  await view.page.evaluate(async () => {
    noodles.selection.setEntities([[0, 0]]);
    await noodles.whenDrawn();
  });
}

test("an arrow moves, in the space of the parent", async () => {
  await select();
  const [position] = await asked(movableMethodNames.setPosition, () =>
    drag([0.9 * arrow, 0], [0.9 * arrow + metre, 40]),
  );
  assertNear(position, [0, 2, 0]);
});

test("a square moves in a plane", async () => {
  const [position] = await asked(movableMethodNames.setPosition, () =>
    drag([0.3 * arrow, 0.3 * arrow], [0.3 * arrow + metre, 0.3 * arrow - metre / 2]),
  );
  assertNear(position, [-0.5, 2, 0]);
});

test("a ring turns about an axis of the world", async () => {
  const ring = 0.72 * arrow * Math.SQRT1_2;
  const [rotation] = await asked(movableMethodNames.setRotation, () =>
    drag([ring, ring], [-3 * ring, 3 * ring]),
  );
  assertNear(rotation, [0, 0, Math.SQRT1_2, Math.SQRT1_2]);
});

test("a ring that is seen from the side turns below the pointer", async () => {
  // The world's X is -Y in the space of the parent.
  const radius = 0.72 * arrow;
  const press = 0.5 * arrow;
  const way = 30;
  const [rotation] = await asked(movableMethodNames.setRotation, () =>
    drag([0, -press], [0, -press - way]),
  );
  // The way along the tangent where the ring was pressed; perspective makes the
  // front of the ring a little larger.
  const angle = (way * Math.sqrt(1 - (press / radius) ** 2)) / radius;
  assertNear(rotation, [0, -Math.sin(angle / 2), 0, Math.cos(angle / 2)], 0.05);
  assertNear([rotation[0], rotation[2]], [0, 0], 1e-6);
});

test("a cube scales along an axis of the entity", async () => {
  // Y of the entity is -X of the world.
  const [scale] = await asked(movableMethodNames.setScale, () =>
    drag([-1.2 * arrow, 0], [-1.8 * arrow, 20]),
  );
  assertNear(scale, [1, 3, 1]);
});

test("the cube at the centre scales all, and never to nothing", async () => {
  const way = arrow / Math.SQRT2;
  const larger = await asked(movableMethodNames.setScale, () => drag([0, 0], [way, way]));
  assertNear(larger[0], [2, 4, 2], 0.05);
  const least = await asked(movableMethodNames.setScale, () => drag([0, 0], [-390, -290]));
  assert.ok(least[0].every((value: number) => value >= 0.01), `${least[0]}`);
});

test("there is no handle without its method", async () => {
  const setScale = idOf(movableMethodNames.setScale);
  server.send("MsgEntityUpdate", { id: [0, 0], methods_list: [setScale] });
  const cube = [-1.2 * arrow, 0] as const;
  await view.page.waitForFunction(
    (count) => noodles.summary()["Entity"]!.some((one) => String(one["methods_list"]) === count),
    String(setScale),
  );
  const heard = server.heard.length;
  await drag([0.9 * arrow, 0], [0.9 * arrow + metre, 0]);
  await front();
  await select();
  await asked(movableMethodNames.setScale, () => drag(cube, [-1.8 * arrow, 0]));
  const names = server.heard
    .slice(heard)
    .filter(({ name }) => name === "MsgInvokeMethod")
    .map(({ content }) => methods[content.get("method")[0]]);
  assert.deepEqual([...new Set(names)], [movableMethodNames.setScale]);
  server.send("MsgEntityUpdate", { id: [0, 0], methods_list: methods.map(idOf) });
  await front();
});

type Point = readonly [number, number, number];

/** From the space of the entity to the world. */
const toWorld = ([x, y, z]: Point): Point => [-2 * y, x, z];

// The middle of the box is 1 m right of the origin.
const box = { from: [0, 150], to: [0, -120] } as { from: [number, number]; to: [number, number] };

test("a box is a closed hull in the space of the entity", async () => {
  box.from[0] = -metre;
  box.to[0] = 3 * metre;
  const [points, indices, mode] = await asked(selectHull, () =>
    drag(box.from, box.to, "Shift"),
  );
  assert.equal(mode, 0);
  assert.equal(points.length, 8);
  // Near and far corners are on the rays through the corners of the box.
  const seen = points.map((point: Point) => {
    const [x, y, z] = toWorld(point);
    const factor = distance / (distance - z);
    return [x * factor * metre, y * factor * metre].map(Math.round);
  });
  const { from, to } = box;
  const corners = [
    [from[0], to[1]],
    [to[0], to[1]],
    [to[0], from[1]],
    [from[0], from[1]],
  ].map((corner) => corner.map(Math.round));
  for (const [i, place] of seen.entries()) assertNear(place, corners[i % 4]!, 1.5);
  const depths = points.map((point: Point) => distance - toWorld(point)[2]);
  assert.ok(Math.max(...depths.slice(0, 4)) < distance);
  assert.ok(Math.min(...depths.slice(4)) > distance);
  // Each edge is used once in each direction, and faces look outwards.
  const edges = new Set<string>();
  let volume = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = indices.slice(i, i + 3) as [number, number, number];
    for (const edge of [[a, b], [b, c], [c, a]]) edges.add(String(edge));
    volume += determinant(points[a], points[b], points[c]) / 6;
  }
  assert.equal(indices.length, 36);
  assert.equal(edges.size, 36);
  for (const edge of edges) assert.ok(edges.has(edge.split(",").reverse().join()), edge);
  assert.ok(volume > 0, `${volume}`);
});

function determinant([a, b, c]: Point, [d, e, f]: Point, [g, h, i]: Point): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

test("a box with Control adds to what is selected", async () => {
  const args = await asked(selectHull, () => drag(box.from, box.to, "Shift", "Control"));
  assert.equal(args[2], 1);
});

test("an entity without hulls gets the extent of the box", async () => {
  server.send("MsgEntityUpdate", { id: [0, 0], methods_list: [idOf(selectRegion)] });
  await view.page.waitForFunction(
    (list) => noodles.summary()["Entity"]!.some((one) => String(one["methods_list"]) === list),
    String(idOf(selectRegion)),
  );
  const [min, max, mode] = await asked(selectRegion, () => drag(box.from, box.to, "Shift"));
  assert.equal(mode, 0);
  // All near corners are equally far from the eye, and all far ones.
  const { from, to } = box;
  const rays = [from[0], to[0]].flatMap((x) =>
    [from[1], to[1]].map((y) => {
      const length = Math.hypot(x / metre, y / metre, distance);
      return [x / metre / length, y / metre / length, -distance / length] as const;
    }),
  );
  const cosines = rays.map(([, , z]) => -z);
  const reaches = [
    (distance - max[2]) / Math.min(...cosines),
    (distance - min[2]) / Math.max(...cosines),
  ];
  assert.ok(reaches[0]! < distance && distance < reaches[1]!, `${reaches}`);
  // X of the entity is Y of the world, and Y is half of -X.
  const points = reaches.flatMap((reach) =>
    rays.map(([x, y]) => [y * reach, (-x * reach) / 2] as const),
  );
  for (const axis of [0, 1] as const) {
    const values = points.map((point) => point[axis]);
    assertNear([min[axis], max[axis]], [Math.min(...values), Math.max(...values)]);
  }
});

const attend = (...args: Plain[]): void =>
  server.send("MsgSignalInvoke", {
    id: [0, 0],
    context: { entity: [0, 0] },
    signal_data: args,
  });

async function lookAway(): Promise<void> {
  await view.page.evaluate(() =>
    noodles.setCamera({ position: [50, 0, 30], target: [50, 0, 0] }),
  );
}

/** Waits until the camera looks at this place. */
async function looksAt(place: Triple): Promise<void> {
  await view.page.waitForFunction(
    (to) => {
      const { target } = noodles.camera();
      return Math.hypot(...target.map((value, i) => value - to[i]!)) < 0.05;
    },
    place,
  );
}

test("attention to an entity shows it; to a place on it, that place", async () => {
  await lookAway();
  attend();
  await looksAt([0, 0, 0]);
  await lookAway();
  attend([0.5, 1, 0]);
  await looksAt([-2, 0.5, 0]);
  await lookAway();
  // A place that is none: the whole entity.
  attend([NaN, 0, 0]);
  await looksAt([0, 0, 0]);
  view.assertFaultless();
});

test("attention leaves the camera where the user wants none, but shows its words", async () => {
  await view.page.evaluate(() => noodles.settings.set("followsAttention", false));
  await front();
  attend([0, 1, 0], "over there");
  const label = view.page.locator(".scene-label", { hasText: "over there" });
  await label.waitFor();
  await view.drawn();
  const at = (await label.boundingBox())!;
  // 2 m left of the middle, above the place.
  assertNear([at.x + at.width / 2], [width / 2 - 2 * metre], 2);
  assertNear([at.y + at.height], [height / 2 - 10], 3);
  await looksAt([0, 0, 0]);
  await view.close();
});
