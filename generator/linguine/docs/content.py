"""The sections of the protocol reference."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.compare.findings import parties
from linguine.compare.senders import senders_of
from linguine.docs import examples
from linguine.docs.blocks import (
    Block,
    Inline,
    Paragraph,
    Section,
    Table,
    Words,
    code,
    listed,
    words,
)
from linguine.docs.entries import EntryWriter
from linguine.docs.peers import Peers
from linguine.model import model, types

_READER = {"server": "client", "client": "server"}
_CALLED_BY = {"method": "client", "signal": "server"}


def reference_of(
    the_model: model.Model, title: str, peers: Peers
) -> list[Section]:
    """All sections, the first of which is the whole."""
    return list(_Reference(the_model, peers).sections(title))


class _Reference:
    def __init__(self, the_model: model.Model, peers: Peers) -> None:
        self._model = the_model
        self._peers = peers
        self._senders = senders_of(the_model)
        self._entries = EntryWriter(the_model, peers)
        self._contents = {
            message.structure
            for direction in the_model.directions
            for message in direction.messages
        }

    def sections(self, title: str) -> Iterator[Section]:
        """The sections in the order of the text."""
        yield Section(title, 1, list(self._overview()))
        for direction in self._model.directions:
            side = direction.name.lower()
            writers = parties(frozenset({side})).writers
            yield Section(f"Messages from {writers}", 2)
            for message in direction.messages:
                yield self._message(message, side)
        for topic in self._model.topics:
            found = [
                self._definition(item)
                for item in self._definitions()
                if item.topic == topic
            ]
            if found:
                yield Section(f"Types: {_heading(topic)}", 2)
                yield from found
        for interface in self._model.interfaces:
            yield Section(interface.name, 2, _paragraphs(interface.doc))
            for name in interface.callables:
                yield self._callable(self._model.callable(name))

    # ---------------------------------------------------------------- overview

    def _overview(self) -> Iterator[Block]:
        if self._model.directions:
            yield Paragraph(
                words(
                    "A frame is one array: a message number and the message's "
                    "content, then the next. Each message below has its "
                    "fields, an example as a frame of its own, and what is "
                    "known of the programs that read it. An identifier names a "
                    "component that must exist as long as the field holds it."
                )
            )
        for direction in self._model.directions:
            rows = tuple(
                (
                    words(str(message.number)),
                    code(message.name, message.name),
                    words(_first_sentence(message.doc)),
                )
                for message in direction.messages
            )
            sender = direction.name.lower()
            heading = f"From {sender} to {_READER[sender]}"
            yield Table(("Number", heading, ""), rows)
        if self._peers.peers:
            rows = tuple(
                (
                    words(one.name),
                    words(one.what),
                    words(" and ".join(one.sides)),
                )
                for one in self._peers.peers
            )
            yield Table(("Peer", "What it is", "Side"), rows)

    # ---------------------------------------------------------------- messages

    def _message(self, message: model.Message, side: str) -> Section:
        section = Section(message.name, 3, note=str(message.number))
        section.blocks += [
            Paragraph(
                words(
                    f"Number {message.number}, from {side} to {_READER[side]}."
                )
            ),
            *_paragraphs(message.doc),
        ]
        entries: tuple[model.Entry, ...] = ()
        if message.component is not None:
            identifier = types.Identifier(message.component)
            doc = f"The {message.component} that is meant."
            if message.role == "create":
                doc = "The identifier of the new component."
            entries = (model.Member("id", identifier, "required", doc=doc),)
        if message.role != "delete":
            structure = self._model.structure(message.structure)
            entries = (*entries, *structure.entries)
            if structure.content_ignored:
                section.blocks.append(
                    Paragraph(words("A reader does not look at the content."))
                )
        if message.role == "update":
            section.blocks.append(
                Paragraph(words("A field that is absent stays as it is."))
            )
            section.blocks += self._always(message)
        section.blocks += self._entries.table(message.name, entries)
        section.blocks += self._known(message.name, _READER[side])
        section.blocks += examples.of_message(self._model, message)
        return section

    def _always(self, message: model.Message) -> Iterator[Block]:
        kind = self._model.component(str(message.component))
        if kind.always_updated:
            keys = [code(key) for key in kind.always_updated]
            yield Paragraph(
                (
                    Words("Every update that has a field also carries "),
                    *listed(keys),
                    Words("."),
                )
            )

    def _known(self, name: str, side: str) -> Iterator[Block]:
        """The peers that know a message or a method, and what they do."""
        if not self._peers.peers:
            return
        known = self._peers.that_know(name, side)
        names = ", ".join(one.name for one in known) or "none that is known"
        text = f"Peers that read it: {names}."
        for fact in self._peers.about(name):
            text += f" {fact.says} ({', '.join(fact.see)})"
        yield Paragraph(words(text))

    # ------------------------------------------------------------- definitions

    def _definitions(self) -> list[model.Definition]:
        found: list[model.Definition] = [
            *self._model.enumerations,
            *self._model.aliases,
            *(
                item
                for item in self._model.structures
                if item.name not in self._contents
            ),
        ]
        return sorted(found, key=lambda one: (one.origin.line, one.name))

    def _definition(self, item: model.Definition) -> Section:
        section = Section(item.name, 3, _paragraphs(item.doc))
        if isinstance(item, model.Enumeration):
            section.blocks += self._enumeration(item)
        elif isinstance(item, model.Alias):
            section.blocks.append(Paragraph(self._entries.type(item.type)))
        else:
            section.blocks += self._structure(item)
        for fact in self._peers.about(item.name):
            text = f"{fact.says} ({', '.join(fact.see)})"
            section.blocks.append(Paragraph(words(text)))
        return section

    @staticmethod
    def _enumeration(item: model.Enumeration) -> Iterator[Block]:
        texts = listed([code(f'"{one.text}"') for one in item.enumerators])
        yield Paragraph((Words("One of the texts "), *texts, Words(".")))
        if item.fallback:
            fallback = code(f'"{item.fallback}"')
            matched = [code(f'"{text}"') for text in item.matched]
            contained: Inline = ()
            if matched:
                contained = (
                    Words("the one of "),
                    *listed(matched, " and "),
                    Words(" that it contains, else as "),
                )
            yield Paragraph(
                (
                    Words("Any other text is read as "),
                    *contained,
                    *fallback,
                    Words("."),
                )
            )

    def _structure(self, item: model.Structure) -> Iterator[Block]:
        form = {
            "map": "A map",
            "array": "An array of these places",
            "group": "These places, one after another in a list",
        }[item.form]
        sides = self._senders.get(item.name)
        sent = f", sent by {parties(sides).writers}" if sides else ""
        yield Paragraph(words(f"{form}{sent}."))
        yield from self._entries.table(
            item.name, item.entries, "Field" if item.form == "map" else "Place"
        )

    # ----------------------------------------------------------------- methods

    def _callable(self, item: model.Callable) -> Section:
        section = Section(item.wire_name, 3, note=item.kind)
        section.blocks += _paragraphs(item.doc)
        if item.arguments:
            rows = tuple(
                (
                    code(one.name),
                    self._entries.type(one.type),
                    words("no" if one.optional else "yes"),
                    words(one.doc),
                )
                for one in item.arguments
            )
            section.blocks.append(
                Table(("Argument", "Type", "Required", ""), rows)
            )
        else:
            section.blocks.append(Paragraph(words("No arguments.")))
        if item.kind == "method":
            result: Inline = words("nothing")
            if item.result is not None:
                result = self._entries.type(item.result)
            doc = f". {item.result_doc}" if item.result_doc else "."
            section.blocks.append(
                Paragraph(
                    (
                        Words("Returns "),
                        *result,
                        Words(" ".join(doc.split())),
                    )
                )
            )
        reader = _READER[_CALLED_BY[item.kind]]
        section.blocks += [
            block
            for block in self._known(item.wire_name, reader)
            if self._peers.about(item.wire_name)
        ]
        section.blocks += examples.of_arguments(self._model, item)
        return section


def _paragraphs(doc: str) -> list[Block]:
    return [
        Paragraph(words(paragraph)) for paragraph in doc.split("\n\n") if doc
    ]


def _first_sentence(doc: str) -> str:
    first = " ".join(doc.split())
    end = first.find(". ")
    return first if end < 0 else first[: end + 1]


def _heading(topic: str) -> str:
    return topic.replace("_", " ")
