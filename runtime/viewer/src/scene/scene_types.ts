// The types by which the scene speaks to the rest of the page.

import type { EntityID, Vec3 } from "linguine-noodles/protocol";

/** A thing of the scene below a place of the screen. */
export interface Pick {
  readonly entity: EntityID;
  /** The instance, where the entity has instances. */
  readonly instance: number | undefined;
  /** The place in the world. */
  readonly point: Vec3;
  /** The patch of the geometry; undefined for texts and pages. */
  readonly patch: number | undefined;
}

/** A rectangle of the scene, in CSS pixels from its upper left corner. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Something that is not drawn, or not as the document says. */
export interface Problem {
  /** The kind of component, such as "Geometry"; "Page" for the page itself. */
  readonly kind: string;
  readonly id: readonly [slot: number, gen: number] | undefined;
  /** The thing that is not drawn, why, and what to do. */
  readonly text: string;
}

/** Where the camera is and looks; +Y is up. */
export interface CameraState {
  readonly position: Vec3;
  readonly target: Vec3;
}

export interface SceneStatistics {
  readonly entities: number;
  /** Entities that are drawn: with a representation, visible, complete. */
  readonly drawn: number;
  readonly patches: number;
  readonly materials: number;
  readonly textures: number;
  readonly lights: number;
  readonly texts: number;
  /** Instances of all entities with instances. */
  readonly instances: number;
  readonly drawCalls: number;
  readonly triangles: number;
  readonly points: number;
  readonly lines: number;
  /** Objects in the memory of the GPU. */
  readonly gpuGeometries: number;
  readonly gpuTextures: number;
  /** Bytes of vertices, indices, instances and textures, without mipmaps. */
  readonly gpuBytes: number;
  /** Milliseconds of the main thread: the last applied changes and drawing. */
  readonly applyTime: number;
  readonly drawTime: number;
}

export interface LoadingProgress {
  /** Files and inline data that are decoded. */
  readonly done: number;
  readonly total: number;
}

export interface ContextMenuRequest {
  /** CSS pixels in the window. */
  readonly x: number;
  readonly y: number;
  readonly pick: Pick | undefined;
}

/** Something that the user should know now. */
export interface SceneNotice {
  readonly text: string;
  readonly detail?: string;
  readonly tone: "plain" | "bad";
}
