// The materials that patches use. A material exists from its first use on; what
// the document says fills it in, now or later.

import type { Material as ThreeMaterial } from "three";
import type { Client } from "linguine-noodles/client";
import {
  type Material,
  type MaterialID,
  type TextureRef,
  newMaterial,
  newPBRInfo,
} from "linguine-noodles/protocol";
import type { Patch } from "../geometry/patch.js";
import type { ProblemList } from "../problems.js";
import type { Dependant, Watchers } from "../watchers.js";
import { FlatMaterial, type FlatShape, type FlatUniforms } from "./flat_materials.js";
import { unit } from "./numbers.js";
import { SolidMaterial } from "./solid_material.js";
import type { TextureResource, TextureStore, TextureUser } from "./textures.js";

/** The events of a MaterialStore. */
export interface MaterialUsers {
  /** A picture is needed. */
  onMaterialLook(): void;
  /** Whether the material is blended, or has a texture, is different now. */
  onMaterialKind(material: MaterialResource): void;
}

/** The textures of a material, as far as they are there. */
export const textureUses = [
  "base",
  "metalRough",
  "normal",
  "occlusion",
  "emissive",
] as const;
export type TextureUse = (typeof textureUses)[number];

export class MaterialStore {
  private readonly resources = new Map<string, MaterialResource>();
  readonly client: Client;
  readonly textures: TextureStore;
  readonly problems: ProblemList;
  readonly watchers: Watchers;
  readonly users: MaterialUsers;
  readonly uniforms: FlatUniforms;

  constructor(
    client: Client,
    textures: TextureStore,
    problems: ProblemList,
    watchers: Watchers,
    users: MaterialUsers,
    uniforms: FlatUniforms,
  ) {
    this.client = client;
    this.textures = textures;
    this.problems = problems;
    this.watchers = watchers;
    this.users = users;
    this.uniforms = uniforms;
  }

  get count(): number {
    return this.resources.size;
  }

  use(id: MaterialID): MaterialResource {
    const key = id.join(" ");
    let resource = this.resources.get(key);
    if (resource === undefined) {
      resource = new MaterialResource(this, id);
      this.resources.set(key, resource);
      resource.load();
    }
    resource.useCount += 1;
    return resource;
  }

  leave(resource: MaterialResource): void {
    resource.useCount -= 1;
    if (resource.useCount > 0) return;
    this.resources.delete(resource.id.join(" "));
    resource.end();
  }
}

export class MaterialResource implements Dependant, TextureUser {
  readonly id: MaterialID;
  useCount = 0;
  /** Whether what is behind shows through. */
  isBlended = false;
  /** Whether the document gives a texture of the base colour. */
  hasTexture = false;
  private readonly store: MaterialStore;
  private readonly variants = new Map<string, SolidMaterial | FlatMaterial>();
  private readonly used = new Map<TextureUse, TextureResource>();
  private content: Material = newMaterial();

  constructor(store: MaterialStore, id: MaterialID) {
    this.store = store;
    this.id = id;
  }

  load(): void {
    const { client, problems, watchers } = this.store;
    watchers.watch(this, "Material", this.id);
    const content = client.mirror.get("Material", this.id);
    if (content === undefined) {
      const [slot, gen] = this.id;
      const text = `Material [${slot}, ${gen}] is used but not there.`;
      problems.set("Material", this.id, text);
    } else {
      problems.clear("Material", this.id);
    }
    this.content = content ?? missingMaterial;
    this.takeTextures();
    const { isBlended, hasTexture } = this;
    this.hasTexture = this.content.pbr_info?.base_color_texture !== undefined;
    this.isBlended = this.blends();
    this.fill();
    if (isBlended !== this.isBlended || hasTexture !== this.hasTexture) {
      this.store.users.onMaterialKind(this);
    }
  }

  onDependencyChanged(): void {
    this.load();
  }

  onTexture(): void {
    this.fill();
  }

  /** The material for a patch; `isMoved`: instances move its texture. */
  variant(patch: Patch, isMoved = false): ThreeMaterial {
    const { shape, hasColours, hasNormals } = patch;
    const hasUv = patch.geometry.hasAttribute("uv");
    const parts = [shape, patch.isWide, hasColours, hasNormals, hasUv, isMoved];
    const key = parts.join(" ");
    let variant = this.variants.get(key);
    if (variant === undefined) {
      const flatShape: FlatShape =
        shape === "points" ? "points" : patch.isWide ? "wide lines" : "thin lines";
      variant =
        shape === "triangles"
          ? new SolidMaterial({ hasColours, hasNormals, isMoved })
          : new FlatMaterial(
              flatShape,
              { hasColours, hasTextureCoordinates: hasUv },
              this.store.uniforms,
            );
      this.variants.set(key, variant);
      this.fillVariant(variant);
    }
    return variant;
  }

  end(): void {
    const { watchers, problems, textures } = this.store;
    watchers.forget(this);
    problems.clear("Material", this.id);
    for (const variant of this.variants.values()) variant.dispose();
    for (const texture of this.used.values()) textures.leave(texture, this);
    this.used.clear();
  }

  private takeTextures(): void {
    const { textures } = this.store;
    const former = [...this.used.values()];
    this.used.clear();
    const { content } = this;
    const refs: Record<TextureUse, TextureRef | undefined> = {
      base: content.pbr_info?.base_color_texture,
      metalRough: content.pbr_info?.metal_rough_texture,
      normal: content.normal_texture,
      occlusion: content.occlusion_texture,
      emissive: content.emissive_texture,
    };
    for (const use of textureUses) {
      const ref = refs[use];
      if (ref === undefined) continue;
      const isColour = use === "base" || use === "emissive";
      this.used.set(use, textures.use(ref, isColour, this));
    }
    const kept = new Set(this.used.values());
    for (const texture of former) {
      if (!kept.has(texture)) textures.leave(texture, this);
    }
  }

  private blends(): boolean {
    return this.content.use_alpha && cutoffOf(this.content) === 0;
  }

  private fill(): void {
    for (const variant of this.variants.values()) this.fillVariant(variant);
    this.store.users.onMaterialLook();
  }

  private fillVariant(variant: SolidMaterial | FlatMaterial): void {
    const { content, isBlended } = this;
    const cutoff = cutoffOf(content);
    if (variant instanceof SolidMaterial) {
      variant.fill(content, isBlended, cutoff, (use) => this.used.get(use)?.texture);
      return;
    }
    const colour = content.pbr_info?.base_color ?? [1, 1, 1, 1];
    const [red, green, blue, alpha] = colour.map((part) => unit(part));
    variant.setColour(red!, green!, blue!, alpha!);
    variant.setBlending(isBlended, cutoff);
    variant.setMap(this.used.get("base")?.texture);
  }
}

// The specification does not say when the cutoff counts. A material with alpha
// is blended; one whose cutoff is not that of the specification is cut.
function cutoffOf({ use_alpha, alpha_cutoff }: Material): number {
  const isGiven = use_alpha && Math.abs(alpha_cutoff - 0.5) > 1e-6;
  return isGiven ? unit(alpha_cutoff) : 0;
}

const missingMaterial = newMaterial({
  pbr_info: newPBRInfo({
    base_color: [0.6, 0.6, 0.6, 1],
    metallic: 0,
    roughness: 0.8,
  }),
  double_sided: true,
});
