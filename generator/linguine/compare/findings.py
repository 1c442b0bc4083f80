"""Findings of a comparison: levels, places, and affected peers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from linguine.model.model import Origin


class Level(IntEnum):
    """How much a difference breaks, the worst last."""

    ADDITIVE = 0
    SOURCE = 1
    RISKY = 2
    WIRE = 3


# How people call the levels.
WORDS = {
    Level.ADDITIVE: "additive",
    Level.SOURCE: "breaks source",
    Level.RISKY: "risky",
    Level.WIRE: "breaks the wire",
}


@dataclass(frozen=True)
class Finding:
    """A difference, with its place in both specifications where it has one."""

    level: Level
    message: str
    old: Origin | None
    new: Origin | None


@dataclass(frozen=True)
class Parties:
    """Writers and readers: "servers", "clients" or "peers"."""

    writers: str
    readers: str


def parties(senders: frozenset[str]) -> Parties:
    """The parties of what these sides send, "server" and "client"."""
    if senders == {"server"}:
        return Parties("servers", "clients")
    if senders == {"client"}:
        return Parties("clients", "servers")
    return Parties("peers", "peers")


class Report:
    """Collects findings."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(
        self,
        level: Level,
        message: str,
        old: Origin | None,
        new: Origin | None,
    ) -> None:
        """Adds a finding; a place is None if the other has no counterpart."""
        self.findings.append(Finding(level, message, old, new))

    def sorted(self) -> list[Finding]:
        """All findings, the worst first, each level sorted by the texts."""

        def place(origin: Origin | None) -> tuple[str, int, int]:
            return (
                (origin.file, origin.line, origin.column)
                if origin
                else ("", 0, 0)
            )

        return sorted(
            self.findings,
            key=lambda one: (
                -one.level,
                place(one.new or one.old),
                one.message,
            ),
        )

    @property
    def level(self) -> Level:
        """The worst level; ADDITIVE without findings."""
        return max((one.level for one in self.findings), default=Level.ADDITIVE)
