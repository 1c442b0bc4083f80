"""`linguine vectors`: test vectors for readers and writers of a protocol."""

from __future__ import annotations

import argparse
import json

from linguine.commands import shared
from linguine.vectors.vectors import vectors_of

_DESCRIPTION = """\
Writes test vectors as JSON, for whoever reads or writes the protocol in another
language. The same specification gives the same vectors.

  messages  frames of one message: its value, the bytes that are sent for it,
            and other bytes that mean the same and must be read as well
  refused   frames with one fault, and its error: code, path and byte offset
  calls     arguments and results of methods and signals, as arrays and values

Bytes are hexadecimal; in values they are base64. Each message has its smallest
value and full ones, one for each alternative. Findings go to the standard
error."""

_EPILOG = """\
example:
  linguine vectors spec/noodles.cddl --bindings spec/noodles.bindings.toml \\
      --output vectors.json"""


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "vectors",
        "write test vectors as JSON",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    shared.add_output(parser)
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the vectors, if the specification has a model."""
    model, code = shared.load_and_report(arguments)
    if model is None:
        return code
    text = json.dumps(vectors_of(model), indent=1, ensure_ascii=False) + "\n"
    return shared.write_output("vectors", text, arguments.output) or code
