// What the page tells tests: window.noodles, as runtime/viewer/src/page/hooks.ts
// makes it.

export type Triple = readonly [number, number, number];

export interface PageHooks {
  readonly version: string;
  readonly session: { connectNow(): void };
  readonly selection: { setEntities(ids: readonly (readonly [number, number])[]): void };
  readonly scene: {
    readonly stage: { readonly camera: { readonly fov: number } };
    setInsets(insets: { left: number; right: number; top: number; bottom: number }): void;
  };
  readonly settings: {
    get(name: string): unknown;
    set(name: string, value: unknown): void;
  };
  whenReady(): Promise<void>;
  whenDrawn(): Promise<void>;
  state(): string;
  counts(): Record<string, number>;
  statistics(): Record<string, number>;
  gpu(): { geometries: number; textures: number; bytes: number };
  problems(): readonly {
    kind: string;
    id: readonly [number, number] | undefined;
    text: string;
  }[];
  oddities(): Record<string, number>;
  summary(): Record<string, Record<string, unknown>[]>;
  camera(): { position: Triple; target: Triple };
  setCamera(state: { position: Triple; target: Triple }): void;
  frameAll(): void;
  picture(kind?: "whole" | "cut out"): Promise<string>;
}
