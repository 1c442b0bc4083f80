// What the page says: states, errors, numbers, transforms, links.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ClientError, MethodError } from "linguine-noodles/client";
import type { Transformation } from "linguine-noodles/protocol";
import {
  bytesText,
  countOf,
  countText,
  durationText,
  numberText,
  shortText,
} from "../../runtime/viewer/src/panels/text/numbers.js";
import { partsOfTransform } from "../../runtime/viewer/src/panels/text/transform_parts.js";
import {
  type StateFacts,
  wordsOfCallError,
  wordsOfState,
} from "../../runtime/viewer/src/panels/text/words.js";
import {
  linkOf,
  viewOfLink,
} from "../../runtime/viewer/src/panels/view/page_link.js";

const server = "localhost:50000";
const facts: StateFacts = {
  kind: "live",
  server,
  words: "",
  error: undefined,
  hasScene: true,
  since: new Date(2026, 10, 30, 14, 3).getTime(),
  retryIn: undefined,
  loaded: 0,
  toLoad: 0,
  entities: 3,
  tables: 0,
  recording: undefined,
};

function titleOf(given: Partial<StateFacts>): string {
  return wordsOfState({ ...facts, ...given }).title;
}

test("every state is told in words", () => {
  const closed = new ClientError(
    "unavailable",
    "the connection has ended (code 1001)",
  );
  assert.equal(titleOf({ kind: "connecting" }), `Connecting to ${server}`);
  assert.equal(
    titleOf({ kind: "loading" }),
    `Receiving the scene of ${server}`,
  );
  assert.equal(
    titleOf({ loaded: 34, toLoad: 120 }),
    "Loading 34 of 120 assets",
  );
  assert.equal(titleOf({}), "Live");
  assert.equal(titleOf({ entities: 0 }), "Live, no scene yet");
  const lost = wordsOfState({
    ...facts,
    kind: "lost",
    error: closed,
    retryIn: 3400,
  });
  assert.equal(
    lost.title,
    "Lost the server at 14:03, trying again in 4\u202fs",
  );
  assert.match(lost.detail, /^The server was stopped\. You see the scene/);
  assert.equal(lost.retry, "Try now");
  assert.equal(
    titleOf({ kind: "lost", hasScene: false, retryIn: 0 }),
    `No answer from ${server}, trying now`,
  );
  const unreachable = wordsOfState({
    ...facts,
    kind: "lost",
    hasScene: false,
    error: new ClientError("unavailable", "no connection (code 1006)"),
  });
  assert.match(
    unreachable.detail,
    /^No connection could be made\. Is the server/,
  );
  const refused = wordsOfState({
    ...facts,
    kind: "refused",
    words: "A token.",
    retryIn: 8000,
  });
  assert.deepEqual(refused, {
    tone: "bad",
    brief: "Refused",
    title: `Refused by ${server}, trying again in 8\u202fs`,
    detail: "A token.",
    retry: "Try now",
  });
  assert.equal(
    titleOf({ recording: { isPlaying: false } }),
    "Recording, paused",
  );
  assert.equal(titleOf({ recording: { isPlaying: true } }), "Recording");
  // There is no server to be named.
  for (const kind of ["connecting", "loading"] as const) {
    const title = titleOf({ kind, server: "", recording: { isPlaying: true } });
    assert.equal(title, "Reading the recording");
  }
});

test("an empty scene is told where there is nothing else to see", () => {
  assert.equal(wordsOfState({ ...facts, entities: 0 }).isEmpty, true);
  assert.equal(
    wordsOfState({ ...facts, entities: 0, tables: 1 }).isEmpty,
    false,
  );
});

test("no state shows a bare code", () => {
  for (const code of [1000, 1001, 1006, 1008, 1011, 4321]) {
    for (const reason of ["", ": too many clients"]) {
      const words = `the connection has ended (code ${code})${reason}`;
      const error = new ClientError("unavailable", words);
      const { detail } = wordsOfState({ ...facts, kind: "lost", error });
      if (reason !== "")
        assert.match(detail, /^The server said: too many clients\./);
      if (code !== 4321) assert.doesNotMatch(detail, /\d{4}/);
    }
  }
});

test("a call that failed is told with its reason", () => {
  const cases: [unknown, string][] = [
    [new MethodError(7, "the lamp is hot"), "The lamp is hot. (error 7)"],
    [
      new MethodError(-32602, "level must be below 3"),
      "The server does not take these arguments: level must be below 3",
    ],
    [
      new MethodError(-32601, undefined),
      "The server does not have this method here.",
    ],
    [
      new ClientError("unavailable", "there is no connection"),
      "There is no connection to the server; the call was not answered.",
    ],
    [new ClientError("cancelled", "spin was cancelled"), "Spin was cancelled."],
    [new Error("odd"), "Odd."],
  ];
  for (const [error, words] of cases)
    assert.equal(wordsOfCallError(error), words);
});

test("numbers are short and exact where it counts", () => {
  assert.equal(countText(1234567), "1\u202f234\u202f567");
  assert.equal(countOf(1, "entity", "entities"), "1 entity");
  assert.equal(countOf(2, "entity", "entities"), "2 entities");
  assert.equal(bytesText(0), "0\u202fB");
  assert.equal(bytesText(1234), "1.23\u202fkB");
  assert.equal(bytesText(999_900), "1.00\u202fMB");
  assert.equal(numberText(0.1 + 0.2), "0.3");
  assert.equal(numberText(-0), "0");
  assert.equal(numberText(-12), "−12");
  assert.equal(numberText(123456789), "123456789");
  assert.equal(numberText(NaN), "not a number");
  assert.equal(numberText(-Infinity), "−∞");
  assert.equal(durationText(0.84), "0.84\u202fms");
  assert.equal(durationText(4000), "4\u202fs");
  assert.equal(durationText(600_000), "10\u202fmin");
});

test("long and treacherous texts are made short and plain", () => {
  assert.equal(shortText(" two\n\tlines "), "two lines");
  assert.equal(shortText("abcdef", 3), "abc…");
  assert.equal(shortText("x".repeat(1e6), 10), `${"x".repeat(10)}…`);
  assert.equal(shortText("a\u202eb\u0007"), "a\ufffdb\ufffd");
});

test("a transform is shown in parts", () => {
  const turned = partsOfTransform([
    ...[0, 2, 0, 0],
    ...[-2, 0, 0, 0],
    ...[0, 0, 2, 0],
    ...[1, 2, 3, 1],
  ] as unknown as Transformation);
  assert.deepEqual(turned, {
    position: [1, 2, 3],
    rotation: [0, 0, 90],
    scale: [2, 2, 2],
    isInexact: false,
  });
  const sheared = partsOfTransform([
    ...[1, 0, 0, 0],
    ...[1, 1, 0, 0],
    ...[0, 0, 1, 0],
    ...[0, 0, 0, 1],
  ] as unknown as Transformation);
  assert.equal(sheared.isInexact, true);
  const half = Math.SQRT1_2;
  const coordinates = partsOfTransform({
    position: [1, 0, 0],
    rotation: [half, 0, 0, half],
  } as Transformation);
  assert.deepEqual(coordinates.rotation, [90, 0, 0]);
  assert.deepEqual(coordinates.scale, [1, 1, 1]);
  const flat = partsOfTransform(Array(16).fill(0) as unknown as Transformation);
  assert.ok(flat.rotation.every(Number.isFinite));
});

test("a mirrored transform has a negative scale", () => {
  const { scale, rotation } = partsOfTransform([
    ...[-1, 0, 0, 0],
    ...[0, 1, 0, 0],
    ...[0, 0, 1, 0],
    ...[0, 0, 0, 1],
  ] as unknown as Transformation);
  assert.deepEqual(scale, [-1, 1, 1]);
  assert.ok(rotation.every((angle) => angle === 0));
});

test("a link carries camera and selection, and never the token", () => {
  const page = "http://localhost:50000/view/?server=x#token=secret";
  const view = {
    camera: { position: [1, 2, 3.25], target: [0, -0.5, 0] },
    selected: [
      [4, 0],
      [7, 1],
    ],
  } as const;
  const link = linkOf(page, view as never);
  assert.equal(
    link,
    "http://localhost:50000/view/?server=x#camera=1,2,3.25,0,-0.5,0&select=4/0,7/1",
  );
  assert.deepEqual(viewOfLink(link), view);
  const empty = { camera: undefined, selected: [] };
  assert.deepEqual(
    viewOfLink("http://a/#camera=1,2,x,0,0,0&select=a,1"),
    empty,
  );
  assert.deepEqual(viewOfLink("http://a/"), empty);
  assert.equal(linkOf(page, empty), "http://localhost:50000/view/?server=x");
});
