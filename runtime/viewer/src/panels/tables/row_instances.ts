// Rows of a table as instances of an entity, and back.
//
// The protocol does not tell which instance stands for which row. An entity that
// carries a table and has as many instances as the table has rows shows them in
// the order of the rows, as the plots of Linguine and PlottyN do.

import type { Mirror } from "linguine-noodles/client";
import type { TableKey, TableRow } from "linguine-noodles/interfaces";
import type { Entity, EntityID, TableID } from "linguine-noodles/protocol";
import type { SelectedInstance } from "../../selection/selection.js";
import { instanceCount } from "../tree/instance_count.js";

type Rows = ReadonlyMap<TableKey, TableRow>;

/** The instance that stands for a row; undefined: none does. */
export function instanceOfRow(
  mirror: Mirror,
  table: TableID,
  rows: Rows,
  key: TableKey,
): SelectedInstance | undefined {
  for (const [entity, content] of mirror.all("Entity")) {
    if (!shows(mirror, content, table, rows)) continue;
    const instance = [...rows.keys()].indexOf(key);
    return instance < 0 ? undefined : { entity, instance };
  }
  return undefined;
}

/** The row that an instance stands for; undefined: none. */
export function rowOfInstance(
  mirror: Mirror,
  entity: EntityID,
  table: TableID,
  rows: Rows,
  instance: number,
): TableKey | undefined {
  const content = mirror.get("Entity", entity);
  if (content === undefined || !shows(mirror, content, table, rows)) {
    return undefined;
  }
  return [...rows.keys()][instance];
}

function shows(
  mirror: Mirror,
  { tables, representation }: Entity,
  table: TableID,
  rows: Rows,
): boolean {
  if (representation?.kind !== "render_rep") return false;
  const { instances } = representation.value;
  if (instances === undefined) return false;
  const isCarried = tables.some(
    ([slot, gen]) => slot === table[0] && gen === table[1],
  );
  if (!isCarried) return false;
  return instanceCount(mirror, instances.view, instances.stride) === rows.size;
}
