// The error of a decoder: code, path, byte offset, expected and found item. The
// words are those of the C++ library.

export type DecodeErrorCode =
  | "truncated" // the input ends inside an item
  | "malformed" // not well-formed CBOR (RFC 8949, appendix F)
  | "trailing-bytes" // bytes after the last item
  | "wrong-type" // an item of another kind than expected
  | "out-of-range" // a number outside the range of the expected type
  | "wrong-length" // an array of another length than expected
  | "unknown-value" // a text that is not in the enumeration
  | "missing-key" // a required key is not in the map
  | "duplicate-key" // the same key twice in one map
  | "conflicting-keys" // two alternatives of a one-of
  | "missing-alternative" // no alternative of a required one-of
  | "invalid-text" // not valid UTF-8
  | "limit-exceeded"; // more than one of the DecodeLimits allows

/** The error that a Reader throws. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly code: DecodeErrorCode;
  /**
   * The path from the decoded value to the wrong item: keys after dots, indices
   * in brackets, such as `[1].transform.position[2]`. Empty for the decoded
   * value itself.
   */
  readonly path: string;
  /**
   * Byte offset of the wrong item in the input. For a missing key or
   * alternative: the map. For a duplicate or conflicting key: the second key.
   * For a truncated input: the incomplete item, or the end of the input if a
   * further item was expected there.
   */
  readonly offset: number;
  /** Such as `unsigned integer`. */
  readonly expected: string;
  /** Such as `text "abc"`. */
  readonly found: string;

  constructor(
    code: DecodeErrorCode,
    path: string,
    offset: number,
    expected: string,
    found: string,
  ) {
    const place = path === "" ? "" : ` at ${path}`;
    super(
      `${code}${place} (byte ${offset}): expected ${expected}, found ${found}`,
    );
    this.code = code;
    this.path = path;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}

/** The error that a Writer throws for a value that its type does not have. */
export class EncodeError extends Error {
  override readonly name = "EncodeError";
}
