// The content of the mirror as plain JSON, for comparison with
// `noodles inspect --json`.

import type { Mirror } from "linguine-noodles/client";
import { componentKinds } from "linguine-noodles/protocol";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** By kind, the components by ascending slot: `{ id, ...content }`. */
export function summaryOf(mirror: Mirror): Json {
  const summary: { [kind: string]: Json } = {};
  for (const kind of componentKinds) {
    const all = mirror.all(kind) as [readonly [number, number], object][];
    all.sort(([a], [b]) => a[0] - b[0]);
    summary[kind] = all.map(([id, content]) => ({
      id: [...id],
      ...(plain(content) as { [key: string]: Json }),
    }));
  }
  return summary;
}

function plain(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return { bytes: value.length };
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), plain(item)]);
    return Object.fromEntries(entries) as Json;
  }
  if (typeof value === "object") {
    const members = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(
      members.map(([key, item]) => [key, plain(item)]),
    ) as Json;
  }
  return value as Json;
}
