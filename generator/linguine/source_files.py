"""Reads files of text; what is wrong with one is a finding, no exception."""

from __future__ import annotations

from pathlib import Path

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics

# Larger files are refused unread; the whole NOODLES protocol has 20 KiB.
MAX_FILE_BYTES = 1024 * 1024

# The code of findings about files that cannot be read at all.
UNREADABLE = "unreadable-file"


def read_source(path: str, diagnostics: Diagnostics) -> str | None:
    """The text of a UTF-8 file, or None with an error of code UNREADABLE."""
    whole_file = Span(path, 0, 0, 0)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - Path("") is a folder
            data = file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        diagnostics.error(
            UNREADABLE, whole_file, f"cannot read the file: {reason}"
        )
        return None
    if len(data) > MAX_FILE_BYTES:
        diagnostics.error(
            UNREADABLE,
            whole_file,
            f"the file is larger than {MAX_FILE_BYTES} bytes",
            f"is {Path(path).name} the file that was meant?",
        )
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        diagnostics.error(
            UNREADABLE,
            Span(path, line, column),
            f"byte 0x{data[error.start]:02x} is not valid UTF-8: "
            f"{error.reason}",
            "the text must be UTF-8",
        )
        return None
