// The icons of the page: lines on a grid of 16 by 16, in the colour of the text.

/** The strokes of each icon, as SVG path data. */
const paths = {
  scene: "M3 3h4M5 3v9h4M5 7.5h4M9 6h4v3H9zM9 10.5h4v3H9z",
  methods: "M9.5 2 4 9h3.5L6.5 14 12 7H8.5z",
  tables: "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 3v10",
  plots: "M2.5 2.5v11h11M5 10.5l2.5-4 2.5 2 3-5",
  view: "M2.5 4.5h6M11.5 4.5h2M8.5 3v3M2.5 11.5h2M7.5 11.5h6M4.5 10v3",
  statistics: "M3 13V9M6.3 13V5M9.6 13V8M13 13V3",
  problems: "M8 2.5 14.2 13H1.8zM8 6.5v3M8 11v.6",
  help: "M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M8 11.5v.6",
  close: "m4 4 8 8m0-8-8 8",
  fold: "m4 6 4 4 4-4",
  open: "m6 4 4 4-4 4",
  eye: "M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z",
  eyeOff:
    "M1.8 8S4 4.5 8 4.5 14.2 8 14.2 8 12 11.5 8 11.5 1.8 8 1.8 8zM3 13 13 3",
  search: "M7 2.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zM10.2 10.2l3.3 3.3",
  play: "M5 3.2v9.6L12.5 8z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  stepBack: "M11.5 3.5v9L5.5 8zM4 3.5v9",
  stepForward: "M4.5 3.5v9l6-4.5zM12 3.5v9",
  toStart: "M3.5 3.5v9M12.5 3.5v9L8.5 8zM8.5 3.5v9L4.5 8z",
  reverse: "M11 3.2v9.6L3.5 8z",
  picture:
    "M2 5h3l1-1.5h4L11 5h3v8H2zM8 6.7a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z",
  link: "M6.5 9.5l3-3M7 4.5 8.8 2.7a2.5 2.5 0 0 1 3.5 3.5L10.5 8M9 11.5l-1.8 1.8a2.5 2.5 0 0 1-3.5-3.5L5.5 8",
  frame:
    "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  mesh: "M8 2 13.5 5v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6",
  instances: "M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z",
  text: "M3 4V3h10v1M8 3v10M6.5 13h3",
  web: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c2 2 2.6 4 2.6 6S10 12 8 14c-2-2-2.6-4-2.6-6S6 4 8 2z",
  light: "M8 2a4 4 0 0 1 2 7.5V11H6V9.5A4 4 0 0 1 8 2zM6.3 13.3h3.4",
  group: "M2 4.5h4.5l1.3 1.5H14v7H2z",
  add: "M8 3v10M3 8h10",
  remove: "M3.5 4.5h9M6.5 4V2.8h3V4M4.5 4.5l.6 8.7h5.8l.6-8.7",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  more: "M8 3.5v.1M8 8v.1M8 12.5v.1",
  attention:
    "M8 2.5c2.6 0 4 1.8 4 4.3 0 3 1.5 3.7 1.5 4.7h-11c0-1 1.5-1.7 1.5-4.7 0-2.5 1.4-4.3 4-4.3zM6.7 13.5h2.6",
  done: "m3 8.5 3.3 3.3L13 4.7",
  retry: "M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5",
} as const;

export type IconName = keyof typeof paths;

const svgNamespace = "http://www.w3.org/2000/svg";

/** An icon; screen readers skip it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** Shows another icon in the place of this one. */
export function setIcon(svg: SVGSVGElement, name: IconName): void {
  const path = svg.firstElementChild;
  if (path?.getAttribute("d") !== paths[name]) {
    path?.setAttribute("d", paths[name]);
  }
}
