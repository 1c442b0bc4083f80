// Finds the thing at a place of the screen: the graphics processor draws the few pixels
// around the place with numbers instead of colours. This finds everything that
// is seen, however many instances there are, and costs one small picture.

import {
  Color,
  FloatType,
  type Material,
  type Mesh,
  NearestFilter,
  type Object3D,
  Vector2,
  Vector3,
  WebGLRenderTarget,
} from "three";
import type { EntityID, Vec3 } from "linguine-noodles/protocol";
import type { DocumentView } from "../entities/document_view.js";
import type { Patch } from "../geometry/patch.js";
import type { FlatUniforms } from "../materials/flat_materials.js";
import type { Pick } from "../scene_types.js";
import type { Stage } from "../stage.js";
import { type DrawnShape, IdMaterials, sideOf } from "./id_materials.js";

/** Pixels around the place: fingers and thin lines need some. */
const reach = 4;
const width = 2 * reach + 1;

/** An object of the scene, and whose it is. */
interface Pickable {
  readonly object: Object3D & { material: Material | Material[] };
  readonly shape: DrawnShape;
  find(instance: number): Omit<Pick, "point"> | undefined;
}

export class Picker {
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly uniforms: FlatUniforms;
  private readonly materials: IdMaterials;
  private readonly target = new WebGLRenderTarget(width, width, {
    type: FloatType,
    minFilter: NearestFilter,
    magFilter: NearestFilter,
  });
  private readonly pixels = new Float32Array(width * width * 4);

  constructor(stage: Stage, view: DocumentView, uniforms: FlatUniforms) {
    this.stage = stage;
    this.view = view;
    this.uniforms = uniforms;
    this.materials = new IdMaterials(uniforms, false);
  }

  /** `x` and `y` are CSS pixels from the upper left corner of the canvas. */
  pick(x: number, y: number): Pick | undefined {
    const pickables = this.pickables();
    if (pickables.length === 0) return undefined;
    this.draw(pickables, x, y);
    const hit = this.nearest();
    if (hit === undefined) return undefined;
    const found = pickables[hit.object - 1]?.find(hit.instance);
    if (found === undefined) return undefined;
    return { ...found, point: this.placeOf(x + hit.dx, y + hit.dy, hit.depth) };
  }

  private draw(pickables: readonly Pickable[], x: number, y: number): void {
    const { stage, uniforms } = this;
    const { renderer, camera } = stage;
    const restores = pickables.map((one, i) => this.disguise(one, i + 1));
    const others = this.hideOthers(pickables);
    const { resolution, pointSize, lineWidth } = uniforms;
    const ratio = renderer.getPixelRatio();
    const kept = resolution.value.clone();
    const sizes = [pointSize.value, lineWidth.value] as const;
    resolution.value.set(width, width);
    // Here a pixel is one of CSS.
    pointSize.value /= ratio;
    lineWidth.value = Math.max(lineWidth.value / ratio, 2);
    const background = renderer.getClearColor(new Color());
    const alpha = renderer.getClearAlpha();
    renderer.setClearColor(0, 0);
    stage.withView(x - reach, y - reach, width, width, () => {
      renderer.setRenderTarget(this.target);
      renderer.clear();
      renderer.render(this.view.root, camera);
      renderer.readRenderTargetPixels(this.target, 0, 0, width, width, this.pixels);
      renderer.setRenderTarget(null);
    });
    renderer.setClearColor(background, alpha);
    resolution.value.copy(kept);
    [pointSize.value, lineWidth.value] = sizes;
    for (const restore of restores) restore();
    for (const object of others) object.visible = true;
  }

  // Gives an object the material with its number. Returns what undoes this.
  private disguise({ object, shape }: Pickable, number: number): () => void {
    const { material } = object;
    const side = sideOf(Array.isArray(material) ? material[0]! : material);
    const disguise = this.materials.get(shape, side);
    object.material = disguise;
    object.onBeforeRender = () => {
      disguise.uniforms["objectNumber"]!.value = number;
      disguise.uniformsNeedUpdate = true;
    };
    return () => {
      object.material = material;
      object.onBeforeRender = () => {};
    };
  }

  // Objects that cannot be picked, such as flow lines.
  private hideOthers(pickables: readonly Pickable[]): Object3D[] {
    const known = new Set<Object3D>(pickables.map(({ object }) => object));
    const others = this.view.root.children.filter(
      (object) => object.visible && !known.has(object),
    );
    for (const object of others) object.visible = false;
    return others;
  }

  private pickables(): Pickable[] {
    const { view } = this;
    const { table } = view;
    const list: Pickable[] = [];
    for (const { object, patch, placements } of view.buckets.all) {
      list.push({
        object,
        shape: shapeOf(patch),
        find: (instance) => {
          const placement = placements[instance];
          const entity = placement && table.id(placement.entity);
          return entity && picked(entity, undefined, placement.patchNumber);
        },
      });
    }
    for (const state of view.states) {
      const group = state?.group;
      if (group === undefined) continue;
      for (const { object, patch, patchNumber } of group.parts) {
        list.push({
          object,
          shape: shapeOf(patch),
          find: (instance) => {
            const entity = table.id(group.entity);
            return entity && picked(entity, instance, patchNumber);
          },
        });
      }
    }
    for (const [index, mesh] of [...view.texts.meshes, ...view.pages.meshes]) {
      if (!mesh.visible) continue;
      list.push({
        object: mesh as Mesh<Mesh["geometry"], Material>,
        shape: "solid",
        find: () => {
          const entity = table.id(index);
          return entity && picked(entity, undefined, undefined);
        },
      });
    }
    return list;
  }

  // The pixel with something that is nearest to the middle.
  private nearest():
    | { object: number; instance: number; depth: number; dx: number; dy: number }
    | undefined {
    let best = Infinity;
    let found: ReturnType<Picker["nearest"]>;
    for (let row = 0; row < width; ++row) {
      for (let column = 0; column < width; ++column) {
        const at = 4 * (row * width + column);
        const object = Math.round(this.pixels[at]!);
        if (object === 0) continue;
        const dx = column - reach;
        // Rows begin below.
        const dy = reach - row;
        const distance = dx * dx + dy * dy;
        if (distance >= best) continue;
        best = distance;
        const instance = Math.round(this.pixels[at + 1]!);
        found = { object, instance, depth: this.pixels[at + 2]!, dx, dy };
      }
    }
    return found;
  }

  private placeOf(x: number, y: number, depth: number): Vec3 {
    const { camera } = this.stage;
    const ray = this.stage.rayAt(new Vector2(x + 0.5, y + 0.5));
    const ahead = camera.getWorldDirection(new Vector3());
    const along = depth / ray.direction.dot(ahead);
    return ray.at(along, new Vector3()).toArray();
  }
}

function picked(
  entity: EntityID,
  instance: number | undefined,
  patch: number | undefined,
): Omit<Pick, "point"> {
  return { entity, instance, patch };
}

/** How the shader of a patch places its vertices. */
export function shapeOf({ shape, isWide }: Patch): DrawnShape {
  if (shape === "triangles") return "solid";
  if (shape === "points") return "points";
  return isWide ? "wide lines" : "thin lines";
}
