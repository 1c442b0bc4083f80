// A socket whose other side is the test, and clients that have joined by it.
import assert from "node:assert/strict";

import { type Any, Writer, writeAny } from "linguine-noodles/cbor";
import {
  Client,
  type GivenClientOptions,
  type Mirror,
  type MirrorChange,
  type Socket,
} from "linguine-noodles/client";
import {
  ClientMessageHandlerBase,
  type MsgInvokeMethod,
  dispatchClientFrame,
} from "linguine-noodles/protocol";

type Plain = { [key: string]: unknown };

function anyOf(value: unknown): Any {
  if (Array.isArray(value)) return value.map(anyOf);
  const isPlain =
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value as Any;
  const pairs = Object.entries(value as Plain);
  return new Map(pairs.map(([key, one]) => [key, anyOf(one)]));
}

export function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  writeAny(writer, anyOf(value));
  return writer.take();
}

/** A socket whose other side is the test. */
export class FakeSocket implements Socket {
  static all: FakeSocket[] = [];
  binaryType = "";
  bufferedAmount = 0;
  onopen: ((event: any) => void) | null = null;
  onmessage: ((event: any) => void) | null = null;
  onclose: ((event: any) => void) | null = null;
  onerror: ((event: any) => void) | null = null;
  readonly introductions: string[] = [];
  readonly calls: MsgInvokeMethod[] = [];
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  static last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  send(data: Uint8Array): void {
    const { introductions, calls } = this;
    class Handler extends ClientMessageHandlerBase {
      override onIntroduction({ client_name }: { client_name: string }): void {
        introductions.push(client_name);
      }
      override onInvokeMethod(message: MsgInvokeMethod): void {
        calls.push(message);
      }
    }
    assert.equal(dispatchClientFrame(data, new Handler()), undefined);
  }

  close(): void {
    this.isClosed = true;
  }

  receive(...messages: unknown[]): void {
    this.onmessage?.({ data: encoded(messages).buffer });
  }

  lose(code = 1006): void {
    this.onclose?.({ code, reason: "" });
  }
}

export const snapshot = [
  ...[0, { id: [0, 0], name: "say", arg_doc: [] }],
  ...[0, { id: [1, 0], name: "noo::tbl_subscribe", arg_doc: [] }],
  ...[2, { id: [0, 0], name: "noo::tbl_updated", arg_doc: [] }],
  ...[
    2,
    { id: [1, 0], name: "noo::tbl_selection_updated", arg_doc: [] },
  ],
  ...[28, { id: [0, 0], name: "table", methods_list: [[1, 0]] }],
  ...[4, { id: [0, 0], name: "root" }],
  ...[4, { id: [1, 0], name: "leaf", parent: [0, 0] }],
  ...[31, { methods_list: [[0, 0]], signals_list: [] }],
  ...[35, {}],
];

export async function joined(options: GivenClientOptions = {}): Promise<Client> {
  const client = new Client({ WebSocket: FakeSocket, ...options });
  const ready = client.connect("ws://server:50000");
  const socket = FakeSocket.last();
  socket.onopen?.({});
  socket.receive(...snapshot);
  await ready;
  return client;
}

export function changesOf(mirror: Mirror): string[] {
  const changes: string[] = [];
  mirror.onChange(({ type, kind, id }: MirrorChange) => {
    changes.push(`${type} ${kind} ${id[0]}/${id[1]}`);
  });
  return changes;
}

/** Until everything that is due has been done. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
