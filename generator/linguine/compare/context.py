"""What all comparers share: the pairs, the report, and the comparison of
types."""

from __future__ import annotations

from dataclasses import dataclass, field

from linguine.compare.acceptance import Acceptance, Taken
from linguine.compare.binding_places import BindingPlaces
from linguine.compare.findings import (
    NEW_READER,
    OLD_READER,
    SOURCES,
    Level,
    Parties,
    Places,
    Report,
    Subject,
)
from linguine.compare.pairing import Pairs
from linguine.compare.shapes import describe
from linguine.model import model, types


@dataclass
class Context:
    """A comparison while it runs."""

    pairs: Pairs
    report: Report = field(default_factory=Report)
    old_bindings: BindingPlaces = field(
        default_factory=lambda: BindingPlaces(())
    )
    new_bindings: BindingPlaces = field(
        default_factory=lambda: BindingPlaces(())
    )

    def __post_init__(self) -> None:
        old, new = self.pairs.old, self.pairs.new
        # Of new readers, and of old ones.
        self._backward = Acceptance(
            new,
            old,
            lambda mine, sent: self.pairs.are_paired(sent, mine),
            lambda mine, sent: self.pairs.same_kind(sent, mine),
        )
        self._forward = Acceptance(
            old, new, self.pairs.are_paired, self.pairs.same_kind
        )

    def documentation(
        self, subject: Subject, old: str, new: str, places: Places
    ) -> None:
        """Reports a comment that changed."""
        if old != new:
            verb = "is new" if not old else "is gone" if not new else "changed"
            self.report.add(
                "documentation-changed",
                Level.DOCUMENTATION,
                subject,
                f"the comment of {subject.key} {verb}",
                places,
            )

    def bound(
        self, table: str, old_name: str, new_name: str, places: Places
    ) -> Places:
        """The places of the entries of a table of the bindings, where there are
        entries."""
        return Places(
            self.old_bindings.of(table, old_name, places.old),
            self.new_bindings.of(table, new_name, places.new),
        )

    def differ_on_wire(
        self, old: types.ModelType, new: types.ModelType
    ) -> bool:
        """Whether readers of either version refuse some of the other's."""
        return (
            self._backward.of(new, old) != Taken.ALL
            or self._forward.of(old, new) != Taken.ALL
        )

    def compare_type(
        self,
        subject: Subject,
        old: types.ModelType,
        new: types.ModelType,
        places: Places,
        who: Parties,
        longer: tuple[bool, bool] = (False, False),
    ) -> bool:
        """Reports what differs between two types at one place; returns whether
        they differ on the wire.

        `longer`: whether old and new readers leave out what is too much in an
        array.
        """
        backward = self._backward.of(new, old, longer[1])
        forward = self._forward.of(old, new, longer[0])
        change = f"{subject.key}: {describe(old)} became {describe(new)}"
        if backward == forward == Taken.ALL:
            if not self._is_same_source(old, new):
                self.report.add(
                    "type-respelled",
                    Level.SOURCE,
                    subject,
                    f"{change}, the same on the wire",
                    places,
                    SOURCES,
                )
            return False
        breaks = set(SOURCES)
        if backward != Taken.ALL:
            breaks.add(NEW_READER)
        if forward != Taken.ALL:
            breaks.add(OLD_READER)
        rule, level, effect = self._judge(old, new, backward, forward, who)
        self.report.add(
            rule, level, subject, f"{change}: {effect}", places, breaks
        )
        return True

    def _judge(
        self,
        old: types.ModelType,
        new: types.ModelType,
        backward: Taken,
        forward: Taken,
        who: Parties,
    ) -> tuple[str, Level, str]:
        one = self.pairs.old.resolve(old)
        other = self.pairs.new.resolve(new)
        if isinstance(one, types.Identifier) and isinstance(
            other, types.Identifier
        ):
            return (
                "reference-changed",
                Level.WIRE,
                "the same bytes name another component",
            )
        if backward == Taken.ALL and forward == Taken.SOME:
            return (
                "type-widened",
                Level.RISKY,
                (
                    f"old {who.readers} {_how(one, other)} what only the new "
                    "type allows"
                ),
            )
        if forward == Taken.ALL and backward == Taken.SOME:
            return (
                "type-narrowed",
                Level.WIRE,
                (
                    f"new {who.readers} {_how(one, other)} some of what old "
                    f"{who.writers} send"
                ),
            )
        refuse = {
            (True, True): f"{who.readers} of either version refuse what "
            f"{who.writers} of the other send",
            (True, False): f"new {who.readers} refuse what old {who.writers} "
            "send",
            (False, True): f"old {who.readers} refuse what new {who.writers} "
            "send",
        }
        key = (backward != Taken.ALL, forward != Taken.ALL)
        return "type-changed", Level.WIRE, refuse[key]

    def _is_same_source(
        self, old: types.ModelType, new: types.ModelType
    ) -> bool:
        """Whether the languages have the same type for both."""
        if (
            isinstance(old, types.Named)
            and isinstance(new, types.Named)
            and self.pairs.are_paired(old.name, new.name)
        ):
            return True  # What differs is said of the definition.
        one, other = self.pairs.old.resolve(old), self.pairs.new.resolve(new)
        if isinstance(one, types.Named) and isinstance(other, types.Named):
            return self.pairs.are_paired(one.name, other.name)
        if isinstance(one, types.Identifier) and isinstance(
            other, types.Identifier
        ):
            return self.pairs.same_kind(one.component, other.component)
        if type(one) is not type(other):
            return False
        if isinstance(one, types.Choice):
            assert isinstance(other, types.Choice)
            return len(one.alternatives) == len(other.alternatives) and all(
                self._is_same_source(mine, theirs)
                for mine, theirs in zip(
                    one.alternatives, other.alternatives, strict=True
                )
            )
        if isinstance(one, types.FixedList):
            assert isinstance(other, types.FixedList)
            return one.size == other.size and self._is_same_source(
                one.element, other.element
            )
        if isinstance(one, (types.ListOf, types.FlatList, types.TextMap)):
            assert isinstance(
                other, (types.ListOf, types.FlatList, types.TextMap)
            )
            return self._is_same_source(one.element, other.element)
        return one == other


def _how(old: types.ModelType, new: types.ModelType) -> str:
    """What a reader does with a value that the type does not hold."""
    are_floats = all(
        isinstance(one, types.Scalar) and one.kind.startswith("float")
        for one in (old, new)
    )
    return "round" if are_floats else "refuse"


def definition_kind(definition: model.Definition) -> str:
    """The kind of a definition, for people."""
    return {
        model.Enumeration: "an enumeration",
        model.Alias: "another name of a type",
        model.Structure: "a structure",
    }[type(definition)]
