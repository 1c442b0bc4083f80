"""Formats C++ with clang-format."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path


class FormatterError(Exception):
    """The formatter could not be run, or did not like what it was given."""


def formatted(files: dict[str, str], clang_format: str) -> dict[str, str]:
    """`files`, the C++ ones as Google style has them."""
    sources = sorted(path for path in files if path.endswith((".h", ".cc")))
    with tempfile.TemporaryDirectory(prefix="linguine-") as folder:
        for path in sources:
            Path(folder, path).write_text(files[path], encoding="utf-8")
        command = [clang_format, "--style=Google", "-i", *sources]
        try:
            subprocess.run(
                command, cwd=folder, check=True, capture_output=True, text=True
            )
        except FileNotFoundError:
            raise FormatterError(f"{clang_format}: no such program") from None
        except (OSError, subprocess.CalledProcessError) as error:
            detail = getattr(error, "stderr", "") or str(error)
            raise FormatterError(f"{clang_format}: {detail.strip()}") from None
        changed = {
            path: Path(folder, path).read_text(encoding="utf-8")
            for path in sources
        }
    return {**files, **changed}
