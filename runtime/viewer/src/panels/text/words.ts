// The states of the page in words: the event, the thing, and advice.

import { ClientError, MethodError } from "linguine-noodles/client";
import type { SessionKind } from "../../session/session.js";
import { countText, durationText } from "./numbers.js";

/** The facts that the words of a state are made of. */
export interface StateFacts {
  readonly kind: SessionKind;
  /** The server as people write it: "localhost:50000". */
  readonly server: string;
  /** Why the connection has ended, in the words of the session. */
  readonly words: string;
  readonly error: Error | undefined;
  /** Whether a scene was complete before, and is still shown. */
  readonly hasScene: boolean;
  /** When the state began; milliseconds since 1970. */
  readonly since: number;
  /** Milliseconds until the next attempt; undefined: it is being made. */
  readonly retryIn: number | undefined;
  readonly loaded: number;
  readonly toLoad: number;
  readonly entities: number;
  readonly tables: number;
  /** The recording in the page; undefined: there is a server. */
  readonly recording: { readonly isPlaying: boolean } | undefined;
}

export type Tone = "busy" | "good" | "warning" | "bad" | "quiet";

export interface StateWords {
  readonly tone: Tone;
  /** One line. */
  readonly title: string;
  /** The same in a few words, where the title stands beside it. */
  readonly brief?: string;
  /** Advice, or more about the state. */
  readonly detail: string;
  /** The text of a button that connects at once. */
  readonly retry?: string;
  /** Whether there is nothing to see, so that words stand in its place. */
  readonly isEmpty?: boolean;
}

/** In a panel, before the first scene is there. */
export const noSceneYet =
  "Nothing yet: the scene has not come from the server.";

export function wordsOfState(facts: StateFacts): StateWords {
  const { server, hasScene, recording } = facts;
  const isComing = facts.kind === "connecting" || facts.kind === "loading";
  if (isComing && recording !== undefined) {
    return { tone: "busy", title: "Reading the recording", detail: "" };
  }
  switch (facts.kind) {
    case "connecting":
      return { tone: "busy", title: `Connecting to ${server}`, detail: "" };
    case "loading":
      return {
        tone: "busy",
        title: `Receiving the scene of ${server}`,
        detail: hasScene ? "What you see is the scene as it was." : "",
      };
    case "live":
      return live(facts);
    case "lost":
      return hasScene ? lost(facts) : unreachable(facts);
    case "refused":
      return {
        tone: "bad",
        brief: "Refused",
        title: `Refused by ${server}, ${nextAttempt(facts)}`,
        detail: facts.words,
        retry: "Try now",
      };
    case "ended":
      return {
        tone: facts.error === undefined ? "quiet" : "bad",
        brief: "Not connected",
        title: `Not connected to ${server}`,
        detail: facts.words,
        retry: "Connect",
      };
  }
}

function live(facts: StateFacts): StateWords {
  const { loaded, toLoad, server, recording } = facts;
  if (loaded < toLoad) {
    return {
      tone: "busy",
      title: `Loading ${countText(loaded)} of ${countText(toLoad)} assets`,
      detail: recording === undefined ? `From ${server}.` : "",
    };
  }
  if (recording !== undefined) {
    return {
      tone: "quiet",
      title: recording.isPlaying ? "Recording" : "Recording, paused",
      detail: "The scene comes from a file; there is no server.",
    };
  }
  if (facts.entities === 0) {
    return {
      tone: "quiet",
      title: "Live, no scene yet",
      detail:
        `${server} has no entities. ` +
        "They appear here as soon as the program creates some.",
      isEmpty: facts.tables === 0,
    };
  }
  return { tone: "good", title: "Live", detail: `Connected to ${server}.` };
}

function lost(facts: StateFacts): StateWords {
  return {
    tone: "warning",
    brief: "Lost the server",
    title: `Lost the server at ${clockText(facts.since)}, ${nextAttempt(facts)}`,
    detail:
      `${reasonOf(facts.error)} You see the scene as it was then. ` +
      "Camera, panels and forms are kept.",
    retry: "Try now",
  };
}

function unreachable(facts: StateFacts): StateWords {
  return {
    tone: "warning",
    brief: "No answer",
    title: `No answer from ${facts.server}, ${nextAttempt(facts)}`,
    detail:
      `${unreachableReason(facts.error)} ` +
      "Is the server running there, and does it take this page?",
    retry: "Try now",
  };
}

// A connection that was never there did not break off.
function unreachableReason(error: Error | undefined): string {
  const isUnknown = error === undefined || /\(code 1006\)$/.test(error.message);
  return isUnknown ? "No connection could be made." : reasonOf(error);
}

function nextAttempt({ retryIn }: StateFacts): string {
  const seconds = Math.ceil((retryIn ?? 0) / 1000);
  return seconds <= 0
    ? "trying now"
    : `trying again in ${durationText(seconds * 1000)}`;
}

function reasonOf(error: Error | undefined): string {
  if (error === undefined) return "";
  const code = /\(code (\d+)\)/.exec(error.message)?.[1];
  const meaning = closeCodes[Number(code)];
  const reason = /\(code \d+\): (.+)$/s.exec(error.message)?.[1];
  if (reason !== undefined) return sentence(`The server said: ${reason}`);
  return meaning ?? sentence(error.message);
}

/** The codes of RFC 6455, section 7.4.1, as sentences. */
const closeCodes: Readonly<Record<number, string>> = {
  1000: "The server has ended the connection.",
  1001: "The server was stopped.",
  1005: "The server has ended the connection.",
  1006: "The connection broke off.",
  1008: "The server has refused this page.",
  1009: "A message was larger than the server takes.",
  1011: "The server has failed.",
  1012: "The server is starting anew.",
  1013: "The server has too many clients now.",
};

/** A text that begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const first = trimmed[0]!.toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

/** "14:03". */
export function clockText(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Why a call failed, in words. */
export function wordsOfCallError(error: unknown): string {
  if (error instanceof MethodError) {
    const meaning = protocolCodes[error.code];
    const { code, message } = error;
    if (meaning === undefined) return `${sentence(message)} (error ${code})`;
    return message.startsWith("the method has failed with code")
      ? meaning
      : `${meaning.replace(/\.$/, "")}: ${message}`;
  }
  if (error instanceof ClientError) {
    if (error.reason === "unavailable") {
      return "There is no connection to the server; the call was not answered.";
    }
    return sentence(error.message);
  }
  return sentence(error instanceof Error ? error.message : String(error));
}

/** The codes of the protocol (MethodException in noodles.cddl). */
const protocolCodes: Readonly<Record<number, string>> = {
  [-32700]: "The server could not read the call.",
  [-32600]: "The server does not take this call.",
  [-32601]: "The server does not have this method here.",
  [-32602]: "The server does not take these arguments.",
  [-32603]: "The method failed in the server.",
};
