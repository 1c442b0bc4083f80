// The axes of the world in a corner, drawn into a small part of the canvas.

import {
  ArrowHelper,
  CanvasTexture,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PlaneGeometry,
  SRGBColorSpace,
  Scene,
  Vector3,
} from "three";
import type { Stage } from "../stage.js";

/** CSS pixels. */
const size = 84;

// Colours that colour-blind people tell apart.
const axes = [
  { name: "X", direction: new Vector3(1, 0, 0), colour: 0xd55e00 },
  { name: "Y", direction: new Vector3(0, 1, 0), colour: 0x3fa66b },
  { name: "Z", direction: new Vector3(0, 0, 1), colour: 0x3b82d6 },
] as const;

export class Axes {
  private readonly stage: Stage;
  private readonly scene = new Scene();
  private readonly camera = new OrthographicCamera(-1.6, 1.6, 1.6, -1.6, 0, 10);
  private readonly letters: Mesh[] = [];
  private readonly origin = new Vector3();

  constructor(stage: Stage) {
    this.stage = stage;
    for (const { name, direction, colour } of axes) {
      this.scene.add(new ArrowHelper(direction, this.origin, 1, colour, 0.3, 0.18));
      const letter = makeLetter(name, colour);
      letter.position.copy(direction).multiplyScalar(1.28);
      this.scene.add(letter);
      this.letters.push(letter);
    }
  }

  /** After the picture of the scene; `right` and `bottom` are CSS pixels. */
  draw(right: number, bottom: number): void {
    const { renderer, camera, size: canvas } = this.stage;
    this.camera.quaternion.copy(camera.quaternion);
    this.camera.position.set(0, 0, 5).applyQuaternion(camera.quaternion);
    for (const letter of this.letters) {
      letter.quaternion.copy(camera.quaternion);
    }
    const x = canvas.x - size - right - 8;
    renderer.setViewport(x, bottom + 8, size, size);
    renderer.autoClear = false;
    renderer.clearDepth();
    renderer.render(this.scene, this.camera);
    renderer.autoClear = true;
    renderer.setViewport(0, 0, canvas.x, canvas.y);
  }
}

// A letter that faces the camera.
function makeLetter(text: string, colour: number): Mesh {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 64;
  const context = canvas.getContext("2d");
  if (context !== null) {
    context.font = "bold 48px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = `#${colour.toString(16).padStart(6, "0")}`;
    context.fillText(text, 32, 34);
  }
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  const material = new MeshBasicMaterial({
    map,
    transparent: true,
    toneMapped: false,
  });
  return new Mesh(new PlaneGeometry(0.55, 0.55), material);
}
