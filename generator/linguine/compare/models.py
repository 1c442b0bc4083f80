"""Compares two whole models: messages, definitions, methods, interfaces."""

from __future__ import annotations

from linguine.compare.findings import Level, Parties, Report, parties
from linguine.compare.senders import senders_of
from linguine.compare.structures import DefinitionComparer
from linguine.model import model

_CLIENTS_CALL = {
    "method": Parties("clients", "servers"),
    "signal": Parties("servers", "clients"),
}


def compare_models(old: model.Model, new: model.Model) -> Report:
    """All differences between two models."""
    report = Report()
    comparer = DefinitionComparer(old, new, report)
    _compare_definitions(old, new, comparer, report)
    _compare_messages(old, new, report)
    _Callables(old, new, comparer, report).compare()
    return report


def _definitions(the_model: model.Model) -> dict[str, model.Definition]:
    everything = (
        *the_model.enumerations,
        *the_model.aliases,
        *the_model.structures,
    )
    return {item.name: item for item in everything}


def _compare_definitions(
    old: model.Model,
    new: model.Model,
    comparer: DefinitionComparer,
    report: Report,
) -> None:
    before, after = _definitions(old), _definitions(new)
    old_senders, new_senders = senders_of(old), senders_of(new)
    for name, definition in before.items():
        if name not in after:
            message = f"{name} is gone; what used it is listed by itself"
            report.add(Level.SOURCE, message, definition.origin, None)
            continue
        nobody: frozenset[str] = frozenset()
        sides = old_senders.get(name, nobody) | new_senders.get(name, nobody)
        comparer.compare(definition, after[name], parties(sides))
    for name, definition in after.items():
        if name not in before:
            report.add(
                Level.ADDITIVE, f"{name} is new", None, definition.origin
            )


# ------------------------------------------------------------------- messages


def _compare_messages(
    old: model.Model, new: model.Model, report: Report
) -> None:
    before = {item.name: item for item in old.directions}
    after = {item.name: item for item in new.directions}
    for name in dict.fromkeys((*before, *after)):
        who = parties(frozenset({name.lower()}))
        one = (
            {item.name: item for item in before[name].messages}
            if name in before
            else {}
        )
        two = (
            {item.name: item for item in after[name].messages}
            if name in after
            else {}
        )
        _compare_direction(one, two, who, report)


def _compare_direction(
    before: dict[str, model.Message],
    after: dict[str, model.Message],
    who: Parties,
    report: Report,
) -> None:
    numbers = {message.number: message for message in before.values()}
    for name, message in before.items():
        if name not in after:
            text = (
                f"the message {name} ({message.number}) of {who.writers} is "
                "gone: "
            )
            text += f"new {who.readers} skip it"
            report.add(Level.WIRE, text, message.origin, None)
    for name, message in after.items():
        earlier = before.get(name)
        if earlier is not None and earlier.number != message.number:
            text = (
                f"the number of {name}: {earlier.number} became "
                f"{message.number}"
            )
            report.add(Level.WIRE, text, earlier.origin, message.origin)
        elif earlier is None and message.number in numbers:
            other = numbers[message.number]
            text = (
                f"the number {message.number} of {other.name} means {name} now"
            )
            report.add(Level.WIRE, text, other.origin, message.origin)
        elif earlier is None:
            text = (
                f"the message {name} ({message.number}) of {who.writers} is "
                "new: "
            )
            text += f"old {who.readers} skip it, handlers must take it"
            report.add(Level.SOURCE, text, None, message.origin)


# ------------------------------------------- methods, signals and interfaces


class _Callables:
    def __init__(
        self,
        old: model.Model,
        new: model.Model,
        comparer: DefinitionComparer,
        report: Report,
    ) -> None:
        self._old = old
        self._new = new
        self._comparer = comparer
        self._report = report

    def compare(self) -> None:
        """Reports all differences of methods, signals and interfaces."""
        before = {item.name: item for item in self._old.callables}
        after = {item.name: item for item in self._new.callables}
        for name, item in before.items():
            if name in after:
                self._callable(item, after[name])
                continue
            text = f'the {item.kind} {name}, "{item.wire_name}", is gone'
            self._report.add(Level.WIRE, text, item.origin, None)
        for name, item in after.items():
            if name not in before:
                text = f'the {item.kind} {name}, "{item.wire_name}", is new'
                self._report.add(Level.ADDITIVE, text, None, item.origin)
        self._interfaces()

    def _interfaces(self) -> None:
        before = {item.name: item for item in self._old.interfaces}
        after = {item.name: item for item in self._new.interfaces}
        for name, item in before.items():
            if name not in after:
                text = f"the interface {name} is gone"
                self._report.add(Level.SOURCE, text, item.origin, None)
                continue
            other = after[name]
            for one in sorted(set(item.callables) ^ set(other.callables)):
                verb = "has" if one in other.callables else "lost"
                text = (
                    f"the interface {name} {verb} {one}: implementations change"
                )
                self._report.add(Level.SOURCE, text, item.origin, other.origin)
        for name, item in after.items():
            if name not in before:
                text = f"the interface {name} is new"
                self._report.add(Level.ADDITIVE, text, None, item.origin)

    def _callable(self, old: model.Callable, new: model.Callable) -> None:
        def add(level: Level, message: str) -> None:
            text = f"{new.kind} {new.name}: {message}"
            self._report.add(level, text, old.origin, new.origin)

        who = _CLIENTS_CALL[new.kind]
        if old.kind != new.kind:
            add(Level.WIRE, f"it was a {old.kind}")
        if old.wire_name != new.wire_name:
            add(
                Level.WIRE,
                f'its name "{old.wire_name}" became "{new.wire_name}"',
            )
        if old.spread != new.spread:
            level = Level.ADDITIVE if new.spread else Level.RISKY
            add(
                level,
                f"a spread list is {'now' if new.spread else 'no longer'} "
                "taken",
            )
        self._arguments(old, new, who)
        back = Parties(who.readers, who.writers)
        if old.result is not None and new.result is not None:
            self._comparer.compare_type(
                f"the result of {new.name}",
                old.result,
                new.result,
                old.origin,
                new.origin,
                back,
            )
        elif old.result is not None:
            add(
                Level.WIRE,
                f"it returns nothing: old {back.readers} miss the result",
            )
        elif new.result is not None:
            add(
                Level.WIRE,
                f"it returns something: old {back.writers} send nothing",
            )

    def _arguments(
        self, old: model.Callable, new: model.Callable, who: Parties
    ) -> None:
        for one, other in zip(old.arguments, new.arguments, strict=False):
            what = f"{new.name}, argument {other.name}"
            self._comparer.compare_type(
                what, one.type, other.type, one.origin, other.origin, who
            )
            self._argument(what, one, other, who)
        for gone in old.arguments[len(new.arguments) :]:
            level = Level.RISKY if gone.optional else Level.WIRE
            effect = "ignore it" if gone.optional else "miss it"
            whose = "new" if gone.optional else "old"
            text = (
                f"{new.name}, argument {gone.name} is gone: {whose} "
                f"{who.readers} {effect}"
            )
            self._report.add(level, text, gone.origin, new.origin)
        for added in new.arguments[len(old.arguments) :]:
            level = Level.SOURCE if added.optional else Level.WIRE
            effect = (
                "ignore it"
                if added.optional
                else f"miss it from old {who.writers}"
            )
            whose = "old" if added.optional else "new"
            text = (
                f"{new.name}, argument {added.name} is new: {whose} "
                f"{who.readers} {effect}"
            )
            self._report.add(level, text, old.origin, added.origin)

    def _argument(
        self,
        what: str,
        one: model.Argument,
        other: model.Argument,
        who: Parties,
    ) -> None:
        if one.name != other.name:
            text = f"{what} was called {one.name}"
            self._report.add(Level.ADDITIVE, text, one.origin, other.origin)
        if one.optional and not other.optional:
            text = (
                f"{what} is now required: new {who.readers} refuse its absence"
            )
            self._report.add(Level.WIRE, text, one.origin, other.origin)
        elif other.optional and not one.optional:
            text = f"{what} may now be absent: old {who.readers} refuse that"
            self._report.add(Level.RISKY, text, one.origin, other.origin)
