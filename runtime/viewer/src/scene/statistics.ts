// Counts and costs of the scene.

import type { SceneStatistics } from "./scene_types.js";
import type { SceneView } from "./scene_view.js";

export function statisticsOf(scene: SceneView): SceneStatistics {
  const { view, stage, client } = scene;
  const { drawn: cost } = stage;
  const { memory } = stage.renderer.info;
  const { geometries, buckets, textures, texts, flows, instances } = view;
  let drawn = texts.count + view.pages.count;
  let patches = 0;
  for (const state of view.states) {
    if (state === undefined) continue;
    const { placements, group } = state;
    if (placements.length > 0 || group !== undefined) drawn += 1;
    patches += placements.length + (group?.parts.length ?? 0);
  }
  return {
    entities: client.mirror.count("Entity"),
    drawn,
    patches,
    materials: view.materials.count,
    textures: textures.count,
    lights: view.lights.count,
    texts: texts.count,
    instances: instances.count,
    drawCalls: cost.calls,
    triangles: cost.triangles,
    points: cost.points,
    lines: cost.lines,
    gpuGeometries: memory.geometries,
    gpuTextures: memory.textures,
    gpuBytes:
      geometries.bytes +
      buckets.bytes +
      instances.bytes +
      textures.bytes +
      texts.bytes +
      flows.bytes,
    applyTime: scene.applyTime,
    drawTime: stage.drawTime,
  };
}
