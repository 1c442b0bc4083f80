// Frames of a server with one message. The functions that write all messages of
// servers would make the page larger.

import { Writer } from "linguine-noodles/cbor";
import { serverMessages } from "linguine-noodles/protocol";

/** `write` writes the content; by default a message without members. */
export function frameOf(
  message: string,
  write = (writer: Writer): void => writer.writeMapHead(0),
): Uint8Array {
  const writer = new Writer();
  writer.writeArrayHead(2);
  writer.writeUint(serverMessages.findIndex(({ name }) => name === message));
  write(writer);
  return writer.take();
}
