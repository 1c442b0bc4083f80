// How much there is, and how long it takes.

import { type ComponentKind, componentKinds } from "linguine-noodles/protocol";
import type { Remove } from "linguine-noodles/client";
import type { PanelContext } from "../context.js";
import type { Panel } from "../layout/layout.js";
import { bytesText, countText, numberText } from "../text/numbers.js";
import { element, setText } from "../widgets/dom.js";

/** Milliseconds between two readings. */
const interval = 500;

export class StatisticsPanel implements Panel {
  readonly name = "statistics";
  readonly title = "Statistics";
  readonly icon = "statistics";
  readonly key = "6";
  readonly dock = "right";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly values = new Map<string, HTMLElement>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private pictures = 0;
  private changes = 0;
  private stopCounting: Remove | undefined;
  private readAt = 0;

  constructor(context: PanelContext) {
    this.context = context;
    this.root = element(
      "div",
      { class: "statistics-panel scrolled" },
      this.section("Scene", [
        "Entities",
        "Drawn",
        "Instances",
        "Patches",
        "Materials",
        "Textures",
        "Texts",
        "Lights",
      ]),
      this.section("Picture", [
        "Pictures a second",
        "Draw calls",
        "Triangles",
        "Lines",
        "Points",
        "Drawing",
      ]),
      this.section("Changes", ["Changes a second", "Applying"]),
      this.section("Memory of the GPU", [
        "Bytes",
        "Geometries",
        "GPU textures",
      ]),
      this.section("Components", componentKinds, (kind) => this.linkTo(kind)),
      this.section("Page", ["Version"]),
    );
    context.scene.onDrawn(() => (this.pictures += 1));
  }

  setVisible(isVisible: boolean): void {
    clearInterval(this.timer);
    this.stopCounting?.();
    this.stopCounting = undefined;
    if (!isVisible) return;
    const { mirror } = this.context.session.client;
    this.stopCounting = mirror.onChange(() => (this.changes += 1));
    this.readAt = 0;
    this.read();
    this.timer = setInterval(() => this.read(), interval);
  }

  private section<T extends string>(
    title: string,
    names: readonly T[],
    labelOf: (name: T) => HTMLElement | string = (name) => name,
  ): HTMLElement {
    const rows = names.flatMap((name) => {
      const value = element(
        "dd",
        { class: "number", "data-statistic": name },
        "",
      );
      this.values.set(name, value);
      return [element("dt", {}, labelOf(name)), value];
    });
    return element(
      "div",
      { class: "details-section" },
      element("h4", {}, title),
      element("dl", {}, ...rows),
    );
  }

  private linkTo(kind: ComponentKind): HTMLElement {
    const link = element(
      "button",
      {
        type: "button",
        class: "value link",
        title: `List the components of the kind ${kind}`,
        "data-action": `list-${kind}`,
      },
      kind,
    );
    link.addEventListener("click", () => this.context.showKind(kind));
    return link;
  }

  private set(name: string, text: string): void {
    setText(this.values.get(name)!, text);
  }

  private read(): void {
    const { statistics } = this.context.scene;
    const { mirror } = this.context.session.client;
    const counts: Readonly<Record<string, number>> = {
      Entities: statistics.entities,
      Drawn: statistics.drawn,
      Instances: statistics.instances,
      Patches: statistics.patches,
      Materials: statistics.materials,
      Textures: statistics.textures,
      Texts: statistics.texts,
      Lights: statistics.lights,
      "Draw calls": statistics.drawCalls,
      Triangles: statistics.triangles,
      Lines: statistics.lines,
      Points: statistics.points,
      Geometries: statistics.gpuGeometries,
      "GPU textures": statistics.gpuTextures,
    };
    for (const [name, count] of Object.entries(counts)) {
      this.set(name, countText(count));
    }
    for (const kind of componentKinds)
      this.set(kind, countText(mirror.count(kind)));
    this.set("Bytes", bytesText(statistics.gpuBytes));
    this.set("Drawing", `${numberText(statistics.drawTime, 2)} ms`);
    this.set("Applying", `${numberText(statistics.applyTime, 2)} ms`);
    this.set("Version", VIEWER_VERSION);
    const now = performance.now();
    const seconds = (now - this.readAt) / 1000;
    if (this.readAt > 0) {
      this.set(
        "Pictures a second",
        countText(Math.round(this.pictures / seconds)),
      );
      this.set(
        "Changes a second",
        countText(Math.round(this.changes / seconds)),
      );
    }
    this.readAt = now;
    this.pictures = 0;
    this.changes = 0;
  }
}
