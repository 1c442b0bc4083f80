// Reads packed flow lines.

import type { StreamFlow } from "linguine-noodles/protocol";

export interface FlowLine {
  /** Three numbers a sample. */
  readonly points: Float32Array;
  /** For each attribute, a number a sample. */
  readonly values: readonly Float32Array[];
}

export interface FlowLines {
  readonly lines: readonly FlowLine[];
  /** Why further lines could not be read; "" if all were. */
  readonly flaws: string;
}

/**
 * The lines as far as they can be read. `bytes` are those of the view. At the
 * offset: a uint32 count of integers and these integers; then, for each line, a
 * uint32 sample count, the samples, and the values of each attribute.
 */
export function readStreamLines(flow: StreamFlow, bytes: Uint8Array): FlowLines {
  const { header, offset } = flow;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: FlowLine[] = [];
  let at = offset;
  const has = (count: number): boolean => at + 4 * count <= bytes.length;
  const fail = (what: string): FlowLines => ({
    lines,
    flaws: `${what} ends behind the ${bytes.length} bytes of the view`,
  });
  if (!has(1)) return fail("the count of tetrahedron indices");
  const integers = data.getUint32(at, true);
  at += 4;
  if (!has(integers)) return fail(`the list of ${integers} tetrahedron indices`);
  at += 4 * integers;
  const readFloats = (count: number): Float32Array => {
    const floats = new Float32Array(count);
    for (let i = 0; i < count; ++i) floats[i] = data.getFloat32(at + 4 * i, true);
    at += 4 * count;
    return floats;
  };
  const width = 3 + header.attributes.length;
  for (let i = 0; i < header.line_count; ++i) {
    const what = `line ${i} of ${header.line_count}`;
    if (!has(1)) return fail(what);
    const samples = data.getUint32(at, true);
    at += 4;
    if (!has(samples * width)) return fail(`${what}, with ${samples} samples,`);
    const points = readFloats(3 * samples);
    const values = header.attributes.map(() => readFloats(samples));
    lines.push({ points, values });
  }
  return { lines, flaws: "" };
}
