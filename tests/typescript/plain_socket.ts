// A WebSocket for tests in Node before version 22: no TLS, no extensions.
import { createHash, randomBytes } from "node:crypto";
import { type Socket as Connection, connect } from "node:net";

import type { Socket } from "linguine-noodles/client";

const acceptGUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export class PlainSocket implements Socket {
  binaryType = "arraybuffer";
  onopen: ((event: any) => void) | null = null;
  onmessage: ((event: any) => void) | null = null;
  onclose: ((event: any) => void) | null = null;
  onerror: ((event: any) => void) | null = null;
  private readonly connection: Connection;
  private readonly key = randomBytes(16).toString("base64");
  private input = Buffer.alloc(0);
  private isOpen = false;
  private code = 1006;
  private pieces: Buffer[] = [];

  constructor(address: string) {
    const url = new URL(address);
    const port = Number(url.port);
    this.connection = connect(port, url.hostname, () => {
      this.connection.write(
        `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n` +
          "Upgrade: websocket\r\nConnection: Upgrade\r\n" +
          `Sec-WebSocket-Key: ${this.key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
    });
    this.connection.on("data", (data) => this.onData(data));
    this.connection.on("error", (error) => this.onerror?.(error));
    this.connection.on("close", () =>
      this.onclose?.({ code: this.code, reason: "" }),
    );
  }

  get bufferedAmount(): number {
    return this.connection.writableLength;
  }

  send(data: Uint8Array): void {
    this.write(2, data);
  }

  close(code = 1000): void {
    if (!this.isOpen) {
      this.connection.destroy();
      return;
    }
    this.write(8, Uint8Array.of(code >> 8, code & 255));
    this.connection.end();
  }

  private write(opcode: number, data: Uint8Array): void {
    const { length } = data;
    const head = Buffer.alloc(14);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (length < 126 ? length : length < 65536 ? 126 : 127);
    let at = 2;
    if (length >= 65536) at = head.writeBigUInt64BE(BigInt(length), at);
    else if (length >= 126) at = head.writeUInt16BE(length, at);
    // A mask of zeros leaves the bytes as they are.
    this.connection.write(head.subarray(0, at + 4));
    this.connection.write(data);
  }

  private onData(data: Buffer): void {
    this.input = Buffer.concat([this.input, data]);
    if (!this.isOpen && !this.readAnswer()) return;
    while (this.readFrame());
  }

  private readAnswer(): boolean {
    const end = this.input.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const answer = this.input.subarray(0, end).toString();
    this.input = this.input.subarray(end + 4);
    const hash = createHash("sha1").update(this.key + acceptGUID);
    if (!answer.includes(hash.digest("base64"))) {
      this.connection.destroy();
      return false;
    }
    this.isOpen = true;
    this.onopen?.({});
    return true;
  }

  private readFrame(): boolean {
    const { input } = this;
    if (input.length < 2) return false;
    let size = input[1]! & 127;
    let at = 2;
    if (size === 126 && input.length >= 4) size = input.readUInt16BE(2);
    else if (size === 127 && input.length >= 10) {
      size = Number(input.readBigUInt64BE(2));
    } else if (size > 125) return false;
    if ((input[1]! & 127) === 126) at = 4;
    if ((input[1]! & 127) === 127) at = 10;
    if (input.length < at + size) return false;
    const content = Buffer.from(input.subarray(at, at + size));
    this.input = input.subarray(at + size);
    this.onFrame(input[0]!, content);
    return true;
  }

  private onFrame(first: number, content: Buffer): void {
    switch (first & 15) {
      case 8:
        this.code = content.length >= 2 ? content.readUInt16BE(0) : 1005;
        this.connection.end();
        return;
      case 9:
        this.write(10, content);
        return;
      case 0:
      case 1:
      case 2: {
        this.pieces.push(content);
        if ((first & 0x80) === 0) return;
        const bytes = Uint8Array.from(Buffer.concat(this.pieces));
        this.pieces = [];
        this.onmessage?.({ data: bytes.buffer });
      }
    }
  }
}
