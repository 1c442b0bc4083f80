// The options of a Client, with their defaults. All times are milliseconds.

import type { DecodeLimits } from "linguine-noodles/cbor";
import type { SocketConstructor } from "./socket.js";

export interface ReconnectOptions {
  /** Whether to connect again after a connection that was ready has ended. */
  readonly isEnabled: boolean;
  /** Whether also to try again where the first connection fails. */
  readonly retriesFirst: boolean;
  /**
   * Before the first attempt. Doubles before each further one, up to
   * `longestDelay`. Each delay is shortened by a random part of up to a
   * quarter, so that the clients of a restarted server do not all come at once.
   */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Failed attempts in a row after which the client gives up; 0: never. */
  readonly maxAttempts: number;
}

export interface AssetOptions {
  /**
   * Bytes of one file. Stops a server from filling the memory of its client.
   */
  readonly maxFileBytes: number;
  /** Bytes of files that are kept, the latest used ones; 0: none. */
  readonly maxCacheBytes: number;
  /**
   * Transfers from one server at a time. Some servers serve only one at a time.
   */
  readonly maxParallel: number;
  /**
   * Time without received bytes. Stops a server that keeps a connection open
   * without sending.
   */
  readonly stallTimeout: number;
  /**
   * Whether the token of the client is sent with a fetch that is answered with
   * 401: to the host of the websocket only, and not without TLS where the
   * websocket has TLS.
   */
  readonly sendsToken: boolean;
  /** The function that fetches; undefined: that of the browser or of Node. */
  readonly fetch: typeof fetch | undefined;
}

export interface ClientOptions {
  /** The client_name of the introduction. */
  readonly name: string;
  /** Sent as ?token=TOKEN with the address of the websocket; "": not sent. */
  readonly token: string;
  /** The class of websockets; undefined: that of the browser or of Node 22. */
  readonly WebSocket: SocketConstructor | undefined;
  /** Time in which the websocket must open; 0: no limit. */
  readonly connectTimeout: number;
  /**
   * Time without a message before the snapshot is complete; 0: no limit. Ends a
   * connection to a server that never answers the introduction.
   */
  readonly joinTimeout: number;
  /**
   * Time limit of a call, unless the call has one of its own; 0: no limit. Ends
   * calls that the server does not answer.
   */
  readonly callTimeout: number;
  /**
   * Calls that wait for a reply; further ones fail at once. Stops a server that
   * never replies from filling the memory of its client.
   */
  readonly maxPendingCalls: number;
  /**
   * Bytes of a received frame; a longer one ends the connection. The default is
   * large because some servers send a whole scene in one frame.
   */
  readonly maxMessageBytes: number;
  /**
   * Bytes that wait to be sent; beyond them calls fail. Stops a server that
   * reads slowly from filling the memory of its client.
   */
  readonly maxQueueBytes: number;
  /**
   * Updates that wait for their create; further ones are dropped. Stops a
   * server that never sends the creates from filling the memory of its client.
   */
  readonly maxWaitingUpdates: number;
  /** Limits of the CBOR that the server sends. */
  readonly decodeLimits: Partial<DecodeLimits>;
  /**
   * Whether to read messages behind the end of the frame's array. Some servers
   * announce too few elements (colabrodo, for a scene with lights).
   */
  readonly readsBehindFrame: boolean;
  readonly reconnect: ReconnectOptions;
  readonly assets: AssetOptions;
}

export const defaultClientOptions: ClientOptions = {
  name: "linguine",
  token: "",
  WebSocket: undefined,
  connectTimeout: 10_000,
  joinTimeout: 60_000,
  callTimeout: 60_000,
  maxPendingCalls: 65536,
  maxMessageBytes: 2 ** 30,
  maxQueueBytes: 2 ** 28,
  maxWaitingUpdates: 1024,
  decodeLimits: {},
  readsBehindFrame: true,
  reconnect: {
    isEnabled: false,
    retriesFirst: false,
    firstDelay: 500,
    longestDelay: 30_000,
    maxAttempts: 0,
  },
  assets: {
    maxFileBytes: 2 ** 30,
    maxCacheBytes: 2 ** 28,
    maxParallel: 4,
    stallTimeout: 30_000,
    sendsToken: true,
    fetch: undefined,
  },
};

/** Options, of which all may be left out. */
export type GivenClientOptions = Partial<
  Omit<ClientOptions, "reconnect" | "assets">
> & {
  readonly reconnect?: Partial<ReconnectOptions>;
  readonly assets?: Partial<AssetOptions>;
};

export function withDefaults(given: GivenClientOptions): ClientOptions {
  const { reconnect, assets } = defaultClientOptions;
  return {
    ...defaultClientOptions,
    ...given,
    reconnect: { ...reconnect, ...given.reconnect },
    assets: { ...assets, ...given.assets },
  };
}
