"""Names of generated C++ code: spelling, reserved words, collisions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model.model import Origin

CPP_KEYWORDS = frozenset(
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char
    char8_t char16_t char32_t class compl concept const consteval constexpr
    constinit const_cast continue co_await co_return co_yield decltype default
    delete do double dynamic_cast else enum explicit export extern false float
    for friend goto if inline int long mutable namespace new noexcept not not_eq
    nullptr operator or or_eq private protected public register reinterpret_cast
    requires return short signed sizeof static static_assert static_cast struct
    switch template this thread_local throw true try typedef typeid typename
    union unsigned using virtual void volatile wchar_t while xor xor_eq
    """.split()
)


@dataclass(frozen=True)
class Name:
    """A name and its spellings."""

    text: str

    def words(self) -> list[str]:
        """The words of a `BufferView` or `buffer_view`, in lower case."""
        spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", self.text)
        spaced = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", spaced)
        return [
            word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word
        ]

    def snake_case(self) -> str:
        """`buffer_view`; a trailing underscore keeps it off reserved words."""
        return _safe("_".join(self.words()))

    def pascal_case(self) -> str:
        """`BufferView`."""
        return "".join(word[:1].upper() + word[1:] for word in self.words())

    def upper_case(self) -> str:
        """`BUFFER_VIEW`."""
        return "_".join(self.words()).upper()

    def member(self) -> str:
        """The key as it stands if C++ takes it; else the nearest to it."""
        return _safe(re.sub(r"[^A-Za-z0-9_]", "_", self.text))


def _safe(text: str) -> str:
    if not text or text[0].isdigit():
        text = f"_{text}"
    return f"{text}_" if text in CPP_KEYWORDS else text


def names_of_interface(interface: str) -> str:
    """`TableMethodNames` for TableMethods, `PumpingNames` for Pumping."""
    is_plural = interface.endswith(("Methods", "Signals"))
    return f"{interface[:-1] if is_plural else interface}Names"


@dataclass
class Scope:
    """The names of one C++ scope; two origins can't share one."""

    what: str
    diagnostics: Diagnostics
    _taken: dict[str, str] = field(default_factory=dict)

    def claim(self, name: str, meaning: str, origin: Origin) -> None:
        """Takes `name`; reports a collision or a reserved word."""
        span = Span(origin.file, origin.line, origin.column)
        if name in CPP_KEYWORDS:
            self.diagnostics.error(
                "reserved-word",
                span,
                f"{meaning} would be called `{name}` in C++, a reserved word",
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
