// Which part of the scene the panels leave free.

import type { SceneView } from "../scene/scene_view.js";

/** Keeps the middle of the scene in the middle of what panels do not cover. */
export function watchInsets(panels: HTMLElement, scene: SceneView): void {
  let last = "";
  const measure = (): void => {
    const { width, height } = panels.getBoundingClientRect();
    const insets = { left: 0, right: 0, top: 0, bottom: 0 };
    for (const panel of panels.querySelectorAll(".dock, .panel-bar")) {
      const box = panel.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      // Bars and sheets are wide and at the top or the bottom.
      if (box.height < 60 || box.width > 0.7 * width) {
        if (box.top < height / 2 && box.height < height / 2) {
          insets.top = Math.max(insets.top, box.bottom);
        } else {
          const most = height * 0.6;
          insets.bottom = Math.max(insets.bottom, Math.min(height - box.top, most));
        }
      } else if (box.left < width / 2) {
        insets.left = Math.max(insets.left, box.right);
      } else {
        insets.right = Math.max(insets.right, width - box.left);
      }
    }
    const text = JSON.stringify(insets);
    if (text === last) return;
    last = text;
    scene.setInsets(insets);
  };
  const sizes = new ResizeObserver(measure);
  const follow = (): void => {
    for (const dock of panels.querySelectorAll(".dock")) sizes.observe(dock);
    measure();
  };
  sizes.observe(panels);
  const changes = new MutationObserver(follow);
  changes.observe(panels, {
    childList: true,
    subtree: false,
    attributes: true,
    attributeFilter: ["class"],
  });
  follow();
}
