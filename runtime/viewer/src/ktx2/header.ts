// The header of KTX2 files (Khronos KTX 2.0, section 3), as far as the page needs
// it.

export interface KTX2Header {
  /** A format of Vulkan; 0: Basis Universal. */
  readonly format: number;
  readonly width: number;
  readonly height: number;
  /** 0: none. */
  readonly supercompression: number;
  /** The largest first. */
  readonly levels: readonly KTX2Level[];
}

export interface KTX2Level {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

const fixedSize = 80;
const levelSize = 24;

/** Throws an Error whose message says what is wrong with the file. */
export function readHeader(bytes: Uint8Array): KTX2Header {
  if (bytes.length < fixedSize) throw new Error("its header is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (index: number): number => view.getUint32(12 + index * 4, true);
  const [format, , width, height, depth, layers, faces, count, supercompression] =
    Array.from({ length: 9 }, (_, index) => at(index)) as [
      number, number, number, number, number, number, number, number, number,
    ];
  if (width === 0 || height === 0) throw new Error("it has no width or no height");
  if (depth > 0 || layers > 1 || faces !== 1) {
    throw new Error("it is no flat image: it has layers, faces or depth");
  }
  const levels: KTX2Level[] = [];
  // The file of an image without mipmaps may say 0.
  for (let i = 0; i < Math.min(Math.max(count, 1), 32); ++i) {
    const place = fixedSize + i * levelSize;
    if (place + levelSize > bytes.length) throw new Error("its header is cut off");
    const offset = Number(view.getBigUint64(place, true));
    const length = Number(view.getBigUint64(place + 8, true));
    if (offset + length > bytes.length) throw new Error("its data is cut off");
    levels.push({
      width: Math.max(1, Math.floor(width / 2 ** i)),
      height: Math.max(1, Math.floor(height / 2 ** i)),
      bytes: bytes.subarray(offset, offset + length),
    });
  }
  return { format, width, height, supercompression, levels };
}
