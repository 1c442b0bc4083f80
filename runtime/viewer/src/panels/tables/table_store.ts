// The mirrors of the tables that panels show. A table is subscribed to with its
// first use, and once for all panels.
//
// The protocol has no end of a subscription: the server goes on sending the
// changes of a table that is not used any more; its mirror is kept for the next
// use.

import { Listeners, type Remove, TableMirror } from "linguine-noodles/client";
import type { TableID } from "linguine-noodles/protocol";
import { keyOf } from "../../selection/selection.js";
import type { Session } from "../../session/session.js";
import { wordsOfCallError } from "../text/words.js";

export interface OpenTable {
  readonly id: TableID;
  readonly mirror: TableMirror;
  /**
   * A sentence: why the table could not be subscribed to; undefined: it was, or
   * may be.
   */
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
  private readonly session: Session;
  private readonly listeners = new Listeners();

  constructor(session: Session, id: TableID) {
    this.session = session;
    this.id = id;
    this.mirror = new TableMirror(session.client, id);
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
      this.error =
        this.session.player === undefined
          ? `The table cannot be shown. ${wordsOfCallError(error)}`
          : "The recording has no rows of this table.";
    }
    this.isLoading = false;
    this.listeners.emit();
  }
}

export class TableStore {
  private readonly session: Session;
  private readonly entries = new Map<string, Entry>();

  constructor(session: Session) {
    this.session = session;
    const { client } = session;
    client.mirror.onChange((change) => {
      if (change.kind !== "Table" || change.type !== "removed") return;
      const key = keyOf(change.id);
      this.entries.get(key)?.mirror.close();
      this.entries.delete(key);
    }, ["Table"]);
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
      entry = new Entry(this.session, id);
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
