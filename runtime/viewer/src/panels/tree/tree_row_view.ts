// One row of the tree: indentation, kind and name of the entity, its eye.

import type { Entity, EntityID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { shortText } from "../text/numbers.js";
import { element, isTouch, setAttribute, setText } from "../widgets/dom.js";
import { type IconName, icon, setIcon } from "../widgets/icons.js";
import type { RowView } from "../widgets/virtual_list.js";
import type { TreeRow } from "./tree_model.js";

/** Deeper rows are not indented further: their names must fit. */
const mostIndents = 12;
const indentWidth = 12;

/** Pixels. */
export function rowHeight(): number {
  return isTouch() ? 36 : 22;
}

export interface TreeRowActions {
  twist(row: TreeRow, isAll: boolean): void;
  choose(row: TreeRow, event: MouseEvent): void;
  toggleEye(id: EntityID): void;
  frame(id: EntityID): void;
}

export class TreeRowView implements RowView {
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly indent = element("span", { class: "indent" });
  private readonly twist = element("span", {
    class: "twist",
    "aria-hidden": "true",
  });
  private readonly twistIcon = icon("open");
  private readonly kind = icon("group");
  private readonly nameText = element("span", { class: "name" });
  private readonly note = element("span", { class: "note quiet" });
  private readonly eye: HTMLButtonElement;
  private readonly eyeIcon = icon("eye");
  private row: TreeRow | undefined;

  constructor(context: PanelContext, actions: TreeRowActions) {
    this.context = context;
    this.twist.append(this.twistIcon);
    this.eye = element("button", {
      type: "button",
      class: "eye",
      tabindex: -1,
      "data-action": "toggle-eye",
    });
    this.eye.append(this.eyeIcon);
    this.root = element(
      "div",
      { class: "tree-row", role: "treeitem" },
      this.indent,
      this.twist,
      this.kind,
      this.nameText,
      this.note,
      this.eye,
    );
    this.listen(actions);
  }

  fill(row: TreeRow, isActive: boolean): void {
    this.row = row;
    const { mirror } = this.context.session.client;
    const { selection, scene } = this.context;
    const entity = mirror.get("Entity", row.id);
    const name = nameOfEntity(row.id, entity);
    const isSelected = selection.isSelected(row.id);
    const { root } = this;
    const indents = Math.min(row.depth, mostIndents);
    this.indent.style.width = `${indents * indentWidth}px`;
    setAttribute(root, "id", rowElementID(row.id));
    setAttribute(root, "data-entity", `${row.id[0]}/${row.id[1]}`);
    setAttribute(root, "aria-level", row.depth + 1);
    setAttribute(root, "aria-selected", String(isSelected));
    setAttribute(
      root,
      "aria-expanded",
      row.hasChildren ? String(row.isOpen) : undefined,
    );
    root.classList.toggle("active", isActive);
    root.classList.toggle("above", !row.isFound);
    root.classList.toggle("hovered", isSame(selection.hovered, row.id));
    setIcon(this.twistIcon, row.isOpen ? "fold" : "open");
    this.twist.classList.toggle("none", !row.hasChildren);
    setIcon(this.kind, iconOfEntity(entity));
    setText(this.nameText, shortText(name));
    setAttribute(root, "title", shortText(name, 500));
    root.classList.toggle("unnamed", entity?.name === undefined);
    const isHiddenHere = scene.isHidden(row.id);
    const isHiddenThere = entity?.visible === false;
    root.classList.toggle("unseen", isHiddenHere || isHiddenThere);
    setText(this.note, isHiddenThere ? "hidden by server" : "");
    setIcon(this.eyeIcon, isHiddenHere ? "eyeOff" : "eye");
    const words = isHiddenHere ? `Show ${name}` : `Hide ${name}`;
    setAttribute(this.eye, "aria-label", shortText(words));
    setAttribute(this.eye, "title", isHiddenHere ? "Show (H)" : "Hide (H)");
    setAttribute(this.eye, "aria-pressed", String(isHiddenHere));
  }

  private listen(actions: TreeRowActions): void {
    const { root } = this;
    root.addEventListener("click", (event) => {
      const { row } = this;
      if (row === undefined) return;
      if (this.eye.contains(event.target as Node)) actions.toggleEye(row.id);
      else if (this.twist.contains(event.target as Node) && row.hasChildren) {
        actions.twist(row, event.altKey);
      } else actions.choose(row, event);
    });
    root.addEventListener("dblclick", (event) => {
      const isPart = (part: Element): boolean =>
        part.contains(event.target as Node);
      if (this.row === undefined || isPart(this.eye) || isPart(this.twist)) {
        return;
      }
      actions.frame(this.row.id);
    });
    root.addEventListener("pointerenter", () => {
      this.context.selection.setHovered(this.row?.id);
    });
    root.addEventListener("pointerleave", () => {
      this.context.selection.setHovered(undefined);
    });
  }
}

export function rowElementID(id: EntityID): string {
  return `entity-${id[0]}-${id[1]}`;
}

/** Its name, else its text in quotes, else "entity 3/0". */
export function nameOfEntity(id: EntityID, entity: Entity | undefined): string {
  const name = entity?.name?.trim() ?? "";
  if (name !== "") return name;
  const { representation } = entity ?? {};
  if (representation?.kind === "text_rep") {
    const text = shortText(representation.value.txt, 60);
    if (text !== "") return `“${text}”`;
  }
  return `entity ${id[0]}/${id[1]}`;
}

export function iconOfEntity(entity: Entity | undefined): IconName {
  const { representation } = entity ?? {};
  switch (representation?.kind) {
    case "text_rep":
      return "text";
    case "web_rep":
      return "web";
    case "render_rep":
      return representation.value.instances === undefined
        ? "mesh"
        : "instances";
    default:
      return (entity?.lights.length ?? 0) > 0 ? "light" : "group";
  }
}

function isSame(a: EntityID | undefined, b: EntityID): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}
