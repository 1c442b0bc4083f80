// Delegates, with a mirror that the test fills.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  type ChangeOf,
  ClientError,
  type Delegate,
  Delegates,
  Mirror,
  type SignalEvent,
} from "linguine-noodles/client";
import {
  entityID,
  newEntity,
  signalID,
  tableID,
} from "linguine-noodles/protocol";

class Log implements Delegate<"Entity"> {
  readonly calls: string[] = [];
  onUpdated({ before, after }: ChangeOf<"Entity">): void {
    this.calls.push(`updated ${before?.visible} ${after?.visible}`);
  }
  onSignal({ name }: SignalEvent): void {
    this.calls.push(`signal ${name}`);
  }
  onRemoved(): void {
    this.calls.push("removed");
  }
}

function started(): {
  mirror: Mirror;
  delegates: Delegates;
  send: (event: SignalEvent) => void;
} {
  const mirror = new Mirror();
  let send: (event: SignalEvent) => void = () => {};
  const delegates = new Delegates({
    mirror,
    onSignal: (listen) => {
      send = listen;
      return () => {};
    },
  });
  return { mirror, delegates, send: (event) => send(event) };
}

test("a delegate lives as long as its component", () => {
  const { mirror, delegates, send } = started();
  const pump = entityID(0, 0);
  mirror.create("Entity", [0, 0], newEntity({ name: "pump" }));
  const made: string[] = [];
  delegates.make("Entity", (id, { name }) => {
    made.push(`${id[0]} ${name}`);
    return new Log();
  });
  mirror.create("Entity", [1, 0], newEntity({ name: "valve" }));
  mirror.create("Table", [1, 0], {});
  assert.deepEqual(made, ["0 pump", "1 valve"]);
  const log = delegates.get("Entity", pump) as Log;
  mirror.update("Entity", [0, 0], { visible: false });
  mirror.update("Entity", [1, 0], { visible: false });
  const id = signalID(0, 0);
  const target = { kind: "entity", value: pump } as const;
  send({ name: "full", id, target, args: [] });
  send({ name: "of the document", id, target: undefined, args: [] });
  const table = { kind: "table", value: tableID(0, 0) } as const;
  send({ name: "of a table", id, target: table, args: [] });
  mirror.delete("Entity", [0, 0]);
  assert.deepEqual(log.calls, [
    "updated true false",
    "signal full",
    "removed",
  ]);
  assert.equal(delegates.get("Entity", pump), undefined);
  // A reset removes the others.
  const other = delegates.get("Entity", entityID(1, 0)) as Log;
  mirror.reset();
  assert.deepEqual(other.calls, ["updated true false", "removed"]);
});

test("the function for a name takes precedence", () => {
  const { mirror, delegates } = started();
  const makers: string[] = [];
  delegates.make("Entity", () => {
    makers.push("any");
    return undefined;
  });
  delegates.make(
    "Entity",
    () => {
      makers.push("pump");
      return {};
    },
    "pump",
  );
  mirror.create("Entity", [0, 0], newEntity({ name: "pump" }));
  mirror.create("Entity", [1, 0], newEntity({ name: "valve" }));
  mirror.create("Entity", [2, 0], newEntity());
  assert.deepEqual(makers, ["pump", "any", "any"]);
  assert.ok(delegates.get("Entity", entityID(0, 0)));
  assert.equal(delegates.get("Entity", entityID(1, 0)), undefined);
});

test("a program attaches and takes away delegates", () => {
  const { mirror, delegates } = started();
  mirror.create("Entity", [3, 1], newEntity());
  const id = entityID(3, 1);
  const [first, second] = [new Log(), new Log()];
  delegates.attach("Entity", id, first);
  delegates.attach("Entity", id, second);
  mirror.update("Entity", [3, 1], { visible: false });
  delegates.attach("Entity", id, undefined);
  mirror.update("Entity", [3, 1], { visible: true });
  assert.deepEqual(first.calls, []);
  assert.deepEqual(second.calls, ["updated true false"]);
  assert.throws(
    () => delegates.attach("Entity", entityID(3, 0), first),
    (error) =>
      error instanceof ClientError &&
      error.reason === "not-found" &&
      error.message === "there is no Entity [3, 0]",
  );
});

test("a reconnection keeps delegates", () => {
  const { mirror, delegates } = started();
  delegates.make("Entity", () => new Log());
  mirror.create("Entity", [0, 0], newEntity({ name: "pump" }));
  const log = delegates.get("Entity", entityID(0, 0)) as Log;
  mirror.beginResync();
  mirror.create("Entity", [0, 0], newEntity({ name: "pump", visible: false }));
  mirror.endResync();
  assert.deepEqual(log.calls, ["updated true false"]);
  assert.equal(delegates.get("Entity", entityID(0, 0)), log);
  delegates.close();
  mirror.delete("Entity", [0, 0]);
  assert.deepEqual(log.calls, ["updated true false"]);
});
