"""Compares maps, arrays and groups that are the same structure."""

from __future__ import annotations

from collections.abc import Sequence

from linguine.compare.context import Context
from linguine.compare.findings import (
    NEW_READER,
    OLD_READER,
    SOURCES,
    Level,
    Parties,
    Places,
    Subject,
)
from linguine.compare.members import MemberComparer, Owner
from linguine.compare.one_ofs import OneOfComparer, Side
from linguine.model import model


class StructureComparer:
    """Compares structures."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report
        self._members = MemberComparer(context)
        self._one_ofs = OneOfComparer(context, self._members)

    def compare(
        self,
        old: model.Structure,
        new: model.Structure,
        who: Parties,
        rules: tuple[str, str] | None = None,
    ) -> None:
        """Reports what differs; `rules` are the names of the rules, where the
        structures have others."""
        old_rule, new_rule = rules or (old.name, new.name)
        owner = Owner(old_rule, new_rule, who)
        subject = Subject("structure", new_rule)
        places = Places(old.origin, new.origin)
        if old.form != new.form:
            self._report.add(
                "form-changed",
                Level.WIRE,
                subject,
                f"{new_rule} travels as {_form(new)} instead of {_form(old)}",
                places,
                (OLD_READER, NEW_READER, *SOURCES),
            )
            return
        self._habits(owner, old, new, subject)
        if new.form == "map":
            self._map(owner, old, new)
        else:
            self._places(owner, old, new)

    def _habits(
        self,
        owner: Owner,
        old: model.Structure,
        new: model.Structure,
        subject: Subject,
    ) -> None:
        readers = owner.who.readers
        for rule, table, before, after, does, does_not in (
            (
                "content-ignored",
                "content_ignored",
                old.content_ignored,
                new.content_ignored,
                "do not look at the content",
                "look at the content",
            ),
            (
                "read-from-maps",
                "groups_as_maps",
                old.read_from_maps,
                new.read_from_maps,
                "read it from maps, too",
                "do not read it from maps",
            ),
        ):
            if before != after:
                self._report.add(
                    rule,
                    Level.ADDITIVE if after else Level.RISKY,
                    subject,
                    f"{owner.new_rule}: new {readers} "
                    f"{does if after else does_not}",
                    self._context.bound(
                        table,
                        owner.old_rule,
                        owner.new_rule,
                        Places(old.origin, new.origin),
                    ),
                    (OLD_READER,) if after else (NEW_READER,),
                )

    # -------------------------------------------------------------------- maps

    def _map(
        self, owner: Owner, old: model.Structure, new: model.Structure
    ) -> None:
        renamed = _renamed(old.members(), new.members())
        before = Side.of(old, renamed)
        after = Side.of(new, {})
        self._one_ofs.compare(owner, before, after, old.origin, new.origin)
        for key, member in after.members.items():
            earlier = before.members.get(key)
            if earlier is not None:
                self._members.compare(
                    owner,
                    earlier,
                    member,
                    key not in before.groups and key not in after.groups,
                    (before.demands(key), after.demands(key)),
                )
        kept = [key for key in before.members if key in after.members]
        if kept != [key for key in after.members if key in before.members]:
            self._report.add(
                "member-order-changed",
                Level.SOURCE,
                Subject("structure", owner.new_rule),
                f"{owner.new_rule}: the order of the members changed",
                Places(old.origin, new.origin),
                SOURCES,
            )

    # ------------------------------------------------------------------ places

    def _places(
        self, owner: Owner, old: model.Structure, new: model.Structure
    ) -> None:
        before, after = old.members(), new.members()
        subject = Subject("structure", owner.new_rule)
        who = owner.who
        places = Places(old.origin, new.origin)
        names = [one.key for one in before]
        other_names = [one.key for one in after]
        if len(before) != len(after):
            self._report.add(
                "places-changed",
                Level.WIRE,
                subject,
                f"{owner.new_rule} has {len(after)} places instead of "
                f"{len(before)}: {who.readers} refuse what {who.writers} of "
                "the other version send",
                places,
                (OLD_READER, NEW_READER, *SOURCES),
            )
        moved = moved_names(names, other_names)
        if moved:
            first = other_names.index(moved[0])
            self._report.add(
                "places-moved",
                Level.WIRE,
                subject,
                f"{owner.new_rule}: "
                f"{said_of_moved(moved, names, other_names)}: {who.readers} "
                "take one for another",
                Places(
                    before[names.index(moved[0])].origin, after[first].origin
                ),
                (OLD_READER, NEW_READER, *SOURCES),
            )
        by_name = {one.key: one for one in before}
        for index, member in enumerate(after):
            earlier = by_name.get(member.key)
            if earlier is None and index < len(before):
                earlier = before[index]
                if earlier.key in other_names or len(before) != len(after):
                    continue
                self._place_renamed(owner, earlier, member, new)
            if earlier is not None:
                self._compare_place(owner, earlier, member)

    def _compare_place(
        self, owner: Owner, old: model.Member, new: model.Member
    ) -> None:
        subject = Subject("place", f"{owner.new_rule}.{new.key}")
        places = Places(old.origin, new.origin)
        self._context.compare_type(
            subject, old.type, new.type, places, owner.who
        )
        self._context.documentation(subject, old.doc, new.doc, places)

    def _place_renamed(
        self,
        owner: Owner,
        old: model.Member,
        new: model.Member,
        structure: model.Structure,
    ) -> None:
        message = f"{owner.new_rule}: the place {old.key} is called {new.key}"
        level = Level.SOURCE
        breaks = set(SOURCES)
        if structure.read_from_maps:
            level = Level.RISKY
            breaks |= {OLD_READER, NEW_READER}
            message += ", also where it is read from maps"
        self._report.add(
            "place-renamed",
            level,
            Subject("place", f"{owner.new_rule}.{new.key}"),
            message,
            Places(old.origin, new.origin),
            breaks,
        )


def moved_names(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The names that stand in both, at other places; in the new order."""
    return [
        name
        for index, name in enumerate(new)
        if name in old and old.index(name) != index
    ]


def said_of_moved(
    moved: Sequence[str], old: Sequence[str], new: Sequence[str]
) -> str:
    """Which name went from which place to which."""
    return ", ".join(
        f"{name} went from place {old.index(name) + 1} to {new.index(name) + 1}"
        for name in moved
    )


def _renamed(
    old: Sequence[model.Member], new: Sequence[model.Member]
) -> dict[str, str]:
    """The new keys of old ones that an alias ties to them."""
    old_keys = {one.key for one in old}
    new_keys = {one.key for one in new}
    found: dict[str, str] = {}
    for one in old:
        if one.key in new_keys:
            continue
        for other in new:
            if other.key in old_keys or other.key in found.values():
                continue
            if one.key in other.aliases or other.key in one.aliases:
                found[one.key] = other.key
                break
    return found


def _form(structure: model.Structure) -> str:
    return {"map": "a map", "array": "an array", "group": "a group"}[
        structure.form
    ]
