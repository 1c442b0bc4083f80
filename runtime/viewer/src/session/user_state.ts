// Things of the user that outlive a reload of the page: camera, selection,
// folded panels, typed values. Kept in the session storage of the browser.

export class UserState {
  private readonly memory = new Map<string, unknown>();
  private readonly prefix: string;

  /** A page that shows another server has another state. */
  constructor(server: string) {
    this.prefix = `noodles ${server} `;
  }

  /** The value of this key; undefined if there is none. */
  get(key: string): unknown {
    if (this.memory.has(key)) return this.memory.get(key);
    try {
      const text = sessionStorage.getItem(this.prefix + key);
      return text === null ? undefined : (JSON.parse(text) as unknown);
    } catch {
      // A page that was opened from a file may have no storage.
      return undefined;
    }
  }

  /** Keeps a value that JSON can hold; undefined removes it. */
  set(key: string, value: unknown): void {
    this.memory.set(key, value);
    try {
      if (value === undefined) sessionStorage.removeItem(this.prefix + key);
      else sessionStorage.setItem(this.prefix + key, JSON.stringify(value));
    } catch {
      // The value is kept as long as the page.
    }
  }
}
