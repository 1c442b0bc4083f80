// window.noodles: the interface of the page for tests and scripts.

import { type ComponentKind, componentKinds } from "linguine-noodles/protocol";
import type { Settings } from "./settings.js";
import { summaryOf } from "./summary.js";
import type { CameraState, Problem } from "../scene/scene_types.js";
import type { SceneView } from "../scene/scene_view.js";
import type { PictureKind } from "../scene/stage.js";
import type { Selection } from "../selection/selection.js";
import type { Session } from "../session/session.js";

export interface PageParts {
  readonly session: Session;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly scene: SceneView;
}

export interface Hooks {
  readonly version: string;
  readonly session: Session;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly scene: SceneView;
  /**
   * Resolved when the page is connected, the snapshot is applied, all assets
   * have come or failed, and the result is drawn.
   */
  whenReady(): Promise<void>;
  /** Resolved when all changes so far are drawn. */
  whenDrawn(): Promise<void>;
  /** "connecting", "loading", "live", "lost", "refused" or "ended". */
  state(): string;
  /** How many components of each kind the mirror holds. */
  counts(): Record<ComponentKind, number>;
  /** The statistics of the scene. */
  statistics(): SceneView["statistics"];
  /** The GPU objects of the page. */
  gpu(): { geometries: number; textures: number; bytes: number };
  problems(): readonly Problem[];
  /** The violations of the protocol, with how often. */
  oddities(): Record<string, number>;
  /** The components of the mirror as plain JSON, sorted by identifier. */
  summary(): unknown;
  camera(): CameraState;
  setCamera(state: CameraState): void;
  frameAll(): void;
  /** A PNG of the scene as a data URL. */
  picture(kind?: PictureKind): Promise<string>;
}

export function publishHooks(parts: PageParts): void {
  const { session, scene } = parts;
  const { mirror } = session.client;
  const hooks: Hooks = {
    ...parts,
    version: VIEWER_VERSION,
    whenReady: () => scene.whenReady(),
    whenDrawn: () => scene.whenDrawn(),
    state: () => session.state.kind,
    counts: () => {
      const counts = componentKinds.map((kind) => [kind, mirror.count(kind)]);
      return Object.fromEntries(counts) as Record<ComponentKind, number>;
    },
    statistics: () => scene.statistics,
    gpu: () => {
      const { gpuGeometries, gpuTextures, gpuBytes } = scene.statistics;
      return {
        geometries: gpuGeometries,
        textures: gpuTextures,
        bytes: gpuBytes,
      };
    },
    problems: () => scene.problems,
    oddities: () => Object.fromEntries(session.oddities),
    summary: () => summaryOf(mirror),
    camera: () => scene.camera,
    setCamera: (state) => {
      scene.camera = state;
    },
    frameAll: () => scene.frameAll(),
    picture: async (kind) => dataURL(await scene.savePicture(kind)),
  };
  Object.assign(globalThis, { noodles: hooks });
}

function dataURL(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
