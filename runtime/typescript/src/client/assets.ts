// Fetches the bytes of buffers, views and images.

import type {
  BufferID,
  BufferViewID,
  ImageID,
  Location,
  URIParts,
} from "linguine-noodles/protocol";
import { ClientError } from "./error.js";
import type { Mirror } from "./mirror.js";
import type { ClientOptions } from "./options.js";

/**
 * The address of a file. A text may be relative to the server's address; parts
 * that are absent are those of the server.
 */
export function resolveLocation(location: Location, server: string): URL {
  const base = new URL(server.replace(/^ws/i, "http"));
  const text = typeof location === "string" ? location : join(location, base);
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new ClientError("invalid", `"${text}" is no address`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    const scheme = url.protocol.slice(0, -1);
    const words = `files come over http or https, not ${scheme}`;
    throw new ClientError("invalid", words);
  }
  return url;
}

function join(parts: URIParts, server: URL): string {
  let host = parts.host ?? server.hostname;
  if (host.includes(":") && !host.startsWith("[")) host = `[${host}]`;
  const port = parts.port ?? server.port;
  const place = port === "" ? host : `${host}:${port}`;
  const path = parts.path ?? "";
  const slash = path === "" || path.startsWith("/") ? "" : "/";
  const query = [...(parts.query ?? [])].map(
    ([key, value]) =>
      `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  const mark = query.length > 0 ? "?" : "";
  return `${parts.scheme}://${place}${slash}${path}${mark}${query.join("&")}`;
}

export class AssetFetcher {
  private readonly mirror: Mirror;
  private readonly options: ClientOptions;
  private server = "";
  // The servers that have asked for the token, and may have it.
  private readonly protectedOrigins = new Set<string>();
  // The files that are kept, the latest used one last.
  private readonly kept = new Map<string, Uint8Array>();
  private keptBytes = 0;
  // The files that are on their way.
  private readonly coming = new Map<string, Promise<Uint8Array>>();
  // Grows when everything is forgotten.
  private era = 0;
  // For each server with transfers: their number, and those that wait.
  private readonly lanes = new Map<string, Lane>();

  constructor(mirror: Mirror, options: ClientOptions) {
    this.mirror = mirror;
    this.options = options;
  }

  /** Sets the address of the websocket. */
  setServer(url: string): void {
    this.server = url;
    this.protectedOrigins.clear();
  }

  /** Forgets every file; files that are being fetched are not kept. */
  forget(): void {
    this.era += 1;
    this.kept.clear();
    this.keptBytes = 0;
    this.coming.clear();
  }

  async buffer(id: BufferID): Promise<Uint8Array> {
    const buffer = this.mirror.get("Buffer", id);
    if (buffer === undefined) throw notFound("buffer", id);
    const { source, size } = buffer;
    const bytes =
      source.kind === "inline_bytes"
        ? source.value
        : await this.location(source.value);
    return part(bytes, 0, size, `buffer [${id[0]}, ${id[1]}]`);
  }

  async view(id: BufferViewID): Promise<Uint8Array> {
    const view = this.mirror.get("BufferView", id);
    if (view === undefined) throw notFound("view", id);
    const bytes = await this.buffer(view.source_buffer);
    return part(bytes, view.offset, view.length, `view [${id[0]}, ${id[1]}]`);
  }

  async image(id: ImageID): Promise<Uint8Array> {
    const image = this.mirror.get("Image", id);
    if (image === undefined) throw notFound("image", id);
    const { source } = image;
    if (source.kind === "uri_source") return this.location(source.value);
    // Rigatoni and Penne name a buffer.
    if (this.mirror.get("BufferView", source.value) === undefined) {
      return this.buffer(source.value as unknown as BufferID);
    }
    return this.view(source.value);
  }

  async location(location: Location): Promise<Uint8Array> {
    const url = resolveLocation(location, this.server);
    const key = url.href;
    const kept = this.kept.get(key);
    if (kept !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, kept);
      return kept;
    }
    let coming = this.coming.get(key);
    if (coming === undefined) {
      const { era } = this;
      coming = this.transfer(url).finally(() => {
        if (era === this.era) this.coming.delete(key);
      });
      this.coming.set(key, coming);
    }
    return coming;
  }

  private async transfer(url: URL): Promise<Uint8Array> {
    let lane = this.lanes.get(url.origin);
    if (lane === undefined) {
      lane = new Lane(Math.max(1, this.options.assets.maxParallel));
      this.lanes.set(url.origin, lane);
    }
    const { era } = this;
    await lane.enter();
    try {
      const bytes = await this.load(url);
      if (era === this.era) this.keep(url.href, bytes);
      return bytes;
    } finally {
      lane.leave();
      // A document may name files of any number of servers.
      if (lane.isIdle) this.lanes.delete(url.origin);
    }
  }

  private async load(url: URL): Promise<Uint8Array> {
    const { assets, token } = this.options;
    const load = assets.fetch ?? fetch;
    const stall = new Stall(assets.stallTimeout, url);
    try {
      const headers = { Authorization: `Bearer ${token}` };
      const isKnown = this.protectedOrigins.has(url.origin);
      const first = isKnown ? { headers } : {};
      let response = await load(url, { ...first, signal: stall.signal });
      const asks = response.status === 401 && token !== "" && !isKnown;
      if (asks && this.mayHaveToken(url)) {
        this.protectedOrigins.add(url.origin);
        // An answer that is not read keeps its connection busy.
        await response.body?.cancel();
        response = await load(url, { headers, signal: stall.signal });
      }
      if (!response.ok) {
        const words = `${url.href}: status ${response.status}`;
        throw new ClientError("unavailable", words);
      }
      return await readBody(response, assets.maxFileBytes, stall, url);
    } catch (error) {
      if (error instanceof ClientError) throw error;
      throw stall.error ?? unavailable(url, error);
    } finally {
      stall.end();
    }
  }

  private mayHaveToken(url: URL): boolean {
    const server = new URL(this.server);
    return (
      this.options.assets.sendsToken &&
      url.hostname === server.hostname &&
      (url.protocol === "https:" || server.protocol !== "wss:")
    );
  }

  private keep(key: string, bytes: Uint8Array): void {
    const { maxCacheBytes } = this.options.assets;
    if (bytes.length > maxCacheBytes) return;
    this.kept.set(key, bytes);
    this.keptBytes += bytes.length;
    for (const [oldest, { length }] of this.kept) {
      if (this.keptBytes <= maxCacheBytes) break;
      this.kept.delete(oldest);
      this.keptBytes -= length;
    }
  }
}

/** Lets a number of transfers run at a time. */
class Lane {
  private readonly count: number;
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.count = count;
    this.free = count;
  }

  get isIdle(): boolean {
    return this.free === this.count;
  }

  async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next !== undefined) next();
    else this.free += 1;
  }
}

/** Ends a transfer that receives nothing. */
class Stall {
  error: ClientError | undefined;
  private readonly controller = new AbortController();
  private readonly limit: number;
  private readonly url: URL;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number, url: URL) {
    this.limit = limit;
    this.url = url;
    this.start();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  start(): void {
    this.end();
    if (this.limit > 0) this.timer = setTimeout(() => this.abort(), this.limit);
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private abort(): void {
    const limit = `${this.limit} ms (assets.stallTimeout)`;
    const words = `${this.url.href}: nothing within ${limit}`;
    this.error = new ClientError("timeout", words);
    this.controller.abort();
  }
}

async function readBody(
  response: Response,
  most: number,
  stall: Stall,
  url: URL,
): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const cancel = (): void => void reader.cancel().catch(() => {});
  stall.signal.addEventListener("abort", cancel, { once: true });
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    stall.start();
    size += value.length;
    if (size > most) {
      await reader.cancel();
      const words = `${url.href}: more than maxFileBytes (${most})`;
      throw new ClientError("too-much", words);
    }
    pieces.push(value);
  }
  if (stall.error !== undefined) throw stall.error;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function part(
  bytes: Uint8Array,
  offset: number,
  length: number,
  what: string,
): Uint8Array {
  if (offset + length > bytes.length) {
    const words = `${what}: ${length} bytes at ${offset} of ${bytes.length}`;
    throw new ClientError("data-loss", words);
  }
  return bytes.subarray(offset, offset + length);
}

function notFound(kind: string, id: readonly [number, number]): ClientError {
  const words = `there is no ${kind} [${id[0]}, ${id[1]}]`;
  return new ClientError("not-found", words);
}

function unavailable(url: URL, error: unknown): ClientError {
  // The reason of a "fetch failed" of Node is beneath.
  const { cause = error } = error instanceof Error ? error : {};
  const words = cause instanceof Error ? cause.message : String(cause);
  return new ClientError("unavailable", `${url.href}: ${words}`);
}
