// The menu of the scene.

import type { CallTarget } from "linguine-noodles/calls";
import { activatorMethodNames } from "linguine-noodles/interfaces";
import type { EntityID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import type { ContextMenuRequest } from "../../scene/scene_types.js";
import type { Menu, MenuItem } from "../layout/menu.js";
import { shortText, vectorText } from "../text/numbers.js";
import { wordsOfCallError } from "../text/words.js";
import type { TreePanel } from "../tree/tree_panel.js";
import { nameOfEntity } from "../tree/tree_row_view.js";
import type { PageActions } from "./page_actions.js";

export class SceneMenu {
  private readonly context: PanelContext;
  private readonly menu: Menu;
  private readonly actions: PageActions;
  private readonly tree: TreePanel;

  constructor(
    context: PanelContext,
    menu: Menu,
    actions: PageActions,
    tree: TreePanel,
  ) {
    this.context = context;
    this.menu = menu;
    this.actions = actions;
    this.tree = tree;
    context.scene.onContextMenu((request) => this.open(request));
    tree.onMenu((id, x, y) => this.openEntity(id, x, y, []));
  }

  private open({ x, y, pick }: ContextMenuRequest): void {
    if (pick === undefined) {
      this.menu.open(x, y, "Scene", this.pageItems());
      return;
    }
    const place = vectorText(pick.point);
    this.openEntity(pick.entity, x, y, [
      {
        text: "Copy the place",
        icon: "copy",
        data: "copy-place",
        run: () => void this.context.copy(place, "The place"),
      },
    ]);
  }

  private openEntity(
    id: EntityID,
    x: number,
    y: number,
    more: readonly MenuItem[],
  ): void {
    const { mirror } = this.context.session.client;
    const entity = mirror.get("Entity", id);
    if (entity === undefined) return;
    const name = shortText(nameOfEntity(id, entity), 40);
    const items = [...this.entityItems(id), ...more, ...this.pageItems()];
    this.menu.open(x, y, name, items);
  }

  private entityItems(id: EntityID): MenuItem[] {
    const { scene, selection, layout, session } = this.context;
    const { mirror } = session.client;
    const entity = mirror.get("Entity", id)!;
    const isHidden = scene.isHidden(id);
    const items: MenuItem[] = [
      {
        text: "Select",
        icon: "scene",
        data: "select",
        run: () => selection.setEntities([id]),
      },
      {
        text: "Fly there",
        icon: "frame",
        key: "F",
        data: "frame",
        run: () => scene.frame([id]),
      },
      {
        text: isHidden ? "Show" : "Hide",
        icon: isHidden ? "eye" : "eyeOff",
        key: "H",
        data: "hide",
        run: () => this.tree.setHidden([id], !isHidden),
      },
    ];
    items.push({
      text: "Show only this",
      icon: "eye",
      key: "I",
      data: "show-only",
      run: () => this.tree.showOnly(id),
    });
    const names = entity.methods_list.map(
      (one) => mirror.get("Method", one)?.name,
    );
    if (names.includes(activatorMethodNames.activate)) {
      items.push({
        text: "Activate",
        icon: "methods",
        data: "activate",
        run: () => this.activate(id),
      });
    }
    if (names.length > 0) {
      items.push({
        text: "Methods",
        icon: "methods",
        data: "methods",
        run: () => {
          selection.setEntities([id]);
          layout.show("methods");
        },
      });
    }
    const table = entity.tables[0];
    if (table !== undefined) {
      items.push({
        text: "Table",
        icon: "tables",
        data: "table",
        run: () => this.context.showTable(table),
      });
    }
    return items;
  }

  private activate(id: EntityID): void {
    const target: CallTarget = { kind: "entity", value: id };
    this.context.session.client
      .call(activatorMethodNames.activate, target)
      .catch((error: unknown) => {
        const text = "The entity was not activated";
        const detail = wordsOfCallError(error);
        this.context.notices.add({ text, detail, tone: "bad" });
      });
  }

  private pageItems(): MenuItem[] {
    const { scene } = this.context;
    return [
      {
        text: "Show the whole scene",
        icon: "frame",
        key: "A",
        data: "frame-all",
        run: () => scene.frameAll(),
      },
      {
        text: "Show all that is hidden",
        icon: "eye",
        key: "U",
        data: "show-all",
        run: () => this.tree.showHidden(),
      },
      {
        text: "Save a picture",
        icon: "picture",
        key: "S",
        data: "save-picture",
        run: () => void this.actions.savePicture(),
      },
      {
        text: "Copy a link",
        icon: "link",
        key: "L",
        data: "copy-link",
        run: () => void this.actions.copyLink(),
      },
    ];
  }
}
