// Materials of points and lines: unlit, with sizes in pixels.

import {
  Color,
  type IUniform,
  Matrix3,
  ShaderMaterial,
  type Texture,
  Vector2,
} from "three";

/** Shared by all flat materials: changed with the window and the settings. */
export interface FlatUniforms {
  /** Pixels of the canvas. */
  readonly resolution: IUniform<Vector2>;
  /** Pixels of the canvas. */
  readonly pointSize: IUniform<number>;
  readonly lineWidth: IUniform<number>;
}

export function makeFlatUniforms(): FlatUniforms {
  return {
    resolution: { value: new Vector2(1, 1) },
    pointSize: { value: 4 },
    lineWidth: { value: 1.5 },
  };
}

export type FlatShape = "points" | "wide lines" | "thin lines";

// The inputs of all vertices: colour, texture coordinates, the matrix.
const vertexStart = /* glsl */ `
  #include <common>
  #include <color_pars_vertex>
  #ifdef FLAT_MAP
    uniform mat3 mapMatrix;
    varying vec2 flatUv;
  #endif
`;

const vertexBody = /* glsl */ `
  #include <color_vertex>
  #ifdef FLAT_MAP
    flatUv = (mapMatrix * vec3(uv, 1.0)).xy;
  #endif
  mat4 toView = modelViewMatrix;
  #ifdef USE_INSTANCING
    toView = toView * instanceMatrix;
  #endif
`;

const pointVertex = /* glsl */ `
  uniform float pointSize;
  ${vertexStart}
  void main() {
    ${vertexBody}
    gl_Position = projectionMatrix * toView * vec4(position, 1.0);
    gl_PointSize = pointSize;
  }
`;

const thinVertex = /* glsl */ `
  ${vertexStart}
  void main() {
    ${vertexBody}
    gl_Position = projectionMatrix * toView * vec4(position, 1.0);
  }
`;

/**
 * Where a segment is: its ends `start` and `end` in view space, `clipStart` and
 * `clipEnd`, and its `direction` in pixels.
 */
export const segmentPlaces = /* glsl */ `
    vec4 start = toView * vec4(position, 1.0);
    vec4 end = toView * vec4(lineEnd, 1.0);
    // A segment that reaches behind the camera ends before it.
    float nearest = -0.5 * projectionMatrix[3][2] / projectionMatrix[2][2];
    nearest = min(nearest, -1e-9);
    if (start.z > nearest && end.z < nearest) {
      start = mix(start, end, (nearest - start.z) / (end.z - start.z));
    } else if (end.z > nearest && start.z < nearest) {
      end = mix(end, start, (nearest - end.z) / (start.z - end.z));
    }
    vec4 clipStart = projectionMatrix * start;
    vec4 clipEnd = projectionMatrix * end;
    vec2 along = (clipEnd.xy / clipEnd.w - clipStart.xy / clipStart.w) * resolution;
    float size = length(along);
    vec2 direction = size > 1e-6 ? along / size : vec2(1.0, 0.0);
`;

const wideVertex = /* glsl */ `
  uniform vec2 resolution;
  uniform float lineWidth;
  attribute vec3 lineEnd;
  attribute vec2 corner;
  ${vertexStart}
  void main() {
    ${vertexBody}
    ${segmentPlaces}
    vec2 side = vec2(-direction.y, direction.x) * corner.y;
    // The ends reach half a width further: segments meet without gaps.
    vec2 ahead = direction * (corner.x * 2.0 - 1.0) * 0.5;
    vec4 clip = corner.x < 0.5 ? clipStart : clipEnd;
    clip.xy += (side + ahead) * lineWidth / resolution * clip.w;
    gl_Position = clip;
  }
`;

const fragment = /* glsl */ `
  uniform vec3 baseColor;
  uniform float opacity;
  uniform float alphaCutoff;
  #include <common>
  #include <color_pars_fragment>
  #ifdef FLAT_MAP
    uniform sampler2D map;
    varying vec2 flatUv;
  #endif
  void main() {
    #ifdef FLAT_ROUND
      vec2 fromCentre = gl_PointCoord - 0.5;
      if (dot(fromCentre, fromCentre) > 0.25) discard;
    #endif
    vec4 diffuseColor = vec4(baseColor, opacity);
    #ifdef FLAT_MAP
      diffuseColor *= texture2D(map, flatUv);
    #endif
    #include <color_fragment>
    if (diffuseColor.a < alphaCutoff) discard;
    #ifdef FLAT_OPAQUE
      diffuseColor.a = 1.0;
    #endif
    gl_FragColor = diffuseColor;
    #include <colorspace_fragment>
  }
`;

export interface FlatOptions {
  readonly hasColours: boolean;
  readonly hasTextureCoordinates: boolean;
}

export class FlatMaterial extends ShaderMaterial {
  private readonly takesMap: boolean;

  constructor(shape: FlatShape, options: FlatOptions, shared: FlatUniforms) {
    const vertices = {
      points: pointVertex,
      "wide lines": wideVertex,
      "thin lines": thinVertex,
    };
    super({
      vertexShader: vertices[shape],
      fragmentShader: fragment,
      vertexColors: options.hasColours,
      defines: shape === "points" ? { FLAT_ROUND: "" } : {},
      uniforms: {
        ...shared,
        baseColor: { value: new Color(1, 1, 1) },
        opacity: { value: 1 },
        alphaCutoff: { value: 0 },
        map: { value: null },
        mapMatrix: { value: new Matrix3() },
      },
    });
    this.toneMapped = false;
    this.takesMap = options.hasTextureCoordinates;
  }

  /** A linear colour. */
  setColour(red: number, green: number, blue: number, alpha: number): void {
    (this.uniforms["baseColor"]!.value as Color).setRGB(red, green, blue);
    this.uniforms["opacity"]!.value = alpha;
  }

  setBlending(isBlended: boolean, cutoff: number): void {
    this.transparent = isBlended;
    this.uniforms["alphaCutoff"]!.value = cutoff;
    this.define("FLAT_OPAQUE", !isBlended && cutoff === 0);
  }

  setMap(texture: Texture | undefined): void {
    const map = this.takesMap ? texture : undefined;
    this.uniforms["map"]!.value = map ?? null;
    if (map !== undefined) {
      (this.uniforms["mapMatrix"]!.value as Matrix3).copy(map.matrix);
    }
    this.define("FLAT_MAP", map !== undefined);
  }

  private define(name: string, isWanted: boolean): void {
    const has = name in this.defines;
    if (has === isWanted) return;
    if (isWanted) this.defines[name] = "";
    else delete this.defines[name];
    this.needsUpdate = true;
  }
}
