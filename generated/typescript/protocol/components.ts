// The kinds of components by their names: contents and updates.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import type { Buffer, BufferView } from "./buffers.js";
import {
  type Entity,
  type EntityUpdate,
  applyEntityUpdate,
} from "./entities.js";
import type { Geometry } from "./geometry.js";
import type { ComponentKind } from "./ids.js";
import type { Image } from "./images.js";
import { type Light, type LightUpdate, applyLightUpdate } from "./lights.js";
import {
  type Material,
  type MaterialUpdate,
  applyMaterialUpdate,
} from "./materials.js";
import type { Method } from "./methods.js";
import type { Physics } from "./physics.js";
import { type Plot, type PlotUpdate, applyPlotUpdate } from "./plots.js";
import type { Sampler } from "./samplers.js";
import type { Signal } from "./signals.js";
import { type Table, type TableUpdate, applyTableUpdate } from "./tables.js";
import type { Texture } from "./textures.js";

/** The content of a component, by its kind. */
export interface Components {
  Method: Method;
  Signal: Signal;
  Entity: Entity;
  Plot: Plot;
  Buffer: Buffer;
  BufferView: BufferView;
  Material: Material;
  Image: Image;
  Texture: Texture;
  Sampler: Sampler;
  Light: Light;
  Geometry: Geometry;
  Table: Table;
  Physics: Physics;
}

/** The update of a component, by its kind; immutable kinds have none. */
export interface ComponentUpdates {
  Entity: EntityUpdate;
  Plot: PlotUpdate;
  Material: MaterialUpdate;
  Light: LightUpdate;
  Table: TableUpdate;
}

/** Functions that replace the members of a component that an update holds. */
export const componentUpdaters: {
  readonly [K in keyof ComponentUpdates]: (
    value: Components[K],
    update: ComponentUpdates[K],
  ) => void;
} = {
  Entity: applyEntityUpdate,
  Plot: applyPlotUpdate,
  Material: applyMaterialUpdate,
  Light: applyLightUpdate,
  Table: applyTableUpdate,
};

/** All kinds, each behind the kinds that it can refer to. */
export const componentKindsInReferenceOrder: readonly ComponentKind[] = [
  "Method",
  "Signal",
  "Buffer",
  "BufferView",
  "Sampler",
  "Image",
  "Texture",
  "Material",
  "Geometry",
  "Light",
  "Table",
  "Plot",
  "Physics",
  "Entity",
];
