// The websocket that a Client uses: that of a browser or of Node 22, or another
// one of the same form.

/** The part of a WebSocket that a Client uses. */
export interface Socket {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export type SocketConstructor = new (url: string) => Socket;

/** The WebSocket of this program. */
export function globalSocket(): SocketConstructor {
  const found = (globalThis as { WebSocket?: SocketConstructor }).WebSocket;
  if (found !== undefined) return found;
  throw new Error(
    "there is no WebSocket here (Node has one from version 22 on): " +
      "give the option WebSocket",
  );
}

/** The bytes of a message; undefined for a text. */
export function bytesOfMessage(data: unknown): Uint8Array | undefined {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  return undefined;
}
