// The lights of the document, where their entities are.

import {
  DirectionalLight,
  type Light as ThreeLight,
  Matrix4,
  type Object3D,
  PointLight,
  type Sphere,
  SpotLight,
  Vector3,
} from "three";
import type { Light, LightID } from "linguine-noodles/protocol";
import { positive } from "../materials/numbers.js";
import type { SceneTools } from "../scene_tools.js";
import type { Dependant } from "../watchers.js";
import { fixMatrices } from "./fixed_object.js";

/** Lights that are drawn; graphics processors take few. */
const maxLights = 16;

type SceneLight = DirectionalLight | PointLight | SpotLight;

export class LightStore {
  readonly tools: SceneTools;
  private readonly parent: Object3D;
  private readonly carriers = new Map<number, LightCarrier>();
  private isStale = false;
  private shown = 0;

  constructor(tools: SceneTools, parent: Object3D) {
    this.tools = tools;
    this.parent = parent;
    tools.settings.onChange((name) => {
      if (name === "castsShadows") this.touch();
    });
  }

  /** The number of lights that shine. */
  get count(): number {
    return this.shown;
  }

  /** Whether no entity carries lights. */
  get isEmpty(): boolean {
    return this.carriers.size === 0;
  }

  set(index: number, ids: readonly LightID[]): void {
    const former = this.carriers.get(index);
    if (former === undefined && ids.length === 0) return;
    former?.end();
    if (ids.length === 0) this.carriers.delete(index);
    else this.carriers.set(index, new LightCarrier(this, ids));
    this.touch();
  }

  move(index: number, world: Float64Array, isShown: boolean): void {
    const carrier = this.carriers.get(index);
    if (carrier === undefined) return;
    carrier.matrix.fromArray(world, index * 16);
    if (carrier.isShown !== isShown) this.touch();
    carrier.isShown = isShown;
    carrier.place();
  }

  /** Makes the shadows of directional lights cover the scene. */
  fitShadows(scene: Sphere): void {
    for (const carrier of this.carriers.values()) carrier.fitShadows(scene);
  }

  touch(): void {
    this.isStale = true;
    this.tools.invalidate();
  }

  /** Makes the lights anew where their number or kind has changed. */
  apply(): void {
    if (!this.isStale) return;
    this.isStale = false;
    let left = maxLights;
    let wanted = 0;
    for (const carrier of this.carriers.values()) {
      wanted += carrier.isShown ? carrier.ids.length : 0;
      left -= carrier.make(this.parent, left);
    }
    this.shown = maxLights - left;
    const { problems } = this.tools;
    if (wanted > maxLights) {
      const text = `${wanted} lights shine; this page draws the first ${maxLights}.`;
      problems.set("Light", undefined, text);
    } else {
      problems.clear("Light", undefined);
    }
  }
}

/** An entity with lights. */
class LightCarrier implements Dependant {
  readonly ids: readonly LightID[];
  readonly matrix = new Matrix4();
  isShown = false;
  private readonly store: LightStore;
  private objects: SceneLight[] = [];

  constructor(store: LightStore, ids: readonly LightID[]) {
    this.store = store;
    this.ids = ids;
    for (const id of ids) store.tools.watchers.watch(this, "Light", id);
  }

  onDependencyChanged(): void {
    this.store.touch();
  }

  /** Returns the number of lights that were made. */
  make(parent: Object3D, most: number): number {
    this.drop();
    const { client, settings } = this.store.tools;
    for (const id of this.isShown ? this.ids.slice(0, most) : []) {
      const light = client.mirror.get("Light", id);
      if (light === undefined) continue;
      const object = makeLight(light, settings.get("castsShadows"));
      parent.add(object);
      this.objects.push(object);
    }
    this.place();
    return this.objects.length;
  }

  place(): void {
    const { matrix } = this;
    const position = new Vector3().setFromMatrixPosition(matrix);
    const ahead = new Vector3(0, 0, -1).transformDirection(matrix);
    for (const object of this.objects) {
      object.matrixWorld.copy(matrix);
      if (object instanceof PointLight) continue;
      // The renderer takes the direction from the two positions.
      const target = position.clone().add(ahead);
      object.target.matrixWorld.setPosition(target);
    }
  }

  fitShadows({ center, radius }: Sphere): void {
    for (const object of this.objects) {
      if (!(object instanceof DirectionalLight) || !object.castShadow) continue;
      const ahead = new Vector3(0, 0, -1).transformDirection(this.matrix);
      object.target.matrixWorld.setPosition(center);
      object.matrixWorld.setPosition(center.clone().addScaledVector(ahead, -2 * radius));
      const { camera } = object.shadow;
      camera.left = camera.bottom = -radius;
      camera.right = camera.top = radius;
      camera.near = radius / 2;
      camera.far = radius * 4;
      camera.updateProjectionMatrix();
    }
  }

  end(): void {
    this.store.tools.watchers.forget(this);
    this.drop();
  }

  private drop(): void {
    for (const object of this.objects) {
      object.removeFromParent();
      object.dispose();
    }
    this.objects = [];
  }
}

function makeLight(from: Light, castsShadows: boolean): SceneLight {
  const object = objectOf(from);
  const [red, green, blue] = from.color;
  object.color.setRGB(positive(red), positive(green), positive(blue));
  object.intensity = positive(from.intensity);
  fixMatrices(object);
  if (castsShadows) castShadow(object);
  return object;
}

function objectOf({ type }: Light): SceneLight {
  switch (type.kind) {
    case "point": {
      const light = new PointLight();
      light.distance = rangeOf(type.value.range);
      return light;
    }
    case "spot": {
      const { range, inner_cone_angle_rad, outer_cone_angle_rad } = type.value;
      const light = new SpotLight();
      light.distance = rangeOf(range);
      const most = Math.PI / 2;
      const outer = Math.min(positive(outer_cone_angle_rad), most);
      const inner = Math.min(positive(inner_cone_angle_rad), outer);
      light.angle = outer;
      light.penumbra = outer > 0 ? 1 - inner / outer : 0;
      return light;
    }
    case "directional":
      return new DirectionalLight();
  }
}

// 0 is without an end for the renderer.
function rangeOf(range: number): number {
  return Number.isFinite(range) && range > 0 ? range : 0;
}

function castShadow(light: SceneLight): void {
  light.castShadow = true;
  const { shadow } = light as ThreeLight & { shadow: SpotLight["shadow"] };
  shadow.mapSize.set(1024, 1024);
  shadow.bias = -0.0005;
  shadow.normalBias = 0.02;
}
