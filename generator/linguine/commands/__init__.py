"""The commands. A new one is a module here, with a line in ALL.

A command module has `register(subparsers)`, which adds its argument parser and
sets `run` as its default, and `run(arguments) -> int`, which returns one of the
`exit_codes`.
"""

from linguine.commands import check, diff, docs, generate, model, vectors

ALL = (check, generate, model, diff, docs, vectors)
