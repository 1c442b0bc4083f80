// The selection of the user: shared by the scene and the panels.

import type { EntityID, TableID } from "linguine-noodles/protocol";
import { Listeners, type Remove } from "linguine-noodles/client";

/** One instance of the geometry of an entity. */
export interface SelectedInstance {
  readonly entity: EntityID;
  readonly instance: number;
}

/** Rows of a table, by key. */
export interface SelectedRows {
  readonly table: TableID;
  readonly keys: readonly number[];
}

/** "slot/gen": a key for maps. */
export function keyOf(id: readonly [number, number]): string {
  return `${id[0]}/${id[1]}`;
}

export class Selection {
  private chosen = new Map<string, EntityID>();
  private instance: SelectedInstance | undefined;
  private chosenRows: SelectedRows | undefined;
  private hoveredID: EntityID | undefined;
  private readonly listeners = new Listeners();
  private readonly hoverListeners = new Listeners();

  /** In the order in which they were selected. */
  get entities(): readonly EntityID[] {
    return [...this.chosen.values()];
  }

  /** The one that was selected last; its details are shown. */
  get primary(): EntityID | undefined {
    return [...this.chosen.values()].at(-1);
  }

  /** The instance that was picked; its entity is selected. */
  get selectedInstance(): SelectedInstance | undefined {
    return this.instance;
  }

  get rows(): SelectedRows | undefined {
    return this.chosenRows;
  }

  /** The entity that the pointer is over, in the scene or in the tree. */
  get hovered(): EntityID | undefined {
    return this.hoveredID;
  }

  isSelected(id: EntityID): boolean {
    return this.chosen.has(keyOf(id));
  }

  /** Selects these and nothing else. */
  setEntities(ids: readonly EntityID[], instance?: SelectedInstance): void {
    this.chosen = new Map(ids.map((id) => [keyOf(id), id]));
    this.instance = instance;
    this.listeners.emit();
  }

  /** Adds or takes away. */
  toggleEntity(id: EntityID): void {
    if (!this.chosen.delete(keyOf(id))) this.chosen.set(keyOf(id), id);
    this.instance = undefined;
    this.listeners.emit();
  }

  setRows(rows: SelectedRows | undefined): void {
    this.chosenRows = rows;
    this.listeners.emit();
  }

  clear(): void {
    this.chosen.clear();
    this.instance = undefined;
    this.chosenRows = undefined;
    this.listeners.emit();
  }

  setHovered(id: EntityID | undefined): void {
    const before = this.hoveredID;
    if (before?.[0] === id?.[0] && before?.[1] === id?.[1]) return;
    this.hoveredID = id;
    this.hoverListeners.emit();
  }

  /** Calls `listen` after each change of entities, instance or rows. */
  onChange(listen: () => void): Remove {
    return this.listeners.add(listen);
  }

  onHover(listen: () => void): Remove {
    return this.hoverListeners.add(listen);
  }
}
