// How many instances a view of a buffer holds.

import type { Mirror } from "linguine-noodles/client";
import type { BufferViewID } from "linguine-noodles/protocol";

/** The bytes of an instance: a MAT4 of floats. */
const instanceBytes = 64;

/** `stride` 0 is tightly packed; undefined: there is no such view. */
export function instanceCount(
  mirror: Mirror,
  view: BufferViewID,
  stride: number,
): number | undefined {
  const length = mirror.get("BufferView", view)?.length;
  if (length === undefined) return undefined;
  if (length < instanceBytes) return 0;
  const step = stride === 0 ? instanceBytes : stride;
  return Math.floor((length - instanceBytes) / step) + 1;
}
