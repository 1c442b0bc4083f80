// A client's copy of one table: columns, rows and selections, which the signals
// of the server update.
//
//   const cities = new TableMirror(client, table);
//   await cities.subscribe();
//   await cities.methods.insert([["Tokyo", 35.7]]);
//
// A change that was asked for is there with the server's signal, which comes
// before the reply. After a reconnection the mirror subscribes again.

import {
  type Selection,
  type TableColumnInfo,
  type TableInitData,
  type TableKey,
  TableMethodsProxy,
  type TableRow,
  type TableSignalsListener,
  dispatchTableSignals,
  readTableInitData,
  tableMethodNames,
} from "linguine-noodles/interfaces";
import { type CallTarget, readResult } from "linguine-noodles/calls";
import type { Any } from "linguine-noodles/cbor";
import type { TableID } from "linguine-noodles/protocol";
import type { Client } from "./client.js";
import type { SignalEvent } from "./client_types.js";
import { ClientError } from "./error.js";
import { Listeners, type Remove } from "./listeners.js";

export interface TableContent {
  readonly columns: readonly TableColumnInfo[];
  readonly rows: ReadonlyMap<TableKey, TableRow>;
  readonly selections: ReadonlyMap<string, Selection>;
}

/** A change of the content of a table. */
export interface TableChange {
  /** All of the content is new. */
  readonly isReset: boolean;
  readonly updated: readonly TableKey[];
  readonly removed: readonly TableKey[];
  /** The name of a selection. */
  readonly selection: string | undefined;
}

interface MutableContent {
  columns: readonly TableColumnInfo[];
  rows: Map<TableKey, TableRow>;
  selections: Map<string, Selection>;
}

/** The content of a subscription that is not complete. */
interface Coming {
  content: MutableContent;
  signalsLeft: number;
  resolve(content: TableContent): void;
  reject(error: Error): void;
}

const noChange: TableChange = {
  isReset: false,
  updated: [],
  removed: [],
  selection: undefined,
};

export class TableMirror {
  /** The methods that ask for changes. */
  readonly methods: TableMethodsProxy;
  private readonly client: Client;
  private readonly target: CallTarget;
  private readonly removers: Remove[];
  private readonly listeners = new Listeners<[TableChange]>();
  private shown: MutableContent | undefined;
  private coming: Coming | undefined;
  private isSubscribed = false;

  constructor(client: Client, table: TableID) {
    this.client = client;
    this.target = { kind: "table", value: table };
    this.methods = new TableMethodsProxy(client, this.target);
    this.removers = [
      client.onSignal((event) => this.onSignal(event)),
      client.onState((state) => {
        if (state === "waiting" || state === "closed") this.onLost();
        if (state === "ready" && this.isSubscribed) this.subscribeAgain();
      }),
    ];
  }

  /**
   * The content now; undefined before `subscribe` has succeeded. Changes with
   * the signals of the server.
   */
  get content(): TableContent | undefined {
    return this.shown;
  }

  /** Calls `listen` after each change. */
  onChange(listen: (change: TableChange) => void): Remove {
    return this.listeners.add(listen);
  }

  /**
   * Asks for the content and the signals of the table. A server may send a
   * large table in parts: the promise is resolved when all is there.
   */
  async subscribe(): Promise<TableContent> {
    let complete: Promise<TableContent> | undefined;
    await this.client.call(tableMethodNames.subscribe, this.target, [], {
      onResult: (answer) => {
        complete = this.begin(answer);
        // An error may come before the promise is awaited.
        complete.catch(() => {});
      },
    });
    return complete!;
  }

  /** Ends the mirror, which keeps its content. */
  close(): void {
    this.isSubscribed = false;
    for (const remove of this.removers.splice(0)) remove();
    this.endComing("the mirror of the table has ended");
  }

  // Takes the answer to a subscription. The content is shown now or, where
  // signals belong to the answer, with the last of them.
  private begin(answer: Any): Promise<TableContent> {
    const init = readResult(answer, readTableInitData);
    const content = contentOf(init);
    this.endComing("the table was subscribed to anew");
    return new Promise((resolve, reject) => {
      const signalsLeft = init.following_signals ?? 0;
      const coming = { content, signalsLeft, resolve, reject };
      this.isSubscribed = true;
      if (signalsLeft > 0) this.coming = coming;
      else this.show(coming);
    });
  }

  private show({ content, resolve }: Coming): void {
    this.shown = content;
    resolve(content);
    this.listeners.emit({ ...noChange, isReset: true });
  }

  private endComing(words: string): void {
    const { coming } = this;
    this.coming = undefined;
    coming?.reject(new ClientError("cancelled", words));
  }

  private onLost(): void {
    const { coming } = this;
    this.coming = undefined;
    const words = "the connection has ended";
    coming?.reject(
      this.client.lastError ?? new ClientError("unavailable", words),
    );
  }

  private subscribeAgain(): void {
    // The table may be gone; then its content stays as it was.
    this.subscribe().catch(() => {});
  }

  private onSignal(event: SignalEvent): void {
    const { target } = event;
    const [slot, gen] = this.target.value;
    const isMine =
      target?.kind === "table" &&
      target.value[0] === slot &&
      target.value[1] === gen;
    if (!isMine || (this.shown ?? this.coming) === undefined) return;
    dispatchTableSignals(event.name, event.args, this.listener);
  }

  private readonly listener: TableSignalsListener = {
    onReset: (init) => this.onReset(init),
    // Rigatoni reports removed rows as updates with keys but without rows.
    onUpdated: (keys, rows) => {
      if (rows.length === 0) this.onRemoved(keys);
      else this.onUpdated(keys, rows);
    },
    onRowsRemoved: (keys) => this.onRemoved(keys),
    onSelectionUpdated: (selection) => this.onSelection(selection),
    onInvalidSignal: () => this.change(() => {}, noChange),
  };

  private onReset(init: TableInitData): void {
    if (init.keys.length !== init.data.length) {
      this.change(() => {}, noChange);
      return;
    }
    const fresh = contentOf(init);
    this.change(
      (content) => Object.assign(content, fresh),
      { ...noChange, isReset: true },
    );
  }

  private onUpdated(keys: TableKey[], rows: TableRow[]): void {
    const isWhole = rows.length === keys.length;
    this.change(
      ({ rows: known }) => {
        if (!isWhole) return;
        keys.forEach((key, i) => known.set(key, rows[i]!));
      },
      { ...noChange, updated: isWhole ? keys : [] },
    );
  }

  private onRemoved(keys: TableKey[]): void {
    this.change(
      ({ rows }) => keys.forEach((key) => rows.delete(key)),
      { ...noChange, removed: keys },
    );
  }

  private onSelection(selection: Selection): void {
    const { name, rows, row_ranges } = selection;
    this.change(
      ({ selections }) => {
        const isEmpty = rows.length === 0 && row_ranges.length === 0;
        if (isEmpty) selections.delete(name);
        else selections.set(name, selection);
      },
      { ...noChange, selection: name },
    );
  }

  // Applies a signal to the content that is coming, else to the present one.
  private change(
    apply: (content: MutableContent) => void,
    change: TableChange,
  ): void {
    const { coming } = this;
    if (coming !== undefined) {
      apply(coming.content);
      coming.signalsLeft -= 1;
      if (coming.signalsLeft > 0) return;
      this.coming = undefined;
      this.show(coming);
      return;
    }
    if (this.shown === undefined) return;
    apply(this.shown);
    if (change !== noChange) this.listeners.emit(change);
  }
}

function contentOf(init: TableInitData): MutableContent {
  const { columns, keys, data, selections } = init;
  if (keys.length !== data.length) {
    const words = `the table has ${keys.length} keys and ${data.length} rows`;
    throw new ClientError("invalid", words);
  }
  return {
    columns,
    rows: new Map(keys.map((key, i) => [key, data[i]!])),
    selections: new Map(selections.map((one) => [one.name, one])),
  };
}
