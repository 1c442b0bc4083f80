// The entities inside a rectangle of the screen.

import { Box3, Vector3 } from "three";
import type { EntityID } from "linguine-noodles/protocol";
import type { DocumentView } from "../entities/document_view.js";
import type { ScreenBox } from "../scene_types.js";
import type { Stage } from "../stage.js";

/** Those that are shown and whose middle is inside. */
export function entitiesIn(
  view: DocumentView,
  stage: Stage,
  { left, right, top, bottom }: ScreenBox,
): readonly EntityID[] {
  const found: EntityID[] = [];
  const box = new Box3();
  const middle = new Vector3();
  for (let index = 0; index < view.states.length; ++index) {
    if (view.states[index] === undefined) continue;
    box.makeEmpty();
    view.boxes.add(box, index);
    if (box.isEmpty()) continue;
    const at = stage.screenPlace(box.getCenter(middle));
    if (at === undefined) continue;
    if (at.x < left || at.x > right || at.y < top || at.y > bottom) continue;
    found.push(view.table.id(index)!);
  }
  return found;
}
