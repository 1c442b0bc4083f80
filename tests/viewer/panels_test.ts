// The panels of the page with a server whose every answer is known: forms,
// tables, plots, time, selection, attention, keys.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";

import { tableMethodNames, timeMethodNames } from "linguine-noodles/interfaces";

import { View, startBrowser } from "./browser";
import { Pixels } from "./pixels";
import * as scene from "./scene_parts";
import { type Plain, ScriptedServer, frame } from "./scripted_server";

let browser: Browser;
let server: ScriptedServer;
let view: View;
let page: Page;

const tableMethods = Object.values(tableMethodNames);
const timeMethods = Object.values(timeMethodNames);
const signals = [
  "noo::tbl_reset",
  "noo::tbl_updated",
  "noo::tbl_rows_removed",
  "noo::tbl_selection_updated",
  "noo::signal_attention",
];

const methodID = (name: string): number[] => {
  const all = [...tableMethods, ...timeMethods] as string[];
  return [10 + all.indexOf(name), 0];
};
const signalID = (name: string): number[] => [10 + signals.indexOf(name), 0];

/** The scene of everything, with a table, a time and an attention signal. */
function snapshot(): Plain[] {
  return [
    ...[...tableMethods, ...timeMethods].flatMap((name): Plain[] => [
      "MsgMethodCreate",
      { id: methodID(name), name, arg_doc: [] },
    ]),
    ...signals.flatMap((name): Plain[] => [
      "MsgSignalCreate",
      { id: signalID(name), name, arg_doc: [] },
    ]),
    ...scene.everything(),
    "MsgTableUpdate",
    {
      id: [0, 0],
      methods_list: tableMethods.map(methodID),
      signals_list: signals.slice(0, 4).map(signalID),
    },
    "MsgEntityUpdate",
    { id: [0, 0], signals_list: [signalID("noo::signal_attention")] },
    "MsgDocumentUpdate",
    { methods_list: [[0, 0], ...timeMethods.map(methodID)] },
  ];
}

// What a call answers, by the name of its method.
const answers: Record<string, (args: any[]) => Plain> = {
  add: ([a, b]) =>
    a === 13
      ? { method_exception: { code: -32602, message: "13 brings bad luck" } }
      : { result: a + b },
  "noo::tbl_subscribe": () => ({
    result: {
      columns: [
        { name: "name", type: "TEXT" },
        { name: "x", type: "REAL" },
        { name: "y", type: "REAL" },
      ],
      keys: [1, 2, 3],
      data: [
        ["first", 1, 10],
        ["second", 2, 20],
        ["third", 3, 5],
      ],
      selections: [],
    },
  }),
  "noo::tbl_update": ([keys]) => ({ result: keys }),
  "noo::tbl_insert": ([rows]) => ({ result: rows.map((_: unknown, i: number) => 100 + i) }),
  "noo::tbl_remove": ([keys]) => ({ result: keys }),
  "noo::time_metadata": () => ({ result: { from: 0, to: 10, step: 0.5 } }),
};

function nameOf(id: readonly [number, number]): string {
  if (id[0] === 0) return "add";
  return ([...tableMethods, ...timeMethods] as string[])[id[0] - 10] ?? "";
}

/** The arguments of the next call of this method, behind what was heard. */
async function called(name: string, after: number): Promise<any[]> {
  for (let from = after; ; ++from) {
    const { content } = await server.hear("MsgInvokeMethod", from);
    if (nameOf(content.get("method")) === name) return content.get("args");
    from = server.heard.findIndex((one) => one.content === content);
  }
}

before(async () => {
  browser = await startBrowser();
  server = await ScriptedServer.start();
  server.snapshot = [frame(...snapshot())];
  server.onCall = (call) => answers[nameOf(call.get("method"))]?.(call.get("args"));
  view = await View.open(browser, server.page, {
    ...{ width: 1300, height: 700 },
    density: 0.5,
  });
  page = view.page;
  await view.ready();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a form gives typed arguments, and shows the result", async () => {
  const form = page.locator('form[data-method="add"]');
  await form.locator('[data-argument="a"]').fill("1");
  await form.locator('[data-argument="b"]').fill("2.5");
  const heard = server.heard.length;
  await form.locator('[data-action="call"]').click();
  assert.deepEqual(await called("add", heard), [1, 2.5]);
  await form.locator("output", { hasText: "3.5" }).waitFor();
  view.assertFaultless();
});

test("a form refuses what is no number, and tells a server's refusal", async () => {
  const form = page.locator('form[data-method="add"]');
  const heard = server.heard.length;
  await form.locator('[data-argument="a"]').fill("many");
  await form.locator('[data-action="call"]').click();
  await form.locator(".field-error:visible").waitFor();
  assert.equal(await form.locator('[data-argument="a"]').getAttribute("aria-invalid"), "true");
  assert.equal(server.heard.length, heard);
  await form.locator('[data-argument="a"]').fill("13");
  await form.locator('[data-action="call"]').click();
  await form.locator("output", { hasText: "13 brings bad luck" }).waitFor();
  view.assertFaultless();
});

const rows = (text: string) => page.locator('[role="row"][data-key]:visible', { hasText: text }).first();

test("a table is shown, follows its signals, and is edited", async () => {
  await page.locator('[data-action="panel-tables"]').click();
  await rows("second").waitFor();
  server.send("MsgSignalInvoke", {
    id: signalID("noo::tbl_updated"),
    context: { table: [0, 0] },
    signal_data: [[2, 4], [["changed", 2, 21], ["fourth <i>", 4, 1]]],
  });
  await rows("changed").waitFor();
  await rows("fourth <i>").waitFor();
  server.send("MsgSignalInvoke", {
    id: signalID("noo::tbl_rows_removed"),
    context: { table: [0, 0] },
    signal_data: [[4]],
  });
  await rows("fourth <i>").waitFor({ state: "hidden" });

  const heard = server.heard.length;
  await rows("third").locator('[role="gridcell"]').nth(1).dblclick();
  const editor = page.locator('[role="grid"] .cell-input');
  await editor.fill("4.5");
  await editor.press("Enter");
  assert.deepEqual(await called("noo::tbl_update", heard), [[3], [["third", 4.5, 5]]]);
  view.assertFaultless();
});

test("rows are inserted, selected and removed", async () => {
  let heard = server.heard.length;
  await page.locator('[data-action="add-row"]').click();
  await page.locator('[data-new="name"]').fill("new");
  await page.locator('[data-new="x"]').fill("6");
  await page.locator('[data-new="y"]').fill("-7.25");
  await page.locator('[data-action="insert-row"]').click();
  assert.deepEqual(await called("noo::tbl_insert", heard), [[["new", 6, -7.25]]]);

  heard = server.heard.length;
  await rows("first").locator('[role="rowheader"]').click();
  const [selection] = await called("noo::tbl_update_selection", heard);
  assert.deepEqual(selection.get("rows") ?? [], [1]);

  // A selection of another client is shown.
  server.send("MsgSignalInvoke", {
    id: signalID("noo::tbl_selection_updated"),
    context: { table: [0, 0] },
    signal_data: [{ name: "elsewhere", rows: [3] }],
  });
  await page.locator('[role="row"][data-key="3"].marked').waitFor();
  view.assertFaultless();
});

test("a plot draws the columns of its table", async () => {
  await page.locator('[data-action="panel-plots"]').click();
  const canvas = page.locator("[data-plot] canvas").first();
  await canvas.waitFor();
  await page.waitForTimeout(300);
  const picture = await Pixels.read(page, await canvas.screenshot());
  assert.ok(picture.colors > 3, `${picture.colors} colours`);
  view.assertFaultless();
});

test("the time is played, stepped and set", async () => {
  const bar = page.locator('section[aria-label="Time"]');
  await bar.waitFor();
  let heard = server.heard.length;
  await bar.locator('[data-action="time-play"]').click();
  const [speed] = await called("noo::animate_time", heard);
  assert.ok(speed > 0, String(speed));
  heard = server.heard.length;
  await bar.locator('[data-action="time-play"]').click();
  assert.deepEqual(await called("noo::animate_time", heard), [0]);
  heard = server.heard.length;
  await bar.locator('[data-action="time-forward"]').click();
  const [direction] = await called("noo::step_time", heard);
  assert.ok(direction > 0);
  heard = server.heard.length;
  await bar.locator('input[aria-label="Time as a number"]').fill("2.5");
  await bar.locator('input[aria-label="Time as a number"]').press("Enter");
  assert.deepEqual(await called("noo::set_time", heard), [2.5]);
  view.assertFaultless();
});

test("a click in the scene selects; the tree and the details show it", async () => {
  // Without panels over the middle.
  for (const name of ["plots", "tables"]) {
    const press = page.locator(`[data-action="panel-${name}"]`);
    if ((await page.locator('[data-dock="bottom"]').isVisible()) && name === "plots") {
      await press.click();
    }
  }
  await page.evaluate(async () => {
    noodles.setCamera({ position: [0.6, 0.6, 5], target: [0.6, 0.6, 0] });
    await noodles.whenDrawn();
  });
  await page.mouse.click(650, 350);
  const row = page.locator('[role="treeitem"][aria-selected="true"]');
  await row.waitFor();
  assert.match(await row.innerText(), /square/);
  await page.locator("[data-details]", { hasText: "square" }).waitFor();
  view.assertFaultless();
});

test("the eye of a row hides an entity", async () => {
  const row = page.locator('[role="treeitem"]', { hasText: "square" });
  const drawn = () => page.evaluate(() => noodles.statistics()["drawn"]);
  const before = await drawn();
  await row.hover();
  await row.locator('[data-action="toggle-eye"]').click();
  await page.waitForFunction((count) => noodles.statistics()["drawn"] === count! - 1, before);
  await row.locator('[data-action="toggle-eye"]').click();
  await page.waitForFunction((count) => noodles.statistics()["drawn"] === count, before);
  view.assertFaultless();
});

test("the components of a kind are listed, and lead to their details", async () => {
  await page.locator('[data-action="panel-statistics"]').click();
  await page.locator('[data-statistic="Light"]', { hasText: "2" }).waitFor();
  await page.locator('[data-action="list-Light"]').click();
  const details = page.locator("[data-details]");
  await details.getByRole("heading", { name: "2 components of the kind light" }).waitFor();
  server.send("MsgLightCreate", { id: [2, 0], name: "torch", color: [1, 1, 1], point: {} });
  await details.getByRole("heading", { name: "3 components" }).waitFor();
  const names = await details.locator("button.link").allTextContents();
  assert.deepEqual(names, ["lamp", "sun", "torch"]);
  await details.locator("button.link", { hasText: "sun" }).click();
  await details.getByText("directional").waitFor();
  await details.locator('[data-action="details-back"]').click();
  await details.getByText("directional").waitFor({ state: "hidden" });
  server.send("MsgLightDelete", { id: [2, 0] });
  view.assertFaultless();
});

test("an attention signal moves the camera and shows its words", async () => {
  await page.evaluate(() =>
    noodles.setCamera({ position: [40, 40, 40], target: [30, 30, 30] }),
  );
  server.send("MsgSignalInvoke", {
    id: signalID("noo::signal_attention"),
    context: { entity: [0, 0] },
    signal_data: [[0, 0, 0], "look <here>"],
  });
  await page.getByText("look <here>").first().waitFor();
  await page.waitForFunction(() => {
    const { position, target } = noodles.camera();
    return Math.hypot(...target) < 3 && Math.hypot(...position) < 30;
  });
  view.assertFaultless();
});

test("every control has a name, and keys are explained", async () => {
  await page.keyboard.press("?");
  await page.getByText("Move all panels away, and back").waitFor();
  await page.keyboard.press("Escape");
  const nameless = await page.evaluate(() => {
    const names = (one: Element): string =>
      [
        one.getAttribute("aria-label"),
        one.textContent,
        one.getAttribute("title"),
        one.getAttribute("placeholder"),
        ...[...((one as HTMLInputElement).labels ?? [])].map((label) => label.textContent),
      ].join("").trim();
    return [...document.querySelectorAll("button, input, select, [role=slider]")]
      .filter((one) => one.checkVisibility() && names(one) === "")
      .map((one) => one.outerHTML.slice(0, 200));
  });
  assert.deepEqual(nameless, []);
  view.assertFaultless();
});

test("all panels go away with one key, and come back", async () => {
  await page.locator("canvas").first().focus().catch(() => {});
  const shown = () => page.locator("[data-dock]:visible").count();
  const before = await shown();
  assert.ok(before > 0);
  await page.keyboard.press("p");
  await page.waitForFunction(() =>
    [...document.querySelectorAll("[data-dock]")].every((one) => !one.checkVisibility()),
  );
  await page.keyboard.press("p");
  await page.locator("[data-dock]:visible").first().waitFor();
  assert.equal(await shown(), before);
  await view.close();
});

test("on a phone, panels are sheets within the screen", async () => {
  const phone = await View.open(browser, server.page, { width: 400, height: 800, scheme: "dark" });
  await phone.ready();
  for (const name of ["scene", "methods", "tables", "plots", "view", "statistics", "problems"]) {
    await phone.page.locator(`[data-action="panel-${name}"]`).click();
    await phone.page.locator("[data-dock]:visible").first().waitFor();
    const beyond = await phone.page.evaluate(() => {
      const width = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth > width + 1;
    });
    assert.equal(beyond, false, `${name} is wider than the screen`);
  }
  await phone.close();
});
