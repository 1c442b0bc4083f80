// Reads a recording of `noodles record`: a sequence of CBOR items. The first is
// ["noodles-recording", VERSION]; then comes, for each frame,
// [microseconds, bytes], and for each file, [microseconds, location, bytes].

import { Kind, Reader } from "linguine-noodles/cbor";
import { resolveLocation } from "linguine-noodles/client";
import { readLocation } from "linguine-noodles/protocol";

/** The server that relative locations of a recording belong to. */
export const recordingServer = "ws://recording.invalid/";

export interface RecordedFrame {
  /** Milliseconds since the start. */
  readonly time: number;
  readonly bytes: Uint8Array;
}

export interface Recording {
  readonly frames: readonly RecordedFrame[];
  /** By the address that the client asks for. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Throws an Error that says what is wrong. */
export function readRecording(content: Uint8Array): Recording {
  const frames: RecordedFrame[] = [];
  const files = new Map<string, Uint8Array>();
  const reader = new Reader(content, {
    limits: { maxItems: Number.MAX_SAFE_INTEGER },
  });
  readHeader(reader);
  while (!reader.atEnd) readItem(reader, frames, files);
  return { frames, files };
}

function readHeader(reader: Reader): void {
  const level = reader.enterArray();
  if (!reader.more(level) || reader.readText() !== "noodles-recording") {
    throw new Error("this is not a recording of noodles record");
  }
  const version = reader.more(level) ? reader.readUint() : 0;
  if (version < 1 || version > 2) {
    throw new Error(
      `the recording is of version ${version}; this page plays 1 and 2`,
    );
  }
  while (reader.more(level)) reader.skip();
  reader.leave(level);
}

function readItem(
  reader: Reader,
  frames: RecordedFrame[],
  files: Map<string, Uint8Array>,
): void {
  const level = reader.enterArray();
  reader.more(level);
  const time = reader.readUint() / 1000;
  reader.more(level);
  if (reader.peekKind() === Kind.bytes) {
    frames.push({ time, bytes: reader.readBytes() });
  } else {
    const location = readLocation(reader);
    reader.more(level);
    const bytes = reader.readBytes();
    files.set(resolveLocation(location, recordingServer).href, bytes);
  }
  while (reader.more(level)) reader.skip();
  reader.leave(level);
}
