// The errors of a Client.

import type { Any } from "linguine-noodles/cbor";

export type ClientErrorReason =
  | "invalid" // an address or an option that cannot be, another type
  | "unavailable" // no connection, or it has ended
  | "timeout" // no answer in time
  | "cancelled" // ended by this program
  | "not-found" // no such method or component
  | "too-much" // more than an option allows
  | "data-loss"; // fewer bytes than announced

export class ClientError extends Error {
  override readonly name: string = "ClientError";
  readonly reason: ClientErrorReason;

  constructor(reason: ClientErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The exception that a server has sent instead of a result. */
export class MethodError extends Error {
  override readonly name = "MethodError";
  /** -32768 to -32000: of the protocol; all others: of the application. */
  readonly code: number;
  readonly data: Any | undefined;

  constructor(code: number, message: string | undefined, data?: Any) {
    super(message ?? `the method has failed with code ${code}`);
    this.code = code;
    this.data = data;
  }
}
