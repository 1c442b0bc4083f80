"""Renders a model as C++: the files of each topic, and the common ones."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import jinja2

from linguine.diagnostics import Diagnostics
from linguine.emit.code_format import CODE_FORMAT, fingerprint_of
from linguine.emit.component_order import reference_order, referred_kinds
from linguine.emit.cpp.interface_files import files_of
from linguine.emit.cpp.interfaces import InterfaceBuilder
from linguine.emit.cpp.language import CPP, RUNTIME_NAMESPACE, CppSettings, Name
from linguine.emit.cpp.references import ReferenceWriter
from linguine.emit.cpp.spelling import CppTypes, cpp_text
from linguine.emit.cpp.topics import TopicBuilder
from linguine.emit.cpp.view import (
    MemberView,
    OneOfView,
    StructureView,
    TopicView,
    TransferView,
)
from linguine.emit.language import check_model, span_of
from linguine.emit.templates import (
    LINE_LENGTH,
    make_environment,
    tidy,
    wrapped,
)
from linguine.model import model


def render(
    the_model: model.Model, settings: CppSettings, diagnostics: Diagnostics
) -> dict[str, str]:
    """The text of each file, by its path below the include prefix."""
    check_model(the_model, CPP, diagnostics)
    return _Renderer(the_model, settings, diagnostics).run()


class _Renderer:
    def __init__(
        self,
        the_model: model.Model,
        settings: CppSettings,
        diagnostics: Diagnostics,
    ) -> None:
        self._model = the_model
        self._settings = settings
        self._diagnostics = diagnostics
        self._cpp = CppTypes(the_model, settings)
        self._topics = TopicBuilder(
            the_model,
            self._cpp,
            settings.namespace == RUNTIME_NAMESPACE,
            diagnostics,
        ).build()
        self._interfaces = InterfaceBuilder(
            the_model, self._cpp, settings, diagnostics
        ).build()
        self._references = ReferenceWriter(self._cpp, the_model)
        self._files: dict[str, str] = {}
        self._environment = self._make_environment()

    def _make_environment(self) -> jinja2.Environment:
        environment = make_environment()
        environment.filters.update(
            comment=comment,
            cpp_text=cpp_text,
            declaration=declaration,
            literal_lines=literal_lines,
            prefixed=prefixed,
        )
        environment.globals.update(
            one_of_index=one_of_index,
            alias_index=alias_index,
            one_of_rows=one_of_rows,
            namespace_of=clearing_type,
            reference_lines=self._reference_lines,
            referred_kinds=lambda name: referred_kinds(self._model, name),
            namespace=self._settings.namespace,
            q=self._settings.runtime_qualifier,
            include_prefix=self._settings.include_prefix,
            generated_note=self._settings.note,
            components=[
                item for topic in self._topics for item in topic.components
            ],
            components_in_reference_order=reference_order(self._model),
            directions=self._model.directions,
            interfaces=self._interfaces,
        )
        return environment

    def _reference_lines(self, component: str) -> tuple[str, ...]:
        return self._references.lines(self._model.structure(component))

    def run(self) -> dict[str, str]:
        if self._diagnostics.has_errors:
            return {}
        environment = self._environment
        by_kind = {
            item.name: position
            for position, item in enumerate(self._model.components)
        }
        environment.globals["components"].sort(
            key=lambda item: by_kind[item.name]
        )
        if self._model.components:
            self._write_pair("ids")
            self._write_header("for_each_component")
        if self._model.directions:
            self._write_pair("traits")
            self._write_pair("handlers")
            self._write_header("message_visitors")
            self._write_pair("dispatch")
        if self._interfaces:
            self._write_header("names")
        self._write_fingerprint()
        for topic in self._topics:
            self._write_topic(topic)
        self._write_umbrellas()
        codec_sources = self._sources()
        for interface in self._interfaces:
            for file in files_of(interface, self._settings.include_prefix):
                self._write(file.path, file.template, **file.values)
        self._write_sources(codec_sources)
        return self._files

    def _write_umbrellas(self) -> None:
        names = [topic.name for topic in self._topics]
        if not names:
            return
        self._write(
            "messages.h" if self._model.directions else "structures.h",
            "umbrella.h.j2",
            what="All structures and messages of the specification."
            if self._model.directions
            else "All structures of the specification.",
            headers=[f"{name}.h" for name in names],
        )
        self._write(
            "codecs.h",
            "umbrella.h.j2",
            what="Reading and writing of all structures and messages as CBOR.",
            headers=[f"{name}_codec.h" for name in names],
        )

    def _write_fingerprint(self) -> None:
        imported = [
            {
                "folder": one.folder,
                "constant": f"{self._settings.imported_namespace(one.folder)}::"
                f"{_fingerprint_constant(one.folder)}",
                "fingerprint": one.fingerprint,
            }
            for one in sorted(self._model.imported, key=lambda one: one.folder)
            if one.fingerprint
        ]
        self._write(
            "fingerprint.h",
            "fingerprint.h.j2",
            fingerprint_constant=_fingerprint_constant(
                self._settings.include_prefix
            ),
            fingerprint=fingerprint_of(self._model),
            code_format=CODE_FORMAT,
            imported=imported,
        )

    def _write_header(self, name: str) -> None:
        self._write(f"{name}.h", f"{name}.h.j2")

    def _write_pair(self, name: str) -> None:
        self._write_header(name)
        self._write(f"{name}.cc", f"{name}.cc.j2")

    def _write_topic(self, topic: TopicView) -> None:
        content_names = {
            name
            for component in topic.components
            for name in (
                component.name,
                component.update.name if component.update else "",
            )
        }
        plain = [
            item for item in topic.structures if item.name not in content_names
        ]
        tables = [
            item
            for item in plain
            if item.read_from_maps
            or (item.form == "map" and not item.content_ignored)
        ]
        headers = list(topic.headers)
        if topic.components:
            headers.append(f'"{self._settings.include_prefix}/ids.h"')
        if any(component.update for component in topic.components):
            headers += ["<string_view>", "<vector>"]
        own = f'"{self._settings.include_prefix}/'
        project = {header for header in headers if header[0] == '"'}
        project |= {f'{own}{name}.h"' for name in topic.topics}
        project.add(f'{own}fingerprint.h"')
        if any(item.form == "group" for item in plain):
            headers.append("<vector>")
        codec_headers = {f'{own}{name}_codec.h"' for name in topic.topics}
        codec_headers |= {'"noodles/cbor/values.h"', *topic.imported_codecs}
        codec_headers |= {
            '"noodles/cbor/map_writer.h"',
            '"noodles/cbor/object.h"',
        }
        if any(item.form == "group" for item in plain):
            codec_headers.add('"noodles/cbor/flat_list.h"')
        values = {
            "topic": topic,
            "title": topic.name.replace("_", " ").capitalize(),
            "plain_structures": plain,
            "tables": tables,
            "system_headers": sorted(
                {item for item in headers if item[0] == "<"}
            ),
            "project_headers": sorted(project),
            "codec_headers": sorted(codec_headers),
            "text_kinds": [item.name for item in topic.enumerations],
            "array_kinds": [
                item.name for item in plain if item.form == "array"
            ],
        }
        for suffix, template in (
            (".h", "topic.h.j2"),
            (".cc", "topic.cc.j2"),
            ("_codec.h", "topic_codec.h.j2"),
            ("_codec.cc", "topic_codec.cc.j2"),
        ):
            has_bodies = topic.enumerations or any(
                item.update for item in topic.components
            )
            if suffix != ".cc" or has_bodies:
                self._write(f"{topic.name}{suffix}", template, **values)

    def _sources(self) -> list[str]:
        return sorted(name for name in self._files if name.endswith(".cc"))

    def _write_sources(self, codec_sources: list[str]) -> None:
        prefix = Name(
            self._settings.include_prefix.replace("/", "_")
        ).upper_case()
        self._write(
            "sources.cmake",
            "sources.cmake.j2",
            lists={
                f"{prefix}_SOURCES": codec_sources,
                f"{prefix}_CALL_SOURCES": [
                    name
                    for name in self._sources()
                    if name not in codec_sources
                ],
            },
        )

    def _write(self, path: str, template: str, **values: object) -> None:
        guard = f"{self._settings.include_prefix}/{path}".upper()
        guard = (
            "".join(letter if letter.isalnum() else "_" for letter in guard)
            + "_"
        )
        text = self._environment.get_template(f"cpp/{template}").render(
            guard=guard, **values
        )
        if path in self._files:
            self._report_collision(path)
        self._files[path] = tidy(text)

    def _report_collision(self, path: str) -> None:
        """A part or an interface is called like other files."""
        stem = path.rsplit(".", 1)[0]
        definitions = (
            *self._model.enumerations,
            *self._model.aliases,
            *self._model.structures,
        )
        origin = next(
            (
                one.origin
                for one in definitions
                if stem in (one.topic, f"{one.topic}_codec")
            ),
            model.Origin(self._settings.sources[0], 1, 1)
            if self._settings.sources
            else model.Origin("", 0, 0),
        )
        self._diagnostics.error(
            "file-collision",
            span_of(origin),
            f"two generated files would be called {path}",
            "give the banner above, or the interface, another name",
        )


def _fingerprint_constant(folder: str) -> str:
    prefix = Name(folder.replace("/", "_"))
    return f"k{prefix.pascal_case()}Fingerprint"


# --------------------------------------------------------------------- filters


def comment(text: str, indentation: int = 0) -> str:
    """A doc text as comment lines, ended by a line break; "" for no text."""
    if not text:
        return ""
    prefix = " " * indentation + "// "
    lines = wrapped(text, LINE_LENGTH - len(prefix))
    return "".join(f"{prefix}{line}".rstrip() + "\n" for line in lines)


def declaration(text: str, indentation: int = 0) -> str:
    """One declaration; if long, its template arguments on own lines."""
    line = " " * indentation + text
    if len(line) <= LINE_LENGTH or "<" not in line:
        return line
    start, rest = line.split("<", 1)
    aligned = " " * (len(start) + 1)
    joined = f",\n{aligned}".join(rest.split(", "))
    return f"{start}<{joined}"


def literal_lines(text: str, indentation: int) -> str:
    """A text as a C++ literal, in pieces of a line each."""
    width = LINE_LENGTH - indentation - 4
    pieces = textwrap.wrap(
        text, width, drop_whitespace=False, break_long_words=False
    )
    prefix = " " * indentation
    quoted = [
        piece.replace("\\", "\\\\").replace('"', '\\"') for piece in pieces
    ]
    return "\n".join(f'{prefix}"{piece}"' for piece in quoted)


def prefixed(items: Iterable[str], prefix: str) -> list[str]:
    """Each item behind `prefix`."""
    return [f"{prefix}{item}" for item in items]


# -------------------------------------------------------------------- one-ofs


def one_of_index(structure: StructureView, one_of: OneOfView) -> int:
    """The number of a one-of in its structure's table, from 1."""
    return structure.one_ofs.index(one_of) + 1


def alias_index(structure: StructureView, member: MemberView) -> int:
    """The number of the one-of that the spellings of a key make."""
    return len(structure.one_ofs) + _aliased(structure).index(member) + 1


def one_of_rows(structure: StructureView) -> list[tuple[str, bool]]:
    """The rows of a structure's one-of table: keys in words; if required."""
    rows = [(item.keys_text, item.required) for item in structure.one_ofs]
    for member in _aliased(structure):
        keys = " or ".join((member.key, *member.aliases))
        rows.append((keys, member.presence == "required"))
    return rows


def _aliased(structure: StructureView) -> list[MemberView]:
    return [
        entry
        for entry in structure.entries
        if isinstance(entry, MemberView) and entry.aliases
    ]


def clearing_type(transfer: TransferView) -> str | None:
    """The type of the alternative that takes a one-of away, or None."""
    assert isinstance(transfer.entry, OneOfView)
    for position, (_, target) in enumerate(transfer.alternatives):
        if target is None:
            return transfer.entry.alternatives[position].type
    return None
