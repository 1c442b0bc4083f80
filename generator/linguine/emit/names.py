"""Names of generated code: spelling, reserved words, collisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from linguine.diagnostics import Diagnostics
from linguine.emit.language import Language, span_of
from linguine.model.model import Interface, Origin


@dataclass(frozen=True)
class Name:
    """A name and its spellings; each language derives a class of its own."""

    text: str
    reserved: ClassVar[frozenset[str]] = frozenset()

    def words(self) -> list[str]:
        """The words of a `BufferView` or `buffer_view`, in lower case."""
        spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", self.text)
        spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", spaced)
        return [
            word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word
        ]

    def snake_case(self) -> str:
        """`buffer_view`; a trailing underscore keeps it off reserved words."""
        return self._safe("_".join(self.words()))

    def camel_case(self) -> str:
        """`bufferView`; a trailing underscore keeps it off reserved words."""
        whole = self.pascal_case()
        return self._safe(whole[:1].lower() + whole[1:])

    def pascal_case(self) -> str:
        """`BufferView`."""
        return "".join(word[:1].upper() + word[1:] for word in self.words())

    def upper_case(self) -> str:
        """`BUFFER_VIEW`."""
        return "_".join(self.words()).upper()

    def member(self) -> str:
        """The key as it stands if the language takes it; else the nearest."""
        return self._safe(re.sub(r"[^A-Za-z0-9_]", "_", self.text))

    def _safe(self, text: str) -> str:
        if not text or text[0].isdigit():
            text = f"_{text}"
        return f"{text}_" if text in self.reserved else text


def names_of_interface(interface: str) -> str:
    """`TableMethodNames` for TableMethods, `PumpingNames` for Pumping."""
    is_plural = interface.endswith(("Methods", "Signals"))
    return f"{interface[:-1] if is_plural else interface}Names"


def stem_of_interface(interface: Interface) -> str:
    """`Table` for TableMethods and TableSignals."""
    return interface.name.removesuffix("Methods").removesuffix("Signals")


@dataclass
class Scope:
    """The names of one scope; two origins can't share one."""

    what: str
    language: Language
    diagnostics: Diagnostics
    _taken: dict[str, str] = field(default_factory=dict)

    def reserve(self, names: Iterable[str], meaning: str) -> None:
        """Takes names for what is there whatever the specification says."""
        for name in names:
            self._taken.setdefault(name, meaning)

    def claim(self, name: str, meaning: str, origin: Origin) -> None:
        """Takes `name`; reports a collision or a reserved word."""
        span = span_of(origin)
        if name in self.language.reserved:
            self.diagnostics.error(
                "reserved-word",
                span,
                f"{meaning} would be called `{name}` in {self.language.title}, "
                "a reserved word",
                "rename it, or bind another name",
            )
        form = self.language.name_form
        if form is not None and not re.fullmatch(form, name):
            self.diagnostics.error(
                "no-name",
                span,
                f"{meaning} would be called `{name}` in "
                f"{self.language.title}, which is no name",
                "rename it, or bind another name",
            )
        earlier = self._taken.setdefault(name, meaning)
        if earlier != meaning:
            self.diagnostics.error(
                "name-collision",
                span,
                f"{meaning} and {earlier} would both be called `{name}` in "
                f"{self.what}",
                "rename one of them, or bind another name",
            )
