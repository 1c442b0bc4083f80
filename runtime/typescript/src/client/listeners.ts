// Functions that are called when something happens.

/** Removes a listener. */
export type Remove = () => void;

export class Listeners<Args extends readonly unknown[] = []> {
  private readonly all = new Set<{ listen: (...args: Args) => void }>();

  /** Adds a listener; what is returned removes it. */
  add(listen: (...args: Args) => void): Remove {
    const entry = { listen };
    this.all.add(entry);
    return () => this.all.delete(entry);
  }

  /**
   * Calls the listeners in the order in which they were added. An error of one
   * is written to the console, and the others are called.
   */
  emit(...args: Args): void {
    for (const { listen } of [...this.all]) {
      try {
        listen(...args);
      } catch (error) {
        console.error("a listener has failed:", error);
      }
    }
  }
}
