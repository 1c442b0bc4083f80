"""Helpers of the tests of the front end: short calls, and trees as text."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

from linguine.cddl.checks import check
from linguine.cddl.parser import parse_text
from linguine.cddl.resolver import Resolved, resolve
from linguine.cddl.syntax import (
    Array,
    Entry,
    Enumeration,
    Group,
    GroupChoice,
    MajorType,
    Map,
    MemberKey,
    Name,
    Occurrence,
    Parenthesized,
    Rule,
    Specification,
    Tagged,
    Type,
    Type1,
    Unwrap,
    Value,
)
from linguine.diagnostics import Diagnostics

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
GENERATOR = REPOSITORY / "generator"
NOODLES = REPOSITORY / "spec" / "noodles.cddl"
METHODS = REPOSITORY / "spec" / "methods.cddl"
FILE = "test.cddl"


def run_linguine(
    *arguments: str, timeout: float = 60, cwd: pathlib.Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the command line."""
    return subprocess.run(
        [sys.executable, "-m", "linguine", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        timeout=timeout,
        cwd=cwd,
        check=False,
    )


def parse(text: str) -> Specification:
    """Parses a text that has no errors."""
    diagnostics = Diagnostics()
    specification = parse_text(text, FILE, diagnostics)
    assert diagnostics.render() == ""
    return specification


def parse_rule(text: str) -> Rule:
    """Parses a text of one rule without errors."""
    (rule,) = parse(text).rules
    return rule


def parse_type(text: str) -> Type:
    """Parses a type without errors."""
    definition = parse_rule(f"rule = {text}").definition
    assert isinstance(definition, Type)
    return definition


def findings(diagnostics: Diagnostics) -> list[str]:
    """The findings as `line:column severity code`."""
    return [
        f"{one.span.line}:{one.span.column} {one.severity} {one.code}"
        for one in diagnostics.sorted()
    ]


def syntax_findings(text: str) -> list[str]:
    """The findings of the parser alone."""
    diagnostics = Diagnostics()
    parse_text(text, FILE, diagnostics)
    return findings(diagnostics)


def resolve_text(text: str) -> tuple[Resolved, Diagnostics]:
    """Resolves a text without syntax errors."""
    diagnostics = Diagnostics()
    return resolve(parse(text), diagnostics), diagnostics


def check_text(text: str) -> Diagnostics:
    """Runs the whole front end."""
    diagnostics = Diagnostics()
    specification = parse_text(text, FILE, diagnostics)
    if not diagnostics.has_errors:
        check(resolve(specification, diagnostics), diagnostics)
    return diagnostics


Node = (
    Rule | Type | Type1 | Group | GroupChoice | Entry | MemberKey | Occurrence
)


def unparse(node: object) -> str:
    """A tree as CDDL in one fixed layout."""
    if isinstance(node, Specification):
        return "\n".join(unparse(rule) for rule in node.rules) + "\n"
    if isinstance(node, Rule):
        parameters = (
            f"<{', '.join(node.parameters)}>" if node.parameters else ""
        )
        return (
            f"{node.name}{parameters} {node.assignment} "
            f"{unparse(node.definition)}"
        )
    if isinstance(node, Type):
        return " / ".join(unparse(choice) for choice in node.choices)
    if isinstance(node, Type1):
        if node.operator is None:
            return unparse(node.target)
        return (
            f"{unparse(node.target)} {node.operator} {unparse(node.controller)}"
        )
    if isinstance(node, Group):
        return " // ".join(unparse(choice) for choice in node.choices)
    if isinstance(node, GroupChoice):
        return ", ".join(unparse(entry) for entry in node.entries)
    if isinstance(node, Entry):
        content = unparse(node.content)
        if isinstance(node.content, Group):
            # The comma keeps `(a)` a group; without it the text is a type.
            is_plain = len(node.content.choices) == 1
            content = f"({content}{',' if is_plain and content else ''})"
        occurrence = unparse(node.occurrence) + " " if node.occurrence else ""
        return occurrence + (unparse(node.key) if node.key else "") + content
    if isinstance(node, Occurrence):
        maximum = "" if node.maximum is None else node.maximum
        return f"{node.minimum}*{maximum}"
    if isinstance(node, MemberKey):
        if node.name is not None:
            return f"{node.name}: "
        if node.value is not None:
            return f"{unparse(node.value)}: "
        return f"{unparse(node.type)} {'^ ' if node.cut else ''}=> "
    return _unparse_type2(node)


def _unparse_type2(node: object) -> str:
    if isinstance(node, Value):
        if isinstance(node.value, str):
            return json.dumps(node.value, ensure_ascii=False)
        if isinstance(node.value, bytes):
            return f"h'{node.value.hex()}'"
        return repr(node.value)
    if isinstance(node, Name):
        arguments = ", ".join(unparse(argument) for argument in node.arguments)
        return f"{node.name}<{arguments}>" if node.arguments else node.name
    if isinstance(node, Parenthesized):
        return f"({unparse(node.type)})"
    if isinstance(node, Map):
        return f"{{{unparse(node.group)}}}"
    if isinstance(node, Array):
        return f"[{unparse(node.group)}]"
    if isinstance(node, Unwrap):
        return f"~{unparse(node.name)}"
    if isinstance(node, Enumeration):
        group = unparse(node.group)
        return f"&{group}" if isinstance(node.group, Name) else f"&({group})"
    if isinstance(node, Tagged):
        number = "" if node.number is None else f".{node.number}"
        return f"#6{number}({unparse(node.type)})"
    assert isinstance(node, MajorType)
    major = "" if node.major is None else str(node.major)
    information = "" if node.information is None else f".{node.information}"
    return f"#{major}{information}"
