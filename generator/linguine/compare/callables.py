"""Compares methods, signals and interfaces."""

from __future__ import annotations

from collections.abc import Sequence

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
from linguine.compare.structures import moved_names, said_of_moved
from linguine.model import model

_CALLS = {
    "method": Parties("clients", "servers"),
    "signal": Parties("servers", "clients"),
}


class CallableComparer:
    """Reports the differences of methods, signals and interfaces."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report
        self._old = context.pairs.old
        self._new = context.pairs.new

    def compare(self) -> None:
        """Reports all of them."""
        for old, new in self._context.pairs.callables:
            if old is not None and new is not None:
                self._callable(old, new)
            elif old is not None:
                self._removed(old)
            elif new is not None:
                self._added(new)
        self._interfaces()

    def _removed(self, item: model.Callable) -> None:
        who = _CALLS[item.kind]
        known = {one.name for one in self._new.interfaces}
        is_missed = any(
            item.name in one.callables and one.name in known
            for one in self._old.interfaces
        )
        effect = (
            f"new {who.readers} do not know it"
            if item.kind == "method"
            else f"new {who.writers} do not send it"
        )
        self._report.add(
            "callable-removed",
            Level.WIRE,
            _subject(item),
            f'the {item.kind} {item.name}, "{item.wire_name}", is gone: '
            f"{effect}",
            Places(item.origin, None),
            (
                NEW_READER if item.kind == "method" else OLD_READER,
                *(SOURCES if is_missed else (OLD_SOURCE,)),
            ),
        )

    def _added(self, item: model.Callable) -> None:
        known = {one.name for one in self._old.interfaces}
        joined = [
            one.name
            for one in self._new.interfaces
            if item.name in one.callables and one.name in known
        ]
        message = f'the {item.kind} {item.name}, "{item.wire_name}", is new'
        if joined:
            names = ", ".join(joined)
            message += f": what implements {names} must have it"
        self._report.add(
            "callable-added",
            Level.SOURCE if joined else Level.ADDITIVE,
            _subject(item),
            message,
            Places(None, item.origin),
            SOURCES if joined else (NEW_SOURCE,),
        )

    def _callable(self, old: model.Callable, new: model.Callable) -> None:
        subject = _subject(new)
        places = Places(old.origin, new.origin)
        who = _CALLS[new.kind]
        if old.wire_name != new.wire_name:
            self._report.add(
                "callable-respelled",
                Level.WIRE,
                subject,
                f'the {new.kind} {new.name} is called "{new.wire_name}" on the '
                f'wire, it was "{old.wire_name}"',
                places,
                (OLD_READER, NEW_READER),
            )
        if old.name != new.name:
            self._report.add(
                "callable-renamed",
                Level.SOURCE,
                subject,
                f'the rule {old.name} of the {new.kind} "{new.wire_name}" is '
                f"called {new.name}, the same on the wire",
                places,
                SOURCES,
            )
        self._context.documentation(subject, old.doc, new.doc, places)
        if old.spread != new.spread:
            self._spread(old, new, subject, who)
        self._arguments(old, new, who)
        self._result(old, new, who.reversed())

    def _spread(
        self,
        old: model.Callable,
        new: model.Callable,
        subject: Subject,
        who: Parties,
    ) -> None:
        verb = "take" if new.spread else "do not take"
        self._report.add(
            "spread-arguments",
            Level.ADDITIVE if new.spread else Level.RISKY,
            subject,
            f"{new.name}: new {who.readers} {verb} the elements of its list as "
            "arguments",
            self._context.bound(
                "spread_arguments",
                f"{old.name}.{old.arguments[0].name}" if old.arguments else "",
                f"{new.name}.{new.arguments[0].name}" if new.arguments else "",
                Places(old.origin, new.origin),
            ),
            (OLD_READER,) if new.spread else (NEW_READER,),
        )

    def _result(
        self, old: model.Callable, new: model.Callable, who: Parties
    ) -> None:
        subject = Subject("result", f"{new.wire_name}()")
        places = Places(old.origin, new.origin)
        if old.result is not None and new.result is not None:
            self._context.compare_type(
                subject, old.result, new.result, places, who
            )
        elif old.result is not None:
            self._report.add(
                "result-removed",
                Level.WIRE,
                subject,
                f"{new.name} returns nothing: old {who.readers} miss the "
                "result",
                places,
                (OLD_READER, *SOURCES),
            )
        elif new.result is not None:
            self._report.add(
                "result-added",
                Level.WIRE,
                subject,
                f"{new.name} returns something: old {who.writers} send nothing",
                places,
                (NEW_READER, *SOURCES),
            )
        self._context.documentation(
            subject, old.result_doc, new.result_doc, places
        )

    # --------------------------------------------------------------- arguments

    def _arguments(
        self, old: model.Callable, new: model.Callable, who: Parties
    ) -> None:
        names = [one.name for one in old.arguments]
        other_names = [one.name for one in new.arguments]
        moved = moved_names(names, other_names)
        if moved:
            self._report.add(
                "arguments-moved",
                Level.WIRE,
                _subject(new),
                f"{new.name}: {said_of_moved(moved, names, other_names)}: "
                f"{who.readers} take one argument for another",
                Places(
                    old.arguments[names.index(moved[0])].origin,
                    new.arguments[other_names.index(moved[0])].origin,
                ),
                (OLD_READER, NEW_READER, *SOURCES),
            )
        by_name = {one.name: one for one in old.arguments}
        compared: set[str] = set()
        for index, argument in enumerate(new.arguments):
            earlier = by_name.get(argument.name)
            if earlier is None and index < len(old.arguments):
                candidate = old.arguments[index]
                if candidate.name not in other_names:
                    earlier = candidate
            if earlier is None:
                self._argument_added(old, new, argument, who)
                continue
            compared.add(earlier.name)
            self._argument(new, earlier, argument, who)
        for argument in old.arguments:
            if argument.name not in compared:
                self._argument_removed(new, argument, who)

    def _argument_added(
        self,
        old: model.Callable,
        new: model.Callable,
        argument: model.Argument,
        who: Parties,
    ) -> None:
        effect = (
            f"old {who.readers} ignore it"
            if argument.optional
            else f"new {who.readers} miss it from old {who.writers}"
        )
        self._report.add(
            "argument-added",
            Level.SOURCE if argument.optional else Level.WIRE,
            _argument_subject(new, argument),
            f"{new.name}, argument {argument.name} is new: {effect}",
            Places(old.origin, argument.origin),
            SOURCES if argument.optional else (NEW_READER, *SOURCES),
        )

    def _argument_removed(
        self, new: model.Callable, argument: model.Argument, who: Parties
    ) -> None:
        effect = (
            f"new {who.readers} ignore it"
            if argument.optional
            else f"old {who.readers} miss it from new {who.writers}"
        )
        broken = NEW_READER if argument.optional else OLD_READER
        self._report.add(
            "argument-removed",
            Level.RISKY if argument.optional else Level.WIRE,
            _argument_subject(new, argument),
            f"{new.name}, argument {argument.name} is gone: {effect}",
            Places(argument.origin, new.origin),
            (broken, *SOURCES),
        )

    def _argument(
        self,
        item: model.Callable,
        old: model.Argument,
        new: model.Argument,
        who: Parties,
    ) -> None:
        subject = _argument_subject(item, new)
        places = Places(old.origin, new.origin)
        self._context.compare_type(subject, old.type, new.type, places, who)
        what = f"{item.name}, argument {new.name}"
        if old.name != new.name:
            self._report.add(
                "argument-renamed",
                Level.ADDITIVE,
                subject,
                f"{what} was called {old.name}",
                places,
            )
        if old.optional and not new.optional:
            self._report.add(
                "argument-required",
                Level.WIRE,
                subject,
                f"{what} is now required: new {who.readers} refuse its absence",
                places,
                (NEW_READER, *SOURCES),
            )
        elif new.optional and not old.optional:
            self._report.add(
                "argument-optional",
                Level.RISKY,
                subject,
                f"{what} may now be absent: old {who.readers} refuse that",
                places,
                (OLD_READER, *SOURCES),
            )
        self._context.documentation(subject, old.doc, new.doc, places)

    # -------------------------------------------------------------- interfaces

    def _interfaces(self) -> None:
        new_names = {
            old.name: new.name
            for old, new in self._context.pairs.callables
            if old is not None and new is not None
        }
        before = list(self._old.interfaces)
        after = list(self._new.interfaces)
        for one, other in _pair_interfaces(before, after, new_names):
            before.remove(one)
            after.remove(other)
            self._interface(one, other, new_names)
        for one in before:
            self._report.add(
                "interface-removed",
                Level.SOURCE,
                Subject("interface", one.name),
                f"the interface {one.name} is gone",
                Places(one.origin, None),
                (OLD_SOURCE,),
            )
        for other in after:
            self._report.add(
                "interface-added",
                Level.ADDITIVE,
                Subject("interface", other.name),
                f"the interface {other.name} is new",
                Places(None, other.origin),
                (NEW_SOURCE,),
            )

    def _interface(
        self,
        old: model.Interface,
        new: model.Interface,
        new_names: dict[str, str],
    ) -> None:
        subject = Subject("interface", new.name)
        places = Places(old.origin, new.origin)
        if old.name != new.name:
            self._report.add(
                "interface-renamed",
                Level.SOURCE,
                subject,
                f"the interface {old.name} is called {new.name}",
                places,
                SOURCES,
            )
        self._context.documentation(subject, old.doc, new.doc, places)
        kept = [new_names[name] for name in old.callables if name in new_names]
        known = set(new_names.values())
        for name in new.callables:
            if name in known and name not in kept:
                self._report.add(
                    "interface-joined",
                    Level.SOURCE,
                    subject,
                    f"the interface {new.name} has {name} now: implementations "
                    "change",
                    places,
                    SOURCES,
                )
        for name in kept:
            if name not in new.callables:
                self._report.add(
                    "interface-left",
                    Level.SOURCE,
                    subject,
                    f"the interface {new.name} lost {name}: implementations "
                    "change",
                    places,
                    SOURCES,
                )


def _pair_interfaces(
    old: Sequence[model.Interface],
    new: Sequence[model.Interface],
    new_names: dict[str, str],
) -> list[tuple[model.Interface, model.Interface]]:
    by_name = {one.name: one for one in new}
    found = [(one, by_name[one.name]) for one in old if one.name in by_name]
    taken = {one.name for one, _ in found}
    free = [one for one in new if one.name not in taken]
    for one in old:
        if one.name in taken:
            continue
        callables = {new_names.get(name, name) for name in one.callables}
        other = next(
            (
                item
                for item in free
                if item.kind == one.kind and callables & set(item.callables)
            ),
            None,
        )
        if other is not None:
            found.append((one, other))
            free.remove(other)
    return found


def _subject(item: model.Callable) -> Subject:
    return Subject(item.kind, item.wire_name)


def _argument_subject(
    item: model.Callable, argument: model.Argument
) -> Subject:
    return Subject("argument", f"{item.wire_name}({argument.name})")
