// The bytes of buffers, views and images, counted while they come.

import { type Client, Listeners, type Remove } from "linguine-noodles/client";
import type { BufferViewID, ImageID } from "linguine-noodles/protocol";
import type { LoadingProgress } from "./scene_types.js";

/** The bytes of a view. */
export interface ViewBytes {
  /** From the start of the view to its end. */
  readonly view: Uint8Array;
  /** From the start of the view to the end of its buffer. */
  readonly rest: Uint8Array;
}

export class Assets {
  private readonly client: Client;
  private readonly listeners = new Listeners<[LoadingProgress]>();
  private readonly idleWaiters: (() => void)[] = [];
  private done = 0;
  private total = 0;

  constructor(client: Client) {
    this.client = client;
  }

  get progress(): LoadingProgress {
    return { done: this.done, total: this.total };
  }

  onProgress(listen: (progress: LoadingProgress) => void): Remove {
    return this.listeners.add(listen);
  }

  /** Resolved when nothing is on its way. */
  whenIdle(): Promise<void> {
    if (this.done === this.total) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  /** At once where the bytes are in the mirror. Throws or rejects an Error. */
  view(id: BufferViewID): ViewBytes | Promise<ViewBytes> {
    const { mirror } = this.client;
    const view = mirror.get("BufferView", id);
    if (view === undefined) {
      throw new Error(`view [${id[0]}, ${id[1]}] is not there`);
    }
    const buffer = mirror.get("Buffer", view.source_buffer);
    if (buffer === undefined) {
      const [slot, gen] = view.source_buffer;
      throw new Error(`buffer [${slot}, ${gen}] is not there`);
    }
    const cut = (bytes: Uint8Array): ViewBytes => {
      if (view.offset + view.length > bytes.length) {
        throw new Error(
          `view [${id[0]}, ${id[1]}] takes ${view.length} bytes at ` +
            `${view.offset} of a buffer with ${bytes.length}`,
        );
      }
      const rest = bytes.subarray(view.offset);
      return { rest, view: rest.subarray(0, view.length) };
    };
    if (buffer.source.kind === "inline_bytes") return cut(buffer.source.value);
    return this.count(this.client.fetchBuffer(view.source_buffer).then(cut));
  }

  image(id: ImageID): Promise<Uint8Array> {
    return this.client.fetchImage(id);
  }

  /** Counts something that takes time. */
  async count<T>(work: Promise<T>): Promise<T> {
    this.total += 1;
    this.listeners.emit(this.progress);
    try {
      return await work;
    } finally {
      this.done += 1;
      this.listeners.emit(this.progress);
      // Work that the result leads to comes first.
      setTimeout(() => this.tellIdle());
    }
  }

  private tellIdle(): void {
    if (this.done < this.total) return;
    for (const resolve of this.idleWaiters.splice(0)) resolve();
    if (this.total === 0) return;
    this.done = 0;
    this.total = 0;
    this.listeners.emit(this.progress);
  }
}
