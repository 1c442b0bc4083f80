// One plot, drawn by uPlot: axes, zoom by dragging, values at the pointer.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { PlotData } from "./plot_data.js";
import type { PlotStyle } from "./plot_description.js";
import { numberText, shortText } from "../text/numbers.js";
import { element } from "../widgets/dom.js";

export interface PlotLook {
  readonly style: PlotStyle;
  readonly xName: string;
  readonly names: readonly string[];
  readonly colors: readonly string[];
  /** Nothing: fit the data. */
  readonly xRange: readonly [number, number] | undefined;
  readonly yRange: readonly [number, number] | undefined;
}

export interface PlotCanvasGiven {
  readonly isDark: () => boolean;
  /** A point was clicked. */
  readonly onPoint: (key: number) => void;
}

/** Colours that colour-blind people tell apart (after Okabe and Ito). */
const lightColors = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#a8518a",
  "#8a6d00",
  "#2a8fc7",
  "#5b5b5b",
  "#7a3ea8",
];
const darkColors = [
  "#56b4e9",
  "#e69f00",
  "#2fc99b",
  "#dd93bf",
  "#f0e442",
  "#ff8550",
  "#c8c8c8",
  "#b79cf0",
];

export function seriesColors(isDark: boolean): readonly string[] {
  return isDark ? darkColors : lightColors;
}

export class PlotCanvas {
  readonly root: HTMLElement;
  private readonly given: PlotCanvasGiven;
  private plot: uPlot | undefined;
  private look = "";
  private data: PlotData = { x: [], y: [], keys: [] };
  private marked: ReadonlySet<number> = new Set();
  private isZoomed = false;

  constructor(given: PlotCanvasGiven) {
    this.given = given;
    this.root = element("div", { class: "plot-canvas", "data-plot": "" });
    new ResizeObserver(() => this.fit()).observe(this.root);
    this.root.addEventListener("dblclick", () => {
      this.isZoomed = false;
    });
  }

  /** Draws the data; the zoom stays while the look is the same. */
  draw(data: PlotData, look: PlotLook): void {
    this.data = data;
    const text = JSON.stringify(look);
    const aligned = [data.x, ...data.y] as uPlot.AlignedData;
    if (this.plot === undefined || text !== this.look) {
      this.look = text;
      this.plot?.destroy();
      this.isZoomed = false;
      this.plot = new uPlot(this.options(look), aligned, this.root);
      return;
    }
    this.plot.setData(aligned, !this.isZoomed);
    if (this.isZoomed) this.plot.redraw();
  }

  /** Takes the plot away; the next `draw` makes another. */
  forget(): void {
    this.plot?.destroy();
    this.plot = undefined;
  }

  /** Marks the points of these rows. */
  mark(keys: ReadonlySet<number>): void {
    if (keys.size === 0 && this.marked.size === 0) return;
    this.marked = keys;
    this.plot?.redraw(false);
  }

  private fit(): void {
    const { width, height } = this.size();
    if (width > 0 && height > 0) this.plot?.setSize({ width, height });
  }

  private size(): { width: number; height: number } {
    const legend = this.root.querySelector(".u-legend");
    return {
      width: this.root.clientWidth,
      height: Math.max(
        60,
        this.root.clientHeight - (legend?.clientHeight ?? 26),
      ),
    };
  }

  private options(look: PlotLook): uPlot.Options {
    const isDark = this.given.isDark();
    const text = isDark ? "#c9ced6" : "#3a404a";
    const grid = isDark ? "#ffffff14" : "#00000012";
    const axis = (label: string): uPlot.Axis => ({
      stroke: text,
      label: shortText(label, 60),
      labelSize: 18,
      font: "11px system-ui, sans-serif",
      labelFont: "11px system-ui, sans-serif",
      grid: { stroke: grid, width: 1 },
      ticks: { stroke: grid, width: 1 },
      values: (_, values) => values.map((one) => numberText(one, 6)),
    });
    const range = (
      given: readonly [number, number] | undefined,
    ): Pick<uPlot.Scale, "range"> =>
      given === undefined || this.isZoomed
        ? {}
        : { range: [given[0], given[1]] };
    return {
      ...this.size(),
      scales: {
        x: { time: false, ...range(look.xRange) },
        y: range(look.yRange),
      },
      axes: [
        { ...axis(look.xName), size: 34, gap: 4, labelGap: -4 },
        { ...axis(""), labelSize: 4, size: 56 },
      ],
      series: [
        {
          label: shortText(look.xName, 40),
          value: (_, value) => (value === null ? "" : numberText(value)),
        },
        ...look.names.map((name, index) => this.series(look, name, index)),
      ],
      cursor: { drag: { x: true, y: false } },
      legend: { live: true },
      hooks: {
        setSelect: [() => (this.isZoomed = true)],
        ready: [(plot) => this.listen(plot)],
        draw: [(plot) => this.drawMarks(plot, look)],
      },
    };
  }

  private series(look: PlotLook, name: string, index: number): uPlot.Series {
    const color = look.colors[index] ?? "gray";
    const { style } = look;
    const series: uPlot.Series = {
      label: shortText(name, 40),
      stroke: color,
      width: 1.5,
      value: (_, value) => (value === null ? "" : numberText(value)),
    };
    if (style === "points") {
      return {
        ...series,
        paths: () => null,
        points: { show: true, size: 5, fill: color },
      };
    }
    if (style === "bars") {
      const paths = uPlot.paths.bars!({ size: [0.7, 40] });
      return { ...series, paths, fill: color, points: { show: false } };
    }
    return { ...series, points: { show: this.data.x.length < 60, size: 4 } };
  }

  private listen(plot: uPlot): void {
    let down = 0;
    plot.over.addEventListener("pointerdown", ({ clientX }) => {
      down = clientX;
    });
    plot.over.addEventListener("click", ({ clientX }) => {
      const index = plot.cursor.idx;
      const isDrag = Math.abs(clientX - down) > 3;
      const key = this.data.keys[index ?? -1];
      if (!isDrag && key !== undefined) this.given.onPoint(key);
    });
  }

  private drawMarks(plot: uPlot, look: PlotLook): void {
    if (this.marked.size === 0) return;
    const { ctx } = plot;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    ctx.clip();
    ctx.lineWidth = 2 * ratio;
    this.data.keys.forEach((key, at) => {
      if (!this.marked.has(key)) return;
      const x = plot.valToPos(this.data.x[at]!, "x", true);
      this.data.y.forEach((values, series) => {
        const value = values[at];
        if (value === null || value === undefined) return;
        ctx.strokeStyle = look.colors[series] ?? "gray";
        ctx.beginPath();
        ctx.arc(x, plot.valToPos(value, "y", true), 6 * ratio, 0, 2 * Math.PI);
        ctx.stroke();
      });
    });
    ctx.restore();
  }
}
