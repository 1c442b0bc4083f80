// Time: types, and their reading and writing as CBOR.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import {
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";

export interface TimeMetadata {
  from: number;
  to: number;
  step?: number | undefined;
}

const timeMetadataTable = new ObjectTable("TimeMetadata", [
  required("from"),
  required("to"),
  optional("step"),
]);

export function readTimeMetadata(reader: Reader): TimeMetadata {
  let from!: number;
  let to!: number;
  let step: number | undefined;
  const object = reader.enterObject(timeMetadataTable);
  let key: string | undefined;
  while ((key = reader.nextMember(object)) !== undefined) {
    switch (key) {
      case "from":
        from = reader.readDouble();
        break;
      case "to":
        to = reader.readDouble();
        break;
      case "step":
        step = reader.readDouble();
        break;
    }
  }
  return { from, to, step };
}

export function writeTimeMetadata(writer: Writer, value: TimeMetadata): void {
  writer.writeMapHead(2 + present(value.step));
  writer.writeKey("from");
  writer.writeDouble(value.from);
  writer.writeKey("to");
  writer.writeDouble(value.to);
  if (value.step !== undefined) {
    writer.writeKey("step");
    writer.writeDouble(value.step);
  }
}
