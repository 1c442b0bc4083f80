// Measures the page in Chromium; prints {"row": [milliseconds of each round]}.
//
//   node page_bench.mjs ROUNDS FILTER FLOOR PAGE...
//
// FLOOR is the program of page_floor.ts, which measures what cannot be left out.
// FILTER is a regular expression for the rows. A PAGE is NAME=FOLDER of a built
// page; the rounds of all pages alternate. The environment names the browser as
// it does for tests/viewer. Counters are read, never frame rates.
//
//   receive  from the event of a message to the end of its handler: decoding,
//            the mirror, and all its listeners, with those of the panels
//   apply    what changes the scene before a picture
//   longest  the longest of these, in which the page does not answer its user
//   script   the time of the processor for all programs of the page, until all is
//            drawn; other programs of the machine lengthen it little
import { readFileSync } from "node:fs";

import type { CDPSession } from "playwright-core";

import {
  type Mat4,
  type ServerMessage,
  encodeServerFrame,
  entityID,
  geometryID,
  newEntity,
} from "linguine-noodles/protocol";

import { type Plain, ScriptedServer, floats, frame } from "../viewer/scripted_server";
import type { Floor } from "./page_floor";
import { bytes, moved } from "../viewer/scene_parts";
import { startBrowser, View } from "../viewer/browser";

const [rounds, filter, floorProgram, ...pages] = process.argv.slice(2);
const isWanted = new RegExp(filter!);
const entityCount = 100_000;
const instanceCount = 1_000_000;
const entitiesInFrame = 10_000;
const movedCount = 1000;

/** What the page has done since the last call of `take`. */
interface Work {
  receive: number;
  apply: number;
  longest: number;
}

declare global {
  interface Window {
    work: Work;
    floor: Floor;
    watchPictures(): void;
  }
}

/** Runs in the page before its own program. */
function watch(): void {
  window.work = { receive: 0, apply: 0, longest: 0 };
  const add = (kind: "receive" | "apply", time: number): void => {
    window.work[kind] += time;
    window.work.longest = Math.max(window.work.longest, time);
  };
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage")!;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(listen: ((event: MessageEvent) => void) | null) {
      set!.call(this, (event: MessageEvent) => {
        const start = performance.now();
        listen?.(event);
        add("receive", performance.now() - start);
      });
    },
  });
  // Without a GPU, a browser would draw for half a minute. Everything but the
  // drawing itself is done, also the sending of data to the GPU.
  for (const name of [
    "drawArrays",
    "drawElements",
    "drawArraysInstanced",
    "drawElementsInstanced",
  ] as const) {
    WebGL2RenderingContext.prototype[name] = () => {};
  }
  window.watchPictures = () => {
    const { scene } = globalThis.noodles as unknown as {
      scene: { applyTime: number; onDrawn(listen: () => void): void };
    };
    scene.onDrawn(() => add("apply", scene.applyTime));
  };
}

function placeOf(x: number, y: number, z: number): Mat4 {
  return moved(x, y, z) as unknown as Mat4;
}

const mesh = (slot: number, count: number): Plain[] => [
  "MsgGeometryCreate",
  {
    id: [slot, 0],
    patches: [
      {
        attributes: [
          {
            ...{ view: [slot, 0], semantic: "POSITION" },
            ...{ offset: 0, stride: 12, format: "VEC3" },
          },
        ],
        vertex_count: count,
        type: "POINTS",
        material: [0, 0],
      },
    ],
  },
];

const material: Plain[] = [
  "MsgMaterialCreate",
  { id: [0, 0], pbr_info: { base_color: [1, 1, 1, 1] } },
];

/** The resources that all scenes share: eight geometries of one point. */
const resources = frame(
  ...material,
  ...Array.from({ length: 8 }, (_, slot) => [
    ...bytes(slot, floats(0, 0, 0)),
    ...mesh(slot, 1),
  ]).flat(),
);

/** Entities in a tree, each with a name, a place and a geometry. */
function entities(): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let first = 0; first < entityCount; first += entitiesInFrame) {
    const messages: ServerMessage[] = [];
    for (let slot = first; slot < first + entitiesInFrame; ++slot) {
      const content = newEntity({
        name: `entity ${slot}`,
        parent: slot === 0 ? undefined : entityID(Math.floor((slot - 1) / 50), 0),
        transform: placeOf(slot % 7, (slot % 11) / 3, (slot % 13) / 5),
        representation: {
          kind: "render_rep",
          value: { mesh: geometryID(slot % 8, 0) },
        },
      });
      const value = { id: entityID(slot, 0), content };
      messages.push({ kind: "MsgEntityCreate", value });
    }
    frames.push(encodeServerFrame(messages));
  }
  return frames;
}

/** The first entities with other places. */
const moves = [1, 2].map((step) =>
  encodeServerFrame(
    Array.from({ length: movedCount }, (_, index) => ({
      kind: "MsgEntityUpdate",
      value: {
        id: entityID(entityCount - 1 - index, 0),
        content: { transform: placeOf(index % 7, step / 3, 0.5) },
      },
    })),
  ),
);

function rows(): Uint8Array {
  const values = new Float32Array(instanceCount * 16);
  for (let i = 0; i < instanceCount; ++i) {
    const row = [i % 100, (i >> 7) % 100, i / 1e4, 0, 0.5, 0.5, 0.5, 1];
    values.set([...row, 0.1, 0.2, 0.3, 0.9, 1, 1, 1, 1], i * 16);
  }
  return new Uint8Array(values.buffer);
}

const instances = frame(
  ...bytes(100, rows()),
  "MsgEntityCreate",
  {
    id: [0, 0],
    render_rep: { mesh: [0, 0], instances: { view: [100, 0], stride: 0 } },
  },
);

const places = Float32Array.from({ length: 3 * instanceCount }, (_, i) => i % 97);
const points = frame(
  ...bytes(100, new Uint8Array(places.buffer)),
  ...mesh(100, instanceCount),
  "MsgEntityCreate",
  { id: [0, 0], render_rep: { mesh: [100, 0] } },
);

const snapshot = entities();
const times: Record<string, number[]> = {};

class Bench {
  private readonly name: string;
  private readonly server: ScriptedServer;
  private readonly view: View;
  private readonly browser: CDPSession;

  constructor(
    name: string,
    server: ScriptedServer,
    view: View,
    browser: CDPSession,
  ) {
    this.name = name;
    this.server = server;
    this.view = view;
    this.browser = browser;
  }

  /** Sends frames, and notes what they have cost when they are drawn. */
  async measure(
    row: string,
    frames: readonly Uint8Array[],
    count: number,
  ): Promise<void> {
    if (!isWanted.test(row)) return;
    await this.reset();
    await this.take();
    const before = await this.scriptTime();
    for (const one of frames) this.server.sendFrame(one);
    await this.view.page.waitForFunction(
      (wanted) => noodles.counts()["Entity"] === wanted,
      count,
    );
    await this.view.drawn();
    const script = (await this.scriptTime()) - before;
    const work = { ...(await this.take()), script };
    for (const [kind, time] of Object.entries(work)) {
      (times[`${row}, ${kind} (${this.name})`] ??= []).push(time);
    }
  }

  private async reset(): Promise<void> {
    this.server.sendFrame(frame("MsgDocumentReset", {}));
    await this.view.page.waitForFunction(() => noodles.counts()["Entity"] === 0);
    this.server.sendFrame(resources);
    await this.view.drawn();
  }

  /** Frames that move entities, one after another. */
  async move(row: string): Promise<void> {
    if (!isWanted.test(row)) return;
    await this.take();
    const repeats = 20;
    for (let i = 0; i < repeats; ++i) {
      this.server.sendFrame(moves[i % 2]!);
      await this.view.drawn();
    }
    const { receive, apply } = await this.take();
    for (const [kind, time] of Object.entries({ receive, apply })) {
      (times[`${row}, ${kind} (${this.name})`] ??= []).push(time / repeats);
    }
  }

  private async scriptTime(): Promise<number> {
    const { metrics } = await this.browser.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "ScriptDuration")!.value;
  }

  private take(): Promise<Work> {
    return this.view.page.evaluate(() => {
      const { work } = window;
      window.work = { receive: 0, apply: 0, longest: 0 };
      return work;
    });
  }
}

/** Each in a blank page of its own: nothing is compiled yet. */
async function measureFloor(): Promise<void> {
  const row = "100,000 entities, at least";
  if (!isWanted.test(row)) return;
  const frames = snapshot.map((one) => Buffer.from(one).toString("base64"));
  for (const kind of ["generated", "bare", "three"] as const) {
    const page = await browser.newPage();
    await page.evaluate(watch);
    await page.evaluate(readFileSync(floorProgram!, "utf8"));
    const time = await page.evaluate(
      ([wanted, texts, count]) => {
        if (wanted === "three") return window.floor.three(count);
        const read = (text: string): Uint8Array =>
          Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
        return window.floor[wanted](texts.map(read));
      },
      [kind, frames, entityCount] as const,
    );
    (times[`${row}: ${kind}`] ??= []).push(time);
    await page.close();
  }
}

const browser = await startBrowser();
try {
  for (let round = 0; round < Number(rounds); ++round) {
    await measureFloor();
    for (const page of pages) {
      const [name, folder] = page.split("=");
      process.env["NOODLES_PAGE_DIRECTORY"] = folder;
      const server = await ScriptedServer.start();
      const options = { width: 320, height: 240, before: watch };
      const view = await View.open(browser, server.page, options);
      await view.ready();
      await view.page.evaluate(() => window.watchPictures());
      const session = await view.page.context().newCDPSession(view.page);
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      const bench = new Bench(name!, server, view, session);
      await bench.measure("100,000 entities", snapshot, entityCount);
      await bench.move("1,000 of 100,000 entities moved, a frame");
      await bench.measure("1,000,000 instances", [instances], 1);
      await bench.measure("1,000,000 points", [points], 1);
      await view.close();
      await server.stop();
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify(times));
