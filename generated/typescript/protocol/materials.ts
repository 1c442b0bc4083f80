// Materials: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  optional,
  present,
  required,
} from "linguine-noodles/cbor";
import type { Mat3, RGBA, Vec3 } from "./common_types.js";
import type { MaterialID, TextureID } from "./ids.js";

export interface TextureRef {
  texture: TextureID;
  /** Absent is the identity. */
  transform?: Mat3 | undefined;
  /** @defaultValue 0 */
  texture_coord_slot: number;
}

/** Makes a TextureRef; what is not given has its default. */
export function newTextureRef(given: Given<TextureRef, "texture">): TextureRef {
  return {
    texture_coord_slot: 0,
    ...given,
  };
}

const textureRefTable = new ObjectTable("TextureRef", [
  required("texture"),
  optional("transform"),
  optional("texture_coord_slot"),
]);

export function readTextureRef(reader: Reader): TextureRef {
  let texture!: TextureID;
  let transform: Mat3 | undefined;
  let texture_coord_slot: number = 0;
  const object = reader.enterObject(textureRefTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // texture
        texture = reader.readID<"Texture">();
        break;
      case 1: // transform
        transform = reader.readFloats(9);
        break;
      case 2: // texture_coord_slot
        texture_coord_slot = reader.readUint();
        break;
    }
  }
  return { texture, transform, texture_coord_slot };
}

export function writeTextureRef(writer: Writer, value: TextureRef): void {
  writer.writeMapHead(2 + present(value.transform));
  writer.writeKey("texture");
  writer.writeID(value.texture);
  if (value.transform !== undefined) {
    writer.writeKey("transform");
    writer.writeFloats(value.transform, 9);
  }
  writer.writeKey("texture_coord_slot");
  writer.writeUint(value.texture_coord_slot);
}

/** Physically based material, after glTF. */
export interface PBRInfo {
  /** @defaultValue [1, 1, 1, 1] */
  base_color: RGBA;
  /** sRGB, alpha not premultiplied. */
  base_color_texture?: TextureRef | undefined;
  /** @defaultValue 1 */
  metallic: number;
  /** @defaultValue 1 */
  roughness: number;
  /** Linear; only R and G are read. */
  metal_rough_texture?: TextureRef | undefined;
}

/** Makes a PBRInfo; what is not given has its default. */
export function newPBRInfo(given: Given<PBRInfo> = {}): PBRInfo {
  return {
    base_color: [1, 1, 1, 1],
    metallic: 1,
    roughness: 1,
    ...given,
  };
}

const pbrInfoTable = new ObjectTable("PBRInfo", [
  optional("base_color"),
  optional("base_color_texture"),
  optional("metallic"),
  optional("roughness"),
  optional("metal_rough_texture"),
]);

export function readPBRInfo(reader: Reader): PBRInfo {
  let base_color: RGBA = [1, 1, 1, 1];
  let base_color_texture: TextureRef | undefined;
  let metallic: number = 1;
  let roughness: number = 1;
  let metal_rough_texture: TextureRef | undefined;
  const object = reader.enterObject(pbrInfoTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // base_color
        base_color = reader.readFloats(4);
        break;
      case 1: // base_color_texture
        base_color_texture = readTextureRef(reader);
        break;
      case 2: // metallic
        metallic = reader.readFloat();
        break;
      case 3: // roughness
        roughness = reader.readFloat();
        break;
      case 4: // metal_rough_texture
        metal_rough_texture = readTextureRef(reader);
        break;
    }
  }
  return {
    base_color,
    base_color_texture,
    metallic,
    roughness,
    metal_rough_texture,
  };
}

export function writePBRInfo(writer: Writer, value: PBRInfo): void {
  writer.writeMapHead(
    3 +
      present(value.base_color_texture) +
      present(value.metal_rough_texture),
  );
  writer.writeKey("base_color");
  writer.writeFloats(value.base_color, 4);
  if (value.base_color_texture !== undefined) {
    writer.writeKey("base_color_texture");
    writeTextureRef(writer, value.base_color_texture);
  }
  writer.writeKey("metallic");
  writer.writeFloat(value.metallic);
  writer.writeKey("roughness");
  writer.writeFloat(value.roughness);
  if (value.metal_rough_texture !== undefined) {
    writer.writeKey("metal_rough_texture");
    writeTextureRef(writer, value.metal_rough_texture);
  }
}

export interface Material {
  name?: string | undefined;
  /** @defaultValue newPBRInfo() */
  pbr_info: PBRInfo;
  normal_texture?: TextureRef | undefined;
  /** Linear; only R is read. */
  occlusion_texture?: TextureRef | undefined;
  /** @defaultValue 1 */
  occlusion_texture_factor: number;
  /** sRGB; alpha is ignored. */
  emissive_texture?: TextureRef | undefined;
  /** @defaultValue [1, 1, 1] */
  emissive_factor: Vec3;
  /** @defaultValue false */
  use_alpha: boolean;
  /** @defaultValue 0.5 */
  alpha_cutoff: number;
  /** @defaultValue false */
  double_sided: boolean;
}

/** Makes a Material; what is not given has its default. */
export function newMaterial(given: Given<Material> = {}): Material {
  return {
    pbr_info: newPBRInfo(),
    occlusion_texture_factor: 1,
    emissive_factor: [1, 1, 1],
    use_alpha: false,
    alpha_cutoff: 0.5,
    double_sided: false,
    ...given,
  };
}

export interface MaterialUpdate {
  pbr_info?: PBRInfo | undefined;
  normal_texture?: TextureRef | undefined;
  occlusion_texture?: TextureRef | undefined;
  occlusion_texture_factor?: number | undefined;
  emissive_texture?: TextureRef | undefined;
  emissive_factor?: Vec3 | undefined;
  use_alpha?: boolean | undefined;
  alpha_cutoff?: number | undefined;
  double_sided?: boolean | undefined;
}

/** Replaces the members of `value` that the update holds. */
export function applyMaterialUpdate(
  value: Material,
  update: MaterialUpdate,
): void {
  if (update.pbr_info !== undefined) {
    value.pbr_info = update.pbr_info;
  }
  if (update.normal_texture !== undefined) {
    value.normal_texture = update.normal_texture;
  }
  if (update.occlusion_texture !== undefined) {
    value.occlusion_texture = update.occlusion_texture;
  }
  if (update.occlusion_texture_factor !== undefined) {
    value.occlusion_texture_factor = update.occlusion_texture_factor;
  }
  if (update.emissive_texture !== undefined) {
    value.emissive_texture = update.emissive_texture;
  }
  if (update.emissive_factor !== undefined) {
    value.emissive_factor = update.emissive_factor;
  }
  if (update.use_alpha !== undefined) {
    value.use_alpha = update.use_alpha;
  }
  if (update.alpha_cutoff !== undefined) {
    value.alpha_cutoff = update.alpha_cutoff;
  }
  if (update.double_sided !== undefined) {
    value.double_sided = update.double_sided;
  }
}

export interface MsgMaterialCreate {
  id: MaterialID;
  content: Material;
}

const msgMaterialCreateTable = new ObjectTable("MsgMaterialCreate", [
  required("id"),
  optional("name"),
  optional("pbr_info"),
  optional("normal_texture"),
  optional("occlusion_texture"),
  optional("occlusion_texture_factor"),
  optional("emissive_texture"),
  optional("emissive_factor"),
  optional("use_alpha"),
  optional("alpha_cutoff"),
  optional("double_sided"),
]);

export function readMsgMaterialCreate(reader: Reader): MsgMaterialCreate {
  let id!: MaterialID;
  let name: string | undefined;
  let pbr_info: PBRInfo = newPBRInfo();
  let normal_texture: TextureRef | undefined;
  let occlusion_texture: TextureRef | undefined;
  let occlusion_texture_factor: number = 1;
  let emissive_texture: TextureRef | undefined;
  let emissive_factor: Vec3 = [1, 1, 1];
  let use_alpha: boolean = false;
  let alpha_cutoff: number = 0.5;
  let double_sided: boolean = false;
  const object = reader.enterObject(msgMaterialCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Material">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // pbr_info
        pbr_info = readPBRInfo(reader);
        break;
      case 3: // normal_texture
        normal_texture = readTextureRef(reader);
        break;
      case 4: // occlusion_texture
        occlusion_texture = readTextureRef(reader);
        break;
      case 5: // occlusion_texture_factor
        occlusion_texture_factor = reader.readFloat();
        break;
      case 6: // emissive_texture
        emissive_texture = readTextureRef(reader);
        break;
      case 7: // emissive_factor
        emissive_factor = reader.readFloats(3);
        break;
      case 8: // use_alpha
        use_alpha = reader.readBool();
        break;
      case 9: // alpha_cutoff
        alpha_cutoff = reader.readFloat();
        break;
      case 10: // double_sided
        double_sided = reader.readBool();
        break;
    }
  }
  const content: Material = {
    name,
    pbr_info,
    normal_texture,
    occlusion_texture,
    occlusion_texture_factor,
    emissive_texture,
    emissive_factor,
    use_alpha,
    alpha_cutoff,
    double_sided,
  };
  return { id, content };
}

export function writeMsgMaterialCreate(
  writer: Writer,
  message: MsgMaterialCreate,
): void {
  const value = message.content;
  writer.writeMapHead(
    7 +
      present(value.name) +
      present(value.normal_texture) +
      present(value.occlusion_texture) +
      present(value.emissive_texture),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  writer.writeKey("pbr_info");
  writePBRInfo(writer, value.pbr_info);
  if (value.normal_texture !== undefined) {
    writer.writeKey("normal_texture");
    writeTextureRef(writer, value.normal_texture);
  }
  if (value.occlusion_texture !== undefined) {
    writer.writeKey("occlusion_texture");
    writeTextureRef(writer, value.occlusion_texture);
  }
  writer.writeKey("occlusion_texture_factor");
  writer.writeFloat(value.occlusion_texture_factor);
  if (value.emissive_texture !== undefined) {
    writer.writeKey("emissive_texture");
    writeTextureRef(writer, value.emissive_texture);
  }
  writer.writeKey("emissive_factor");
  writer.writeFloats(value.emissive_factor, 3);
  writer.writeKey("use_alpha");
  writer.writeBool(value.use_alpha);
  writer.writeKey("alpha_cutoff");
  writer.writeFloat(value.alpha_cutoff);
  writer.writeKey("double_sided");
  writer.writeBool(value.double_sided);
}

export interface MsgMaterialUpdate {
  id: MaterialID;
  content: MaterialUpdate;
}

const msgMaterialUpdateTable = new ObjectTable("MsgMaterialUpdate", [
  required("id"),
  optional("pbr_info"),
  optional("normal_texture"),
  optional("occlusion_texture"),
  optional("occlusion_texture_factor"),
  optional("emissive_texture"),
  optional("emissive_factor"),
  optional("use_alpha"),
  optional("alpha_cutoff"),
  optional("double_sided"),
]);

export function readMsgMaterialUpdate(reader: Reader): MsgMaterialUpdate {
  let id!: MaterialID;
  let pbr_info: PBRInfo | undefined;
  let normal_texture: TextureRef | undefined;
  let occlusion_texture: TextureRef | undefined;
  let occlusion_texture_factor: number | undefined;
  let emissive_texture: TextureRef | undefined;
  let emissive_factor: Vec3 | undefined;
  let use_alpha: boolean | undefined;
  let alpha_cutoff: number | undefined;
  let double_sided: boolean | undefined;
  const object = reader.enterObject(msgMaterialUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Material">();
        break;
      case 1: // pbr_info
        pbr_info = readPBRInfo(reader);
        break;
      case 2: // normal_texture
        normal_texture = readTextureRef(reader);
        break;
      case 3: // occlusion_texture
        occlusion_texture = readTextureRef(reader);
        break;
      case 4: // occlusion_texture_factor
        occlusion_texture_factor = reader.readFloat();
        break;
      case 5: // emissive_texture
        emissive_texture = readTextureRef(reader);
        break;
      case 6: // emissive_factor
        emissive_factor = reader.readFloats(3);
        break;
      case 7: // use_alpha
        use_alpha = reader.readBool();
        break;
      case 8: // alpha_cutoff
        alpha_cutoff = reader.readFloat();
        break;
      case 9: // double_sided
        double_sided = reader.readBool();
        break;
    }
  }
  const content: MaterialUpdate = {
    pbr_info,
    normal_texture,
    occlusion_texture,
    occlusion_texture_factor,
    emissive_texture,
    emissive_factor,
    use_alpha,
    alpha_cutoff,
    double_sided,
  };
  return { id, content };
}

export function writeMsgMaterialUpdate(
  writer: Writer,
  message: MsgMaterialUpdate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.pbr_info) +
      present(value.normal_texture) +
      present(value.occlusion_texture) +
      present(value.occlusion_texture_factor) +
      present(value.emissive_texture) +
      present(value.emissive_factor) +
      present(value.use_alpha) +
      present(value.alpha_cutoff) +
      present(value.double_sided),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.pbr_info !== undefined) {
    writer.writeKey("pbr_info");
    writePBRInfo(writer, value.pbr_info);
  }
  if (value.normal_texture !== undefined) {
    writer.writeKey("normal_texture");
    writeTextureRef(writer, value.normal_texture);
  }
  if (value.occlusion_texture !== undefined) {
    writer.writeKey("occlusion_texture");
    writeTextureRef(writer, value.occlusion_texture);
  }
  if (value.occlusion_texture_factor !== undefined) {
    writer.writeKey("occlusion_texture_factor");
    writer.writeFloat(value.occlusion_texture_factor);
  }
  if (value.emissive_texture !== undefined) {
    writer.writeKey("emissive_texture");
    writeTextureRef(writer, value.emissive_texture);
  }
  if (value.emissive_factor !== undefined) {
    writer.writeKey("emissive_factor");
    writer.writeFloats(value.emissive_factor, 3);
  }
  if (value.use_alpha !== undefined) {
    writer.writeKey("use_alpha");
    writer.writeBool(value.use_alpha);
  }
  if (value.alpha_cutoff !== undefined) {
    writer.writeKey("alpha_cutoff");
    writer.writeFloat(value.alpha_cutoff);
  }
  if (value.double_sided !== undefined) {
    writer.writeKey("double_sided");
    writer.writeBool(value.double_sided);
  }
}

export interface MsgMaterialDelete {
  id: MaterialID;
}

const msgMaterialDeleteTable = new ObjectTable("MsgMaterialDelete", [
  required("id"),
]);

export function readMsgMaterialDelete(reader: Reader): MsgMaterialDelete {
  let id!: MaterialID;
  const object = reader.enterObject(msgMaterialDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Material">();
  }
  return { id };
}

export function writeMsgMaterialDelete(
  writer: Writer,
  message: MsgMaterialDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
