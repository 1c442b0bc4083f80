// The places of entities: parents in any order, circles, visibility.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Mirror, SlotMap } from "linguine-noodles/client";
import { entityID, newEntity } from "linguine-noodles/protocol";

import { ChangedEntities } from "../../runtime/viewer/src/scene/entities/changed_entities";
import { EntityTable } from "../../runtime/viewer/src/scene/entities/entity_table";
import { IndexSet } from "../../runtime/viewer/src/scene/entities/index_set";

const moved = (x: number): number[] => [
  1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, 0, 0, 1,
];

function placeOf(table: EntityTable, index: number): number {
  return table.world[index * 16 + 12]!;
}

test("a child moves with its parent", () => {
  const table = new EntityTable();
  const parent = table.add(entityID(0, 0));
  const child = table.add(entityID(1, 0));
  table.setLocal(parent, moved(10));
  table.setLocal(child, moved(1));
  assert.equal(table.setParent(child, entityID(0, 0)), "set");
  table.update();
  assert.equal(placeOf(table, child), 11);
  table.setLocal(parent, moved(20));
  assert.deepEqual([...table.update().moved].sort(), [parent, child]);
  assert.equal(placeOf(table, child), 21);
  assert.deepEqual(table.update(), { moved: [], toggled: [] });
});

test("a child may come before its parent, of its generation only", () => {
  const table = new EntityTable();
  const child = table.add(entityID(5, 0));
  assert.equal(table.setParent(child, entityID(7, 1)), "waiting");
  const earlier = table.add(entityID(7, 0));
  table.setLocal(earlier, moved(3));
  table.update();
  assert.equal(placeOf(table, child), 0);
  table.remove(earlier);
  const parent = table.add(entityID(7, 1));
  table.setLocal(parent, moved(4));
  table.update();
  assert.equal(placeOf(table, child), 4);
  // It waits for a parent that was removed.
  table.remove(parent);
  table.update();
  assert.equal(placeOf(table, child), 0);
  table.setLocal(table.add(entityID(7, 1)), moved(5));
  table.update();
  assert.equal(placeOf(table, child), 5);
});

test("a circle of parents is refused", () => {
  const table = new EntityTable();
  const [a, b, c] = [0, 1, 2].map((slot) => table.add(entityID(slot, 0)));
  assert.equal(table.setParent(a!, entityID(0, 0)), "cycle");
  table.setParent(b!, entityID(0, 0));
  table.setParent(c!, entityID(1, 0));
  assert.equal(table.setParent(a!, entityID(2, 0)), "cycle");
  table.setLocal(a!, moved(1));
  table.update();
  assert.equal(placeOf(table, c!), 1);
});

test("an entity below itself stays where it is", () => {
  const table = new EntityTable();
  const index = table.add(entityID(0, 0));
  table.setParent(index, entityID(0, 0));
  table.setLocal(index, moved(2));
  table.update();
  assert.equal(placeOf(table, index), 2);
  assert.equal(table.parent(index), -1);
});

test("what is hidden hides all below it", () => {
  const table = new EntityTable();
  const parent = table.add(entityID(0, 0));
  const child = table.add(entityID(1, 0));
  table.setParent(child, entityID(0, 0));
  assert.deepEqual([...table.update().toggled].sort(), [parent, child]);
  table.setHidden(parent, true);
  assert.deepEqual([...table.update().toggled].sort(), [parent, child]);
  assert.equal(table.isShown(child), false);
  table.setVisible(child, false);
  table.setHidden(parent, false);
  assert.deepEqual(table.update().toggled, [parent]);
  assert.equal(table.isShown(child), false);
});

test("places are used again, without what was there", () => {
  const table = new EntityTable();
  const first = table.add(entityID(0, 0));
  table.setLocal(first, moved(9));
  table.setHidden(first, true);
  table.remove(first);
  assert.equal(table.find(entityID(0, 0)), -1);
  const second = table.add(entityID(0, 1));
  assert.equal(second, first);
  table.update();
  assert.equal(placeOf(table, second), 0);
  assert.equal(table.isShown(second), true);
  assert.equal(table.count, 1);
});

test("a long chain, made from its end, is placed", () => {
  const table = new EntityTable();
  const length = 3000;
  for (let slot = length - 1; slot >= 0; --slot) {
    const index = table.add(entityID(slot, 0));
    table.setLocal(index, moved(1));
    if (slot > 0) table.setParent(index, entityID(slot - 1, 0));
  }
  table.update();
  assert.equal(placeOf(table, table.find(entityID(length - 1, 0))), length);
});

test("entities in slots of any size are found, also after others are reserved", () => {
  const table = new EntityTable();
  const slots = [0, 63, 64, 2 ** 20 - 1, 2 ** 20, 2 ** 32 - 1];
  table.reserve(3);
  const indices = slots.map((slot) => table.add(entityID(slot, 1)));
  for (const [at, slot] of slots.entries()) {
    table.setLocal(indices[at]!, moved(at));
    assert.equal(table.find(entityID(slot, 1)), indices[at]);
    assert.equal(table.find(entityID(slot, 0)), -1);
  }
  assert.equal(table.count, slots.length);
  // Room for more keeps what is there.
  table.reserve(1000);
  table.update();
  assert.deepEqual(indices.map((index) => placeOf(table, index)), [0, 1, 2, 3, 4, 5]);
  for (const [at, slot] of slots.entries()) {
    table.remove(indices[at]!);
    assert.equal(table.inSlot(slot), -1);
    assert.equal(table.count, slots.length - 1 - at);
  }
});

test("a map of slots holds values, and gives each of them once", () => {
  const map = new SlotMap<string>();
  for (const slot of [5, 2, 2 ** 30]) map.set(slot, `first ${slot}`);
  map.set(5, "second");
  assert.equal(map.size, 3);
  assert.deepEqual(
    [...map],
    [
      [2, "first 2"],
      [5, "second"],
      [2 ** 30, `first ${2 ** 30}`],
    ],
  );
  for (const slot of [5, 5, 7, 2 ** 30, 2 ** 31]) map.delete(slot);
  assert.deepEqual([map.size, map.get(2), map.get(5)], [1, "first 2", undefined]);
});

test("a set of indices is taken once, without what was deleted", () => {
  const set = new IndexSet();
  for (const index of [3, 100, 3, 7]) set.add(index);
  set.delete(100);
  set.delete(1);
  assert.deepEqual([set.size, set.has(3), set.has(100)], [2, true, false]);
  set.add(100);
  assert.deepEqual(set.take(), [3, 100, 7]);
  assert.deepEqual([set.size, set.take()], [0, []]);
});

test("an entity that changes often counts once, and its last content", () => {
  const mirror = new Mirror();
  const changed = new ChangedEntities(mirror);
  mirror.onChange(({ kind, id, after }) => {
    if (kind === "Entity" && after !== undefined) changed.add(id, after);
  });
  const taken = (): string[] => {
    const all: string[] = [];
    changed.take(([slot, gen], { name, visible }) =>
      all.push(`${slot}/${gen} ${name} ${visible}`),
    );
    return all;
  };
  for (const [slot, name] of ["a", "b", "c"].entries()) {
    mirror.create("Entity", [slot, 0], newEntity({ name }));
  }
  mirror.update("Entity", [1, 0], { visible: false });
  mirror.delete("Entity", [2, 0]);
  mirror.create("Entity", [2, 1], newEntity({ name: "d" }));
  assert.deepEqual(taken(), ["0/0 a true", "1/0 b false", "2/1 d true"]);
  assert.deepEqual(taken(), []);
  // While nothing is drawn, changes do not fill the memory.
  for (let i = 0; i < 50_001; ++i) {
    mirror.update("Entity", [0, 0], { visible: i % 2 === 0 });
  }
  mirror.update("Entity", [1, 0], { visible: true });
  assert.ok(changed.count < 15_000, `${changed.count} wait`);
  assert.deepEqual(taken(), ["0/0 a true", "1/0 b true"]);
});
