// The panels of the page.

import type { Settings } from "../page/settings.js";
import type { SceneView } from "../scene/scene_view.js";
import type { Selection } from "../selection/selection.js";
import type { Session } from "../session/session.js";

export interface PanelContext {
  readonly session: Session;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly scene: SceneView;
}

export class Panels {
  constructor(container: HTMLElement, context: PanelContext) {
    const state = document.createElement("output");
    container.append(state);
    const show = (): void => {
      state.textContent = context.session.state.words;
    };
    context.session.onState(show);
    show();
  }
}
