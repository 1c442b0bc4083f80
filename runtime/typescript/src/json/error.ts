// The error of JSON.

/** A JSON text that is refused, or whose value its type does not have. */
export class JsonError extends Error {
  override readonly name = "JsonError";
  /** Whether the text exceeds one of the JsonOptions. */
  readonly isLimit: boolean;

  constructor(message: string, isLimit = false) {
    super(message);
    this.isLimit = isLimit;
  }
}
