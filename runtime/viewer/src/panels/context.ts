// The parts of the page that panels work with.

import type { ComponentKind, PlotID, TableID } from "linguine-noodles/protocol";
import type { PageParts } from "../page/hooks.js";
import type { Keys } from "./layout/keys.js";
import type { Layout } from "./layout/layout.js";
import type { Notices } from "./layout/notices.js";
import type { FrameBatch } from "./widgets/frame_batch.js";
import type { TableStore } from "./tables/table_store.js";

export interface PanelContext extends PageParts {
  readonly frames: FrameBatch;
  readonly keys: Keys;
  readonly layout: Layout;
  readonly notices: Notices;
  readonly tables: TableStore;
  /** Shows a component in the tree or, if it is none of it, in the details. */
  show(target: ShownComponent): void;
  /** Lists all components of a kind in the details. */
  showKind(kind: ComponentKind): void;
  showTable(id: TableID): void;
  showPlot(id: PlotID): void;
  /** Shows the columns of a table in the panel of plots. */
  plotTable(id: TableID): void;
  /** Copies a text and says so; `what`: "The link". */
  copy(text: string, what: string): Promise<void>;
}

export interface ShownComponent {
  /** The kind of component, such as "Material". */
  readonly kind: string;
  readonly id: readonly [slot: number, gen: number];
}
