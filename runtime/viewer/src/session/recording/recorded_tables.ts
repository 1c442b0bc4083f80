// The tables of a recording: answers subscriptions as the server would.

import { Reader, readAny } from "linguine-noodles/cbor";
import { readTableInitData, tableMethodNames } from "linguine-noodles/interfaces";
import {
  type MsgInvokeMethod,
  type MsgMethodCreate,
  type MsgSignalInvoke,
  ServerMessageHandlerBase,
  type TableID,
  dispatchServerFrame,
  writeMsgMethodReply,
  writeMsgSignalInvoke,
} from "linguine-noodles/protocol";
import { frameOf } from "./frame_of.js";
import type { Recording, RecordedTable } from "./recording.js";

/** How many rows a table had, and how many of them the recording holds. */
export interface RecordedRows {
  readonly rows: number;
  readonly kept: number;
}

export class RecordedTables {
  private readonly recording: Recording;
  // By slot and generation.
  private readonly tables = new Map<string, RecordedTable[]>();
  private readonly counts = new Map<string, RecordedRows>();
  private readonly methodNames = new Map<string, string>();
  private scanned = 0;

  constructor(recording: Recording) {
    this.recording = recording;
    for (const table of recording.tables) {
      const key = String(table.id);
      const former = this.tables.get(key);
      if (former === undefined) this.tables.set(key, [table]);
      else former.push(table);
    }
  }

  /** Undefined: the recording has no rows of this table. */
  rowsOf(id: TableID): RecordedRows | undefined {
    const key = String(id);
    const known = this.counts.get(key);
    const table = this.tables.get(key)?.at(-1);
    if (known !== undefined || table === undefined) return known;
    const kept = contentOf(table, readTableInitData)?.keys.length;
    if (kept === undefined) return undefined;
    const counted = { rows: Math.max(table.rows, kept), kept };
    this.counts.set(key, counted);
    return counted;
  }

  /**
   * The frames that answer a call when so many frames were given: the reply, and
   * the later signals of the table. Undefined: the call is no subscription to a
   * table of the recording.
   */
  answer(
    { method, context, invoke_id }: MsgInvokeMethod,
    given: number,
  ): Uint8Array[] | undefined {
    const target = context?.target;
    if (target?.kind !== "table" || invoke_id === undefined) return undefined;
    if (this.nameOf(String(method), given) !== tableMethodNames.subscribe) {
      return undefined;
    }
    const all = this.tables.get(String(target.value));
    if (all === undefined) return undefined;
    const table =
      all.filter(({ framesBefore }) => framesBefore <= given).at(-1) ?? all[0]!;
    const value = contentOf(table, readAny);
    if (value === undefined) return undefined;
    const outcome = { kind: "result" as const, value };
    const reply = frameOf("MsgMethodReply", (writer) =>
      writeMsgMethodReply(writer, { invoke_id, outcome }),
    );
    return [reply, ...this.signals(target.value, table.framesBefore, given)];
  }

  private nameOf(method: string, given: number): string | undefined {
    const { frames } = this.recording;
    const names = this.methodNames;
    class Finder extends ServerMessageHandlerBase {
      override onMethodCreate({ id, content }: MsgMethodCreate): void {
        names.set(String(id), content.name);
      }
    }
    const finder = new Finder();
    for (; this.scanned < given; ++this.scanned) {
      dispatchServerFrame(frames[this.scanned]!.bytes, finder);
    }
    return names.get(method);
  }

  // The signals of a table in the frames from `begin` to `end`, each as a frame.
  private signals(id: TableID, begin: number, end: number): Uint8Array[] {
    const found: Uint8Array[] = [];
    class Finder extends ServerMessageHandlerBase {
      override onSignalInvoke(value: MsgSignalInvoke): void {
        const target = value.context?.target;
        if (target?.kind !== "table" || String(target.value) !== String(id)) return;
        found.push(
          frameOf("MsgSignalInvoke", (writer) => writeMsgSignalInvoke(writer, value)),
        );
      }
    }
    const finder = new Finder();
    for (const { bytes } of this.recording.frames.slice(begin, end)) {
      dispatchServerFrame(bytes, finder);
    }
    return found;
  }
}

// Undefined: the file is damaged. The size of the file bounds the items.
function contentOf<T>(
  { content }: RecordedTable,
  read: (reader: Reader) => T,
): T | undefined {
  const limits = { maxItems: Number.MAX_SAFE_INTEGER };
  try {
    return read(new Reader(content, { limits }));
  } catch {
    return undefined;
  }
}
