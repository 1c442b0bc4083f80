"""`linguine docs`: writes a specification as a reference."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from linguine.commands import shared
from linguine.commands.exit_codes import FINDINGS, SUCCESS, USAGE
from linguine.diagnostics import Diagnostics
from linguine.docs.content import reference_of
from linguine.docs.html import to_html
from linguine.docs.markdown import to_markdown
from linguine.docs.peers import Peers, PeersError, read_peers
from linguine.pipeline import load_model

_DESCRIPTION = """\
Writes what a specification says as a reference in Markdown, or as one page of
HTML with a search that needs no other file: messages with number, direction and
fields, types, defaults, one-ofs and references, methods and signals, the
comments of the specification, and an example of each message in CBOR diagnostic
notation, as JSON and as bytes. Findings go to the standard error."""

_EPILOG = """\
The bindings of each file are those beside it (noodles.bindings.toml for
noodles.cddl) unless they are given. A file of peers says which programs read
what; spec/peers.toml is one.

With --check nothing is written: the exit code is 1 if --output is not what
would be written.

example:
  linguine docs spec/noodles.cddl spec/methods.cddl --peers spec/peers.toml \\
      --title NOODLES --html --output noodles.html"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "docs",
        "write a specification as a reference in Markdown or HTML",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    parser.add_argument(
        "--title",
        help="the heading (default: the first file's name without its ending)",
    )
    parser.add_argument(
        "--html", action="store_true", help="write one page of HTML instead"
    )
    parser.add_argument(
        "--peers", metavar="FILE", help="what is known of peers (TOML)"
    )
    shared.add_output(parser)
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if --output would change",
    )
    kept.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing and print nothing; fail if writing would fail",
    )
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the reference, if the specification has a model."""
    if arguments.check and arguments.output is None:
        print("linguine docs: --check needs --output", file=sys.stderr)
        return USAGE
    try:
        peers = read_peers(arguments.peers) if arguments.peers else Peers()
    except PeersError as error:
        print(f"linguine docs: {error}", file=sys.stderr)
        return USAGE
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, arguments.imports
    )
    if arguments.dry_run and not shared.fails(diagnostics, arguments):
        return SUCCESS
    code = shared.report(diagnostics, arguments, sys.stderr)
    if model is None:
        return code
    title = arguments.title or Path(arguments.files[0]).stem
    sections = reference_of(model, title, peers)
    text = to_html(sections) if arguments.html else to_markdown(sections)
    if arguments.check:
        return _check(arguments.output, text) or code
    return shared.write_output("docs", text, arguments.output) or code


def _check(path: str, text: str) -> int:
    try:
        is_fresh = Path(path).read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        is_fresh = False
    if is_fresh:
        print(f"{path} is up to date")
        return SUCCESS
    print(f"stale: {path}; write it again without --check")
    return FINDINGS
