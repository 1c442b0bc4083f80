// Functions that are called when something happens.

import type { Remove } from "linguine-noodles/client";

export class Listeners<Args extends readonly unknown[] = []> {
  private readonly all = new Set<{ listen: (...args: Args) => void }>();

  /** Adds a listener; what is returned removes it. */
  add(listen: (...args: Args) => void): Remove {
    const entry = { listen };
    this.all.add(entry);
    return () => this.all.delete(entry);
  }

  /** An error of one listener is written to the console; the others go on. */
  emit(...args: Args): void {
    for (const { listen } of [...this.all]) {
      try {
        listen(...args);
      } catch (error) {
        console.error("a listener of the page has failed:", error);
      }
    }
  }
}
