// The mirrors of the tables that panels show. A table is subscribed to while
// someone uses it, and once for all of them.
//
// The protocol has no end of a subscription: the server goes on sending the
// changes of a table that is not used any more; its mirror is kept for the next
// use.

import {
  type Client,
  Listeners,
  type Remove,
  TableMirror,
} from "linguine-noodles/client";
import type { TableID } from "linguine-noodles/protocol";
import { keyOf } from "../../selection/selection.js";
import { wordsOfCallError } from "../text/words.js";

export interface OpenTable {
  readonly id: TableID;
  readonly mirror: TableMirror;
  /** Why the table could not be subscribed to; undefined: it was, or may be. */
  readonly error: string | undefined;
  /** Whether the answer to the subscription has not come yet. */
  readonly isLoading: boolean;
  /** Calls `listen` after each change of the content or of the state. */
  onChange(listen: () => void): Remove;
}

class Entry implements OpenTable {
  readonly id: TableID;
  readonly mirror: TableMirror;
  error: string | undefined;
  isLoading = false;
  private readonly listeners = new Listeners();

  constructor(client: Client, id: TableID) {
    this.id = id;
    this.mirror = new TableMirror(client, id);
    this.mirror.onChange(() => this.listeners.emit());
  }

  onChange(listen: () => void): Remove {
    return this.listeners.add(listen);
  }

  async subscribe(): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    this.error = undefined;
    this.listeners.emit();
    try {
      await this.mirror.subscribe();
    } catch (error) {
      this.error = wordsOfCallError(error);
    }
    this.isLoading = false;
    this.listeners.emit();
  }
}

export class TableStore {
  private readonly client: Client;
  private readonly entries = new Map<string, Entry>();

  constructor(client: Client) {
    this.client = client;
    client.mirror.onChange((change) => {
      if (change.kind !== "Table" || change.type !== "removed") return;
      const key = keyOf(change.id);
      this.entries.get(key)?.mirror.close();
      this.entries.delete(key);
    });
    client.onState((state) => {
      if (state !== "ready") return;
      // Questions without an answer when the connection ended are asked again.
      for (const entry of this.entries.values()) {
        if (entry.mirror.content === undefined) void entry.subscribe();
      }
    });
  }

  /** The table, subscribed to if it was not yet. */
  open(id: TableID): OpenTable {
    const key = keyOf(id);
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = new Entry(this.client, id);
      this.entries.set(key, entry);
      void entry.subscribe();
    }
    return entry;
  }

  /** Asks for the table again after an error. */
  retry(id: TableID): void {
    void this.entries.get(keyOf(id))?.subscribe();
  }
}
