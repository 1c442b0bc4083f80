// A transform in parts that people read.

import type { Transformation } from "linguine-noodles/protocol";

export interface TransformParts {
  readonly position: readonly number[];
  /** Degrees about X, Y and Z, in this order. */
  readonly rotation: readonly number[];
  readonly scale: readonly number[];
  /** Whether the parts do not make up the matrix, which shears or projects. */
  readonly isInexact: boolean;
}

const degrees = 180 / Math.PI;

export function partsOfTransform(transform: Transformation): TransformParts {
  if (Array.isArray(transform)) return partsOfMatrix(transform as number[]);
  const coordinates = transform as {
    position?: readonly number[];
    rotation?: readonly number[];
    scale?: readonly number[];
  };
  const { position, rotation, scale } = coordinates;
  return {
    position: position ?? [0, 0, 0],
    rotation: anglesOf(columnsOfQuaternion(rotation ?? [0, 0, 0, 1])),
    scale: scale ?? [1, 1, 1],
    isInexact: false,
  };
}

function partsOfMatrix(matrix: readonly number[]): TransformParts {
  const columns = [0, 4, 8].map((at) => matrix.slice(at, at + 3));
  const lengths = columns.map((column) => Math.hypot(...column));
  // A mirrored matrix has a negative determinant; X takes the sign.
  if (determinantOf(columns) < 0) lengths[0] = -lengths[0]!;
  const axes = columns.map((column, index) =>
    column.map((value) => (lengths[index] === 0 ? 0 : value / lengths[index]!)),
  );
  const last = [3, 7, 11, 15].map((at) => matrix[at]!);
  const isAffine = last.every(
    (value, index) => value === (index === 3 ? 1 : 0),
  );
  const isSquare = [0, 1, 2].every((index) => {
    const [a, b] = [axes[index]!, axes[(index + 1) % 3]!];
    return Math.abs(dot(a, b)) < 1e-3;
  });
  return {
    position: matrix.slice(12, 15),
    rotation: anglesOf(axes),
    scale: lengths,
    isInexact: !isAffine || !isSquare,
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function determinantOf([x, y, z]: number[][]): number {
  const cross = [
    x![1]! * y![2]! - x![2]! * y![1]!,
    x![2]! * y![0]! - x![0]! * y![2]!,
    x![0]! * y![1]! - x![1]! * y![0]!,
  ];
  return dot(cross, z!);
}

function columnsOfQuaternion(quaternion: readonly number[]): number[][] {
  const [x, y, z, w] = quaternion as [number, number, number, number];
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)],
    [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)],
    [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)],
  ];
}

// Rz * Ry * Rx has -sin(y) in the first column's third row.
function anglesOf([x, y, z]: readonly (readonly number[])[]): number[] {
  const sine = Math.min(1, Math.max(-1, -x![2]!));
  const about =
    Math.abs(sine) > 0.999999
      ? [0, Math.asin(sine), Math.atan2(-y![0]!, y![1]!)]
      : [
          Math.atan2(y![2]!, z![2]!),
          Math.asin(sine),
          Math.atan2(x![1]!, x![0]!),
        ];
  return about.map((angle) => round(angle * degrees));
}

function round(value: number): number {
  // Not -0.
  return Math.round(value * 1e4) / 1e4 + 0;
}
