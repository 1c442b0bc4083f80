"""Compares a key of a map before and after."""

from __future__ import annotations

from dataclasses import dataclass

from linguine.compare.context import Context
from linguine.compare.findings import (
    NEW_READER,
    NEW_SOURCE,
    OLD_READER,
    OLD_SOURCE,
    SOURCES,
    Level,
    Parties,
    Places,
    Subject,
)
from linguine.model import model

# How a presence looks to a reader.
_MAY_BE_ABSENT = {
    "required": False,
    "defaulted": True,
    "optional": True,
    "list": True,
}


@dataclass(frozen=True)
class Owner:
    """The structure that is compared: its names, before and after.

    `old_rule` and `new_rule` are those of the bindings' entries; the new one
    names what is found.
    """

    old_rule: str
    new_rule: str
    who: Parties

    def subject(self, key: str) -> Subject:
        """A key of the structure."""
        return Subject("member", f"{self.new_rule}.{key}")


class MemberComparer:
    """Compares keys that are the same, and those that came or went."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report

    def added(
        self,
        owner: Owner,
        member: model.Member,
        old_origin: model.Origin,
    ) -> None:
        """Reports a key that is new and in no one-of."""
        required = member.presence == "required"
        who = owner.who
        effect = (
            f"required: new {who.readers} refuse what old {who.writers} send"
            if required
            else f"optional: old {who.readers} skip it"
        )
        self._report.add(
            "member-added",
            Level.WIRE if required else Level.ADDITIVE,
            owner.subject(member.key),
            f"{owner.new_rule}.{member.key} is new, {effect}",
            Places(old_origin, member.origin),
            (NEW_READER, NEW_SOURCE) if required else (NEW_SOURCE,),
        )

    def removed(
        self, owner: Owner, member: model.Member, new_origin: model.Origin
    ) -> None:
        """Reports a key that is gone and was in no one-of."""
        required = member.presence == "required"
        who = owner.who
        effect = (
            f"old {who.readers} refuse what new {who.writers} send"
            if required
            else f"new {who.readers} skip it, and lose what old {who.writers} "
            "say"
        )
        self._report.add(
            "member-removed",
            Level.WIRE if required else Level.RISKY,
            owner.subject(member.key),
            f"{owner.new_rule}.{member.key} is gone: {effect}",
            Places(member.origin, new_origin),
            (OLD_READER if required else NEW_READER, OLD_SOURCE),
        )

    def compare(
        self,
        owner: Owner,
        old: model.Member,
        new: model.Member,
        stand_alone: bool,
        refused: tuple[bool, bool],
    ) -> None:
        """Reports what differs; `stand_alone`: neither is in a one-of.

        `refused`: whether old and new readers refuse a map without the key.
        """
        subject = owner.subject(new.key)
        places = Places(old.origin, new.origin)
        if old.key != new.key:
            self._renamed(owner, old, new, places, refused)
        is_another = self._context.compare_type(
            subject,
            old.type,
            new.type,
            places,
            owner.who,
            (old.longer_array, new.longer_array),
        )
        if stand_alone and old.presence != new.presence:
            self._presence(owner, old, new, subject)
        elif old.default != new.default and stand_alone and not is_another:
            self._report.add(
                "default-changed",
                Level.RISKY,
                subject,
                f"{subject.key} has another default: {_shown(old.default)} "
                f"became {_shown(new.default)}, absence means something else",
                places,
                (OLD_READER, NEW_READER, *SOURCES),
            )
        self._habits(owner, old, new, subject)
        self._context.documentation(subject, old.doc, new.doc, places)

    def _renamed(
        self,
        owner: Owner,
        old: model.Member,
        new: model.Member,
        places: Places,
        refused: tuple[bool, bool],
    ) -> None:
        who = owner.who
        # Bindings may keep what the member is called in code.
        breaks = set(SOURCES) if old.name != new.name else set()
        level = Level.SOURCE if breaks else Level.ADDITIVE
        effects = []
        if old.key in new.aliases:
            effects.append(f"new {who.readers} read the old key too")
        else:
            breaks.add(NEW_READER)
            is_refused = refused[1]
            level = max(level, Level.WIRE if is_refused else Level.RISKY)
            verb = "refuse" if is_refused else "skip"
            effects.append(f"new {who.readers} {verb} the old key")
        if new.key in old.aliases:
            effects.append(f"old {who.readers} read the new key too")
        else:
            breaks.add(OLD_READER)
            is_refused = refused[0]
            level = max(level, Level.WIRE if is_refused else Level.RISKY)
            verb = "refuse" if is_refused else "skip"
            effects.append(f"old {who.readers} {verb} the new key")
        self._report.add(
            "member-renamed",
            level,
            owner.subject(new.key),
            f"{owner.new_rule}: the key {old.key} is called {new.key}: "
            + ", ".join(effects),
            places,
            breaks,
        )

    def _presence(
        self,
        owner: Owner,
        old: model.Member,
        new: model.Member,
        subject: Subject,
    ) -> None:
        who = owner.who
        places = Places(old.origin, new.origin)
        for table in ("lists", "defaulted"):
            places = self._bound(owner, table, old, new, places)
        breaks = set(SOURCES)
        if not _MAY_BE_ABSENT[new.presence]:
            level = Level.WIRE
            breaks.add(NEW_READER)
            effect = f"is now required: new {who.readers} refuse its absence"
        elif not _MAY_BE_ABSENT[old.presence]:
            level = Level.RISKY
            breaks.add(OLD_READER)
            effect = f"may now be absent: old {who.readers} refuse that"
            if new.presence == "defaulted":
                effect += (
                    f"; its default is {_shown(new.default)}, which generated "
                    "code always writes"
                )
        elif old.presence == "defaulted":
            level = Level.RISKY
            breaks.add(NEW_READER)
            effect = (
                f"has no default any more, it was {_shown(old.default)}: "
                "absence means something else"
            )
        elif new.presence == "defaulted":
            level = Level.SOURCE
            effect = (
                f"has the default {_shown(new.default)} now, and is always "
                "written"
            )
        else:
            level = Level.SOURCE
            effect = f"was {_in_code(old)} in the code and is {_in_code(new)}"
        self._report.add(
            "presence-changed",
            level,
            subject,
            f"{subject.key} {effect}",
            places,
            breaks,
        )

    # ---------------------------------------------------------------- bindings

    def _bound(
        self,
        owner: Owner,
        table: str,
        old: model.Member,
        new: model.Member,
        places: Places,
    ) -> Places:
        return self._context.bound(
            table,
            f"{owner.old_rule}.{old.key}",
            f"{owner.new_rule}.{new.key}",
            places,
        )

    def _habits(
        self,
        owner: Owner,
        old: model.Member,
        new: model.Member,
        subject: Subject,
    ) -> None:
        """What readers take beside what the specification says."""
        places = Places(old.origin, new.origin)
        if old.key == new.key and old.name != new.name:
            self._report.add(
                "member-name-changed",
                Level.SOURCE,
                subject,
                f"{subject.key} was called {old.name} in code and is called "
                f"{new.name}",
                self._bound(owner, "members", old, new, places),
                SOURCES,
            )
        bound = self._bound(owner, "aliases", old, new, places)
        for alias in old.aliases:
            if alias not in (*new.aliases, new.key):
                self._report.add(
                    "alias-removed",
                    Level.RISKY,
                    subject,
                    f"{subject.key} is not read under the key {alias} any more",
                    bound,
                    (NEW_READER,),
                )
        for alias in new.aliases:
            if alias not in (*old.aliases, old.key):
                self._report.add(
                    "alias-added",
                    Level.ADDITIVE,
                    subject,
                    f"{subject.key} is read under the key {alias} too",
                    bound,
                    (OLD_READER,),
                )
        for rule, table, before, after, what in (
            (
                "longer-array",
                "longer_arrays",
                old.longer_array,
                new.longer_array,
                "a longer array",
            ),
            (
                "number-as-text",
                "numbers_as_text",
                old.number_as_text,
                new.number_as_text,
                "text",
            ),
        ):
            if before == after:
                continue
            self._report.add(
                rule,
                Level.ADDITIVE if after else Level.RISKY,
                subject,
                f"{subject.key} is {'now' if after else 'no longer'} read from "
                f"{what}",
                self._bound(owner, table, old, new, places),
                (OLD_READER,) if after else (NEW_READER,),
            )


def _in_code(member: model.Member) -> str:
    return {"list": "a plain list"}.get(member.presence, member.presence)


def _shown(value: model.Literal) -> str:
    if value == ():
        return "that of its members"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(one) for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
