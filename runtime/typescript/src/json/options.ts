// Options of the functions that read and write JSON.

import type { DecodeLimits } from "linguine-noodles/cbor";

export interface JsonOptions {
  /** Spaces for each level; below 0: the whole text on one line. */
  readonly indentation?: number | undefined;
  /** UTF-8 bytes of JSON text that are read. Stops a text that fills the memory. */
  readonly maxTextBytes?: number | undefined;
  /** Limits on CBOR input; maxDepth also limits the nesting of JSON. */
  readonly limits?: Partial<DecodeLimits> | undefined;
}

export const defaultMaxTextBytes = 2 ** 30;
