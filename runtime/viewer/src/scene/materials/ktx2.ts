// Decodes KTX2 files. The decoder is a worker of its own file, which the page
// loads with the first such image.

import type { KTX2Reply, KTX2Request } from "../../ktx2/messages.js";

interface Waiting {
  readonly resolve: (image: ImageData) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Rejects with an Error whose message says why. */
export function decodeKTX2(bytes: Uint8Array, maxTexels: number): Promise<ImageData> {
  return new Promise((resolve, reject) => {
    try {
      worker ??= start();
    } catch {
      reject(new Error("the decoder of KTX2 files is only there with a server"));
      return;
    }
    const number = ++last;
    waiting.set(number, { resolve, reject });
    const request: KTX2Request = { number, bytes: bytes.slice(), maxTexels };
    worker.postMessage(request, [request.bytes.buffer]);
  });
}

function start(): Worker {
  const created = new Worker(new URL("ktx2.js", document.baseURI));
  created.onmessage = ({ data }: MessageEvent<KTX2Reply>) => {
    const { resolve, reject } = waiting.get(data.number)!;
    waiting.delete(data.number);
    if ("error" in data) reject(new Error(data.error));
    else resolve(new ImageData(data.texels, data.width, data.height));
  };
  // The file is not there, or the browser does not run it.
  created.onerror = (event) => {
    event.preventDefault();
    worker = undefined;
    created.terminate();
    const error = new Error("the decoder of KTX2 files cannot be loaded");
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  return created;
}
