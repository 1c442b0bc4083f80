// JSON in memory. The conformance tests compare it with that of C++.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Any,
  Encoded,
  Float,
  Pairs,
  Simple,
  Tag,
} from "linguine-noodles/cbor";
import { isEqual } from "linguine-noodles/client";
import {
  JsonError,
  anyFromJson,
  anyToJson,
  cborToJson,
  fromJson,
  jsonToCbor,
  toJson,
} from "linguine-noodles/json";
import {
  newEntity,
  entityID,
  readMsgEntityCreate,
  readMsgEntityDelete,
  writeMsgEntityCreate,
  writeMsgEntityDelete,
} from "linguine-noodles/protocol";

const cases: [Any, string][] = [
  [null, "null"],
  [true, "true"],
  [-5, "-5"],
  [2n ** 64n - 1n, "18446744073709551615"],
  [-(2n ** 63n), "-9223372036854775808"],
  [-(2n ** 63n) - 1n, '{"$integer":"-9223372036854775809"}'],
  [new Float(1, 64), "1.0"],
  [new Float(-2.5e300, 64), "-2.5e+300"],
  [new Float(1e15, 64), "1e+15"],
  [new Float(123456789012345, 64), "123456789012345.0"],
  [new Float(0.0001, 64), "0.0001"],
  [new Float(0.00001, 64), "1e-05"],
  [new Float(-0, 64), "-0.0"],
  [new Float(Infinity, 64), '{"$float":"Infinity"}'],
  ['a "q" \n\u0001ü', '"a \\"q\\" \\n\\u0001ü"'],
  [Uint8Array.of(104, 105), '{"$bytes":"aGk="}'],
  [[1, ["x"], []], '[1,["x"],[]]'],
  [new Map<Any, Any>([["$bytes", 1], ["$$x", 2]]), '{"$$bytes":1,"$$$x":2}'],
  [new Pairs([[1, "one"], ["two", 2]]), '{"$map":[[1,"one"],["two",2]]}'],
  [new Pairs([["k", 1], ["k", 2]]), '{"$map":[["k",1],["k",2]]}'],
  [undefined, '{"$undefined":true}'],
  [new Simple(16), '{"$simple":16}'],
  [new Tag(4, [-2, 27315]), '{"$tag":4,"$value":[-2,27315]}'],
];

test("each kind of value there and back", () => {
  for (const [value, text] of cases) {
    assert.equal(anyToJson(value), text);
    assert.deepEqual(anyFromJson(text), value, text);
  }
});

test("a number of the program is an integer or a float", () => {
  assert.equal(anyToJson(3), "3");
  assert.equal(anyToJson(0.1), "0.1");
  assert.equal(anyToJson(NaN), '{"$float":"NaN"}');
  assert.equal(anyToJson(new Float(Math.fround(0.1), 32)), "0.1");
});

test("structures have the JSON of their CBOR", () => {
  const content = newEntity({
    name: "pump",
    parent: entityID(0, 0),
    tags: ["a", "b"],
  });
  const entity = { id: entityID(3, 1), content };
  const text =
    '{"id":[3,1],"name":"pump","parent":[0,0],"tags":["a","b"],"visible":true}';
  assert.equal(toJson(entity, writeMsgEntityCreate), text);
  assert.ok(isEqual(fromJson(text, readMsgEntityCreate), entity));
  const lines = toJson({ id: entityID(1, 2) }, writeMsgEntityDelete, {
    indentation: 2,
  });
  assert.equal(lines, '{\n  "id": [\n    1,\n    2\n  ]\n}');
  assert.deepEqual(fromJson(lines, readMsgEntityDelete).id, [1, 2]);
  const bytes = jsonToCbor("[1,{}]");
  assert.equal(cborToJson(bytes), "[1,{}]");
  assert.equal(anyToJson([new Encoded(bytes)]), "[[1,{}]]");
});

test("what is wrong is named, with its place", () => {
  const error = (run: () => unknown): JsonError => {
    let thrown: unknown;
    try {
      run();
    } catch (one) {
      thrown = one;
    }
    assert.ok(thrown instanceof JsonError);
    return thrown;
  };
  assert.equal(
    error(() =>
      fromJson('{"id":[0,0],"tags":["a",3]}', readMsgEntityCreate),
    ).message,
    "wrong-type at tags[1]: expected text, found integer 3",
  );
  assert.match(
    error(() => anyFromJson('{\n  "a": 1,\n  b\n}')).message,
    /^JSON line 3, column 3: /,
  );
  const most = error(() => anyFromJson('"üü"', { maxTextBytes: 5 }));
  assert.equal(most.message, "JSON of more than 5 bytes");
  assert.ok(most.isLimit);
  assert.equal(anyFromJson('"üü"', { maxTextBytes: 6 }), "üü");
});
