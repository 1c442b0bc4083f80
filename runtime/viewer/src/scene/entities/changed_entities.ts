// The entities that were created or updated since the last picture. An entity that
// changed several times counts once: with the content that the mirror has.

import type { Mirror } from "linguine-noodles/client";
import type { Entity, EntityID } from "linguine-noodles/protocol";

/** So many changes wait before those that count no more are looked for. */
const leastWaiting = 10_000;

export class ChangedEntities {
  private readonly mirror: Mirror;
  private ids: EntityID[] = [];
  private contents: Entity[] = [];
  private most = leastWaiting;

  constructor(mirror: Mirror) {
    this.mirror = mirror;
  }

  /** At least as many as `take` will visit. */
  get count(): number {
    return this.ids.length;
  }

  add(id: EntityID, content: Entity): void {
    this.ids.push(id);
    this.contents.push(content);
    // A page that is not in sight draws nothing, and changes go on.
    if (this.ids.length < this.most) return;
    this.take((...last) => {
      this.ids.push(last[0]);
      this.contents.push(last[1]);
    });
    this.most = 2 * this.ids.length + leastWaiting;
  }

  /** Visits each entity that still exists; there are no changes then. */
  take(visit: (id: EntityID, content: Entity) => void): void {
    const { ids, contents, mirror } = this;
    this.ids = [];
    this.contents = [];
    for (let i = 0; i < ids.length; ++i) {
      const content = contents[i]!;
      if (mirror.get("Entity", ids[i]!) === content) visit(ids[i]!, content);
    }
  }
}
