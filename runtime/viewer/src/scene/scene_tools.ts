// The tools that all parts of the scene need.

import type { Client } from "linguine-noodles/client";
import type { EntityID } from "linguine-noodles/protocol";
import type { Settings } from "../page/settings.js";
import type { Assets } from "./assets.js";
import type { FlatUniforms } from "./materials/flat_materials.js";
import type { ProblemList } from "./problems.js";
import type { Watchers } from "./watchers.js";

export interface SceneTools {
  readonly client: Client;
  readonly assets: Assets;
  readonly problems: ProblemList;
  readonly watchers: Watchers;
  readonly uniforms: FlatUniforms;
  readonly settings: Settings;
  /** The element that the canvas is in. */
  readonly container: HTMLElement;
  /** Asks for a picture. */
  invalidate(): void;
  /** Whether the user has hidden the entity. */
  isHidden(id: EntityID): boolean;
}
