// A client of a NOODLES server: mirrors its document and calls its methods.
//
//   const client = new Client();
//   await client.connect("ws://localhost:50000");
//   const sign = client.mirror.findByName("Entity", "sign");
//   const answer = await client.call("say", undefined, ["Hi"]);
//
// Servers may violate the protocol as far as that can be understood; onOddity
// tells each violation.

import type { CallTarget, Caller } from "linguine-noodles/calls";
import type { Any } from "linguine-noodles/cbor";
import {
  type BufferID,
  type BufferViewID,
  type ClientMessage,
  type ImageID,
  type Location,
  type MethodID,
  type MsgMethodReply,
  type MsgSignalInvoke,
  encodeClientFrame,
} from "linguine-noodles/protocol";
import { AssetFetcher } from "./assets.js";
import type {
  CallOptions,
  ConnectionState,
  SignalEvent,
} from "./client_types.js";
import { ClientError } from "./error.js";
import { Feeder } from "./feeder.js";
import { Listeners, type Remove } from "./listeners.js";
import { Mirror } from "./mirror.js";
import {
  type ClientOptions,
  type GivenClientOptions,
  withDefaults,
} from "./options.js";
import { PendingCalls } from "./pending_calls.js";
import { type Socket, bytesOfMessage, globalSocket } from "./socket.js";

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

export class Client implements Caller {
  /** The server's document as received so far. */
  readonly mirror: Mirror;
  private readonly options: ClientOptions;
  private readonly feeder: Feeder;
  private readonly pending = new PendingCalls();
  private readonly assets: AssetFetcher;
  private readonly stateListeners = new Listeners<[ConnectionState]>();
  private readonly signalListeners = new Listeners<[SignalEvent]>();
  private readonly oddityListeners = new Listeners<[string]>();
  private waiters: Waiter[] = [];
  private socket: Socket | undefined;
  private url = "";
  private current: ConnectionState = "idle";
  private error: Error | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wasReady = false;
  private attempts = 0;
  private next: number | undefined;

  constructor(options: GivenClientOptions = {}) {
    this.options = withDefaults(options);
    const { maxWaitingUpdates, decodeLimits, readsBehindFrame } = this.options;
    this.mirror = new Mirror(maxWaitingUpdates);
    this.mirror.onOddity((oddity) => this.oddityListeners.emit(oddity));
    this.feeder = new Feeder(
      this.mirror,
      {
        onSignalInvoke: (message) => this.onSignalInvoke(message),
        onMethodReply: (message) => this.onMethodReply(message),
        onDocumentInitialized: () => this.onReady(),
        onOddity: (oddity) => this.oddityListeners.emit(oddity),
      },
      decodeLimits,
      readsBehindFrame,
    );
    this.assets = new AssetFetcher(this.mirror, this.options);
  }

  // -------------------------------------------------------------- connection

  get state(): ConnectionState {
    return this.current;
  }

  /**
   * The error that ended the last connection or attempt; undefined if none has
   * ended, after `disconnect`, and from when a later connection is ready.
   */
  get lastError(): Error | undefined {
    return this.error;
  }

  /**
   * Connects to "ws://host:port/path" or "wss://...". The promise is resolved
   * when the snapshot is complete, and rejected with a ClientError if the
   * connection ends before and is not attempted again.
   */
  async connect(url: string): Promise<void> {
    if (this.current !== "idle" && this.current !== "closed") {
      throw new ClientError("invalid", "the client is connected already");
    }
    this.url = urlWithToken(url, this.options.token);
    this.assets.setServer(url);
    this.wasReady = false;
    this.attempts = 0;
    this.error = undefined;
    const ready = this.nextReady();
    this.open();
    return ready;
  }

  /**
   * Resolved when the snapshot is complete, at once if it is; rejected when the
   * connection has ended and is not attempted again.
   */
  async whenReady(): Promise<void> {
    if (this.current === "ready") return;
    if (this.current === "idle" || this.current === "closed") {
      throw this.error ?? new ClientError("unavailable", "not connected");
    }
    return this.nextReady();
  }

  /** Closes the connection and keeps the mirror. Pending calls are rejected. */
  disconnect(): void {
    if (this.current === "idle" || this.current === "closed") return;
    const { socket } = this;
    this.release();
    socket?.close(1000);
    this.mirror.abandonResync();
    this.error = undefined;
    this.finish(new ClientError("cancelled", "the client has disconnected"));
  }

  /**
   * When the client will connect again, in milliseconds since 1970 as Date.now
   * gives them; undefined in every state but "waiting".
   */
  get nextAttempt(): number | undefined {
    return this.next;
  }

  /** Connects at once in the state "waiting"; does nothing in other states. */
  reconnectNow(): void {
    if (this.current !== "waiting") return;
    clearTimeout(this.timer);
    this.open();
  }

  /** Calls `listen` after each change of `state`. */
  onState(listen: (state: ConnectionState) => void): Remove {
    return this.stateListeners.add(listen);
  }

  /** Calls `listen` with each violation of the protocol by the server. */
  onOddity(listen: (oddity: string) => void): Remove {
    return this.oddityListeners.add(listen);
  }

  /**
   * Calls `listen` with each signal; generated code reads its arguments:
   * `dispatchTableSignals(event.name, event.args, listener)`.
   */
  onSignal(listen: (event: SignalEvent) => void): Remove {
    return this.signalListeners.add(listen);
  }

  // ------------------------------------------------------------------- calls

  /** The calls that wait for a reply. */
  get pendingCalls(): number {
    return this.pending.size;
  }

  /**
   * Calls the method of this name that the target has, else any method of this
   * name. The result is null where the method has none. Rejected with a
   * MethodError if the server sends an exception, else with a ClientError.
   */
  async call(
    method: string,
    target?: CallTarget,
    args: readonly Any[] = [],
    options: CallOptions = {},
  ): Promise<Any> {
    const id = this.findMethod(method, target);
    const { maxPendingCalls, callTimeout } = this.options;
    if (this.pending.size >= maxPendingCalls) {
      const words = `more than maxPendingCalls (${maxPendingCalls}) calls wait`;
      throw new ClientError("too-much", words);
    }
    const { signal, timeout = callTimeout, onResult } = options;
    const cancelled = new ClientError("cancelled", `${method} was cancelled`);
    if (signal?.aborted) throw cancelled;
    const invokeID = this.pending.nextID();
    this.sendCall(id, target, args, invokeID);
    const reply = this.pending.wait(invokeID, method, timeout, onResult);
    const cancel = (): void => this.pending.reject(invokeID, cancelled);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await reply;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Calls a method without asking for a reply. */
  send(method: string, target?: CallTarget, args: readonly Any[] = []): void {
    this.sendCall(this.findMethod(method, target), target, args, undefined);
  }

  // ------------------------------------------------------------------ assets

  /** The bytes of a buffer, which are in the mirror or are fetched. */
  fetchBuffer(id: BufferID): Promise<Uint8Array> {
    return this.assets.buffer(id);
  }

  /** The bytes of a view of a buffer. */
  fetchView(id: BufferViewID): Promise<Uint8Array> {
    return this.assets.view(id);
  }

  /** The bytes of the file of an image: PNG, JPEG or KTX2. */
  fetchImage(id: ImageID): Promise<Uint8Array> {
    return this.assets.image(id);
  }

  /** The bytes of a file; an address may be relative to the server's. */
  fetchLocation(location: Location): Promise<Uint8Array> {
    return this.assets.location(location);
  }

  // ----------------------------------------------------------------- private

  private nextReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject });
    });
  }

  private open(): void {
    const { connectTimeout } = this.options;
    this.attempts += 1;
    this.next = undefined;
    let socket: Socket;
    try {
      socket = new (this.options.WebSocket ?? globalSocket())(this.url);
      socket.binaryType = "arraybuffer";
    } catch (error) {
      // An address that cannot be: trying again would not help.
      const words = error instanceof Error ? error.message : String(error);
      this.error = new ClientError("invalid", words);
      this.finish(this.error);
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.onOpen(socket);
    socket.onmessage = ({ data }) => this.onMessage(data);
    // An event "close" follows.
    socket.onerror = () => {};
    socket.onclose = ({ code, reason }) => this.onClose(code, reason);
    this.startTimer(connectTimeout, "the websocket did not open", "connect");
    this.setState("connecting");
  }

  private onOpen(socket: Socket): void {
    // A server that was started anew may use the addresses of files again.
    this.assets.forget();
    // After a reconnection, the former content is shown until the new one is
    // complete.
    if (this.wasReady) this.mirror.beginResync();
    else this.mirror.reset();
    const value = { client_name: this.options.name };
    socket.send(encodeClientFrame([{ kind: "MsgIntroduction", value }]));
    this.startJoinTimer();
    this.setState("joining");
  }

  private onMessage(data: unknown): void {
    const frame = bytesOfMessage(data);
    if (frame === undefined) {
      this.oddityListeners.emit("a message is a text");
      return;
    }
    const { maxMessageBytes } = this.options;
    if (frame.length > maxMessageBytes) {
      const most = `maxMessageBytes (${maxMessageBytes})`;
      const words = `a message of ${frame.length} bytes, more than ${most}`;
      this.fail(new ClientError("too-much", words));
      return;
    }
    if (this.current === "joining") this.startJoinTimer();
    this.feeder.read(frame);
  }

  private onReady(): void {
    if (this.current !== "joining") return;
    clearTimeout(this.timer);
    this.mirror.endResync();
    this.wasReady = true;
    this.attempts = 0;
    this.error = undefined;
    this.setState("ready");
    for (const { resolve } of this.waiters.splice(0)) resolve();
  }

  private onSignalInvoke(message: MsgSignalInvoke): void {
    const { id, context, signal_data } = message;
    const name = this.mirror.nameOfSignal(id);
    if (name === undefined) {
      this.oddityListeners.emit(`there is no signal [${id[0]}, ${id[1]}]`);
      return;
    }
    const target = context?.target;
    this.signalListeners.emit({ name, id, target, args: signal_data });
  }

  private onMethodReply(message: MsgMethodReply): void {
    if (this.pending.answer(message)) return;
    this.oddityListeners.emit(`no call waits for reply ${message.invoke_id}`);
  }

  private onClose(code: number, reason: string): void {
    const opened = this.current !== "connecting";
    const words = opened ? "the connection has ended" : "no connection";
    const detail = reason === "" ? "" : `: ${reason}`;
    this.fail(
      new ClientError("unavailable", `${words} (code ${code})${detail}`),
    );
  }

  // Ends the connection, and tries again where that is wanted.
  private fail(error: ClientError): void {
    const { socket } = this;
    if (socket === undefined) return;
    this.release();
    socket.close();
    this.mirror.abandonResync();
    this.error = error;
    const { isEnabled, retriesFirst, maxAttempts } = this.options.reconnect;
    const isWanted =
      (this.wasReady ? isEnabled : retriesFirst) &&
      (maxAttempts === 0 || this.attempts < maxAttempts);
    if (!isWanted) {
      this.finish(error);
      return;
    }
    this.pending.rejectAll(error);
    const delay = this.nextDelay();
    this.next = Date.now() + delay;
    this.timer = setTimeout(() => this.open(), delay);
    this.setState("waiting");
  }

  private nextDelay(): number {
    const { firstDelay, longestDelay } = this.options.reconnect;
    const doubled = firstDelay * 2 ** Math.min(this.attempts, 30);
    return Math.min(doubled, longestDelay) * (1 - Math.random() / 4);
  }

  // The end, until `connect` is called again.
  private finish(error: Error): void {
    this.next = undefined;
    this.pending.rejectAll(error);
    this.setState("closed");
    for (const { reject } of this.waiters.splice(0)) reject(error);
  }

  private release(): void {
    const { socket } = this;
    this.socket = undefined;
    clearTimeout(this.timer);
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    // Some sockets throw errors that have no listener.
    socket.onerror = () => {};
  }

  private startJoinTimer(): void {
    const { joinTimeout } = this.options;
    this.startTimer(joinTimeout, "the server sent nothing", "join");
  }

  private startTimer(limit: number, words: string, step: string): void {
    clearTimeout(this.timer);
    if (limit === 0) return;
    const message = `${words} within ${limit} ms (${step}Timeout)`;
    this.timer = setTimeout(
      () => this.fail(new ClientError("timeout", message)),
      limit,
    );
  }

  private setState(state: ConnectionState): void {
    if (this.current === state) return;
    this.current = state;
    this.stateListeners.emit(state);
  }

  private findMethod(method: string, target: CallTarget | undefined): MethodID {
    const { mirror } = this;
    const isNamed = (id: MethodID): boolean =>
      mirror.get("Method", id)?.name === method;
    const id =
      mirror.methodsOf(target).find(isNamed) ??
      mirror.findByName("Method", method);
    if (id === undefined) {
      throw new ClientError("not-found", `there is no method ${method}`);
    }
    return id;
  }

  private sendCall(
    method: MethodID,
    target: CallTarget | undefined,
    args: readonly Any[],
    invoke_id: string | undefined,
  ): void {
    const { socket } = this;
    if (socket === undefined || this.current === "connecting") {
      throw new ClientError("unavailable", "there is no connection");
    }
    const { maxQueueBytes } = this.options;
    if (socket.bufferedAmount > maxQueueBytes) {
      const words = `more than maxQueueBytes (${maxQueueBytes}) bytes wait`;
      throw new ClientError("too-much", words);
    }
    const context = target === undefined ? undefined : { target };
    const value = { method, context, invoke_id, args: [...args] };
    // One message in a frame: Rigatoni executes only the first.
    const message: ClientMessage = { kind: "MsgInvokeMethod", value };
    socket.send(encodeClientFrame([message]));
  }
}

function urlWithToken(url: string, token: string): string {
  if (token === "") return url;
  const separator = url.includes("?") ? "&" : "?";
  return `${url}${separator}token=${encodeURIComponent(token)}`;
}
