// The last signals of the application's own. Those of the protocol have panels
// and notices elsewhere.

import { type Any, formatAny } from "linguine-noodles/cbor";
import type { SignalEvent } from "linguine-noodles/client";
import type { PanelContext } from "../context.js";
import { shortText } from "../text/numbers.js";
import { nameOfEntity } from "../tree/tree_row_view.js";
import { element, setShown } from "../widgets/dom.js";

/** Signals that are kept, the latest ones. */
const mostSignals = 30;
/** The characters of the arguments that are shown. */
const mostCharacters = 300;

export class SignalLog {
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly list = element("ol", {
    class: "signals",
    "data-signals": "",
  });
  private readonly latest: SignalEvent[] = [];
  private times: string[] = [];
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.root = element(
      "section",
      { class: "method-group", "aria-label": "Signals", hidden: true },
      element("h3", {}, "Signals"),
      this.list,
    );
    context.session.client.onSignal((event) => {
      if (event.name.startsWith("noo::")) return;
      this.latest.unshift(event);
      this.times.unshift(new Date().toLocaleTimeString());
      this.latest.length = Math.min(this.latest.length, mostSignals);
      this.times.length = this.latest.length;
      if (this.isVisible) context.frames.add(this.draw);
    });
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    setShown(this.root, this.latest.length > 0);
    this.list.replaceChildren(
      ...this.latest.map((event, index) =>
        this.rowOf(event, this.times[index]!),
      ),
    );
  };

  private rowOf(
    { name, target, args }: SignalEvent,
    time: string,
  ): HTMLElement {
    const { mirror } = this.context.session.client;
    const entity = target?.kind === "entity" ? target.value : undefined;
    const from =
      entity === undefined
        ? ""
        : ` of ${shortText(nameOfEntity(entity, mirror.get("Entity", entity)), 40)}`;
    return element(
      "li",
      {},
      element("span", { class: "quiet" }, `${time} `),
      element("strong", {}, shortText(name, 80)),
      from,
      element("p", {}, shortText(argumentsText(args), mostCharacters)),
    );
  }
}

function argumentsText(args: readonly Any[]): string {
  return args.map(formatAny).join(", ");
}
