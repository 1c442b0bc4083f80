"""`linguine diff`: what a change of a specification breaks, and for whom."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from linguine.commands import shared
from linguine.commands.exit_codes import (
    BREAKS_SOURCE,
    BREAKS_WIRE,
    RISKY,
    SUCCESS,
)
from linguine.compare.findings import WORDS, Finding, Level
from linguine.compare.models import compare_models
from linguine.diagnostics import Diagnostics
from linguine.model.model import Model, Origin
from linguine.pipeline import load_model

_DESCRIPTION = """\
Compares two versions of a specification by what they mean, not by their text,
and prints every difference, the worst first, with its place in both:

  breaks the wire  programs of the old and of the new version don't understand
                   each other
  risky            they do until one of them uses what the other does not know
  breaks source    bytes are the same; C++ that uses the generated code changes
  additive         neither"""

_EPILOG = """\
The bindings of each version are those beside its file (noodles.bindings.toml
for noodles.cddl) unless they are given.

Exit codes: 0 no difference or additive ones, 10 source breaks, 11 something is
risky, 12 the wire breaks; 1 a specification has errors, 2 wrong usage.

example:
  git show main:spec/noodles.cddl > old/noodles.cddl
  git show main:spec/noodles.bindings.toml > old/noodles.bindings.toml
  linguine diff old/noodles.cddl spec/noodles.cddl"""

_EXIT_CODES = {
    Level.ADDITIVE: SUCCESS,
    Level.SOURCE: BREAKS_SOURCE,
    Level.RISKY: RISKY,
    Level.WIRE: BREAKS_WIRE,
}


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "diff",
        "tell what a change of a specification breaks",
        _DESCRIPTION,
        _EPILOG,
    )
    parser.add_argument("old", metavar="OLD", help="the CDDL file as it was")
    parser.add_argument("new", metavar="NEW", help="the CDDL file as it is")
    parser.add_argument(
        "--old-bindings", metavar="FILE", help="the bindings of OLD"
    )
    parser.add_argument(
        "--new-bindings", metavar="FILE", help="the bindings of NEW"
    )
    shared.add_imports(parser)
    shared.add_format(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compares the two and prints the differences."""
    models: list[Model] = []
    for path, bindings in (
        (arguments.old, arguments.old_bindings),
        (arguments.new, arguments.new_bindings),
    ):
        diagnostics = Diagnostics()
        model = load_model(
            [path], bindings or _beside(path), diagnostics, arguments.imports
        )
        if model is None or diagnostics.has_errors:
            return shared.report(diagnostics, arguments, sys.stderr)
        models.append(model)
    report = compare_models(*models)
    findings = report.sorted()
    if arguments.format == "json":
        json.dump([_plain(one) for one in findings], sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        _print(findings)
    return _EXIT_CODES[report.level]


def _beside(path: str) -> str | None:
    beside = Path(path).with_suffix(".bindings.toml")
    return str(beside) if beside.exists() else None


def _print(findings: list[Finding]) -> None:
    for one in findings:
        print(f"{WORDS[one.level]}: {one.message}")
        print(f"  old {_place(one.old)}")
        print(f"  new {_place(one.new)}")
    counts = {
        level: sum(one.level == level for one in findings)
        for level in reversed(Level)
    }
    summary = ", ".join(
        f"{count} {WORDS[level]}" for level, count in counts.items() if count
    )
    print(summary or "no difference", file=sys.stderr)


def _place(origin: Origin | None) -> str:
    return (
        f"{origin.file}:{origin.line}:{origin.column}" if origin else "nowhere"
    )


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "level": WORDS[finding.level],
        "message": finding.message,
        "old": _plain_place(finding.old),
        "new": _plain_place(finding.new),
    }


def _plain_place(origin: Origin | None) -> dict[str, object] | None:
    if origin is None:
        return None
    return {"file": origin.file, "line": origin.line, "column": origin.column}
