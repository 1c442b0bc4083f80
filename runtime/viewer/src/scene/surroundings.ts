// The surroundings of the document: background, light where it has none,
// ground grid, axes in a corner.

import {
  AmbientLight,
  type BufferGeometry,
  Color,
  DataTexture,
  DirectionalLight,
  DoubleSide,
  EquirectangularReflectionMapping,
  FloatType,
  LinearFilter,
  LinearSRGBColorSpace,
  Mesh,
  PlaneGeometry,
  PMREMGenerator,
  type PerspectiveCamera,
  RGBAFormat,
  type Scene,
  ShaderMaterial,
  type Sphere,
  Vector2,
  Vector3,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from "three";
import type { Settings } from "../page/settings.js";

const backgrounds = { dark: 0x1b1d21, light: 0xeef0f3 };

export class Surroundings {
  private readonly renderer: WebGLRenderer;
  private readonly scene: Scene;
  private readonly settings: Settings;
  private readonly headLight = new DirectionalLight(0xffffff, 1.6);
  private readonly fillLight = new AmbientLight(0xffffff, 0.15);
  private readonly grid = makeGrid();
  private environment: WebGLRenderTarget | undefined;
  private readonly background = new Color();
  /** The height of the ground. */
  floor = 0;

  constructor(renderer: WebGLRenderer, scene: Scene, settings: Settings) {
    this.renderer = renderer;
    this.scene = scene;
    this.settings = settings;
    this.headLight.matrixAutoUpdate = false;
    scene.add(this.headLight, this.headLight.target, this.fillLight, this.grid);
    this.rebuild();
    this.applyTheme();
  }

  /** Makes anew what the GPU has lost. */
  rebuild(): void {
    this.environment?.dispose();
    const generator = new PMREMGenerator(this.renderer);
    const sky = makeSky();
    this.environment = generator.fromEquirectangular(sky);
    this.scene.environment = this.environment.texture;
    sky.dispose();
    generator.dispose();
  }

  applyTheme(): void {
    const { isDark } = this.settings;
    const hex = isDark ? backgrounds.dark : backgrounds.light;
    this.background.setHex(hex);
    const { uniforms } = this.grid.material;
    (uniforms["colour"]!.value as Color).setHex(isDark ? 0xa8b0bd : 0x3c4452);
  }

  /** Shows or hides the background and the ground; `update` shows the ground. */
  setBackdrop(isShown: boolean): void {
    this.scene.background = isShown ? this.background : null;
    if (!isShown) this.grid.visible = false;
  }

  /** Before each picture. `hasLights`: the document has lights of its own. */
  update(camera: PerspectiveCamera, scene: Sphere, hasLights: boolean): void {
    this.headLight.visible = !hasLights;
    this.fillLight.intensity = hasLights ? 0.1 : 0.15;
    this.scene.environmentIntensity = hasLights ? 0.35 : 0.75;
    this.headLight.castShadow = false;
    if (!hasLights) this.placeHeadLight(camera);
    this.placeGrid(camera, scene);
  }

  // From behind the camera, left and above.
  private placeHeadLight(camera: PerspectiveCamera): void {
    const place = new Vector3(-0.6, 0.9, 1).applyQuaternion(camera.quaternion);
    place.y = Math.max(place.y, 0.25);
    this.headLight.matrixWorld.setPosition(place);
    this.headLight.target.matrixWorld.identity();
  }

  private placeGrid(camera: PerspectiveCamera, { center, radius }: Sphere): void {
    const isWanted = this.settings.get("showsGrid") && radius > 0;
    this.grid.visible = isWanted;
    if (!isWanted) return;
    const { uniforms } = this.grid.material;
    const reach = radius * 6;
    const floor = this.floor;
    this.grid.matrixWorld.makeScale(reach, 1, reach);
    this.grid.matrixWorld.setPosition(center.x, floor, center.z);
    uniforms["reach"]!.value = reach;
    // A cell is 1, 2 or 5 times a power of ten, about a tenth of the scene.
    const cell = roundStep(radius / 4);
    uniforms["cell"]!.value = cell;
    // Shaders do not hold the places of wide worlds exactly.
    uniforms["offset"]!.value.set(center.x % (5 * cell), center.z % (5 * cell));
    uniforms["isBelow"]!.value = camera.position.y < floor ? 0.35 : 1;
  }
}

/** The largest of 1, 2 and 5 times a power of ten that is not above `size`. */
export function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const part = size / power;
  return power * (part >= 5 ? 5 : part >= 2 ? 2 : 1);
}

// A soft sky: bright above, dim below, with two wide lamps.
function makeSky(): DataTexture {
  const width = 64;
  const height = 32;
  const data = new Float32Array(width * height * 4);
  for (let y = 0; y < height; ++y) {
    // Row 0 is below.
    const up = Math.sin(((y + 0.5) / height - 0.5) * Math.PI);
    for (let x = 0; x < width; ++x) {
      const turn = ((x + 0.5) / width) * 2 * Math.PI;
      const base = 0.55 + 0.45 * up;
      const lamp = Math.max(0, Math.cos(turn - 1)) ** 8 * Math.max(0, up) * 3;
      const second = Math.max(0, Math.cos(turn - 4)) ** 12 * Math.max(0, up) * 1.5;
      const level = Math.max(0.08, base) + lamp + second;
      data.set([level, level, level, 1], (y * width + x) * 4);
    }
  }
  const sky = new DataTexture(data, width, height, RGBAFormat, FloatType);
  sky.mapping = EquirectangularReflectionMapping;
  sky.colorSpace = LinearSRGBColorSpace;
  sky.minFilter = LinearFilter;
  sky.magFilter = LinearFilter;
  sky.needsUpdate = true;
  return sky;
}

// A grid on the ground that fades with the distance from the scene.
function makeGrid(): Mesh<BufferGeometry, ShaderMaterial> {
  const geometry = new PlaneGeometry(2, 2);
  geometry.rotateX(-Math.PI / 2);
  const material = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    toneMapped: false,
    uniforms: {
      colour: { value: new Color() },
      cell: { value: 1 },
      reach: { value: 1 },
      offset: { value: new Vector2() },
      isBelow: { value: 1 },
    },
    vertexShader: /* glsl */ `
      varying vec2 fromCentre;
      void main() {
        fromCentre = position.xz;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }
    `,
    fragmentShader: /* glsl */ `
      uniform vec3 colour;
      uniform float cell;
      uniform float reach;
      uniform float isBelow;
      uniform vec2 offset;
      varying vec2 fromCentre;
      float lines(float size) {
        vec2 at = (fromCentre * reach + offset) / size;
        vec2 width = fwidth(at);
        vec2 away = abs(fract(at - 0.5) - 0.5) / max(width, 1e-6);
        float line = 1.0 - min(min(away.x, away.y), 1.0);
        // Cells that are smaller than pixels vanish.
        return line * (1.0 - smoothstep(0.2, 0.6, max(width.x, width.y)));
      }
      void main() {
        float far = length(fromCentre);
        float fade = pow(max(0.0, 1.0 - far), 2.0);
        float strength = max(lines(cell) * 0.16, lines(cell * 5.0) * 0.32);
        gl_FragColor = vec4(colour, strength * fade * isBelow);
        #include <colorspace_fragment>
      }
    `,
  });
  const grid = new Mesh(geometry, material);
  grid.matrixAutoUpdate = false;
  grid.matrixWorldAutoUpdate = false;
  grid.frustumCulled = false;
  grid.renderOrder = -1;
  return grid;
}
