// Textures: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import type { ImageID, SamplerID, TextureID } from "./ids.js";

/** Immutable. */
export interface Texture {
  name?: string | undefined;
  image: ImageID;
  /** Absent is a sampler with all its defaults. */
  sampler?: SamplerID | undefined;
}

export interface MsgTextureCreate {
  id: TextureID;
  content: Texture;
}

const msgTextureCreateTable = new ObjectTable("MsgTextureCreate", [
  required("id"),
  optional("name"),
  required("image"),
  optional("sampler"),
]);

export function readMsgTextureCreate(reader: Reader): MsgTextureCreate {
  let id!: TextureID;
  let name: string | undefined;
  let image!: ImageID;
  let sampler: SamplerID | undefined;
  const object = reader.enterObject(msgTextureCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Texture">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // image
        image = reader.readID<"Image">();
        break;
      case 3: // sampler
        sampler = reader.readID<"Sampler">();
        break;
    }
  }
  const content: Texture = { name, image, sampler };
  return { id, content };
}

export function writeMsgTextureCreate(
  writer: Writer,
  message: MsgTextureCreate,
): void {
  const value = message.content;
  writer.writeMapHead(2 + present(value.name) + present(value.sampler));
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("image");
  writer.writeID(value.image);
  if (value.sampler !== undefined) {
    writer.writeKey("sampler");
    writer.writeID(value.sampler);
  }
}

export interface MsgTextureDelete {
  id: TextureID;
}

const msgTextureDeleteTable = new ObjectTable("MsgTextureDelete", [
  required("id"),
]);

export function readMsgTextureDelete(reader: Reader): MsgTextureDelete {
  let id!: TextureID;
  const object = reader.enterObject(msgTextureDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Texture">();
  }
  return { id };
}

export function writeMsgTextureDelete(
  writer: Writer,
  message: MsgTextureDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
