// The identifiers of components.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import type { Identifier } from "linguine-noodles/cbor";

export type MethodID = Identifier<"Method">;
export type SignalID = Identifier<"Signal">;
export type EntityID = Identifier<"Entity">;
export type PlotID = Identifier<"Plot">;
export type BufferID = Identifier<"Buffer">;
export type BufferViewID = Identifier<"BufferView">;
export type MaterialID = Identifier<"Material">;
export type ImageID = Identifier<"Image">;
export type TextureID = Identifier<"Texture">;
export type SamplerID = Identifier<"Sampler">;
export type LightID = Identifier<"Light">;
export type GeometryID = Identifier<"Geometry">;
export type TableID = Identifier<"Table">;
export type PhysicsID = Identifier<"Physics">;

/** The kinds of components, in the order of the specification. */
export const componentKinds = [
  "Method",
  "Signal",
  "Entity",
  "Plot",
  "Buffer",
  "BufferView",
  "Material",
  "Image",
  "Texture",
  "Sampler",
  "Light",
  "Geometry",
  "Table",
  "Physics",
] as const;

export type ComponentKind = (typeof componentKinds)[number];

export function methodID(
  slot: number,
  gen: number,
): MethodID {
  return [slot, gen] as unknown as MethodID;
}

export function signalID(
  slot: number,
  gen: number,
): SignalID {
  return [slot, gen] as unknown as SignalID;
}

export function entityID(
  slot: number,
  gen: number,
): EntityID {
  return [slot, gen] as unknown as EntityID;
}

export function plotID(
  slot: number,
  gen: number,
): PlotID {
  return [slot, gen] as unknown as PlotID;
}

export function bufferID(
  slot: number,
  gen: number,
): BufferID {
  return [slot, gen] as unknown as BufferID;
}

export function bufferViewID(
  slot: number,
  gen: number,
): BufferViewID {
  return [slot, gen] as unknown as BufferViewID;
}

export function materialID(
  slot: number,
  gen: number,
): MaterialID {
  return [slot, gen] as unknown as MaterialID;
}

export function imageID(
  slot: number,
  gen: number,
): ImageID {
  return [slot, gen] as unknown as ImageID;
}

export function textureID(
  slot: number,
  gen: number,
): TextureID {
  return [slot, gen] as unknown as TextureID;
}

export function samplerID(
  slot: number,
  gen: number,
): SamplerID {
  return [slot, gen] as unknown as SamplerID;
}

export function lightID(
  slot: number,
  gen: number,
): LightID {
  return [slot, gen] as unknown as LightID;
}

export function geometryID(
  slot: number,
  gen: number,
): GeometryID {
  return [slot, gen] as unknown as GeometryID;
}

export function tableID(
  slot: number,
  gen: number,
): TableID {
  return [slot, gen] as unknown as TableID;
}

export function physicsID(
  slot: number,
  gen: number,
): PhysicsID {
  return [slot, gen] as unknown as PhysicsID;
}
