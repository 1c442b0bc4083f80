// The shapes of the handles: three arrows and three squares that move, three
// rings that turn, three small cubes and one at the centre that scale.

import {
  BoxGeometry,
  BufferGeometry,
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  TorusGeometry,
  Vector3,
} from "three";

/** The action of a handle, and the axis that it is along or about. */
export interface Handle {
  /** "moveIn": in the plane across the axis; "grow": in all directions. */
  readonly kind: "move" | "moveIn" | "turn" | "scale" | "grow";
  readonly axis: 0 | 1 | 2;
}

export const directions = [
  new Vector3(1, 0, 0),
  new Vector3(0, 1, 0),
  new Vector3(0, 0, 1),
] as const;

const colours = [0xd55e00, 0x3fa66b, 0x3b82d6] as const;
const up = directions[1];
const forward = directions[2];

/** Radius of the rings, where arrows have the length 1. */
const ringRadius = 0.72;
/** Place of the cubes, beyond the tips of the arrows. */
const cubePlace = 1.2;

/** The part of a transform that handles change. */
export type HandleSet = "position" | "rotation" | "scale";

/** One group for each part of a transform. */
export function makeHandles(): Readonly<Record<HandleSet, Group>> {
  const sets = {
    position: new Group(),
    rotation: new Group(),
    scale: new Group(),
  };
  const hidden = new MeshBasicMaterial({ visible: false });
  for (const axis of [0, 1, 2] as const) {
    const look = paint(colours[axis]);
    sets.position.add(...arrow(axis, look, hidden), square(axis, look));
    sets.rotation.add(...ring(axis, look, hidden));
    sets.scale.add(...cube(axis, look, hidden));
  }
  const centre = new BoxGeometry(0.13, 0.13, 0.13);
  sets.scale.add(part(centre, paint(0x8a8f98), { kind: "grow", axis: 0 }));
  return sets;
}

export function handleOf(mesh: Mesh): Handle {
  return mesh.userData as Handle;
}

/**
 * Whether a handle can be used from this direction: not an arrow or a cube that
 * points at the eye, nor a square that is seen from its edge.
 */
export function isUsable({ kind, axis }: Handle, toEye: Vector3): boolean {
  const cosine = Math.abs(toEye.getComponent(axis));
  if (kind === "move" || kind === "scale") return cosine < 0.97;
  return kind !== "moveIn" || cosine > 0.1;
}

function paint(color: number): MeshBasicMaterial {
  return new MeshBasicMaterial({ color, side: DoubleSide, toneMapped: false });
}

function part(
  geometry: BufferGeometry,
  material: MeshBasicMaterial,
  handle: Handle,
): Mesh {
  const mesh = new Mesh(geometry, material);
  mesh.userData = handle;
  return mesh;
}

// Fingers need more room than what is seen: a hidden shape around each.
function arrow(
  axis: 0 | 1 | 2,
  look: MeshBasicMaterial,
  hidden: MeshBasicMaterial,
): Mesh[] {
  const handle = { kind: "move", axis } as const;
  const parts = [
    part(new CylinderGeometry(0.018, 0.018, 0.8).translate(0, 0.4, 0), look, handle),
    part(new ConeGeometry(0.07, 0.22).translate(0, 0.9, 0), look, handle),
    part(new CylinderGeometry(0.11, 0.11, 0.9).translate(0, 0.6, 0), hidden, handle),
  ];
  for (const one of parts) {
    one.quaternion.setFromUnitVectors(up, directions[axis]);
  }
  return parts;
}

function square(axis: 0 | 1 | 2, look: MeshBasicMaterial): Mesh {
  const soft = look.clone();
  soft.transparent = true;
  soft.opacity = 0.4;
  const mesh = part(new PlaneGeometry(0.22, 0.22), soft, { kind: "moveIn", axis });
  mesh.quaternion.setFromUnitVectors(forward, directions[axis]);
  mesh.position.set(0.3, 0.3, 0.3).setComponent(axis, 0);
  return mesh;
}

function ring(
  axis: 0 | 1 | 2,
  look: MeshBasicMaterial,
  hidden: MeshBasicMaterial,
): Mesh[] {
  const handle = { kind: "turn", axis } as const;
  const parts = [
    part(new TorusGeometry(ringRadius, 0.012, 6, 64), look, handle),
    part(new TorusGeometry(ringRadius, 0.07, 6, 32), hidden, handle),
  ];
  for (const one of parts) {
    one.quaternion.setFromUnitVectors(forward, directions[axis]);
  }
  return parts;
}

function cube(
  axis: 0 | 1 | 2,
  look: MeshBasicMaterial,
  hidden: MeshBasicMaterial,
): Mesh[] {
  const handle = { kind: "scale", axis } as const;
  const parts = [
    part(new BoxGeometry(0.11, 0.11, 0.11), look, handle),
    part(new BoxGeometry(0.22, 0.22, 0.22), hidden, handle),
  ];
  for (const one of parts) {
    one.position.copy(directions[axis]).multiplyScalar(cubePlace);
  }
  return parts;
}
