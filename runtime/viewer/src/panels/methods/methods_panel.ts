// The methods of the document, and of what is selected, as forms.

import type { CallTarget } from "linguine-noodles/calls";
import type {
  EntityID,
  Method,
  MethodID,
  PlotID,
  TableID,
} from "linguine-noodles/protocol";
import { methodsOf } from "./methods_of.js";
import type { PanelContext } from "../context.js";
import { keyOf } from "../../selection/selection.js";
import type { Panel } from "../layout/layout.js";
import { countOf, idText, shortText } from "../text/numbers.js";
import { noSceneYet } from "../text/words.js";
import { nameOfEntity } from "../tree/tree_row_view.js";
import { append, element, fill, setShown, setText } from "../widgets/dom.js";
import { EntityActions } from "./entity_actions.js";
import { MethodForm } from "./method_form.js";
import { SignalLog } from "./signal_log.js";

/** The entities with methods that are listed where none is selected. */
const mostListed = 100;
/** The methods of one target that are shown as forms. */
const mostMethods = 200;

export class MethodsPanel implements Panel {
  readonly name = "methods";
  readonly title = "Methods";
  readonly icon = "methods";
  readonly key = "2";
  readonly dock = "right";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly selected = element("div", {
    "data-methods-of": "selection",
  });
  private readonly document = element("div", { "data-methods-of": "document" });
  private readonly listed = element("div", { class: "method-owners" });
  private readonly signals: SignalLog;
  private readonly empty = element("p", { class: "empty" });
  /** The forms that are shown: made anew only when this changes. */
  private shownSelected = "";
  private shownDocument = "";
  private shownOwners = "";
  private areOwnersStale = true;
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.signals = new SignalLog(context);
    this.root = element(
      "div",
      { class: "methods-panel scrolled" },
      this.selected,
      this.document,
      this.listed,
      this.signals.root,
      this.empty,
    );
    const { mirror } = context.session.client;
    mirror.onDocument(() => this.drawSoon());
    mirror.onChange((change) => {
      switch (change.kind) {
        case "Method":
          this.areOwnersStale = true;
          this.drawSoon();
          break;
        case "Entity":
        case "Table":
        case "Plot":
          if (methodsOf(change.before) === methodsOf(change.after)) return;
          this.areOwnersStale = true;
          this.drawSoon();
          break;
      }
    });
    context.selection.onChange(() => this.drawSoon());
    context.session.onState(() => this.drawSoon());
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.signals.setVisible(isVisible);
    if (isVisible) this.drawSoon();
  }

  private drawSoon(): void {
    this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    if (!this.isVisible) return;
    this.drawSelected();
    this.drawDocument();
    this.drawOwners();
    const isEmpty =
      this.shownSelected === "" &&
      this.shownDocument === "" &&
      this.shownOwners === "";
    setShown(this.empty, isEmpty);
    setText(
      this.empty,
      this.context.session.state.hasScene
        ? "This document has no methods. A program offers functions of its own " +
            "here, as buttons and forms."
        : noSceneYet,
    );
  };

  private drawSelected(): void {
    const { selection, session } = this.context;
    const { primary } = selection;
    const entity = primary && session.client.mirror.get("Entity", primary);
    const targets: Target[] = [];
    if (primary !== undefined && entity !== undefined) {
      const name = nameOfEntity(primary, entity);
      targets.push({
        title: name,
        key: `Entity ${entity.name ?? idText(primary)}`,
        target: { kind: "entity", value: primary },
      });
      for (const id of entity.tables) targets.push(this.tableTarget(id));
      for (const id of entity.plots) targets.push(this.plotTarget(id));
    }
    const groups = targets.map((one) => this.groupOf(one));
    const shown = groups.map(({ signature }) => signature).join("\n");
    const hasForms = groups.some(({ methods }) => methods.length > 0);
    const signature =
      primary === undefined ? "" : `${idText(primary)} ${shown}`;
    if (signature === this.shownSelected) return;
    this.shownSelected = signature;
    if (primary === undefined || entity === undefined) {
      fill(this.selected);
      return;
    }
    fill(
      this.selected,
      ...groups
        .filter(({ methods }, index) => index === 0 || methods.length > 0)
        .map((group) => this.makeGroup(group)),
      hasForms
        ? undefined
        : element("p", { class: "quiet pad" }, "This entity has no methods."),
    );
  }

  private tableTarget(id: TableID): Target {
    const name = this.context.session.client.mirror.get("Table", id)?.name;
    const title = `Table ${name ?? idText(id)}`;
    return { title, key: title, target: { kind: "table", value: id } };
  }

  private plotTarget(id: PlotID): Target {
    const name = this.context.session.client.mirror.get("Plot", id)?.name;
    const title = `Plot ${name ?? idText(id)}`;
    return { title, key: title, target: { kind: "plot", value: id } };
  }

  private drawDocument(): void {
    const group = this.groupOf({
      title: "Document",
      key: "Document",
      target: undefined,
    });
    if (group.signature === this.shownDocument) return;
    this.shownDocument = group.signature;
    const isEmpty = group.methods.length === 0;
    fill(this.document, isEmpty ? undefined : this.makeGroup(group));
  }

  // The methods of a target, and a text that differs when they do.
  private groupOf(target: Target): Group {
    const { mirror } = this.context.session.client;
    const ids = mirror.methodsOf(target.target);
    const methods: Method[] = [];
    for (const id of ids.slice(0, mostMethods)) {
      const method = mirror.get("Method", id);
      if (method !== undefined) methods.push(method);
    }
    const signature =
      methods.length === 0
        ? ""
        : JSON.stringify([target.title, methods], (_, value: unknown) =>
            typeof value === "bigint" ? String(value) : value,
          );
    return { ...target, methods, signature, left: ids.length - mostMethods };
  }

  private makeGroup({ title, key, target, methods, left }: Group): HTMLElement {
    const own = methods.filter(({ name }) => !isWellKnown(name));
    const known = methods.filter(({ name }) => isWellKnown(name));
    const group = element(
      "section",
      { class: "method-group", "aria-label": `Methods of ${shortText(title)}` },
      element("h3", { title: shortText(title, 500) }, shortText(title)),
    );
    if (target?.kind === "entity") {
      const names = new Set(methods.map(({ name }) => name));
      append(group, new EntityActions(this.context, target, names).root);
    }
    const forms = (list: readonly Method[]): HTMLElement[] =>
      list.map((one) => new MethodForm(this.context, target, one, key).root);
    append(group, ...forms(own));
    if (known.length > 0) {
      const details = element(
        "details",
        { class: "well-known" },
        element(
          "summary",
          {},
          countOf(
            known.length,
            "method of the protocol",
            "methods of the protocol",
          ),
        ),
      );
      // Made when they are asked for: most users never open them.
      details.addEventListener("toggle", () => {
        if (details.childElementCount === 1) append(details, ...forms(known));
      });
      append(group, details);
    }
    if (left > 0) {
      append(
        group,
        element("p", { class: "quiet pad" }, `${left} more are not shown.`),
      );
    }
    return group;
  }

  // Links to the entities that have methods of their own.
  private drawOwners(): void {
    if (!this.areOwnersStale) return;
    this.areOwnersStale = false;
    const { mirror } = this.context.session.client;
    const known = new Map<string, boolean>();
    const isOwn = (id: MethodID): boolean => {
      const key = keyOf(id);
      let own = known.get(key);
      if (own === undefined) {
        const name = mirror.get("Method", id)?.name;
        own = name !== undefined && !tableMethod.test(name);
        known.set(key, own);
      }
      return own;
    };
    const owners: [EntityID, string][] = [];
    let count = 0;
    for (const [id, entity] of mirror.all("Entity")) {
      if (entity.methods_list.length === 0) continue;
      if (!entity.methods_list.some(isOwn)) continue;
      count += 1;
      if (owners.length < mostListed)
        owners.push([id, nameOfEntity(id, entity)]);
    }
    const signature = count === 0 ? "" : JSON.stringify([count, owners]);
    if (signature === this.shownOwners) return;
    this.shownOwners = signature;
    if (count === 0) {
      fill(this.listed);
      return;
    }
    fill(
      this.listed,
      element("h3", {}, "Entities with methods"),
      ...owners.map(([id, name]) => {
        const link = element(
          "button",
          { type: "button", class: "link owner", "data-owner": idText(id) },
          shortText(name, 80),
        );
        link.addEventListener("click", () => {
          this.context.selection.setEntities([id]);
          this.root.scrollTop = 0;
        });
        return link;
      }),
      count > owners.length
        ? element("p", { class: "quiet" }, `and ${count - owners.length} more`)
        : undefined,
    );
  }
}

interface Target {
  readonly title: string;
  /** Names the target over a reload. */
  readonly key: string;
  readonly target: CallTarget | undefined;
}

interface Group extends Target {
  readonly methods: readonly Method[];
  readonly signature: string;
  readonly left: number;
}

const tableMethod = /^noo::tbl_/;

function isWellKnown(name: string): boolean {
  return name.startsWith("noo::");
}
