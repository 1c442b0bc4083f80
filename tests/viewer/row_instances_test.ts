// Rows of a table that instances of an entity stand for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Mirror } from "linguine-noodles/client";
import { newEntity, entityID, tableID } from "linguine-noodles/protocol";
import {
  instanceOfRow,
  rowOfInstance,
} from "../../runtime/viewer/src/panels/tables/row_instances.js";
import { instanceCount } from "../../runtime/viewer/src/panels/tree/instance_count.js";

const table = tableID(0, 0);
const view = [0, 0] as never;

function mirrorWith(length: number, stride = 0): Mirror {
  const mirror = new Mirror();
  mirror.create("BufferView", [0, 0], { length });
  const instances = { view, stride };
  const value = { mesh: [0, 0] as never, instances };
  const points = newEntity({
    tables: [table],
    representation: { kind: "render_rep", value },
  });
  mirror.create("Entity", [0, 0], newEntity({ tables: [table] }));
  mirror.create("Entity", [1, 0], points);
  return mirror;
}

const rows = new Map([3, 8, 9].map((key) => [key, [key]]));

test("instances are counted by the length of their view", () => {
  const count = (length: number, stride = 0): number | undefined =>
    instanceCount(mirrorWith(length), view, stride);
  assert.deepEqual(
    [0, 63, 64, 192].map((length) => count(length)),
    [0, 0, 1, 3],
  );
  assert.equal(count(80 * 2 + 64, 80), 3);
  assert.equal(count(0, 16), 0);
  assert.equal(instanceCount(new Mirror(), view, 0), undefined);
});

test("an entity with an instance for each row shows the rows in order", () => {
  const mirror = mirrorWith(3 * 64);
  const entity = entityID(1, 0);
  assert.deepEqual(instanceOfRow(mirror, table, rows, 8), {
    entity,
    instance: 1,
  });
  assert.equal(instanceOfRow(mirror, table, rows, 5), undefined);
  assert.equal(rowOfInstance(mirror, entity, table, rows, 2), 9);
  assert.equal(rowOfInstance(mirror, entity, table, rows, 3), undefined);
});

test("another number of instances stands for no rows", () => {
  const mirror = mirrorWith(4 * 64);
  assert.equal(instanceOfRow(mirror, table, rows, 8), undefined);
  assert.equal(
    rowOfInstance(mirror, entityID(1, 0), table, rows, 0),
    undefined,
  );
  const other = tableID(1, 0);
  assert.equal(instanceOfRow(mirrorWith(3 * 64), other, rows, 8), undefined);
});
