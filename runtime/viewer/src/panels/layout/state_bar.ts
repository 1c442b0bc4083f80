// The state of the connection, in words.

import {
  type StateFacts,
  type StateWords,
  wordsOfState,
} from "../text/words.js";
import type { PageParts } from "../../page/hooks.js";
import { element, setAttribute, setShown, setText } from "../widgets/dom.js";
import type { FrameBatch } from "../widgets/frame_batch.js";

/**
 * Milliseconds: assets that come faster, as those of a scene that changes all
 * the time, are not told.
 */
const slowLoading = 500;

export class StateBar {
  readonly root: HTMLElement;
  /** More about the state, where something is to be done. */
  readonly card: HTMLElement;
  private readonly parts: PageParts;
  private readonly frames: FrameBatch;
  private readonly title = element("span", { class: "state-title" });
  private readonly server = element("span", { class: "state-server" });
  private readonly progress = element("progress", {
    class: "state-progress",
    max: 1,
    "aria-label": "Assets that are loaded",
  });
  private readonly cardTitle = element("h2", {});
  private readonly cardText = element("p", {});
  private readonly retry: HTMLButtonElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when assets are loading; undefined: none are. */
  private loadingSince: number | undefined;

  constructor(parts: PageParts, frames: FrameBatch) {
    this.parts = parts;
    this.frames = frames;
    this.root = element(
      "div",
      { class: "state-bar", role: "status", "data-state": "connecting" },
      element("span", { class: "state-dot", "aria-hidden": "true" }),
      this.title,
      this.server,
      this.progress,
    );
    this.retry = element("button", {
      type: "button",
      class: "button primary",
      title: "Connect at once",
      "data-action": "retry",
    });
    this.retry.addEventListener("click", () => parts.session.connectNow());
    this.card = element(
      "div",
      { class: "state-card", hidden: true },
      this.cardTitle,
      this.cardText,
      this.retry,
    );
    const changed = (): void => frames.add(this.update);
    parts.session.onState(changed);
    parts.session.player?.onChange(changed);
    parts.scene.onLoading(() => this.onLoading());
    parts.session.client.mirror.onChange(
      ({ type }) => {
        if (type !== "updated") changed();
      },
      ["Entity", "Table"],
    );
    this.update();
  }

  private onLoading(): void {
    const { done, total } = this.parts.scene.loading;
    if (done >= total) {
      this.loadingSince = undefined;
    } else if (this.loadingSince === undefined) {
      this.loadingSince = performance.now();
      setTimeout(() => this.frames.add(this.update), slowLoading);
    }
    this.frames.add(this.update);
  }

  private get isSlow(): boolean {
    const since = this.loadingSince;
    return since !== undefined && performance.now() - since >= slowLoading;
  }

  private readonly update = (): void => {
    const facts = this.facts();
    const words = wordsOfState(facts);
    setAttribute(this.root, "data-state", facts.kind);
    setAttribute(this.root, "data-tone", words.tone);
    setAttribute(this.root, "title", words.detail || words.title);
    const title = words.brief ?? words.title;
    document.title = pageTitle(words, facts.server);
    setText(this.title, title);
    const isServerNamed = title.includes(facts.server);
    setText(this.server, isServerNamed ? "" : facts.server);
    const isLoading = facts.kind === "live" && facts.loaded < facts.toLoad;
    setShown(this.progress, isLoading);
    if (isLoading) this.progress.value = facts.loaded / facts.toLoad;
    setShown(this.card, words.retry !== undefined || words.isEmpty === true);
    setAttribute(this.card, "data-tone", words.tone);
    setText(this.cardTitle, words.title);
    setText(this.cardText, words.detail);
    setShown(this.retry, words.retry !== undefined);
    setText(this.retry, words.retry ?? "");
    this.card.classList.toggle("small", facts.entities > 0);
    this.tickLater(facts);
  };

  // The seconds to the next attempt go down.
  private tickLater({ kind, retryIn }: StateFacts): void {
    clearTimeout(this.timer);
    if (kind !== "lost" && kind !== "refused") return;
    const rest = (retryIn ?? 0) % 1000;
    this.timer = setTimeout(
      () => this.frames.add(this.update),
      Math.max(50, rest + 20),
    );
  }

  private facts(): StateFacts {
    const { session, scene } = this.parts;
    const { state, client, player } = session;
    const { nextAttempt } = client;
    const isWaiting = client.state === "waiting" && nextAttempt !== undefined;
    return {
      kind: state.kind,
      server: player === undefined ? serverName(session.url) : "",
      words: state.words,
      error: client.lastError,
      hasScene: state.hasScene,
      since: state.since,
      retryIn: isWaiting ? Math.max(0, nextAttempt - Date.now()) : undefined,
      loaded: this.isSlow ? scene.loading.done : 0,
      toLoad: this.isSlow ? scene.loading.total : 0,
      entities: client.mirror.count("Entity"),
      tables: client.mirror.count("Table"),
      recording: player,
    };
  }
}

// A title that tells several tabs apart.
function pageTitle({ brief, title, tone }: StateWords, server: string): string {
  if (server === "") return title;
  const isFault = tone === "warning" || tone === "bad";
  return isFault && brief !== undefined ? `${brief}: ${server}` : server;
}

/** "localhost:50000" or "host/path". */
function serverName(address: string): string {
  try {
    const { host, pathname } = new URL(address);
    return pathname === "/" ? host : host + pathname.replace(/\/$/, "");
  } catch {
    return address;
  }
}
