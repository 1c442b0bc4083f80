// Decodes KTX2 files in a worker: those of Basis Universal, and plain ones of 8
// bits a channel. A file of its own, since the transcoder is larger than the page.

import Basis, { type BasisModule } from "three/addons/libs/basis/basis_transcoder.js";
import { type KTX2Header, readHeader } from "./header.js";
import type { KTX2Reply, KTX2Request } from "./messages.js";

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly texels: Uint8ClampedArray<ArrayBuffer>;
}

/** VK_FORMAT_R8G8B8(A8)_UNORM and _SRGB, by their number of channels. */
const plainFormats: Readonly<Record<number, number>> = { 23: 3, 29: 3, 37: 4, 43: 4 };
/** The format RGBA32 of the transcoder. */
const rgba = 13;

let started: Promise<BasisModule> | undefined;

function start(): Promise<BasisModule> {
  started ??= (async () => {
    const module = await Basis({
      locateFile: () => new URL("ktx2.wasm", self.location.href).href,
    });
    module.initializeBasis();
    return module;
  })();
  return started;
}

async function decode({ bytes, maxTexels }: KTX2Request): Promise<Decoded> {
  const header = readHeader(bytes);
  const level = header.levels.findIndex(
    ({ width, height }) => width * height <= maxTexels,
  );
  if (level < 0) {
    throw new Error(
      `its ${header.width} × ${header.height} texels are more than ${maxTexels}`,
    );
  }
  if (header.format !== 0) return plain(header, level);
  return transcode(await start(), bytes, level);
}

function plain({ format, supercompression, levels }: KTX2Header, at: number): Decoded {
  const channels = plainFormats[format];
  if (channels === undefined) {
    throw new Error(`its format ${format} of Vulkan is not one that is decoded`);
  }
  if (supercompression !== 0) {
    throw new Error(`its supercompression ${supercompression} is not decoded`);
  }
  const { width, height, bytes } = levels[at]!;
  const count = width * height;
  if (bytes.length < count * channels) throw new Error("its data is cut off");
  const texels = new Uint8ClampedArray(count * 4).fill(255);
  for (let i = 0; i < count; ++i) {
    for (let c = 0; c < channels; ++c) texels[i * 4 + c] = bytes[i * channels + c]!;
  }
  return { width, height, texels };
}

function transcode(basis: BasisModule, bytes: Uint8Array, level: number): Decoded {
  const file = new basis.KTX2File(bytes);
  try {
    if (!file.isValid() || !(file.isUASTC() || file.isETC1S())) {
      throw new Error("it is damaged, or its encoding is not one that is decoded");
    }
    if (!file.startTranscoding()) throw new Error("it is damaged");
    const { origWidth: width, origHeight: height } = file.getImageLevelInfo(level, 0, 0);
    const size = file.getImageTranscodedSizeInBytes(level, 0, 0, rgba);
    const texels = new Uint8Array(size);
    if (!file.transcodeImage(texels, level, 0, 0, rgba, 0, -1, -1)) {
      throw new Error("it is damaged");
    }
    if (size !== width * height * 4) throw new Error("its size is not as it says");
    return { width, height, texels: new Uint8ClampedArray(texels.buffer) };
  } finally {
    file.close();
    file.delete();
  }
}

self.onmessage = async ({ data }: MessageEvent<KTX2Request>) => {
  const { number } = data;
  let reply: KTX2Reply;
  try {
    reply = { number, ...(await decode(data)) };
  } catch (error) {
    reply = { number, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply, "texels" in reply ? { transfer: [reply.texels.buffer] } : {});
};
