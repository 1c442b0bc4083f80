// Links to addresses that a document names.

import { shortText } from "../text/numbers.js";
import { element } from "./dom.js";

/** Only web addresses become links; anything else is shown as text. */
export function webLink(address: string): HTMLElement {
  let url: URL | undefined;
  try {
    url = new URL(address, location.href);
  } catch {
    // Shown as text.
  }
  const isWeb = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === undefined || !isWeb) {
    return element(
      "p",
      {},
      shortText(address, 300),
      " (this is not a web address)",
    );
  }
  const link = element(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer" },
    shortText(url.href, 300),
  );
  return element("p", {}, link, ", which opens in a new tab");
}
