// Texts on planes: drawn by the browser into textures, readable from both sides.

import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  FrontSide,
  Mesh,
  MeshBasicMaterial,
  type Object3D,
  SRGBColorSpace,
  Vector3,
} from "three";
import type { TextRepresentation } from "linguine-noodles/protocol";
import type { SceneTools } from "../scene_tools.js";
import { fixMatrices } from "./fixed_object.js";

/** Pixels of a line, for up to so many texts. */
const lineSizes = [
  { texts: 30, pixels: 128 },
  { texts: 500, pixels: 64 },
  { texts: Infinity, pixels: 28 },
];

/** Signs of a text that are drawn. Stops texts that fill the memory. */
const maxSigns = 4000;
/** Metres: with larger planes, corners would be infinite for the GPU. */
export const mostHeight = 1e32;
/** Metres: that of the specification, in place of a height that is none. */
const defaultHeight = 0.25;
const maxCanvasWidth = 4096;
const maxCanvasHeight = 2048;

/**
 * The members of a material that draw a plane in front of surfaces in the same
 * plane; a plane with more steps is in front of one with fewer.
 */
export function inFront(steps: number): {
  polygonOffset: true;
  polygonOffsetFactor: number;
  polygonOffsetUnits: number;
} {
  return {
    polygonOffset: true,
    polygonOffsetFactor: -steps,
    polygonOffsetUnits: -4 * steps,
  };
}

export class TextStore {
  private readonly tools: SceneTools;
  private readonly parent: Object3D;
  private readonly plates = new Map<number, TextPlate>();

  constructor(tools: SceneTools, parent: Object3D) {
    this.tools = tools;
    this.parent = parent;
    tools.settings.onChange((name) => {
      if (name === "theme") this.redraw();
    });
  }

  get count(): number {
    return this.plates.size;
  }

  get isEmpty(): boolean {
    return this.plates.size === 0;
  }

  get bytes(): number {
    let bytes = 0;
    for (const { bytes: own } of this.plates.values()) bytes += own;
    return bytes;
  }

  /** All that are shown, with their entities. */
  get meshes(): readonly (readonly [entity: number, mesh: Mesh])[] {
    return [...this.plates].map(([index, { mesh }]) => [index, mesh]);
  }

  meshOf(index: number): Mesh | undefined {
    return this.plates.get(index)?.mesh;
  }

  set(index: number, text: TextRepresentation | undefined): void {
    const former = this.plates.get(index);
    if (former !== undefined) {
      former.end();
      this.plates.delete(index);
    }
    if (text === undefined) return;
    const { size } = this.plates;
    const { pixels } = lineSizes.find(({ texts }) => size < texts)!;
    const plate = new TextPlate(text, pixels, this.tools.settings.isDark);
    this.plates.set(index, plate);
    this.parent.add(plate.mesh);
  }

  move(index: number, world: Float64Array, isShown: boolean): void {
    const mesh = this.plates.get(index)?.mesh;
    if (mesh === undefined) return;
    mesh.matrixWorld.fromArray(world, index * 16);
    mesh.visible = isShown;
  }

  boxOf(index: number): Box3 | undefined {
    return this.plates.get(index)?.box;
  }

  private redraw(): void {
    for (const plate of this.plates.values()) {
      plate.draw(this.tools.settings.isDark);
    }
    this.tools.invalidate();
  }
}

export class TextPlate {
  readonly mesh: Mesh<BufferGeometry, MeshBasicMaterial>;
  readonly box: Box3;
  private readonly text: TextRepresentation;
  private readonly lines: readonly string[];
  private readonly pixels: number;
  private readonly canvas = document.createElement("canvas");
  private texture: CanvasTexture;

  constructor(text: TextRepresentation, pixels: number, isDark: boolean) {
    this.text = text;
    this.pixels = pixels;
    this.lines = text.txt.slice(0, maxSigns).split("\n");
    this.draw(isDark, false);
    this.texture = this.makeTexture();
    const { width, height } = this.size();
    this.box = new Box3(
      new Vector3(-width / 2, -height / 2, 0),
      new Vector3(width / 2, height / 2, 0),
    );
    const material = new MeshBasicMaterial({
      map: this.texture,
      transparent: true,
      depthWrite: false,
      alphaTest: 0.02,
      toneMapped: false,
      side: FrontSide,
      ...inFront(2),
    });
    this.mesh = new Mesh(platesOf(width, height), material);
    fixMatrices(this.mesh);
    this.mesh.geometry.computeBoundingSphere();
  }

  get bytes(): number {
    return this.canvas.width * this.canvas.height * 4;
  }

  /** Draws the text in the colours of the page. */
  draw(isDark: boolean, uploads = true): void {
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    const font = `${this.pixels}px ${JSON.stringify(this.text.font)}, sans-serif`;
    context.font = font;
    const widths = this.lines.map((line) => context.measureText(line).width);
    const width = Math.max(...widths) + this.pixels / 2;
    const height = this.lines.length * this.pixels * 1.25;
    const fit = Math.min(1, maxCanvasWidth / width, maxCanvasHeight / height);
    this.canvas.width = Math.max(1, Math.ceil(width * fit));
    this.canvas.height = Math.max(1, Math.ceil(height * fit));
    context.scale(fit, fit);
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = this.pixels / 12;
    context.strokeStyle = isDark ? "#1b1d2199" : "#ffffff99";
    context.fillStyle = isDark ? "#f2f4f7" : "#15171a";
    for (const [i, line] of this.lines.entries()) {
      const y = (i + 0.5) * this.pixels * 1.25;
      context.strokeText(line, width / 2, y);
      context.fillText(line, width / 2, y);
    }
    if (uploads) this.texture.needsUpdate = true;
  }

  end(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.texture.dispose();
  }

  // In the space of the entity: `height` is that of a line.
  private size(): { width: number; height: number } {
    const { height, width } = this.text;
    const line = height > 0 && height <= mostHeight ? height : defaultHeight;
    const whole = line * this.lines.length * 1.25;
    const natural = (whole * this.canvas.width) / this.canvas.height;
    const factor = width > 0 && natural > width ? width / natural : 1;
    return { width: natural * factor, height: whole * factor };
  }

  private makeTexture(): CanvasTexture {
    const texture = new CanvasTexture(this.canvas);
    texture.colorSpace = SRGBColorSpace;
    texture.anisotropy = 4;
    return texture;
  }
}

// The normal of a text is -Z; a second plate behind it can be read from +Z.
function platesOf(width: number, height: number): BufferGeometry {
  const x = width / 2;
  const y = height / 2;
  const positions = [
    [x, -y, -x, -y, -x, y, x, y],
    [-x, -y, x, -y, x, y, -x, y],
  ].flatMap((side) => {
    const places: number[] = [];
    for (let i = 0; i < 8; i += 2) places.push(side[i]!, side[i + 1]!, 0);
    return places;
  });
  const uv = [0, 0, 1, 0, 1, 1, 0, 1];
  const geometry = new BufferGeometry();
  geometry.setAttribute(
    "position",
    new BufferAttribute(new Float32Array(positions), 3),
  );
  geometry.setAttribute("uv", new BufferAttribute(new Float32Array([...uv, ...uv]), 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7]);
  return geometry;
}
