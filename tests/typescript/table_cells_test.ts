// Cells of tables as values of a type.
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Any, Float } from "linguine-noodles/cbor";
import {
  ClientError,
  type TableContent,
  findColumn,
  getCell,
  getColumn,
} from "linguine-noodles/client";

const content: TableContent = {
  columns: [
    { name: "city", type: "TEXT" },
    { name: "people", type: "INTEGER" },
    { name: "area", type: "REAL" },
  ],
  rows: new Map<number, Any[]>([
    [7, ["Lima", 10_100_000, 2672.5]],
    [-2, ["Tokyo", new Float(37_400_000, 32), 13_452]],
  ]),
  selections: new Map(),
};

function refused(run: () => unknown, reason: string, message: string): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof ClientError);
    assert.deepEqual([error.reason, error.message], [reason, message]);
    return true;
  });
}

test("cells have the type that is asked for", () => {
  assert.equal(findColumn(content, "area"), 2);
  assert.equal(getCell(content, 7, "city", "text"), "Lima");
  assert.equal(getCell(content, 7, 1, "integer"), 10_100_000);
  assert.equal(getCell(content, -2, "people", "integer"), 37_400_000);
  assert.equal(getCell(content, -2, "area", "real"), 13_452);
  // In the order of the keys.
  assert.deepEqual(getColumn(content, "city", "text"), ["Tokyo", "Lima"]);
  assert.deepEqual(getColumn(content, 2, "real"), [13_452, 2672.5]);
});

test("what is not there, or of another type, is named", () => {
  refused(
    () => findColumn(content, "name"),
    "not-found",
    'the table has no column "name"',
  );
  refused(
    () => getColumn(content, 3, "text"),
    "not-found",
    "the table has 3 columns, none with index 3",
  );
  refused(
    () => getCell(content, 8, 0, "text"),
    "not-found",
    "the table has no row 8",
  );
  refused(
    () => getColumn(content, "area", "integer"),
    "invalid",
    'row 7, column "area": expected an integer, found 2672.5',
  );
  refused(
    () => getCell(content, 7, "city", "real"),
    "invalid",
    'row 7, column "city": expected a number, found "Lima"',
  );
  refused(
    () => getCell(content, 7, "people", "text"),
    "invalid",
    'row 7, column "people": expected a text, found 10100000',
  );
  const wide: TableContent = {
    ...content,
    rows: new Map<number, Any[]>([[0, ["Lima", 2n ** 60n]]]),
  };
  refused(
    () => getCell(wide, 0, "people", "integer"),
    "invalid",
    'row 0, column "people": expected an integer, found 1152921504606846976',
  );
  refused(
    () => getCell(wide, 0, "area", "real"),
    "not-found",
    'row 0, column "area": the row has only 2 cells',
  );
});
