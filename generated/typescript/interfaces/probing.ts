// Probing: types, and their reading and writing as CBOR.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import type { Reader, Writer } from "linguine-noodles/cbor";
import type { Vec3 } from "linguine-noodles/protocol";

/** The text to show, and where: the server may snap the place. */
export interface ProbeResult {
  text: string;
  position: Vec3;
}

export function readProbeResult(reader: Reader): ProbeResult {
  const list = reader.enterPlaces(2);
  reader.nextPlace(list);
  const text = reader.readText();
  reader.nextPlace(list);
  const position = reader.readFloats(3);
  reader.leavePlaces(list);
  return { text, position };
}

export function writeProbeResult(writer: Writer, value: ProbeResult): void {
  writer.writeArrayHead(2);
  writer.writeText(value.text);
  writer.writeFloats(value.position, 3);
}
