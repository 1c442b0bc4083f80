// What the details say about a component: sections of rows of text.

import type { Mirror } from "linguine-noodles/client";
import {
  type BufferViewID,
  type ComponentKind,
  type Entity,
  type Geometry,
  type GeometryID,
  type Light,
  type Location,
  type Material,
  type TextureRef,
  type Transformation,
  componentKinds,
} from "linguine-noodles/protocol";
import type { ShownComponent } from "../context.js";
import {
  bytesText,
  countOf,
  countText,
  idText,
  numberText,
  shortText,
  vectorText,
} from "../text/numbers.js";
import { instanceCount } from "./instance_count.js";
import { partsOfTransform } from "../text/transform_parts.js";

export interface DetailRow {
  readonly label: string;
  readonly text: string;
  /** The component that the text names. */
  readonly link?: ShownComponent;
  /** A colour to show, each channel linear in 0..1. */
  readonly color?: readonly number[];
}

export interface DetailSection {
  readonly title: string;
  readonly rows: readonly DetailRow[];
}

export interface DetailsOf {
  /** "mesh", "material", ... */
  readonly kind: string;
  readonly name: string;
  readonly sections: readonly DetailSection[];
}

/** Stops a hostile document from filling the page: rows of one section. */
const mostRows = 50;

/** The details of a component; undefined if it does not exist. */
export function detailsOf(
  mirror: Mirror,
  { kind, id }: ShownComponent,
): DetailsOf | undefined {
  const known = componentKinds.find((one) => one === kind);
  if (known === undefined) return undefined;
  const content = mirror.get(known, id as never) as
    { name?: string | undefined } | undefined;
  if (content === undefined) return undefined;
  const sections = sectionsOf(mirror, known, id, content).map(bounded);
  const words = kindWords[known] ?? known.toLowerCase();
  const name = content.name?.trim() ?? "";
  return {
    kind: words,
    name: name === "" ? `${words} ${idText(id)}` : name,
    sections: sections.filter(({ rows }) => rows.length > 0),
  };
}

const kindWords: Partial<Record<ComponentKind, string>> = {
  BufferView: "buffer view",
  Physics: "flow",
};

function sectionsOf(
  mirror: Mirror,
  kind: ComponentKind,
  id: ShownComponent["id"],
  content: object,
): DetailSection[] {
  switch (kind) {
    case "Entity":
      return entitySections(mirror, id, content as Entity);
    case "Geometry":
      return geometrySections(mirror, content as Geometry);
    case "Material":
      return materialSections(mirror, content as Material);
    case "Light":
      return [section("Light", lightRows(content as Light))];
    default:
      return [section("Content", plainRows(content))];
  }
}

function bounded(given: DetailSection): DetailSection {
  const { rows, title } = given;
  if (rows.length <= mostRows) return given;
  const rest = countOf(rows.length - mostRows, "further row");
  return { title, rows: [...rows.slice(0, mostRows), row("", rest)] };
}

function section(
  title: string,
  rows: (DetailRow | undefined)[],
): DetailSection {
  return { title, rows: rows.filter((one) => one !== undefined) };
}

function row(label: string, text: string): DetailRow {
  return { label, text: shortText(text, 400) };
}

function linkTo(
  mirror: Mirror,
  label: string,
  kind: ComponentKind,
  id: readonly [number, number],
): DetailRow {
  const content = mirror.get(kind, id as never) as
    { name?: string | undefined } | undefined;
  const noun = kindWords[kind] ?? kind.toLowerCase();
  if (content === undefined) {
    return row(label, `${noun} ${idText(id)}, which does not exist`);
  }
  const text = shortText(content.name || `${noun} ${idText(id)}`);
  return { label, text, link: { kind, id } };
}

// ------------------------------------------------------------------- entities

function entitySections(
  mirror: Mirror,
  id: ShownComponent["id"],
  entity: Entity,
): DetailSection[] {
  const { parent, tags, influence } = entity;
  return [
    section("Entity", [
      row("Identifier", idText(id)),
      parent && linkTo(mirror, "Parent", "Entity", parent),
      entity.visible ? undefined : row("Visible", "no, hidden by the server"),
      tags.length > 0 ? row("Tags", tags.slice(0, 50).join(", ")) : undefined,
    ]),
    section("Transform", transformRows(entity.transform)),
    representationSection(mirror, entity),
    section("Attached", [
      ...entity.lights.map((one) => linkTo(mirror, "Light", "Light", one)),
      ...entity.tables.map((one) => linkTo(mirror, "Table", "Table", one)),
      ...entity.plots.map((one) => linkTo(mirror, "Plot", "Plot", one)),
      ...entity.physics.map((one) => linkTo(mirror, "Flow", "Physics", one)),
    ]),
    section("Interface", [
      namesRow(mirror, "Methods", "Method", entity.methods_list),
      namesRow(mirror, "Signals", "Signal", entity.signals_list),
      influence &&
        row(
          "Influence",
          `${vectorText(influence.min)} to ${vectorText(influence.max)}`,
        ),
    ]),
  ];
}

function transformRows(
  transform: Transformation | undefined,
): (DetailRow | undefined)[] {
  if (transform === undefined) return [];
  const { position, rotation, scale, isInexact } = partsOfTransform(transform);
  const isEven = scale.every((one) => Math.abs(one - scale[0]!) < 1e-5);
  const anchor = "anchor" in transform ? transform.anchor : undefined;
  return [
    row("Position", vectorText(position)),
    row("Rotation", `${vectorText(rotation, 4)}°`),
    row("Scale", isEven ? numberText(scale[0]!, 5) : vectorText(scale)),
    isInexact ? row("Note", "the matrix also shears or projects") : undefined,
    anchor?.kind === "geo"
      ? row(
          "Anchored at",
          `${numberText(anchor.value.latitude, 8)}°, ` +
            `${numberText(anchor.value.longitude, 8)}°` +
            (anchor.value.altitude === undefined
              ? ""
              : `, ${numberText(anchor.value.altitude)} m`),
        )
      : undefined,
    anchor?.kind === "qr"
      ? row("Anchored at", `QR code “${anchor.value.identity}”`)
      : undefined,
  ];
}

function representationSection(mirror: Mirror, entity: Entity): DetailSection {
  const { representation } = entity;
  switch (representation?.kind) {
    case "text_rep": {
      const { txt, font, height, width } = representation.value;
      return section("Text", [
        row("Text", txt),
        row("Font", font),
        row("Height", numberText(height)),
        width > 0 ? row("Width", numberText(width)) : undefined,
      ]);
    }
    case "web_rep": {
      const { source, width, height } = representation.value;
      return section("Web page", [
        row("Address", source),
        row("Size", `${numberText(width)} × ${numberText(height)}`),
      ]);
    }
    case "render_rep": {
      const { mesh, instances } = representation.value;
      return section("Mesh", [
        linkTo(mirror, "Geometry", "Geometry", mesh),
        ...sizeRows(mirror, mesh),
        instances &&
          row(
            "Instances",
            instancesText(mirror, instances.view, instances.stride),
          ),
      ]);
    }
    default:
      return section("", []);
  }
}

function instancesText(
  mirror: Mirror,
  view: BufferViewID,
  stride: number,
): string {
  const count = instanceCount(mirror, view, stride);
  return count === undefined
    ? "unknown: their buffer view does not exist"
    : countText(count);
}

function sizeRows(mirror: Mirror, id: GeometryID): DetailRow[] {
  const geometry = mirror.get("Geometry", id);
  if (geometry === undefined) return [];
  const { patches } = geometry;
  const vertices = patches.reduce((sum, one) => sum + one.vertex_count, 0);
  const materials = new Map(
    patches.map(({ material }) => [idText(material as never), material]),
  );
  return [
    row("Vertices", countText(vertices)),
    row("Elements", elementsText(geometry)),
    ...[...materials.values()]
      .slice(0, 8)
      .map((one) => linkTo(mirror, "Material", "Material", one)),
  ];
}

const elementSizes = {
  POINTS: ["point", (n: number) => n],
  LINES: ["line", (n: number) => n / 2],
  LINE_LOOP: ["line", (n: number) => n],
  LINE_STRIP: ["line", (n: number) => n - 1],
  TRIANGLES: ["triangle", (n: number) => n / 3],
  TRIANGLE_STRIP: ["triangle", (n: number) => n - 2],
} as const;

function elementsText({ patches }: Geometry): string {
  const counts = new Map<string, number>();
  for (const { type, indices, vertex_count } of patches) {
    const [noun, elements] = elementSizes[type];
    const count = Math.max(
      0,
      Math.floor(elements(indices?.count ?? vertex_count)),
    );
    counts.set(noun, (counts.get(noun) ?? 0) + count);
  }
  return [...counts].map(([noun, count]) => countOf(count, noun)).join(", ");
}

function namesRow(
  mirror: Mirror,
  label: string,
  kind: "Method" | "Signal",
  ids: readonly (readonly [number, number])[],
): DetailRow | undefined {
  if (ids.length === 0) return undefined;
  const names = ids
    .slice(0, 30)
    .map((id) => mirror.get(kind, id as never)?.name ?? idText(id));
  const rest = ids.length > 30 ? ", …" : "";
  return row(label, names.join(", ") + rest);
}

// ----------------------------------------------------------- other components

function geometrySections(mirror: Mirror, geometry: Geometry): DetailSection[] {
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

function materialSections(mirror: Mirror, material: Material): DetailSection[] {
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

function lightRows({ type, color, intensity }: Light): DetailRow[] {
  const rows = [
    row("Kind", type.kind),
    { ...row("Colour", vectorText(color, 3)), color },
    row("Intensity", numberText(intensity)),
    row(
      "Range",
      type.value.range < 0 ? "infinite" : numberText(type.value.range),
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
function plainRows(content: object): DetailRow[] {
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
