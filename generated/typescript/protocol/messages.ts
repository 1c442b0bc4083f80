// The messages of both sides: their numbers, names and roles.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import type { ComponentKind } from "./ids.js";

/** The effect of a message on one component; "other": it has none. */
export type MessageRole = "create" | "update" | "delete" | "other";

export interface MessageInfo {
  readonly number: number;
  readonly name: string;
  readonly role: MessageRole;
  /** The component that the message creates, updates or deletes. */
  readonly component: ComponentKind | undefined;
}

/** The messages of a server, ascending by number. */
export const serverMessages: readonly MessageInfo[] = [
  {
    number: 0,
    name: "MsgMethodCreate",
    role: "create",
    component: "Method",
  },
  {
    number: 1,
    name: "MsgMethodDelete",
    role: "delete",
    component: "Method",
  },
  {
    number: 2,
    name: "MsgSignalCreate",
    role: "create",
    component: "Signal",
  },
  {
    number: 3,
    name: "MsgSignalDelete",
    role: "delete",
    component: "Signal",
  },
  {
    number: 4,
    name: "MsgEntityCreate",
    role: "create",
    component: "Entity",
  },
  {
    number: 5,
    name: "MsgEntityUpdate",
    role: "update",
    component: "Entity",
  },
  {
    number: 6,
    name: "MsgEntityDelete",
    role: "delete",
    component: "Entity",
  },
  {
    number: 7,
    name: "MsgPlotCreate",
    role: "create",
    component: "Plot",
  },
  {
    number: 8,
    name: "MsgPlotUpdate",
    role: "update",
    component: "Plot",
  },
  {
    number: 9,
    name: "MsgPlotDelete",
    role: "delete",
    component: "Plot",
  },
  {
    number: 10,
    name: "MsgBufferCreate",
    role: "create",
    component: "Buffer",
  },
  {
    number: 11,
    name: "MsgBufferDelete",
    role: "delete",
    component: "Buffer",
  },
  {
    number: 12,
    name: "MsgBufferViewCreate",
    role: "create",
    component: "BufferView",
  },
  {
    number: 13,
    name: "MsgBufferViewDelete",
    role: "delete",
    component: "BufferView",
  },
  {
    number: 14,
    name: "MsgMaterialCreate",
    role: "create",
    component: "Material",
  },
  {
    number: 15,
    name: "MsgMaterialUpdate",
    role: "update",
    component: "Material",
  },
  {
    number: 16,
    name: "MsgMaterialDelete",
    role: "delete",
    component: "Material",
  },
  {
    number: 17,
    name: "MsgImageCreate",
    role: "create",
    component: "Image",
  },
  {
    number: 18,
    name: "MsgImageDelete",
    role: "delete",
    component: "Image",
  },
  {
    number: 19,
    name: "MsgTextureCreate",
    role: "create",
    component: "Texture",
  },
  {
    number: 20,
    name: "MsgTextureDelete",
    role: "delete",
    component: "Texture",
  },
  {
    number: 21,
    name: "MsgSamplerCreate",
    role: "create",
    component: "Sampler",
  },
  {
    number: 22,
    name: "MsgSamplerDelete",
    role: "delete",
    component: "Sampler",
  },
  {
    number: 23,
    name: "MsgLightCreate",
    role: "create",
    component: "Light",
  },
  {
    number: 24,
    name: "MsgLightUpdate",
    role: "update",
    component: "Light",
  },
  {
    number: 25,
    name: "MsgLightDelete",
    role: "delete",
    component: "Light",
  },
  {
    number: 26,
    name: "MsgGeometryCreate",
    role: "create",
    component: "Geometry",
  },
  {
    number: 27,
    name: "MsgGeometryDelete",
    role: "delete",
    component: "Geometry",
  },
  {
    number: 28,
    name: "MsgTableCreate",
    role: "create",
    component: "Table",
  },
  {
    number: 29,
    name: "MsgTableUpdate",
    role: "update",
    component: "Table",
  },
  {
    number: 30,
    name: "MsgTableDelete",
    role: "delete",
    component: "Table",
  },
  {
    number: 31,
    name: "MsgDocumentUpdate",
    role: "other",
    component: undefined,
  },
  {
    number: 32,
    name: "MsgDocumentReset",
    role: "other",
    component: undefined,
  },
  {
    number: 33,
    name: "MsgSignalInvoke",
    role: "other",
    component: undefined,
  },
  {
    number: 34,
    name: "MsgMethodReply",
    role: "other",
    component: undefined,
  },
  {
    number: 35,
    name: "MsgDocumentInitialized",
    role: "other",
    component: undefined,
  },
  {
    number: 36,
    name: "MsgPhysicsCreate",
    role: "create",
    component: "Physics",
  },
  {
    number: 37,
    name: "MsgPhysicsDelete",
    role: "delete",
    component: "Physics",
  },
];

/** The messages of a client, ascending by number. */
export const clientMessages: readonly MessageInfo[] = [
  {
    number: 0,
    name: "MsgIntroduction",
    role: "other",
    component: undefined,
  },
  {
    number: 1,
    name: "MsgInvokeMethod",
    role: "other",
    component: undefined,
  },
];
