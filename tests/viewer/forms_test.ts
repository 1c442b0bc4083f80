// Forms of methods: hints of arguments, and the values of what is typed.
import assert from "node:assert/strict";
import { test } from "node:test";

import { type Any, Float, formatAny } from "linguine-noodles/cbor";
import {
  argumentsOf,
  textOfValue,
  valueOfText,
} from "../../runtime/viewer/src/panels/methods/form_values.js";
import {
  type Field,
  fieldOf,
  wordsOfField,
} from "../../runtime/viewer/src/panels/methods/hints.js";
import {
  kindOfValue,
  parseValue,
} from "../../runtime/viewer/src/panels/text/value_text.js";

function valueOf(hint: string, text: string): Any {
  const result = valueOfText(fieldOf(hint), text);
  assert.ok("value" in result, `${hint} does not take ${text}`);
  return result.value;
}

function errorOf(hint: string, text: string): string {
  const result = valueOfText(fieldOf(hint), text);
  assert.ok("error" in result, `${hint} takes ${text}`);
  return result.error;
}

test("a hint says what a field takes", () => {
  const cases: [string | undefined, Field][] = [
    [undefined, { kind: "any" }],
    ["", { kind: "any" }],
    ["noo::any", { kind: "any" }],
    ["noo::text", { kind: "text" }],
    ["noo::array", { kind: "array" }],
    ["noo::map", { kind: "map" }],
    ["noo::boolean", { kind: "boolean" }],
    ["noo::integer", { kind: "integer", bounds: bounds() }],
    ["noo::integer::-3::10", { kind: "integer", bounds: bounds(-3, 10) }],
    ["noo::real", { kind: "real", bounds: bounds() }],
    ["noo::range(0,1,0.1)", { kind: "real", bounds: bounds(0, 1, 0.1) }],
    [
      "noo::integer|noo::range( 0 , 8 , 2 )",
      { kind: "integer", bounds: bounds(0, 8, 2) },
    ],
    ["noo::range(0,1)|noo::real", { kind: "real", bounds: bounds(0, 1) }],
    ["noo::choices(red, green)", { kind: "choice", choices: ["red", "green"] }],
    ["noo::choices(a|b,c)", { kind: "choice", choices: ["a|b", "c"] }],
    ["noo::vec3", { kind: "vector", length: 3 }],
    ["noo::color", { kind: "color" }],
    ["noo::entity_id", { kind: "id", component: "Entity" }],
    ["noo::bufferview_id", { kind: "id", component: "BufferView" }],
    ["noo::any_id", { kind: "id", component: undefined }],
    ["noo::unheard_of(1,2)", { kind: "any" }],
    ["noo::unheard_of|noo::text", { kind: "text" }],
    // Bounds that nothing can meet are not applied.
    ["noo::real::5::1", { kind: "real", bounds: { step: undefined } }],
    ["noo::range(x,y,-1)", { kind: "real", bounds: bounds() }],
    ["noo::range(0,1", { kind: "real", bounds: bounds(0, 1) }],
  ];
  for (const [hint, field] of cases) {
    assert.deepEqual(fieldOf(hint), field, String(hint));
  }
});

function bounds(from?: number, to?: number, step?: number): object {
  return { from, to, step };
}

test("a field is described in words", () => {
  assert.equal(
    wordsOfField(fieldOf("noo::integer::0::10")),
    "integer, 0 to 10",
  );
  assert.equal(wordsOfField(fieldOf("noo::real::2")), "number, at least 2");
  assert.equal(
    wordsOfField(fieldOf("noo::image_id")),
    "identifier of an image",
  );
});

test("a typed text becomes the value of its field", () => {
  assert.equal(valueOf("noo::text", ' "5" '), ' "5" ');
  assert.equal(valueOf("noo::integer", " +12 "), 12);
  assert.equal(valueOf("noo::integer", "18446744073709551615"), 2n ** 64n - 1n);
  assert.deepEqual(valueOf("noo::real", "3"), new Float(3, 64));
  assert.deepEqual(valueOf("noo::real", "-2,5"), new Float(-2.5, 64));
  assert.equal(valueOf("noo::boolean", "Yes"), true);
  assert.equal(valueOf("noo::boolean", "false"), false);
  assert.deepEqual(
    valueOf("noo::vec3", "[1, 2 3]"),
    [1, 2, 3].map((one) => new Float(one, 64)),
  );
  assert.deepEqual(
    valueOf("noo::color", "#ff0000"),
    [1, 0, 0].map((one) => new Float(one, 32)),
  );
  assert.deepEqual(valueOf("noo::entity_id", "7"), [7, 0]);
  assert.deepEqual(valueOf("noo::entity_id", "[7, 2]"), [7, 2]);
  assert.deepEqual(valueOf("noo::array", '["a", [1]]'), ["a", [1]]);
  assert.deepEqual(valueOf("noo::map", '{"a": 1}'), new Map([["a", 1]]));
});

test("a field of any value takes values, and other texts as texts", () => {
  assert.equal(valueOf("noo::any", "5"), 5);
  assert.deepEqual(valueOf("noo::any", "5.0"), new Float(5, 64));
  assert.equal(valueOf("noo::any", "true"), true);
  assert.equal(valueOf("noo::any", "trueish"), "trueish");
  assert.equal(valueOf("noo::any", "hello there"), "hello there");
  assert.equal(valueOf("noo::any", '"5"'), "5");
  assert.match(errorOf("noo::any", "[1, 2"), /character 6.*the end/);
});

test("what is no value is told with what was expected and found", () => {
  assert.match(
    errorOf("noo::integer", "1.5"),
    /expected an integer, found 1.5/,
  );
  assert.match(errorOf("noo::integer", ""), /found nothing/);
  assert.match(errorOf("noo::integer", "36893488147419103232"), /64 bits/);
  assert.match(errorOf("noo::integer::0::10", "11"), /at most 10, found 11/);
  assert.match(errorOf("noo::real", "0x10"), /expected a number/);
  assert.match(errorOf("noo::range(0,1,0.1)", "-1"), /at least 0/);
  assert.match(errorOf("noo::choices(a,b)", "c"), /one of a, b/);
  assert.match(errorOf("noo::vec3", "1, 2"), /expected 3 numbers, found 2/);
  assert.match(errorOf("noo::map", "[1]"), /expected a map/);
  assert.match(errorOf("noo::entity_id", "lamp"), /slot and a generation/);
});

test("arguments that are left out are null, and not sent at the end", () => {
  const fields = ["noo::integer", "noo::text", "noo::integer"].map(fieldOf);
  assert.deepEqual(argumentsOf(fields, ["1", undefined, "3"]).values, [
    1,
    null,
    3,
  ]);
  assert.deepEqual(argumentsOf(fields, ["1", "", undefined]).values, [1, ""]);
  assert.deepEqual(argumentsOf(fields, []).values, []);
  const { errors } = argumentsOf(fields, ["x", "y", "z"]);
  assert.deepEqual([...errors.keys()], [0, 2]);
});

test("values are read as formatAny writes them", () => {
  const values: Any[] = [
    null,
    true,
    -5,
    2n ** 60n,
    'quo"te\n\\',
    [1, ["a"]],
    new Map<Any, Any>([
      ["a", 1],
      [2, "b"],
    ]),
    Uint8Array.of(0, 255),
  ];
  for (const value of values) {
    assert.deepEqual(parseValue(formatAny(value)), value, formatAny(value));
  }
  assert.equal(textOfValue("5"), '"5"');
  assert.equal(textOfValue("five"), "five");
});

test("a typed value that is wrong names its place", () => {
  for (const [text, place] of [
    ["", 1],
    ["[1 2]", 4],
    ['{"a" 1}', 6],
    ['"abc', 1],
    ["1 2", 3],
    ['"\\u12"', 3],
    ["h'0'", 1],
  ] as const) {
    assert.throws(
      () => parseValue(text),
      new RegExp(`character ${place}:`),
      text,
    );
  }
  assert.throws(() => parseValue("[".repeat(100_000)), /100 levels/);
});

test("the kind of a value is a word", () => {
  assert.equal(kindOfValue(parseValue("1")), "integer");
  assert.equal(kindOfValue(parseValue("1.0")), "number");
  assert.equal(kindOfValue(parseValue("[]")), "list");
});
