"""`linguine check`: reports what is wrong with a specification."""

from __future__ import annotations

import argparse
import sys

from linguine.commands import shared
from linguine.diagnostics import Diagnostics
from linguine.pipeline import check_model

_DESCRIPTION = """\
Reads the files as one specification and reports errors, constructs that the
generator does not support, and text that means something else than it seems to.
Without --bindings, those beside each file (FILE's name with .bindings.toml)
are read. Findings go to the standard output, their number to the standard
error."""

_EPILOG = """\
example:
  linguine check spec/noodles.cddl spec/methods.cddl"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "check",
        "report what is wrong with a specification",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Checks the files and prints the findings."""
    diagnostics = Diagnostics()
    check_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    return shared.report(diagnostics, arguments, sys.stdout)
