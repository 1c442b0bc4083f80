"""Compares enumerations, aliases and structures of the same name."""

from __future__ import annotations

from dataclasses import dataclass

from linguine.compare.findings import Level, Parties, Report
from linguine.compare.shapes import compare_types, describe, shape
from linguine.model import model, types


@dataclass(frozen=True)
class Place:
    """A member and the one-of that it stands in."""

    member: model.Member
    one_of: model.OneOf | None

    @property
    def is_required(self) -> bool:
        """Whether a reader refuses a map without it."""
        return self.one_of is None and self.member.presence == "required"


class DefinitionComparer:
    """Compares definitions of two models, and types that stand anywhere."""

    def __init__(
        self, old: model.Model, new: model.Model, report: Report
    ) -> None:
        self._old = old
        self._new = new
        self._report = report

    def compare(
        self, old: model.Definition, new: model.Definition, who: Parties
    ) -> None:
        """Reports what differs between two definitions of one name."""
        if type(old) is not type(new):
            old_shape = shape(self._old, types.Named(old.name))
            new_shape = shape(self._new, types.Named(new.name))
            level = max(Level.SOURCE, compare_types(old_shape, new_shape))
            message = (
                f"{new.name} is of another kind: {_kind(old)} became "
                f"{_kind(new)}"
            )
            self._report.add(level, message, old.origin, new.origin)
            return
        if old.topic != new.topic:
            message = f"{new.name} moved from {old.topic}.h to {new.topic}.h"
            self._report.add(Level.SOURCE, message, old.origin, new.origin)
        if isinstance(old, model.Enumeration) and isinstance(
            new, model.Enumeration
        ):
            self._enumeration(old, new, who)
        elif isinstance(old, model.Alias) and isinstance(new, model.Alias):
            self.compare_type(
                new.name, old.type, new.type, old.origin, new.origin, who
            )
        elif isinstance(old, model.Structure) and isinstance(
            new, model.Structure
        ):
            self._structure(old, new, who)

    def compare_type(
        self,
        what: str,
        old: types.ModelType,
        new: types.ModelType,
        old_origin: model.Origin,
        new_origin: model.Origin,
        who: Parties,
    ) -> None:
        """Reports what differs between two types; `what` names their place."""
        if old == new:
            return  # The named definition is compared by itself.
        change = f"{what}: {describe(old)} became {describe(new)}"
        level = compare_types(shape(self._old, old), shape(self._new, new))
        if level == Level.ADDITIVE:
            message = f"{change}, the same on the wire"
            self._report.add(Level.SOURCE, message, old_origin, new_origin)
        elif level == Level.RISKY:
            message = (
                f"{change}: old {who.readers} refuse what only the new type "
                "allows"
            )
            self._report.add(level, message, old_origin, new_origin)
        else:
            message = (
                f"{change}: {who.readers} refuse what {who.writers} of the "
                "other version send"
            )
            self._report.add(level, message, old_origin, new_origin)

    # ------------------------------------------------------------ enumerations

    def _enumeration(
        self, old: model.Enumeration, new: model.Enumeration, who: Parties
    ) -> None:
        before = {item.text: item for item in old.enumerators}
        after = {item.text: item for item in new.enumerators}

        def add(level: Level, message: str) -> None:
            self._report.add(
                level, f"{new.name}: {message}", old.origin, new.origin
            )

        for text in before.keys() - after.keys():
            if new.fallback:
                add(
                    Level.RISKY,
                    f'the text "{text}" is gone and read as "{new.fallback}"',
                )
            else:
                add(
                    Level.WIRE,
                    f'the text "{text}" is gone: new {who.readers} refuse it',
                )
        for text in after.keys() - before.keys():
            if old.fallback:
                add(
                    Level.SOURCE,
                    f'the text "{text}" is new: switches must take it',
                )
            else:
                add(
                    Level.RISKY,
                    f'the text "{text}" is new: old {who.readers} refuse it',
                )
        for text in before.keys() & after.keys():
            if before[text].name != after[text].name:
                change = f"k{before[text].name} became k{after[text].name}"
                add(Level.SOURCE, f'the enumerator of "{text}", {change}')
        if old.fallback and not new.fallback:
            add(Level.WIRE, f"new {who.readers} refuse other texts")
        elif not old.fallback and new.fallback:
            add(Level.ADDITIVE, "other texts are read too")
        elif (old.fallback, old.matched) != (new.fallback, new.matched):
            add(
                Level.RISKY,
                "other texts are read as something else than before",
            )

    # -------------------------------------------------------------- structures

    def _structure(
        self, old: model.Structure, new: model.Structure, who: Parties
    ) -> None:
        name = new.name
        if old.form != new.form:
            message = f"{name} travels as {_form(new)} instead of {_form(old)}"
            self._report.add(Level.WIRE, message, old.origin, new.origin)
            return
        if old.content_ignored != new.content_ignored:
            level = Level.ADDITIVE if new.content_ignored else Level.RISKY
            does = "do not look" if new.content_ignored else "look"
            message = f"{name}: new {who.readers} {does} at the content"
            self._report.add(level, message, old.origin, new.origin)
        if old.read_from_maps != new.read_from_maps:
            level = Level.ADDITIVE if new.read_from_maps else Level.RISKY
            does = "read" if new.read_from_maps else "do not read"
            message = f"{name}: new {who.readers} {does} it from maps"
            self._report.add(level, message, old.origin, new.origin)
        if new.form == "map":
            self._map(old, new, who)
        else:
            self._places(old, new, who)

    def _places(
        self, old: model.Structure, new: model.Structure, who: Parties
    ) -> None:
        before, after = old.members(), new.members()
        if len(before) != len(after):
            message = (
                f"{new.name} has {len(after)} places instead of {len(before)}: "
                f"{who.readers} refuse what {who.writers} of the other version "
                "send"
            )
            self._report.add(Level.WIRE, message, old.origin, new.origin)
            return
        for one, other in zip(before, after, strict=True):
            what = f"{new.name}.{other.key}"
            if one.key != other.key:
                message = (
                    f"{new.name}: the place {one.key} is called {other.key}"
                )
                self._report.add(
                    Level.SOURCE, message, one.origin, other.origin
                )
            self.compare_type(
                what, one.type, other.type, one.origin, other.origin, who
            )

    def _map(
        self, old: model.Structure, new: model.Structure, who: Parties
    ) -> None:
        before, after = _placed(old), _placed(new)
        for key, place in before.items():
            if key not in after:
                self._removed(new, place, who)
        for key, place in after.items():
            if key in before:
                self._member(new.name, before[key], place, who)
            else:
                self._added(old, new, place, who)
        kept = [key for key in before if key in after]
        if kept != [key for key in after if key in before]:
            message = f"{new.name}: the order of the members changed"
            self._report.add(Level.SOURCE, message, old.origin, new.origin)
        self._one_ofs(old, new)

    def _removed(
        self, new: model.Structure, place: Place, who: Parties
    ) -> None:
        what = f"{new.name}.{place.member.key} is gone"
        old_one_of = place.one_of
        if place.is_required or (
            old_one_of is not None and old_one_of.required
        ):
            effect = f"old {who.readers} refuse what new {who.writers} send"
            level = Level.WIRE
        else:
            effect = f"new {who.readers} skip it"
            level = Level.RISKY
        self._report.add(
            level, f"{what}: {effect}", place.member.origin, new.origin
        )

    def _added(
        self,
        old: model.Structure,
        new: model.Structure,
        place: Place,
        who: Parties,
    ) -> None:
        what = f"{new.name}.{place.member.key} is new"
        if place.is_required:
            effect = (
                f"required: new {who.readers} refuse what old {who.writers} "
                "send"
            )
            level = Level.WIRE
        elif place.one_of is not None and place.one_of.required:
            effect = f"an alternative that old {who.readers} refuse"
            level = Level.RISKY
        elif place.one_of is not None:
            effect = "an alternative: the variant changes"
            level = Level.SOURCE
        else:
            effect = f"optional: old {who.readers} skip it"
            level = Level.ADDITIVE
        self._report.add(
            level, f"{what}, {effect}", old.origin, place.member.origin
        )

    def _member(
        self, owner: str, before: Place, after: Place, who: Parties
    ) -> None:
        old, new = before.member, after.member
        what = f"{owner}.{new.key}"

        def add(level: Level, message: str) -> None:
            self._report.add(level, f"{what} {message}", old.origin, new.origin)

        self.compare_type(what, old.type, new.type, old.origin, new.origin, who)
        if (before.one_of is None) != (after.one_of is None):
            verb = "joins" if after.one_of is not None else "leaves"
            add(Level.WIRE, f"{verb} a one-of")
        elif old.presence != new.presence:
            add(*_presence_change(old.presence, new.presence, who))
        elif old.default != new.default:
            change = f"{old.default!r} became {new.default!r}"
            add(
                Level.RISKY,
                f"has another default: {change}, absence means something else",
            )
        for alias in set(old.aliases) - set(new.aliases):
            add(Level.RISKY, f"is not read under the key {alias} any more")
        for alias in set(new.aliases) - set(old.aliases):
            add(Level.ADDITIVE, f"is read under the key {alias} too")
        if old.longer_array != new.longer_array:
            add(
                Level.ADDITIVE if new.longer_array else Level.RISKY,
                f"is {'now' if new.longer_array else 'no longer'} read from "
                "a longer array",
            )
        if old.number_as_text != new.number_as_text:
            level = Level.ADDITIVE if new.number_as_text else Level.RISKY
            add(
                level,
                f"is {'now' if new.number_as_text else 'no longer'} read from "
                "text",
            )

    def _one_ofs(self, old: model.Structure, new: model.Structure) -> None:
        before = {
            one.name: one for one in old.entries if isinstance(one, model.OneOf)
        }
        for one in new.entries:
            if not isinstance(one, model.OneOf) or one.name not in before:
                continue
            earlier = before[one.name]
            if earlier.required != one.required:
                level = Level.WIRE if one.required else Level.RISKY
                word = "required" if one.required else "optional"
                message = f"{new.name}: the one-of {one.name} is now {word}"
                self._report.add(level, message, earlier.origin, one.origin)


def _presence_change(old: str, new: str, who: Parties) -> tuple[Level, str]:
    if new == "required":
        return (
            Level.WIRE,
            f"is now required: new {who.readers} refuse its absence",
        )
    if old == "required":
        if new == "defaulted":
            return (
                Level.ADDITIVE,
                "has a default now, and is written all the same",
            )
        return Level.RISKY, f"may now be absent: old {who.readers} refuse that"
    if old == "defaulted":
        return (
            Level.RISKY,
            "has no default any more: absence means something else",
        )
    return Level.SOURCE, f"was {old} in C++ and is {new}"


def _placed(structure: model.Structure) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for entry in structure.entries:
        one_of = entry if isinstance(entry, model.OneOf) else None
        members = (
            entry.alternatives if isinstance(entry, model.OneOf) else (entry,)
        )
        found.update({member.key: Place(member, one_of) for member in members})
    return found


def _kind(definition: model.Definition) -> str:
    return {
        model.Enumeration: "an enumeration",
        model.Alias: "another name of a type",
        model.Structure: "a structure",
    }[type(definition)]


def _form(structure: model.Structure) -> str:
    return {"map": "a map", "array": "an array", "group": "a group"}[
        structure.form
    ]
