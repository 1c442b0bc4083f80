"""Compares enumerations, aliases and structures that are the same."""

from __future__ import annotations

from linguine.compare.context import Context, definition_kind
from linguine.compare.findings import (
    NEW_READER,
    OLD_READER,
    SOURCES,
    Level,
    Parties,
    Places,
    Subject,
)
from linguine.compare.structures import StructureComparer
from linguine.model import model, types


class DefinitionComparer:
    """Compares definitions of two models."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._report = context.report
        self._structures = StructureComparer(context)

    def compare(
        self, old: model.Definition, new: model.Definition, who: Parties
    ) -> None:
        """Reports what differs between two definitions."""
        kind = {model.Enumeration: "enumeration", model.Alias: "type"}.get(
            type(new), "structure"
        )
        subject = Subject(kind, new.name)
        places = Places(old.origin, new.origin)
        if old.name != new.name:
            bound = self._context.bound(
                "structures",
                self._inline_key(self._context.pairs.old, old.name),
                self._inline_key(self._context.pairs.new, new.name),
                places,
            )
            self._report.add(
                "definition-renamed",
                Level.SOURCE,
                subject,
                f"{old.name} is called {new.name}",
                bound,
                SOURCES,
            )
        self._context.documentation(subject, old.doc, new.doc, places)
        if isinstance(old, model.Enumeration) and isinstance(
            new, model.Enumeration
        ):
            self._enumeration(old, new, who)
        elif isinstance(old, model.Structure) and isinstance(
            new, model.Structure
        ):
            self._structures.compare(old, new, who)
        elif isinstance(old, model.Alias) and isinstance(new, model.Alias):
            self._context.compare_type(subject, old.type, new.type, places, who)
        else:
            self._other_kind(old, new, subject, places, who)

    @staticmethod
    def _inline_key(the_model: model.Model, name: str) -> str:
        """The place that gives a structure without a rule its name."""
        for structure in the_model.structures:
            for member in structure.members():
                if member.type == types.Named(name):
                    return f"{structure.name}.{member.key}"
        return name

    def _other_kind(
        self,
        old: model.Definition,
        new: model.Definition,
        subject: Subject,
        places: Places,
        who: Parties,
    ) -> None:
        """Judges the types, since the definitions cannot be compared."""
        pairs = self._context.pairs
        pairs.partners[old.name] = ""  # so that the types are looked at
        one, other = _type_of(old), _type_of(new)
        if self._context.differ_on_wire(one, other):
            self._context.compare_type(subject, one, other, places, who)
            pairs.partners[old.name] = new.name
        else:
            pairs.partners[old.name] = new.name
            self._report.add(
                "definition-kind-changed",
                Level.SOURCE,
                subject,
                f"{new.name} was {definition_kind(old)} and is "
                f"{definition_kind(new)}",
                places,
                SOURCES,
            )

    # ------------------------------------------------------------ enumerations

    def _enumeration(
        self, old: model.Enumeration, new: model.Enumeration, who: Parties
    ) -> None:
        before = {item.text: item for item in old.enumerators}
        after = {item.text: item for item in new.enumerators}
        for text, item in before.items():
            if text not in after:
                self._text_removed(item, new, who)
        for text, item in after.items():
            if text not in before:
                self._text_added(item, old, new, who)
        for text, item in after.items():
            if text not in before or before[text].name == item.name:
                continue
            places = self._context.bound(
                "enumerators",
                f"{old.name}.{text}",
                f"{new.name}.{text}",
                Places(before[text].origin, item.origin),
            )
            self._report.add(
                "enumerator-renamed",
                Level.SOURCE,
                Subject("text", f"{new.name}.{text}"),
                f'{new.name}: the enumerator of "{text}", '
                f"{before[text].name} became {item.name}",
                places,
                SOURCES,
            )
        self._order(old, new)
        self._fallback(old, new, who)

    def _text_removed(
        self,
        item: model.Enumerator,
        new: model.Enumeration,
        who: Parties,
    ) -> None:
        subject = Subject("text", f"{new.name}.{item.text}")
        places = Places(item.origin, new.origin)
        message = f'{new.name}: the text "{item.text}" is gone'
        if new.fallback:
            level = Level.RISKY
            message += f': new {who.readers} read it as "{new.fallback}"'
        else:
            level = Level.WIRE
            message += f": new {who.readers} refuse it"
        self._report.add(
            "text-removed",
            level,
            subject,
            message,
            places,
            (NEW_READER, *SOURCES),
        )

    def _text_added(
        self,
        item: model.Enumerator,
        old: model.Enumeration,
        new: model.Enumeration,
        who: Parties,
    ) -> None:
        subject = Subject("text", f"{new.name}.{item.text}")
        places = Places(old.origin, item.origin)
        message = f'{new.name}: the text "{item.text}" is new'
        if old.fallback:
            level = Level.SOURCE
            message += (
                f': old {who.readers} read it as "{old.fallback}", switches '
                "must take it"
            )
        else:
            level = Level.RISKY
            message += f": old {who.readers} refuse it, switches must take it"
        self._report.add(
            "text-added",
            level,
            subject,
            message,
            places,
            (OLD_READER, *SOURCES),
        )

    def _order(self, old: model.Enumeration, new: model.Enumeration) -> None:
        before = [item.text for item in old.enumerators]
        after = [item.text for item in new.enumerators]
        places = Places(old.origin, new.origin)
        subject = Subject("enumeration", new.name)
        if before[0] != after[0]:
            self._report.add(
                "enumeration-default-changed",
                Level.SOURCE,
                subject,
                f'{new.name}: the first text was "{before[0]}" and is '
                f'"{after[0]}": members without a default begin with it',
                places,
                SOURCES,
            )
            return
        kept = [text for text in before if text in after]
        if kept != [text for text in after if text in before]:
            self._report.add(
                "enumeration-order-changed",
                Level.SOURCE,
                subject,
                f"{new.name}: the order of the texts changed, and with it the "
                "enumerators' numbers",
                places,
                SOURCES,
            )

    def _fallback(
        self, old: model.Enumeration, new: model.Enumeration, who: Parties
    ) -> None:
        if (old.fallback, old.matched) == (new.fallback, new.matched):
            return
        places = self._context.bound(
            "open_enumerations",
            old.name,
            new.name,
            Places(old.origin, new.origin),
        )
        subject = Subject("enumeration", new.name)
        if not new.fallback:
            self._report.add(
                "enumeration-closed",
                Level.WIRE,
                subject,
                f"{new.name}: new {who.readers} refuse other texts",
                places,
                (NEW_READER,),
            )
        elif not old.fallback:
            self._report.add(
                "enumeration-opened",
                Level.ADDITIVE,
                subject,
                f"{new.name}: new {who.readers} read other texts as "
                f'"{new.fallback}"',
                places,
                (OLD_READER,),
            )
        else:
            self._report.add(
                "enumeration-fallback-changed",
                Level.RISKY,
                subject,
                f"{new.name}: other texts are read as something else than "
                "before",
                places,
                (NEW_READER, OLD_READER),
            )


def _type_of(definition: model.Definition) -> types.ModelType:
    if isinstance(definition, model.Structure) and definition.form == "group":
        return types.FlatList(types.Named(definition.name), 0)
    return types.Named(definition.name)
