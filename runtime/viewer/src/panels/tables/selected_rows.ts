// The rows of a table that are selected: by the user, by others where the
// selection is shared, and by what is picked in the scene.

import type { TableKey } from "linguine-noodles/interfaces";
import type { PanelContext } from "../context.js";
import { type SelectedInstance, keyOf } from "../../selection/selection.js";
import { instanceOfRow, rowOfInstance } from "./row_instances.js";
import { keysOfSelection } from "./row_order.js";
import type { TableEdits } from "./table_edits.js";
import type { OpenTable } from "./table_store.js";

/** The selection that clicks change, unless another is chosen. */
export const usualSelection = "selection";
/** In the place of the name of a selection: the selection is not shared. */
export const onlyHere = "";

export class SelectedRows {
  private readonly context: PanelContext;
  private readonly edits: TableEdits;
  private readonly table: () => OpenTable | undefined;
  private chosen: ReadonlySet<TableKey> = new Set();
  private shared = usualSelection;
  private isSending = false;
  private isUnsent = false;
  private isTelling = false;
  /** The instance that was taken, or given, last. */
  private lastPicked: SelectedInstance | undefined;

  /** `table` is the one that is shown. */
  constructor(
    context: PanelContext,
    edits: TableEdits,
    table: () => OpenTable | undefined,
  ) {
    this.context = context;
    this.edits = edits;
    this.table = table;
  }

  get keys(): ReadonlySet<TableKey> {
    return this.chosen;
  }

  /** The selection of the table that these rows are; `onlyHere`: none. */
  get name(): string {
    return this.shared;
  }

  set name(name: string) {
    this.shared = name;
    this.takeShared();
  }

  /** Another table is shown. */
  reset(): void {
    this.chosen = new Set();
    this.shared = this.edits.offers("updateSelection")
      ? usualSelection
      : onlyHere;
    this.takeShared();
  }

  /** The user selects these rows. */
  choose(keys: ReadonlySet<TableKey>): void {
    this.chosen = keys;
    this.tellScene(true);
    this.share();
  }

  /** Takes what others have changed in the shared selection. */
  takeShared(): void {
    const content = this.table()?.mirror.content;
    if (content === undefined || this.shared === onlyHere) return;
    if (this.isSending || this.isUnsent) return;
    const selection = content.selections.get(this.shared);
    const keys =
      selection === undefined
        ? new Set<TableKey>()
        : keysOfSelection(selection, content.rows);
    if (isSame(keys, this.chosen)) return;
    this.chosen = keys;
    this.tellScene(false);
  }

  /** The rows of the other selections, with their names. */
  marks(): Map<TableKey, string> {
    const marks = new Map<TableKey, string>();
    const content = this.table()?.mirror.content;
    if (content === undefined) return marks;
    for (const [name, selection] of content.selections) {
      if (name === this.shared) continue;
      for (const key of keysOfSelection(selection, content.rows)) {
        const before = marks.get(key);
        marks.set(key, before === undefined ? name : `${before}, ${name}`);
      }
    }
    return marks;
  }

  /**
   * Takes the instance that was picked in the scene, or the rows that another
   * panel has selected. `show` shows another table, where that is wanted.
   * Returns the row to scroll to.
   */
  takePicked(show: (id: OpenTable["id"]) => boolean): TableKey | undefined {
    if (this.isTelling) return undefined;
    const { rows, selectedInstance } = this.context.selection;
    const isNew = selectedInstance !== this.lastPicked;
    this.lastPicked = selectedInstance;
    if (isNew && selectedInstance !== undefined) {
      const key = this.rowOf(selectedInstance, show);
      if (key !== undefined) return this.takeKeys([key]);
    }
    if (rows === undefined || !show(rows.table)) return undefined;
    return this.takeKeys(rows.keys);
  }

  private takeKeys(keys: readonly TableKey[]): TableKey | undefined {
    const taken = new Set(keys);
    if (isSame(taken, this.chosen)) return undefined;
    this.choose(taken);
    return keys[0];
  }

  private rowOf(
    { entity, instance }: SelectedInstance,
    show: (id: OpenTable["id"]) => boolean,
  ): TableKey | undefined {
    const { mirror } = this.context.session.client;
    const id = mirror.get("Entity", entity)?.tables[0];
    if (id === undefined || !show(id)) return undefined;
    const rows = this.table()?.mirror.content?.rows;
    return rows && rowOfInstance(mirror, entity, id, rows, instance);
  }

  // One row that an instance stands for selects the instance, too, unless another
  // user has selected it.
  private tellScene(isByUser: boolean): void {
    const table = this.table();
    if (table === undefined) return;
    const { selection, session } = this.context;
    const [key, ...others] = this.chosen;
    const { content } = table.mirror;
    this.isTelling = true;
    if (isByUser && key !== undefined && others.length === 0 && content) {
      const { mirror } = session.client;
      const found = instanceOfRow(mirror, table.id, content.rows, key);
      if (found !== undefined) {
        this.lastPicked = found;
        selection.setEntities([found.entity], found);
      }
    }
    const rows = { table: table.id, keys: [...this.chosen] };
    selection.setRows(key === undefined ? undefined : rows);
    this.isTelling = false;
  }

  // One call at a time; the last selection wins.
  private share(): void {
    const table = this.table();
    const { shared: name } = this;
    if (table === undefined || name === onlyHere) return;
    if (!this.edits.offers("updateSelection")) return;
    if (this.isSending) {
      this.isUnsent = true;
      return;
    }
    this.isSending = true;
    const selection = { name, rows: [...this.chosen], row_ranges: [] };
    const sent = table.mirror.methods.updateSelection(selection);
    this.edits.run("The selection was not shared", sent);
    const next = (): void => {
      this.isSending = false;
      if (!this.isUnsent) return;
      this.isUnsent = false;
      this.share();
    };
    sent.then(next, next);
  }
}

function isSame(a: ReadonlySet<TableKey>, b: ReadonlySet<TableKey>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

/** Whether two tables are the same one. */
export function isSameTable(
  a: OpenTable | undefined,
  id: OpenTable["id"],
): boolean {
  return a !== undefined && keyOf(a.id) === keyOf(id);
}
