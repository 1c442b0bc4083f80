// Which part of the scene the panels leave free.

import type { SceneView } from "../scene/scene_view.js";

/** Keeps the middle of the scene in the middle of what panels do not cover. */
export function watchInsets(panels: HTMLElement, scene: SceneView): void {
  let last = "";
  const measure = (): void => {
    const { width, height } = panels.getBoundingClientRect();
    const insets = { left: 0, right: 0, top: 0, bottom: 0 };
    for (const dock of panels.querySelectorAll<HTMLElement>(".dock")) {
      const box = dock.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (dock.classList.contains("left")) insets.left = box.right;
      else if (dock.classList.contains("right")) insets.right = width - box.left;
      else insets.bottom = Math.max(insets.bottom, height - box.top);
    }
    const bar = panels.querySelector(".top-bar")?.getBoundingClientRect();
    if (bar !== undefined) insets.top = bar.bottom;
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
