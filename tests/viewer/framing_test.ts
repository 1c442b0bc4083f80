// What the camera looks at: things of absurd size, or far away from all others,
// do not decide.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Box3, Vector3 } from "three";

import { entityID } from "linguine-noodles/protocol";

import { EntityBoxes } from "../../runtime/viewer/src/scene/entities/entity_boxes";
import { EntityTable } from "../../runtime/viewer/src/scene/entities/entity_table";
import { sizeOf, unionOf } from "../../runtime/viewer/src/scene/geometry/boxes";
import { measureVertices } from "../../runtime/viewer/src/scene/geometry/usual_vertices";
import { moved } from "./scene_parts";

interface Thing {
  readonly size?: number;
  readonly at?: readonly [number, number, number];
}

interface Seen {
  readonly size: number;
  readonly center: readonly number[];
  readonly isEmpty: boolean;
  /** Of what the depth of the picture reaches to. */
  readonly bounds: number;
}

/** What the camera shows of cubes. */
function seen(...things: Thing[]): Seen {
  const table = new EntityTable();
  const states: NonNullable<ConstructorParameters<typeof EntityBoxes>[1][number]>[] = [];
  for (const [slot, { size = 1, at = [0, 0, 0] }] of things.entries()) {
    const index = table.add(entityID(slot, 0));
    table.setLocal(index, moved(at[0], at[1], at[2]));
    const box = new Box3().setFromCenterAndSize(
      new Vector3(),
      new Vector3(size, size, size),
    );
    states[index] = { placements: [{ patch: { box } }], group: undefined };
  }
  table.update();
  const boxes = new EntityBoxes(table, states, []);
  const box = unionOf(boxes.ofInterest());
  return {
    size: sizeOf(box),
    center: box.getCenter(new Vector3()).toArray(),
    isEmpty: box.isEmpty(),
    bounds: sizeOf(boxes.bounds),
  };
}

const usual: Thing[] = [{ at: [0, 0, 0] }, { at: [2, 0, 0] }, { at: [4, 0, 0] }];
const usualSeen = { size: 5, center: [2, 0, 0], isEmpty: false };

for (const size of [1e12, 1e18, 1e30, 1e300, Infinity, NaN, 0, 1e-20]) {
  test(`a thing of ${size} m changes nothing`, () => {
    const { bounds, ...shown } = seen({ size, at: [2, 0, 0] }, ...usual);
    assert.deepEqual(shown, usualSeen);
    assert.equal(bounds, 5);
  });
}

for (const place of [1e6, -1e6, 1e12, -1e12, 1e300, Infinity, NaN]) {
  test(`a thing at ${place} m changes nothing`, () => {
    const { bounds: _, ...shown } = seen({ at: [place, 0, place] }, ...usual);
    assert.deepEqual(shown, usualSeen);
    // Of two things, that near the origin is shown.
    const { center } = seen({ at: [0, place, 0] }, { at: [1, 0, 0] });
    assert.deepEqual(center, [1, 0, 0]);
  });
}

test("several such things do not help each other", () => {
  const { bounds, ...shown } = seen(
    { size: 1e30 },
    { size: 1e29, at: [1e30, 0, 0] },
    { size: 1e17 },
    ...usual,
  );
  assert.deepEqual(shown, usualSeen);
  assert.equal(bounds, 5);
});

test("one of very many things far away changes nothing", () => {
  const many = Array.from({ length: 6000 }, (_, i) => ({
    at: [i % 100, 0, Math.floor(i / 100)] as const,
  }));
  for (const strange of [{ at: [1e12, 0, 0] as const }, { size: 1e30 }]) {
    for (const things of [[strange, ...many], [...many, strange]]) {
      const { size, center } = seen(...things);
      assert.equal(size, 100);
      assert.deepEqual(center, [49.5, 0, 29.5]);
    }
  }
});

test("wide scenes stay whole", () => {
  // A planet with a house.
  assert.equal(seen({ size: 1.3e7 }, { size: 10, at: [0, 6e6, 0] }).size, 1.3e7);
  // Houses far from the origin, as in UTM coordinates.
  const { size, center } = seen(
    { at: [5e6, 0, 4e5] },
    { at: [5e6 + 100, 0, 4e5] },
  );
  assert.equal(size, 101);
  assert.deepEqual(center, [5e6 + 50, 0, 4e5]);
  // Things that have nothing to do with each other.
  const apart = seen({ at: [1e12, 0, 0] }, { at: [0, 1e12, 0] }, { at: [0, 0, 1e12] });
  assert.equal(apart.size, 1);
});

test("where everything is absurd, nothing is looked at", () => {
  assert.ok(seen({ size: 1e30 }).isEmpty);
  assert.ok(seen({ at: [1e30, 0, 0] }, { size: Infinity }).isEmpty);
  assert.ok(seen().isEmpty);
});

/** The longest side of the box around points that a mesh of this size has. */
function meshSize(count: number, ...others: [number, number, number][]): number {
  // A spiral between the corners of a cube of 2 m that is far from the origin.
  const usual = Array.from({ length: count }, (_, i) => [
    5e5 + Math.cos(i * 2),
    4e6 + Math.sin(i * 2),
    (2 * i) / (count - 1),
  ]).flat();
  const { box } = measureVertices(Float32Array.from([...usual, ...others.flat()]));
  return sizeOf(box);
}

for (const count of [3, 8, 50, 200, 5000]) {
  test(`one absurd vertex beside ${count} does not decide where a mesh is`, () => {
    const expected = meshSize(count);
    assert.ok(expected >= 1 && expected <= 2);
    for (const place of [1e14, -1e14, 1e30, NaN, Infinity]) {
      assert.equal(meshSize(count, [place, 0, 0]), expected);
      assert.equal(meshSize(count, [0, 3, place]), expected);
    }
    // Zeros in a mesh with the coordinates of a map.
    assert.equal(meshSize(count, [0, 0, 0]), count < 100 ? 4e6 + 1 : expected);
  });
}

test("vertices that are no faults decide where a mesh is", () => {
  const sizeOfAll = (...places: number[]): number =>
    sizeOf(measureVertices(Float32Array.from(places.flatMap((x) => [x, 0, 0]))).box);
  assert.equal(sizeOfAll(), -Infinity);
  assert.equal(sizeOfAll(0, 2 ** 60), 2 ** 60);
  // A thing that moved after a long rest; planets.
  assert.equal(sizeOfAll(...Array<number>(200).fill(1), 5), 4);
  assert.equal(sizeOfAll(0, 2 ** 36, -(2 ** 37), 2 ** 40), 2 ** 40 + 2 ** 37);
  // Too many to be faults.
  const many = Array.from({ length: 200 }, (_, i) => (i < 20 ? 2 ** 20 : i / 256));
  assert.equal(sizeOfAll(...many), 2 ** 20 - 20 / 256);
  const planets = Array.from({ length: 200 }, (_, i) => (i < 30 ? 2 ** 50 : i / 256));
  assert.equal(sizeOfAll(...planets), 2 ** 50 - 30 / 256);
});
