// A client: connection, mirror of the document, calls, tables, files.

export { resolveLocation } from "./assets.js";
export { Client } from "./client.js";
export type {
  CallOptions,
  ConnectionState,
  SignalEvent,
} from "./client_types.js";
export {
  type ChangeOf,
  type Delegate,
  Delegates,
  type MakeDelegate,
} from "./delegates.js";
export { ClientError, type ClientErrorReason, MethodError } from "./error.js";
export { isEqual } from "./equality.js";
export { Listeners, type Remove } from "./listeners.js";
export {
  type Components,
  Mirror,
  type MirrorChange,
  type MirrorDocument,
} from "./mirror.js";
export {
  type AssetOptions,
  type ClientOptions,
  type GivenClientOptions,
  type ReconnectOptions,
  defaultClientOptions,
} from "./options.js";
export { SlotMap } from "./slot_map.js";
export type { Socket, SocketConstructor } from "./socket.js";
export {
  type CellTypes,
  findColumn,
  getCell,
  getColumn,
} from "./table_cells.js";
export {
  type TableChange,
  type TableContent,
  TableMirror,
} from "./table_mirror.js";
