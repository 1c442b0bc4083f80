// The panels over the scene. The face of this folder.

import "../style/panels.css";
import type { PageParts } from "../page/hooks.js";
import type { PanelContext, ShownComponent } from "./context.js";
import { Keys } from "./layout/keys.js";
import { Layout } from "./layout/layout.js";
import { Notices } from "./layout/notices.js";
import { StateBar } from "./layout/state_bar.js";
import { TableStore } from "./tables/table_store.js";
import { element } from "./widgets/dom.js";
import { FrameBatch } from "./widgets/frame_batch.js";

export class Panels {
  private readonly context: PanelContext;

  constructor(root: HTMLElement, parts: PageParts) {
    const keys = new Keys(document);
    const frames = new FrameBatch();
    const layout = new Layout(root, parts.session.user, keys);
    const notices = new Notices();
    this.context = {
      ...parts,
      frames,
      keys,
      layout,
      notices,
      tables: new TableStore(parts.session.client),
      show: (target) => this.show(target),
    };
    const state = new StateBar(parts, frames);
    root.append(
      element("div", { class: "top-bar" }, state.root, layout.bar),
      state.card,
      notices.root,
    );
    layout.restore([]);
  }

  private show(target: ShownComponent): void {
    void target;
  }
}
