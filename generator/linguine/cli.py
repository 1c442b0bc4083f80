"""The command line: runs the command, makes its result an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from linguine import commands
from linguine.commands.exit_codes import FINDINGS, INTERRUPTED, USAGE

_DESCRIPTION = """\
Reads a specification in CDDL (RFC 8610) and checks it, or makes code and
documentation of it."""

_EPILOG = """\
Exit codes: 0 all is well, 1 the specification has findings, 2 wrong usage or an
unreadable file. 'linguine COMMAND --help' explains a command."""


def build_parser() -> argparse.ArgumentParser:
    """The parser for all commands."""
    parser = argparse.ArgumentParser(
        prog="linguine",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True
    )
    for command in commands.ALL:
        command.register(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code."""
    try:
        parsed = build_parser().parse_args(arguments)
        result: int = parsed.run(parsed)
        sys.stdout.flush()
        return result
    except SystemExit as exit_:  # argparse: --help or wrong usage
        return exit_.code if isinstance(exit_.code, int) else USAGE
    except BrokenPipeError:
        # The reader has closed the pipe, as in `linguine check ... | head`.
        # Writing the rest of the buffer must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except KeyboardInterrupt:
        return INTERRUPTED
