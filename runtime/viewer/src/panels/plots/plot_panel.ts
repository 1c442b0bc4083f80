// The plots of the document, and plots that the user makes of a table.

import type { Plot, PlotID, TableID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { keyOf } from "../../selection/selection.js";
import type { Panel } from "../layout/layout.js";
import type { OpenTable } from "../tables/table_store.js";
import { countOf, idText, shortText } from "../text/numbers.js";
import { noSceneYet } from "../text/words.js";
import { element, fill, setShown, setText } from "../widgets/dom.js";
import { setOptions } from "../widgets/choice.js";
import { atMostEvery } from "../widgets/frame_batch.js";
import { webLink } from "../widgets/web_link.js";
import { PlotCanvas, seriesColors } from "./plot_canvas.js";
import { PlotControls, nameIn } from "./plot_controls.js";
import {
  type PlotChoice,
  type PlotTable,
  dataOf,
  firstChoice,
  mostSeries,
  numericColumns,
  rowNumber,
} from "./plot_data.js";
import {
  type PlotDescription,
  type PlotStyle,
  describePlot,
} from "./plot_description.js";

/** Milliseconds between two pictures of a plot whose table changes. */
const interval = 100;

type Source =
  | { readonly kind: "plot"; readonly id: PlotID }
  | { readonly kind: "table"; readonly id: TableID };

export class PlotPanel implements Panel {
  readonly name = "plots";
  readonly title = "Plots";
  readonly icon = "plots";
  readonly key = "4";
  readonly dock = "bottom";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly choice = element("select", {
    "aria-label": "Plot",
    title: "Which plot is shown",
    "data-choice": "plot",
  });
  private readonly controls: PlotControls;
  private readonly note = element("span", { class: "quiet" });
  private readonly message = element("div", { class: "empty", role: "status" });
  private readonly canvas: PlotCanvas;
  private readonly drawLater: () => void;
  private source: Source | undefined;
  private table: OpenTable | undefined;
  private stopListening: (() => void) | undefined;
  private description: PlotDescription | undefined;
  private choices: PlotChoice | undefined;
  private styleChoice: PlotStyle | undefined;
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.canvas = new PlotCanvas({
      isDark: () => context.settings.isDark,
      onPoint: (key) => this.onPoint(key),
    });
    this.controls = new PlotControls({
      colorOf: (table, column) => this.colorOf(table, column),
      onChoice: (choice) => {
        this.choices = choice;
        this.keep();
      },
      onStyle: (style) => {
        this.styleChoice = style;
        this.keep();
      },
    });
    this.root = element(
      "div",
      { class: "plot-panel" },
      element(
        "div",
        { class: "tools" },
        this.choice,
        ...this.controls.roots,
        this.note,
      ),
      this.message,
      this.canvas.root,
    );
    const redraw = atMostEvery(interval, () => context.frames.add(this.draw));
    this.drawLater = redraw;
    this.listen();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.drawSoon();
  }

  /** Opens the panel with this plot. */
  showPlot(id: PlotID): void {
    this.choose({ kind: "plot", id });
    this.context.layout.show(this.name);
  }

  /** Opens the panel with a plot of this table. */
  showTable(id: TableID): void {
    this.choose({ kind: "table", id });
    this.context.layout.show(this.name);
  }

  private listen(): void {
    const { session, selection, settings } = this.context;
    session.client.mirror.onChange((change) => {
      if (change.kind === "Plot") {
        const isMine =
          this.source?.kind === "plot" &&
          keyOf(this.source.id) === keyOf(change.id);
        if (isMine && change.type === "updated") this.open();
      }
      this.drawSoon();
    }, ["Plot", "Table"]);
    selection.onChange(() => {
      const { rows } = selection;
      const isMine =
        rows && this.table && keyOf(rows.table) === keyOf(this.table.id);
      this.canvas.mark(isMine ? new Set(rows.keys) : new Set());
    });
    session.onState(() => this.drawSoon());
    settings.onChange((name) => {
      if (name !== "theme") return;
      this.canvas.forget();
      this.drawSoon();
    });
    this.choice.addEventListener("change", () => {
      const found = this.sources().find(([text]) => text === this.choice.value);
      if (found !== undefined) this.choose(found[2]);
    });
  }

  private sources(): [value: string, words: string, source: Source][] {
    const { mirror } = this.context.session.client;
    const plots = mirror
      .all("Plot")
      .map(([id, { name }]): [string, string, Source] => [
        `plot ${keyOf(id)}`,
        shortText(name ?? `plot ${idText(id)}`, 60),
        { kind: "plot", id },
      ]);
    const tables = mirror
      .all("Table")
      .map(([id, { name }]): [string, string, Source] => [
        `table ${keyOf(id)}`,
        `Table ${shortText(name ?? idText(id), 60)}`,
        { kind: "table", id },
      ]);
    return [...plots, ...tables];
  }

  private choose(source: Source): void {
    this.source = source;
    this.open();
    this.drawSoon();
  }

  private open(): void {
    const { source } = this;
    const { mirror } = this.context.session.client;
    const plot =
      source?.kind === "plot" ? mirror.get("Plot", source.id) : undefined;
    const tableID = source?.kind === "table" ? source.id : plot?.table;
    this.stopListening?.();
    this.table = tableID && this.context.tables.open(tableID);
    this.stopListening = this.table?.onChange(this.drawLater);
    this.description =
      plot?.plot?.kind === "simple_plot"
        ? describePlot(plot.plot.value)
        : undefined;
    this.choices = undefined;
    this.styleChoice = undefined;
    this.canvas.forget();
  }

  private get plot(): Plot | undefined {
    const { source } = this;
    if (source?.kind !== "plot") return undefined;
    return this.context.session.client.mirror.get("Plot", source.id);
  }

  // ------------------------------------------------------------------ choices

  // The choice of the user before, else that of the plot, else one that fits.
  private chosen(table: PlotTable): PlotChoice {
    if (this.choices !== undefined) return this.choices;
    const columnOf = (name: string): number =>
      table.columns.findIndex((column) => column.name === name);
    const kept = this.context.session.user.get(this.keptKey());
    if (isKept(kept)) {
      this.styleChoice = kept.style;
      const x = kept.x === "" ? rowNumber : columnOf(kept.x);
      const y = kept.y.map(columnOf).filter((column) => column >= 0);
      if (y.length > 0) return (this.choices = { x, y });
    }
    const columns = this.description?.columns ?? [];
    const known = columns.filter(({ name }) => columnOf(name) >= 0);
    const x = known.find(({ axis }) => axis === "x");
    const y = known.filter((one) => one !== x).slice(0, mostSeries);
    this.choices =
      y.length === 0
        ? firstChoice(table)
        : {
            x: x === undefined ? rowNumber : columnOf(x.name),
            y: y.map(({ name }) => columnOf(name)),
          };
    return this.choices;
  }

  private keptKey(): string {
    const { source } = this;
    return source === undefined
      ? "plot"
      : `plot ${source.kind} ${keyOf(source.id)}`;
  }

  private keep(): void {
    const columns = this.table?.mirror.content?.columns;
    if (columns === undefined || this.choices === undefined) return;
    const { x, y } = this.choices;
    const nameOf = (column: number): string => columns[column]?.name ?? "";
    this.context.session.user.set(this.keptKey(), {
      x: x === rowNumber ? "" : nameOf(x),
      y: y.map(nameOf),
      style: this.styleChoice,
    });
    this.canvas.forget();
    this.drawSoon();
  }

  // ------------------------------------------------------------------ drawing

  private drawSoon(): void {
    this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    const sources = this.sources();
    const plots = sources.filter(([, , { kind }]) => kind === "plot").length;
    this.context.layout.setBadge(this.name, plots, "in this document");
    if (!this.isVisible) return;
    const options = sources.map(([value, words]) => [value, words] as const);
    setOptions(this.choice, options, this.sourceText());
    setShown(this.choice, options.length > 0);
    const isGone =
      this.source !== undefined &&
      !sources.some(([text]) => text === this.sourceText());
    if (isGone) this.source = undefined;
    if (this.source === undefined && sources[0] !== undefined) {
      this.choose(sources[0][2]);
      return;
    }
    const content = this.source && this.table?.mirror.content;
    const words = this.messageWords(content);
    this.drawMessage(words);
    setShown(this.canvas.root, words === "");
    this.controls.setShown(content !== undefined);
    if (content === undefined || words !== "") return;
    const choice = this.chosen(content);
    const style = this.styleChoice ?? this.description?.style ?? "line";
    this.controls.draw(content, choice, style);
    const data = dataOf(content, choice);
    const text = this.description?.text ?? "";
    setText(
      this.note,
      countOf(data.x.length, "point") +
        (text === "" ? "" : `, “${shortText(text, 60)}”`),
    );
    this.canvas.draw(data, {
      style,
      xName: choice.x === rowNumber ? "row" : nameIn(content, choice.x),
      names: choice.y.map((column) => nameIn(content, column)),
      colors: choice.y.map((column) => this.colorOf(content, column)),
      xRange: this.rangeOf(content, choice.x),
      yRange: this.yRange(content, choice),
    });
  };

  private sourceText(): string {
    const { source } = this;
    return source === undefined ? "" : `${source.kind} ${keyOf(source.id)}`;
  }

  private messageWords(content: PlotTable | undefined): string {
    const { plot, source, table } = this;
    if (source === undefined) {
      return this.context.session.state.hasScene
        ? "This document has neither plots nor tables to plot."
        : noSceneYet;
    }
    if (plot?.plot?.kind === "url_plot")
      return "This plot is a page of its own:";
    if (table === undefined)
      return "This plot has no table, so there is nothing to show.";
    if (table.error !== undefined) return table.error;
    if (content === undefined) return "Receiving the table…";
    if (numericColumns(content).length === 0) {
      return "The table has no columns of numbers.";
    }
    return content.rows.size === 0 ? "The table has no rows yet." : "";
  }

  private drawMessage(words: string): void {
    setShown(this.message, words !== "");
    if (this.message.dataset["words"] === words) return;
    this.message.dataset["words"] = words;
    const { plot } = this;
    const url = plot?.plot?.kind === "url_plot" ? plot.plot.value : undefined;
    fill(
      this.message,
      element("p", {}, words),
      url === undefined ? undefined : webLink(url),
    );
  }

  private colorOf(table: PlotTable, column: number): string {
    const name = nameIn(table, column);
    const given = this.description?.columns.find((one) => one.name === name);
    if (given !== undefined && given.color !== "") return given.color;
    const colors = seriesColors(this.context.settings.isDark);
    const place = this.choices?.y.indexOf(column) ?? 0;
    return colors[Math.max(0, place) % colors.length]!;
  }

  private rangeOf(
    table: PlotTable,
    column: number,
  ): readonly [number, number] | undefined {
    if (column === rowNumber) return undefined;
    const name = nameIn(table, column);
    return this.description?.columns.find((one) => one.name === name)?.range;
  }

  // One axis for all: from the least to the greatest, if all have a range.
  private yRange(
    table: PlotTable,
    { y }: PlotChoice,
  ): readonly [number, number] | undefined {
    const ranges = y.map((column) => this.rangeOf(table, column));
    const known = ranges.filter((range) => range !== undefined);
    if (known.length < ranges.length || known.length === 0) return undefined;
    return [
      Math.min(...known.map(([from]) => from)),
      Math.max(...known.map(([, to]) => to)),
    ];
  }

  private onPoint(key: number): void {
    if (this.table === undefined) return;
    this.context.selection.setRows({ table: this.table.id, keys: [key] });
  }
}

function isKept(
  kept: unknown,
): kept is { x: string; y: string[]; style: PlotStyle | undefined } {
  if (typeof kept !== "object" || kept === null) return false;
  const { x, y } = kept as { x?: unknown; y?: unknown };
  return typeof x === "string" && Array.isArray(y);
}
