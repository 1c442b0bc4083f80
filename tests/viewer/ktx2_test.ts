// Textures in files of the type KTX2: the decoder is loaded with the first one,
// and runs under the content security policy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";

import { View, startBrowser } from "./browser";
import { type Color, Pixels } from "./pixels";
import * as scene from "./scene_parts";
import { ScriptedServer, frame } from "./scripted_server";

let browser: Browser;
let server: ScriptedServer;
let view: View;

before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  view = await View.open(browser, server.page, { width: 300, height: 300 });
  await view.ready();
  await view.bare();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

interface FileParts {
  readonly format: number;
  readonly width: number;
  readonly height: number;
  readonly supercompression?: number;
  readonly faces?: number;
  readonly data: Uint8Array;
}

/** A KTX2 file of one level. */
function file({ format, width, height, supercompression, faces, data }: FileParts): Uint8Array {
  const descriptor = Buffer.alloc(44);
  descriptor.writeUInt32LE(44, 0);
  descriptor.writeUInt16LE(2, 8);
  descriptor.writeUInt16LE(40, 10);
  // UASTC, sRGB, blocks of 4 by 4 texels in 16 bytes, one sample of 128 bits.
  descriptor.set([166, 1, 2, 0, 3, 3, 0, 0, 16], 12);
  descriptor.set([0, 0, 127, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255], 28);
  const head = Buffer.alloc(104);
  head.set([0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 13, 10, 0x1a, 10]);
  const numbers = [format, 1, width, height, 0, 0, faces ?? 1, 1, supercompression ?? 0];
  for (const [i, value] of [...numbers, 104, 44].entries()) {
    head.writeUInt32LE(value, 12 + 4 * i);
  }
  for (const [i, value] of [160, data.length, data.length].entries()) {
    head.writeBigUInt64LE(BigInt(value), 80 + 8 * i);
  }
  return Uint8Array.from(Buffer.concat([head, descriptor, Buffer.alloc(12), data]));
}

/** A block of UASTC of one colour (mode 8), with all bits for ETC1 at 0. */
function block(...color: number[]): Uint8Array {
  let bits = 0x17n;
  for (const [i, value] of color.entries()) bits |= BigInt(value) << BigInt(5 + 8 * i);
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(bits & 0xffffffffffffffffn);
  return bytes;
}

const basis = file({ format: 0, width: 4, height: 4, data: block(0, 255, 0, 255) });
const redTexel = Uint8Array.of(255, 0, 0, 255);
const plain = file({ format: 43, width: 1, height: 1, data: redTexel });

/** Shows the square with an image; returns the colour in its middle. */
async function show(image: Uint8Array): Promise<Color> {
  server.snapshot = [frame(...scene.square({ color: [1, 1, 1, 1], image }))];
  server.drop();
  await view.page.waitForFunction(() => noodles.state() !== "live");
  await view.page.evaluate(() => noodles.session.connectNow());
  await view.state("live");
  await view.ready();
  await view.page.evaluate(async () => {
    noodles.setCamera({ position: [0, 0, 4], target: [0, 0, 0] });
    await noodles.whenDrawn();
  });
  const url = await view.page.evaluate(() => noodles.picture());
  return (await Pixels.read(view.page, url)).middle;
}

async function problems(): Promise<string[]> {
  return view.page.evaluate(() => noodles.problems().map(({ text }) => text));
}

test("the decoder is not loaded without such a file", async () => {
  const [red, , blue] = await show(scene.blueImage);
  assert.ok(blue > 150 && red < 100, `${red} ${blue}`);
  assert.deepEqual(server.paths.filter((path) => path.includes("ktx2")), []);
  view.assertFaultless();
});

test("an image of Basis Universal is drawn", async () => {
  const [red, green, blue] = await show(basis);
  assert.deepEqual(await problems(), []);
  assert.ok(green > 150 && red < 100 && blue < 100, `${red} ${green} ${blue}`);
  const asked = server.paths.filter((path) => path.includes("ktx2"));
  assert.deepEqual(asked, ["/ktx2.js", "/ktx2.wasm"]);
  view.assertFaultless();
});

test("a plain image is drawn, by the same decoder", async () => {
  const [red, green] = await show(plain);
  assert.deepEqual(await problems(), []);
  assert.ok(red > 150 && green < 100, `${red} ${green}`);
  assert.equal(server.paths.filter((path) => path === "/ktx2.js").length, 1);
  view.assertFaultless();
});

const bad: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ["header is cut off", basis.subarray(0, 60), /its header is cut off/],
  ["data is cut off", basis.subarray(0, 170), /its data is cut off/],
  ["level has too few blocks", file({ format: 0, width: 64, height: 64, data: block(1, 2, 3, 4) }), /damaged/],
  ["format is unknown", file({ format: 131, width: 4, height: 4, data: block() }), /format 131 of Vulkan/],
  ["data is compressed", file({ format: 43, width: 1, height: 1, supercompression: 2, data: redTexel }), /supercompression 2/],
  ["texels are missing", file({ format: 43, width: 9, height: 9, data: redTexel }), /its data is cut off/],
  ["size is huge", file({ format: 0, width: 1e9, height: 1e9, data: block() }), /more than 16777216/],
  ["size is nothing", file({ format: 0, width: 0, height: 4, data: block() }), /no width/],
  ["image is a cube", file({ format: 0, width: 4, height: 4, faces: 6, data: block() }), /no flat image/],
];

test("files that cannot be decoded are told", async () => {
  for (const [name, content, words] of bad) {
    await show(content);
    const [text] = await problems();
    assert.match(text ?? "", words, name);
    assert.match(text!, /^Image \[0, 0\] cannot be shown/);
  }
  // The decoder is as before.
  const [, green] = await show(basis);
  assert.ok(green > 150);
  view.assertFaultless();
});

test("without its decoder, an image is told", async () => {
  const other = await View.open(browser, server.page, { width: 300, height: 300 });
  await other.page.route("**/ktx2.js", (route) => route.abort());
  other.allow(/ktx2|ERR_FAILED/);
  await other.page.reload();
  await other.ready();
  const texts = await other.page.evaluate(() => noodles.problems().map(({ text }) => text));
  assert.deepEqual(texts, [
    "Image [0, 0] cannot be shown: the decoder of KTX2 files cannot be loaded.",
  ]);
  await other.close();
  await view.close();
});
