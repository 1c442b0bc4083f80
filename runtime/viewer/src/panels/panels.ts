// The panels over the scene. The face of this folder.

import "../style/panels.css";
import type { PageParts } from "../page/hooks.js";
import { AttentionNotices } from "./layout/attention.js";
import { KeysHelp } from "./layout/keys_help.js";
import { Keys } from "./layout/keys.js";
import { Layout, type Panel } from "./layout/layout.js";
import { Menu } from "./layout/menu.js";
import { Notices } from "./layout/notices.js";
import { StateBar } from "./layout/state_bar.js";
import { MethodsPanel } from "./methods/methods_panel.js";
import { PlotPanel } from "./plots/plot_panel.js";
import type { PanelContext } from "./context.js";
import { TablePanel } from "./tables/table_panel.js";
import { TableStore } from "./tables/table_store.js";
import { TimeBar } from "./time/time_bar.js";
import { TreePanel } from "./tree/tree_panel.js";
import { PageActions } from "./view/page_actions.js";
import { ProblemsPanel } from "./view/problems_panel.js";
import { SceneMenu } from "./view/scene_menu.js";
import { StatisticsPanel } from "./view/statistics_panel.js";
import { ViewPanel } from "./view/view_panel.js";
import { KeptView } from "./view/kept_view.js";
import { button } from "./widgets/button.js";
import { element } from "./widgets/dom.js";
import { FrameBatch } from "./widgets/frame_batch.js";

/** From this width on, in pixels, the methods are open at first. */
const wide = 1200;

export class Panels {
  private readonly tree: TreePanel;
  private readonly tables: TablePanel;
  private readonly plots: PlotPanel;
  private readonly context: PanelContext;
  private readonly help: KeysHelp;

  constructor(root: HTMLElement, parts: PageParts) {
    const keys = new Keys(document);
    const frames = new FrameBatch();
    const layout = new Layout(root, parts.session.user, keys);
    const notices = new Notices();
    const actions = new PageActions(parts, notices);
    const context: PanelContext = {
      ...parts,
      frames,
      keys,
      layout,
      notices,
      tables: new TableStore(parts.session),
      show: (target) => this.tree.show(target),
      showKind: (kind) => this.tree.showKind(kind),
      showTable: (id) => this.tables.show(id),
      showPlot: (id) => this.plots.showPlot(id),
      plotTable: (id) => this.plots.showTable(id),
      copy: (text, what) => actions.copy(text, what),
    };
    this.context = context;
    this.tree = new TreePanel(context);
    this.tables = new TablePanel(context);
    this.plots = new PlotPanel(context);
    this.help = new KeysHelp(keys);
    const panels: Panel[] = [
      this.tree,
      new MethodsPanel(context),
      this.tables,
      this.plots,
      new ViewPanel(context, actions),
      new StatisticsPanel(context),
      new ProblemsPanel(context),
    ];
    for (const panel of panels) layout.add(panel);
    const menu = new Menu(root);
    new SceneMenu(context, menu, actions, this.tree);
    new AttentionNotices(context);
    new KeptView(parts);
    parts.scene.onNotice((notice) => notices.add(notice));
    this.fill(root);
    this.addKeys(menu, actions);
    const isWide = window.innerWidth >= wide;
    layout.restore(isWide ? ["scene", "methods"] : ["scene"]);
    layout.onSpace((space) => parts.scene.setInsets(space));
    this.showTablesFirst();
  }

  // A document that has tables and no scene is looked at in its tables.
  private showTablesFirst(): void {
    const { session, layout } = this.context;
    if (session.user.get("panels") !== undefined) return;
    let isFirst = true;
    session.onState(({ kind }) => {
      if (kind !== "live" || !isFirst) return;
      isFirst = false;
      const { mirror } = session.client;
      const isTable = mirror.count("Entity") === 0 && mirror.count("Table") > 0;
      if (isTable) layout.show("tables");
    });
  }

  private fill(root: HTMLElement): void {
    const { layout, notices, frames } = this.context;
    const state = new StateBar(this.context, frames);
    layout.bar.append(
      button({
        label: "Show all keys",
        text: "Keys",
        icon: "help",
        key: "?",
        data: "help",
        run: () => this.help.toggle(),
      }),
    );
    // First for the keyboard, too.
    root.prepend(element("div", { class: "top-bar" }, state.root, layout.bar));
    root.append(
      new TimeBar(this.context).root,
      state.card,
      notices.root,
      this.help.root,
    );
  }

  private addKeys(menu: Menu, actions: PageActions): void {
    const { keys, scene, selection } = this.context;
    keys.add(
      {
        key: "/",
        group: "Panels",
        words: "Search the scene",
        run: () => this.tree.focusSearch(),
      },
      {
        key: "f",
        group: "Camera",
        words: "Fly to the selection",
        run: () => {
          if (selection.entities.length > 0) scene.frame(selection.entities);
          else scene.frameAll();
        },
      },
      {
        key: "a",
        group: "Camera",
        words: "Show the whole scene",
        run: () => scene.frameAll(),
      },
      {
        key: "h",
        group: "Scene",
        words: "Hide the selection, or show it again",
        run: () => this.tree.toggleSelected(),
      },
      {
        key: "i",
        group: "Scene",
        words: "Show only the selection",
        run: () => {
          if (selection.primary) this.tree.showOnly(selection.primary);
        },
      },
      {
        key: "u",
        group: "Scene",
        words: "Show all that is hidden",
        run: () => this.tree.showHidden(),
      },
      {
        key: "Escape",
        group: "Scene",
        words: "Select nothing",
        run: () => {
          if (this.help.root.open) return;
          if (menu.isOpen) menu.close();
          else selection.clear();
        },
      },
      {
        key: "s",
        group: "Page",
        words: "Save a picture",
        run: () => void actions.savePicture(),
      },
      {
        key: "l",
        group: "Page",
        words: "Copy a link with camera and selection",
        run: () => void actions.copyLink(),
      },
      {
        key: "?",
        group: "Page",
        words: "Show or hide these keys",
        run: () => this.help.toggle(),
      },
    );
  }
}
