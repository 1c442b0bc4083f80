// Entities: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  type Given,
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
  emptyList,
  optional,
  presence,
  present,
  presentList,
  readID,
  readText,
  required,
  writeID,
  writeText,
} from "linguine-noodles/cbor";
import {
  type BoundingBox,
  type Transformation,
  readBoundingBox,
  readTransformation,
  writeBoundingBox,
  writeTransformation,
} from "./common_types.js";
import type {
  BufferViewID,
  EntityID,
  GeometryID,
  LightID,
  MethodID,
  PhysicsID,
  PlotID,
  SignalID,
  TableID,
} from "./ids.js";

/** Text on a plane whose normal is -Z, local +Y up. */
export interface TextRepresentation {
  txt: string;
  /** @defaultValue "Arial" */
  font: string;
  /** @defaultValue 0.25 */
  height: number;
  /**
   * Fit the text into this width; -1 sets no bound.
   *
   * @defaultValue -1
   */
  width: number;
}

/** Makes a TextRepresentation; what is not given has its default. */
export function newTextRepresentation(
  given: Given<TextRepresentation,
  "txt">,
): TextRepresentation {
  return {
    font: "Arial",
    height: 0.25,
    width: -1,
    ...given,
  };
}

const textRepresentationTable = new ObjectTable("TextRepresentation", [
  required("txt"),
  optional("font"),
  optional("height"),
  optional("width"),
]);

export function readTextRepresentation(reader: Reader): TextRepresentation {
  let txt!: string;
  let font: string = "Arial";
  let height: number = 0.25;
  let width: number = -1;
  const object = reader.enterObject(textRepresentationTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // txt
        txt = reader.readText();
        break;
      case 1: // font
        font = reader.readText();
        break;
      case 2: // height
        height = reader.readFloat();
        break;
      case 3: // width
        width = reader.readFloat();
        break;
    }
  }
  return { txt, font, height, width };
}

export function writeTextRepresentation(
  writer: Writer,
  value: TextRepresentation,
): void {
  writer.writeMapHead(4);
  writer.writeKey("txt");
  writer.writeText(value.txt);
  writer.writeKey("font");
  writer.writeText(value.font);
  writer.writeKey("height");
  writer.writeFloat(value.height);
  writer.writeKey("width");
  writer.writeFloat(value.width);
}

/** A web page on a plane whose normal is -Z, local +Y up. */
export interface WebRepresentation {
  source: string;
  /** @defaultValue 0.5 */
  height: number;
  /** @defaultValue 0.5 */
  width: number;
}

/** Makes a WebRepresentation; what is not given has its default. */
export function newWebRepresentation(
  given: Given<WebRepresentation,
  "source">,
): WebRepresentation {
  return {
    height: 0.5,
    width: 0.5,
    ...given,
  };
}

const webRepresentationTable = new ObjectTable("WebRepresentation", [
  required("source"),
  optional("height"),
  optional("width"),
]);

export function readWebRepresentation(reader: Reader): WebRepresentation {
  let source!: string;
  let height: number = 0.5;
  let width: number = 0.5;
  const object = reader.enterObject(webRepresentationTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // source
        source = reader.readText();
        break;
      case 1: // height
        height = reader.readFloat();
        break;
      case 2: // width
        width = reader.readFloat();
        break;
    }
  }
  return { source, height, width };
}

export function writeWebRepresentation(
  writer: Writer,
  value: WebRepresentation,
): void {
  writer.writeMapHead(3);
  writer.writeKey("source");
  writer.writeText(value.source);
  writer.writeKey("height");
  writer.writeFloat(value.height);
  writer.writeKey("width");
  writer.writeFloat(value.width);
}

/**
 * Instances, one MAT4 each: the columns are position, texture offset and scale,
 * rotation (a quaternion x, y, z, w), and scale.
 */
export interface InstanceSource {
  view: BufferViewID;
  /**
   * Bytes from one matrix to the next; 0 is tightly packed.
   *
   * @defaultValue 0
   */
  stride: number;
  bb?: BoundingBox | undefined;
}

/** Makes an InstanceSource; what is not given has its default. */
export function newInstanceSource(
  given: Given<InstanceSource,
  "view">,
): InstanceSource {
  return {
    stride: 0,
    ...given,
  };
}

const instanceSourceTable = new ObjectTable("InstanceSource", [
  required("view"),
  optional("stride"),
  optional("bb"),
]);

export function readInstanceSource(reader: Reader): InstanceSource {
  let view!: BufferViewID;
  let stride: number = 0;
  let bb: BoundingBox | undefined;
  const object = reader.enterObject(instanceSourceTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // view
        view = reader.readID<"BufferView">();
        break;
      case 1: // stride
        stride = reader.readUint();
        break;
      case 2: // bb
        bb = readBoundingBox(reader);
        break;
    }
  }
  return { view, stride, bb };
}

export function writeInstanceSource(
  writer: Writer,
  value: InstanceSource,
): void {
  writer.writeMapHead(2 + present(value.bb));
  writer.writeKey("view");
  writer.writeID(value.view);
  writer.writeKey("stride");
  writer.writeUint(value.stride);
  if (value.bb !== undefined) {
    writer.writeKey("bb");
    writeBoundingBox(writer, value.bb);
  }
}

export interface RenderRepresentation {
  mesh: GeometryID;
  instances?: InstanceSource | undefined;
}

const renderRepresentationTable = new ObjectTable("RenderRepresentation", [
  required("mesh"),
  optional("instances"),
]);

export function readRenderRepresentation(reader: Reader): RenderRepresentation {
  let mesh!: GeometryID;
  let instances: InstanceSource | undefined;
  const object = reader.enterObject(renderRepresentationTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // mesh
        mesh = reader.readID<"Geometry">();
        break;
      case 1: // instances
        instances = readInstanceSource(reader);
        break;
    }
  }
  return { mesh, instances };
}

export function writeRenderRepresentation(
  writer: Writer,
  value: RenderRepresentation,
): void {
  writer.writeMapHead(1 + present(value.instances));
  writer.writeKey("mesh");
  writer.writeID(value.mesh);
  if (value.instances !== undefined) {
    writer.writeKey("instances");
    writeInstanceSource(writer, value.instances);
  }
}

/** What `representation` of Entity is one of. */
export type EntityRepresentation =
  | { kind: "text_rep"; value: TextRepresentation }
  | { kind: "web_rep"; value: WebRepresentation }
  | { kind: "render_rep"; value: RenderRepresentation };

export interface Entity {
  name?: string | undefined;
  parent?: EntityID | undefined;
  transform?: Transformation | undefined;
  representation?: EntityRepresentation | undefined;
  lights: readonly LightID[];
  tables: readonly TableID[];
  plots: readonly PlotID[];
  tags: readonly string[];
  methods_list: readonly MethodID[];
  signals_list: readonly SignalID[];
  physics: readonly PhysicsID[];
  influence?: BoundingBox | undefined;
  /** @defaultValue true */
  visible: boolean;
}

/** Makes an Entity; what is not given has its default. */
export function newEntity(given: Given<Entity> = {}): Entity {
  return {
    lights: emptyList,
    tables: emptyList,
    plots: emptyList,
    tags: emptyList,
    methods_list: emptyList,
    signals_list: emptyList,
    physics: emptyList,
    visible: true,
    ...given,
  };
}

/** What `representation` of EntityUpdate is one of. */
export type EntityUpdateRepresentation =
  | { kind: "null_rep" }
  | { kind: "text_rep"; value: TextRepresentation }
  | { kind: "web_rep"; value: WebRepresentation }
  | { kind: "render_rep"; value: RenderRepresentation };

/** Entries that are present replace those of the entity. */
export interface EntityUpdate {
  parent?: EntityID | undefined;
  transform?: Transformation | undefined;
  /** null_rep takes the representation away; its value means nothing. */
  representation?: EntityUpdateRepresentation | undefined;
  lights?: LightID[] | undefined;
  tables?: TableID[] | undefined;
  plots?: PlotID[] | undefined;
  tags?: string[] | undefined;
  methods_list?: MethodID[] | undefined;
  signals_list?: SignalID[] | undefined;
  physics?: PhysicsID[] | undefined;
  influence?: BoundingBox | undefined;
  visible?: boolean | undefined;
}

/** Replaces the members of `value` that the update holds. */
export function applyEntityUpdate(value: Entity, update: EntityUpdate): void {
  if (update.parent !== undefined) {
    value.parent = update.parent;
  }
  if (update.transform !== undefined) {
    value.transform = update.transform;
  }
  if (update.representation?.kind === "null_rep") {
    value.representation = undefined;
  } else if (update.representation !== undefined) {
    value.representation = update.representation;
  }
  if (update.lights !== undefined) {
    value.lights = update.lights;
  }
  if (update.tables !== undefined) {
    value.tables = update.tables;
  }
  if (update.plots !== undefined) {
    value.plots = update.plots;
  }
  if (update.tags !== undefined) {
    value.tags = update.tags;
  }
  if (update.methods_list !== undefined) {
    value.methods_list = update.methods_list;
  }
  if (update.signals_list !== undefined) {
    value.signals_list = update.signals_list;
  }
  if (update.physics !== undefined) {
    value.physics = update.physics;
  }
  if (update.influence !== undefined) {
    value.influence = update.influence;
  }
  if (update.visible !== undefined) {
    value.visible = update.visible;
  }
}

export interface MsgEntityCreate {
  id: EntityID;
  content: Entity;
}

const msgEntityCreateTable = new ObjectTable(
  "MsgEntityCreate",
  [
    required("id"),
    optional("name"),
    optional("parent"),
    optional("transform"),
    alternative("text_rep", 0),
    alternative("web_rep", 0),
    alternative("render_rep", 0),
    optional("lights"),
    optional("tables"),
    optional("plots"),
    optional("tags"),
    optional("methods_list"),
    optional("signals_list"),
    alternative("physics", 1),
    alternative("physics_list", 1),
    optional("influence"),
    optional("visible"),
  ],
  [
    { keys: "text_rep, web_rep or render_rep", isRequired: false },
    { keys: "physics or physics_list", isRequired: false },
  ],
);

export function readMsgEntityCreate(reader: Reader): MsgEntityCreate {
  let id!: EntityID;
  let name: string | undefined;
  let parent: EntityID | undefined;
  let transform: Transformation | undefined;
  let representation: EntityRepresentation | undefined;
  let lights: readonly LightID[] = emptyList;
  let tables: readonly TableID[] = emptyList;
  let plots: readonly PlotID[] = emptyList;
  let tags: readonly string[] = emptyList;
  let methods_list: readonly MethodID[] = emptyList;
  let signals_list: readonly SignalID[] = emptyList;
  let physics: readonly PhysicsID[] = emptyList;
  let influence: BoundingBox | undefined;
  let visible: boolean = true;
  const object = reader.enterObject(msgEntityCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Entity">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // parent
        parent = reader.readID<"Entity">();
        break;
      case 3: // transform
        transform = readTransformation(reader);
        break;
      case 4: // text_rep
        representation = {
          kind: "text_rep",
          value: readTextRepresentation(reader),
        };
        break;
      case 5: // web_rep
        representation = {
          kind: "web_rep",
          value: readWebRepresentation(reader),
        };
        break;
      case 6: // render_rep
        representation = {
          kind: "render_rep",
          value: readRenderRepresentation(reader),
        };
        break;
      case 7: // lights
        lights = reader.readList(readID<"Light">);
        break;
      case 8: // tables
        tables = reader.readList(readID<"Table">);
        break;
      case 9: // plots
        plots = reader.readList(readID<"Plot">);
        break;
      case 10: // tags
        tags = reader.readList(readText);
        break;
      case 11: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 12: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
      case 13: // physics
      case 14: // physics_list
        physics = reader.readList(readID<"Physics">);
        break;
      case 15: // influence
        influence = readBoundingBox(reader);
        break;
      case 16: // visible
        visible = reader.readBool();
        break;
    }
  }
  const content: Entity = {
    name,
    parent,
    transform,
    representation,
    lights,
    tables,
    plots,
    tags,
    methods_list,
    signals_list,
    physics,
    influence,
    visible,
  };
  return { id, content };
}

export function writeMsgEntityCreate(
  writer: Writer,
  message: MsgEntityCreate,
): void {
  const value = message.content;
  writer.writeMapHead(
    2 +
      present(value.name) +
      present(value.parent) +
      present(value.transform) +
      present(value.representation) +
      presentList(value.lights) +
      presentList(value.tables) +
      presentList(value.plots) +
      presentList(value.tags) +
      presentList(value.methods_list) +
      presentList(value.signals_list) +
      presentList(value.physics) +
      present(value.influence),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  if (value.parent !== undefined) {
    writer.writeKey("parent");
    writer.writeID(value.parent);
  }
  if (value.transform !== undefined) {
    writer.writeKey("transform");
    writeTransformation(writer, value.transform);
  }
  const representation = value.representation;
  switch (representation?.kind) {
    case "text_rep":
      writer.writeKey("text_rep");
      writeTextRepresentation(writer, representation.value);
      break;
    case "web_rep":
      writer.writeKey("web_rep");
      writeWebRepresentation(writer, representation.value);
      break;
    case "render_rep":
      writer.writeKey("render_rep");
      writeRenderRepresentation(writer, representation.value);
      break;
  }
  if (value.lights.length > 0) {
    writer.writeKey("lights");
    writer.writeList(value.lights, writeID);
  }
  if (value.tables.length > 0) {
    writer.writeKey("tables");
    writer.writeList(value.tables, writeID);
  }
  if (value.plots.length > 0) {
    writer.writeKey("plots");
    writer.writeList(value.plots, writeID);
  }
  if (value.tags.length > 0) {
    writer.writeKey("tags");
    writer.writeList(value.tags, writeText);
  }
  if (value.methods_list.length > 0) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list.length > 0) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
  if (value.physics.length > 0) {
    writer.writeKey("physics");
    writer.writeList(value.physics, writeID);
  }
  if (value.influence !== undefined) {
    writer.writeKey("influence");
    writeBoundingBox(writer, value.influence);
  }
  writer.writeKey("visible");
  writer.writeBool(value.visible);
}

export interface MsgEntityUpdate {
  id: EntityID;
  content: EntityUpdate;
}

const msgEntityUpdateTable = new ObjectTable(
  "MsgEntityUpdate",
  [
    required("id"),
    optional("parent"),
    optional("transform"),
    presence("null_rep", 0),
    alternative("text_rep", 0),
    alternative("web_rep", 0),
    alternative("render_rep", 0),
    optional("lights"),
    optional("tables"),
    optional("plots"),
    optional("tags"),
    optional("methods_list"),
    optional("signals_list"),
    alternative("physics", 1),
    alternative("physics_list", 1),
    optional("influence"),
    optional("visible"),
  ],
  [
    { keys: "null_rep, text_rep, web_rep or render_rep", isRequired: false },
    { keys: "physics or physics_list", isRequired: false },
  ],
);

export function readMsgEntityUpdate(reader: Reader): MsgEntityUpdate {
  let id!: EntityID;
  let parent: EntityID | undefined;
  let transform: Transformation | undefined;
  let representation: EntityUpdateRepresentation | undefined;
  let lights: LightID[] | undefined;
  let tables: TableID[] | undefined;
  let plots: PlotID[] | undefined;
  let tags: string[] | undefined;
  let methods_list: MethodID[] | undefined;
  let signals_list: SignalID[] | undefined;
  let physics: PhysicsID[] | undefined;
  let influence: BoundingBox | undefined;
  let visible: boolean | undefined;
  const object = reader.enterObject(msgEntityUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Entity">();
        break;
      case 1: // parent
        parent = reader.readID<"Entity">();
        break;
      case 2: // transform
        transform = readTransformation(reader);
        break;
      case 3: // null_rep
        reader.skip();
        representation = { kind: "null_rep" };
        break;
      case 4: // text_rep
        representation = {
          kind: "text_rep",
          value: readTextRepresentation(reader),
        };
        break;
      case 5: // web_rep
        representation = {
          kind: "web_rep",
          value: readWebRepresentation(reader),
        };
        break;
      case 6: // render_rep
        representation = {
          kind: "render_rep",
          value: readRenderRepresentation(reader),
        };
        break;
      case 7: // lights
        lights = reader.readList(readID<"Light">);
        break;
      case 8: // tables
        tables = reader.readList(readID<"Table">);
        break;
      case 9: // plots
        plots = reader.readList(readID<"Plot">);
        break;
      case 10: // tags
        tags = reader.readList(readText);
        break;
      case 11: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 12: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
      case 13: // physics
      case 14: // physics_list
        physics = reader.readList(readID<"Physics">);
        break;
      case 15: // influence
        influence = readBoundingBox(reader);
        break;
      case 16: // visible
        visible = reader.readBool();
        break;
    }
  }
  const content: EntityUpdate = {
    parent,
    transform,
    representation,
    lights,
    tables,
    plots,
    tags,
    methods_list,
    signals_list,
    physics,
    influence,
    visible,
  };
  return { id, content };
}

export function writeMsgEntityUpdate(
  writer: Writer,
  message: MsgEntityUpdate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.parent) +
      present(value.transform) +
      present(value.representation) +
      present(value.lights) +
      present(value.tables) +
      present(value.plots) +
      present(value.tags) +
      present(value.methods_list) +
      present(value.signals_list) +
      present(value.physics) +
      present(value.influence) +
      present(value.visible),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.parent !== undefined) {
    writer.writeKey("parent");
    writer.writeID(value.parent);
  }
  if (value.transform !== undefined) {
    writer.writeKey("transform");
    writeTransformation(writer, value.transform);
  }
  const representation = value.representation;
  switch (representation?.kind) {
    case "null_rep":
      writer.writeKey("null_rep");
      writer.writeFloat(1);
      break;
    case "text_rep":
      writer.writeKey("text_rep");
      writeTextRepresentation(writer, representation.value);
      break;
    case "web_rep":
      writer.writeKey("web_rep");
      writeWebRepresentation(writer, representation.value);
      break;
    case "render_rep":
      writer.writeKey("render_rep");
      writeRenderRepresentation(writer, representation.value);
      break;
  }
  if (value.lights !== undefined) {
    writer.writeKey("lights");
    writer.writeList(value.lights, writeID);
  }
  if (value.tables !== undefined) {
    writer.writeKey("tables");
    writer.writeList(value.tables, writeID);
  }
  if (value.plots !== undefined) {
    writer.writeKey("plots");
    writer.writeList(value.plots, writeID);
  }
  if (value.tags !== undefined) {
    writer.writeKey("tags");
    writer.writeList(value.tags, writeText);
  }
  if (value.methods_list !== undefined) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list !== undefined) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
  if (value.physics !== undefined) {
    writer.writeKey("physics");
    writer.writeList(value.physics, writeID);
  }
  if (value.influence !== undefined) {
    writer.writeKey("influence");
    writeBoundingBox(writer, value.influence);
  }
  if (value.visible !== undefined) {
    writer.writeKey("visible");
    writer.writeBool(value.visible);
  }
}

export interface MsgEntityDelete {
  id: EntityID;
}

const msgEntityDeleteTable = new ObjectTable("MsgEntityDelete", [
  required("id"),
]);

export function readMsgEntityDelete(reader: Reader): MsgEntityDelete {
  let id!: EntityID;
  const object = reader.enterObject(msgEntityDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Entity">();
  }
  return { id };
}

export function writeMsgEntityDelete(
  writer: Writer,
  message: MsgEntityDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
