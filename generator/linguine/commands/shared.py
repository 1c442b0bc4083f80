"""Arguments and reporting that several commands share."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from linguine.commands.exit_codes import FINDINGS, SUCCESS, USAGE
from linguine.diagnostics import Diagnostics
from linguine.frontend import Import, is_unreadable
from linguine.model.model import Model
from linguine.pipeline import load_model


def add_command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    summary: str,
    description: str,
    epilog: str,
) -> argparse.ArgumentParser:
    """Adds the parser of a command; its texts keep their lines."""
    return subparsers.add_parser(
        name,
        help=summary,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_specification(parser: argparse.ArgumentParser) -> None:
    """Adds the files of the specification as positional arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="CDDL files; several are read as one specification",
    )


_IMPORT_HELP = (
    "a specification whose types may be used, and where its code is: the "
    "folder in #include, or the module in import; the bindings beside it "
    "(FILE's name with .bindings.toml) are read too"
)


def add_imports(
    parser: argparse.ArgumentParser,
    option: str = "--import",
    destination: str = "imports",
    help_text: str = _IMPORT_HELP,
) -> None:
    """Adds --import, or an option like it."""
    parser.add_argument(
        option,
        dest=destination,
        action="append",
        default=[],
        type=_import,
        metavar="FILE=PATH",
        help=help_text,
    )


def _import(text: str) -> Import:
    path, separator, prefix = text.rpartition("=")
    if not separator or not path or not prefix:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not FILE=PATH, such as noodles.cddl=noodles/protocol"
        )
    return Import(path, prefix.strip("/"))


def add_bindings(parser: argparse.ArgumentParser) -> None:
    """Adds --bindings."""
    parser.add_argument(
        "--bindings",
        metavar="FILE",
        help=(
            "what languages need to know and CDDL can't say: names, habits of "
            "the wire (TOML; default: the file beside each FILE, "
            "pumps.bindings.toml for pumps.cddl, if there is one)"
        ),
    )


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Adds what load_and_report reads: files, --bindings and --import."""
    add_specification(parser)
    add_bindings(parser)
    add_imports(parser)


def load_and_report(
    arguments: argparse.Namespace,
) -> tuple[Model | None, int]:
    """The model, or None where there is none, and the exit code; findings go to
    the standard error.
    """
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    return model, report(diagnostics, arguments, sys.stderr)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Adds --output; see write_output."""
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="the file to write (default: standard output)",
    )


def write_output(command: str, text: str, path: str | None) -> int:
    """Writes what a command has made, to the standard output without a path."""
    if path is None:
        sys.stdout.write(text)
        return SUCCESS
    try:
        target = Path(path)
        if target.exists() and target.read_bytes() == text.encode("utf-8"):
            return SUCCESS
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        print(
            f"linguine {command}: {error.filename}: {error.strerror}",
            file=sys.stderr,
        )
        return USAGE
    return SUCCESS


def add_reporting(parser: argparse.ArgumentParser) -> None:
    """Adds --werror and --format."""
    parser.add_argument(
        "--werror",
        action="store_true",
        help="let a warning fail the command too",
    )
    add_format(parser)


def add_format(
    parser: argparse.ArgumentParser,
    formats: Sequence[str] = ("text", "json"),
) -> None:
    """Adds --format; warnings do not fail the command."""
    parser.set_defaults(werror=False)
    parser.add_argument(
        "--format",
        choices=formats,
        default="text",
        help="how to print the findings (default: %(default)s)",
    )


def report(
    diagnostics: Diagnostics, arguments: argparse.Namespace, stream: TextIO
) -> int:
    """Prints the findings to the stream; returns the exit code for them."""
    if arguments.format == "json":
        json.dump(diagnostics.to_json(), stream, indent=2)
        stream.write("\n")
    else:
        encoding = stream.encoding or "utf-8"
        for index, finding in enumerate(diagnostics.sorted()):
            text = ("\n" if index else "") + diagnostics.render_one(finding)
            stream.write(
                text.encode(encoding, "backslashreplace").decode(encoding)
            )
        stream.flush()
        print(diagnostics.summary(), file=sys.stderr)
    if is_unreadable(diagnostics):
        return USAGE
    return FINDINGS if fails(diagnostics, arguments) else SUCCESS


def fails(diagnostics: Diagnostics, arguments: argparse.Namespace) -> bool:
    """Whether the findings fail the command."""
    return diagnostics.has_errors or (
        arguments.werror and diagnostics.warning_count > 0
    )
