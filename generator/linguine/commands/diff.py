"""`linguine diff`: what a change of a specification breaks, and for whom."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linguine.commands import shared
from linguine.commands.exit_codes import (
    BREAKS_SOURCE,
    BREAKS_WIRE,
    RISKY,
    SUCCESS,
    USAGE,
)
from linguine.compare.findings import Level, worst
from linguine.compare.models import compare_models
from linguine.compare.output import WRITERS, summary
from linguine.compare.rules import RULES
from linguine.compare.waivers import WaiverError, apply_waivers, read_waivers
from linguine.diagnostics import Diagnostics
from linguine.frontend import Import
from linguine.model.model import Model
from linguine.pipeline import load_imported, load_model

_DESCRIPTION = """\
Compares two versions of a specification by what they mean, not by their text,
and prints every difference, the worst first, with its place in both:

  breaks the wire  programs of the old and of the new version don't understand
                   each other
  risky            they do until one of them uses what the other does not know
  breaks source    bytes are the same; code that uses the generated code changes
  additive         neither
  documentation    a comment

Messages are the same by their numbers, methods and signals by their names on
the wire, members by their keys, places of arrays by their positions. Each
finding says who breaks: old or new readers (of what the other version sends),
old source (with the new generated code) or new source (with the old)."""

_EPILOG = """\
The bindings of each version are those beside its file (noodles.bindings.toml
for noodles.cddl) unless they are given. --import counts for both versions.

A file of waivers (TOML) accepts findings; they are printed as waived and do not
count in the exit code:
  [[waivers]]
  rule = "member-removed"
  key = "WorldCoord.qr"
  reason = "no peer has ever sent it"

Exit codes: 0 no difference or additive ones, 10 source breaks, 11 something is
risky, 12 the wire breaks; 1 a specification has errors, 2 wrong usage.

example:
  git show main:spec/noodles.cddl > old/noodles.cddl
  git show main:spec/noodles.bindings.toml > old/noodles.bindings.toml
  linguine diff old/noodles.cddl spec/noodles.cddl"""

_EXIT_CODES = {
    None: SUCCESS,
    Level.DOCUMENTATION: SUCCESS,
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
    parser.add_argument(
        "old", nargs="?", metavar="OLD", help="the CDDL file as it was"
    )
    parser.add_argument(
        "new", nargs="?", metavar="NEW", help="the CDDL file as it is"
    )
    for version in ("old", "new"):
        parser.add_argument(
            f"--{version}-bindings",
            metavar="FILE",
            help=f"the bindings of {version.upper()}",
        )
    shared.add_imports(parser)
    for version in ("old", "new"):
        shared.add_imports(
            parser,
            f"--{version}-import",
            f"{version}_imports",
            f"like --import, for {version.upper()} alone",
        )
    parser.add_argument(
        "--waivers", metavar="FILE", help="findings that are accepted (TOML)"
    )
    parser.add_argument(
        "--shared-waivers",
        action="store_true",
        help="the waivers are those of several files: some may match nothing",
    )
    parser.add_argument(
        "--rules",
        action="store_true",
        help="list the names of all rules instead",
    )
    shared.add_format(parser, tuple(WRITERS))
    parser.set_defaults(run=run)


@dataclass
class _Version:
    """A specification that is compared."""

    model: Model
    imports: list[Model] = field(default_factory=list)
    # The files of the bindings of all of them.
    bindings: list[str] = field(default_factory=list)


def run(arguments: argparse.Namespace) -> int:
    """Compares the two and prints the differences."""
    if arguments.rules:
        for rule, what in RULES.items():
            print(f"{rule}: {what}")
        return SUCCESS
    if arguments.old is None or arguments.new is None:
        print("linguine diff: OLD and NEW are needed", file=sys.stderr)
        return USAGE
    try:
        waivers = read_waivers(arguments.waivers) if arguments.waivers else []
    except WaiverError as error:
        print(f"linguine diff: {error}", file=sys.stderr)
        return USAGE
    versions: list[_Version] = []
    for path, bindings, imports in (
        (arguments.old, arguments.old_bindings, arguments.old_imports),
        (arguments.new, arguments.new_bindings, arguments.new_imports),
    ):
        diagnostics = Diagnostics()
        version = _load(
            path, bindings, (*arguments.imports, *imports), diagnostics
        )
        if version is None or diagnostics.has_errors:
            return shared.report(diagnostics, arguments, sys.stderr)
        versions.append(version)
    old, new = versions
    report = compare_models(
        old.model,
        new.model,
        old.imports,
        new.imports,
        old.bindings,
        new.bindings,
    )
    findings, unused = apply_waivers(report.sorted(), waivers)
    sys.stdout.write(WRITERS[arguments.format](findings))
    print(summary(findings), file=sys.stderr)
    for one in unused if not arguments.shared_waivers else ():
        print(
            f"linguine diff: the waiver of {one.rule} for {one.key} matches "
            "nothing",
            file=sys.stderr,
        )
    return _EXIT_CODES[worst(findings)]


def _load(
    path: str,
    bindings: str | None,
    imports: Sequence[Import],
    diagnostics: Diagnostics,
) -> _Version | None:
    bindings = bindings or _beside(path)
    model = load_model([path], bindings, diagnostics, imports)
    if model is None:
        return None
    version = _Version(model, bindings=[bindings] if bindings else [])
    for one in imports:
        beside = _beside(one.path)
        if beside is not None:
            version.bindings.append(beside)
        # This command does not report the faults of an imported file.
        imported = load_imported([one], Diagnostics(), imports)
        if imported is not None:
            version.imports.append(imported)
    return version


def _beside(path: str) -> str | None:
    beside = Path(path).with_suffix(".bindings.toml")
    return str(beside) if beside.exists() else None
