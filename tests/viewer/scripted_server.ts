// A server whose every message a test decides: serves the built page, and speaks
// NOODLES by WebSocket.
//
// The environment names the folder of the built page: NOODLES_PAGE_DIRECTORY.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
  createServer,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { type Any, Encoded, Reader, Writer, readAny, writeAny } from "linguine-noodles/cbor";
import { clientMessages, serverMessages } from "linguine-noodles/protocol";

const acceptGUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

// What the library noodles::viewer sends with the page.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' blob: data:; connect-src 'self' http: https: ws: wss: blob: data:; " +
  "worker-src 'self' blob:; frame-src http: https:";
const types: Record<string, string> = {
  "index.html": "text/html; charset=utf-8",
  "viewer.js": "text/javascript; charset=utf-8",
  "viewer.css": "text/css; charset=utf-8",
  "licences.txt": "text/plain; charset=utf-8",
  "ktx2.js": "text/javascript; charset=utf-8",
  "ktx2.wasm": "application/wasm",
};
// What the library sends with the decoder of KTX2 files.
const decoderPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** A value for the wire: objects are maps without their undefined members. */
export type Plain =
  | Any
  | { readonly [key: string]: Plain }
  | readonly Plain[];

/** A message that a client has sent. */
export interface Heard {
  readonly name: string;
  readonly content: Map<string, any>;
}

export class ScriptedServer {
  /** Files beside the page, by path: "/assets/mesh.bin". */
  readonly files = new Map<string, Uint8Array>();
  /** What clients have sent. */
  readonly heard: Heard[] = [];
  /** The paths that were asked for. */
  readonly paths: string[] = [];
  /** The requests for websockets. */
  readonly requests: IncomingMessage[] = [];
  /** Answers a request for a websocket in its place; 0: takes it. */
  status = 0;
  /** The snapshot for clients that join: frames. */
  snapshot: Uint8Array[] = [];
  /** Answers a call: the members of the reply. */
  onCall: ((call: Map<string, any>) => Plain | undefined) | undefined;
  private readonly server: HttpServer;
  private readonly sockets = new Set<Socket>();
  private readonly clients = new Set<Socket>();
  private listeners: (() => void)[] = [];

  private constructor() {
    this.server = createServer((request, response) => this.serve(request, response));
    this.server.on("upgrade", (request, socket) =>
      this.upgrade(request, socket as Socket),
    );
    this.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
      socket.on("error", () => {});
    });
  }

  static async start(port = 0): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    await new Promise<void>((resolve, reject) => {
      server.server.on("error", reject);
      server.server.listen(port, "127.0.0.1", resolve);
    });
    return server;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get page(): string {
    return `http://localhost:${this.port}/`;
  }

  /** Sends messages, names and contents alternating, as one frame. */
  send(...messages: Plain[]): void {
    this.sendFrame(frame(...messages));
  }

  sendFrame(bytes: Uint8Array): void {
    for (const client of this.clients) writeFrame(client, 2, bytes);
  }

  /** Ends all websockets. */
  drop(): void {
    for (const client of this.clients) client.destroy();
  }

  /** Waits for a message of a client. */
  async hear(name: string, after = 0): Promise<Heard> {
    while (true) {
      const found = this.heard.slice(after).find((one) => one.name === name);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    this.paths.push(path);
    const own = this.files.get(path);
    if (own !== undefined) {
      response.writeHead(200, { "Content-Type": "application/octet-stream" });
      response.end(own);
      return;
    }
    const name = path === "/" ? "index.html" : path.slice(1);
    const type = types[name];
    if (type === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Security-Policy": name === "ktx2.js" ? decoderPolicy : policy,
      "X-Content-Type-Options": "nosniff",
    });
    response.end(readFileSync(`${process.env["NOODLES_PAGE_DIRECTORY"]}/${name}`));
  }

  private upgrade(request: IncomingMessage, socket: Socket): void {
    this.requests.push(request);
    if (this.status !== 0) {
      socket.end(`HTTP/1.1 ${this.status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const key = `${request.headers["sec-websocket-key"]}${acceptGUID}`;
    const chosen = request.headers["sec-websocket-protocol"]?.split(",")[0];
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" +
        "Connection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${createHash("sha1").update(key).digest("base64")}\r\n` +
        (chosen === undefined ? "" : `Sec-WebSocket-Protocol: ${chosen}\r\n`) +
        "\r\n",
    );
    this.clients.add(socket);
    socket.on("close", () => this.clients.delete(socket));
    let input = Buffer.alloc(0);
    socket.on("data", (data) => {
      input = Buffer.concat([input, data]);
      for (let part = readFrame(input); part !== undefined; part = readFrame(input)) {
        input = input.subarray(part.size);
        if (part.opcode === 8) socket.end();
        else if (part.opcode === 9) writeFrame(socket, 10, part.content);
        else if (part.opcode === 2) this.take(socket, part.content);
      }
    });
  }

  private take(socket: Socket, content: Uint8Array): void {
    const items = readAny(new Reader(Uint8Array.from(content))) as Any[];
    for (let at = 0; at + 1 < items.length; at += 2) {
      const info = clientMessages.find(({ number }) => number === items[at]);
      const message = {
        name: info?.name ?? String(items[at]),
        content: items[at + 1] as Map<string, any>,
      };
      this.heard.push(message);
      this.answer(socket, message);
    }
    const { listeners } = this;
    this.listeners = [];
    for (const listener of listeners) listener();
  }

  private answer(socket: Socket, { name, content }: Heard): void {
    if (name === "MsgIntroduction") {
      for (const bytes of this.snapshot) writeFrame(socket, 2, bytes);
      writeFrame(socket, 2, frame("MsgDocumentInitialized", {}));
    } else if (name === "MsgInvokeMethod" && content.has("invoke_id")) {
      const reply = this.onCall?.(content) ?? { result: null };
      const members = { invoke_id: content.get("invoke_id"), ...(reply as object) };
      writeFrame(socket, 2, frame("MsgMethodReply", members));
    }
  }
}

/** A frame of messages, names (or numbers) and contents alternating. */
export function frame(...messages: Plain[]): Uint8Array {
  const items = messages.map((item, index) => {
    if (index % 2 === 1 || typeof item !== "string") return asAny(item);
    const info = serverMessages.find(({ name }) => name === item);
    if (info === undefined) throw new Error(`no message ${item}`);
    return info.number;
  });
  const writer = new Writer();
  writeAny(writer, items);
  return writer.take();
}

/** The bytes of 32-bit floats. */
export function floats(...values: number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** The bytes of 16-bit integers. */
export function shorts(...values: number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(values).buffer);
}

function asAny(value: Plain): Any {
  if (Array.isArray(value)) return value.map(asAny);
  if (value === null || typeof value !== "object") return value as Any;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value as Any;
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return new Map(members.map(([key, item]) => [key, asAny(item as Plain)]));
}

/** An item of CBOR as these bytes. */
export function encoded(...bytes: number[]): Encoded {
  return new Encoded(Uint8Array.from(bytes));
}

function writeFrame(socket: Socket, opcode: number, content: Uint8Array): void {
  const { length } = content;
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65536 ? 126 : 127;
  let size = 2;
  if (length >= 65536) size = head.writeBigUInt64BE(BigInt(length), 2);
  else if (length >= 126) size = head.writeUInt16BE(length, 2);
  socket.write(head.subarray(0, size));
  socket.write(content);
}

// The first frame of the input, which a client has masked; undefined while it is
// not whole. Clients of these tests send no fragments.
function readFrame(
  input: Buffer,
): { opcode: number; content: Uint8Array; size: number } | undefined {
  if (input.length < 6) return undefined;
  let length = input[1]! & 127;
  let at = 2;
  if (length === 126) {
    length = input.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (input.length < 14) return undefined;
    length = Number(input.readBigUInt64BE(2));
    at = 10;
  }
  if (input.length < at + 4 + length) return undefined;
  const mask = input.subarray(at, at + 4);
  at += 4;
  const content = input.subarray(at, at + length).map((byte, i) => byte ^ mask[i & 3]!);
  return { opcode: input[0]! & 15, content, size: at + length };
}
