// The details of components other than entities. Kinds without lines of their own
// are shown as they are.

import type { Mirror } from "linguine-noodles/client";
import type {
  Geometry,
  Light,
  Location,
  Material,
  TextureRef,
} from "linguine-noodles/protocol";
import {
  bytesText,
  countOf,
  countText,
  metresText,
  numberText,
  vectorText,
} from "../text/numbers.js";
import { type DetailRow, type DetailSection, linkTo, row, section } from "./detail_rows.js";

export function geometrySections(mirror: Mirror, geometry: Geometry): DetailSection[] {
  return geometry.patches.slice(0, 20).map((patch, index) => {
    const { indices, attributes } = patch;
    const place = attributes.find(({ semantic }) => semantic === "POSITION");
    const { minimum_value: min = [], maximum_value: max = [] } = place ?? {};
    const hasBox = min.length === 3 && max.length === 3;
    return section(
      geometry.patches.length === 1 ? "Patch" : `Patch ${index + 1}`,
      [
        row("Type", patch.type.toLowerCase().replace("_", " ")),
        row("Vertices", countText(patch.vertex_count)),
        indices &&
          row("Indices", `${countText(indices.count)}, ${indices.format}`),
        linkTo(mirror, "Material", "Material", patch.material),
        hasBox
          ? row("Size", vectorText(max.map((one, axis) => one - min[axis]!)))
          : undefined,
        ...attributes.map(({ semantic, format, channel }) =>
          row(semantic.toLowerCase() + (channel ? ` ${channel}` : ""), format),
        ),
      ],
    );
  });
}

export function materialSections(mirror: Mirror, material: Material): DetailSection[] {
  const { pbr_info: pbr } = material;
  const texture = (
    label: string,
    ref: TextureRef | undefined,
  ): DetailRow | undefined =>
    ref && linkTo(mirror, label, "Texture", ref.texture);
  return [
    section("Surface", [
      {
        ...row("Base colour", vectorText(pbr.base_color, 3)),
        color: pbr.base_color,
      },
      row("Metallic", numberText(pbr.metallic, 3)),
      row("Roughness", numberText(pbr.roughness, 3)),
      row("Transparent", material.use_alpha ? "yes" : "no"),
      row("Both sides", material.double_sided ? "yes" : "no"),
    ]),
    section("Textures", [
      texture("Base colour", pbr.base_color_texture),
      texture("Metal, rough", pbr.metal_rough_texture),
      texture("Normals", material.normal_texture),
      texture("Occlusion", material.occlusion_texture),
      texture("Emission", material.emissive_texture),
    ]),
  ];
}

/** Candela; lux for directional lights. */
const intensityUnits = { point: "cd", spot: "cd", directional: "lx" } as const;

export function lightRows({ type, color, intensity }: Light): DetailRow[] {
  const rows = [
    row("Kind", type.kind),
    { ...row("Colour", vectorText(color, 3)), color },
    row("Intensity", `${numberText(intensity)} ${intensityUnits[type.kind]}`),
    row(
      "Range",
      type.value.range < 0 ? "infinite" : metresText(type.value.range),
    ),
  ];
  if (type.kind === "spot") {
    const degrees = (angle: number): string =>
      `${numberText((angle * 180) / Math.PI, 3)}°`;
    rows.push(row("Inner angle", degrees(type.value.inner_cone_angle_rad)));
    rows.push(row("Outer angle", degrees(type.value.outer_cone_angle_rad)));
  }
  return rows;
}

// The members of a structure as they are.
export function plainRows(content: object): DetailRow[] {
  return Object.entries(content)
    .filter(([key, value]) => value !== undefined && key !== "name")
    .map(([key, value]) => row(key.replaceAll("_", " "), plainText(value)));
}

function plainText(value: unknown): string {
  if (value instanceof Uint8Array) return bytesText(value.length);
  if (typeof value === "number") return numberText(value, 9);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    if (value.length === 0) return "none";
    const items = value.slice(0, 12).map(plainText).join(", ");
    return value.length > 12 ? `${items}, … (${value.length})` : items;
  }
  if (value instanceof Map) return countOf(value.size, "entry", "entries");
  if (typeof value === "object" && value !== null) {
    if ("kind" in value && "value" in value) {
      return locationText((value as { value: unknown }).value);
    }
    return Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${key.replaceAll("_", " ")}: ${plainText(one)}`)
      .join("; ");
  }
  return String(value);
}

function locationText(value: unknown): string {
  const isParts =
    typeof value === "object" && value !== null && "scheme" in value;
  if (!isParts) return plainText(value);
  const { scheme, host, port, path } = value as Exclude<Location, string>;
  const at = host === undefined ? "" : `//${host}`;
  return `${scheme}:${at}${port === undefined ? "" : `:${port}`}${path ?? ""}`;
}
