// Images: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import { type Location, readLocation, writeLocation } from "./common_types.js";
import type { BufferViewID, ImageID } from "./ids.js";

/** What `source` of Image is one of. */
export type ImageSource =
  | { kind: "buffer_source"; value: BufferViewID }
  | { kind: "uri_source"; value: Location };

/** A PNG, JPEG or KTX2 file, in a view or behind a location. Immutable. */
export interface Image {
  name?: string | undefined;
  source: ImageSource;
}

export interface MsgImageCreate {
  id: ImageID;
  content: Image;
}

const msgImageCreateTable = new ObjectTable(
  "MsgImageCreate",
  [
    required("id"),
    optional("name"),
    alternative("buffer_source", 0),
    alternative("uri_source", 0),
  ],
  [{ keys: "buffer_source or uri_source", isRequired: true }],
);

export function readMsgImageCreate(reader: Reader): MsgImageCreate {
  let id!: ImageID;
  let name: string | undefined;
  let source!: ImageSource;
  const object = reader.enterObject(msgImageCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Image">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // buffer_source
        source = {
          kind: "buffer_source",
          value: reader.readID<"BufferView">(),
        };
        break;
      case 3: // uri_source
        source = { kind: "uri_source", value: readLocation(reader) };
        break;
    }
  }
  const content: Image = { name, source };
  return { id, content };
}

export function writeMsgImageCreate(
  writer: Writer,
  message: MsgImageCreate,
): void {
  const value = message.content;
  writer.writeMapHead(2 + present(value.name));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  const source = value.source;
  switch (source.kind) {
    case "buffer_source":
      writer.writeKey("buffer_source");
      writer.writeID(source.value);
      break;
    case "uri_source":
      writer.writeKey("uri_source");
      writeLocation(writer, source.value);
      break;
  }
}

export interface MsgImageDelete {
  id: ImageID;
}

const msgImageDeleteTable = new ObjectTable("MsgImageDelete", [required("id")]);

export function readMsgImageDelete(reader: Reader): MsgImageDelete {
  let id!: ImageID;
  const object = reader.enterObject(msgImageDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Image">();
  }
  return { id };
}

export function writeMsgImageDelete(
  writer: Writer,
  message: MsgImageDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
