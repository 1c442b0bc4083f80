"""`linguine model`: prints the resolved model of a specification as JSON."""

from __future__ import annotations

import argparse
import sys

from linguine.commands import shared
from linguine.model.dump import to_json

_DESCRIPTION = """\
Prints what the generator makes of a specification: structures, components,
messages and their numbers, with every decision that the templates follow.
Findings go to the standard error."""

_EPILOG = """\
example:
  linguine model spec/noodles.cddl --bindings spec/noodles.bindings.toml"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "model",
        "print the resolved model as JSON",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the model, if the specification has one."""
    model, code = shared.load_and_report(arguments)
    if model is not None:
        sys.stdout.write(to_json(model))
    return code
