"""`linguine check`: reports what is wrong with a specification."""

from __future__ import annotations

import argparse
import importlib.util
import sys

from linguine.commands import shared
from linguine.diagnostics import Diagnostics
from linguine.emit.languages import LANGUAGES, Request
from linguine.model.model import Model
from linguine.pipeline import load_model

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
    parser.add_argument(
        "--language",
        action="append",
        choices=sorted(LANGUAGES),
        help="a language that the code is to be in (default: all)",
    )
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def _check_code(
    model: Model, languages: list[str], diagnostics: Diagnostics
) -> None:
    """Reports what the code of a language cannot have, such as names."""
    if importlib.util.find_spec("jinja2") is None:
        print(
            "linguine check: without Jinja2 the names of generated code are "
            "not checked",
            file=sys.stderr,
        )
        return
    for language in languages:
        LANGUAGES[language](model, Request((), "code", "code"), diagnostics)


def run(arguments: argparse.Namespace) -> int:
    """Checks the files and prints the findings."""
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    if model is not None:
        _check_code(model, arguments.language or sorted(LANGUAGES), diagnostics)
    return shared.report(diagnostics, arguments, sys.stdout)
