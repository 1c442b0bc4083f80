// Follows attention signals: flies to what the server wants the user to see.

import { Vector3 } from "three";
import type { Client } from "linguine-noodles/client";
import {
  AttentionSignalsListenerBase,
  dispatchAttentionSignals,
} from "linguine-noodles/interfaces";
import type { EntityID, Vec3 } from "linguine-noodles/protocol";
import type { Settings } from "../page/settings.js";
import type { DocumentView } from "./entities/document_view.js";
import type { Framing } from "./framing.js";
import type { Labels } from "./marks/labels.js";

export function followAttention(
  client: Client,
  settings: Settings,
  view: DocumentView,
  framing: Framing,
  labels: Labels,
): void {
  const goTo = (
    entity: EntityID | undefined,
    position: Vec3 | undefined,
    message: string | undefined,
  ): void => {
    // The entity may have come with the same frame.
    view.apply();
    if (!position?.every(Number.isFinite)) {
      if (!settings.get("followsAttention")) return;
      if (entity === undefined) framing.frameAll(true);
      else framing.frame([entity]);
      return;
    }
    const place = new Vector3(...position);
    const index = entity === undefined ? -1 : view.table.find(entity);
    if (index >= 0) place.applyMatrix4(view.matrixOf(index));
    if (message !== undefined) labels.show(message, place);
    if (settings.get("followsAttention")) framing.lookAt(place);
  };
  client.onSignal(({ name, target, args }) => {
    const entity = target?.kind === "entity" ? target.value : undefined;
    class Listener extends AttentionSignalsListenerBase {
      override onSignalAttention(
        position: Vec3 | undefined,
        message: string | undefined,
      ): void {
        goTo(entity, position, message);
      }
    }
    dispatchAttentionSignals(name, args, new Listener());
  });
}
