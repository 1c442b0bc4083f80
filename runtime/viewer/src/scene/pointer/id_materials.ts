// Materials that write numbers instead of colours: which object and instance is
// seen, and how far away; or which mark an object has.

import {
  DoubleSide,
  FrontSide,
  type Material,
  NoBlending,
  ShaderMaterial,
  type Side,
} from "three";
import { type FlatUniforms, segmentPlaces } from "../materials/flat_materials.js";

export type DrawnShape = "solid" | "points" | "wide lines" | "thin lines";

const place = {
  solid: "vec4 seen = toView * vec4(position, 1.0);",
  points: "vec4 seen = toView * vec4(position, 1.0); gl_PointSize = pointSize;",
  "thin lines": "vec4 seen = toView * vec4(position, 1.0);",
  "wide lines": `
    ${segmentPlaces}
    vec4 seen = corner.x < 0.5 ? start : end;
    sideways = vec2(-direction.y, direction.x) * corner.y * lineWidth / resolution;
  `,
};

function vertexOf(shape: DrawnShape): string {
  return /* glsl */ `
    uniform vec2 resolution;
    uniform float pointSize;
    uniform float lineWidth;
    attribute vec3 lineEnd;
    attribute vec2 corner;
    flat varying float instance;
    varying float depth;
    void main() {
      mat4 toView = modelViewMatrix;
      #ifdef USE_INSTANCING
        toView = toView * instanceMatrix;
      #endif
      vec2 sideways = vec2(0.0);
      ${place[shape]}
      instance = float(gl_InstanceID);
      depth = -seen.z;
      gl_Position = projectionMatrix * seen;
      gl_Position.xy += sideways * gl_Position.w;
    }
  `;
}

const fragment = /* glsl */ `
  uniform float objectNumber;
  flat varying float instance;
  varying float depth;
  void main() {
    #ifdef ROUND
      vec2 fromCentre = gl_PointCoord - 0.5;
      if (dot(fromCentre, fromCentre) > 0.25) discard;
    #endif
    #ifdef MARK
      gl_FragColor = vec4(objectNumber == 1.0, objectNumber == 2.0, 0.0, 1.0);
    #else
      gl_FragColor = vec4(objectNumber, instance, depth, 1.0);
    #endif
  }
`;

/** The materials, by shape and side. */
export class IdMaterials {
  private readonly uniforms: FlatUniforms;
  private readonly isMark: boolean;
  private readonly all = new Map<string, ShaderMaterial>();

  /** `isMark`: red for object number 1, green for 2. */
  constructor(uniforms: FlatUniforms, isMark: boolean) {
    this.uniforms = uniforms;
    this.isMark = isMark;
  }

  get(shape: DrawnShape, side: Side): ShaderMaterial {
    const key = `${shape} ${side}`;
    let material = this.all.get(key);
    if (material === undefined) {
      material = new ShaderMaterial({
        uniforms: { ...this.uniforms, objectNumber: { value: 0 } },
        vertexShader: vertexOf(shape),
        fragmentShader: fragment,
        side,
        blending: NoBlending,
        toneMapped: false,
        depthTest: !this.isMark,
        depthWrite: !this.isMark,
        defines: {
          ...(shape === "points" ? { ROUND: "" } : {}),
          ...(this.isMark ? { MARK: "" } : {}),
        },
      });
      this.all.set(key, material);
    }
    return material;
  }

  dispose(): void {
    for (const material of this.all.values()) material.dispose();
    this.all.clear();
  }
}

/** The side of a material that is seen. */
export function sideOf(material: Material): Side {
  return material.side === FrontSide ? FrontSide : DoubleSide;
}
