// The scene of the page: draws the mirror of the session, and answers what is
// where. The face of this folder.

import { type Box3, Sphere, Vector3 } from "three";
import type { EntityID } from "linguine-noodles/protocol";
import { type Client, Listeners, type Remove } from "linguine-noodles/client";
import type { Settings } from "../page/settings.js";
import { type Selection, keyOf } from "../selection/selection.js";
import type { Session } from "../session/session.js";
import { Assets } from "./assets.js";
import { followAttention } from "./attention.js";
import { DocumentView } from "./entities/document_view.js";
import { Framing } from "./framing.js";
import { makeFlatUniforms } from "./materials/flat_materials.js";
import { Axes } from "./marks/axes.js";
import { Gizmo } from "./marks/gizmo/gizmo.js";
import { Labels } from "./marks/labels.js";
import { ScaleBar } from "./marks/scale_bar.js";
import { Actions } from "./pointer/actions.js";
import { entitiesIn } from "./pointer/box_selection.js";
import { Outlines } from "./pointer/outlines.js";
import { Picker } from "./pointer/picker.js";
import { type PointerClient, PointerInput } from "./pointer/pointer_input.js";
import { ProblemList } from "./problems.js";
import type {
  CameraState,
  ContextMenuRequest,
  LoadingProgress,
  Pick,
  Problem,
  SceneNotice,
  SceneStatistics,
  ScreenBox,
} from "./scene_types.js";
import type { SceneTools } from "./scene_tools.js";
import { type Insets, type PictureKind, Stage, type StageClient } from "./stage.js";
import { statisticsOf } from "./statistics.js";
import { Surroundings } from "./surroundings.js";
import { Watchers } from "./watchers.js";

export class SceneView implements StageClient, PointerClient {
  readonly session: Session;
  readonly selection: Selection;
  readonly settings: Settings;
  readonly client: Client;
  private readonly container: HTMLElement;
  private readonly assets: Assets;
  private readonly problemList = new ProblemList();
  private readonly uniforms = makeFlatUniforms();
  readonly stage: Stage;
  readonly view: DocumentView;
  applyTime = 0;
  private readonly surroundings: Surroundings;
  private readonly framing: Framing;
  private readonly picker: Picker;
  private readonly pointer: PointerInput;
  private readonly outlines: Outlines;
  private readonly actions: Actions;
  private readonly gizmo: Gizmo;
  private readonly labels: Labels;
  private readonly axes: Axes;
  private readonly scaleBar: ScaleBar;
  private readonly noticeListeners = new Listeners<[SceneNotice]>();
  private readonly drawnListeners = new Listeners();
  private readonly menuListeners = new Listeners<[ContextMenuRequest]>();
  private readonly hidden = new Set<string>();
  private readonly sphere = new Sphere();

  constructor(
    container: HTMLElement,
    session: Session,
    selection: Selection,
    settings: Settings,
  ) {
    this.container = container;
    this.session = session;
    this.client = session.client;
    this.selection = selection;
    this.settings = settings;
    this.assets = new Assets(session.client);
    this.stage = new Stage(container, this);
    const { renderer, scene } = this.stage;
    this.view = new DocumentView(this.tools());
    scene.add(this.view.root);
    this.surroundings = new Surroundings(renderer, scene, settings);
    this.framing = new Framing(this.stage, this.view, session);
    this.picker = new Picker(this.stage, this.view, this.uniforms);
    this.labels = new Labels(this.stage);
    this.axes = new Axes(this.stage);
    this.scaleBar = new ScaleBar(this.stage);
    this.outlines = new Outlines(this.stage, this.view, selection, this.uniforms);
    this.actions = new Actions(
      session.client,
      this.stage,
      this.view,
      this.labels,
      (notice) => this.noticeListeners.emit(notice),
    );
    this.gizmo = new Gizmo(
      session.client,
      this.stage,
      this.view,
      selection,
      this.actions,
      this.labels,
    );
    this.pointer = new PointerInput(this.stage, selection, this);
    const { client, view, framing, labels } = this;
    followAttention(client, settings, view, framing, labels);
    session.onState(({ kind }) => {
      if (kind === "live") void this.whenReady().then(() => framing.settle());
      this.invalidate();
    });
    settings.onChange((name) => {
      if (name === "theme") this.surroundings.applyTheme();
      this.invalidate();
    });
  }

  // ------------------------------------------------------------------ camera

  /** Shows the whole scene. */
  frameAll(): void {
    this.framing.frameAll(true);
  }

  /** Flies to these entities, with all below them. */
  frame(ids: readonly EntityID[]): void {
    this.framing.frame(ids);
  }

  get camera(): CameraState {
    return this.stage.cameraState;
  }

  /** Moves the camera at once. */
  set camera(state: CameraState) {
    this.framing.take(state);
  }

  // ----------------------------------------------------------------- picking

  /** The thing at this place of the window, in CSS pixels. */
  pick(x: number, y: number): Pick | undefined {
    const { left, top } = this.stage.canvas.getBoundingClientRect();
    return this.picker.pick(x - left, y - top);
  }

  /** The entities whose centres are inside the rectangle. */
  boxSelect(box: ScreenBox): readonly EntityID[] {
    return entitiesIn(this.view, this.stage, box);
  }

  /** Calls `listen` when the user asks for a menu at a place. */
  onContextMenu(listen: (request: ContextMenuRequest) => void): Remove {
    return this.menuListeners.add(listen);
  }

  /** Calls `listen` with what the user should know now. */
  onNotice(listen: (notice: SceneNotice) => void): Remove {
    return this.noticeListeners.add(listen);
  }

  onClick(pick: Pick | undefined): void {
    this.labels.clear();
    if (pick !== undefined) this.actions.click(pick);
  }

  onMenu(x: number, y: number): void {
    this.menuListeners.emit({ x, y, pick: this.pick(x, y) });
  }

  onBox(box: ScreenBox, adds: boolean): void {
    const found = this.boxSelect(box);
    const { entities } = this.selection;
    this.selection.setEntities(adds ? [...entities, ...found] : found);
    const selecting = (found.length > 0 ? found : entities).filter((id) =>
      this.actions.selectsBoxes(id),
    );
    this.actions.box(selecting, box, adds);
  }

  grab(event: PointerEvent): boolean {
    return this.gizmo.grab(event);
  }

  // -------------------------------------------------------------- visibility

  /** Hides an entity, and all below it, for this user; the server is not told. */
  setHidden(id: EntityID, isHidden: boolean): void {
    if (isHidden) this.hidden.add(keyOf(id));
    else this.hidden.delete(keyOf(id));
    const index = this.view.table.find(id);
    if (index >= 0) this.view.table.setHidden(index, isHidden);
    this.invalidate();
  }

  isHidden(id: EntityID): boolean {
    return this.hidden.size > 0 && this.hidden.has(keyOf(id));
  }

  // ------------------------------------------------------------------- state

  /** Things that are not drawn, or not as the document says. */
  get problems(): readonly Problem[] {
    return this.problemList.list;
  }

  onProblems(listen: () => void): Remove {
    return this.problemList.onChange(listen);
  }

  get statistics(): SceneStatistics {
    return statisticsOf(this);
  }

  get loading(): LoadingProgress {
    return this.assets.progress;
  }

  onLoading(listen: (progress: LoadingProgress) => void): Remove {
    return this.assets.onProgress(listen);
  }

  /** Calls `listen` after each picture. */
  onDrawn(listen: () => void): Remove {
    return this.drawnListeners.add(listen);
  }

  /** Connected, snapshot applied, assets there or failed, all drawn. */
  async whenReady(): Promise<void> {
    await this.client.whenReady();
    do {
      // A file that was loaded may need another.
      await this.stage.whenDrawn();
      await this.assets.whenIdle();
      await this.stage.whenDrawn();
    } while (this.assets.progress.done < this.assets.progress.total);
  }

  /** All changes so far are drawn. */
  whenDrawn(): Promise<void> {
    return this.stage.whenDrawn();
  }

  /** CSS pixels that panels cover: the scene is framed in what is left. */
  setInsets(insets: Insets): void {
    this.stage.setInsets(insets);
    this.framing.onInsets();
  }

  /** The scene as a PNG, without the panels. */
  savePicture(kind: PictureKind = "whole"): Promise<Blob> {
    return this.stage.picture(kind);
  }

  invalidate(): void {
    this.stage.invalidate();
  }

  // ------------------------------------------------------------------- stage

  get bounds(): Box3 {
    return this.view.boxes.bounds;
  }

  beforeDraw(time: number): boolean {
    const start = performance.now();
    this.view.apply();
    this.applyTime = performance.now() - start;
    this.framing.update();
    this.pointer.update();
    const { boxes, lights, flows } = this.view;
    const { bounds } = boxes;
    const { camera, size, renderer } = this.stage;
    // An empty scene has a ground, too.
    if (bounds.isEmpty()) this.sphere.set(new Vector3(), 1.5);
    else bounds.getBoundingSphere(this.sphere);
    this.surroundings.floor = bounds.isEmpty() ? 0 : bounds.min.y;
    this.surroundings.update(camera, this.sphere, lights.count > 0);
    const ratio = renderer.getPixelRatio();
    this.uniforms.resolution.value.copy(size).multiplyScalar(ratio);
    this.uniforms.pointSize.value = this.settings.get("pointSize") * ratio;
    this.uniforms.lineWidth.value = this.settings.get("lineWidth") * ratio;
    const castsShadows = this.settings.get("castsShadows");
    renderer.shadowMap.enabled = castsShadows;
    if (castsShadows) lights.fitShadows(this.sphere);
    return flows.animate(time);
  }

  setBackdrop(isShown: boolean): void {
    this.surroundings.setBackdrop(isShown);
  }

  afterDraw(picture: PictureKind | undefined): void {
    const { camera, size, insets } = this.stage;
    if (picture === undefined) {
      this.outlines.draw(this.settings.isDark ? 0x5aa9ff : 0x0b62d0);
      this.gizmo.draw();
    }
    if (this.settings.get("showsAxes") && picture !== "cut out") {
      this.axes.draw(insets.right, insets.bottom);
    }
    const showsScale = this.settings.get("showsScale");
    this.scaleBar.update(showsScale, insets.right, insets.bottom);
    this.labels.update();
    this.view.pages.draw(camera, size.x, size.y);
    this.drawnListeners.emit();
  }

  onContextLost(): void {
    const text =
      "The graphics processor was taken away; the scene comes back with it.";
    this.problemList.set("Page", undefined, text, "context");
  }

  onContextRestored(): void {
    this.problemList.clear("Page", undefined, "context");
    this.surroundings.rebuild();
  }

  private tools(): SceneTools {
    const { client, assets, problemList, uniforms, settings, container } = this;
    return {
      client,
      assets,
      problems: problemList,
      watchers: new Watchers(),
      uniforms,
      settings,
      container,
      invalidate: () => this.invalidate(),
      isHidden: (id) => this.isHidden(id),
    };
  }
}
