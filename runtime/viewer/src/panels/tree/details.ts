// The details of the selected entity, or of another component that a link led
// to.

import type { ComponentKind, EntityID, PlotID, TableID } from "linguine-noodles/protocol";
import type { PanelContext, ShownComponent } from "../context.js";
import { countOf, shortText } from "../text/numbers.js";
import { button } from "../widgets/button.js";
import {
  append,
  element,
  fill,
  setAttribute,
  setShown,
  setText,
} from "../widgets/dom.js";
import type { DetailRow, DetailsOf } from "./detail_rows.js";
import { detailsOf, detailsOfKind } from "./details_model.js";

interface ShownRow {
  readonly value: HTMLElement;
  readonly swatch: HTMLElement | undefined;
}

export class Details {
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly back: HTMLButtonElement;
  private readonly kind = element("p", { class: "details-kind quiet" });
  private readonly title = element("h3", {});
  private readonly body = element("div", { class: "details-body" });
  private readonly buttons = element("div", { class: "details-buttons" });
  private readonly edge: HTMLElement;
  private readonly empty = element(
    "p",
    { class: "empty" },
    "Select an entity, in the scene or in the list, to see what it is.",
  );
  /** A component that is no entity; undefined: the selected entity. */
  private other: ShownComponent | undefined;
  /** All components of this kind, in place of one component. */
  private listed: ComponentKind | undefined;
  private layout = "";
  private rows: ShownRow[] = [];
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.back = button({
      label: "Back to the entity",
      text: "Back",
      data: "details-back",
      run: () => this.show(undefined),
    });
    this.edge = element("div", {
      class: "details-edge",
      role: "separator",
      tabindex: 0,
      "aria-orientation": "horizontal",
      "aria-label": "Size of the details",
      title: "Drag, or press the arrow keys, to resize",
    });
    this.root = element(
      "section",
      { class: "details", "aria-label": "Details", "data-details": "" },
      this.edge,
      element("header", {}, this.kind, this.title, this.back),
      this.buttons,
      this.body,
      this.empty,
    );
    this.addButtons();
    this.listen();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.drawSoon();
  }

  /** Shows a component that is no entity; undefined: the selected entity. */
  show(other: ShownComponent | undefined): void {
    this.other = other;
    this.listed = undefined;
    this.drawSoon();
  }

  /** Lists all components of a kind. */
  showKind(kind: ComponentKind): void {
    this.show(undefined);
    this.listed = kind;
  }

  private addButtons(): void {
    const { context } = this;
    append(
      this.buttons,
      button({
        label: "Fly to the selection",
        text: "Frame",
        icon: "frame",
        key: "F",
        data: "frame-selection",
        run: () => context.scene.frame(context.selection.entities),
      }),
      button({
        label: "Show the methods of the selection",
        text: "Methods",
        icon: "methods",
        data: "selection-methods",
        run: () => context.layout.show("methods"),
      }),
    );
  }

  private listen(): void {
    const { session, selection, scene, user } = {
      ...this.context,
      user: this.context.session.user,
    };
    session.client.mirror.onChange(({ kind, id }) => {
      if (!this.isVisible) return;
      if (this.listed === kind) this.drawSoon();
      const shown = this.shown();
      if (shown === undefined) return;
      // Components that it refers to change rarely; entities change often.
      if (kind === "Entity") {
        const isIt = shown.kind === kind && isSame(shown.id, id as never);
        if (!isIt) return;
      }
      this.drawSoon();
    });
    selection.onChange(() => {
      this.show(undefined);
    });
    scene.onProblems(() => this.drawSoon());
    const kept = user.get("details-height");
    this.resize(typeof kept === "number" ? kept : 260);
    const { edge } = this;
    edge.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      edge.setPointerCapture(event.pointerId);
    });
    edge.addEventListener("pointermove", (event) => {
      if (!edge.hasPointerCapture(event.pointerId)) return;
      this.resize(this.root.getBoundingClientRect().bottom - event.clientY);
    });
    edge.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const step = event.key === "ArrowUp" ? 16 : -16;
      this.resize(this.root.clientHeight + step);
    });
  }

  private resize(height: number): void {
    const bounded = Math.round(Math.min(Math.max(height, 80), 900));
    this.root.style.setProperty("--details", `${bounded}px`);
    this.context.session.user.set("details-height", bounded);
  }

  private shown(): ShownComponent | undefined {
    if (this.listed !== undefined) return undefined;
    if (this.other !== undefined) return this.other;
    const { primary } = this.context.selection;
    return primary === undefined
      ? undefined
      : { kind: "Entity", id: primary as unknown as ShownComponent["id"] };
  }

  private drawSoon(): void {
    this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    if (!this.isVisible) return;
    const shown = this.shown();
    const { mirror } = this.context.session.client;
    const details =
      this.listed === undefined
        ? shown && detailsOf(mirror, shown)
        : detailsOfKind(mirror, this.listed);
    setShown(this.empty, details === undefined);
    setShown(this.body, details !== undefined);
    setShown(this.title, details !== undefined);
    setShown(this.kind, details !== undefined);
    setShown(this.buttons, shown?.kind === "Entity" && details !== undefined);
    setShown(this.back, (this.other ?? this.listed) !== undefined);
    if (details === undefined) return;
    const { entities } = this.context.selection;
    const others = entities.length - 1;
    setText(
      this.kind,
      shown?.kind === "Entity" && others > 0
        ? `${details.kind}, and ${countOf(others, "other entity", "other entities")}`
        : details.kind,
    );
    setText(this.title, shortText(details.name));
    setAttribute(this.title, "title", shortText(details.name, 1000));
    this.drawSections(details, shown === undefined ? [] : this.problemsOf(shown));
  };

  private problemsOf({ kind, id }: ShownComponent): string[] {
    return this.context.scene.problems
      .filter((one) => one.kind === kind && one.id && isSame(one.id, id))
      .map(({ text }) => text);
  }

  // Rows that stay keep their elements: only their texts change.
  private drawSections(details: DetailsOf, problems: readonly string[]): void {
    const rows = details.sections.flatMap((section) => section.rows);
    const layout = JSON.stringify([
      problems,
      ...details.sections.map(({ title, rows: own }) => [
        title,
        own.map(({ label, link, color }) => [label, link, color !== undefined]),
      ]),
    ]);
    if (layout !== this.layout) {
      this.layout = layout;
      this.rows = [];
      fill(
        this.body,
        ...problems.map((text) => element("p", { class: "problem" }, text)),
        ...details.sections.map(({ title, rows: own }) =>
          element(
            "div",
            { class: "details-section" },
            element("h4", {}, title),
            element("dl", {}, ...own.flatMap((one) => this.makeRow(one))),
          ),
        ),
      );
    }
    rows.forEach((row, index) => this.fillRow(this.rows[index]!, row));
  }

  private makeRow({ label, link, color }: DetailRow): HTMLElement[] {
    const value = element(link === undefined ? "span" : "button", {
      class: link === undefined ? "value" : "value link",
      type: link === undefined ? undefined : "button",
    });
    if (link !== undefined) {
      value.addEventListener("click", () => this.follow(link));
    }
    const swatch =
      color === undefined
        ? undefined
        : element("span", { class: "swatch", "aria-hidden": "true" });
    this.rows.push({ value, swatch });
    return [element("dt", {}, label), element("dd", {}, swatch, value)];
  }

  private fillRow({ value, swatch }: ShownRow, row: DetailRow): void {
    setText(value, row.text);
    if (swatch === undefined || row.color === undefined) return;
    const [r, g, b] = row.color.map((one) => srgbOfLinear(one) * 100);
    swatch.style.backgroundColor = `rgb(${r}% ${g}% ${b}%)`;
  }

  private follow({ kind, id }: ShownComponent): void {
    const { context } = this;
    if (kind === "Table") {
      context.showTable(id as unknown as TableID);
    } else if (kind === "Plot") {
      context.showPlot(id as unknown as PlotID);
    } else if (kind === "Entity") {
      context.selection.setEntities([id as unknown as EntityID]);
    } else {
      this.show({ kind, id });
    }
  }
}

function srgbOfLinear(value: number): number {
  const bounded = Math.min(1, Math.max(0, value));
  return bounded <= 0.0031308
    ? bounded * 12.92
    : 1.055 * bounded ** (1 / 2.4) - 0.055;
}

function isSame(
  a: readonly [number, number],
  b: readonly [number, number],
): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
