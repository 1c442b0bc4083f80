"""The names of the headers' reference, read from Doxygen's tag file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TYPES = ("class", "struct", "concept")
# The kinds of names in the order in which a page prefers to link them.
_PREFERRED = ("class", "struct", "enumeration", "typedef", "function")


@dataclass(frozen=True)
class Name:
    """One name: "noodles::Document::Update"."""

    full: str
    kind: str
    # Below api/.
    address: str


def read_names(tags: Path) -> list[Name]:
    """All names of the headers, in the order of the file."""
    names: list[Name] = []
    for compound in ET.parse(tags).getroot().iter("compound"):
        kind = compound.get("kind", "")
        if kind not in (*_TYPES, "namespace"):
            continue
        scope = compound.findtext("name", "")
        if kind != "namespace":
            names.append(Name(scope, kind, compound.findtext("filename", "")))
        names += _members(compound, scope)
    return names


def _members(compound: ET.Element, scope: str) -> Iterator[Name]:
    for member in compound.iter("member"):
        name = member.findtext("name", "")
        file = member.findtext("anchorfile", "")
        address = f"{file}#{member.findtext('anchor', '')}"
        yield Name(f"{scope}::{name}", member.get("kind", ""), address)
        for value in member.iter("enumvalue"):
            at = f"{value.get('file')}#{value.get('anchor')}"
            yield Name(f"{scope}::{name}::{value.text}", "enumvalue", at)


class NameTable:
    """Finds the address of a name as pages write it."""

    def __init__(self, names: list[Name]) -> None:
        self._addresses: dict[str, str] = {}
        rank = {kind: i for i, kind in enumerate(_PREFERRED)}
        for name in sorted(
            names, key=lambda name: rank.get(name.kind, len(rank))
        ):
            short = re.sub(r"<.*>$", "", name.full).strip()
            for spelling in (short, short.removeprefix("noodles::")):
                self._addresses.setdefault(spelling, name.address)

    def find(self, text: str) -> str | None:
        """The address of "ServerOptions::port", "Document::Update()", ..."""
        return self._addresses.get(re.sub(r"\(.*\)$", "", text))


_TITLES = {
    "": "Umbrella headers",
    "server": "Server",
    "client": "Client",
    "state": "Document and mirror",
    "tabular": "Text tables (CSV)",
    "persistence": "The journal of a document",
    "relay": "Relays",
    "calls": "Methods and signals",
    "geometry": "Geometry",
    "viewer": "The page",
    "transport": "HTTP, TLS and compression",
    "logging": "Log output",
    "json": "JSON",
    "cbor": "CBOR",
    "base": "Bytes, statuses, log records",
    "protocol": "Structures of the protocol (generated)",
    "interfaces": "Interfaces of the well-known methods (generated)",
    "journal": "Structures of the journal (generated)",
}


def list_of_faces(tags: Path, headers: dict[str, Path]) -> str:
    """A page in Markdown: every header with its purpose and its names."""
    pages, declared = _files(tags)
    parts = [
        "# All headers\n",
        "Every header that a program may include, with what it declares. The",
        ' links lead to the <a href="../api/annotated.html">reference of the',
        " interface</a>, which has a search of its own for names.\n",
    ]
    by_room: dict[str, list[str]] = {room: [] for room in _TITLES}
    for header in headers:
        middle = header.split("/")[1:-1]
        by_room.setdefault(middle[0] if middle else "", []).append(header)
    for room, members in by_room.items():
        parts.append(f"\n## {_TITLES.get(room, room.capitalize())}\n")
        for header in members:
            details = f'<a href="../api/{pages[header]}">details</a>'
            names = [f"`{name}`" for name in declared[header]]
            parts.append(f"\n### `<{header}>`\n")
            parts.append(f"\n{purpose_of(headers[header])}\n")
            parts.append("\n" + " · ".join([details, *names]) + "\n")
    return "".join(parts)


def _files(tags: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The page of each header, and the names that each declares."""
    pages: dict[str, str] = {}
    declared: dict[str, list[str]] = {}
    for compound in ET.parse(tags).getroot().iter("compound"):
        if compound.get("kind") != "file":
            continue
        place = compound.findtext("path", "") + compound.findtext("name", "")
        header = place[place.rindex("/noodles/") + 1 :]
        pages[header] = compound.findtext("filename", "")
        names = [
            (element.text or "").removeprefix("noodles::")
            for element in compound.iter("class")
        ]
        names += [
            member.findtext("name", "")
            for member in compound.iter("member")
            if member.get("kind") != "define"
        ]
        declared[header] = [
            name
            for name in dict.fromkeys(names)
            if "<" not in name and not name.startswith("operator")
        ]
    return pages, declared


def purpose_of(header: Path) -> str:
    """The first sentence of the comment at the header's top."""
    lines: list[str] = []
    for line in header.read_text(encoding="utf-8").splitlines():
        if not line.startswith("// ") or line.startswith("//  "):
            break
        lines.append(line.removeprefix("// "))
    text = " ".join(lines)
    return re.sub(r"([\\`*_<>\[\]#])", r"\\\1", text)
