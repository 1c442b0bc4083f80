// Where entities are that are anchored on earth or at a printed code.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Entity,
  type Transformation,
  entityID,
  newEntity,
} from "linguine-noodles/protocol";

import { EntityPlaces } from "../../runtime/viewer/src/scene/entities/entity_places";
import { ProblemList } from "../../runtime/viewer/src/scene/problems";

class Scene {
  readonly problems = new ProblemList();
  readonly places = new EntityPlaces(this.problems);
  private readonly contents = new Map<number, Entity>();

  set(slot: number, transform: Transformation | undefined, parent?: number): number {
    const { table } = this.places;
    const id = entityID(slot, 0);
    const index = table.find(id) < 0 ? table.add(id) : table.find(id);
    const content: Entity = {
      ...newEntity(),
      name: `entity ${slot}`,
      transform,
      parent: parent === undefined ? undefined : entityID(parent, 0),
    };
    this.places.sync(index, id, this.contents.get(slot), content);
    this.contents.set(slot, content);
    return index;
  }

  remove(slot: number): void {
    const id = entityID(slot, 0);
    this.places.remove(this.places.table.find(id), id);
    this.contents.delete(slot);
  }

  /** The place of a point of an entity in the world. */
  at(index: number, [x, y, z]: readonly number[] = [0, 0, 0]): number[] {
    const { table } = this.places;
    table.update();
    const m = table.world.subarray(index * 16, index * 16 + 16);
    return [0, 1, 2].map(
      (row) => m[row]! * x! + m[row + 4]! * y! + m[row + 8]! * z! + m[row + 12]!,
    );
  }

  get words(): string[] {
    return this.problems.list.map(({ text }) => text);
  }
}

function geo(latitude: number, longitude: number, altitude?: number): Transformation {
  return { anchor: { kind: "geo", value: { latitude, longitude, altitude } } };
}

function assertNear(found: readonly number[], expected: readonly number[], reach = 1e-3): void {
  const isNear = found.every((value, i) => Math.abs(value - expected[i]!) < reach);
  assert.ok(isNear, `${found} is not near ${expected}`);
}

test("the first anchor is the origin; others are where the ellipsoid has them", () => {
  const scene = new Scene();
  const first = scene.set(0, geo(0, 10, 100));
  assertNear(scene.at(first), [0, 0, 0], 1e-9);
  // A degree to the east on the equator, which is a circle.
  const radius = 6378137 + 100;
  const angle = Math.PI / 180;
  const east = scene.set(1, geo(0, 11, 100));
  assertNear(scene.at(east), [radius * Math.sin(angle), radius * (Math.cos(angle) - 1), 0]);
  // North is -Z: a thousandth of a degree of the meridian, 110.574 km a degree.
  assertNear(scene.at(scene.set(2, geo(0.001, 10, 100))), [0, -0.001, -110.576], 2e-3);
  assertNear(scene.at(scene.set(3, geo(0, 10, 350))), [0, 250, 0]);
  assert.deepEqual(scene.words, []);
});

test("poles are where the smaller radius has them", () => {
  const scene = new Scene();
  scene.set(0, geo(90, 0));
  assertNear(scene.at(scene.set(1, geo(-90, 0))), [0, -2 * 6356752.3142, 0]);
});

test("position, rotation and scale are in the space of the anchor", () => {
  const scene = new Scene();
  scene.set(0, geo(0, 0));
  const half = Math.SQRT1_2;
  const index = scene.set(1, {
    position: [1, 2, 3],
    rotation: [0, half, 0, half],
    scale: [2, 2, 2],
    anchor: { kind: "geo", value: { latitude: 0, longitude: 0, altitude: undefined } },
  });
  // A quarter about Y takes X to -Z.
  assertNear(scene.at(index, [1, 0, 0]), [1, 2, 1], 1e-9);
});

test("an anchor makes the parent's place nothing; a child stays at its parent", () => {
  const scene = new Scene();
  scene.set(0, { position: [1000, 0, 0] });
  const anchored = scene.set(1, geo(50, 8), 0);
  const child = scene.set(2, { position: [0, 5, 0] }, 1);
  assertNear(scene.at(anchored), [0, 0, 0], 1e-9);
  assertNear(scene.at(child), [0, 5, 0], 1e-9);
  // Without its anchor it is at its parent again.
  scene.set(1, { position: [1, 0, 0] }, 0);
  assertNear(scene.at(anchored), [1001, 0, 0], 1e-9);
  assertNear(scene.at(child), [1001, 5, 0], 1e-9);
});

test("another origin is taken when no entity is anchored any more", () => {
  const scene = new Scene();
  scene.set(0, geo(0, 0));
  scene.set(1, geo(0, 1));
  scene.remove(0);
  assertNear(scene.at(scene.set(2, geo(0, 0))), [0, 0, 0], 1e-6);
  scene.remove(1);
  scene.remove(2);
  assertNear(scene.at(scene.set(3, geo(47, 9))), [0, 0, 0], 1e-9);
});

test("what is no place on earth, and a printed code, is told", () => {
  const scene = new Scene();
  scene.set(9, { position: [7, 0, 0] });
  const index = scene.set(0, geo(91, 5), 9);
  assertNear(scene.at(index), [7, 0, 0]);
  assert.deepEqual(scene.words, [
    'Entity "entity 0" is shown at its parent: latitude 91, longitude 5 and ' +
      "altitude 0 are no place on earth.",
  ]);
  scene.set(0, {
    position: [0, 1, 0],
    anchor: { kind: "qr", value: { identity: "desk" } },
  }, 9);
  assertNear(scene.at(index), [7, 1, 0]);
  assert.deepEqual(scene.words, [
    'Entity "entity 0" is shown at its parent, not at the QR code "desk": a page ' +
      "sees no printed codes.",
  ]);
  for (const bad of [geo(NaN, 0), geo(0, Infinity), geo(0, 0, NaN)]) {
    scene.set(0, bad, 9);
    assert.match(scene.words[0]!, /no place on earth/);
  }
  scene.remove(0);
  assert.deepEqual(scene.words, []);
});

test("a transform that is not finite puts the entity at its parent", () => {
  const scene = new Scene();
  scene.set(9, { position: [7, 0, 0] });
  const index = scene.set(0, { position: [1, 0, 0] }, 9);
  assertNear(scene.at(index), [8, 0, 0]);
  scene.set(0, { position: [NaN, 0, 0] }, 9);
  assertNear(scene.at(index), [7, 0, 0]);
  assert.match(scene.words[0]!, /not finite/);
});

test("problems beyond the longest list are told once, and forgotten with the others", () => {
  const problems = new ProblemList();
  const add = (): void => {
    for (let slot = 0; slot < 1010; ++slot) problems.set("Mesh", [slot, 0], `${slot}`);
  };
  add();
  add();
  assert.equal(problems.list.length, 1001);
  assert.equal(problems.list.at(-1)!.text, "Further problems are not listed.");
  for (let slot = 0; slot < 1010; ++slot) problems.clear("Mesh", [slot, 0]);
  assert.deepEqual(problems.list, []);
});
