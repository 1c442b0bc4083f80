// `noodles picture` and `noodles page`: what they write is looked at.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";

import { Writer, writeAny } from "linguine-noodles/cbor";

import { View, startBrowser } from "./browser";
import { Pixels, isBlue, isGreen, isRed } from "./pixels";
import { result, tool } from "./programs";
import * as scene from "./scene_parts";
import { type Plain, ScriptedServer, frame } from "./scripted_server";

let browser: Browser;
let blank: Page;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "noodles-test-"));
  browser = await startBrowser();
  blank = await browser.newPage();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const isDark = ([r, g, b]: readonly number[]): boolean => r! + g! + b! < 200;
const file = (name: string): string => join(folder, name);
// Root's browser has no sandbox.
const browserWords = ["--no-sandbox", "--software"];
const front = ["--size", "320x240", "--camera", "0,0,4", "--target", "0,0,0"];

/** A recording of these frames, each with its time in seconds. */
function recording(name: string, ...frames: [number, Plain[]][]): string {
  const writer = new Writer();
  writeAny(writer, ["noodles-recording", 1]);
  for (const [seconds, messages] of frames) {
    writeAny(writer, [Math.round(seconds * 1e6), frame(...messages)]);
  }
  const path = file(name);
  writeFileSync(path, writer.take());
  return path;
}

/** A square that is red at first, and green after one second. */
function changing(): string {
  return recording(
    "changing.rec",
    [0, [...scene.square({ color: [1, 0, 0, 1] }), "MsgDocumentInitialized", {}]],
    [1, ["MsgMaterialUpdate", { id: [0, 0], ...scene.paint([0, 1, 0, 1]) }]],
  );
}

async function pixels(path: string): Promise<Pixels> {
  return Pixels.read(blank, readFileSync(path));
}

test("a picture of a recording at its end", async () => {
  const source = changing();
  const png = file("end.png");
  const said = await result("picture", source, "-o", png, ...front, ...browserWords);
  assert.deepEqual(said.problems, []);
  assert.deepEqual([said.width, said.height], [320, 240]);
  const end = await pixels(png);
  assert.deepEqual([end.width, end.height], [320, 240]);
  assert.ok(isGreen(end.middle), String(end.middle));
  assert.ok(end.part(isGreen) > 0.1 && end.part(isGreen) < 0.9);
  // In light colours, and not transparent.
  assert.ok(end.part(isDark) < 0.1);
  assert.equal(end.alphaAt(0, 0), 255);
});

test("a picture of a server with assets, by the address of its page", async () => {
  const server = await ScriptedServer.start();
  try {
    server.files.set("/assets/blue.png", scene.blueImage);
    const messages = scene.square({ color: [1, 1, 1, 1], image: scene.blueImage });
    const at = messages.indexOf("MsgBufferCreate", messages.indexOf("MsgBufferCreate") + 1);
    messages[at + 1] = {
      id: [1, 0],
      size: scene.blueImage.length,
      uri_bytes: `http://localhost:${server.port}/assets/blue.png`,
    };
    server.snapshot = [frame(...messages)];
    const png = file("assets.png");
    const said = await result("picture", server.page, "-o", png, ...front, ...browserWords);
    assert.deepEqual([said.assets, said.missing_assets, said.problems], [1, 0, []]);
    assert.ok(isBlue((await pixels(png)).middle));
    // The browser has asked the server for nothing.
    assert.equal(server.requests.length, 1);
  } finally {
    await server.stop();
  }
});

test("a picture of a recording whose assets are named by parts, and what it lacks", async () => {
  const place = { scheme: "http", host: "recorder.invalid", port: 8000, path: "/blue.png" };
  const messages = scene.square({ color: [1, 1, 1, 1], image: scene.blueImage });
  const at = messages.indexOf("MsgBufferCreate", messages.indexOf("MsgBufferCreate") + 1);
  messages[at + 1] = { id: [1, 0], size: scene.blueImage.length, uri_bytes: place };
  const source = recording("parts.rec", [
    0,
    [
      ...messages,
      "MsgGeometryCreate",
      { id: [7, 0], patches: [scene.patch({ vertex_count: 4_000_000_000 })] },
      "MsgEntityCreate",
      { id: [7, 0], name: "too large", render_rep: { mesh: [7, 0] } },
      "MsgDocumentInitialized",
      {},
    ],
  ]);
  const writer = new Writer();
  writeAny(writer, [0, new Map(Object.entries(place)), scene.blueImage]);
  const bytes = Buffer.concat([readFileSync(source), writer.take()]);
  // The version is the last byte of the header.
  bytes[bytes.indexOf("noodles-recording") + "noodles-recording".length] = 2;
  writeFileSync(source, bytes);
  const png = file("parts.png");
  const done = await tool("picture", source, "-o", png, "--json", ...front, ...browserWords);
  assert.equal(done.code, 0, done.errors);
  const said = JSON.parse(done.out.toString());
  assert.deepEqual([said.assets, said.problems.length], [1, 1]);
  assert.match(done.errors, /not drawn: \w+ 7\/0: /);
  assert.ok(isBlue((await pixels(png)).middle));
});

test("a dark picture with the panels of the page", async () => {
  const words = ["--panels", "--theme", "dark", "--size", "640x400", ...browserWords];
  await result("picture", changing(), "-o", file("dark.png"), ...words);
  assert.ok((await pixels(file("dark.png"))).part(isDark) > 0.5);
});

test("a transparent picture at a time holds what the document drew then alone", async () => {
  const png = file("cut_out.png");
  const words = ["--transparent", "--time", "0.5", ...front, ...browserWords];
  await result("picture", changing(), "-o", png, ...words);
  const cut = await pixels(png);
  assert.ok(isRed(cut.middle), String(cut.middle));
  assert.equal(cut.alphaAt(160, 120), 255);
  for (const [x, y] of [[0, 0], [319, 0], [0, 239], [319, 239], [160, 2]] as const) {
    assert.equal(cut.alphaAt(x, y), 0, `${x} ${y}`);
  }
});

test("faults of the command are told, and leave nothing behind", async () => {
  const source = changing();
  const kept = (): string[] => readdirSync(tmpdir()).filter((name) => /^noodles-.{6}$/.test(name));
  const earlier = kept();
  const png = file("never.png");
  const cases: [string[], number, RegExp][] = [
    [["--size", "0x10"], 2, /WIDTHxHEIGHT, each from 16 to 8192 pixels, found 0x10/],
    [["--size", "99999x10"], 2, /from 16 to 8192/],
    [["--size", "10"], 2, /WIDTHxHEIGHT/],
    [["--camera", "1,2"], 2, /X,Y,Z/],
    [["--camera", "1,2,inf"], 2, /X,Y,Z/],
    [["--transparent", "--panels"], 2, /--panels excludes --transparent/],
    [["--theme", "drak"], 2, /did you mean "dark"/],
    [["--browser", "/no/such/program"], 1, /names \/no\/such\/program, which is no program/],
    [["--browser", "/bin/true"], 1, /the browser has ended/],
    [["--timeout", "0.05"], 1, /in time/],
  ];
  for (const [words, code, text] of cases) {
    const done = await tool("picture", source, "-o", png, "--no-sandbox", ...words);
    assert.equal(done.code, code, `${words}: ${done.errors}`);
    assert.match(done.errors, text);
  }
  const gone = await tool("picture", "ws://localhost:1", "-o", png, "--no-sandbox");
  assert.equal(gone.code, 3, gone.errors);
  const none = await tool("picture", file("no.rec"), "-o", png, "--no-sandbox");
  assert.equal(none.code, 4, none.errors);
  assert.deepEqual(kept(), earlier);
});

test("a page in one file plays from disk, without network", async () => {
  const html = file("scene.html");
  const said = await result("page", changing(), "-o", html);
  assert.equal(said.frames, 2);
  assert.equal(said.bytes, readFileSync(html).length);
  const view = await View.open(browser, pathToFileURL(html).href, { width: 480, height: 360 });
  const requests: string[] = [];
  view.page.on("request", (request) => requests.push(request.url()));
  await view.ready();
  await view.bare();
  const shot = await view.page.evaluate(async () => {
    noodles.setCamera({ position: [0, 0, 4], target: [0, 0, 0] });
    await noodles.whenDrawn();
    return noodles.picture();
  });
  const first = await Pixels.read(blank, shot);
  assert.ok(isRed(first.middle) || isGreen(first.middle), String(first.middle));
  await view.page.waitForFunction(() =>
    JSON.stringify(noodles.summary()["Material"]).includes("[0,1,0,1]"),
  );
  await view.drawn();
  const last = await Pixels.read(blank, await view.page.evaluate(() => noodles.picture()));
  assert.ok(isGreen(last.middle), String(last.middle));
  const others = requests.filter((url) => !/^(blob|data):/.test(url));
  assert.deepEqual(others, []);
  await view.close();
});

test("a page in one file runs nothing that its scene holds", async () => {
  const words = `</script><script>globalThis.wasRun = true</script><!--`;
  const source = recording("markup.rec", [
    0,
    [
      ...scene.square({ color: [1, 0, 0, 1], entity: { tags: [words], name: words } }),
      "MsgDocumentInitialized",
      {},
    ],
  ]);
  const html = file("markup.html");
  await result("page", source, "-o", html);
  const view = await View.open(browser, pathToFileURL(html).href, { width: 480, height: 360 });
  await view.ready();
  assert.equal(await view.page.evaluate(() => "wasRun" in globalThis), false);
  // The policy of the file runs no other script.
  view.allow(/Content Security Policy/);
  await view.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.wasRun = true";
    document.body.append(script);
  });
  assert.equal(await view.page.evaluate(() => "wasRun" in globalThis), false);
  const text = readFileSync(html, "utf8");
  assert.match(text, /three/i);
  assert.match(text, /id="noodles-licences"/);
  await view.close();
});

/** Tables of three and four rows, and one whose subscriptions are refused. */
function withTables(server: ScriptedServer): void {
  const lists = { methods_list: [[0, 0], [1, 0]], signals_list: [[0, 0]] };
  server.snapshot = [
    frame(
      ...["MsgMethodCreate", { id: [0, 0], name: "noo::tbl_subscribe", arg_doc: [] }],
      ...["MsgMethodCreate", { id: [1, 0], name: "noo::tbl_insert", arg_doc: [] }],
      ...["MsgSignalCreate", { id: [0, 0], name: "noo::tbl_updated", arg_doc: [] }],
      ...["MsgTableCreate", { id: [3, 1], name: "cities", ...lists }],
      ...["MsgTableCreate", { id: [4, 0], name: "long", ...lists }],
      ...["MsgTableCreate", { id: [5, 0], name: "refused", ...lists }],
    ),
  ];
  const cities = {
    columns: [
      { name: "city", type: "TEXT" },
      { name: "degrees", type: "REAL" },
    ],
    keys: [10, 20, 30],
    data: [["Oslo", -3.5], ["Cairo", 31.25], ["<b>Lima</b>", 18]],
    selections: [],
  };
  const long = {
    columns: [{ name: "number", type: "INTEGER" }],
    keys: [1, 2, 3, 4],
    data: [[1], [2], [3], [4]],
    selections: [],
  };
  server.onCall = (call) => {
    const [slot] = call.get("context").get("table");
    if (slot === 5) return { method_exception: { code: 7, message: "not today" } };
    return { result: slot === 3 ? cities : long };
  };
}

const cellsOf = (page: Page): Promise<string[][]> =>
  page.locator('[role="row"][data-key]:visible').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent ?? ""),
    ),
  );

test("a page in one file has the rows of its tables, and says what it lacks", async () => {
  const server = await ScriptedServer.start();
  withTables(server);
  const html = file("tables.html");
  const words = ["--max-table-rows", "3"];
  const said = await result("page", server.page, "-o", html, ...words).finally(() => server.stop());
  assert.deepEqual(
    [said.tables, said.rows, said.left_out_rows, said.missing_tables],
    [2, 6, 1, 1],
  );
  const [cut, missing] = (said.warnings as string[]).sort();
  assert.match(cut!, /first 3 of 4 rows of table "long"; --max-table-rows allows more/);
  assert.match(missing!, /lacks the rows of table "refused": .*not today/);

  const view = await View.open(browser, pathToFileURL(html).href, { width: 700, height: 400 });
  const { page } = view;
  await view.ready();
  if (!(await page.locator('[data-dock="bottom"]').isVisible())) {
    await page.locator('[data-action="panel-tables"]').click();
  }
  const choose = (label: string): Promise<unknown> =>
    page.locator('[data-choice="table"]').selectOption({ label });
  const counted = (text: string): Promise<void> =>
    page.locator(".table-count", { hasText: text }).waitFor();
  await choose("cities");
  await counted("3 rows");
  const rows = [["Oslo", "−3.5"], ["Cairo", "31.25"], ["<b>Lima</b>", "18"]];
  assert.deepEqual(await cellsOf(page), rows);
  await page.locator('[data-column="degrees"]').click();
  await page.locator('[aria-sort="ascending"]').waitFor();
  assert.deepEqual(await cellsOf(page), [rows[0], rows[2], rows[1]]);
  // No server could take an edit or a shared selection.
  await page.locator('[role="row"][data-key] [role="rowheader"]').first().click();
  assert.equal(await page.locator('[data-action="add-row"]').isVisible(), false);
  assert.equal(await page.locator(".notice").count(), 0);
  await choose("long");
  await counted("3 rows, recorded: the first 3 of 4 rows");
  assert.deepEqual(await cellsOf(page), [["1"], ["2"], ["3"]]);
  await choose("refused");
  await page.getByText("The recording has no rows of this table.").waitFor();
  assert.equal(await page.locator('[data-search="table"]').isVisible(), false);
  await view.close();
});

test("a page in one file has no rows where none are wanted", async () => {
  const server = await ScriptedServer.start();
  withTables(server);
  const words = ["-o", file("none.html"), "--max-table-rows", "0"];
  const said = await result("page", server.page, ...words).finally(() => server.stop());
  assert.deepEqual([said.tables, said.rows, said.missing_tables], [0, 0, 0]);
});

test("a page that would be too large is refused", async () => {
  const done = await tool("page", changing(), "-o", file("large.html"), "--max-bytes", "100");
  assert.equal(done.code, 1, done.errors);
  assert.match(done.errors, /more than 100 bytes[\s\S]*--max-bytes allows more/);
});
