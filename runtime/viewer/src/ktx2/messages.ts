// The messages between the page and the decoder of KTX2 files.

export interface KTX2Request {
  readonly number: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Larger images are taken from a smaller level of the file. */
  readonly maxTexels: number;
}

export type KTX2Reply =
  | {
      readonly number: number;
      readonly width: number;
      readonly height: number;
      /** Red, green, blue and alpha of each texel. */
      readonly texels: Uint8ClampedArray<ArrayBuffer>;
    }
  | { readonly number: number; readonly error: string };
