// The interface by which typed proxies call methods.

import type { Any } from "linguine-noodles/cbor";
import type { InvokeIDTypeTarget } from "linguine-noodles/protocol";

/** The component that has the method; undefined: the document. */
export type CallTarget = InvokeIDTypeTarget;

/** Calls methods by name: a client, or the substitute for one in a test. */
export interface Caller {
  /**
   * Calls the method and returns its result. The promise is rejected if the
   * server sends an exception, if the target has no such method, or if the
   * connection ends.
   */
  call(
    method: string,
    target: CallTarget | undefined,
    args: readonly Any[],
  ): Promise<Any>;
}
