// The selection, and the camera of a link, over a reload and a reconnection.
//
// A server that was started anew may use other identifiers: what was selected
// is then found by its name.

import type { Client } from "linguine-noodles/client";
import type { EntityID } from "linguine-noodles/protocol";
import type { PageParts } from "../../page/hooks.js";
import { viewOfLink } from "./page_link.js";

interface KeptEntity {
  readonly slot: number;
  readonly gen: number;
  readonly name: string;
}

const storageKey = "selection";
const mostKept = 1000;

export class KeptView {
  private readonly parts: PageParts;
  private kept: readonly KeptEntity[];
  private isFirst = true;
  private isRestoring = false;

  constructor(parts: PageParts) {
    this.parts = parts;
    this.kept = readKept(parts.session.user.get(storageKey));
    parts.selection.onChange(() => this.keep());
    parts.session.onState(({ kind }) => {
      if (kind === "live") this.restore();
    });
  }

  private keep(): void {
    if (this.isRestoring) return;
    const { selection, session } = this.parts;
    const { mirror } = session.client;
    this.kept = selection.entities.slice(0, mostKept).map((id) => ({
      slot: id[0],
      gen: id[1],
      name: mirror.get("Entity", id)?.name ?? "",
    }));
    session.user.set(storageKey, this.kept);
  }

  private restore(): void {
    const { scene, selection, session } = this.parts;
    let wanted = this.kept;
    if (this.isFirst) {
      this.isFirst = false;
      const { camera, selected } = viewOfLink(location.href);
      if (camera !== undefined) scene.camera = camera;
      if (selected.length > 0) {
        wanted = selected.map(([slot, gen]) => ({ slot, gen, name: "" }));
      }
    }
    const found = wanted
      .map((one) => findEntity(session.client, one))
      .filter((id) => id !== undefined);
    const isSame =
      found.length === selection.entities.length &&
      found.every((id) => selection.isSelected(id));
    if (isSame) return;
    this.isRestoring = true;
    selection.setEntities(found);
    this.isRestoring = false;
  }
}

function findEntity(
  { mirror }: Client,
  { slot, gen, name }: KeptEntity,
): EntityID | undefined {
  const id = [slot, gen] as unknown as EntityID;
  const entity = mirror.get("Entity", id);
  const isIt = entity !== undefined && (name === "" || entity.name === name);
  if (isIt) return id;
  return name === "" ? undefined : mirror.findByName("Entity", name);
}

function readKept(kept: unknown): KeptEntity[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((one: unknown): KeptEntity[] => {
    const { slot, gen, name } = (one ?? {}) as Partial<KeptEntity>;
    const isRight =
      typeof slot === "number" &&
      typeof gen === "number" &&
      typeof name === "string";
    return isRight ? [{ slot, gen, name }] : [];
  });
}
