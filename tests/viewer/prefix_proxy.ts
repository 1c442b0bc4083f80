// A reverse proxy with TLS that serves a server below a path, as web servers in
// front of a laboratory do: https://localhost:PORT/lab/pump/.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type IncomingMessage, request as ask } from "node:http";
import { type Server as SecureServer, createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";

export const prefix = "/lab/pump";

export class PrefixProxy {
  /** The paths of all requests, as browsers sent them. */
  readonly paths: string[] = [];
  private readonly server: SecureServer;
  private readonly sockets = new Set<Duplex>();
  private readonly target: number;

  private constructor(target: number, key: Buffer, cert: Buffer) {
    this.target = target;
    this.server = createServer({ key, cert }, (request, response) => {
      const path = this.pathBehind(request);
      if (path === undefined) {
        response.writeHead(404).end();
        return;
      }
      const { method, headers } = request;
      const forwarded = ask(
        { host: "127.0.0.1", port: target, path, method, headers: this.fields(headers) },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      forwarded.on("error", () => response.destroy());
      forwarded.end();
    });
    this.server.on("upgrade", (request, socket) => this.upgrade(request, socket));
    this.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
  }

  static async start(target: number): Promise<PrefixProxy> {
    const folder = mkdtempSync(join(tmpdir(), "noodles-proxy-"));
    try {
      const key = join(folder, "key.pem");
      const cert = join(folder, "cert.pem");
      execFileSync(
        "openssl",
        [
          ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes".split(" "),
          ..."-days 2 -subj /CN=localhost -keyout".split(" "),
          ...[key, "-out", cert],
        ],
        { stdio: "ignore" },
      );
      const proxy = new PrefixProxy(target, readFileSync(key), readFileSync(cert));
      await new Promise<void>((resolve) =>
        proxy.server.listen(0, "127.0.0.1", resolve),
      );
      return proxy;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  get page(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}${prefix}/`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  // The path without the prefix; undefined for paths outside.
  private pathBehind(request: IncomingMessage): string | undefined {
    const path = request.url ?? "";
    this.paths.push(path);
    return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
  }

  private fields(headers: IncomingMessage["headers"]) {
    return {
      ...headers,
      "x-forwarded-proto": "https",
      "x-forwarded-prefix": prefix,
      "x-forwarded-host": headers.host,
    };
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    const path = this.pathBehind(request);
    if (path === undefined) {
      socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    const behind = connect(this.target, "127.0.0.1", () => {
      const lines = Object.entries(this.fields(request.headers)).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      behind.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
      behind.pipe(socket);
      socket.pipe(behind);
    });
    const end = (): void => {
      behind.destroy();
      socket.destroy();
    };
    behind.on("error", end);
    socket.on("error", end);
    behind.on("close", end);
    socket.on("close", end);
  }
}
