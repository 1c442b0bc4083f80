// Functions that are called when something happens.

/** Removes a listener. */
export type Remove = () => void;

interface Entry {
  readonly listen: (arg?: unknown) => void;
}

/** Listeners that are called with one argument, or with none. */
export class Listeners<Args extends readonly [] | readonly [unknown] = []> {
  private readonly all = new Set<Entry>();
  // The same, for `emit`; undefined after a change. Never changed itself, so an
  // `emit` goes on with the listeners that were there when it began.
  private list: readonly Entry[] | undefined = undefined;

  /** Adds a listener; the returned function removes it. */
  add(listen: (...args: Args) => void): Remove {
    const entry = { listen: listen as unknown as Entry["listen"] };
    this.all.add(entry);
    this.list = undefined;
    return () => {
      this.all.delete(entry);
      this.list = undefined;
    };
  }

  /**
   * Calls the listeners in the order in which they were added. An error of one
   * is written to the console, and the others are called.
   */
  emit(...[arg]: Args): void {
    for (const { listen } of (this.list ??= [...this.all])) {
      try {
        listen(arg);
      } catch (error) {
        console.error("a listener has failed:", error);
      }
    }
  }
}
