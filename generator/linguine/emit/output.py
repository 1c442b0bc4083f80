"""Puts generated files in place: what changed, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

# Lists the files that the generator owns in a folder, so that it can remove
# those that it no longer makes without touching anybody else's.
MANIFEST = ".linguine-manifest"


@dataclass
class Changes:
    """Differences of a folder from its expected files, as sorted paths."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def any(self) -> bool:
        """Whether there is a difference."""
        return bool(self.added or self.changed or self.removed)


def compare(folder: Path, files: dict[str, str]) -> Changes:
    """Compares the files of `folder` with `files`."""
    changes = Changes()
    for path, text in sorted(_with_manifest(files).items()):
        try:
            present = (folder / path).read_bytes()
        except FileNotFoundError:
            changes.added.append(path)
            continue
        if present != text.encode():
            changes.changed.append(path)
    owned = _read_manifest(folder)
    changes.removed = sorted(
        path for path in owned if path not in files and (folder / path).exists()
    )
    return changes


def write(folder: Path, files: dict[str, str]) -> Changes:
    """Makes `folder` hold `files`; what did not change is not touched.

    New files replace old ones by renaming, so an interruption leaves each file
    either old or new. The manifest comes last.
    """
    changes = compare(folder, files)
    complete = _with_manifest(files)
    for path in sorted(
        [*changes.added, *changes.changed], key=lambda item: item == MANIFEST
    ):
        _replace(folder / path, complete[path])
    for path in changes.removed:
        (folder / path).unlink(missing_ok=True)
    return changes


def _with_manifest(files: dict[str, str]) -> dict[str, str]:
    listing = "".join(f"{path}\n" for path in sorted(files))
    return {**files, MANIFEST: listing}


def _read_manifest(folder: Path) -> list[str]:
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return [
        line
        for line in lines
        if line
        and not Path(line).is_absolute()
        and ".." not in Path(line).parts
    ]


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name}."
    )
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
