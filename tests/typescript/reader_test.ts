// The reader: limits, numbers that JavaScript does not hold, views, any.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type Any,
  DecodeError,
  type DecodeLimits,
  Float,
  Pairs,
  Reader,
  Simple,
  Tag,
  Writer,
  readAny,
  readID,
  readInt,
  readListOf,
  readTextMapOf,
  readUint,
  writeAny,
} from "linguine-noodles/cbor";
import {
  ServerMessageHandlerBase,
  applyEntityUpdate,
  clientMessages,
  dispatchServerFrame,
  newEntity,
  newTextRepresentation,
  readBoundingBox,
  serverMessages,
} from "linguine-noodles/protocol";

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

/** Reads [* { * text => [* uint] }]. */
function readList(reader: Reader): unknown {
  return reader.readList(readTextMapOf(readListOf(readUint)));
}

function hex(value: Any): string {
  const writer = new Writer();
  writeAny(writer, value);
  return Buffer.from(writer.take()).toString("hex");
}

/** The error of reading these bytes. */
function errorOf(
  input: Uint8Array,
  read: (reader: Reader) => unknown,
  limits: Partial<DecodeLimits> = {},
): DecodeError {
  try {
    read(new Reader(input, { limits }));
  } catch (error) {
    assert.ok(error instanceof DecodeError);
    return error;
  }
  assert.fail("there is no error");
}

test("every limit is kept, and named", () => {
  const cases: [string, Partial<DecodeLimits>, string][] = [
    [
      "818101",
      { maxDepth: 1 },
      "limit-exceeded at [0] (byte 1): expected at most 1 levels of nesting, " +
        "found array of 1",
    ],
    [
      "83010203",
      { maxItems: 2 },
      "limit-exceeded (byte 0): expected at most 2 items, found array of 3",
    ],
    [
      "9f010203ff",
      { maxItems: 2 },
      "limit-exceeded (byte 3): expected at most 2 items, found integer 3",
    ],
    [
      "8163616263",
      { maxTextBytes: 2 },
      "limit-exceeded at [0] (byte 1): expected text of at most 2 bytes, " +
        'found text "abc"',
    ],
    [
      "817f62616261630aff",
      { maxTextBytes: 2 },
      "limit-exceeded at [0] (byte 1): expected text of at most 2 bytes, " +
        "found text of indefinite length",
    ],
    [
      "8143010203",
      { maxByteStringBytes: 2 },
      "limit-exceeded at [0] (byte 1): expected byte string of at most 2 " +
        "bytes, found byte string of 3 bytes",
    ],
  ];
  for (const [input, limits, message] of cases) {
    assert.equal(errorOf(bytes(input), readAny, limits).message, message);
  }
});

test("the depth is never more than the ceiling", () => {
  const deep = new Uint8Array(5000).fill(0x81);
  const error = errorOf(deep, readAny, { maxDepth: 1e9 });
  assert.equal(error.expected, "at most 1000 levels of nesting");
  assert.equal(error.offset, 1000);
  const skipped = errorOf(deep, (reader) => reader.skip(), { maxDepth: 1e9 });
  assert.equal(skipped.offset, 1000);
});

test("the messages of a frame are limited", () => {
  const counted: number[] = [];
  class Handler extends ServerMessageHandlerBase {
    override onDocumentReset(): void {
      counted.push(32);
    }
  }
  // Three times message 32, of which two are allowed.
  const three = bytes("86" + "1820a0".repeat(3));
  const error = dispatchServerFrame(three, new Handler(), {
    limits: { maxMessages: 2 },
  });
  assert.equal(
    error?.message,
    "limit-exceeded (byte 7): expected at most 2 messages, found integer 32",
  );
  assert.deepEqual(counted, [32, 32]);
});

test("integers are exact, or refused", () => {
  const uint = (input: string): number => new Reader(bytes(input)).readUint();
  const int = (input: string): number => new Reader(bytes(input)).readInt();
  assert.equal(uint("1b001fffffffffffff"), Number.MAX_SAFE_INTEGER);
  assert.equal(int("3b001ffffffffffffe"), Number.MIN_SAFE_INTEGER);
  assert.ok(Object.is(uint("f98000"), 0)); // -0.0
  assert.equal(
    errorOf(bytes("1b0020000000000000"), readUint).message,
    "out-of-range (byte 0): expected unsigned integer of at most 53 bits, " +
      "found integer 9007199254740992",
  );
  assert.equal(
    errorOf(bytes("3b001fffffffffffff"), readInt).message,
    "out-of-range (byte 0): expected integer of at most 53 bits, " +
      "found integer -9007199254740992",
  );
  // Beyond 64 bits, C++ refuses it with these words too.
  const beyond = bytes("fb43f0000000000000");
  const error = errorOf(beyond, readUint);
  assert.equal(error.expected, "unsigned integer");
});

test("a value of the type any holds every integer", () => {
  const read = (input: string): Any => readAny(new Reader(bytes(input)));
  assert.equal(read("1bffffffffffffffff"), 2n ** 64n - 1n);
  assert.equal(read("3bffffffffffffffff"), -(2n ** 64n));
  assert.equal(hex(2n ** 64n - 1n), "1bffffffffffffffff");
  assert.equal(hex(-(2n ** 64n)), "3bffffffffffffffff");
  assert.throws(() => hex(2n ** 64n), /expected an integer of CBOR/);
});

test("an integer becomes the nearest float, with one rounding", () => {
  // 2^54 + 2^30 + 1 is above the middle between two floats; a double is not.
  const read = (input: string): number => new Reader(bytes(input)).readFloat();
  assert.equal(read("1b0040000040000001"), 2 ** 54 + 2 ** 31);
  assert.equal(read("1b0040000040000000"), 2 ** 54);
  assert.equal(read("3b0040000040000000"), -(2 ** 54 + 2 ** 31));
});

test("the path of an error begins with a key or an index", () => {
  const box = bytes("a2636d696e83f90000f90000f90000636d617883f9000001f6");
  assert.equal(
    errorOf(box, readBoundingBox).message,
    "wrong-type at max[2] (byte 24): expected float, found null",
  );
  const list = bytes("81a163612e6281f61a");
  assert.equal(errorOf(list, readList).path, '[0]["a.b"][0]');
});

test("byte strings are views of the frame", () => {
  const input = bytes("43010203");
  const view = new Reader(input).readBytes();
  assert.equal(view.buffer, input.buffer);
  input[1] = 9;
  assert.deepEqual([...view], [9, 2, 3]);
});

test("a reader of a part of a buffer stays inside", () => {
  const whole = bytes("ff83010203ff");
  const part = whole.subarray(1, 4);
  assert.equal(
    errorOf(part, readAny).message,
    "truncated (byte 0): expected array, found array of 3 with 2 bytes left",
  );
});

test("maps of any are Maps, which keep strange keys", () => {
  const input = bytes("a3695f5f70726f746f5f5f01f9000002695f5f70726f746f5f5f03");
  const map = readAny(new Reader(input));
  assert.ok(map instanceof Map);
  assert.deepEqual(
    [...map],
    [
      ["__proto__", 1],
      [0, 2],
    ],
  );
  const kept = readAny(new Reader(input, { keepForms: true }));
  assert.ok(kept instanceof Pairs);
  assert.equal(kept.pairs.length, 3);
});

test("numbers of any are written in the form that loses nothing", () => {
  assert.equal(hex(1), "01");
  assert.equal(hex(-0), "fa80000000");
  assert.equal(hex(0.5), "fa3f000000");
  assert.equal(hex(0.1), "fb3fb999999999999a");
  assert.equal(hex(1e300), "fb7e37e43c8800759c");
  assert.equal(hex(NaN), "fa7fc00000");
  assert.equal(hex(new Float(1, 32)), "fa3f800000");
  assert.equal(hex(new Float(1, 64)), "fb3ff0000000000000");
  assert.equal(hex([null, undefined, true, new Simple(32)]), "84f6f7f5f820");
  assert.equal(hex(new Tag(1000, "x")), "d903e86178");
});

test("a value that its type does not have is refused, with its key", () => {
  const writer = new Writer();
  writer.writeKey("size");
  assert.throws(() => writer.writeUint(-1), {
    message: "size: expected an unsigned integer of at most 53 bits, found -1",
  });
  assert.throws(() => writer.writeUint(2 ** 53), /at most 53 bits/);
  assert.throws(() => writer.writeUint32(2 ** 32), /unsigned 32-bit integer/);
  assert.throws(() => writer.writeInt(0.5), /expected an integer/);
  assert.throws(() => writer.writeFloat(1e39), /32-bit float, found 1e\+39/);
  assert.throws(() => writer.writeFloats([1, 2], 3), {
    message: "size: expected an array of 3, found an array of 2",
  });
});

test("texts of every length come back", () => {
  for (const length of [0, 1, 23, 24, 32, 33, 255, 256, 65535, 65536]) {
    for (const letter of ["a", "\u00e9", "\u4e16", "\u{1f30d}"]) {
      const text = letter.repeat(length);
      const writer = new Writer(1);
      writer.writeText(text);
      const reader = new Reader(writer.take());
      assert.equal(reader.readText(), text);
      assert.ok(reader.atEnd);
    }
  }
  const writer = new Writer();
  writer.writeText("\ud800");
  assert.equal(new Reader(writer.take()).readText(), "\ufffd");
});

test("whatever the input, there is a value or a DecodeError", () => {
  let state = 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const ignored = new ServerMessageHandlerBase();
  for (let round = 0; round < 20000; ++round) {
    const input = Uint8Array.from({ length: next(40) }, () => next(256));
    dispatchServerFrame(input, ignored);
    try {
      readAny(new Reader(input));
    } catch (error) {
      assert.ok(error instanceof DecodeError);
      assert.ok(error.offset <= input.length && error.found !== "");
    }
  }
});

test("an error of a handler is no error of the frame", () => {
  class Handler extends ServerMessageHandlerBase {
    override onDocumentReset(): void {
      throw new RangeError("mine");
    }
  }
  const frame = bytes("821820a0");
  assert.throws(() => dispatchServerFrame(frame, new Handler()), RangeError);
});

test("defaults are filled in", () => {
  const entity = newEntity({ name: "box" });
  assert.equal(entity.visible, true);
  assert.deepEqual(entity.lights, []);
  assert.equal(entity.name, "box");
  assert.equal(newEntity({ visible: false }).visible, false);
});

test("an update replaces what it holds", () => {
  const text = newTextRepresentation({ txt: "a" });
  const entity = newEntity({ name: "box", tags: ["old"] });
  entity.representation = { kind: "text_rep", value: text };
  applyEntityUpdate(entity, { tags: ["new"], visible: false });
  assert.equal(entity.name, "box");
  assert.deepEqual(entity.tags, ["new"]);
  assert.equal(entity.visible, false);
  assert.equal(entity.representation?.value, text);
  applyEntityUpdate(entity, { representation: { kind: "null_rep" } });
  const expected = { name: "box", tags: ["new"], visible: false };
  assert.deepEqual(
    entity,
    newEntity({ ...expected, representation: undefined }),
  );
});

test("messages have their numbers, names and roles", () => {
  assert.deepEqual(serverMessages[4], {
    number: 4,
    name: "MsgEntityCreate",
    role: "create",
    component: "Entity",
  });
  assert.deepEqual(
    clientMessages.map((one) => [one.number, one.name, one.role]),
    [
      [0, "MsgIntroduction", "other"],
      [1, "MsgInvokeMethod", "other"],
    ],
  );
});

test("a typed array is an array of numbers", () => {
  const read = (text: string): Any => readAny(new Reader(bytes(text)));
  assert.deepEqual(read("d840430001ff"), [0, 1, 255]);
  assert.deepEqual(read("d84d4401000080"), [1, -32768]);
  assert.deepEqual(read("d8554800" + "00c03f000020c0"), [1.5, -2.5]);
  assert.deepEqual(read("d84750" + "0100000000000000" + "ff".repeat(8)), [
    1,
    2n ** 64n - 1n,
  ]);
  assert.deepEqual(read("d84b480000000000000000"), [0]);
  // Among other items.
  assert.deepEqual(read("8401d84544010002009fd8404105ff18ff"), [
    1,
    [1, 2],
    [[5]],
    255,
  ]);
  // Half an element: the tag stays.
  assert.deepEqual(read("d84141c1"), new Tag(65, bytes("c1")));
});

test("a typed array is its bytes where bytes are expected", () => {
  const input = bytes("d85544000000c0");
  const read = new Reader(input).readBytes();
  assert.deepEqual(read, bytes("000000c0"));
  assert.equal(read.buffer, input.buffer);
});

test("an error in a typed array is at the typed array", () => {
  const message = (text: string, read: (reader: Reader) => unknown): string =>
    errorOf(bytes(text), read).message;
  const readNumbers = (reader: Reader): unknown => reader.readList(readUint);
  assert.equal(
    message("d8484201ff", readNumbers),
    "out-of-range at [1] (byte 0): expected unsigned integer, found tag 72",
  );
  assert.equal(
    message("d84143000000", readNumbers),
    "wrong-length (byte 0): expected a typed array of whole elements of 2 " +
      "bytes, found 3 bytes",
  );
  assert.equal(
    message("d8404401020304", (reader) => reader.readFloats(3)),
    "wrong-length (byte 0): expected array of 3, found tag 64",
  );
  // Reading goes on behind it.
  const reader = new Reader(bytes("82d8484201ff05"));
  const list = reader.enterArray();
  assert.ok(reader.more(list));
  const start = reader.offset;
  assert.throws(() => readNumbers(reader), DecodeError);
  reader.resumeAt(start, 1);
  reader.skip();
  assert.ok(reader.more(list));
  assert.equal(reader.readUint(), 5);
  assert.ok(!reader.more(list) && reader.atEnd);
});

test("identifiers of any slots and generations, in any order", () => {
  const ids = [0, 1, 64, 65, 2 ** 31, 1, 1, 0].flatMap((slot, at) =>
    [0, 1, 2 ** 32 - 1].map((gen) => [slot + (at % 2), gen]),
  );
  const writer = new Writer();
  writeAny(writer, [...ids, ...ids]);
  const read = new Reader(writer.take()).readList(readID);
  assert.deepEqual(read, [...ids, ...ids]);
});
