"""The part of CDDL that the back end supports; refuses all else.

The tables here are the whole list: to support a construct, teach the model and
the templates about it and take its line out of REFUSALS, or put its name into
one of the other tables. `supported_forms` looks everything up by these keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics


@dataclass(frozen=True)
class Refusal:
    """How an error names a construct, and what to write instead."""

    what: str
    hint: str = ""


# Types of the prelude that every language has a type for.
PRELUDE_TYPES = frozenset(
    {
        "any",
        "bool",
        "bstr",
        "bytes",
        "float",
        "float32",
        "float64",
        "int",
        "nil",
        "null",
        "text",
        "tstr",
        "uint",
    }
)

# Names of the prelude that may stand as a default value.
PRELUDE_VALUES = frozenset({"true", "false"})

# Control operators; `.default` only directly on an optional entry of a map.
CONTROLS = frozenset({".size", ".default"})

# The sizes in bytes that `.size` takes, by the type it applies to.
SIZES: Mapping[str, frozenset[int]] = {"uint": frozenset({4, 8})}

# Elements of a fixed array; it is a std::array inside its struct.
MAX_FIXED_LENGTH = 4096

# Keyed by the last part of the finding's code, `unsupported-<key>`.
REFUSALS: Mapping[str, Refusal] = {
    # Parts of the language.
    "generic": Refusal("generics", "write a rule for each use"),
    "unwrap": Refusal("the unwrap operator '~'", "write the entries out"),
    "socket": Refusal(
        "sockets ('$name', '$$name')", "give the rule a plain name"
    ),
    "enumeration": Refusal(
        "enumerations of a group ('&')", 'write a choice of texts: "A" / "B"'
    ),
    "tag": Refusal(
        "tags ('#6.n(type)')", "name the type inside; readers skip tags"
    ),
    "major-type": Refusal(
        "major types ('#', '#n.m')",
        "use a name of the prelude, such as any or uint",
    ),
    "control": Refusal(
        "the control operator {}", "only .size and .default are known"
    ),
    "range": Refusal("ranges ('..', '...')", "say it in a comment"),
    "prelude-type": Refusal("the prelude type '{}'"),
    # Values.
    "literal": Refusal(
        "a literal as a type of its own here",
        'name a choice of texts: A = "x" / "y"',
    ),
    "nul": Refusal(
        "the character U+0000 in a text", "languages end texts there"
    ),
    "key-character": Refusal(
        "a control character, a quotation mark, a backslash or '??' in a key"
    ),
    "control-character": Refusal("a control character in a text here"),
    "mixed-choice": Refusal(
        "a choice between literals and types",
        "choose between literals or between types",
    ),
    "size": Refusal(
        "'.size' here",
        "only uint, with .size 4 or 8, has a type of that size",
    ),
    "default-place": Refusal(
        "'.default' here",
        "only the whole type of an optional entry of a map takes it",
    ),
    "default-value": Refusal(
        "a default of this form",
        "write a number, a text, true, false or an array of them",
    ),
    # Maps.
    "anonymous-struct": Refusal(
        "a map inside another type",
        "give it a rule: its name is the struct's name",
    ),
    "key": Refusal(
        "a map key that is not a text",
        "a struct has keys like 'name:'; a table is the sole entry '* tstr => "
        "type'",
    ),
    "occurrence": Refusal(
        "the occurrence '{}' here",
        "entries of a map take '?'; a list is [ * T ] or [ + T ], an array [ "
        "3*3 T ]",
    ),
    "group-in-map": Refusal(
        "a group in a map other than a choice of single entries",
        "exactly one is ( a: A // b: B ), at most one ? ( a: A // b: B )",
    ),
    # Arrays.
    "array-form": Refusal(
        "an array of this form",
        "arrays are [ * T ], [ + T ], [ 3*3 T ] and [ name: T, name: T ]",
    ),
    "fixed-length": Refusal(
        f"a fixed array of 0 or more than {MAX_FIXED_LENGTH} elements"
    ),
    "optional-element": Refusal(
        "an optional element in an array other than 'args'", "use a map"
    ),
    "optional-order": Refusal(
        "an argument behind an optional one that is not optional"
    ),
    # Groups and rules.
    "group-place": Refusal(
        "the group '{}' here",
        "a group is taken only as the element of a list: [ * G ]",
    ),
    "group-form": Refusal(
        "a group of this form",
        "groups are ( name: T, name: T ) and message tables ( 0, MsgA // 1, "
        "MsgB )",
    ),
    "message-table": Refusal(
        "a line of a message table of this form",
        "a line is a number and the name of a rule that is a map: 0, MsgA",
    ),
    "recursion": Refusal(
        "a type that contains itself: {}",
        "break the circle: let one of them hold the identifier of a component",
    ),
}


def refuse(
    diagnostics: Diagnostics, key: str, span: Span, detail: str = ""
) -> None:
    """Reports a construct as unsupported, unless it is not in REFUSALS."""
    refusal = REFUSALS.get(key)
    if refusal is not None:
        message = f"unsupported: {refusal.what.format(detail)}"
        diagnostics.error(f"unsupported-{key}", span, message, refusal.hint)
