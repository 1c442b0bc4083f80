// The scene of the page: draws the mirror of the session, and answers what is
// where. The face of this folder.

import { Box3 } from "three";
import type { EntityID } from "linguine-noodles/protocol";
import type { Remove } from "linguine-noodles/client";
import type { Settings } from "../page/settings.js";
import type { Selection } from "../selection/selection.js";
import { Listeners } from "../session/listeners.js";
import type { Session } from "../session/session.js";
import { ProblemList } from "./problems.js";
import type {
  CameraState,
  ContextMenuRequest,
  LoadingProgress,
  Pick,
  Problem,
  SceneStatistics,
  ScreenBox,
} from "./scene_types.js";
import { Stage, type StageClient } from "./stage.js";

export class SceneView implements StageClient {
  readonly bounds = new Box3();
  readonly session: Session;
  readonly selection: Selection;
  readonly settings: Settings;
  private readonly problemList = new ProblemList();
  private readonly menuListeners = new Listeners<[ContextMenuRequest]>();
  private readonly drawnListeners = new Listeners();
  private readonly loadingListeners = new Listeners<[LoadingProgress]>();
  private readonly hidden = new Set<string>();
  private readonly stage: Stage;

  constructor(
    container: HTMLElement,
    session: Session,
    selection: Selection,
    settings: Settings,
  ) {
    this.session = session;
    this.selection = selection;
    this.settings = settings;
    this.stage = new Stage(container, this);
  }

  // ------------------------------------------------------------------ camera

  /** Shows the whole scene. */
  frameAll(): void {
    this.stage.invalidate();
  }

  /** Flies to these entities, with all below them. */
  frame(ids: readonly EntityID[]): void {
    void ids;
    this.stage.invalidate();
  }

  get camera(): CameraState {
    return this.stage.cameraState;
  }

  /** Moves the camera at once. */
  set camera(state: CameraState) {
    this.stage.moveCamera(state);
  }

  // ----------------------------------------------------------------- picking

  /** What is at this place of the window, in CSS pixels. */
  pick(x: number, y: number): Pick | undefined {
    void x;
    void y;
    return undefined;
  }

  /** The entities whose centres are inside the rectangle. */
  boxSelect(box: ScreenBox): readonly EntityID[] {
    void box;
    return [];
  }

  /** Calls `listen` when the user asks for a menu at a place. */
  onContextMenu(listen: (request: ContextMenuRequest) => void): Remove {
    return this.menuListeners.add(listen);
  }

  // -------------------------------------------------------------- visibility

  /** Hides an entity, and all below it, for this user; the server is not told. */
  setHidden(id: EntityID, isHidden: boolean): void {
    if (isHidden) this.hidden.add(`${id[0]}/${id[1]}`);
    else this.hidden.delete(`${id[0]}/${id[1]}`);
    this.stage.invalidate();
  }

  isHidden(id: EntityID): boolean {
    return this.hidden.has(`${id[0]}/${id[1]}`);
  }

  // ------------------------------------------------------------------- state

  get problems(): readonly Problem[] {
    return this.problemList.list;
  }

  onProblems(listen: () => void): Remove {
    return this.problemList.onChange(listen);
  }

  get statistics(): SceneStatistics {
    const { render, memory } = this.stage.renderer.info;
    return {
      entities: this.session.client.mirror.count("Entity"),
      drawn: 0,
      patches: 0,
      materials: 0,
      textures: 0,
      lights: 0,
      texts: 0,
      instances: 0,
      drawCalls: render.calls,
      triangles: render.triangles,
      points: render.points,
      lines: render.lines,
      gpuGeometries: memory.geometries,
      gpuTextures: memory.textures,
      gpuBytes: 0,
      applyTime: 0,
      drawTime: this.stage.drawTime,
    };
  }

  get loading(): LoadingProgress {
    return { done: 0, total: 0 };
  }

  onLoading(listen: (progress: LoadingProgress) => void): Remove {
    return this.loadingListeners.add(listen);
  }

  /** Calls `listen` after each picture. */
  onDrawn(listen: () => void): Remove {
    return this.drawnListeners.add(listen);
  }

  /** Connected, snapshot applied, assets there or failed, all drawn. */
  async whenReady(): Promise<void> {
    await this.session.client.whenReady();
    await this.stage.whenDrawn();
  }

  /** All changes so far are drawn. */
  whenDrawn(): Promise<void> {
    return this.stage.whenDrawn();
  }

  /** The scene as a PNG, without the panels. */
  savePicture(): Promise<Blob> {
    return this.stage.picture();
  }

  // ------------------------------------------------------------------- stage

  beforeDraw(): boolean {
    return false;
  }

  afterDraw(): void {
    this.drawnListeners.emit();
  }

  onContextLost(): void {}

  onContextRestored(): void {}
}
