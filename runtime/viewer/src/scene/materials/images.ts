// Decodes image files, with the browser where it knows their type.

import { decodeKTX2 } from "./ktx2.js";

/** Texels of an image beyond which it is refused: 64 MiB of memory. */
const maxTexels = 2 ** 24;

// The first bytes of files that the browser tells from others, and of KTX2.
const signatures: readonly (readonly [type: string, bytes: readonly number[]])[] =
  [
    ["image/png", [0x89, 0x50, 0x4e, 0x47]],
    ["image/jpeg", [0xff, 0xd8, 0xff]],
    ["image/ktx2", [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30]],
    ["image/gif", [0x47, 0x49, 0x46, 0x38]],
    ["image/webp", [0x52, 0x49, 0x46, 0x46]],
    ["image/bmp", [0x42, 0x4d]],
  ];

/** Rejects with an Error whose message says why. */
export async function decodeImage(bytes: Uint8Array): Promise<ImageBitmap> {
  const type = typeOf(bytes);
  if (type === "image/ktx2") {
    const image = await decodeKTX2(bytes, maxTexels);
    return createImageBitmap(image, { premultiplyAlpha: "none" });
  }
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: type ?? "" });
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, {
      premultiplyAlpha: "none",
      colorSpaceConversion: "none",
      imageOrientation: "none" as ImageOrientation,
    });
  } catch {
    throw new Error(
      type === undefined
        ? `its ${bytes.length} bytes are no image that this browser knows`
        : `its ${bytes.length} bytes of ${type} are damaged`,
    );
  }
  if (bitmap.width * bitmap.height > maxTexels) {
    return shrink(bitmap);
  }
  return bitmap;
}

function typeOf(bytes: Uint8Array): string | undefined {
  const found = signatures.find(([, signature]) =>
    signature.every((byte, i) => bytes[i] === byte),
  );
  return found?.[0];
}

async function shrink(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const factor = Math.sqrt(maxTexels / (bitmap.width * bitmap.height));
  const small = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.floor(bitmap.width * factor)),
    resizeHeight: Math.max(1, Math.floor(bitmap.height * factor)),
    premultiplyAlpha: "none",
    colorSpaceConversion: "none",
  });
  bitmap.close();
  return small;
}
