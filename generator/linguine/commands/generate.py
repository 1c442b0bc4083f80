"""`linguine generate`: writes C++ for a specification."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from linguine.commands import shared
from linguine.commands.exit_codes import FINDINGS, SUCCESS, USAGE
from linguine.diagnostics import Diagnostics
from linguine.emit.output import Changes, compare, write
from linguine.pipeline import FormatterError, Settings, load_model, render_files

_DESCRIPTION = """\
Writes structures, codecs, handlers and dispatch in C++ for a specification, and
its model as JSON. Files that would not change are not touched; files that the
generator made earlier and makes no more are removed."""

_EPILOG = """\
With --check nothing is written: the exit code is 1 if a file is missing, stale
or left over, and each such file is named.

example:
  linguine generate spec/noodles.cddl --bindings spec/noodles.bindings.toml \\
      --output generated --include-prefix noodles/protocol"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "generate",
        "write C++ for a specification",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    parser.add_argument(
        "--output",
        required=True,
        metavar="FOLDER",
        help="the root of the generated headers",
    )
    parser.add_argument(
        "--include-prefix",
        default="noodles/protocol",
        metavar="PATH",
        help=(
            "the folder below the root, as it stands in #include (default: "
            "%(default)s)"
        ),
    )
    parser.add_argument(
        "--namespace",
        default="noodles",
        help="the C++ namespace (default: %(default)s)",
    )
    parser.add_argument(
        "--clang-format",
        metavar="PROGRAM",
        help="format the output with this clang-format, in Google style",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if anything would change",
    )
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generates or checks."""
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    files: dict[str, str] = {}
    if model is not None:
        sources = [
            *arguments.files,
            *([arguments.bindings] if arguments.bindings else []),
        ]
        settings = Settings(
            arguments.namespace,
            arguments.include_prefix.strip("/"),
            tuple(Path(source).name for source in sources),
        )
        try:
            files = render_files(
                model, settings, diagnostics, arguments.clang_format
            )
        except FormatterError as error:
            print(f"linguine generate: {error}", file=sys.stderr)
            return USAGE
    code = shared.report(diagnostics, arguments, sys.stderr)
    if code != SUCCESS or model is None:
        return code
    folder = Path(arguments.output, arguments.include_prefix)
    try:
        return (
            _check(folder, files) if arguments.check else _write(folder, files)
        )
    except OSError as error:
        print(
            f"linguine generate: {error.filename}: {error.strerror}",
            file=sys.stderr,
        )
        return USAGE


def _check(folder: Path, files: dict[str, str]) -> int:
    changes = compare(folder, files)
    _print(
        folder,
        changes,
        {"added": "missing", "changed": "stale", "removed": "left over"},
    )
    if changes.any():
        print(
            "run the generator without --check to bring them up to date",
            file=sys.stderr,
        )
        return FINDINGS
    print(f"{folder}: {len(files)} files are up to date")
    return SUCCESS


def _write(folder: Path, files: dict[str, str]) -> int:
    changes = write(folder, files)
    _print(
        folder,
        changes,
        {"added": "added", "changed": "changed", "removed": "removed"},
    )
    touched = len(changes.added) + len(changes.changed) + len(changes.removed)
    print(f"{folder}: {len(files)} files, {touched} touched")
    return SUCCESS


def _print(folder: Path, changes: Changes, words: dict[str, str]) -> None:
    for kind, word in words.items():
        for path in getattr(changes, kind):
            print(f"{word}: {folder / path}")
