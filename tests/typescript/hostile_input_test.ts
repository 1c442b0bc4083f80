// Input that was made to cost much: it must be read or refused at once. The
// bounds of time are those of a program that hangs, not of a fast one.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  DecodeError,
  FrameReader,
  Reader,
  Writer,
  readAny,
  readID,
  readListOf,
} from "linguine-noodles/cbor";
import { anyFromJson } from "linguine-noodles/json";

const hangs = 5000; // milliseconds

/** What `act` returns, or its error; fails if that takes too long. */
function soon<T>(act: () => T): T | Error {
  const start = performance.now();
  let result: T | Error;
  try {
    result = act();
  } catch (error) {
    assert.ok(error instanceof Error);
    result = error;
  }
  assert.ok(performance.now() - start < hangs);
  return result;
}

/** The longest text that becomes a bigint while `act` runs. */
function longestBigInt(act: () => void): number {
  const { BigInt: own } = globalThis;
  let longest = 0;
  const measured = (value: string | number | bigint | boolean): bigint => {
    longest = Math.max(longest, String(value).length);
    return own(value);
  };
  globalThis.BigInt = Object.assign(measured, own) as typeof BigInt;
  try {
    act();
  } finally {
    globalThis.BigInt = own;
  }
  return longest;
}

function written(write: (writer: Writer) => void): Uint8Array {
  const writer = new Writer();
  write(writer);
  return writer.take();
}

test("maps as keys of maps are made no texts of before an error", () => {
  const depth = 60;
  const input = (last: number): Uint8Array =>
    written((writer) => {
      for (let i = 0; i < depth; ++i) writer.writeMapHead(1);
      writer.writeBytes(new Uint8Array(1_000_000));
      for (let i = 1; i < depth; ++i) writer.writeNull();
      writer.writeEncoded(Uint8Array.of(last));
    });
  assert.ok(soon(() => readAny(new Reader(input(0xf6)))) instanceof Map);
  // The last value is a break.
  const error = soon(() => readAny(new Reader(input(0xff))));
  assert.ok(error instanceof DecodeError);
  assert.match(error.path, /^\["\{\{.*"\]$/);
  assert.ok(error.message.length < 1000);
});

test("the path of an error names keys that are no texts", () => {
  // {[1, h'0a']: {1.5: [break]}}
  const input = Uint8Array.from(
    Buffer.from("a18201410aa1f93e0081ff", "hex"),
  );
  const error = soon(() => readAny(new Reader(input)));
  assert.ok(error instanceof DecodeError);
  assert.equal(error.path, `["[1, h'0a']"]["1.5"][0]`);
});

test("numbers as texts of millions of digits are read or refused", () => {
  const read = (text: string) =>
    soon(() => new Reader(written((writer) => writer.writeText(text))).readUintOrText());
  const zeros = "0".repeat(10_000_000);
  const nines = "9".repeat(1_000_000);
  assert.ok(longestBigInt(() => read(nines)) <= 20);
  assert.ok(longestBigInt(() => read(`${zeros}7`)) <= 20);
  assert.equal(read(`${zeros}7`), 7);
  assert.equal(read(zeros), 0);
  assert.equal(read(`${2 ** 53 - 1}`), 2 ** 53 - 1);
  for (const [text, code] of [
    [nines, "wrong-type"],
    [`${2n ** 64n}`, "wrong-type"],
    [`${zeros}${2n ** 64n - 1n}`, "out-of-range"],
    ["", "wrong-type"],
  ] as const) {
    const error = read(text);
    assert.ok(error instanceof DecodeError);
    assert.equal(error.code, code);
    assert.ok(error.message.length < 300, error.message.slice(0, 300));
  }
  const exact = read(`${2n ** 53n}`);
  assert.match(String(exact), /53 bits, found text "9007199254740992"$/);
});

test("integers of JSON of millions of digits are refused", () => {
  const json = (text: string) => soon(() => anyFromJson(text));
  const nines = "9".repeat(1_000_000);
  assert.ok(longestBigInt(() => json(nines)) <= 21);
  assert.match(String(json(nines)), /no integer for/);
  assert.ok(json(`{"$integer": "-${nines}"}`) instanceof Error);
  assert.equal(json(`${2n ** 64n - 1n}`), 2n ** 64n - 1n);
  const least = `{"$integer": "-${"0".repeat(1_000_000)}${2n ** 64n}"}`;
  assert.equal(json(least), -(2n ** 64n));
  assert.ok(json(`${2n ** 64n}`) instanceof Error);
});

test("keys of JSON are no members of JavaScript's objects", () => {
  const value = anyFromJson('{"__proto__": {"polluted": true}, "constructor": 1}');
  assert.ok(value instanceof Map);
  assert.deepEqual([...value.keys()], ["__proto__", "constructor"]);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

test("lists that claim all that is left are refused, one inside another too", () => {
  // Each head claims as many elements as there are bytes behind it.
  const size = 2_000_000;
  const input = new Uint8Array(size).fill(0xf6);
  const view = new DataView(input.buffer);
  for (let at = 0; at < 5 * 50; at += 5) {
    view.setUint8(at, 0x9a);
    view.setUint32(at + 1, size - at - 5);
  }
  const error = soon(() => readAny(new Reader(input)));
  assert.ok(error instanceof DecodeError);
  assert.equal(error.code, "truncated");
  // The first element is wrong, and so is each that follows.
  const flat = soon(() => new Reader(input).readList(readListOf(readID)));
  assert.ok(flat instanceof DecodeError);
});

test("a frame of messages that are all wrong is read to its end", () => {
  const count = 100_000;
  const frame = new FrameReader(
    written((writer) => {
      writer.writeArrayHead(2 * count);
      for (let i = 0; i < count; ++i) {
        writer.writeUint(4);
        writer.writeMapHead(1);
        writer.writeText("id");
        writer.writeArrayHead(0);
      }
    }),
  );
  let wrong = 0;
  soon(() => {
    while (frame.next()) {
      frame.read((reader) => reader.readList(readID));
      if (frame.contentError !== undefined) wrong += 1;
    }
  });
  assert.equal(frame.error, undefined);
  assert.equal(wrong, count);
});
