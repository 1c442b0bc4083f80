// The panel of things that could not be drawn, and of what the server does against the
// protocol.

import type { PanelContext } from "../context.js";
import type { Problem } from "../../scene/scene_types.js";
import type { Panel } from "../layout/layout.js";
import { countOf, idText, shortText } from "../text/numbers.js";
import { sentence } from "../text/words.js";
import { element, fill, setShown } from "../widgets/dom.js";
import { atMostEvery } from "../widgets/frame_batch.js";

/** Rows that are shown of each kind. */
const mostShown = 200;
/** Milliseconds between two orders of the list. */
const interval = 250;

export class ProblemsPanel implements Panel {
  readonly name = "problems";
  readonly title = "Problems";
  readonly icon = "problems";
  readonly key = "7";
  readonly dock = "right";
  readonly root: HTMLElement;
  private readonly context: PanelContext;
  private readonly drawn = element("ul", {
    class: "problem-list",
    "data-problems": "scene",
  });
  private readonly oddities = element("ul", {
    class: "problem-list",
    "data-problems": "protocol",
  });
  private readonly drawnTitle = element("h3", {}, "Not drawn");
  private readonly oddityTitle = element("h3", {}, "Against the protocol");
  private readonly empty = element(
    "p",
    { class: "empty" },
    "No problems: everything in the document is drawn as it says.",
  );
  private shown = "";
  private isVisible = false;

  constructor(context: PanelContext) {
    this.context = context;
    this.root = element(
      "div",
      { class: "problems-panel scrolled" },
      this.empty,
      this.drawnTitle,
      this.drawn,
      this.oddityTitle,
      this.oddities,
    );
    const later = atMostEvery(interval, () => context.frames.add(this.draw));
    context.scene.onProblems(later);
    context.session.onOddity(later);
    context.session.onState(later);
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.context.frames.add(this.draw);
  }

  private readonly draw = (): void => {
    const { scene, session, layout } = this.context;
    const { problems } = scene;
    const { oddities } = session;
    layout.setBadge(this.name, problems.length + oddities.size, "to look at");
    layout.setBadgeTone(this.name, problems.length > 0);
    if (!this.isVisible) return;
    setShown(this.empty, problems.length + oddities.size === 0);
    setShown(this.drawnTitle, problems.length > 0);
    setShown(this.oddityTitle, oddities.size > 0);
    const signature = JSON.stringify([problems, [...oddities]]);
    if (signature === this.shown) return;
    this.shown = signature;
    fill(
      this.drawn,
      ...problems.slice(0, mostShown).map((one) => this.problemRow(one)),
      restRow(problems.length),
    );
    fill(
      this.oddities,
      ...[...oddities]
        .slice(0, mostShown)
        .map(([words, count]) =>
          element(
            "li",
            {},
            element("p", {}, sentence(shortText(words, 400))),
            count > 1
              ? element(
                  "p",
                  { class: "quiet" },
                  `${countOf(count, "time")} so far`,
                )
              : undefined,
          ),
        ),
      restRow(oddities.size),
    );
  };

  private problemRow({ kind, id, text }: Problem): HTMLElement {
    const row = element("li", { "data-problem-kind": kind });
    if (id !== undefined) {
      const { mirror } = this.context.session.client;
      const content = mirror.get(kind as "Entity", id as never);
      const name = content?.name ? `${content.name}` : idText(id);
      const link = element(
        "button",
        {
          type: "button",
          class: "link",
          title: "Show it in the tree or the details",
        },
        `${kind} ${shortText(name, 80)}`,
      );
      link.addEventListener("click", () => this.context.show({ kind, id }));
      row.append(link);
    }
    row.append(element("p", {}, shortText(text, 600)));
    return row;
  }
}

function restRow(count: number): HTMLElement | undefined {
  if (count <= mostShown) return undefined;
  return element("li", { class: "quiet" }, `and ${count - mostShown} more`);
}
