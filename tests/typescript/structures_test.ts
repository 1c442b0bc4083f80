// The keys of structures of any size, and the writers that frames share.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  DecodeError,
  ObjectTable,
  Reader,
  Writer,
  alternative,
  optional,
  required,
} from "linguine-noodles/cbor";
import {
  type ServerMessage,
  encodeServerFrame,
  entityID,
  newEntity,
} from "linguine-noodles/protocol";

// More keys and one-ofs than an integer has bits; keys of 1 to 45 bytes, each of
// which is the beginning of the next one.
const keys = Array.from({ length: 45 }, (_, index) => "k".repeat(index + 1));
const oneOfKeys = Array.from({ length: 80 }, (_, index) => `choice ${index}`);
const wide = new ObjectTable(
  "Wide",
  [
    ...keys.map((key, index) => (index % 2 ? optional(key) : required(key))),
    ...oneOfKeys.map((key, index) => alternative(key, index >> 1)),
  ],
  Array.from({ length: 40 }, (_, index) => ({
    keys: `${oneOfKeys[2 * index]} or ${oneOfKeys[2 * index + 1]}`,
    isRequired: index === 39,
  })),
);
const requiredKeys = [...keys.filter((_, index) => index % 2 === 0), "choice 78"];

/** A map from these keys to their places. */
function mapOf(given: readonly string[]): Uint8Array {
  const writer = new Writer();
  writer.writeMapHead(given.length);
  given.forEach((key, index) => {
    writer.writeText(key);
    writer.writeUint(index);
  });
  return writer.take();
}

/** The fields in the order in which they were read, or the error. */
function fieldsOf(bytes: Uint8Array): number[] | string {
  const reader = new Reader(bytes);
  const fields: number[] = [];
  try {
    const object = reader.enterObject(wide);
    let field: number;
    while ((field = reader.nextField(object)) >= 0) {
      fields.push(field);
      assert.equal(reader.readUint(), fields.length - 1);
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return error.message;
  }
  return fields;
}

test("every key of a large structure is found, in any order", () => {
  const all = [...keys, ...oneOfKeys.filter((_, index) => index % 2 === 0)];
  const indices = all.map((key) => wide.indices.get(key));
  assert.deepEqual(fieldsOf(mapOf(all)), indices);
  const backwards = [...all].reverse();
  assert.deepEqual(fieldsOf(mapOf(backwards)), [...indices].reverse());
});

test("each structure of a list begins anew", () => {
  const one = mapOf([...keys, "choice 78"]);
  const reader = new Reader(Uint8Array.of(0x82, ...one, ...one));
  const counts = reader.readList(() => {
    const object = reader.enterObject(wide);
    let count = 0;
    for (; reader.nextField(object) >= 0; ++count) reader.readUint();
    return count;
  });
  assert.deepEqual(counts, [46, 46]);
});

test("a key in another form than the shortest is found", () => {
  const plain = mapOf(requiredKeys);
  // The first key is "k": 61 6b.
  const long = Uint8Array.of(...plain.subarray(0, 2), 0x78, 1, ...plain.subarray(3));
  assert.deepEqual([plain[2], plain[3]], [0x61, 0x6b]);
  assert.deepEqual(fieldsOf(long), fieldsOf(plain));
});

test("the faults of a large structure are told", () => {
  const cases: [string[], RegExp][] = [
    [[...requiredKeys, keys[44]!], /^duplicate-key .*expected each key once/],
    [[...requiredKeys, keys[0]!], /^duplicate-key .*expected each key once/],
    [
      [...requiredKeys, "choice 79"],
      /^conflicting-keys .*expected only one of choice 78 or choice 79/,
    ],
    [
      requiredKeys.filter((key) => key !== keys[44]),
      new RegExp(`^missing-key .*expected Wide with the key ${keys[44]},`),
    ],
    [
      requiredKeys.filter((key) => key !== "choice 78"),
      /^missing-alternative .*expected Wide with choice 78 or choice 79/,
    ],
  ];
  for (const [given, message] of cases) {
    const found = fieldsOf(mapOf(given));
    assert.match(String(found), message);
    // What was read before an error says nothing about the next structure.
    assert.equal(fieldsOf(mapOf(requiredKeys)).length, requiredKeys.length);
  }
});

test("keys of objects in JavaScript are unknown keys", () => {
  const strange = ["__proto__", "constructor", "toString", "", "hasOwnProperty"];
  const found = fieldsOf(mapOf([...requiredKeys, ...strange]));
  assert.equal(found.length, requiredKeys.length);
});

const named = (name: string): ServerMessage => ({
  kind: "MsgEntityCreate",
  value: { id: entityID(1, 0), content: newEntity({ name }) },
});

test("frames do not share bytes", () => {
  const first = encodeServerFrame([named("first")]);
  const copy = Uint8Array.from(first);
  const other = encodeServerFrame([named("second")]);
  const large = encodeServerFrame([named("x".repeat(1_000_000))]);
  encodeServerFrame([named("third")]);
  assert.deepEqual(first, copy);
  assert.equal(large.at(-1), 0xf5);
  assert.notEqual(large.buffer, other.buffer);
  assert.notEqual(first.buffer, other.buffer);
  assert.deepEqual(encodeServerFrame([named("first")]), copy);
});

test("an error leaves nothing behind in the next frame", () => {
  const expected = encodeServerFrame([named("a")]);
  assert.throws(
    () => encodeServerFrame([named("b"), named(5 as unknown as string)]),
    /name: expected a text, found 5/,
  );
  assert.deepEqual(encodeServerFrame([named("a")]), expected);
  const writer = Writer.borrow();
  assert.throws(() => writer.writeUint(-1), /^EncodeError: expected an unsigned/);
});
