"""`linguine docs`: writes a specification as a reference in Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from linguine.commands import shared
from linguine.reference import to_markdown

_DESCRIPTION = """\
Writes what a specification says as a reference in Markdown: messages with their
numbers, structures with types and defaults, methods and signals, with the
comments of the specification. Findings go to the standard error."""

_EPILOG = """\
example:
  linguine docs spec/noodles.cddl --bindings spec/noodles.bindings.toml \\
      --title NOODLES --output noodles.md"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "docs",
        "write a specification as a reference in Markdown",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    parser.add_argument(
        "--title",
        help="the heading (default: the first file's name without its ending)",
    )
    shared.add_output(parser)
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the reference, if the specification has a model."""
    model, code = shared.load_and_report(arguments)
    if model is None:
        return code
    text = to_markdown(model, arguments.title or Path(arguments.files[0]).stem)
    return shared.write_output("docs", text, arguments.output) or code
