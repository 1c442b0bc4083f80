// The details of entities.

import type { Mirror } from "linguine-noodles/client";
import type {
  BufferViewID,
  Entity,
  Geometry,
  GeometryID,
  Transformation,
} from "linguine-noodles/protocol";
import type { ShownComponent } from "../context.js";
import {
  countOf,
  countText,
  idText,
  metresText,
  numberText,
  vectorText,
} from "../text/numbers.js";
import { partsOfTransform } from "../text/transform_parts.js";
import { type DetailRow, type DetailSection, linkTo, row, section } from "./detail_rows.js";
import { instanceCount } from "./instance_count.js";

export function entitySections(
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
        row("Height", metresText(height)),
        width > 0 ? row("Width", metresText(width)) : undefined,
      ]);
    }
    case "web_rep": {
      const { source, width, height } = representation.value;
      return section("Web page", [
        row("Address", source),
        row("Size", `${metresText(width)} × ${metresText(height)}`),
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
