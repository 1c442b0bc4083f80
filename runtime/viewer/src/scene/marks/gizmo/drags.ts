// How a drag of a handle changes the place, the rotation or the scale of an
// entity. All is computed from the rays of the pointer, in the world.

import { Plane, Quaternion, type Ray, Vector3 } from "three";
import { directions, type Handle } from "./handles.js";

/** An entity when a drag begins. */
export interface Pose {
  /** In the world. */
  readonly origin: Vector3;
  /** From the space of the parent to the world, without its scale. */
  readonly parentTurn: Quaternion;
  /** From the space of the entity to the world, without its scale. */
  readonly turn: Quaternion;
  /** In the space of the parent. */
  readonly rotation: Quaternion;
  readonly scale: Vector3;
}

export interface Eye {
  readonly position: Vector3;
  readonly right: Vector3;
  readonly up: Vector3;
  /** Length of an arrow at the entity. */
  readonly handleSize: number;
}

/** A new part of the transform, for a method of the server. */
export type Change =
  | { readonly kind: "position"; readonly value: Vector3 } // in the world
  | { readonly kind: "rotation"; readonly value: Quaternion }
  | { readonly kind: "scale"; readonly value: Vector3 };

export interface Drag {
  /** Undefined where the ray misses what the drag moves on. */
  to(ray: Ray): Change | undefined;
  /** The change in words: "37°". */
  words(): string;
}

/** The least factor of one drag: a scale never becomes 0. */
const leastFactor = 0.01;
/** Rings that are seen from the side at less than this sine turn by tangents. */
const flatView = 0.2;

/** Undefined where the press meets nothing that can be dragged. */
export function beginDrag(
  { kind, axis }: Handle,
  pose: Pose,
  eye: Eye,
  ray: Ray,
  /** The place on the handle that was pressed. */
  pressed: Vector3,
): Drag | undefined {
  const direction = directions[axis];
  switch (kind) {
    case "move":
    case "moveIn":
      return beginMove(direction, kind === "moveIn", pose, eye, ray);
    case "turn":
      return beginTurn(direction, pose, eye, ray, pressed);
    case "scale":
      return beginScale(axis, pose, eye, ray);
    case "grow":
      return beginGrowth(pose, eye, ray);
  }
}

function beginMove(
  direction: Vector3,
  isPlane: boolean,
  { origin }: Pose,
  eye: Eye,
  ray: Ray,
): Drag | undefined {
  const plane = isPlane
    ? new Plane().setFromNormalAndCoplanarPoint(direction, origin)
    : planeAlong(direction, origin, eye);
  const grabbed = meet(ray, plane);
  if (grabbed === undefined) return undefined;
  const moved = new Vector3();
  return {
    to: (now) => {
      const point = meet(now, plane);
      if (point === undefined) return undefined;
      moved.subVectors(point, grabbed);
      if (!isPlane) moved.projectOnVector(direction);
      return { kind: "position", value: origin.clone().add(moved) };
    },
    words: () => `${short(moved.length())} m`,
  };
}

function beginTurn(
  direction: Vector3,
  pose: Pose,
  eye: Eye,
  ray: Ray,
  pressed: Vector3,
): Drag | undefined {
  const angleOf = angleBy(direction, pose.origin, eye, ray, pressed);
  if (angleOf === undefined) return undefined;
  const { parentTurn, rotation } = pose;
  let angle = 0;
  return {
    to: (now) => {
      const found = angleOf(now);
      if (found === undefined) return undefined;
      angle = found;
      const value = new Quaternion()
        .setFromAxisAngle(direction, angle)
        .premultiply(parentTurn.clone().invert())
        .multiply(parentTurn)
        .multiply(rotation)
        .normalize();
      return { kind: "rotation", value };
    },
    words: () => `${short((angle * 180) / Math.PI)}°`,
  };
}

// The angle about an axis since the press, as a function of the ray.
function angleBy(
  direction: Vector3,
  origin: Vector3,
  eye: Eye,
  ray: Ray,
  pressed: Vector3,
): ((now: Ray) => number | undefined) | undefined {
  const toEye = eye.position.clone().sub(origin).normalize();
  if (Math.abs(toEye.dot(direction)) < flatView) {
    // Seen from the side, a ring moves like a wheel below the finger.
    const plane = new Plane().setFromNormalAndCoplanarPoint(toEye, pressed);
    const radius = pressed.clone().sub(origin).projectOnPlane(direction);
    const tangent = direction.clone().cross(radius).normalize();
    const start = meet(ray, plane);
    if (start === undefined || radius.length() === 0) return undefined;
    return (now) => {
      const way = meet(now, plane)?.sub(start).dot(tangent);
      return way === undefined ? undefined : way / radius.length();
    };
  }
  const plane = new Plane().setFromNormalAndCoplanarPoint(direction, origin);
  const start = meet(ray, plane)?.sub(origin);
  if (start === undefined) return undefined;
  return (now) => {
    const arm = meet(now, plane)?.sub(origin);
    if (arm === undefined) return undefined;
    return Math.atan2(start.clone().cross(arm).dot(direction), start.dot(arm));
  };
}

function beginScale(
  axis: 0 | 1 | 2,
  { origin, turn, scale }: Pose,
  eye: Eye,
  ray: Ray,
): Drag | undefined {
  const direction = directions[axis].clone().applyQuaternion(turn);
  const plane = planeAlong(direction, origin, eye);
  const start = meet(ray, plane)?.sub(origin).dot(direction);
  if (start === undefined || start === 0) return undefined;
  let factor = 1;
  return {
    to: (now) => {
      const arm = meet(now, plane)?.sub(origin).dot(direction);
      if (arm === undefined) return undefined;
      factor = Math.max(leastFactor, arm / start);
      const value = scale.clone();
      value.setComponent(axis, value.getComponent(axis) * factor);
      return { kind: "scale", value };
    },
    words: () => `× ${short(factor)}`,
  };
}

// To the upper right grows, to the lower left shrinks: the length of an arrow is
// a factor of 2.
function beginGrowth(
  { origin, scale }: Pose,
  eye: Eye,
  ray: Ray,
): Drag | undefined {
  const normal = eye.right.clone().cross(eye.up);
  const plane = new Plane().setFromNormalAndCoplanarPoint(normal, origin);
  const outward = eye.right.clone().add(eye.up).normalize();
  const start = meet(ray, plane);
  if (start === undefined) return undefined;
  let factor = 1;
  return {
    to: (now) => {
      const way = meet(now, plane)?.sub(start).dot(outward);
      if (way === undefined) return undefined;
      factor = Math.max(leastFactor, 2 ** (way / eye.handleSize));
      return { kind: "scale", value: scale.clone().multiplyScalar(factor) };
    },
    words: () => `× ${short(factor)}`,
  };
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function meet(ray: Ray, plane: Plane): Vector3 | undefined {
  return ray.intersectPlane(plane, new Vector3()) ?? undefined;
}

// The plane through an axis that faces the eye best.
function planeAlong(direction: Vector3, origin: Vector3, eye: Eye): Plane {
  const toEye = eye.position.clone().sub(origin);
  const normal = direction.clone().cross(toEye).cross(direction).normalize();
  return new Plane().setFromNormalAndCoplanarPoint(normal, origin);
}
