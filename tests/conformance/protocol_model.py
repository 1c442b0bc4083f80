"""The committed models of the protocol and its interfaces, and facts from the
specification's text.

The structure (keys and types) comes from model.json. Message numbers and
defaults are read from the text itself, so that a fault of the generator's front
end becomes visible as a difference.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MODELS = [
    ROOT / "generated" / "noodles" / name / "model.json"
    for name in ("protocol", "interfaces")
]
SPECIFICATIONS = [
    ROOT / "spec" / "noodles.cddl",
    ROOT / "spec" / "methods.cddl",
]

Node = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """A message: its rule's name, its side ("s" or "c") and its number.

    A structure of an interface stands for a message of the side "i", whose
    number is its place in the model.
    """

    name: str
    side: str
    number: int


@cache
def model() -> Node:
    """Both models as one."""
    whole, interfaces = map(_read, MODELS)
    for part in ("structures", "enumerations", "aliases"):
        whole[part] = whole[part] + interfaces[part]
    return whole


def _read(path: Path) -> Node:
    content: Node = json.loads(path.read_text(encoding="utf-8"))
    return content


@cache
def specification() -> str:
    """The text of both files."""
    return "".join(path.read_text(encoding="utf-8") for path in SPECIFICATIONS)


@cache
def letter() -> str:
    """The specification for a validator: without defaults, which say nothing
    about validity (RFC 8610, section 3.8.6) and make cddl_verifier 1.5.3 take
    anything where the default is an array."""
    return re.sub(r" \.default .*,$", ",", specification(), flags=re.MULTILINE)


@cache
def messages() -> tuple[Message, ...]:
    """All messages of both sides."""
    return tuple(
        Message(entry["name"], direction["name"][0].lower(), entry["number"])
        for direction in model()["directions"]
        for entry in direction["messages"]
    )


@cache
def interface_structures() -> tuple[Message, ...]:
    """The structures of the interfaces; groups are parts of others."""
    structures = _read(MODELS[1])["structures"]
    names = [one["name"] for one in structures if one["form"] != "group"]
    return tuple(
        Message(name, "i", number) for number, name in enumerate(names)
    )


@cache
def everything() -> tuple[Message, ...]:
    """All messages, and all structures of the interfaces."""
    return messages() + interface_structures()


@cache
def messages_in_text() -> tuple[Message, ...]:
    """All messages as the text numbers them."""
    found = []
    for root in ("Server", "Client"):
        group = re.search(
            rf"^{root}Message = \((.*?)^\)",
            specification(),
            re.MULTILINE | re.DOTALL,
        )
        assert group is not None, root
        found += [
            Message(name, root[0].lower(), int(number))
            for number, name in re.findall(r"(\d+), (\w+)", group.group(1))
        ]
    return tuple(found)


@cache
def _by_name(part: str) -> dict[str, Node]:
    return {entry["name"]: entry for entry in model()[part]}


@cache
def structure_of_message(name: str) -> Node:
    """The content of a message, including its id, as a structure."""
    for direction in model()["directions"]:
        for entry in direction["messages"]:
            if entry["name"] != name:
                continue
            if entry["role"] == "plain":
                return _by_name("structures")[entry["structure"]]
            content: Node = {
                "name": name,
                "form": "map",
                "content_ignored": False,
            }
            content["entries"] = [_identifier_member(entry["component"])]
            if entry["role"] != "delete":
                inner = _by_name("structures")[entry["structure"]]
                content["entries"] += inner["entries"]
            return content
    return _by_name("structures")[name]


def _identifier_member(component: str) -> Node:
    return {
        "node": "Member",
        "key": "id",
        "type": {"node": "Identifier", "component": component},
        "presence": "required",
        "default": None,
        "aliases": [],
        "number_as_text": False,
    }


def definition(name: str) -> tuple[str, Node]:
    """The part of the model ("structures", ...) with this name, and the
    definition.
    """
    for part in ("structures", "enumerations", "aliases"):
        if name in _by_name(part):
            return part, _by_name(part)[name]
    raise KeyError(name)


def resolve(node: Node) -> Node:
    """A type with aliases replaced; structures and enumerations stay named."""
    while node["node"] == "Named":
        part, found = definition(node["name"])
        if part != "aliases":
            break
        node = found["type"]
    return node


def is_one_of(entry: Node) -> bool:
    """Whether an entry of a structure is a one-of."""
    return bool(entry["node"] == "OneOf")


def members(structure: Node) -> list[Node]:
    """All members of a structure, those of one-ofs included."""
    found: list[Node] = []
    for entry in structure["entries"]:
        found += entry["alternatives"] if is_one_of(entry) else [entry]
    return found


@cache
def _defaults_in_text() -> dict[tuple[str, str], Any]:
    found = {}
    rule = ""
    for line in specification().splitlines():
        if start := re.match(r"(\w+) = {", line):
            rule = start.group(1)
        if entry := re.match(r"\s+\? (\w+): .* \.default (.*),$", line):
            found[rule, entry.group(1)] = json.loads(entry.group(2))
    return found


def default(structure: Node, member: Node) -> Any:
    """The default of a defaulted member, as the text spells it.

    The bindings make whole structures defaulted, and for these it is ().
    """
    resolved = resolve(member["type"])
    if (
        resolved["node"] == "Named"
        and definition(resolved["name"])[0] == "structures"
    ):
        return ()
    return _defaults_in_text()[structure["name"], member["key"]]


def count_of_defaults_in_text() -> int:
    """How many defaults the text has, found without the parser's help."""
    return len(_defaults_in_text())
