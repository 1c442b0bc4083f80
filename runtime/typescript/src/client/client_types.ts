// The types of the values that a Client takes and gives.

import type { CallTarget } from "linguine-noodles/calls";
import type { Any } from "linguine-noodles/cbor";
import type { SignalID } from "linguine-noodles/protocol";

export type ConnectionState =
  | "idle" // connect has not been called
  | "connecting" // the websocket is being opened
  | "joining" // introduced; the snapshot is not complete
  | "ready" // the snapshot is complete
  | "waiting" // the connection has ended; the client will connect again
  | "closed"; // the connection has ended or failed

/** A signal that the server has sent. */
export interface SignalEvent {
  readonly name: string;
  readonly id: SignalID;
  /** The component that has the signal; undefined: the document. */
  readonly target: CallTarget | undefined;
  readonly args: readonly Any[];
}

export interface CallOptions {
  /** Milliseconds; 0: no limit. Default: ClientOptions.callTimeout. */
  readonly timeout?: number;
  /** Cancels the call. The server may execute the method nevertheless. */
  readonly signal?: AbortSignal;
  /**
   * Gets the result before the messages behind the reply are read; the promise
   * is resolved later. What it throws rejects the call.
   */
  readonly onResult?: (result: Any) => void;
}
