// Reads a recording of `noodles record`: a sequence of CBOR items. The first is
// ["noodles-recording", VERSION]; then comes, for each frame,
// [microseconds, bytes], for each file, [microseconds, location, bytes], and for
// each table, [microseconds, id, number of rows, bytes].

import { Kind, Reader } from "linguine-noodles/cbor";
import { resolveLocation } from "linguine-noodles/client";
import { type TableID, readLocation } from "linguine-noodles/protocol";

/** The server that relative locations of a recording belong to. */
export const recordingServer = "ws://recording.invalid/";

export interface RecordedFrame {
  /** Milliseconds since the start. */
  readonly time: number;
  readonly bytes: Uint8Array;
}

/** A table behind the first frames of a recording. */
export interface RecordedTable {
  readonly id: TableID;
  readonly framesBefore: number;
  /** How many rows the table had; `content` may have fewer. */
  readonly rows: number;
  /** An encoded TableInitData. */
  readonly content: Uint8Array;
}

/** The last version of recordings that is read. */
const lastVersion = 4;

export interface Recording {
  readonly frames: readonly RecordedFrame[];
  /** By the address that the client asks for. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** In the order of the recording. */
  readonly tables: readonly RecordedTable[];
}

interface Parts {
  readonly frames: RecordedFrame[];
  readonly files: Map<string, Uint8Array>;
  readonly tables: RecordedTable[];
}

/** Throws an Error that says what is wrong. */
export function readRecording(content: Uint8Array): Recording {
  const parts: Parts = { frames: [], files: new Map(), tables: [] };
  const reader = new Reader(content, {
    limits: { maxItems: Number.MAX_SAFE_INTEGER },
  });
  readHeader(reader);
  while (!reader.atEnd) readItem(reader, parts);
  return parts;
}

function readHeader(reader: Reader): void {
  const level = reader.enterArray();
  if (!reader.more(level) || reader.readText() !== "noodles-recording") {
    throw new Error("this is not a recording of noodles record");
  }
  const version = reader.more(level) ? reader.readUint() : 0;
  if (version < 1 || version > lastVersion) {
    throw new Error(
      `the recording is of version ${version}; this page plays 1 to ${lastVersion}`,
    );
  }
  while (reader.more(level)) reader.skip();
  reader.leave(level);
}

function readItem(reader: Reader, { frames, files, tables }: Parts): void {
  const level = reader.enterArray();
  reader.more(level);
  const time = reader.readUint() / 1000;
  reader.more(level);
  const kind = reader.peekKind();
  if (kind === Kind.bytes) {
    frames.push({ time, bytes: reader.readBytes() });
  } else if (kind === Kind.array) {
    const id = reader.readID<"Table">();
    reader.more(level);
    const rows = reader.readUint();
    reader.more(level);
    const content = reader.readBytes();
    tables.push({ id, framesBefore: frames.length, rows, content });
  } else {
    const location = readLocation(reader);
    reader.more(level);
    const bytes = reader.readBytes();
    files.set(resolveLocation(location, recordingServer).href, bytes);
  }
  while (reader.more(level)) reader.skip();
  reader.leave(level);
}
