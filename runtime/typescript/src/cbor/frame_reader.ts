// Walks a NOODLES frame: `[number, content, number, content, ...]`.
//
//   const frame = new FrameReader(bytes);
//   while (frame.next()) {
//     if (frame.number === 4) message = frame.read(readMsgEntityCreate) ... or
//     else frame.skipContent();
//   }
//   if (frame.error !== undefined) ...

import { DecodeError } from "./error.js";
import type { ReaderOptions } from "./input.js";
import type { Level } from "./level.js";
import { Reader } from "./reader.js";

export class FrameReader {
  /**
   * The number of the message. A bigint only beyond Number.MAX_SAFE_INTEGER,
   * and so never one of the specification.
   */
  number: number | bigint = 0;
  /** The error that ended the frame; undefined if the whole frame was read. */
  error: DecodeError | undefined = undefined;
  /**
   * Why `read` has returned undefined; the path is relative to the frame. A
   * second error may have ended the frame, see `error`.
   */
  contentError: DecodeError | undefined = undefined;

  private readonly reader: Reader;
  private messages: Level | undefined = undefined;
  private contentOffset = 0;

  constructor(frame: Uint8Array, options: ReaderOptions = {}) {
    this.reader = new Reader(frame, options);
  }

  /**
   * Advances to the next message and reads its number. False at the end of the
   * frame and after an error.
   */
  next(): boolean {
    if (this.error !== undefined) return false;
    try {
      return this.readNumber();
    } catch (error) {
      this.end(error);
      return false;
    }
  }

  /**
   * Reads the content of the message. Undefined for a content that is wrong:
   * `contentError` says why, and the messages behind it can be read.
   */
  read<T>(read: (reader: Reader) => T): T | undefined {
    this.contentError = undefined;
    try {
      return read(this.reader);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.contentError = error;
    }
    this.reader.resumeAt(this.contentOffset, this.messages!.depth);
    this.skipContent();
    return undefined;
  }

  /**
   * Moves behind the content and returns its bytes, a view of the frame;
   * undefined if the content is malformed.
   */
  skipContent(): Uint8Array | undefined {
    try {
      this.reader.skip();
      return this.reader.since(this.contentOffset);
    } catch (error) {
      this.end(error);
      return undefined;
    }
  }

  private readNumber(): boolean {
    const { reader } = this;
    const messages = (this.messages ??= reader.enterArray());
    if (!reader.more(messages)) {
      reader.leave(messages);
      if (!reader.atEnd) {
        reader.fail("trailing-bytes", reader.offset, "the end of the frame");
      }
      return false;
    }
    const { maxMessages } = reader.limits;
    if ((messages.count - 1) / 2 >= maxMessages) {
      const expected = `at most ${maxMessages} messages`;
      reader.fail("limit-exceeded", reader.offset, expected, "", 0);
    }
    this.number = reader.readWideUint();
    if (!reader.more(messages)) {
      const expected = "a content for each message number";
      const found = `an array of ${messages.count}`;
      reader.fail("wrong-length", messages.offset, expected, found, 0);
    }
    this.contentOffset = reader.offset;
    return true;
  }

  /** Ends the frame with an error. */
  private end(error: unknown): void {
    if (!(error instanceof DecodeError)) throw error;
    this.error = error;
  }
}
