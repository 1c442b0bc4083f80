// The tree of entities, with eyes, search, and the details of what is selected.

import { type ComponentKind, type EntityID, entityID } from "linguine-noodles/protocol";
import type { PanelContext, ShownComponent } from "../context.js";
import type { Panel } from "../layout/layout.js";
import { countOf } from "../text/numbers.js";
import { button } from "../widgets/button.js";
import { element, setAttribute, setShown, setText } from "../widgets/dom.js";
import { atMostEvery } from "../widgets/frame_batch.js";
import { icon } from "../widgets/icons.js";
import { VirtualList } from "../widgets/virtual_list.js";
import { Details } from "./details.js";
import { TreeModel, type TreeRow } from "./tree_model.js";
import { TreeRowView, rowElementID, rowHeight } from "./tree_row_view.js";

/** With more entities than this, the tree is closed at first. */
const mostOpenAtFirst = 200;
/** With more rows than this, a new order is made only so often. */
const manyRows = 5000;
const manyInterval = 250;

export class TreePanel implements Panel {
  readonly name = "scene";
  readonly title = "Scene";
  readonly icon = "scene";
  readonly key = "1";
  readonly dock = "left";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly model: TreeModel;
  private readonly list: VirtualList<TreeRowView>;
  private readonly details: Details;
  private readonly search: HTMLInputElement;
  private readonly count = element("span", { "aria-live": "polite" });
  private readonly showAll: HTMLButtonElement;
  private readonly hidden = new Map<string, EntityID>();
  private readonly drawRarely: () => void;
  private isVisible = false;
  private wasOpened = false;
  private revealed: EntityID | undefined;
  /** Where a range that Shift selects begins. */
  private anchor: EntityID | undefined;

  constructor(context: PanelContext) {
    this.context = context;
    this.model = new TreeModel(context.session.client.mirror);
    this.details = new Details(context);
    this.search = element("input", {
      type: "search",
      placeholder: "Search names and tags",
      title: "Search names and tags (/)",
      "aria-label": "Search the scene",
      "aria-keyshortcuts": "/",
      autocomplete: "off",
      spellcheck: "false",
      "data-search": "scene",
    });
    this.list = new VirtualList<TreeRowView>({
      rowHeight: rowHeight(),
      attributes: {
        role: "tree",
        tabindex: "0",
        "aria-label": "Entities",
        "aria-multiselectable": "true",
        "data-list": "tree",
      },
      count: () => this.model.rows.length,
      makeRow: () => new TreeRowView(context, this),
      fillRow: (view, index) => {
        const row = this.model.rows[index]!;
        view.fill(row, isSame(row.id, context.selection.primary));
      },
    });
    this.showAll = button({
      label: "Show all that you have hidden",
      text: "Show all",
      data: "show-all",
      run: () => this.showHidden(),
    });
    this.root = element(
      "div",
      {},
      element("div", { class: "search-box" }, icon("search"), this.search),
      this.list.root,
      element("div", { class: "tree-foot quiet" }, this.count, this.showAll),
      this.details.root,
    );
    this.drawRarely = atMostEvery(manyInterval, () => this.drawSoon());
    this.listen();
    this.listenToKeys();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.details.setVisible(isVisible);
    if (isVisible) this.drawSoon();
  }

  /** Selects an entity; of any other component, shows the details. */
  show({ kind, id }: ShownComponent): void {
    this.context.layout.show(this.name);
    if (kind === "Entity") {
      const entity = id as unknown as EntityID;
      this.context.selection.setEntities([entity]);
    } else {
      this.details.show({ kind, id });
    }
  }

  /** Lists all components of a kind in the details. */
  showKind(kind: ComponentKind): void {
    this.context.layout.show(this.name);
    this.details.showKind(kind);
  }

  focusSearch(): void {
    this.context.layout.show(this.name);
    this.search.focus();
    this.search.select();
  }

  /** Calls `listen` when the user asks for the menu of a row. */
  onMenu(listen: (id: EntityID, x: number, y: number) => void): void {
    this.list.root.addEventListener("contextmenu", (event) => {
      const row = (event.target as Element).closest<HTMLElement>(
        "[data-entity]",
      );
      const active = this.model.rows[this.primaryRow()];
      const [slot, gen] = (row?.dataset["entity"] ?? "").split("/").map(Number);
      const id = row === null ? active?.id : entityID(slot!, gen!);
      if (id === undefined) return;
      event.preventDefault();
      const box = this.list.root.getBoundingClientRect();
      const isByKey = event.clientX === 0 && event.clientY === 0;
      listen(
        id,
        isByKey ? box.left + 40 : event.clientX,
        isByKey ? box.top : event.clientY,
      );
    });
  }

  // ------------------------------------------------------- actions of the rows

  twist(row: TreeRow, isAll: boolean): void {
    if (isAll) this.model.setAllOpen(row.id, !row.isOpen);
    else this.model.setOpen(row.id, !row.isOpen);
    this.keepOpen();
    this.drawSoon();
  }

  choose(row: TreeRow, event: MouseEvent): void {
    const { selection } = this.context;
    if (event.shiftKey && this.anchor !== undefined) {
      this.chooseRange(this.anchor, row.id);
      return;
    }
    this.anchor = row.id;
    this.revealed = row.id;
    if (event.ctrlKey || event.metaKey) selection.toggleEntity(row.id);
    else selection.setEntities([row.id]);
  }

  toggleEye(id: EntityID): void {
    this.setHidden([id], !this.context.scene.isHidden(id));
  }

  frame(id: EntityID): void {
    this.context.scene.frame([id]);
  }

  /** Hides all that are selected, or shows them if all are hidden. */
  toggleSelected(): void {
    const { selection, scene } = this.context;
    const { entities } = selection;
    const isHidden = entities.every((id) => scene.isHidden(id));
    this.setHidden(entities, !isHidden);
  }

  setHidden(ids: readonly EntityID[], isHidden: boolean): void {
    for (const id of ids) {
      this.context.scene.setHidden(id, isHidden);
      if (isHidden) this.hidden.set(rowElementID(id), id);
      else this.hidden.delete(rowElementID(id));
    }
    this.drawSoon();
  }

  /** Hides all but this entity and what is below and above it. */
  showOnly(id: EntityID): void {
    this.showHidden();
    this.setHidden(this.model.othersOf(id), true);
  }

  showHidden(): void {
    this.setHidden([...this.hidden.values()], false);
  }

  // ------------------------------------------------------------------ private

  private listen(): void {
    const { session, selection } = this.context;
    const { mirror } = session.client;
    mirror.onChange((change) => {
      if (this.model.apply(change)) {
        if (this.model.count > manyRows) this.drawRarely();
        else this.drawSoon();
      } else if (change.kind === "Entity") {
        // Its icon or its eye; only the rows in sight are looked at.
        const isSeen =
          change.before?.visible !== change.after?.visible ||
          change.before?.representation !== change.after?.representation;
        if (isSeen) this.drawSoon();
      }
      if (change.kind === "Entity" && change.type === "removed") {
        this.hidden.delete(rowElementID(change.id));
      }
    });
    session.onState(({ kind }) => {
      if (kind === "live") this.openFirst();
    });
    selection.onChange(() => this.onSelection());
    selection.onHover(() => this.drawSoon());
    this.search.addEventListener("input", () => {
      this.model.search(this.search.value);
      this.list.root.scrollTop = 0;
      this.drawSoon();
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        this.list.root.focus();
        const found = this.model.rows.findIndex(({ isFound }) => isFound);
        if (found >= 0) this.go(found);
      }
    });
  }

  private listenToKeys(): void {
    this.list.root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { rows } = this.model;
      const at = this.primaryRow();
      const row = rows[at];
      const page = this.list.pageSize;
      switch (event.key) {
        case "ArrowDown":
          this.go(at + 1, event.shiftKey);
          break;
        case "ArrowUp":
          this.go(at < 0 ? rows.length - 1 : at - 1, event.shiftKey);
          break;
        case "PageDown":
          this.go(at + page);
          break;
        case "PageUp":
          this.go(at - page);
          break;
        case "Home":
          this.go(0);
          break;
        case "End":
          this.go(rows.length - 1);
          break;
        case "ArrowRight":
          if (row === undefined) return;
          if (row.hasChildren && !row.isOpen) this.twist(row, false);
          else if (row.hasChildren) this.go(at + 1);
          break;
        case "ArrowLeft":
          if (row === undefined) return;
          if (row.isOpen) this.twist(row, false);
          else this.goToParent(at);
          break;
        case "Enter":
          if (row !== undefined) this.frame(row.id);
          break;
        case "*":
          if (row !== undefined) this.twist(row, true);
          break;
        default:
          return;
      }
      event.preventDefault();
    });
  }

  private primaryRow(): number {
    const { primary } = this.context.selection;
    return primary === undefined ? -1 : this.model.rowOf(primary);
  }

  private go(index: number, isRange = false): void {
    const { rows } = this.model;
    const row = rows[Math.min(Math.max(0, index), rows.length - 1)];
    if (row === undefined) return;
    if (isRange) {
      this.context.selection.toggleEntity(row.id);
      if (!this.context.selection.isSelected(row.id)) {
        this.context.selection.toggleEntity(row.id);
      }
    } else {
      this.anchor = row.id;
      this.context.selection.setEntities([row.id]);
    }
  }

  private goToParent(index: number): void {
    const { rows } = this.model;
    const depth = rows[index]!.depth;
    for (let at = index - 1; at >= 0; --at) {
      if (rows[at]!.depth < depth) {
        this.go(at);
        return;
      }
    }
  }

  private chooseRange(from: EntityID, to: EntityID): void {
    const [a, b] = [this.model.rowOf(from), this.model.rowOf(to)];
    if (a < 0 || b < 0) return;
    const rows = this.model.rows.slice(Math.min(a, b), Math.max(a, b) + 1);
    this.context.selection.setEntities(rows.map(({ id }) => id));
  }

  private onSelection(): void {
    const { primary } = this.context.selection;
    if (primary !== undefined && !isSame(primary, this.revealed)) {
      this.model.reveal(primary);
    }
    this.revealed = undefined;
    this.context.frames.add(this.revealPrimary);
    this.drawSoon();
  }

  private readonly revealPrimary = (): void => {
    const row = this.primaryRow();
    if (row >= 0 && this.isVisible) this.list.reveal(row);
  };

  // The rows that were open before the page was loaded again, else all of a
  // small scene.
  private openFirst(): void {
    if (this.wasOpened) return;
    this.wasOpened = true;
    const kept = this.context.session.user.get("open-rows");
    if (Array.isArray(kept)) {
      const slots = new Set(kept);
      for (const [id] of this.context.session.client.mirror.all("Entity")) {
        if (slots.has(id[0])) this.model.setOpen(id, true);
      }
    } else {
      this.model.openFirst(mostOpenAtFirst);
    }
    this.drawSoon();
  }

  private keepOpen(): void {
    const slots = this.model.openSlots.slice(0, 10_000);
    this.context.session.user.set("open-rows", slots);
  }

  private drawSoon(): void {
    this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    if (!this.isVisible) return;
    const { count, rows } = this.model;
    const isSearching = this.search.value.trim() !== "";
    setText(
      this.count,
      isSearching
        ? rows.length === 0
          ? "Nothing found"
          : `${countOf(rows.length, "row")} of ${countOf(count, "entity", "entities")}`
        : count === 0
          ? "No entities yet"
          : countOf(count, "entity", "entities"),
    );
    setShown(this.showAll, this.hidden.size > 0);
    const active = this.primaryRow();
    setAttribute(
      this.list.root,
      "aria-activedescendant",
      active < 0 ? undefined : rowElementID(rows[active]!.id),
    );
    this.list.draw();
  };
}

function isSame(a: EntityID, b: EntityID | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}
