// Attention signals as notices: what the server asks the user to look at.

import {
  AttentionSignalsListenerBase,
  dispatchAttentionSignals,
} from "linguine-noodles/interfaces";
import type { EntityID } from "linguine-noodles/protocol";
import type { PanelContext } from "../context.js";
import { shortText } from "../text/numbers.js";
import { nameOfEntity } from "../tree/tree_row_view.js";

export class AttentionNotices {
  private readonly context: PanelContext;

  constructor(context: PanelContext) {
    this.context = context;
    context.session.client.onSignal(({ name, target, args }) => {
      const id = target?.kind === "entity" ? target.value : undefined;
      const show = (message: string | undefined): void =>
        this.show(id, message);
      class Listener extends AttentionSignalsListenerBase {
        override onSignalAttention(
          _: unknown,
          message: string | undefined,
        ): void {
          show(message);
        }
      }
      dispatchAttentionSignals(name, args, new Listener());
    });
  }

  private show(id: EntityID | undefined, message: string | undefined): void {
    const { session, notices, scene, selection } = this.context;
    const entity = id && session.client.mirror.get("Entity", id);
    const name = id && nameOfEntity(id, entity);
    const subject = name === undefined ? "The server" : shortText(name, 60);
    const text =
      message === undefined
        ? `${subject} asks for attention`
        : shortText(message, 300);
    notices.add({
      text,
      ...(message !== undefined && name !== undefined
        ? { detail: subject }
        : {}),
      icon: "attention",
      tone: "attention",
      key: `attention ${id?.[0]}`,
      duration: 20_000,
      action: {
        text: "Go there",
        run: () => {
          if (id === undefined) {
            scene.frameAll();
          } else {
            selection.setEntities([id]);
            scene.frame([id]);
          }
        },
      },
    });
  }
}
