"""Findings of a comparison: levels, sides, places, and affected peers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from linguine.compare.rules import RULES
from linguine.model.model import Origin


class Level(IntEnum):
    """How much a difference breaks, the worst last."""

    DOCUMENTATION = 0
    ADDITIVE = 1
    SOURCE = 2
    RISKY = 3
    WIRE = 4


# How people call the levels.
WORDS = {
    Level.DOCUMENTATION: "documentation",
    Level.ADDITIVE: "additive",
    Level.SOURCE: "breaks source",
    Level.RISKY: "risky",
    Level.WIRE: "breaks the wire",
}

# The sides that a finding breaks. A reader breaks that refuses, loses or
# misunderstands what the other version sends. The old source breaks if it does
# not compile, or does something else, with the new code; the new source if it
# does not with the old.
OLD_READER = "old reader"
NEW_READER = "new reader"
OLD_SOURCE = "old source"
NEW_SOURCE = "new source"
SIDES = (OLD_READER, NEW_READER, OLD_SOURCE, NEW_SOURCE)
SOURCES = (OLD_SOURCE, NEW_SOURCE)


@dataclass(frozen=True)
class Subject:
    """What a finding is about.

    `kind` is a word of KINDS; `key` names it in the specification and is the
    same however the files and the lines around it change.
    """

    kind: str
    key: str


KINDS = (
    "direction",
    "message",
    "component",
    "structure",
    "member",
    "one-of",
    "place",
    "type",
    "enumeration",
    "text",
    "method",
    "signal",
    "argument",
    "result",
    "interface",
    "topic",
    "import",
)


@dataclass(frozen=True)
class Places:
    """Where something stands in both specifications; None where it does not."""

    old: Origin | None
    new: Origin | None


@dataclass(frozen=True)
class Finding:
    """A difference, with its place in both specifications where it has one.

    `reason` is that of the waiver that covers the finding.
    """

    level: Level
    rule: str
    subject: Subject
    breaks: tuple[str, ...]
    message: str
    old: Origin | None
    new: Origin | None
    reason: str | None = None


@dataclass(frozen=True)
class Parties:
    """Writers and readers: "servers", "clients" or "peers"."""

    writers: str
    readers: str

    def reversed(self) -> Parties:
        """The parties of what comes back."""
        return Parties(self.readers, self.writers)


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
        rule: str,
        level: Level,
        subject: Subject,
        message: str,
        places: Places,
        breaks: Iterable[str] = (),
    ) -> None:
        """Adds a finding; the same one twice is one."""
        assert rule in RULES, rule
        assert subject.kind in KINDS, subject.kind
        wanted = set(breaks)
        finding = Finding(
            level,
            rule,
            subject,
            tuple(side for side in SIDES if side in wanted),
            message,
            places.old,
            places.new,
        )
        if finding not in self.findings:
            self.findings.append(finding)

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
                one.subject.key,
                one.message,
            ),
        )


def worst(findings: Iterable[Finding]) -> Level | None:
    """The worst level of the findings without a waiver; None without any."""
    return max(
        (one.level for one in findings if one.reason is None), default=None
    )
