// Work that is done once before the next picture, however often it is asked
// for: a thousand updates a second redraw a panel sixty times.

export class FrameBatch {
  private readonly tasks = new Set<() => void>();
  private isAsked = false;

  /** Runs `task` before the next picture. */
  add(task: () => void): void {
    this.tasks.add(task);
    if (this.isAsked) return;
    this.isAsked = true;
    requestAnimationFrame(() => this.run());
  }

  private run(): void {
    this.isAsked = false;
    const tasks = [...this.tasks];
    this.tasks.clear();
    for (const task of tasks) {
      try {
        task();
      } catch (error) {
        console.error("a panel has failed to redraw:", error);
      }
    }
  }
}

/** Runs `task` at once, and then at most once in `interval` milliseconds. */
export function atMostEvery(interval: number, task: () => void): () => void {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    last = performance.now();
    task();
  };
  return () => {
    if (timer !== undefined) return;
    const left = interval - (performance.now() - last);
    if (left <= 0) run();
    else timer = setTimeout(run, left);
  };
}
