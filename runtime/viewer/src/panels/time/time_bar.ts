// The bar of time: play, pause, step, scrub. Shown where there is a time.

import { timeMethodNames } from "linguine-noodles/interfaces";
import type { CallTarget } from "linguine-noodles/calls";
import { methodsOf } from "../methods/methods_of.js";
import type { PanelContext } from "../context.js";
import { numberText, shortText } from "../text/numbers.js";
import { wordsOfCallError } from "../text/words.js";
import { nameOfEntity } from "../tree/tree_row_view.js";
import { button, relabel } from "../widgets/button.js";
import {
  element,
  fill,
  setAttribute,
  setShown,
  setText,
} from "../widgets/dom.js";
import { setIcon } from "../widgets/icons.js";
import { RecordingTime, ServerTime, type TimeSource } from "./time_source.js";

/** Milliseconds between two looks at the time of a recording. */
const tick = 100;
/** Milliseconds: a shorter recording is a scene without changes. */
const leastDuration = 100;
const playKey = " ";

export class TimeBar {
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly title = element("span", { class: "time-title" });
  private readonly back: HTMLButtonElement;
  private readonly playButton: HTMLButtonElement;
  private readonly forward: HTMLButtonElement;
  private readonly slider = element("input", {
    type: "range",
    step: "any",
    "aria-label": "Time",
    title: "Time: drag to go there",
    "data-time": "slider",
  });
  private readonly value = element("input", {
    class: "time-value",
    inputmode: "decimal",
    "aria-label": "Time as a number",
    title: "Type a time and press Enter",
    autocomplete: "off",
    "data-time": "value",
  });
  private readonly bounds = element("span", { class: "time-bounds quiet" });
  private readonly speed = element("select", {
    "aria-label": "Speed",
    title: "How fast time passes; below 0 it goes back",
    "data-time": "speed",
  });
  private source: TimeSource | undefined;
  private methodsKey = "";
  private speedsKey = "";
  private chosenSpeed = 1;
  private wanted: number | undefined;
  private isSetting = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(context: PanelContext) {
    this.context = context;
    const act = (run: (source: TimeSource) => Promise<void>): (() => void) => {
      return () => void this.act(run);
    };
    const back = act((source) => source.step(-1));
    const forward = act((source) => source.step(1));
    const play = act((source) =>
      source.play(source.speed ? 0 : this.chosenSpeed),
    );
    this.back = button({
      label: "One step back",
      icon: "stepBack",
      key: ",",
      data: "time-back",
      run: back,
    });
    this.playButton = button({
      label: "Play",
      icon: "play",
      key: "Space",
      data: "time-play",
      run: play,
    });
    this.forward = button({
      label: "One step forward",
      icon: "stepForward",
      key: ".",
      data: "time-forward",
      run: forward,
    });
    this.root = element(
      "section",
      { class: "time-bar", "aria-label": "Time", hidden: true },
      this.title,
      this.back,
      this.playButton,
      this.forward,
      this.slider,
      this.value,
      this.bounds,
      this.speed,
    );
    const isActive = (): boolean => this.source !== undefined;
    const group = "Time";
    context.keys.add(
      { key: playKey, group, words: "Play, pause", run: play, isActive },
      { key: ",", group, words: "One step back", run: back, isActive },
      { key: ".", group, words: "One step forward", run: forward, isActive },
    );
    this.listen();
  }

  private listen(): void {
    const { session, selection, frames } = this.context;
    const { mirror } = session.client;
    const look = (): void => frames.add(this.findSource);
    mirror.onDocument(look);
    mirror.onChange((change) => {
      if (change.kind === "Method") look();
      if (change.kind !== "Entity") return;
      if (methodsOf(change.before) !== methodsOf(change.after)) look();
    }, ["Method", "Entity"]);
    selection.onChange(look);
    session.onState(({ kind }) => {
      if (kind === "live") this.methodsKey = "";
      look();
    });
    session.player?.onChange(() => frames.add(this.draw));
    look();
    this.slider.addEventListener("input", () => {
      this.setTime(Number(this.slider.value));
    });
    this.value.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const time = Number(this.value.value.replace("−", "-").replace(",", "."));
      if (Number.isFinite(time)) this.setTime(time);
      this.value.blur();
    });
    this.value.addEventListener("blur", () => frames.add(this.draw));
    this.speed.addEventListener("change", () => {
      this.chosenSpeed = Number(this.speed.value);
      const { source } = this;
      if (source?.speed) void this.act((one) => one.play(this.chosenSpeed));
    });
  }

  // The recording, else the selected entity if it has a time, else the document.
  private readonly findSource = (): void => {
    const { session, selection } = this.context;
    if (session.player !== undefined) {
      const { player } = session;
      const isLong = player.duration >= leastDuration;
      this.take(isLong ? new RecordingTime(player) : undefined);
      return;
    }
    const { mirror } = session.client;
    const { primary } = selection;
    const target: CallTarget | undefined = primary && {
      kind: "entity",
      value: primary,
    };
    const own = target && this.methodsOf(target);
    if (target !== undefined && own !== undefined && own.size > 0) {
      const name = nameOfEntity(primary!, mirror.get("Entity", primary!));
      this.takeServer(target, shortText(name, 40), own);
      return;
    }
    const methods = this.methodsOf(undefined);
    if (methods.size > 0) this.takeServer(undefined, "", methods);
    else this.take(undefined);
  };

  private methodsOf(target: CallTarget | undefined): Set<string> {
    const { mirror } = this.context.session.client;
    const known = new Set<string>(Object.values(timeMethodNames));
    const names = new Set<string>();
    for (const id of mirror.methodsOf(target)) {
      const name = mirror.get("Method", id)?.name;
      if (name !== undefined && known.has(name)) names.add(name);
    }
    return names;
  }

  private takeServer(
    target: CallTarget | undefined,
    title: string,
    methods: ReadonlySet<string>,
  ): void {
    const key = JSON.stringify([target, [...methods]]);
    if (key === this.methodsKey && this.source !== undefined) return;
    this.methodsKey = key;
    const { client } = this.context.session;
    const source = new ServerTime(client, target, title, methods);
    if (this.source?.key === source.key) {
      // The same time after a reconnection: what was set before stays shown.
      source.time = this.source.time;
      source.speed = this.source.speed;
    }
    this.take(source);
    source.refresh().then(
      () => this.context.frames.add(this.draw),
      (error: unknown) => this.tell(error),
    );
  }

  private take(source: TimeSource | undefined): void {
    if (source?.key === "recording" && this.source?.key === "recording") return;
    this.source = source;
    if (source === undefined) this.methodsKey = "";
    clearInterval(this.timer);
    if (source?.key === "recording") {
      this.timer = setInterval(() => this.context.frames.add(this.draw), tick);
    }
    this.context.frames.add(this.draw);
  }

  private async act(run: (source: TimeSource) => Promise<void>): Promise<void> {
    const { source } = this;
    if (source === undefined) return;
    try {
      await run(source);
    } catch (error) {
      this.tell(error);
    }
    this.context.frames.add(this.draw);
  }

  // One call at a time: while it runs, only the last time is kept.
  private setTime(time: number): void {
    this.wanted = time;
    if (this.isSetting) return;
    this.isSetting = true;
    void this.sendTimes();
  }

  private async sendTimes(): Promise<void> {
    while (this.wanted !== undefined) {
      const time = this.wanted;
      this.wanted = undefined;
      await this.act((source) => source.set(time));
    }
    this.isSetting = false;
    this.context.frames.add(this.draw);
  }

  private tell(error: unknown): void {
    this.context.notices.add({
      text: "The time was not changed",
      detail: wordsOfCallError(error),
      tone: "bad",
      key: "time",
    });
  }

  private readonly draw = (): void => {
    const { source } = this;
    if (this.root.hidden !== (source === undefined)) {
      setShown(this.root, source !== undefined);
      this.context.layout.setBarBelow(this.root);
    }
    if (source === undefined) return;
    const { range, can, unit } = source;
    setText(this.title, source.title);
    setShown(this.title, source.title !== "");
    setShown(this.back, can.has("step"));
    setShown(this.forward, can.has("step"));
    setShown(this.playButton, can.has("play"));
    setShown(this.speed, can.has("play"));
    setShown(this.slider, can.has("set") && range !== undefined);
    setShown(this.value, can.has("set"));
    const isPlaying = (source.speed ?? 0) !== 0;
    setIcon(
      this.playButton.querySelector("svg")!,
      isPlaying ? "pause" : "play",
    );
    relabel(this.playButton, isPlaying ? "Pause" : "Play", "Space");
    setAttribute(this.root, "data-playing", String(isPlaying));
    this.drawSpeeds(source);
    const time = this.wanted ?? source.time;
    if (range !== undefined) {
      setAttribute(this.slider, "min", range.from);
      setAttribute(this.slider, "max", range.to);
      setAttribute(this.slider, "step", range.step ?? "any");
      const unitText = unit === "" ? "" : ` ${unit}`;
      setText(
        this.bounds,
        `${numberText(range.from)} to ${numberText(range.to, 5)}${unitText}`,
      );
      const isDragged = this.slider.matches(":active");
      if (!isDragged) this.slider.value = String(time ?? range.from);
    } else {
      setText(this.bounds, unit);
    }
    this.slider.classList.toggle("unset", time === undefined);
    if (document.activeElement !== this.value) {
      this.value.value = time === undefined ? "" : numberText(time, 6);
      setAttribute(
        this.value,
        "placeholder",
        time === undefined ? (isPlaying ? "playing" : "time") : undefined,
      );
    }
  };

  private drawSpeeds({ speeds, key }: TimeSource): void {
    const speedsKey = `${key} ${speeds.join()}`;
    if (speedsKey === this.speedsKey) return;
    this.speedsKey = speedsKey;
    fill(
      this.speed,
      ...speeds.map((one) =>
        element("option", { value: one }, `× ${String(one).replace("-", "−")}`),
      ),
    );
    this.speed.value = String(this.chosenSpeed);
  }
}
