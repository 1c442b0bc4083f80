// Which resources of the page depend on which components.
//
// Components may come in any order, and be replaced: a resource that needs a
// component is told when this component changes.

import type { Mirror } from "linguine-noodles/client";
import type { BufferViewID, ComponentKind } from "linguine-noodles/protocol";

type ID = readonly [slot: number, gen: number];

export interface Dependant {
  /** A component that this one watches was created or replaced. */
  onDependencyChanged(): void;
}

export class Watchers {
  private readonly watched = new Map<string, Set<Dependant>>();
  private readonly places = new Map<Dependant, Set<string>>();

  watch(dependant: Dependant, kind: ComponentKind, id: ID): void {
    const key = `${kind} ${id[0]}`;
    let dependants = this.watched.get(key);
    if (dependants === undefined) {
      dependants = new Set();
      this.watched.set(key, dependants);
    }
    dependants.add(dependant);
    let keys = this.places.get(dependant);
    if (keys === undefined) {
      keys = new Set();
      this.places.set(dependant, keys);
    }
    keys.add(key);
  }

  /** Watches a view and its buffer. */
  watchView(dependant: Dependant, view: BufferViewID, mirror: Mirror): void {
    this.watch(dependant, "BufferView", view);
    const buffer = mirror.get("BufferView", view)?.source_buffer;
    if (buffer !== undefined) this.watch(dependant, "Buffer", buffer);
  }

  /** Ends all watches of a dependant. */
  forget(dependant: Dependant): void {
    for (const key of this.places.get(dependant) ?? []) {
      const dependants = this.watched.get(key)!;
      dependants.delete(dependant);
      if (dependants.size === 0) this.watched.delete(key);
    }
    this.places.delete(dependant);
  }

  tell(kind: ComponentKind, id: ID): void {
    const dependants = this.watched.get(`${kind} ${id[0]}`);
    if (dependants === undefined) return;
    for (const dependant of [...dependants]) dependant.onDependencyChanged();
  }
}
