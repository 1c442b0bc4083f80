// Renderer, camera and the loop that draws on demand.
//
// Nothing is drawn while nothing changes: `invalidate` asks for one picture, and
// the camera draws as long as it moves.

import CameraControls from "camera-controls";
import {
  Box3,
  Matrix4,
  NeutralToneMapping,
  PerspectiveCamera,
  Quaternion,
  Ray,
  Raycaster,
  Scene,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
  WebGLRenderer,
} from "three";
import { longestLength } from "./geometry/outliers.js";
import type { CameraState } from "./scene_types.js";

CameraControls.install({
  THREE: {
    Vector2,
    Vector3,
    Vector4,
    Quaternion,
    Matrix4,
    Spherical,
    Box3,
    Sphere,
    Raycaster,
  },
});

/** "cut out": only what the document draws; all else is transparent. */
export type PictureKind = "whole" | "cut out";

/** The functions that the stage calls for each picture. */
export interface StageClient {
  /** Applies changes. Returns whether further pictures follow at once. */
  beforeDraw(time: number): boolean;
  /** Shows or hides what is behind and below the scene. */
  setBackdrop(isShown: boolean): void;
  /** Draws over the scene; a picture is without the marks of the user. */
  afterDraw(picture: PictureKind | undefined): void;
  /** The box of all that is drawn, for the depth range. */
  readonly bounds: Box3;
  onContextLost(): void;
  onContextRestored(): void;
}

/** CSS pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const maxPixelRatio = 2;

export class Stage {
  readonly renderer: WebGLRenderer;
  readonly camera = new PerspectiveCamera(45, 1, 0.01, 1000);
  readonly scene = new Scene();
  readonly controls: CameraControls;
  readonly canvas: HTMLCanvasElement;
  /** CSS pixels. */
  readonly size = new Vector2(1, 1);
  drawTime = 0;
  /** The cost of the last picture. */
  readonly drawn = { calls: 0, triangles: 0, points: 0, lines: 0 };
  insets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };
  private readonly client: StageClient;
  private readonly waiting: (() => void)[] = [];
  private isScheduled = false;
  private isLost = false;
  private lastTime = 0;

  /** Throws an Error with advice where the browser has no WebGL 2. */
  constructor(container: HTMLElement, client: StageClient) {
    this.client = client;
    this.renderer = makeRenderer();
    this.canvas = this.renderer.domElement;
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute(
      "aria-label",
      "Scene. Drag turns, wheel or pinch zooms, right button or two fingers pan.",
    );
    container.append(this.canvas);
    this.scene.matrixWorldAutoUpdate = false;
    this.camera.position.set(2, 1.5, 3);
    this.controls = makeControls(this.camera, this.canvas);
    for (const event of ["control", "transitionstart", "wake"] as const) {
      this.controls.addEventListener(event, () => this.invalidate());
    }
    this.watchContext();
    new ResizeObserver(() => this.resize(container)).observe(container);
    this.resize(container);
  }

  get cameraState(): CameraState {
    const position = this.controls.getPosition(new Vector3());
    const target = this.controls.getTarget(new Vector3());
    return { position: position.toArray(), target: target.toArray() };
  }

  /**
   * Moves the camera, at once or with a short flight. Returns whether it moves:
   * not to places that are no numbers or too far away for any camera.
   */
  moveCamera({ position, target }: CameraState, flies = false): boolean {
    const isPossible = [...position, ...target].every(
      (value) => Math.abs(value) <= 10 * longestLength,
    );
    if (!isPossible) return false;
    void this.controls.setLookAt(...position, ...target, flies);
    this.invalidate();
    return true;
  }

  /** The ray from the camera through a place, in CSS pixels of the canvas. */
  rayAt({ x, y }: Vector2): Ray {
    const { camera, size } = this;
    const device = new Vector3((x / size.x) * 2 - 1, 1 - (y / size.y) * 2, 0.5);
    const through = device.unproject(camera);
    const origin = camera.getWorldPosition(new Vector3());
    return new Ray(origin, through.sub(origin).normalize());
  }

  /** CSS pixels of the canvas; undefined behind the camera. */
  screenPlace(place: Vector3): Vector2 | undefined {
    const { camera, size } = this;
    const device = place.clone().project(camera);
    if (!(device.z < 1)) return undefined;
    return new Vector2(
      ((device.x + 1) / 2) * size.x,
      ((1 - device.y) / 2) * size.y,
    );
  }

  /** CSS pixels at each side of the canvas that something covers. */
  setInsets(insets: Insets): void {
    this.insets = insets;
    this.applyInsets();
    this.invalidate();
  }

  /** The part of the canvas that nothing covers, in CSS pixels. */
  get freeSize(): Vector2 {
    const { left, right, top, bottom } = this.insets;
    return new Vector2(
      Math.max(50, this.size.x - left - right),
      Math.max(50, this.size.y - top - bottom),
    );
  }

  /** Draws only a part of the picture while `draw` runs. */
  withView(
    x: number,
    y: number,
    width: number,
    height: number,
    draw: () => void,
  ): void {
    const { camera, size } = this;
    const [shiftX, shiftY] = this.shift;
    camera.setViewOffset(size.x, size.y, x + shiftX, y + shiftY, width, height);
    draw();
    this.applyInsets();
  }

  /** Asks for a picture. */
  invalidate(): void {
    if (this.isScheduled || this.isLost) return;
    this.isScheduled = true;
    requestAnimationFrame((time) => this.tick(time));
  }

  /** Resolved when a picture is drawn that shows all changes so far. */
  whenDrawn(): Promise<void> {
    this.invalidate();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** A picture of the scene as a PNG file. */
  async picture(kind: PictureKind = "whole"): Promise<Blob> {
    await this.whenDrawn();
    this.draw(kind);
    this.invalidate();
    return new Promise((resolve, reject) => {
      this.canvas.toBlob((blob) => {
        if (blob !== null) resolve(blob);
        else reject(new Error("the browser gives no picture of the scene"));
      });
    });
  }

  private tick(time: number): void {
    this.isScheduled = false;
    const passed = Math.min(0.1, Math.max(0, (time - this.lastTime) / 1000));
    this.lastTime = time;
    const isMoving = this.controls.update(passed);
    const goesOn = this.client.beforeDraw(time);
    const start = performance.now();
    this.draw();
    this.drawTime = performance.now() - start;
    if (isMoving || goesOn) this.invalidate();
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private draw(kind?: PictureKind): void {
    this.client.setBackdrop(kind !== "cut out");
    this.adaptDepth();
    this.camera.updateMatrixWorld();
    this.renderer.info.reset();
    this.renderer.render(this.scene, this.camera);
    const { calls, triangles, points, lines } = this.renderer.info.render;
    Object.assign(this.drawn, { calls, triangles, points, lines });
    this.client.afterDraw(kind);
  }

  // Depth is most exact where near and far enclose the scene closely.
  private adaptDepth(): void {
    const { bounds } = this.client;
    const { camera } = this;
    const distance = this.controls.distance;
    let reach = distance;
    if (!bounds.isEmpty()) {
      const sphere = bounds.getBoundingSphere(new Sphere());
      reach = camera.position.distanceTo(sphere.center) + sphere.radius;
    }
    camera.far = Math.max(reach, distance) * 4;
    // Far things flicker where near ones are very near; what is looked at must
    // not be cut off, however wide the scene is.
    const near = Math.min(distance, reach) / 500;
    camera.near = Math.max(near, Math.min(reach / 50_000, distance / 20), 1e-9);
    camera.updateProjectionMatrix();
  }

  // The middle of the scene is in the middle of what is free.
  private get shift(): [x: number, y: number] {
    const { left, right, top, bottom } = this.insets;
    return [(right - left) / 2, (bottom - top) / 2];
  }

  private applyInsets(): void {
    const { camera, size } = this;
    camera.setViewOffset(size.x, size.y, ...this.shift, size.x, size.y);
  }

  private resize(container: HTMLElement): void {
    const width = Math.max(1, container.clientWidth);
    const height = Math.max(1, container.clientHeight);
    this.size.set(width, height);
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, maxPixelRatio));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.applyInsets();
    this.invalidate();
  }

  private watchContext(): void {
    this.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.isLost = true;
      this.client.onContextLost();
    });
    this.canvas.addEventListener("webglcontextrestored", () => {
      this.isLost = false;
      this.client.onContextRestored();
      this.invalidate();
    });
  }
}

function makeRenderer(): WebGLRenderer {
  let renderer: WebGLRenderer;
  try {
    renderer = new WebGLRenderer({ antialias: true, alpha: true });
  } catch {
    throw new Error(
      "this browser offers no WebGL 2. Turn hardware acceleration on in its " +
        "settings, or use another browser.",
    );
  }
  renderer.info.autoReset = false;
  renderer.toneMapping = NeutralToneMapping;
  return renderer;
}

function makeControls(
  camera: PerspectiveCamera,
  canvas: HTMLCanvasElement,
): CameraControls {
  const controls = new CameraControls(camera, canvas);
  const { ACTION } = CameraControls;
  controls.mouseButtons.left = ACTION.ROTATE;
  controls.mouseButtons.middle = ACTION.TRUCK;
  controls.mouseButtons.right = ACTION.TRUCK;
  controls.mouseButtons.wheel = ACTION.DOLLY;
  controls.touches.one = ACTION.TOUCH_ROTATE;
  controls.touches.two = ACTION.TOUCH_DOLLY_TRUCK;
  controls.touches.three = ACTION.TOUCH_TRUCK;
  controls.dollyToCursor = true;
  controls.smoothTime = 0.18;
  controls.draggingSmoothTime = 0.08;
  controls.minDistance = 1e-6;
  return controls;
}
