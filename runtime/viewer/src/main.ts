// The page: connects the session, the scene and the panels.

import "./page/page.css";
import { publishHooks } from "./page/hooks.js";
import { Settings } from "./page/settings.js";
import { Panels } from "./panels/panels.js";
import { SceneView } from "./scene/scene_view.js";
import { Selection } from "./selection/selection.js";
import type { Recording } from "./session/recording/recording.js";
import { Session } from "./session/session.js";

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found;
}

function start(recording: Recording | undefined): void {
  const session = new Session(location.href, recording);
  const settings = new Settings(session.user);
  const selection = new Selection();
  const applyTheme = (): void => {
    document.documentElement.dataset["theme"] = settings.isDark
      ? "dark"
      : "light";
  };
  applyTheme();
  settings.onChange(applyTheme);
  const scene = new SceneView(element("scene"), session, selection, settings);
  const context = { session, selection, settings, scene };
  new Panels(element("panels"), context);
  publishHooks(context);
  session.start();
}

function showFailure(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error);
  const box = document.createElement("p");
  box.className = "failure";
  box.setAttribute("role", "alert");
  box.textContent = `The page cannot show a scene: ${words}`;
  document.body.replaceChildren(box);
}

try {
  start(Session.recordingIn(document));
} catch (error) {
  console.error(error);
  showFailure(error);
}
