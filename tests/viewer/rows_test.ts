// Rows of long lists: which are in sight, and which the tree of entities has.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Mirror, type MirrorChange } from "linguine-noodles/client";
import {
  type Entity,
  type EntityID,
  entityID,
  newEntity,
} from "linguine-noodles/protocol";
import { TreeModel } from "../../runtime/viewer/src/panels/tree/tree_model.js";
import {
  contentHeight,
  maxContentHeight,
  scrollTopFor,
  visibleRange,
} from "../../runtime/viewer/src/panels/widgets/virtual_rows.js";

test("only rows in sight, and a few around them, are drawn", () => {
  const view = { count: 1000, rowHeight: 20, scrollTop: 2010, height: 100 };
  assert.deepEqual(visibleRange(view), { first: 96, end: 110, top: 1920 });
  const start = visibleRange({ ...view, scrollTop: 0 });
  assert.deepEqual(start, { first: 0, end: 9, top: 0 });
  const none = visibleRange({ ...view, count: 0 });
  assert.equal(none.end - none.first, 0);
  // A list that has become shorter than the place it was scrolled to.
  const short = visibleRange({ ...view, count: 3, scrollTop: 5000 });
  assert.deepEqual([short.first, short.end], [0, 3]);
});

test("a list that is too high for a browser is compressed to its last row", () => {
  const count = 10_000_000;
  const height = 400;
  assert.equal(contentHeight(count, 20), maxContentHeight);
  const most = maxContentHeight - height;
  const end = visibleRange({ count, rowHeight: 20, scrollTop: most, height });
  assert.equal(end.end, count);
  const last = end.top + (count - end.first) * 20;
  assert.ok(Math.abs(last - maxContentHeight) < 1, `ends at ${last}`);
});

test("a row is revealed by scrolling as little as possible", () => {
  const view = { count: 1000, rowHeight: 20, scrollTop: 200, height: 100 };
  assert.equal(scrollTopFor(12, view), 200);
  assert.equal(scrollTopFor(3, view), 60);
  assert.equal(scrollTopFor(20, view), 320);
  const large = { ...view, count: 10_000_000, scrollTop: 0 };
  const scrollTop = scrollTopFor(9_999_999, large);
  const { first, end } = visibleRange({ ...large, scrollTop });
  assert.ok(first < 9_999_999 && end === 10_000_000);
});

const id = (slot: number, gen = 0): EntityID => entityID(slot, gen);

class Tree {
  readonly model = new TreeModel();
  private readonly entities = new Map<number, Entity>();

  create(slot: number, name: string, parent?: EntityID, gen = 0): void {
    const after = newEntity({ name, parent });
    this.entities.set(slot, after);
    this.apply({
      type: "created",
      id: id(slot, gen),
      before: undefined,
      after,
    });
  }

  update(slot: number, given: Partial<Entity>): boolean {
    const before = this.entities.get(slot)!;
    const after = { ...before, ...given };
    this.entities.set(slot, after);
    return this.apply({ type: "updated", id: id(slot), before, after });
  }

  remove(slot: number): void {
    const before = this.entities.get(slot)!;
    this.entities.delete(slot);
    this.apply({ type: "removed", id: id(slot), before, after: undefined });
  }

  private apply(change: object): boolean {
    return this.model.apply({ kind: "Entity", ...change } as MirrorChange);
  }

  get text(): string {
    return this.model.rows
      .map(({ id: [slot], depth, hasChildren, isOpen }) => {
        const mark = hasChildren ? (isOpen ? "-" : "+") : "";
        return ".".repeat(depth) + mark + this.entities.get(slot)!.name;
      })
      .join(" ");
  }
}

function house(): Tree {
  const tree = new Tree();
  tree.create(0, "house");
  tree.create(1, "room", id(0));
  tree.create(2, "lamp", id(1));
  tree.create(3, "street");
  return tree;
}

test("the tree has a row for each entity that is not folded away", () => {
  const tree = house();
  assert.equal(tree.text, "+house street");
  tree.model.setOpen(id(0), true);
  assert.equal(tree.text, "-house .+room street");
  tree.model.setAllOpen(id(0), true);
  assert.equal(tree.text, "-house .-room ..lamp street");
  tree.model.setAllOpen(id(0), false);
  tree.model.reveal(id(2));
  assert.equal(tree.text, "-house .-room ..lamp street");
  assert.equal(tree.model.rowOf(id(2)), 2);
  assert.equal(tree.model.rowOf(id(2, 1)), -1);
});

test("the tree follows the changes of the document", () => {
  const tree = house();
  tree.model.setAllOpen(id(0), true);
  tree.update(2, { parent: id(3) });
  tree.model.setOpen(id(3), true);
  assert.equal(tree.text, "-house .room -street .lamp");
  assert.ok(tree.update(2, { name: "light" }));
  assert.equal(tree.text, "-house .room -street .light");
  tree.remove(3);
  assert.equal(tree.text, "-house .room light");
});

test("a changed transform changes no row", () => {
  const tree = house();
  const before = tree.model.rows;
  assert.equal(tree.update(2, { visible: false, tags: ["on"] }), false);
  assert.equal(tree.model.rows, before);
});

test("a search shows what was found and what lies above it", () => {
  const tree = house();
  tree.update(3, { tags: ["Outside"] });
  tree.model.search(" LAMP ");
  assert.equal(tree.text, "-house .-room ..lamp");
  const found = tree.model.rows.map(({ isFound }) => isFound);
  assert.deepEqual(found, [false, false, true]);
  tree.model.search("outside");
  assert.equal(tree.text, "street");
  tree.model.search("2/0");
  assert.equal(tree.text, "-house .-room ..lamp");
  tree.model.search("nothing");
  assert.equal(tree.text, "");
  tree.model.search("");
  assert.equal(tree.text, "+house street");
});

test("what is neither above nor below an entity is told", () => {
  const tree = house();
  tree.create(4, "chair", id(1));
  tree.create(5, "bulb", id(2));
  const othersOf = (slot: number): number[] =>
    tree.model.othersOf(id(slot)).map(([other]) => other);
  assert.deepEqual(othersOf(2), [4, 3]);
  assert.deepEqual(othersOf(0), [3]);
  assert.deepEqual(othersOf(3), [0]);
});

test("entities without their parents are roots until the parents come", () => {
  const tree = new Tree();
  tree.create(1, "child", id(5));
  assert.equal(tree.text, "child");
  // Of another generation than the child wants.
  tree.create(5, "stranger", undefined, 1);
  assert.equal(tree.text, "child stranger");
  tree.remove(5);
  tree.create(5, "parent");
  tree.model.setOpen(id(5), true);
  assert.equal(tree.text, "-parent .child");
});

test("entities that are below themselves are shown once", () => {
  const tree = new Tree();
  tree.create(0, "self", id(0));
  tree.create(1, "a", id(2));
  tree.create(2, "b", id(1));
  tree.model.setAllOpen(id(1), true);
  tree.model.setAllOpen(id(2), true);
  const names = tree.text.replace(/[.+-]/g, "").split(" ").sort();
  assert.deepEqual(names, ["a", "b", "self"]);
  tree.update(2, { parent: undefined });
  assert.match(tree.text, /-b \.a/);
});

test("a chain of thousands of parents has its rows", () => {
  const tree = new Tree();
  tree.create(0, "top");
  for (let slot = 1; slot < 5000; ++slot) {
    tree.create(slot, `link ${slot}`, id(slot - 1));
  }
  tree.model.setAllOpen(id(0), true);
  assert.equal(tree.model.rows.length, 5000);
  assert.equal(tree.model.rows.at(-1)!.depth, 4999);
});

test("a tree that was not looked at has all that came before, and follows then", () => {
  const mirror = new Mirror();
  const model = new TreeModel(mirror);
  const told: boolean[] = [];
  mirror.onChange((change) => told.push(model.apply(change)));
  const slots = (): number[] => model.rows.map((row) => row.id[0]);
  mirror.create("Entity", [1, 0], newEntity({ parent: id(0) }));
  mirror.create("Entity", [0, 0], newEntity());
  mirror.create("Entity", [2, 0], newEntity());
  mirror.update("Entity", [2, 0], { visible: false });
  mirror.delete("Entity", [2, 0]);
  // Updates of a tree without rows change no row.
  assert.deepEqual(told.splice(0), [true, true, true, false, true]);
  assert.equal(model.count, 2);
  model.setOpen(id(0), true);
  assert.deepEqual(slots(), [0, 1]);
  mirror.create("Entity", [3, 0], newEntity({ parent: id(0) }));
  mirror.update("Entity", [1, 0], { parent: id(3) });
  assert.deepEqual(slots(), [0, 3]);
  model.reveal(id(1));
  assert.deepEqual(slots(), [0, 3, 1]);
  mirror.delete("Entity", [0, 0]);
  assert.deepEqual(slots(), [3, 1]);
});
