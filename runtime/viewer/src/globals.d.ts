/** The version of the page, which the build gives. */
declare const VIEWER_VERSION: string;

/** Style sheets, which the bundler collects in viewer.css. */
declare module "*.css";

/** The transcoder of Basis Universal that three.js brings, without types. */
declare module "three/addons/libs/basis/basis_transcoder.js" {
  export interface BasisModule {
    initializeBasis(): void;
    readonly KTX2File: new (bytes: Uint8Array) => KTX2File;
  }
  interface KTX2File {
    isValid(): boolean;
    isUASTC(): boolean;
    isETC1S(): boolean;
    startTranscoding(): boolean;
    getImageLevelInfo(
      level: number,
      layer: number,
      face: number,
    ): { readonly origWidth: number; readonly origHeight: number };
    getImageTranscodedSizeInBytes(
      level: number,
      layer: number,
      face: number,
      format: number,
    ): number;
    transcodeImage(
      target: Uint8Array,
      level: number,
      layer: number,
      face: number,
      format: number,
      flags: number,
      alphaOfBlue: number,
      alphaOfAlpha: number,
    ): boolean;
    close(): void;
    delete(): void;
  }
  const make: (options: {
    locateFile: (name: string) => string;
  }) => Promise<BasisModule>;
  export default make;
}
