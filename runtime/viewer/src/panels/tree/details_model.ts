// The details of a component: sections of rows of text.

import type { Mirror } from "linguine-noodles/client";
import {
  type ComponentKind,
  type Geometry,
  type Light,
  type Material,
  type Entity,
  componentKinds,
} from "linguine-noodles/protocol";
import type { ShownComponent } from "../context.js";
import { countOf, idText } from "../text/numbers.js";
import { geometrySections, lightRows, materialSections, plainRows } from "./component_details.js";
import {
  type DetailSection,
  type DetailsOf,
  bounded,
  linkTo,
  mostRows,
  section,
  wordsOf,
} from "./detail_rows.js";
import { entitySections } from "./entity_details.js";

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
  const sections = sectionsOf(mirror, known, id, content).map((one) => bounded(one));
  const words = wordsOf(known);
  const name = content.name?.trim() ?? "";
  return {
    kind: words,
    name: name === "" ? `${words} ${idText(id)}` : name,
    sections: sections.filter(({ rows }) => rows.length > 0),
  };
}

/** The components of a kind, each as a link. */
export function detailsOfKind(mirror: Mirror, kind: ComponentKind): DetailsOf {
  const ids = mirror.all(kind).map(([id]) => id as unknown as ShownComponent["id"]);
  const rows = ids
    .slice(0, mostRows + 1)
    .map((id) => linkTo(mirror, idText(id), kind, id));
  const words = countOf(ids.length, wordsOf(kind), `components of the kind ${wordsOf(kind)}`);
  const shown = bounded({ title: "Components", rows }, ids.length);
  return { kind: "all of a kind", name: words, sections: [shown] };
}

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
