// Links to the page with a camera and a selection, in the fragment:
//
//   #camera=1,2,3,0,0,0&select=4/0,7/1
//
// A token in the fragment is never part of a link that the user copies.

import type { CameraState } from "../../scene/scene_types.js";

export interface LinkedView {
  readonly camera: CameraState | undefined;
  readonly selected: readonly (readonly [slot: number, gen: number])[];
}

/** More entities than this would make an address that is too long. */
const mostSelected = 100;

export function linkOf(page: string, { camera, selected }: LinkedView): string {
  const url = new URL(page);
  const parts: string[] = [];
  if (camera !== undefined) {
    const numbers = [...camera.position, ...camera.target];
    parts.push(
      `camera=${numbers.map((one) => Number(one.toPrecision(6))).join()}`,
    );
  }
  if (selected.length > 0) {
    const ids = selected
      .slice(0, mostSelected)
      .map(([slot, gen]) => `${slot}/${gen}`);
    parts.push(`select=${ids.join()}`);
  }
  url.hash = parts.join("&");
  return url.href;
}

export function viewOfLink(page: string): LinkedView {
  const parameters = new URLSearchParams(new URL(page).hash.slice(1));
  const numbers = (parameters.get("camera") ?? "").split(",").map(Number);
  const isCamera = numbers.length === 6 && numbers.every(Number.isFinite);
  const camera = isCamera
    ? {
        position: numbers.slice(0, 3) as CameraState["position"],
        target: numbers.slice(3) as CameraState["target"],
      }
    : undefined;
  const selected = (parameters.get("select") ?? "")
    .split(",")
    .flatMap((text): (readonly [number, number])[] => {
      const found = /^(\d{1,10})\/(\d{1,10})$/.exec(text);
      return found === null ? [] : [[Number(found[1]), Number(found[2])]];
    })
    .slice(0, mostSelected);
  return { camera, selected };
}
