// AttentionSignalsListener: receives these signals with typed arguments.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import { readArguments } from "linguine-noodles/calls";
import { type Any, readFloatsOf, readText } from "linguine-noodles/cbor";
import type { Vec3 } from "linguine-noodles/protocol";

/** The names of the signals as they are sent. */
export const attentionSignalNames = {
  signalAttention: "noo::signal_attention",
} as const;

/**
 * Receives the signals of AttentionSignals. A new signal in the specification
 * breaks the build of every listener, on purpose.
 */
export interface AttentionSignalsListener {
  /** Look here: the whole entity, a place on it, or a place with a message. */
  onSignalAttention(
    position: Vec3 | undefined,
    message: string | undefined,
  ): void;
  /**
   * One of these signals was received with arguments of other types; `error`
   * names the argument.
   */
  onInvalidSignal(signal: string, error: Error): void;
}

/** Ignores all of these signals: the base of listeners that want a few only. */
export class AttentionSignalsListenerBase implements AttentionSignalsListener {
  onSignalAttention(
    _position: Vec3 | undefined,
    _message: string | undefined,
  ): void {}
  onInvalidSignal(_signal: string, _error: Error): void {}
}

/**
 * Calls the function of `listener` for `signal` with its arguments. Returns
 * false, and calls nothing, if the signal is none of AttentionSignals.
 */
export function dispatchAttentionSignals(
  signal: string,
  args: readonly Any[],
  listener: AttentionSignalsListener,
): boolean {
  switch (signal) {
    case attentionSignalNames.signalAttention: {
      const read = readArguments(args, (list) => ({
        position: list.readOptional("position", readFloatsOf(3)),
        message: list.readOptional("message", readText),
      }));
      if (read instanceof Error) {
        listener.onInvalidSignal(signal, read);
      } else {
        listener.onSignalAttention(read.position, read.message);
      }
      return true;
    }
    default:
      return false;
  }
}
