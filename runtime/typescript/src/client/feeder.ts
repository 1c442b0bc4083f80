// Reads the frames of a server into a Mirror, and tells a Client the rest.

import { type DecodeError, type DecodeLimits } from "linguine-noodles/cbor";
import {
  type MsgMethodReply,
  type MsgSignalInvoke,
  type ServerMessageHandler,
  dispatchServerFrame,
  serverMessages,
} from "linguine-noodles/protocol";
import type { Mirror } from "./mirror.js";

/** Receives the messages of a frame that are not about components. */
export interface FrameListener {
  onSignalInvoke(message: MsgSignalInvoke): void;
  onMethodReply(message: MsgMethodReply): void;
  onDocumentInitialized(): void;
  onOddity(oddity: string): void;
}

type ComponentMessage = {
  readonly id: readonly [slot: number, gen: number];
  readonly content: object;
};

export class Feeder {
  private readonly listener: FrameListener;
  private readonly handler: ServerMessageHandler;
  private readonly limits: Partial<DecodeLimits>;
  private readonly readsBehindFrame: boolean;

  constructor(
    mirror: Mirror,
    listener: FrameListener,
    limits: Partial<DecodeLimits>,
    readsBehindFrame: boolean,
  ) {
    this.listener = listener;
    this.limits = limits;
    this.readsBehindFrame = readsBehindFrame;
    this.handler = handlerOf(mirror, listener);
  }

  read(frame: Uint8Array): void {
    let error = this.dispatch(frame);
    if (error?.code === "trailing-bytes" && this.readsBehindFrame) {
      this.listener.onOddity("messages stand behind the array of the frame");
      error = this.dispatch(asArray(frame.subarray(error.offset)));
    }
    if (error !== undefined) {
      this.listener.onOddity(`a frame is wrong: ${error.message}`);
    }
  }

  private dispatch(frame: Uint8Array): DecodeError | undefined {
    return dispatchServerFrame(frame, this.handler, { limits: this.limits });
  }
}

// The items as an array of indefinite length.
function asArray(items: Uint8Array): Uint8Array {
  const array = new Uint8Array(items.length + 2);
  array[0] = 0x9f;
  array.set(items, 1);
  array[items.length + 1] = 0xff;
  return array;
}

function handlerOf(
  mirror: Mirror,
  listener: FrameListener,
): ServerMessageHandler {
  const handler: Record<string, unknown> = {
    onDocumentUpdate: mirror.updateDocument.bind(mirror),
    onDocumentReset: () => mirror.reset(),
    onSignalInvoke: listener.onSignalInvoke.bind(listener),
    onMethodReply: listener.onMethodReply.bind(listener),
    onDocumentInitialized: () => listener.onDocumentInitialized(),
    onUnknownMessage: (number: number | bigint) =>
      listener.onOddity(`a message has the unknown number ${number}`),
    onInvalidMessage: (number: number | bigint, error: DecodeError) =>
      listener.onOddity(`message ${number} is wrong: ${error.message}`),
  };
  for (const { name, role, component } of serverMessages) {
    if (component === undefined || role === "other") {
      // Without a function of its own: a message that the specification got
      // later.
      handler[`on${name.slice(3)}`] ??= () =>
        listener.onOddity(`${name} has no meaning for this client`);
      continue;
    }
    handler[`on${name.slice(3)}`] = ({ id, content }: ComponentMessage) =>
      mirror[role](component, id, content);
  }
  return handler as unknown as ServerMessageHandler;
}
