// A question before something is done that cannot be undone.

import { button } from "./button.js";
import { element, fill, setShown } from "./dom.js";

export class Question {
  readonly root = element("div", { class: "question", hidden: true });

  /** `yes`: the text of the button that runs `run`. */
  ask(words: string, yes: string, run: () => void): void {
    const confirm = button({
      label: yes,
      text: yes,
      kind: "danger",
      data: "confirm",
      run: () => {
        this.close();
        run();
      },
    });
    const keep = button({
      label: "Keep",
      text: "Keep",
      data: "keep",
      run: () => this.close(),
    });
    fill(this.root, element("span", {}, words), confirm, keep);
    setShown(this.root, true);
    confirm.focus();
  }

  close(): void {
    setShown(this.root, false);
  }
}
