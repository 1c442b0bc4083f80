// Colours for numbers: viridis, which colour-blind people read too.

// sRGB at equal steps.
const stops = [
  [0x44, 0x01, 0x54],
  [0x47, 0x2c, 0x7a],
  [0x3b, 0x51, 0x8b],
  [0x2c, 0x71, 0x8e],
  [0x21, 0x90, 0x8d],
  [0x27, 0xad, 0x81],
  [0x5c, 0xc8, 0x63],
  [0xaa, 0xdc, 0x32],
  [0xfd, 0xe7, 0x25],
].map((stop) => stop.map((part) => linear(part / 255)));

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/** The linear colour, with alpha, at 0..1; grey for what is not a number. */
export function colourAt(place: number): [number, number, number, number] {
  if (Number.isNaN(place)) return [0.2, 0.2, 0.2, 1];
  const scaled = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const from = Math.min(Math.floor(scaled), stops.length - 2);
  const part = scaled - from;
  const mix = (i: number): number =>
    stops[from]![i]! * (1 - part) + stops[from + 1]![i]! * part;
  return [mix(0), mix(1), mix(2), 1];
}
