// The list of things that could not be drawn, and why.

import { Listeners, type Remove } from "linguine-noodles/client";
import type { Problem } from "./scene_types.js";

type ID = readonly [slot: number, gen: number];

// Stops a hostile document from filling the memory with texts.
const maxProblems = 1000;

export class ProblemList {
  private readonly all = new Map<string, Problem>();
  private readonly listeners = new Listeners();
  private hasMore = false;

  get list(): readonly Problem[] {
    const list = [...this.all.values()];
    if (this.hasMore) {
      const text = "Further problems are not listed.";
      list.push({ kind: "Page", id: undefined, text });
    }
    return list;
  }

  /** Adds a problem, or replaces what the same `part` of the component had. */
  set(kind: string, id: ID | undefined, text: string, part = ""): void {
    const key = keyOf(kind, id, part);
    if (this.all.get(key)?.text === text) return;
    if (!this.all.has(key) && this.all.size >= maxProblems) {
      if (this.hasMore) return;
      this.hasMore = true;
      this.listeners.emit();
      return;
    }
    this.all.set(key, { kind, id, text });
    this.listeners.emit();
  }

  clear(kind: string, id: ID | undefined, part = ""): void {
    if (this.all.size === 0) return;
    if (!this.all.delete(keyOf(kind, id, part))) return;
    if (this.all.size === 0) this.hasMore = false;
    this.listeners.emit();
  }

  onChange(listen: () => void): Remove {
    return this.listeners.add(listen);
  }
}

/** A component for people: its name, else its identifier. */
export function nameOf(id: ID, name: string | undefined): string {
  return name === undefined ? `[${id[0]}, ${id[1]}]` : `"${name}"`;
}

function keyOf(kind: string, id: ID | undefined, part: string): string {
  return `${kind} ${id?.[0]}/${id?.[1]} ${part}`;
}
