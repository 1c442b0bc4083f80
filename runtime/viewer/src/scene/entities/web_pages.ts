// Web representations: a plane with the address of the page, or the page itself
// in a sandboxed frame where the user allows pages.

import {
  Box3,
  type BufferGeometry,
  DoubleSide,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  type PerspectiveCamera,
  PlaneGeometry,
  Scene,
  Vector3,
} from "three";
import {
  CSS3DObject,
  CSS3DRenderer,
} from "three/addons/renderers/CSS3DRenderer.js";
import {
  type EntityID,
  type WebRepresentation,
  newTextRepresentation,
} from "linguine-noodles/protocol";
import type { SceneTools } from "../scene_tools.js";
import { fixMatrices } from "./fixed_object.js";
import { TextPlate, inFront, mostHeight } from "./texts.js";

/** CSS pixels of the longer side of a page. */
const pagePixels = 1000;
const maxPages = 50;

export class WebPageStore {
  private readonly tools: SceneTools;
  private readonly parent: Object3D;
  private readonly views = new Map<number, WebPageView>();
  private renderer: CSS3DRenderer | undefined;
  private readonly frames = new Scene();

  constructor(tools: SceneTools, parent: Object3D) {
    this.tools = tools;
    this.parent = parent;
    this.frames.matrixWorldAutoUpdate = false;
    tools.settings.onChange((name) => {
      if (name === "allowsWebPages" || name === "theme") this.showAll();
    });
  }

  /** The number of web representations. */
  get count(): number {
    return this.views.size;
  }

  get isEmpty(): boolean {
    return this.views.size === 0;
  }

  get meshes(): readonly (readonly [entity: number, mesh: Mesh])[] {
    return [...this.views].map(([index, { board }]) => [index, board]);
  }

  meshOf(index: number): Mesh | undefined {
    return this.views.get(index)?.board;
  }

  set(index: number, id: EntityID, page: WebRepresentation | undefined): void {
    const former = this.views.get(index);
    if (former !== undefined) {
      former.end();
      this.views.delete(index);
    }
    if (page === undefined) return;
    const view = new WebPageView(this.tools, id, page);
    this.views.set(index, view);
    this.parent.add(view.board);
    this.show(view);
  }

  move(index: number, world: Float64Array, isShown: boolean): void {
    this.views.get(index)?.move(world, index * 16, isShown);
  }

  boxOf(index: number): Box3 | undefined {
    return this.views.get(index)?.box;
  }

  /** Draws the frames over the canvas. */
  draw(camera: PerspectiveCamera, width: number, height: number): void {
    if (this.renderer === undefined) return;
    this.renderer.setSize(width, height);
    this.renderer.render(this.frames, camera);
  }

  private showAll(): void {
    for (const view of this.views.values()) this.show(view);
    this.tools.invalidate();
  }

  private show(view: WebPageView): void {
    const isAllowed = this.tools.settings.get("allowsWebPages");
    const hasRoom = this.frames.children.length < maxPages;
    if (isAllowed && hasRoom && this.renderer === undefined) {
      this.renderer = new CSS3DRenderer();
      this.renderer.domElement.className = "web-pages";
      this.tools.container.append(this.renderer.domElement);
    }
    view.show(this.frames, isAllowed && hasRoom);
  }
}

class WebPageView {
  readonly box: Box3;
  readonly board: Mesh<BufferGeometry, MeshBasicMaterial>;
  private readonly tools: SceneTools;
  private readonly id: EntityID;
  private readonly source: string;
  private readonly width: number;
  private readonly height: number;
  private plate: TextPlate | undefined;
  private frame: CSS3DObject | undefined;

  constructor(tools: SceneTools, id: EntityID, page: WebRepresentation) {
    this.tools = tools;
    this.id = id;
    this.source = page.source;
    this.width = sizeOf(page.width);
    this.height = sizeOf(page.height);
    const x = this.width / 2;
    const y = this.height / 2;
    this.box = new Box3(new Vector3(-x, -y, 0), new Vector3(x, y, 0));
    const geometry = new PlaneGeometry(this.width, this.height);
    // Its normal is -Z.
    geometry.rotateY(Math.PI);
    const look = { side: DoubleSide, toneMapped: false, ...inFront(1) } as const;
    this.board = new Mesh(geometry, new MeshBasicMaterial(look));
    fixMatrices(this.board);
    this.board.geometry.computeBoundingSphere();
  }

  show(frames: Scene, isAllowed: boolean): void {
    const { isDark } = this.tools.settings;
    this.board.material.color.setHex(isDark ? 0x343943 : 0xd9dee7);
    this.drop();
    const url = addressOf(this.source);
    const { problems } = this.tools;
    if (url === undefined) {
      const text =
        `The page of entity [${this.id[0]}, ${this.id[1]}] is not shown: ` +
        `"${this.source.slice(0, 200)}" is no address of http or https.`;
      problems.set("Entity", this.id, text, "page");
    } else {
      problems.clear("Entity", this.id, "page");
    }
    if (isAllowed && url !== undefined) this.addFrame(frames, url);
    else this.addPlate(isDark);
    this.place();
  }

  move(world: Float64Array, at: number, isShown: boolean): void {
    const { matrixWorld } = this.board;
    for (let i = 0; i < 16; ++i) matrixWorld.elements[i] = world[at + i]!;
    this.board.visible = isShown;
    this.place();
  }

  end(): void {
    this.drop();
    this.tools.problems.clear("Entity", this.id, "page");
    this.board.removeFromParent();
    this.board.geometry.dispose();
    this.board.material.dispose();
  }

  private place(): void {
    const { matrixWorld, visible } = this.board;
    this.plate?.mesh.matrixWorld.copy(matrixWorld);
    if (this.plate !== undefined) this.plate.mesh.visible = visible;
    if (this.frame === undefined) return;
    const scale = Math.max(this.width, this.height) / pagePixels;
    this.frame.visible = visible;
    this.frame.matrixWorld.makeScale(-scale, scale, -scale).premultiply(matrixWorld);
  }

  // The address on the plane, so that the user can decide.
  private addPlate(isDark: boolean): void {
    const text = newTextRepresentation({
      txt: `Web page (not loaded)\n${this.source.slice(0, 120)}`,
      height: this.height / 6,
      width: this.width * 0.9,
    });
    this.plate = new TextPlate(text, 48, isDark);
    const { material } = this.plate.mesh;
    // In front of the plane, whichever side is looked at.
    material.polygonOffset = true;
    material.polygonOffsetFactor = -2;
    material.polygonOffsetUnits = -2;
    this.board.add(this.plate.mesh);
  }

  private addFrame(frames: Scene, url: string): void {
    const element = document.createElement("iframe");
    element.setAttribute("sandbox", "allow-scripts");
    element.referrerPolicy = "no-referrer";
    element.title = `Page of the scene: ${url}`;
    const pixels = pagePixels / Math.max(this.width, this.height);
    element.style.width = `${Math.round(this.width * pixels)}px`;
    element.style.height = `${Math.round(this.height * pixels)}px`;
    element.src = url;
    this.frame = new CSS3DObject(element);
    fixMatrices(this.frame);
    frames.add(this.frame);
  }

  private drop(): void {
    this.plate?.end();
    this.plate = undefined;
    this.frame?.removeFromParent();
    this.frame?.element.remove();
    this.frame = undefined;
  }
}

function sizeOf(size: number): number {
  return size > 0 && size <= mostHeight ? size : 0.5;
}

/** The address, if it is one of http or https. */
function addressOf(source: string): string | undefined {
  try {
    const url = new URL(source, location.href);
    return url.protocol === "http:" || url.protocol === "https:"
      ? url.href
      : undefined;
  } catch {
    return undefined;
  }
}
