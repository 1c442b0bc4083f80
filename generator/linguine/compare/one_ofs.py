"""Compares the keys of maps that came, went, or stand in other one-ofs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from linguine.compare.acceptance import Taken
from linguine.compare.context import Context
from linguine.compare.findings import (
    NEW_READER,
    NEW_SOURCE,
    OLD_READER,
    OLD_SOURCE,
    SOURCES,
    Level,
    Places,
    Subject,
)
from linguine.compare.members import MemberComparer, Owner
from linguine.compare.presence import Group, Keys, Rules, connected, taken
from linguine.model import model


@dataclass(frozen=True)
class Side:
    """The keys of one version, and the one-ofs that they stand in."""

    members: dict[str, model.Member]
    groups: dict[str, model.OneOf]
    rules: Rules
    one_ofs: dict[Keys, model.OneOf]

    @staticmethod
    def of(structure: model.Structure, renamed: dict[str, str]) -> Side:
        """The side of a structure whose keys have these new names."""
        members: dict[str, model.Member] = {}
        groups: dict[str, model.OneOf] = {}
        one_ofs: dict[Keys, model.OneOf] = {}
        singles: list[tuple[str, bool]] = []
        found: list[Group] = []
        for entry in structure.entries:
            if isinstance(entry, model.Member):
                key = renamed.get(entry.key, entry.key)
                members[key] = entry
                singles.append((key, entry.presence == "required"))
                continue
            keys = []
            for one in entry.alternatives:
                key = renamed.get(one.key, one.key)
                keys.append(key)
                members[key] = one
                groups[key] = entry
            found.append(Group(frozenset(keys), entry.required))
            one_ofs[frozenset(keys)] = entry
        return Side(
            members, groups, Rules(tuple(singles), tuple(found)), one_ofs
        )

    def demands(self, key: str) -> bool:
        """Whether a reader refuses what has the key in no spelling."""
        if key in self.groups:
            return self.groups[key].required
        return self.members[key].presence == "required"


@dataclass(frozen=True)
class _Change:
    """Keys that one-ofs tie together, before and after."""

    owner: Owner
    before: Side
    after: Side
    old: Rules
    new: Rules
    old_origin: model.Origin
    new_origin: model.Origin

    @property
    def kept(self) -> Keys:
        return self.old.keys & self.new.keys

    def name(self, keys: Keys) -> str:
        order = dict.fromkeys((*self.after.members, *self.before.members))
        return ", ".join(key for key in order if key in keys)


class OneOfComparer:
    """Judges one-ofs by which keys a writer may write, and a reader takes."""

    def __init__(self, context: Context, members: MemberComparer) -> None:
        self._context = context
        self._report = context.report
        self._members = members

    def compare(
        self,
        owner: Owner,
        before: Side,
        after: Side,
        old_origin: model.Origin,
        new_origin: model.Origin,
    ) -> None:
        """Reports the keys of a map that came and went, and its one-ofs."""
        for keys in connected(before.rules, after.rules):
            old, new = before.rules.among(keys), after.rules.among(keys)
            change = _Change(
                owner, before, after, old, new, old_origin, new_origin
            )
            if not old.groups and not new.groups:
                (key,) = keys
                if key not in before.members:
                    self._members.added(owner, after.members[key], old_origin)
                elif key not in after.members:
                    self._members.removed(
                        owner, before.members[key], new_origin
                    )
            elif not old.keys:
                self._whole(change, is_new=True)
            elif not new.keys:
                self._whole(change, is_new=False)
            else:
                for key in sorted(new.keys - old.keys):
                    self._added(change, key)
                for key in sorted(old.keys - new.keys):
                    self._removed(change, key)
                self._rearranged(change)
                self._names(change)

    def _whole(self, change: _Change, is_new: bool) -> None:
        """Reports a one-of that came or went with all its keys."""
        side = change.after if is_new else change.before
        rules = change.new if is_new else change.old
        who = change.owner.who
        for group in rules.groups:
            one_of = side.one_ofs[group.keys]
            keys = ", ".join(one.key for one in one_of.alternatives)
            owner = change.owner.new_rule
            if is_new:
                rule, word = "one-of-added", "new"
                level = Level.WIRE if group.required else Level.ADDITIVE
                places = Places(change.old_origin, one_of.origin)
                breaks = {NEW_SOURCE}
                broken = NEW_READER if group.required else None
                effect = (
                    f"new {who.readers} refuse what old {who.writers} send"
                    if group.required
                    else f"old {who.readers} skip it"
                )
            else:
                rule, word = "one-of-removed", "gone"
                level = Level.WIRE if group.required else Level.RISKY
                places = Places(one_of.origin, change.new_origin)
                breaks = {OLD_SOURCE}
                broken = OLD_READER if group.required else NEW_READER
                effect = (
                    f"old {who.readers} refuse what new {who.writers} send"
                    if group.required
                    else f"new {who.readers} skip it, and lose what old "
                    f"{who.writers} say"
                )
            if broken:
                breaks.add(broken)
            self._report.add(
                rule,
                level,
                Subject("one-of", f"{owner}.{one_of.name}"),
                f"{owner}: the one-of {one_of.name} ({keys}) is {word}: "
                f"{effect}",
                places,
                breaks,
            )

    def _added(self, change: _Change, key: str) -> None:
        member = change.after.members[key]
        who = change.owner.who
        answer = taken(
            change.old, (one for one in change.new.written() if key in one)
        )
        one_of = change.after.groups[key]
        had_one_of = any(
            other.key in change.before.groups for other in one_of.alternatives
        )
        breaks = {NEW_SOURCE}
        if answer != Taken.ALL:
            level = Level.RISKY
            breaks |= {OLD_READER, OLD_SOURCE}
            effect = f"old {who.readers} refuse it"
        elif had_one_of:
            level = Level.SOURCE
            breaks.add(OLD_SOURCE)
            effect = f"old {who.readers} skip it, the variant changes"
        else:
            level = Level.ADDITIVE
            effect = f"old {who.readers} skip it"
        self._report.add(
            "alternative-added",
            level,
            change.owner.subject(key),
            f"{change.owner.new_rule}.{key} is new, an alternative of "
            f"{one_of.name}: {effect}",
            Places(change.old_origin, member.origin),
            breaks,
        )

    def _removed(self, change: _Change, key: str) -> None:
        member = change.before.members[key]
        who = change.owner.who
        answer = taken(
            change.new, (one for one in change.old.written() if key in one)
        )
        one_of = change.before.groups[key]
        is_refused = answer != Taken.ALL
        effect = (
            f"new {who.readers} refuse it"
            if is_refused
            else f"new {who.readers} skip it, and lose what old {who.writers} "
            "say"
        )
        breaks = {NEW_READER, OLD_SOURCE}
        if any(
            other.key in change.after.groups for other in one_of.alternatives
        ):
            breaks.add(NEW_SOURCE)  # The variant changes.
        self._report.add(
            "alternative-removed",
            Level.WIRE if is_refused else Level.RISKY,
            change.owner.subject(key),
            f"{change.owner.new_rule}.{key} is gone, an alternative of "
            f"{one_of.name}: {effect}",
            Places(member.origin, change.new_origin),
            breaks,
        )

    # --------------------------------------------------------------- rearranged

    def _rearranged(self, change: _Change) -> None:
        kept = change.kept
        old, new = change.old.among(kept), change.new.among(kept)
        if _is_same(old, new):
            return
        added = change.new.keys - kept
        removed = change.old.keys - kept
        backward = taken(
            change.new,
            (one for one in change.old.written() if not one & removed),
        )
        forward = taken(
            change.old,
            (one for one in change.new.written() if not one & added),
        )
        who = change.owner.who
        breaks = set(SOURCES)
        level = Level.SOURCE
        effects = []
        if backward != Taken.ALL:
            breaks.add(NEW_READER)
            level = Level.WIRE
            effects.append(
                f"new {who.readers} refuse {_part(backward)} of what old "
                f"{who.writers} send"
            )
        if forward != Taken.ALL:
            breaks.add(OLD_READER)
            if forward == Taken.NONE:
                level = Level.WIRE
            level = max(level, Level.RISKY)
            effects.append(
                f"old {who.readers} refuse {_part(forward)} of what new "
                f"{who.writers} send"
            )
        rule, keys, what = self._nature(change, old, new)
        name = change.name(keys)
        effect = ", ".join(effects) or "the bytes are the same"
        self._report.add(
            rule,
            level,
            self._subject(change, keys),
            f"{change.owner.new_rule}: {name} {what}: {effect}",
            Places(
                self._origin(change.before, keys),
                self._origin(change.after, keys),
            ),
            breaks,
        )

    @staticmethod
    def _subject(change: _Change, keys: Keys) -> Subject:
        """A key alone, or the one-of of several."""
        first = next(key for key in change.after.members if key in keys)
        if len(keys) == 1:
            return change.owner.subject(first)
        one_of = change.after.groups.get(first) or change.before.groups[first]
        return Subject("one-of", f"{change.owner.new_rule}.{one_of.name}")

    @staticmethod
    def _nature(
        change: _Change, old: Rules, new: Rules
    ) -> tuple[str, Keys, str]:
        """The rule, the keys that it is about, and what happened to them."""
        old_singles = frozenset(key for key, _ in old.singles)
        new_singles = frozenset(key for key, _ in new.singles)
        joined, left = old_singles - new_singles, new_singles - old_singles
        if joined:
            rest = change.new.keys - joined
            others = f" with {change.name(rest)}" if rest else ""
            return "one-of-joined", joined, f"joined a one-of{others}"
        if left:
            return "one-of-left", left, "stands outside of a one-of now"
        if len(new.groups) > len(old.groups):
            return "one-of-split", change.kept, "stand in several one-ofs now"
        if {one.keys for one in old.groups} != {one.keys for one in new.groups}:
            return "one-of-merged", change.kept, "exclude each other now"
        required = any(
            one.required and Group(one.keys, False) in old.groups
            for one in new.groups
        )
        if required:
            return "one-of-required", change.kept, "may not all be absent now"
        return "one-of-optional", change.kept, "may all be absent now"

    @staticmethod
    def _origin(side: Side, keys: Keys) -> model.Origin:
        first = next(key for key in side.members if key in keys)
        one_of = side.groups.get(first)
        if len(keys) > 1 and one_of is not None:
            return one_of.origin
        return side.members[first].origin

    # -------------------------------------------------------------------- names

    @staticmethod
    def _like(
        change: _Change, group: Group, others: Iterable[Group]
    ) -> Group | None:
        """The one-of with the most keys of a group; of several, the one of the
        same name."""

        def name(one: Group) -> str:
            for side in (change.before, change.after):
                if one.keys in side.one_ofs:
                    return side.one_ofs[one.keys].name
            return ""

        return max(
            (one for one in others if one.keys & group.keys),
            key=lambda one: (
                len(one.keys & group.keys),
                name(one) == name(group),
            ),
            default=None,
        )

    def _names(self, change: _Change) -> None:
        """Reports other names and comments of one-ofs that are the same."""
        for group in change.old.groups:
            partner = self._like(change, group, change.new.groups)
            if (
                partner is None
                or self._like(change, partner, change.old.groups) != group
            ):
                continue
            old = change.before.one_ofs[group.keys]
            new = change.after.one_ofs[partner.keys]
            subject = Subject("one-of", f"{change.owner.new_rule}.{new.name}")
            places = Places(old.origin, new.origin)
            if old.name != new.name:
                bound = self._context.bound(
                    "one_ofs",
                    f"{change.owner.old_rule}.{old.alternatives[0].key}",
                    f"{change.owner.new_rule}.{new.alternatives[0].key}",
                    places,
                )
                self._report.add(
                    "one-of-renamed",
                    Level.SOURCE,
                    subject,
                    f"{change.owner.new_rule}: the one-of {old.name} is called "
                    f"{new.name}",
                    bound,
                    SOURCES,
                )
            self._context.documentation(subject, old.doc, new.doc, places)


def _is_same(old: Rules, new: Rules) -> bool:
    return set(old.groups) == set(new.groups) and set(old.singles) == set(
        new.singles
    )


def _part(answer: Taken) -> str:
    return "all" if answer == Taken.NONE else "some"
