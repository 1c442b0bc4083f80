"""The files of each interface: their names, templates and includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linguine.emit.cpp.interfaces import InterfaceView

_STATUS = '"absl/status/status.h"'
_STATUS_OR = '"absl/status/statusor.h"'
_TARGET = '"noodles/protocol/common_types.h"'


@dataclass(frozen=True)
class InterfaceFile:
    """A file to render: its name, its template, and the template's values."""

    path: str
    template: str
    values: dict[str, object]


def files_of(
    interface: InterfaceView, include_prefix: str
) -> Iterator[InterfaceFile]:
    """All files of one interface."""
    if interface.kind == "method":
        yield from _method_files(interface, include_prefix)
    else:
        yield from _signal_files(interface, include_prefix)


def _method_files(
    interface: InterfaceView, include_prefix: str
) -> Iterator[InterfaceFile]:
    yield _header(
        interface,
        "",
        "method_interface.h.j2",
        ("<memory>", "<vector>"),
        (_STATUS, _STATUS_OR, '"noodles/calls/method.h"'),
    )
    partner = []
    if interface.partner_file:
        partner = [
            f'"{include_prefix}/{interface.partner_file}.h"',
            '"noodles/protocol/signals.h"',
        ]
    yield _source(
        interface,
        "",
        "method_interface.cc.j2",
        ('"noodles/calls/define_method.h"', *partner, _names(include_prefix)),
    )
    yield _header(
        interface,
        "_proxy",
        "method_proxy.h.j2",
        ("<functional>", "<future>", "<optional>"),
        (_STATUS, _STATUS_OR, '"noodles/calls/caller.h"', _TARGET),
    )
    yield _source(
        interface,
        "_proxy",
        "method_proxy.cc.j2",
        (
            '"noodles/calls/pack_arguments.h"',
            '"noodles/calls/read_result.h"',
            _names(include_prefix),
        ),
    )


def _signal_files(
    interface: InterfaceView, include_prefix: str
) -> Iterator[InterfaceFile]:
    yield _header(
        interface,
        "",
        "signal_emitter.h.j2",
        ("<optional>", "<vector>"),
        (
            _STATUS,
            '"noodles/calls/signal_emitter.h"',
            _TARGET,
            '"noodles/protocol/signals.h"',
        ),
    )
    yield _source(
        interface,
        "",
        "signal_emitter.cc.j2",
        (
            '"noodles/calls/define_method.h"',
            '"noodles/calls/pack_arguments.h"',
            _names(include_prefix),
        ),
    )
    yield _header(
        interface,
        "_listener",
        "signal_listener.h.j2",
        ("<string_view>", "<vector>"),
        (_STATUS, '"noodles/cbor/any.h"'),
    )
    yield _source(
        interface,
        "_listener",
        "signal_listener.cc.j2",
        ('"noodles/calls/call_with_arguments.h"', _names(include_prefix)),
    )


def _names(include_prefix: str) -> str:
    return f'"{include_prefix}/names.h"'


def _header(
    interface: InterfaceView,
    suffix: str,
    template: str,
    system: Iterable[str],
    project: Iterable[str],
) -> InterfaceFile:
    headers = {*interface.system_headers, *system}
    if interface.has_optional:
        headers.add("<optional>")
    return InterfaceFile(
        f"{interface.file}{suffix}.h",
        template,
        {
            "interface": interface,
            "system_headers": sorted(headers),
            "project_headers": sorted({*interface.project_headers, *project}),
        },
    )


def _source(
    interface: InterfaceView, suffix: str, template: str, headers: Iterable[str]
) -> InterfaceFile:
    return InterfaceFile(
        f"{interface.file}{suffix}.cc",
        template,
        {
            "interface": interface,
            "codec_headers": sorted({*interface.codec_headers, *headers}),
        },
    )
