"""Arguments and reporting that several commands share."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TextIO

from linguine.commands.exit_codes import FINDINGS, SUCCESS, USAGE
from linguine.diagnostics import Diagnostics
from linguine.frontend import is_unreadable


def add_specification(parser: argparse.ArgumentParser) -> None:
    """Adds the files of the specification as positional arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="CDDL files; several are read as one specification",
    )


def add_bindings(parser: argparse.ArgumentParser) -> None:
    """Adds --bindings."""
    parser.add_argument(
        "--bindings",
        metavar="FILE",
        help="what C++ needs to know and CDDL can't say: names, habits of the wire (TOML)",
    )


def add_reporting(parser: argparse.ArgumentParser) -> None:
    """Adds --werror and --format."""
    parser.add_argument(
        "--werror", action="store_true", help="let a warning fail the command too"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how to print the findings (default: %(default)s)",
    )


def report(
    diagnostics: Diagnostics, arguments: argparse.Namespace, stream: TextIO
) -> int:
    """Prints the findings to the stream and returns the exit code they ask for."""
    if arguments.format == "json":
        json.dump(diagnostics.to_json(), stream, indent=2)
        stream.write("\n")
    else:
        encoding = stream.encoding or "utf-8"
        for index, finding in enumerate(diagnostics.sorted()):
            text = ("\n" if index else "") + diagnostics.render_one(finding)
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
        print(diagnostics.summary(), file=sys.stderr)
    if is_unreadable(diagnostics):
        return USAGE
    failed = diagnostics.has_errors or (
        arguments.werror and diagnostics.warning_count > 0
    )
    return FINDINGS if failed else SUCCESS
