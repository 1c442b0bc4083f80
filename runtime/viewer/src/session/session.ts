// The connection of the page to its server, or to the recording that stands in
// the page: owns the Client, and tells the state in words.

import { Client, Listeners, type Remove } from "linguine-noodles/client";
import { type ServerAddress, addressOf } from "./address.js";
import { RecordingPlayer } from "./recording/player.js";
import {
  type Recording,
  readRecording,
  recordingServer,
} from "./recording/recording.js";
import { UserState } from "./user_state.js";

export type SessionKind =
  | "connecting" // the socket is being opened
  | "loading" // the snapshot is on its way
  | "live" // the snapshot is complete, changes come
  | "lost" // the connection has ended and is made again
  | "refused" // the server answers, and does not take this client
  | "ended"; // the connection has ended and is not made again

export interface SessionState {
  readonly kind: SessionKind;
  /** The event, the thing that it happened to, and what to do: a sentence. */
  readonly words: string;
  /** When the state began: milliseconds since 1970. */
  readonly since: number;
  /** When the next attempt comes: milliseconds since 1970. */
  readonly nextAttempt: number | undefined;
  /** Whether a scene was complete before, and is still shown. */
  readonly hasScene: boolean;
}

/** Different oddities that are counted. Stops texts that fill the memory. */
const maxOddities = 1000;

export class Session {
  readonly client: Client;
  /** Things of the user that outlive a reload. */
  readonly user: UserState;
  /** Plays the recording in the page; undefined: there is a server. */
  readonly player: RecordingPlayer | undefined;
  /** The address of the server, without the token. */
  readonly url: string;
  private readonly token: string;
  private readonly listeners = new Listeners<[SessionState]>();
  private readonly oddityListeners = new Listeners<[string]>();
  private readonly knownOddities = new Map<string, number>();
  private current: SessionState;
  private hasScene = false;

  /** `page` is the address of the page. */
  constructor(page: string, recording?: Recording) {
    const address = recording === undefined ? addressOf(page) : recordedAddress;
    this.url = address.url;
    this.user = new UserState(address.url);
    this.token = address.token;
    this.player =
      recording === undefined ? undefined : new RecordingPlayer(recording);
    this.client = new Client({
      name: "Linguine page",
      token: address.token,
      WebSocket: this.player?.WebSocket,
      reconnect: { isEnabled: true, retriesFirst: true, longestDelay: 15_000 },
      assets: { fetch: this.player?.fetch ?? fetch.bind(globalThis) },
    });
    this.current = this.stateNow("connecting", `Connecting to ${this.url}`);
    this.client.onState(() => this.onClientState());
    this.client.onOddity((words) => {
      const count = this.knownOddities.get(words) ?? 0;
      const hasRoom = count > 0 || this.knownOddities.size < maxOddities;
      if (hasRoom) this.knownOddities.set(words, count + 1);
      this.oddityListeners.emit(words);
    });
  }

  /** The recording in this document, read; undefined if there is none. */
  static recordingIn(document: Document): Recording | undefined {
    const element = document.getElementById("noodles-recording");
    if (element === null) return undefined;
    return readRecording(bytesOfBase64(element.textContent ?? ""));
  }

  get state(): SessionState {
    return this.current;
  }

  /** Calls `listen` after each change of `state`. */
  onState(listen: (state: SessionState) => void): Remove {
    return this.listeners.add(listen);
  }

  /** The faults of the server against the protocol, with how often. */
  get oddities(): ReadonlyMap<string, number> {
    return this.knownOddities;
  }

  onOddity(listen: (words: string) => void): Remove {
    return this.oddityListeners.add(listen);
  }

  /** Connects; call once, when all listeners are there. */
  start(): void {
    // A failure is told by the state.
    this.client.connect(this.url).catch(() => {});
  }

  /** Tries again at once; also after `disconnect`. */
  connectNow(): void {
    const { state } = this.client;
    if (state === "waiting") this.client.reconnectNow();
    else if (state === "idle" || state === "closed") this.start();
  }

  /** Ends the connection; the scene stays. */
  disconnect(): void {
    this.client.disconnect();
  }

  private onClientState(): void {
    const { client } = this;
    const error = client.lastError?.message ?? "";
    switch (client.state) {
      case "idle":
      case "connecting":
        if (this.current.kind === "lost" || this.current.kind === "refused") {
          return;
        }
        this.set("connecting", `Connecting to ${this.url}`);
        return;
      case "joining":
        this.set("loading", "Receiving the scene");
        return;
      case "ready":
        this.hasScene = true;
        this.set("live", this.player === undefined ? `Live: ${this.url}` : "Recording");
        return;
      case "waiting":
        if (this.player !== undefined) client.reconnectNow();
        else this.onLost(error);
        return;
      case "closed":
        this.set("ended", endWords(error));
        return;
    }
  }

  private onLost(error: string): void {
    const time = new Date().toLocaleTimeString();
    const words = this.hasScene
      ? `Lost the server at ${time} (${error}). The scene is as it was then.`
      : `${this.url} does not answer (${error}).`;
    if (this.current.kind === "lost" || this.current.kind === "refused") {
      // A further attempt has failed: the words stay.
      const { kind, words: former, since } = this.current;
      this.put({ ...this.stateNow(kind, former), since });
    } else {
      this.set("lost", words);
    }
    void this.explain();
  }

  // A browser does not tell why a socket was refused. A server that answers a
  // plain request is there and does not take this client.
  private async explain(): Promise<void> {
    const { url, client } = this;
    const place = url.replace(/^ws/, "http");
    const isOwn = new URL(place).origin === location.origin;
    if (!isOwn || this.current.kind === "refused") return;
    try {
      await fetch(place, { cache: "no-store" });
    } catch {
      return;
    }
    const { kind } = this.current;
    if (client.state !== "waiting" || kind !== "lost" || this.hasScene) return;
    const token =
      this.token === ""
        ? "It may want a token: open the page with #token=TOKEN at the end of " +
          "its address."
        : "The token in the address of the page may be wrong.";
    const words =
      `The server answers, but takes no connection of this page. ${token} ` +
      "Or the server has as many clients as it takes, or takes none from this page.";
    this.set("refused", words);
  }

  private set(kind: SessionKind, words: string): void {
    this.put(this.stateNow(kind, words));
  }

  private put(state: SessionState): void {
    this.current = state;
    this.listeners.emit(state);
  }

  private stateNow(kind: SessionKind, words: string): SessionState {
    return {
      kind,
      words,
      since: Date.now(),
      nextAttempt: this.client.nextAttempt,
      hasScene: this.hasScene,
    };
  }
}

const recordedAddress: ServerAddress = { url: recordingServer, token: "" };

function endWords(error: string): string {
  return error === ""
    ? "Disconnected. The scene is as it was then."
    : `The connection has ended: ${error}`;
}

function bytesOfBase64(text: string): Uint8Array {
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
