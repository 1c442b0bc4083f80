"""Revisions of the published text, turned back: the specification as it was
before each of them.

A reversal is a list of replacements in the specifications and in the bindings,
and the words of what goes: code that has none of them must not notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Replacement = tuple[str, str]


@dataclass(frozen=True)
class Reversal:
    """One revision turned back; texts are regular expressions of lines."""

    name: str
    words: str
    protocol: tuple[Replacement, ...] = ()
    protocol_bindings: tuple[Replacement, ...] = ()
    methods: tuple[Replacement, ...] = ()


def _rule(name: str) -> Replacement:
    """Takes away a rule of several lines, or of one."""
    return rf"^{name} = (?:[{{(\[]\n(?:[ ;].*\n)*[}})\]]|.*)\n", ""


def _lines(text: str) -> Replacement:
    """Takes away the lines that begin with this."""
    return rf"^ *{text}.*\n", ""


REVERSALS = (
    Reversal(
        "WorldCoord",
        "WorldCoord|GeoAnchor|QRAnchor|anchor|Transformation|transform|Mat4",
        (
            _rule("WorldCoord"),
            _rule("GeoAnchor"),
            _rule("QRAnchor"),
            ("^Transformation = .*", "Transformation = Mat4"),
        ),
        (_lines('"WorldCoord'),),
    ),
    Reversal(
        "physics",
        "[Pp]hysics|[Ss]tream_?[Ff]low|TextBounds",
        (
            _lines("PhysicsID = id"),
            _lines(r"\? physics:"),
            (r"^; =+ physics\n(?:.*\n)*?(?=; =)", ""),
            (r" //\n  36, MsgPhysicsCreate //\n  37, MsgPhysicsDelete", ""),
        ),
        (
            _lines('"(?:PhysicsType|StreamFlow)'),
            _lines(r'"MsgEntity(?:Create|Update)\.physics"'),
        ),
    ),
    Reversal(
        "URIParts",
        "URIParts|[Ll]ocation|[Uu]ri",
        (_rule("URIParts"), ("^Location = .*", "Location = tstr")),
        (("^.numbers_as_text.\n(?:.*\n)*?(?=\n)", ""),),
    ),
    Reversal("stride", "[Ss]tride", (_lines(r"\? stride:"),)),
    Reversal(
        "null_rep",
        "null_rep|NullRepresentation",
        ((r"null_rep: any //\n *", ""),),
        (
            (
                '^"MsgEntityUpdate.null_rep" = "repr',
                '"MsgEntityUpdate.text_rep" = "repr',
            ),
            ("^.presences.\n(?:.*\n)*?(?=\n)", ""),
        ),
    ),
    Reversal(
        "empty MaterialUpdate",
        "MaterialUpdate",
        (
            (
                r"^MsgMaterialUpdate = \{\n(?:.*\n)*?\}",
                "MsgMaterialUpdate = { id: MaterialID }",
            ),
        ),
        ((r', "MsgMaterialUpdate.pbr_info"', ""),),
    ),
    Reversal(
        "Initialized and ANY",
        "Initialized|kAny",
        (
            _rule("MsgDocumentInitialized"),
            (r" //\n  35, MsgDocumentInitialized", ""),
        ),
        (('"MsgDocumentInitialized", ', ""),),
        ((' / "ANY"', ""),),
    ),
    Reversal("visible", "visible", (_lines(r"\? visible:"),)),
    Reversal(
        "indices",
        r"[Ii]ndices|\bIndex\b",
        (_rule("Index"), _lines(r"\? indices: Index")),
    ),
)


def replaced(text: str, replacements: tuple[Replacement, ...]) -> str:
    """The text with all replacements; each must find something."""
    for pattern, replacement in replacements:
        text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
        assert count > 0, pattern
    return text
