// Outlines around what is selected and around what the pointer is over.
//
// The marked objects are drawn into a mask; then the border of the mask is drawn
// over the picture.

import {
  Color,
  Group,
  InstancedBufferAttribute,
  Mesh,
  PlaneGeometry,
  Scene,
  ShaderMaterial,
  Vector2,
  WebGLRenderTarget,
  Camera,
} from "three";
import type { EntityID } from "linguine-noodles/protocol";
import type { Selection } from "../../selection/selection.js";
import type { DocumentView } from "../entities/document_view.js";
import { fixMatrices } from "../entities/fixed_object.js";
import {
  type InstancedObject,
  disposeInstances,
  makeInstanced,
} from "../entities/instanced_objects.js";
import { offsetPlace } from "../geometry/offsets.js";
import type { Patch } from "../geometry/patch.js";
import type { FlatUniforms } from "../materials/flat_materials.js";
import type { Stage } from "../stage.js";
import { IdMaterials, sideOf } from "./id_materials.js";
import { shapeOf } from "./picker.js";

/** Patches that get an outline; more would cost too much for each picture. */
const maxMarks = 500;

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

const selected = 1;
const hovered = 2;

export class Outlines {
  private readonly stage: Stage;
  private readonly view: DocumentView;
  private readonly selection: Selection;
  private readonly materials: IdMaterials;
  private readonly marks = fixMatrices(new Group());
  private readonly target = new WebGLRenderTarget(1, 1);
  private readonly border = makeBorder();
  private readonly screen = new Scene();
  private readonly screenCamera = new Camera();
  private objects: (InstancedObject | Mesh)[] = [];
  private isStale = true;
  private drawnRevision = -1;

  constructor(
    stage: Stage,
    view: DocumentView,
    selection: Selection,
    uniforms: FlatUniforms,
  ) {
    this.stage = stage;
    this.view = view;
    this.selection = selection;
    this.materials = new IdMaterials(uniforms, true);
    this.screen.add(this.border);
    const touch = (): void => {
      this.isStale = true;
      stage.invalidate();
    };
    selection.onChange(touch);
    selection.onHover(touch);
  }

  /** Draws over the picture. `accent` is the colour of what is selected. */
  draw(accent: number): void {
    if (this.isStale || this.drawnRevision !== this.view.revision) this.rebuild();
    if (this.objects.length === 0) return;
    const { renderer, camera } = this.stage;
    const size = renderer.getDrawingBufferSize(new Vector2());
    this.target.setSize(size.x, size.y);
    const background = renderer.getClearColor(new Color());
    const alpha = renderer.getClearAlpha();
    renderer.setClearColor(0, 0);
    renderer.setRenderTarget(this.target);
    renderer.clear();
    renderer.render(this.marks, camera);
    renderer.setRenderTarget(null);
    renderer.setClearColor(background, alpha);
    const { uniforms } = this.border.material;
    uniforms["mask"]!.value = this.target.texture;
    uniforms["pixel"]!.value.set(1 / size.x, 1 / size.y);
    uniforms["wide"]!.value = renderer.getPixelRatio();
    (uniforms["accent"]!.value as Color).setHex(accent);
    renderer.autoClear = false;
    renderer.render(this.screen, this.screenCamera);
    renderer.autoClear = true;
  }

  private rebuild(): void {
    this.isStale = false;
    this.drawnRevision = this.view.revision;
    for (const object of this.objects) {
      if (object instanceof Mesh && !("isInstancedMesh" in object)) {
        object.removeFromParent();
      } else {
        disposeInstances(object as InstancedObject);
      }
    }
    this.objects = [];
    const { selection } = this;
    const { hovered: over, selectedInstance } = selection;
    if (over !== undefined && !selection.isSelected(over)) {
      this.mark(over, hovered, undefined);
    }
    for (const id of selection.entities) {
      const isPart =
        selectedInstance?.entity[0] === id[0] &&
        selectedInstance.entity[1] === id[1];
      this.mark(id, selected, isPart ? selectedInstance.instance : undefined);
    }
  }

  // Marks an entity and all below it, or one of its instances.
  private mark(id: EntityID, number: number, instance: number | undefined): void {
    const { table } = this.view;
    const start = table.find(id);
    if (start < 0) return;
    table.visit(start, (index) => {
      if (this.objects.length >= maxMarks) return;
      const state = this.view.state(index);
      if (state === undefined || !table.isShown(index)) return;
      const world = table.world.slice(index * 16, index * 16 + 16);
      for (const { patch, bucket } of state.placements) {
        const mark = this.add(patch, bucket.object, new Float32Array(identity), number);
        mark.matrixWorld.fromArray(world);
        mark.matrixWorld.setPosition(...offsetPlace(world, 0, patch.offset));
      }
      for (const { patch, object } of state.group?.parts ?? []) {
        this.addGroup(patch, object, world, number, instance);
      }
      this.addPlane(index, number);
    });
  }

  private add(
    patch: Patch,
    object: InstancedObject,
    matrices: Float32Array,
    number: number,
  ): InstancedObject {
    const material = this.materials.get(shapeOf(patch), sideOf(soleMaterial(object)));
    const attribute = new InstancedBufferAttribute(matrices, 16);
    const count = matrices.length / 16;
    const mark = makeInstanced(patch, patch.geometry, material, attribute, count);
    this.keep(mark, number);
    return mark;
  }

  private addGroup(
    patch: Patch,
    object: InstancedObject,
    world: Float64Array,
    number: number,
    instance: number | undefined,
  ): void {
    const { array } = object.instanceMatrix;
    const matrices = array as Float32Array;
    const isOne = instance !== undefined && instance < object.count;
    const own = isOne
      ? matrices.slice(instance * 16, instance * 16 + 16)
      : matrices;
    const mark = isOne
      ? this.add(patch, object, own, number)
      : this.shareGroup(patch, object, number);
    mark.matrixWorld.fromArray(world);
  }

  // All instances: their matrices are those that are drawn.
  private shareGroup(
    patch: Patch,
    object: InstancedObject,
    number: number,
  ): InstancedObject {
    const material = this.materials.get(shapeOf(patch), sideOf(soleMaterial(object)));
    const copy = new InstancedBufferAttribute(object.instanceMatrix.array, 16);
    const mark = makeInstanced(patch, patch.geometry, material, copy, object.count);
    this.keep(mark, number);
    return mark;
  }

  private addPlane(index: number, number: number): void {
    const planes = [this.view.texts.meshOf(index), this.view.pages.meshOf(index)];
    for (const plane of planes) {
      if (plane === undefined) continue;
      const mark = new Mesh(plane.geometry, this.materials.get("solid", 2));
      fixMatrices(mark);
      mark.matrixWorld.copy(plane.matrixWorld);
      this.keep(mark, number);
    }
  }

  private keep(mark: InstancedObject | Mesh, number: number): void {
    const material = soleMaterial(mark) as ShaderMaterial;
    mark.onBeforeRender = () => {
      material.uniforms["objectNumber"]!.value = number;
      material.uniformsNeedUpdate = true;
    };
    this.objects.push(mark);
    this.marks.add(mark);
  }
}

function soleMaterial({ material }: InstancedObject | Mesh) {
  return Array.isArray(material) ? material[0]! : material;
}

function makeBorder(): Mesh<PlaneGeometry, ShaderMaterial> {
  const material = new ShaderMaterial({
    transparent: true,
    depthTest: false,
    depthWrite: false,
    toneMapped: false,
    uniforms: {
      mask: { value: null },
      pixel: { value: new Vector2() },
      wide: { value: 1 },
      accent: { value: new Color() },
    },
    vertexShader: /* glsl */ `
      varying vec2 at;
      void main() {
        at = uv;
        gl_Position = vec4(position.xy, 0.0, 1.0);
      }
    `,
    fragmentShader: /* glsl */ `
      uniform sampler2D mask;
      uniform vec2 pixel;
      uniform float wide;
      uniform vec3 accent;
      varying vec2 at;
      void main() {
        vec2 inside = texture2D(mask, at).rg;
        vec2 most = vec2(0.0);
        for (int i = 0; i < 16; ++i) {
          float turn = float(i) * 0.3926991;
          float reach = (i % 2 == 0 ? 1.0 : 2.0) * wide;
          vec2 to = vec2(cos(turn), sin(turn)) * reach * pixel;
          most = max(most, texture2D(mask, at + to).rg);
        }
        vec2 edge = clamp(most - inside, 0.0, 1.0);
        float strength = max(edge.r, edge.g * 0.55);
        gl_FragColor = vec4(accent, max(strength, inside.r * 0.08));
        if (gl_FragColor.a < 0.01) discard;
        #include <colorspace_fragment>
      }
    `,
  });
  const border = new Mesh(new PlaneGeometry(2, 2), material);
  border.frustumCulled = false;
  return border;
}
