"""The protocol reference: a model as Markdown, for people who write peers."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.compare.findings import parties
from linguine.compare.senders import senders_of
from linguine.compare.shapes import describe
from linguine.model import model


def to_markdown(the_model: model.Model, title: str) -> str:
    """The whole reference; ends with a line break."""
    return "\n".join(_Reference(the_model).lines(title)) + "\n"


class _Reference:
    def __init__(self, the_model: model.Model) -> None:
        self._model = the_model
        self._senders = senders_of(the_model)

    def lines(self, title: str) -> Iterator[str]:
        """The lines of the text."""
        yield f"# {title}"
        yield from self._messages()
        for topic in self._model.topics:
            yield from ("", f"## {_heading(topic)}")
            yield from self._topic(topic)
        for interface in self._model.interfaces:
            yield from self._interface(interface)

    def _messages(self) -> Iterator[str]:
        for direction in self._model.directions:
            who = parties(frozenset({direction.name.lower()}))
            yield from ("", f"## Messages from {who.writers}", "")
            yield from ("| Number | Message | Content | |", "|---|---|---|---|")
            for item in direction.messages:
                content = (
                    "its identifier"
                    if item.role == "delete"
                    else item.structure
                )
                if item.role in ("create", "update"):
                    content = f"its identifier and {content}"
                yield (
                    f"| {item.number} | `{item.name}` | {content} | "
                    f"{_cell(item.doc)} |"
                )

    def _topic(self, topic: str) -> Iterator[str]:
        definitions = (
            *self._model.enumerations,
            *self._model.aliases,
            *self._model.structures,
        )
        for item in sorted(
            definitions, key=lambda one: (one.origin.line, one.name)
        ):
            if item.topic == topic:
                yield from ("", f"### {item.name}")
                yield from _paragraphs(item.doc)
                yield from self._definition(item)

    def _definition(self, item: model.Definition) -> Iterator[str]:
        if isinstance(item, model.Enumeration):
            texts = ", ".join(f'`"{one.text}"`' for one in item.enumerators)
            yield from ("", f"One of the texts {texts}.")
            if item.fallback:
                matched = " or ".join(f'`"{text}"`' for text in item.matched)
                contained = (
                    f"what it contains of {matched}, else as "
                    if matched
                    else ""
                )
                yield (
                    f'Any other text is read as {contained}`"{item.fallback}"`.'
                )
        elif isinstance(item, model.Alias):
            yield from ("", f"`{describe(item.type)}`")
        else:
            yield from self._structure(item)

    def _structure(self, item: model.Structure) -> Iterator[str]:
        form = {
            "map": "A map",
            "array": "An array of these places",
            "group": "These places, one after another in a list",
        }[item.form]
        sides = self._senders.get(item.name)
        sent = f", sent by {parties(sides).writers}" if sides else ""
        yield from ("", f"{form}{sent}.")
        if not item.entries:
            return
        first = "Key" if item.form == "map" else "Place"
        yield from (
            "",
            f"| {first} | Type | Required | Default | |",
            "|---|---|---|---|---|",
        )
        for entry in item.entries:
            yield from _rows(entry)

    def _interface(self, interface: model.Interface) -> Iterator[str]:
        yield from ("", f"## {interface.name}")
        yield from _paragraphs(interface.doc)
        for name in interface.callables:
            item = self._model.callable(name)
            yield from ("", f"### `{item.wire_name}`")
            yield from _paragraphs(item.doc)
            if item.arguments:
                yield from (
                    "",
                    "| Argument | Type | Required | |",
                    "|---|---|---|---|",
                )
                for one in item.arguments:
                    required = "no" if one.optional else "yes"
                    yield (
                        f"| `{one.name}` | {_type(one.type)} | {required} | "
                        f"{_cell(one.doc)} |"
                    )
            if item.kind == "method":
                result = (
                    _type(item.result) if item.result is not None else "nothing"
                )
                doc = f" {_cell(item.result_doc)}" if item.result_doc else ""
                yield from ("", f"Returns {result}.{doc}")


def _rows(entry: model.Member | model.OneOf) -> Iterator[str]:
    if isinstance(entry, model.OneOf):
        keys = ", ".join(f"`{member.key}`" for member in entry.alternatives)
        for member in entry.alternatives:
            count = "exactly one" if entry.required else "at most one"
            doc = _cell(member.doc or entry.doc)
            yield (
                f"| `{member.key}` | {_type(member.type)} | {count} of {keys} "
                f"| | {doc} |"
            )
        return
    default = ""
    if entry.presence == "defaulted":
        default = (
            "its own defaults"
            if entry.default == ()
            else f"`{_literal(entry.default)}`"
        )
    also = ", ".join(f"`{alias}`" for alias in entry.aliases)
    doc = " ".join(
        part
        for part in (_cell(entry.doc), also and f"Also read: {also}.")
        if part
    )
    required = "yes" if entry.presence == "required" else "no"
    yield (
        f"| `{entry.key}` | {_type(entry.type)} | {required} | {default} | "
        f"{doc} |"
    )


def _literal(value: model.Literal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _type(node: object) -> str:
    return f"`{describe(node)}`"  # type: ignore[arg-type]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _paragraphs(doc: str) -> Iterator[str]:
    for paragraph in doc.split("\n\n") if doc else ():
        yield from ("", " ".join(paragraph.split()))


def _heading(topic: str) -> str:
    return topic.replace("_", " ").capitalize()
