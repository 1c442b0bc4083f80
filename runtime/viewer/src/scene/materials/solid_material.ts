// The material of triangles: physically based, after glTF.

import {
  DoubleSide,
  FrontSide,
  MeshStandardMaterial,
  type Texture,
  type WebGLProgramParametersWithUniforms,
} from "three";
import { type Material, newPBRInfo } from "linguine-noodles/protocol";
import type { TextureUse } from "./material_store.js";
import { positive, unit } from "./numbers.js";

export interface SolidOptions {
  readonly hasColours: boolean;
  readonly hasNormals: boolean;
  /** Whether instances move and scale the texture. */
  readonly isMoved: boolean;
}

export class SolidMaterial extends MeshStandardMaterial {
  private readonly isMoved: boolean;

  constructor({ hasColours, hasNormals, isMoved }: SolidOptions) {
    super({ vertexColors: hasColours, flatShading: !hasNormals });
    this.isMoved = isMoved;
  }

  override onBeforeCompile(shader: WebGLProgramParametersWithUniforms): void {
    if (!this.isMoved) return;
    shader.vertexShader = shader.vertexShader
      .replace("#include <uv_pars_vertex>", movedParameters)
      .replace("#include <uv_vertex>", movedCoordinates);
  }

  override customProgramCacheKey(): string {
    return this.isMoved ? "moved" : "";
  }

  fill(
    from: Material,
    isBlended: boolean,
    cutoff: number,
    texture: (use: TextureUse) => Texture | undefined,
  ): void {
    const info = from.pbr_info ?? newPBRInfo();
    const [red, green, blue, alpha] = info.base_color;
    this.color.setRGB(positive(red), positive(green), positive(blue));
    this.opacity = from.use_alpha ? unit(alpha) : 1;
    this.metalness = unit(info.metallic);
    this.roughness = unit(info.roughness);
    this.map = texture("base") ?? null;
    // Files from glTF hold metal in blue and roughness in green.
    this.metalnessMap = texture("metalRough") ?? null;
    this.roughnessMap = this.metalnessMap;
    this.normalMap = texture("normal") ?? null;
    this.aoMap = texture("occlusion") ?? null;
    this.aoMapIntensity = unit(from.occlusion_texture_factor);
    this.emissiveMap = texture("emissive") ?? null;
    this.emissive.setRGB(...emission(from));
    this.side = from.double_sided ? DoubleSide : FrontSide;
    this.transparent = isBlended;
    this.alphaTest = cutoff;
    // Textures with clear parts hide what is behind their other parts.
    this.depthWrite = !isBlended || this.opacity === 1;
    if (isBlended) this.alphaTest = 1 / 512;
    this.needsUpdate = true;
  }
}

// The factor is white where it is not given: it counts with a texture, or where
// it is another one.
function emission(from: Material): [number, number, number] {
  const [red, green, blue] = from.emissive_factor;
  const isDefault = red === 1 && green === 1 && blue === 1;
  if (isDefault && from.emissive_texture === undefined) return [0, 0, 0];
  return [positive(red), positive(green), positive(blue)];
}

const movedParameters = /* glsl */ `
  attribute vec4 instanceTexture;
  #include <uv_pars_vertex>
`;

// The uses of textures, as three.js names them in shaders.
const textureUses = [
  ["MAP", "vMapUv"],
  ["NORMALMAP", "vNormalMapUv"],
  ["EMISSIVEMAP", "vEmissiveMapUv"],
  ["AOMAP", "vAoMapUv"],
  ["METALNESSMAP", "vMetalnessMapUv"],
  ["ROUGHNESSMAP", "vRoughnessMapUv"],
] as const;

// The textures of all uses move alike.
const movedCoordinates = [
  "#include <uv_vertex>",
  ...textureUses.flatMap(([use, name]) => [
    `#ifdef USE_${use}`,
    `${name} = ${name} * instanceTexture.zw + instanceTexture.xy;`,
    "#endif",
  ]),
].join("\n");
