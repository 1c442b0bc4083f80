// Plots: types, and their reading and writing as CBOR.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import {
  EnumerationTable,
  type Given,
  Kind,
  ObjectTable,
  type Reader,
  type Writer,
  alternative,
  emptyList,
  optional,
  present,
  presentList,
  readID,
  required,
  writeID,
} from "linguine-noodles/cbor";
import type { MethodID, PlotID, SignalID, TableID } from "./ids.js";

export type AxisPreference = "x" | "y";

const axisPreferenceTable = new EnumerationTable<AxisPreference>(["x", "y"]);

/** The texts of AxisPreference, in the order of the specification. */
export const axisPreferenceTexts: readonly AxisPreference[] =
  axisPreferenceTable.texts;

export function readAxisPreference(reader: Reader): AxisPreference {
  return reader.readEnumeration(axisPreferenceTable);
}

export function writeAxisPreference(
  writer: Writer,
  value: AxisPreference,
): void {
  writer.writeEnumeration(axisPreferenceTable, value);
}

/** Libraries in the field send the simple plot as text too. */
export type SimplePlot = SimplePlotInfo | string;

export function readSimplePlot(reader: Reader): SimplePlot {
  switch (reader.peekKind()) {
    case Kind.map:
      return readSimplePlotInfo(reader);
    case Kind.text:
      return reader.readText();
    default:
      return reader.failChoice("map or text");
  }
}

export function writeSimplePlot(writer: Writer, value: SimplePlot): void {
  if (typeof value === "string") {
    writer.writeText(value);
  } else {
    writeSimplePlotInfo(writer, value);
  }
}

export interface AxisRange {
  from: number;
  to: number;
}

export function readAxisRange(reader: Reader): AxisRange {
  const list = reader.enterPlaces(2);
  reader.nextPlace(list);
  const from = reader.readFloat();
  reader.nextPlace(list);
  const to = reader.readFloat();
  reader.leavePlaces(list);
  return { from, to };
}

export function writeAxisRange(writer: Writer, value: AxisRange): void {
  writer.writeArrayHead(2);
  writer.writeFloat(value.from);
  writer.writeFloat(value.to);
}

export interface SimplePlotColumnInfo {
  name: string;
  prefers: AxisPreference;
  color: string;
  range: AxisRange;
}

const simplePlotColumnInfoTable = new ObjectTable("SimplePlotColumnInfo", [
  required("name"),
  required("prefers"),
  required("color"),
  required("range"),
]);

export function readSimplePlotColumnInfo(reader: Reader): SimplePlotColumnInfo {
  let name!: string;
  let prefers!: AxisPreference;
  let color!: string;
  let range!: AxisRange;
  const object = reader.enterObject(simplePlotColumnInfoTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // prefers
        prefers = readAxisPreference(reader);
        break;
      case 2: // color
        color = reader.readText();
        break;
      case 3: // range
        range = readAxisRange(reader);
        break;
    }
  }
  return { name, prefers, color, range };
}

export function writeSimplePlotColumnInfo(
  writer: Writer,
  value: SimplePlotColumnInfo,
): void {
  writer.writeMapHead(4);
  writer.writeKey("name");
  writer.writeText(value.name);
  writer.writeKey("prefers");
  writeAxisPreference(writer, value.prefers);
  writer.writeKey("color");
  writer.writeText(value.color);
  writer.writeKey("range");
  writeAxisRange(writer, value.range);
}

export interface SimplePlotInfo {
  name: string;
  columns: SimplePlotColumnInfo[];
}

const simplePlotInfoTable = new ObjectTable("SimplePlotInfo", [
  required("name"),
  required("columns"),
]);

export function readSimplePlotInfo(reader: Reader): SimplePlotInfo {
  let name!: string;
  let columns!: SimplePlotColumnInfo[];
  const object = reader.enterObject(simplePlotInfoTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // name
        name = reader.readText();
        break;
      case 1: // columns
        columns = reader.readList(readSimplePlotColumnInfo);
        break;
    }
  }
  return { name, columns };
}

export function writeSimplePlotInfo(
  writer: Writer,
  value: SimplePlotInfo,
): void {
  writer.writeMapHead(2);
  writer.writeKey("name");
  writer.writeText(value.name);
  writer.writeKey("columns");
  writer.writeList(value.columns, writeSimplePlotColumnInfo);
}

/** What `plot` of Plot is one of. */
export type PlotPlot =
  | { kind: "simple_plot"; value: SimplePlot }
  | { kind: "url_plot"; value: string };

export interface Plot {
  name?: string | undefined;
  table?: TableID | undefined;
  plot?: PlotPlot | undefined;
  methods_list: readonly MethodID[];
  signals_list: readonly SignalID[];
}

/** Makes a Plot; what is not given has its default. */
export function newPlot(given: Given<Plot> = {}): Plot {
  return {
    methods_list: emptyList,
    signals_list: emptyList,
    ...given,
  };
}

/** What `plot` of PlotUpdate is one of. */
export type PlotUpdatePlot =
  | { kind: "simple_plot"; value: SimplePlot }
  | { kind: "url_plot"; value: string };

export interface PlotUpdate {
  table?: TableID | undefined;
  plot?: PlotUpdatePlot | undefined;
  methods_list?: MethodID[] | undefined;
  signals_list?: SignalID[] | undefined;
}

/** Replaces the members of `value` that the update holds. */
export function applyPlotUpdate(value: Plot, update: PlotUpdate): void {
  if (update.table !== undefined) {
    value.table = update.table;
  }
  if (update.plot !== undefined) {
    value.plot = update.plot;
  }
  if (update.methods_list !== undefined) {
    value.methods_list = update.methods_list;
  }
  if (update.signals_list !== undefined) {
    value.signals_list = update.signals_list;
  }
}

export interface MsgPlotCreate {
  id: PlotID;
  content: Plot;
}

const msgPlotCreateTable = new ObjectTable(
  "MsgPlotCreate",
  [
    required("id"),
    optional("name"),
    optional("table"),
    alternative("simple_plot", 0),
    alternative("url_plot", 0),
    optional("methods_list"),
    optional("signals_list"),
  ],
  [{ keys: "simple_plot or url_plot", isRequired: false }],
);

export function readMsgPlotCreate(reader: Reader): MsgPlotCreate {
  let id!: PlotID;
  let name: string | undefined;
  let table: TableID | undefined;
  let plot: PlotPlot | undefined;
  let methods_list: readonly MethodID[] = emptyList;
  let signals_list: readonly SignalID[] = emptyList;
  const object = reader.enterObject(msgPlotCreateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Plot">();
        break;
      case 1: // name
        name = reader.readText();
        break;
      case 2: // table
        table = reader.readID<"Table">();
        break;
      case 3: // simple_plot
        plot = { kind: "simple_plot", value: readSimplePlot(reader) };
        break;
      case 4: // url_plot
        plot = { kind: "url_plot", value: reader.readText() };
        break;
      case 5: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 6: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
    }
  }
  const content: Plot = { name, table, plot, methods_list, signals_list };
  return { id, content };
}

export function writeMsgPlotCreate(
  writer: Writer,
  message: MsgPlotCreate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.name) +
      present(value.table) +
      present(value.plot) +
      presentList(value.methods_list) +
      presentList(value.signals_list),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.name !== undefined) {
    writer.writeKey("name");
    writer.writeText(value.name);
  }
  if (value.table !== undefined) {
    writer.writeKey("table");
    writer.writeID(value.table);
  }
  const plot = value.plot;
  switch (plot?.kind) {
    case "simple_plot":
      writer.writeKey("simple_plot");
      writeSimplePlot(writer, plot.value);
      break;
    case "url_plot":
      writer.writeKey("url_plot");
      writer.writeText(plot.value);
      break;
  }
  if (value.methods_list.length > 0) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list.length > 0) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
}

export interface MsgPlotUpdate {
  id: PlotID;
  content: PlotUpdate;
}

const msgPlotUpdateTable = new ObjectTable(
  "MsgPlotUpdate",
  [
    required("id"),
    optional("table"),
    alternative("simple_plot", 0),
    alternative("url_plot", 0),
    optional("methods_list"),
    optional("signals_list"),
  ],
  [{ keys: "simple_plot or url_plot", isRequired: false }],
);

export function readMsgPlotUpdate(reader: Reader): MsgPlotUpdate {
  let id!: PlotID;
  let table: TableID | undefined;
  let plot: PlotUpdatePlot | undefined;
  let methods_list: MethodID[] | undefined;
  let signals_list: SignalID[] | undefined;
  const object = reader.enterObject(msgPlotUpdateTable);
  let field: number;
  while ((field = reader.nextField(object)) >= 0) {
    switch (field) {
      case 0: // id
        id = reader.readID<"Plot">();
        break;
      case 1: // table
        table = reader.readID<"Table">();
        break;
      case 2: // simple_plot
        plot = { kind: "simple_plot", value: readSimplePlot(reader) };
        break;
      case 3: // url_plot
        plot = { kind: "url_plot", value: reader.readText() };
        break;
      case 4: // methods_list
        methods_list = reader.readList(readID<"Method">);
        break;
      case 5: // signals_list
        signals_list = reader.readList(readID<"Signal">);
        break;
    }
  }
  const content: PlotUpdate = { table, plot, methods_list, signals_list };
  return { id, content };
}

export function writeMsgPlotUpdate(
  writer: Writer,
  message: MsgPlotUpdate,
): void {
  const value = message.content;
  writer.writeMapHead(
    1 +
      present(value.table) +
      present(value.plot) +
      present(value.methods_list) +
      present(value.signals_list),
  );
  writer.writeKey("id");
  writer.writeID(message.id);
  if (value.table !== undefined) {
    writer.writeKey("table");
    writer.writeID(value.table);
  }
  const plot = value.plot;
  switch (plot?.kind) {
    case "simple_plot":
      writer.writeKey("simple_plot");
      writeSimplePlot(writer, plot.value);
      break;
    case "url_plot":
      writer.writeKey("url_plot");
      writer.writeText(plot.value);
      break;
  }
  if (value.methods_list !== undefined) {
    writer.writeKey("methods_list");
    writer.writeList(value.methods_list, writeID);
  }
  if (value.signals_list !== undefined) {
    writer.writeKey("signals_list");
    writer.writeList(value.signals_list, writeID);
  }
}

export interface MsgPlotDelete {
  id: PlotID;
}

const msgPlotDeleteTable = new ObjectTable("MsgPlotDelete", [required("id")]);

export function readMsgPlotDelete(reader: Reader): MsgPlotDelete {
  let id!: PlotID;
  const object = reader.enterObject(msgPlotDeleteTable);
  while (reader.nextField(object) >= 0) {
    id = reader.readID<"Plot">();
  }
  return { id };
}

export function writeMsgPlotDelete(
  writer: Writer,
  message: MsgPlotDelete,
): void {
  writer.writeMapHead(1);
  writer.writeKey("id");
  writer.writeID(message.id);
}
