// Limits on the input of a decoder. Each limit names the attack that it stops.

/**
 * The decoder always refuses a length or count that is larger than the rest of
 * the input. All limits apply to the input of one Reader.
 */
export interface DecodeLimits {
  /**
   * Nesting depth of arrays, maps and tags. Stops stack exhaustion by
   * `[[[[[...`, where each level costs the sender one byte. NOODLES structures
   * nest 7 deep; the rest is for values of the CDDL type any. A value above
   * `depthCeiling` counts as `depthCeiling`.
   */
  readonly maxDepth: number;
  /**
   * Number of elements of all arrays, keys and values of all maps, and tagged
   * items together. Stops memory amplification: a null of one byte becomes many
   * bytes in memory.
   */
  readonly maxItems: number;
  /**
   * UTF-8 bytes of one text. Stops a name or documentation text of hundreds of
   * megabytes.
   */
  readonly maxTextBytes: number;
  /**
   * Bytes of one byte string. Stops a byte string of indefinite length, which
   * is copied, that fills the memory.
   */
  readonly maxByteStringBytes: number;
  /**
   * Messages in one frame. Stops a frame of millions of small messages that
   * would occupy the thread for seconds.
   */
  readonly maxMessages: number;
}

export const defaultDecodeLimits: DecodeLimits = {
  maxDepth: 64,
  maxItems: 2 ** 24,
  maxTextBytes: 16 * 2 ** 20,
  maxByteStringBytes: 2 ** 30,
  maxMessages: 2 ** 20,
};

/**
 * The upper bound of DecodeLimits.maxDepth. Values of the CDDL type any are
 * read recursively, so this bounds the stack in use.
 */
export const depthCeiling = 1000;
