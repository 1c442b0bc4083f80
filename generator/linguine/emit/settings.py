"""How generated code is called, and what it says of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

RUNTIME_NAMESPACE = "noodles"


@dataclass(frozen=True)
class Settings:
    """How the output is called.

    `include_prefix` is the folder that users write before a header's name;
    `sources` the names of the specification files, for the note in each file.
    """

    namespace: str
    include_prefix: str
    sources: tuple[str, ...]

    @property
    def note(self) -> str:
        """The line that says where a generated file comes from."""
        return (
            f"Generated from {', '.join(self.sources)}; changes belong there."
        )

    @property
    def runtime_qualifier(self) -> str:
        """The prefix of names of the runtime: "" inside namespace noodles."""
        return (
            ""
            if self.namespace == RUNTIME_NAMESPACE
            else f"{RUNTIME_NAMESPACE}::"
        )
