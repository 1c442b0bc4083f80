// Tables and plots: order of rows, selections, CSV, series, descriptions.
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Any, Float } from "linguine-noodles/cbor";
import type { TableColumnInfo } from "linguine-noodles/interfaces";
import {
  dataOf,
  firstChoice,
  numericColumns,
  rowNumber,
} from "../../runtime/viewer/src/panels/plots/plot_data.js";
import { describePlot } from "../../runtime/viewer/src/panels/plots/plot_description.js";
import {
  keysOfSelection,
  numberOf,
  orderedKeys,
} from "../../runtime/viewer/src/panels/tables/row_order.js";
import { csvText } from "../../runtime/viewer/src/panels/text/csv.js";

function rowsOf(...rows: Any[][]): Map<number, Any[]> {
  return new Map(rows.map((row, index) => [index * 10, row]));
}

const columns: TableColumnInfo[] = [
  { name: "name", type: "TEXT" },
  { name: "time", type: "REAL" },
  { name: "count", type: "INTEGER" },
  { name: "extra", type: "ANY" },
];

test("CSV quotes what would break it", () => {
  const text = csvText(
    ["a", 'b"c'],
    [["1,5", 'say "hi"'], [null, "two\nlines"], [new Float(2, 64)]],
  );
  assert.equal(
    text,
    'a,"b""c"\r\n"1,5","say ""hi"""\r\n,"two\nlines"\r\n2.0,\r\n',
  );
});

test("rows are sorted by value: numbers, texts, nothing", () => {
  const rows = rowsOf(
    ["b"],
    [10],
    [null],
    [9],
    [2n ** 60n],
    ["a"],
    [new Float(9.5, 64)],
  );
  assert.deepEqual(
    orderedKeys(rows, undefined, ""),
    [0, 10, 20, 30, 40, 50, 60],
  );
  const up = orderedKeys(rows, { column: 0, isDown: false }, "");
  assert.deepEqual(up, [30, 60, 10, 40, 50, 0, 20]);
  const down = orderedKeys(rows, { column: 0, isDown: true }, "");
  assert.deepEqual(down, [...up].reverse());
});

test("rows of the same value keep the order of their keys", () => {
  const rows = rowsOf([1], [1], [0], [1]);
  for (const isDown of [false, true]) {
    const keys = orderedKeys(rows, { column: 0, isDown }, "");
    assert.deepEqual(
      keys.filter((key) => key !== 20),
      [0, 10, 30],
    );
  }
});

test("a filter keeps the rows that contain the text", () => {
  const rows = rowsOf(["Tokyo", 1], ["Kyoto", 2], ["Osaka", 31]);
  assert.deepEqual(orderedKeys(rows, undefined, " KYO"), [0, 10]);
  assert.deepEqual(orderedKeys(rows, undefined, "31"), [20]);
});

test("a selection is the rows of its keys and ranges that exist", () => {
  const rows = rowsOf([1], [2], [3], [4]);
  const selection = {
    name: "s",
    rows: [0, 5],
    row_ranges: [{ key_from_inclusive: 10, key_to_exclusive: 30 }],
  };
  assert.deepEqual([...keysOfSelection(selection, rows)].sort(), [0, 10, 20]);
  const whole = { key_from_inclusive: -1e15, key_to_exclusive: 1e15 };
  const all = keysOfSelection({ ...selection, row_ranges: [whole] }, rows);
  assert.equal(all.size, 4);
});

test("a selection of as many ranges as rows is read in one go", () => {
  const range = (from: number, to: number) => ({
    key_from_inclusive: from,
    key_to_exclusive: to,
  });
  const keys = (count: number): Map<number, never[]> =>
    new Map(Array.from({ length: count }, (_, key) => [key, []]));
  // In any order, overlapping, touching, inside one another, empty and reversed.
  const row_ranges = [
    ...[range(9, 9), range(4, 6), range(1, 3), range(5, 8), range(8, 9)],
    ...[range(1, 2), range(20, 10), range(14, 15), range(12, 14)],
  ];
  const found = keysOfSelection({ name: "s", rows: [], row_ranges }, keys(30));
  const expected = [1, 2, 4, 5, 6, 7, 8, 12, 13, 14];
  assert.deepEqual([...found].sort((a, b) => a - b), expected);
  const count = 100_000;
  const many = Array.from({ length: count }, (_, at) => range(2 * at, 2 * at + 1));
  let looks = 0;
  const counted = many.map(({ key_from_inclusive, key_to_exclusive }) => ({
    key_to_exclusive,
    get key_from_inclusive() {
      looks += 1;
      return key_from_inclusive;
    },
  }));
  const selection = { name: "s", rows: [], row_ranges: counted };
  assert.equal(keysOfSelection(selection, keys(count)).size, count / 2);
  assert.ok(looks < 100 * count, `${looks} looks at ranges`);
});

test("numbers of cells are floats, integers and large integers", () => {
  assert.equal(numberOf(new Float(1.5, 32)), 1.5);
  assert.equal(numberOf(2n ** 60n), 2 ** 60);
  for (const value of [NaN, "1", null, true, [1]]) {
    assert.equal(numberOf(value), undefined);
  }
});

test("the series of a plot ascend along x, with gaps where there is nothing", () => {
  const rows = rowsOf(
    ["a", 3, 30],
    ["b", 1, null],
    ["c", NaN, 1],
    ["d", 2, Infinity],
  );
  const data = dataOf({ columns, rows }, { x: 1, y: [2, 0] });
  assert.deepEqual(data.x, [1, 2, 3]);
  assert.deepEqual(data.y, [
    [null, null, 30],
    [null, null, null],
  ]);
  assert.deepEqual(data.keys, [10, 30, 0]);
  const plain = dataOf({ columns, rows }, { x: rowNumber, y: [2] });
  assert.deepEqual(plain.x, [0, 1, 2, 3]);
});

test("a table is plotted along its first column that ascends", () => {
  const rows = rowsOf(["a", 5, 1, 7], ["b", 4, 2, 8]);
  assert.deepEqual(numericColumns({ columns, rows }), [1, 2, 3]);
  assert.deepEqual(firstChoice({ columns, rows }), { x: 2, y: [1, 3] });
  const one = { columns: columns.slice(0, 2), rows };
  assert.deepEqual(firstChoice(one), { x: rowNumber, y: [1] });
  const texts = { columns: columns.slice(0, 1), rows };
  assert.deepEqual(firstChoice(texts), { x: rowNumber, y: [] });
});

test("a plot is described by a structure, its JSON, or any text", () => {
  const structure = {
    name: "Trend",
    columns: [
      {
        name: "t",
        prefers: "x" as const,
        color: "",
        range: { from: 0, to: 5 },
      },
      {
        name: "v",
        prefers: "y" as const,
        color: "#f00",
        range: { from: 1, to: 1 },
      },
    ],
  };
  const described = describePlot(structure);
  assert.deepEqual(described, {
    title: "Trend",
    style: "line",
    columns: [
      { name: "t", axis: "x", color: "", range: [0, 5] },
      { name: "v", axis: "y", color: "#f00", range: undefined },
    ],
    text: "",
  });
  const json = JSON.stringify({
    name: "Trend",
    columns: structure.columns.map((one) => ({
      ...one,
      range: [one.range.from, one.range.to],
    })),
  });
  assert.deepEqual(describePlot(json), described);
  assert.deepEqual(describePlot("bars"), {
    title: "",
    style: "bars",
    columns: [],
    text: "bars",
  });
  assert.equal(describePlot("True").text, "True");
  assert.equal(describePlot('{"columns": 5}').columns.length, 0);
  assert.equal(
    describePlot('{"columns": [null, {"name": 3}]}').columns.length,
    0,
  );
});

test("a colour that is none is not used", () => {
  const given = { name: "v", prefers: "y" as const, range: { from: 0, to: 1 } };
  const colorOf = (color: string): string =>
    describePlot({ name: "", columns: [{ ...given, color }] }).columns[0]!
      .color;
  assert.equal(colorOf("red"), "red");
  assert.equal(colorOf(" rgb(1, 2, 3) "), "rgb(1, 2, 3)");
  for (const color of ["url(http://x)", "red; x: y", "#12", "var(--a)"]) {
    assert.equal(colorOf(color), "", color);
  }
});
