// Which server the page shows, and with which token.

export interface ServerAddress {
  /** "ws://..." or "wss://..." without the token. */
  readonly url: string;
  /** "" if there is none. */
  readonly token: string;
}

/**
 * The server of a page at this address: the parameter `server`, else the folder
 * that the page is in. The token stands in the fragment, which browsers never
 * send: `#token=TOKEN`.
 */
export function addressOf(page: string): ServerAddress {
  const url = new URL(page);
  const token = new URLSearchParams(url.hash.slice(1)).get("token") ?? "";
  const given = url.searchParams.get("server");
  if (given !== null && given !== "") {
    const hasScheme = /^[a-z]+:\/\//i.test(given);
    return { url: asSocket(new URL(hasScheme ? given : `ws://${given}`)), token };
  }
  return { url: asSocket(new URL(".", url)), token };
}

function asSocket(url: URL): string {
  const isSecure = url.protocol === "https:" || url.protocol === "wss:";
  const copy = new URL(url);
  copy.hash = "";
  return copy.href.replace(/^[a-z]+:/i, isSecure ? "wss:" : "ws:");
}
