// The TypeScript side of codec_probe.cc: the same requests, the same answers.
import { readSync, writeSync } from "node:fs";

import {
  DecodeError,
  type DecodeLimits,
  FrameReader,
  type Reader,
  Writer,
  defaultDecodeLimits,
} from "linguine-noodles/cbor";
import * as interfaces from "linguine-noodles/interfaces";
import * as json from "linguine-noodles/json";
import * as protocol from "linguine-noodles/protocol";

type Read = (reader: Reader) => unknown;
type Write = (writer: Writer, value: unknown) => void;

// The structures of the interfaces, by their numbers.
const structures = [
  "TableColumnInfo",
  "Selection",
  "TableInitData",
  "ProbeResult",
  "TimeMetadata",
];

// Values of the type any keep their forms, so that the bytes of both languages
// can be compared.
const options = { keepForms: true, limits: defaultDecodeLimits };

const plus = "+".charCodeAt(0);

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The function of a module with this name. */
function functionOf<T>(module: object, name: string): T {
  const found = (module as Record<string, unknown>)[name];
  if (typeof found !== "function") throw new Error(`there is no ${name}`);
  return found as T;
}

function writeError(writer: Writer, error: DecodeError): void {
  writer.writeArrayHead(5);
  writer.writeText(error.code);
  writer.writeText(error.path);
  writer.writeUint(error.offset);
  writer.writeText(error.expected);
  writer.writeText(error.found);
}

/** The contents of a frame. Each list is kept encoded, without its head. */
class Results {
  private readonly messages = new Writer();
  private readonly unknown = new Writer();
  private readonly invalid = new Writer();
  private messageCount = 0;
  private unknownCount = 0;
  private invalidCount = 0;

  add(number: number, write: Write, value: unknown): void {
    this.messages.writeUint(number);
    write(this.messages, value);
    this.messageCount += 1;
  }

  addUnknown(number: number | bigint, content: Uint8Array): void {
    this.unknown.writeArrayHead(2);
    this.unknown.writeInteger(number);
    this.unknown.writeBytes(content);
    this.unknownCount += 1;
  }

  addInvalid(number: number | bigint, error: DecodeError): void {
    this.invalid.writeArrayHead(2);
    this.invalid.writeInteger(number);
    writeError(this.invalid, error);
    this.invalidCount += 1;
  }

  answer(error: DecodeError | undefined): Uint8Array {
    const frame = new Writer();
    frame.writeArrayHead(2 * this.messageCount);
    frame.writeEncoded(this.messages.written());
    const writer = new Writer();
    writer.writeMapHead(error ? 4 : 3);
    writer.writeText("frame");
    writer.writeBytes(frame.written());
    writer.writeText("unknown");
    writer.writeArrayHead(this.unknownCount);
    writer.writeEncoded(this.unknown.written());
    writer.writeText("invalid");
    writer.writeArrayHead(this.invalidCount);
    writer.writeEncoded(this.invalid.written());
    if (error) {
      writer.writeText("error");
      writeError(writer, error);
    }
    return writer.take();
  }
}

/** A handler that encodes every message anew. */
function handlerOf<Handler>(
  messages: readonly protocol.MessageInfo[],
  results: Results,
): Handler {
  const handler: Record<string, unknown> = {
    onUnknownMessage: results.addUnknown.bind(results),
    onInvalidMessage: results.addInvalid.bind(results),
  };
  for (const { name, number } of messages) {
    const write = functionOf<Write>(protocol, `write${name}`);
    handler[`on${name.slice(3)}`] = (message: unknown) =>
      results.add(number, write, message);
  }
  return handler as Handler;
}

function answerServer(frame: Uint8Array): Uint8Array {
  const results = new Results();
  const handler = handlerOf<protocol.ServerMessageHandler>(
    protocol.serverMessages,
    results,
  );
  return results.answer(protocol.dispatchServerFrame(frame, handler, options));
}

function answerClient(frame: Uint8Array): Uint8Array {
  const results = new Results();
  const handler = handlerOf<protocol.ClientMessageHandler>(
    protocol.clientMessages,
    results,
  );
  return results.answer(protocol.dispatchClientFrame(frame, handler, options));
}

/** Reads frames whose messages are structures, by their numbers. */
function answerStructures(bytes: Uint8Array): Uint8Array {
  const results = new Results();
  const frame = new FrameReader(bytes, options);
  while (frame.next()) {
    const name = structures[Number(frame.number)];
    if (name === undefined) {
      const content = frame.skipContent();
      if (content !== undefined) results.addUnknown(frame.number, content);
      continue;
    }
    const value = frame.read(functionOf<Read>(interfaces, `read${name}`));
    if (frame.contentError) {
      results.addInvalid(frame.number, frame.contentError);
    } else {
      const write = functionOf<Write>(interfaces, `write${name}`);
      results.add(Number(frame.number), write, value);
    }
  }
  return results.answer(frame.error);
}

/** The next `size` bytes of the input; fewer at its end. */
function readExactly(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let count = 0;
  while (count < size) {
    const got = readSync(0, bytes, count, size - count, null);
    if (got === 0) return bytes.subarray(0, count);
    count += got;
  }
  return bytes;
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(1, bytes, at, bytes.length - at);
  }
}

/** Sets the limits for the frames that follow. */
function setLimits(numbers: Uint8Array): Uint8Array {
  const { buffer, byteOffset } = numbers;
  const view = new DataView(buffer, byteOffset);
  const next = (index: number): number => Number(view.getBigUint64(8 * index));
  const limits: DecodeLimits = {
    maxDepth: next(0),
    maxItems: next(1),
    maxTextBytes: next(2),
    maxByteStringBytes: next(3),
    maxMessages: next(4),
  };
  options.limits = limits;
  return new Uint8Array();
}

/** Answers by a text or bytes, or by the message of the error. */
function answerContent(make: () => string | Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  try {
    const made = make();
    const content = typeof made === "string" ? encoder.encode(made) : made;
    return Uint8Array.of(plus, ...content);
  } catch (error) {
    const isRefusal =
      error instanceof DecodeError || error instanceof json.JsonError;
    if (!isRefusal) throw error;
    return encoder.encode(`-${error.message}`);
  }
}

function jsonAnew(text: string): string {
  const value = json.fromJson(text, protocol.readMsgBufferCreate, options);
  return json.toJson(value, protocol.writeMsgBufferCreate, options);
}

function answer(side: number, frame: Uint8Array): Uint8Array {
  switch (String.fromCharCode(side)) {
    case "s":
      return answerServer(frame);
    case "c":
      return answerClient(frame);
    case "i":
      return answerStructures(frame);
    case "j":
      return answerContent(() => json.cborToJson(frame, options));
    case "J":
      return answerContent(() => json.jsonToCbor(textOf(frame), options));
    case "b":
      return answerContent(() => jsonAnew(textOf(frame)));
    case "l":
      return setLimits(frame);
    default:
      throw new Error("a request for no side");
  }
}

function run(): number {
  while (true) {
    const size = readExactly(4);
    if (size.length === 0) return 0;
    if (size.length < 4) return 1;
    const count = new DataView(size.buffer).getUint32(0);
    const request = readExactly(count);
    if (request.length < count || count === 0) return 1;
    const written = answer(request[0]!, request.subarray(1));
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, written.length);
    writeAll(head);
    writeAll(written);
  }
}

process.exitCode = run();
