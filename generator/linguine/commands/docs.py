"""`linguine docs`: writes a specification as a reference in Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from linguine.commands import shared
from linguine.diagnostics import Diagnostics
from linguine.pipeline import load_model
from linguine.reference import to_markdown

_DESCRIPTION = """\
Writes what a specification says as a reference in Markdown: messages with their
numbers, structures with types and defaults, methods and signals, with the
comments of the specification. Findings go to the standard error."""

_EPILOG = """\
example:
  linguine docs spec/noodles.cddl --bindings spec/noodles.bindings.toml \\
      --title NOODLES --output noodles.md"""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers, "docs", "write a specification as a reference in Markdown", _DESCRIPTION, _EPILOG
    )
    shared.add_specification(parser)
    shared.add_bindings(parser)
    shared.add_imports(parser)
    parser.add_argument(
        "--title", help="the heading (default: the first file's name without its ending)"
    )
    shared.add_output(parser)
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the reference, if the specification has a model."""
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    code = shared.report(diagnostics, arguments, sys.stderr)
    if model is None:
        return code
    text = to_markdown(model, arguments.title or Path(arguments.files[0]).stem)
    return shared.write_output("docs", text, arguments.output) or code
