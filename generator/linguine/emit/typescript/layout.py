"""The layout of generated TypeScript: the filters of the templates."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from linguine.emit.templates import wrapped
from linguine.emit.typescript.module import LINE_LENGTH
from linguine.emit.typescript.spelling import Spelling, camel
from linguine.emit.typescript.view import EntryView, OneOfView, StructureView


def doc_comment(text: str, indentation: int = 0) -> str:
    """A doc text as TSDoc, ended by a line break; "" for no text."""
    if not text:
        return ""
    prefix = " " * indentation
    text = text.replace("*/", "*\\/")
    lines = wrapped(text, LINE_LENGTH - indentation - 3)
    if len(lines) == 1 and len(lines[0]) <= LINE_LENGTH - indentation - 7:
        return f"{prefix}/** {lines[0]} */\n"
    body = "".join(f"{prefix} * {line}".rstrip() + "\n" for line in lines)
    return f"{prefix}/**\n{body}{prefix} */\n"


def union(words: list[str], start: str) -> str:
    """`start`, a union of types, and a semicolon; broken if it is long."""
    line = f"{start} {' | '.join(words)};"
    if len(line) <= LINE_LENGTH:
        return line
    return start + "".join(f"\n  | {word}" for word in words) + ";"


def assigned(expression: str, start: str, indentation: int) -> str:
    """`start = expression;`, on several lines where it is too long."""
    prefix = " " * indentation
    line = f"{prefix}{start} = {expression};"
    if len(line) <= LINE_LENGTH:
        return line
    if expression.endswith(")"):
        return called(f"{start} = {expression}", indentation)
    return f"{prefix}{start} =\n{prefix}  {expression};"


def called(expression: str, indentation: int) -> str:
    """A call as a statement; its arguments on own lines where it is long."""
    prefix = " " * indentation
    line = f"{prefix}{expression};"
    if len(line) <= LINE_LENGTH:
        return line
    function, arguments = expression[:-1].split("(", 1)
    if not arguments:
        return line
    inner = "".join(f"{prefix}  {one},\n" for one in _split(arguments))
    return f"{prefix}{function}(\n{inner}{prefix});"


def joined_lines(
    items: list[str], start: str, end: str, indentation: int
) -> str:
    """A list between `start` and `end`: on one line, or an item a line."""
    prefix = " " * indentation
    line = f"{prefix}{start}{', '.join(items)}{end}"
    if len(line) <= LINE_LENGTH:
        return line
    inner = "".join(f"{prefix}  {item},\n" for item in items)
    return f"{prefix}{start.rstrip()}\n{inner}{prefix}{end.lstrip()}"


def count_members(
    structure: StructureView, always: int, spelling: Spelling
) -> str:
    """The statement that announces the keys of `value`, `always` and more."""
    terms = []
    for entry in structure.entries:
        if entry.presence == "optional":
            terms.append(f"{spelling.cbor('present')}(value{entry.access})")
        elif entry.presence == "list":
            terms.append(f"{spelling.cbor('presentList')}(value{entry.access})")
        else:
            always += 1
    if always or not terms:
        terms.insert(0, str(always))
    line = f"  writer.writeMapHead({' + '.join(terms)});"
    if len(line) <= LINE_LENGTH:
        return line
    joined = " +\n      ".join(terms)
    return f"  writer.writeMapHead(\n    {joined},\n  );"


def member_doc(entry: EntryView) -> str:
    """The doc of a member, and its default."""
    if entry.presence != "defaulted":
        return entry.doc
    return f"{entry.doc}\n\n@defaultValue {entry.default}".strip()


def one_of_alternatives(one_of: OneOfView) -> list[str]:
    """The types of a one-of's alternatives."""
    return [
        f'{{ kind: "{item.kind}" }}'
        if item.is_presence
        else f'{{ kind: "{item.kind}"; value: {item.type} }}'
        for item in one_of.alternatives
    ]


def one_of_rows(rows: tuple[tuple[str, bool], ...]) -> list[str]:
    """The rows of a table of one-ofs."""
    return [
        f'{{ keys: "{keys}", isRequired: {"true" if required else "false"} }}'
        for keys, required in rows
    ]


def prefixed(items: Iterable[str], prefix: str) -> list[str]:
    """Each item behind `prefix`."""
    return [f"{prefix}{item}" for item in items]


def properties(structure: StructureView) -> list[str]:
    """The properties of a structure, made of the variables."""
    return [
        entry.variable
        if entry.variable == entry.label
        else f"{entry.label}: {entry.variable}"
        for entry in structure.entries
    ]


def property_of(call: str, name: str, indentation: int) -> str:
    """A property of an object literal whose value is a call."""
    broken = called(f"{name}: {call}", indentation)
    return f"{broken[:-1]},"


def quoted(texts: Iterable[str]) -> list[str]:
    """Each text as a literal."""
    return [json.dumps(text) for text in texts]


def with_article(name: str) -> str:
    """`an Entity`, `a Light`."""
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


_SIGNATURE = re.compile(
    r"^(?P<start> *(?:export )?(?:async )?(?:function )?\w+)"
    r"\((?P<parameters>.+)\)(?P<end>: .*[{;}])$"
)


def broken_signatures(text: str) -> str:
    """The text; heads of functions that are too long have a line for each
    parameter.
    """
    return "\n".join(map(_broken_signature, text.split("\n")))


def _broken_signature(line: str) -> str:
    match = _SIGNATURE.match(line)
    if match is None or len(line) <= LINE_LENGTH:
        return line
    indentation = " " * (len(line) - len(line.lstrip()))
    parameters = "".join(
        f"{indentation}  {one},\n" for one in _split(match["parameters"])
    )
    return f"{match['start']}(\n{parameters}{indentation}){match['end']}"


def _split(arguments: str) -> list[str]:
    """The arguments of a call, apart at the commas outside of brackets."""
    parts = [""]
    depth = 0
    for letter in arguments:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


FILTERS = {
    "assigned": assigned,
    "called": called,
    "camel": camel,
    "doc": doc_comment,
    "joined_lines": joined_lines,
    "literal": json.dumps,
    "member_doc": member_doc,
    "one_of_alternatives": one_of_alternatives,
    "one_of_rows": one_of_rows,
    "prefixed": prefixed,
    "properties": properties,
    "property_of": property_of,
    "quoted": quoted,
    "union": union,
    "with_article": with_article,
}
