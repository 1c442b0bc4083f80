// The times that the bar of time drives: that of a server (TimeMethods), or of the
// recording in the page.

import type { CallTarget } from "linguine-noodles/calls";
import type { Client } from "linguine-noodles/client";
import { TimeMethodsProxy, timeMethodNames } from "linguine-noodles/interfaces";
import type { RecordingPlayer } from "../../session/recording/player.js";

export interface TimeRange {
  readonly from: number;
  readonly to: number;
  readonly step: number | undefined;
}

export interface TimeSource {
  /** Names the source; the same as long as it is the same time. */
  readonly key: string;
  readonly title: string;
  /** undefined: not known, or without bounds. */
  readonly range: TimeRange | undefined;
  /** undefined: not known, as while a server plays: it does not tell. */
  readonly time: number | undefined;
  /** Below 0 backwards, 0 paused; undefined: not known. */
  readonly speed: number | undefined;
  readonly speeds: readonly number[];
  readonly unit: string;
  readonly can: ReadonlySet<"set" | "step" | "play">;
  play(speed: number): Promise<void>;
  /** Below 0 back. */
  step(direction: number): Promise<void>;
  set(time: number): Promise<void>;
}

/** The time of the document or of an entity of a server. */
export class ServerTime implements TimeSource {
  readonly key: string;
  readonly title: string;
  readonly speeds = [-4, -2, -1, 1, 2, 4, 8, 16];
  readonly unit = "";
  readonly can: ReadonlySet<"set" | "step" | "play">;
  range: TimeRange | undefined;
  time: number | undefined;
  speed: number | undefined;
  private readonly proxy: TimeMethodsProxy;
  private readonly methods: ReadonlySet<string>;

  /** `methods` are the names of the methods of the target. */
  constructor(
    client: Client,
    target: CallTarget | undefined,
    title: string,
    methods: ReadonlySet<string>,
  ) {
    this.key =
      target === undefined ? "document" : `entity ${String(target.value)}`;
    this.title = title;
    this.methods = methods;
    this.proxy = new TimeMethodsProxy(client, target);
    const can = new Set<"set" | "step" | "play">();
    if (this.has("setTime")) can.add("set");
    if (this.has("stepTime") || this.has("deltaTime")) can.add("step");
    if (this.has("animateTime")) can.add("play");
    this.can = can;
  }

  /** Asks for the bounds again: they may have grown. */
  async refresh(): Promise<void> {
    if (!this.has("getTimeMetadata")) return;
    const { from, to, step } = await this.proxy.getTimeMetadata();
    const isRange = Number.isFinite(from) && Number.isFinite(to) && from < to;
    this.range = isRange ? { from, to, step } : undefined;
  }

  async play(speed: number): Promise<void> {
    await this.proxy.animateTime(speed);
    this.speed = speed;
    if (speed !== 0) this.time = undefined;
  }

  async step(direction: number): Promise<void> {
    if (this.has("stepTime")) await this.proxy.stepTime(direction);
    else await this.proxy.deltaTime(direction * this.smallStep());
    this.speed = 0;
    const { range, time } = this;
    if (time === undefined || range?.step === undefined) {
      this.time = undefined;
    } else {
      this.time = bounded(time + direction * range.step, range);
    }
  }

  async set(time: number): Promise<void> {
    this.time = time;
    await this.proxy.setTime(time);
  }

  private smallStep(): number {
    const { range } = this;
    if (range === undefined) return 1;
    return range.step ?? (range.to - range.from) / 100;
  }

  private has(name: keyof typeof timeMethodNames): boolean {
    return this.methods.has(timeMethodNames[name]);
  }
}

/** The time of the recording in the page. */
export class RecordingTime implements TimeSource {
  readonly key = "recording";
  readonly title = "Recording";
  readonly speeds = [0.25, 0.5, 1, 2, 4, 8];
  readonly unit = "s";
  readonly can = new Set(["set", "step", "play"] as const);
  private readonly player: RecordingPlayer;

  constructor(player: RecordingPlayer) {
    this.player = player;
  }

  get range(): TimeRange | undefined {
    const to = this.player.duration / 1000;
    return to > 0 ? { from: 0, to, step: undefined } : undefined;
  }

  get time(): number {
    return this.player.time / 1000;
  }

  get speed(): number {
    const { isPlaying, rate, time, duration } = this.player;
    return isPlaying && time < duration ? rate : 0;
  }

  play(speed: number): Promise<void> {
    if (speed === 0) this.player.pause();
    else {
      this.player.rate = speed;
      this.player.play();
    }
    return Promise.resolve();
  }

  step(direction: number): Promise<void> {
    this.player.pause();
    this.player.seek(this.player.time + direction * 1000);
    return Promise.resolve();
  }

  set(time: number): Promise<void> {
    this.player.seek(time * 1000);
    return Promise.resolve();
  }
}

function bounded(time: number, { from, to }: TimeRange): number {
  return Math.min(Math.max(time, from), to);
}
