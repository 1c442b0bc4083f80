// Actions of the page for the user: pictures, links, copies.

import type { PageParts } from "../../page/hooks.js";
import type { Notices } from "../layout/notices.js";
import { bytesText } from "../text/numbers.js";
import { sentence } from "../text/words.js";
import { element } from "../widgets/dom.js";
import { linkOf } from "./page_link.js";

export class PageActions {
  private readonly parts: PageParts;
  private readonly notices: Notices;

  constructor(parts: PageParts, notices: Notices) {
    this.parts = parts;
    this.notices = notices;
  }

  async savePicture(): Promise<void> {
    try {
      const picture = await this.parts.scene.savePicture();
      const url = URL.createObjectURL(picture);
      const download = pictureName(new Date());
      element("a", { href: url, download }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      this.notices.add({
        text: "The picture was saved",
        detail: `${download}, ${bytesText(picture.size)}`,
        icon: "picture",
        tone: "good",
        key: "picture",
      });
    } catch (error) {
      this.tell("The picture was not saved", error);
    }
  }

  async copyLink(): Promise<void> {
    const { scene, selection } = this.parts;
    const link = linkOf(location.href, {
      camera: scene.camera,
      selected: selection.entities as unknown as (readonly [number, number])[],
    });
    await this.copy(link, "The link");
  }

  /** `what` begins the notice: "The link". */
  async copy(text: string, what: string): Promise<void> {
    try {
      await copyText(text);
      this.notices.add({
        text: `${what}: copied`,
        icon: "done",
        tone: "good",
        key: "copy",
        duration: 3000,
      });
    } catch (error) {
      this.tell(`${what}: not copied`, error);
    }
  }

  private tell(text: string, error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    this.notices.add({ text, detail: sentence(words), tone: "bad" });
  }
}

// Browsers give pages without TLS no clipboard but the old command.
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const before = document.activeElement;
  const area = element("textarea", { class: "hidden-text", readonly: true });
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error("the browser does not allow it");
}

/** "scene 2026-11-30 14.03.12.png". */
export function pictureName(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()];
  return `scene ${date.map(two).join("-")} ${clock.map(two).join(".")}.png`;
}
