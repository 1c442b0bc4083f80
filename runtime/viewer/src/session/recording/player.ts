// Plays a recording to a Client in the place of a server: a socket and a fetch.
//
// The frames up to the end of the snapshot are given at once, the others at
// their time. At the end the player stays; `seek` and `play` go back.

import {
  ClientMessageHandlerBase,
  type MsgInvokeMethod,
  type TableID,
  ServerMessageHandlerBase,
  dispatchClientFrame,
  dispatchServerFrame,
  writeMsgMethodReply,
} from "linguine-noodles/protocol";
import type { Socket, SocketConstructor } from "linguine-noodles/client";
import { frameOf } from "./frame_of.js";
import { type RecordedRows, RecordedTables } from "./recorded_tables.js";
import type { Recording } from "./recording.js";

type Clock = () => number;

export class RecordingPlayer {
  /** Milliseconds from the end of the snapshot to the last frame. */
  readonly duration: number;
  private readonly recording: Recording;
  private readonly tables: RecordedTables;
  private readonly clock: Clock;
  // The number of frames that belong to the snapshot, and the time of its end.
  private readonly snapshotFrames: number;
  private readonly origin: number;
  private readonly hasSnapshotEnd: boolean;
  private socket: RecordingSocket | undefined;
  private next = 0;
  private position = 0;
  private speed = 1;
  private isRunning = true;
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(recording: Recording, clock: Clock = () => performance.now()) {
    this.recording = recording;
    this.tables = new RecordedTables(recording);
    this.clock = clock;
    const { frames } = recording;
    const end = frames.findIndex(({ bytes }) => endsSnapshot(bytes));
    this.hasSnapshotEnd = end >= 0;
    this.snapshotFrames = end < 0 ? frames.length : end + 1;
    this.origin = frames[this.snapshotFrames - 1]?.time ?? 0;
    this.duration = Math.max(0, (frames.at(-1)?.time ?? 0) - this.origin);
  }

  /** The option WebSocket of a Client. */
  get WebSocket(): SocketConstructor {
    const player = this;
    return class extends RecordingSocket {
      constructor() {
        super(player);
      }
    };
  }

  /** The option assets.fetch of a Client. */
  readonly fetch = (input: RequestInfo | URL): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const bytes = this.recording.files.get(url);
    const response =
      bytes === undefined
        ? new Response(null, { status: 404 })
        : new Response(bytes as Uint8Array<ArrayBuffer>);
    return Promise.resolve(response);
  };

  get isPlaying(): boolean {
    return this.isRunning;
  }

  /** Milliseconds since the end of the snapshot. */
  get time(): number {
    const passed = this.isRunning ? (this.clock() - this.since) * this.speed : 0;
    return Math.min(this.position + passed, this.duration);
  }

  get rate(): number {
    return this.speed;
  }

  set rate(rate: number) {
    this.rest();
    this.speed = rate > 0 ? rate : 1;
    this.schedule();
    this.emit();
  }

  /** Goes on, from the start where the end was reached. */
  play(): void {
    if (this.time >= this.duration) this.seek(0);
    this.rest();
    this.isRunning = true;
    this.schedule();
    this.emit();
  }

  pause(): void {
    this.rest();
    this.isRunning = false;
    this.emit();
  }

  /** Shows the scene as it was at this time. */
  seek(time: number): void {
    const target = Math.min(Math.max(0, time), this.duration);
    const isBack = target < this.time;
    this.rest();
    this.position = target;
    if (isBack) {
      // The client shows the differences when the snapshot is complete.
      this.socket?.startAgain();
    } else {
      this.giveDue();
    }
    this.schedule();
    this.emit();
  }

  /** Undefined: the recording has no rows of this table. */
  rowsOf(id: TableID): RecordedRows | undefined {
    return this.tables.rowsOf(id);
  }

  /** The frames that answer a call of a client. */
  answer(call: MsgInvokeMethod): readonly Uint8Array[] {
    const frames = this.tables.answer(call, this.next);
    if (frames !== undefined) return frames;
    return call.invoke_id === undefined ? [] : [refusal(call.invoke_id)];
  }

  /** Calls `listen` when playing was started, paused, ended or moved. */
  onChange(listen: () => void): void {
    this.listeners.add(listen);
  }

  /** Gives the snapshot, and what has happened up to the present position. */
  begin(socket: RecordingSocket): void {
    this.socket = socket;
    for (const { bytes } of this.recording.frames.slice(0, this.snapshotFrames)) {
      socket.give(bytes);
    }
    if (!this.hasSnapshotEnd) socket.give(frameOf("MsgDocumentInitialized"));
    this.next = this.snapshotFrames;
    this.since = this.clock();
    this.giveDue();
    this.schedule();
  }

  end(socket: RecordingSocket): void {
    if (this.socket !== socket) return;
    clearTimeout(this.timer);
    this.socket = undefined;
  }

  // Makes the present time the position.
  private rest(): void {
    this.position = this.time;
    this.since = this.clock();
    clearTimeout(this.timer);
  }

  private giveDue(): void {
    const { frames } = this.recording;
    const { socket } = this;
    const until = this.origin + this.time;
    while (this.next < frames.length && frames[this.next]!.time <= until) {
      const { bytes } = frames[this.next++]!;
      socket?.give(bytes);
      // The client may have ended while it read the frame.
      if (this.socket !== socket) return;
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (!this.isRunning || this.socket === undefined) return;
    const frame = this.recording.frames[this.next];
    if (frame === undefined) {
      if (this.time >= this.duration && this.duration > 0) this.pause();
      return;
    }
    const delay = (frame.time - this.origin - this.time) / this.speed;
    this.timer = setTimeout(
      () => {
        this.giveDue();
        this.schedule();
      },
      Math.max(0, delay),
    );
  }

  private emit(): void {
    for (const listen of this.listeners) listen();
  }
}

/** The class that a Client takes for a WebSocket. */
export class RecordingSocket implements Socket {
  binaryType = "arraybuffer";
  readonly bufferedAmount = 0;
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  private readonly player: RecordingPlayer;
  private isOpen = true;

  constructor(player: RecordingPlayer) {
    this.player = player;
    queueMicrotask(() => this.onopen?.({}));
  }

  send(frame: Uint8Array): void {
    const answer = (call: MsgInvokeMethod): void =>
      this.later(() => {
        for (const bytes of this.player.answer(call)) this.give(bytes);
      });
    const introduce = (): void => this.later(() => this.player.begin(this));
    class Handler extends ClientMessageHandlerBase {
      override onIntroduction(): void {
        introduce();
      }
      override onInvokeMethod(call: MsgInvokeMethod): void {
        answer(call);
      }
    }
    dispatchClientFrame(frame, new Handler());
  }

  close(): void {
    this.isOpen = false;
    this.player.end(this);
  }

  give(bytes: Uint8Array): void {
    if (this.isOpen) this.onmessage?.({ data: bytes });
  }

  private later(act: () => void): void {
    queueMicrotask(() => {
      if (this.isOpen) act();
    });
  }

  /** Ends the connection, which the client makes again at once. */
  startAgain(): void {
    if (!this.isOpen) return;
    this.close();
    this.onclose?.({ code: 1000, reason: "" });
  }
}

// -32601: method not found.
function refusal(invoke_id: string): Uint8Array {
  const message = "this is a recording: there is no server that could do this";
  const outcome = {
    kind: "method_exception" as const,
    value: { code: -32601, message },
  };
  return frameOf("MsgMethodReply", (writer) =>
    writeMsgMethodReply(writer, { invoke_id, outcome }),
  );
}

function endsSnapshot(frame: Uint8Array): boolean {
  let isEnd = false;
  class Finder extends ServerMessageHandlerBase {
    override onDocumentInitialized(): void {
      isEnd = true;
    }
  }
  dispatchServerFrame(frame, new Finder());
  return isEnd;
}
