"""What generated code says of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """`sources` are the names of the specification files, for the note in each
    file. Each language derives a class with how its output is called.
    """

    sources: tuple[str, ...]

    @property
    def note(self) -> str:
        """The line that says where a generated file comes from."""
        return (
            f"Generated from {', '.join(self.sources)}; changes belong there."
        )
