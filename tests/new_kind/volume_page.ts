// Opens the page of a scene with a volume, and looks for the volume in the panels.
import assert from "node:assert/strict";

import { View, startBrowser } from "../viewer/browser";
import * as scene from "../viewer/scene_parts";
import { ScriptedServer, frame } from "../viewer/scripted_server";

const server = await ScriptedServer.start();
const browser = await startBrowser();
try {
  server.snapshot = [
    frame(
      ...scene.square({ color: [1, 0, 0, 1] }),
      "MsgVolumeCreate",
      {
        id: [3, 0],
        name: "smoke",
        view: [0, 0],
        dims: [4, 2, 3],
        transfer: [{ value: 0.5, color: [1, 0, 0, 1] }],
      },
    ),
  ];
  const view = await View.open(browser, server.page, { width: 1300, height: 800 });
  const { page } = view;
  await view.ready();
  assert.equal(await page.evaluate(() => noodles.counts()["Volume"]), 1);
  assert.deepEqual(await page.evaluate(() => noodles.oddities()), {});

  await page.locator('[data-action="panel-statistics"]').click();
  await page.locator('[data-statistic="Volume"]', { hasText: "1" }).waitFor();
  await page.locator('[data-action="list-Volume"]').click();
  const details = page.locator("[data-details]");
  await details.locator("button.link", { hasText: "smoke" }).click();
  await details.getByRole("heading", { name: "smoke" }).waitFor();
  const rows = await details.locator("dl").innerText();
  assert.match(rows, /dims\s+x: 4; y: 2; z: 3/);
  assert.match(rows, /transfer\s+value: 0\.5; color: 1, 0, 0, 1/);

  // An update is shown; then the volume is gone.
  server.send("MsgVolumeUpdate", { id: [3, 0], transfer: [] });
  await details.getByText("none").waitFor();
  server.send("MsgVolumeDelete", { id: [3, 0] });
  await details.getByRole("heading", { name: "smoke" }).waitFor({ state: "hidden" });
  assert.deepEqual(await page.evaluate(() => noodles.oddities()), {});
  await view.close();
} finally {
  await browser.close();
  await server.stop();
}
