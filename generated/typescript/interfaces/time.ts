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

/** The range of the time, and how time stands at the moment of the call. */
export interface TimeMetadata {
  from: number;
  to: number;
  step?: number | undefined;
  /** The present time. */
  time?: number | undefined;
  /** The speed at which time plays, as in AnimateTime; 0: paused. */
  speed?: number | undefined;
}

const timeMetadataTable = new ObjectTable("TimeMetadata", [
  required("from"),
  required("to"),
  optional("step"),
  optional("time"),
  optional("speed"),
]);

export function readTimeMetadata(reader: Reader): TimeMetadata {
  let from!: number;
  let to!: number;
  let step: number | undefined;
  let time: number | undefined;
  let speed: number | undefined;
  const object = reader.enterObject(timeMetadataTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // from
        from = reader.readDouble();
        break;
      case 1: // to
        to = reader.readDouble();
        break;
      case 2: // step
        step = reader.readDouble();
        break;
      case 3: // time
        time = reader.readDouble();
        break;
      case 4: // speed
        speed = reader.readInt();
        break;
    }
  }
  return { from, to, step, time, speed };
}

export function writeTimeMetadata(writer: Writer, value: TimeMetadata): void {
  writer.writeMapHead(
    2 +
      present(value.step) +
      present(value.time) +
      present(value.speed),
  );
  writer.writeKey("from");
  writer.writeDouble(value.from);
  writer.writeKey("to");
  writer.writeDouble(value.to);
  if (value.step !== undefined) {
    writer.writeKey("step");
    writer.writeDouble(value.step);
  }
  if (value.time !== undefined) {
    writer.writeKey("time");
    writer.writeDouble(value.time);
  }
  if (value.speed !== undefined) {
    writer.writeKey("speed");
    writer.writeInt(value.speed);
  }
}
