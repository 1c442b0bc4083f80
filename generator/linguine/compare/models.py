"""Compares two whole models: messages, definitions, methods, interfaces."""

from __future__ import annotations

from collections.abc import Sequence

from linguine.compare.binding_places import BindingPlaces
from linguine.compare.callables import CallableComparer
from linguine.compare.context import Context
from linguine.compare.definitions import DefinitionComparer
from linguine.compare.findings import (
    NEW_SOURCE,
    OLD_SOURCE,
    SOURCES,
    Finding,
    Level,
    Places,
    Report,
    Subject,
    parties,
)
from linguine.compare.messages import MessageComparer
from linguine.compare.pairing import definitions_of, pair_models
from linguine.compare.senders import senders_of
from linguine.model import model


def compare_models(
    old: model.Model,
    new: model.Model,
    old_imports: Sequence[model.Model] = (),
    new_imports: Sequence[model.Model] = (),
    old_bindings: Sequence[str] = (),
    new_bindings: Sequence[str] = (),
) -> Report:
    """All differences between two models.

    The models of imported files tell which kinds of component are the same; the
    bindings' files are where findings about their entries are shown.
    """
    context = Context(
        pair_models(old, new, old_imports, new_imports),
        Report(),
        BindingPlaces(old_bindings),
        BindingPlaces(new_bindings),
    )
    MessageComparer(context).compare()
    CallableComparer(context).compare()
    _Definitions(context).compare()
    context.report.findings = [
        one
        for one in context.report.findings
        if not _is_of_import_alone(one, context)
    ]
    return context.report


# Findings of these rules in an imported file belong to a comparison of that
# file: the code of the importing specification stays the same.
_OF_IMPORTS = (
    "definition-added",
    "definition-removed",
    "definition-moved",
    "topic-renamed",
    "documentation-changed",
)


def _is_of_import_alone(finding: Finding, context: Context) -> bool:
    if finding.rule not in _OF_IMPORTS:
        return False
    sides = (
        (finding.old, context.pairs.old),
        (finding.new, context.pairs.new),
    )
    return all(
        origin is None or origin.file in _imported_files(the_model)
        for origin, the_model in sides
    )


def _imported_files(the_model: model.Model) -> set[str]:
    return {
        item.origin.file
        for one in the_model.imported
        for item in one.definitions
    }


class _Definitions:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report
        self._pairs = context.pairs
        self._old = {one.name: one for one in definitions_of(self._pairs.old)}
        self._new = {one.name: one for one in definitions_of(self._pairs.new)}
        # These are the messages' content and are compared with them.
        self._old_contents = _contents(self._pairs.old)
        self._new_contents = _contents(self._pairs.new)

    def compare(self) -> None:
        """Compares what is the same, then reports what came and went."""
        comparer = DefinitionComparer(self._context)
        old_senders = senders_of(self._pairs.old)
        new_senders = senders_of(self._pairs.new)
        nobody: frozenset[str] = frozenset()

        def drain() -> None:
            while self._pairs.waiting:
                one, other = self._pairs.waiting.pop(0)
                if one in self._old_contents or other in self._new_contents:
                    continue
                sides = old_senders.get(one, nobody) | new_senders.get(
                    other, nobody
                )
                comparer.compare(
                    self._old[one], self._new[other], parties(sides)
                )

        drain()
        # Without messages and methods, definitions have their names alone.
        if not self._pairs.messages and not self._pairs.callables:
            for name in self._old:
                if name in self._new:
                    self._pairs.are_paired(name, name)
                    drain()
        self._came_and_went()
        self._moved()
        self._imports()

    def _came_and_went(self) -> None:
        partners = self._pairs.partners
        for name, item in self._old.items():
            is_own = name not in self._old_contents
            if is_own and name not in partners and name not in self._new:
                self._report.add(
                    "definition-removed",
                    Level.SOURCE,
                    Subject(_kind(item), name),
                    f"{name} is gone; what used it is listed by itself",
                    Places(item.origin, None),
                    (OLD_SOURCE,),
                )
        taken = set(partners.values())
        for name, item in self._new.items():
            is_own = name not in self._new_contents
            if is_own and name not in taken and name not in self._old:
                self._report.add(
                    "definition-added",
                    Level.ADDITIVE,
                    Subject(_kind(item), name),
                    f"{name} is new",
                    Places(None, item.origin),
                    (NEW_SOURCE,),
                )

    # ------------------------------------------------------------------ banners

    def _moved(self) -> None:
        """Reports definitions below other banners; those of a banner that has
        another name alone as one."""
        pairs = [
            (self._old[one], self._new[other])
            for one, other in self._pairs.partners.items()
            if other
        ]
        pairs += [
            (self._pairs.old.structure(one), self._pairs.new.structure(other))
            for one, other in self._content_pairs()
        ]
        renamed: dict[str, tuple[model.Definition, model.Definition]] = {}
        for one, other in pairs:
            if one.topic == other.topic:
                continue
            is_renamed = (
                one.topic not in self._pairs.new.topics
                and other.topic not in self._pairs.old.topics
                and all(
                    two.topic == other.topic
                    for mine, two in pairs
                    if mine.topic == one.topic
                )
            )
            if is_renamed:
                renamed.setdefault(one.topic, (one, other))
                continue
            self._report.add(
                "definition-moved",
                Level.SOURCE,
                Subject(_kind(other), other.name),
                f"{other.name} moved from {one.topic} to {other.topic}: other "
                "files",
                Places(one.origin, other.origin),
                SOURCES,
            )
        for one, other in renamed.values():
            self._report.add(
                "topic-renamed",
                Level.SOURCE,
                Subject("topic", other.topic),
                f"the part {one.topic} is called {other.topic}: other files",
                Places(one.origin, other.origin),
                SOURCES,
            )

    def _content_pairs(self) -> list[tuple[str, str]]:
        return [
            (pair.old.structure, pair.new.structure)
            for pair in self._pairs.messages
            if pair.old is not None
            and pair.new is not None
            and "delete" not in (pair.old.role, pair.new.role)
        ]

    # ------------------------------------------------------------------ imports

    def _imports(self) -> None:
        """Reports imported definitions whose code is elsewhere."""
        before = _folders(self._pairs.old)
        after = _folders(self._pairs.new)
        reported: set[tuple[str, str]] = set()
        for name, folder in before.items():
            other = self._pairs.names_of(name)
            moved = (folder, after.get(other, folder))
            if moved[0] == moved[1] or moved in reported:
                continue
            reported.add(moved)
            self._report.add(
                "import-moved",
                Level.SOURCE,
                Subject("import", moved[1]),
                f"the code of {other} is in {moved[1]}, it was in {moved[0]}",
                Places(self._old[name].origin, self._new[other].origin),
                SOURCES,
            )


def _folders(the_model: model.Model) -> dict[str, str]:
    return {
        item.name: one.folder
        for one in the_model.imported
        for item in one.definitions
    }


def _contents(the_model: model.Model) -> set[str]:
    return {
        message.structure
        for direction in the_model.directions
        for message in direction.messages
    }


def _kind(item: model.Definition) -> str:
    return {model.Enumeration: "enumeration", model.Alias: "type"}.get(
        type(item), "structure"
    )
