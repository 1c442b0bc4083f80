"""Compares messages and the lives of components."""

from __future__ import annotations

import dataclasses

from linguine.compare.context import Context
from linguine.compare.findings import (
    NEW_READER,
    OLD_READER,
    SOURCES,
    Level,
    Parties,
    Places,
    Subject,
    parties,
)
from linguine.compare.pairing import pair_directions
from linguine.compare.structures import StructureComparer
from linguine.model import model, types


class MessageComparer:
    """Reports the differences of the messages of both directions."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report
        self._structures = StructureComparer(context)

    def compare(self) -> None:
        """Reports all of them, and of the kinds of component."""
        self._directions()
        numbers: dict[tuple[str, int], str] = {}
        for pair in self._context.pairs.messages:
            if pair.old is not None:
                numbers[pair.side, pair.old.number] = pair.old.name
        for pair in self._context.pairs.messages:
            who = parties(frozenset({pair.side}))
            if pair.old is not None and pair.new is not None:
                self._message(pair.old, pair.new, who)
            elif pair.old is not None:
                self._removed(pair.old, who)
            elif pair.new is not None:
                earlier = numbers.get((pair.side, pair.new.number))
                self._added(pair.new, earlier, who)
        self._always_updated()

    def _directions(self) -> None:
        pairs = self._context.pairs
        for old, new in pair_directions(pairs.old, pairs.new):
            if old is None or new is None or old.root == new.root:
                continue
            self._report.add(
                "direction-renamed",
                Level.SOURCE,
                Subject("direction", new.root),
                f"the table {old.root} is called {new.root}, the same on the "
                "wire",
                Places(
                    old.messages[0].number_origin,
                    new.messages[0].number_origin,
                ),
                SOURCES,
            )

    def _removed(self, message: model.Message, who: Parties) -> None:
        self._report.add(
            "message-removed",
            Level.WIRE,
            Subject("message", message.name),
            f"the message {message.name} ({message.number}) of {who.writers} "
            f"is gone: new {who.readers} skip it",
            Places(message.origin, None),
            (NEW_READER, *SOURCES),
        )

    def _added(
        self, message: model.Message, earlier: str | None, who: Parties
    ) -> None:
        subject = Subject("message", message.name)
        places = Places(None, message.origin)
        text = (
            f"the message {message.name} ({message.number}) of {who.writers} "
            "is new: "
        )
        if earlier is not None:
            self._report.add(
                "message-added",
                Level.WIRE,
                subject,
                f"{text}old {who.readers} take it for {earlier}",
                places,
                (OLD_READER, *SOURCES),
            )
            return
        self._report.add(
            "message-added",
            Level.SOURCE,
            subject,
            f"{text}old {who.readers} skip it, handlers must take it",
            places,
            SOURCES,
        )

    def _message(
        self, old: model.Message, new: model.Message, who: Parties
    ) -> None:
        subject = Subject("message", new.name)
        places = Places(old.origin, new.origin)
        if old.number != new.number:
            self._report.add(
                "message-renumbered",
                Level.WIRE,
                subject,
                f"the number of {new.name}: {old.number} became {new.number}",
                Places(old.number_origin, new.number_origin),
                (OLD_READER, NEW_READER),
            )
        is_kind_renamed = (
            old.component is not None
            and old.component != new.component
            and self._context.pairs.kinds.get(old.component) == new.component
        )
        if old.name != new.name and not is_kind_renamed:
            self._report.add(
                "message-renamed",
                Level.SOURCE,
                subject,
                f"the message {new.number}, {old.name}, is called {new.name}",
                places,
                SOURCES,
            )
        if is_kind_renamed and old.role == "create":
            self._report.add(
                "component-renamed",
                Level.SOURCE,
                Subject("component", str(new.component)),
                f"the components {old.component} are called {new.component}, "
                "the same on the wire",
                places,
                SOURCES,
            )
        self._context.documentation(subject, old.doc, new.doc, places)
        self._structures.compare(
            _content(self._context.pairs.old, old),
            _content(self._context.pairs.new, new),
            who,
            (old.name, new.name),
        )

    def _always_updated(self) -> None:
        before = {one.name: one for one in self._context.pairs.old.components}
        after = {one.name: one for one in self._context.pairs.new.components}
        for old_kind, new_kind in self._context.pairs.kinds.items():
            if old_kind not in before or new_kind not in after:
                continue
            old, new = before[old_kind], after[new_kind]
            for key in dict.fromkeys(
                (*old.always_updated, *new.always_updated)
            ):
                self._always(old, new, key)

    def _always(
        self, old: model.Component, new: model.Component, key: str
    ) -> None:
        was, is_now = key in old.always_updated, key in new.always_updated
        places = Places(
            _member_origin(self._context.pairs.old, old.update, key),
            _member_origin(self._context.pairs.new, new.update, key),
        )
        if was == is_now or None in (places.old, places.new):
            return
        rule = f"Msg{new.name}Update.{key}"
        message = (
            f"every update carries {rule} now"
            if is_now
            else f"updates do not always carry {rule} any more: clients that "
            "read it without asking fail"
        )
        self._report.add(
            "always-updated",
            Level.ADDITIVE if is_now else Level.RISKY,
            Subject("member", rule),
            message,
            self._context.bound(
                "always_updated", f"Msg{old.name}Update.{key}", rule, places
            ),
            () if is_now else (OLD_READER,),
        )


def _member_origin(
    the_model: model.Model, structure: str | None, key: str
) -> model.Origin | None:
    if structure is None:
        return None
    return next(
        (
            one.origin
            for one in the_model.structure(structure).members()
            if one.key == key
        ),
        None,
    )


def _content(the_model: model.Model, message: model.Message) -> model.Structure:
    """What a message holds on the wire, the identifier of a component too."""
    structure = (
        None
        if message.role == "delete"
        else the_model.structure(message.structure)
    )
    if message.component is None:
        assert structure is not None
        return structure
    identifier = model.Member(
        "id",
        types.Identifier(message.component),
        "required",
        origin=message.origin,
    )
    if structure is None:
        return model.Structure(
            message.name, (identifier,), message.topic, origin=message.origin
        )
    return dataclasses.replace(
        structure, entries=(identifier, *structure.entries)
    )
