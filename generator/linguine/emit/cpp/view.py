"""The views that templates render: the model in C++ terms, all decisions made.

A template loops over these and writes them down; it asks no questions of the
model itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from linguine.emit.cpp.language import Name
from linguine.emit.cpp.spelling import CppTypes
from linguine.emit.templates import joined_alternatives
from linguine.model import model, types


@dataclass(frozen=True)
class MemberView:
    """A key of a structure, as a C++ data member."""

    key: str
    name: str
    type: str
    presence: str
    initializer: str
    doc: str
    read: str = "ReadMember"
    aliases: tuple[str, ...] = ()
    is_presence: bool = False

    @property
    def is_one_of(self) -> bool:
        """Whether this is a one-of rather than a key."""
        return False

    @property
    def count(self) -> str:
        """The keys that it adds to a map, or "" where that is always one."""
        if self.presence == "optional":
            return f"value.{self.name}.has_value()"
        return f"!value.{self.name}.empty()" if self.presence == "list" else ""


@dataclass(frozen=True)
class OneOfView:
    """A one-of, as a variant; alternative k has the index k + `base`."""

    name: str
    type: str
    required: bool
    doc: str
    alternatives: tuple[MemberView, ...]
    keys_text: str

    presence: str = "one-of"
    initializer: str = "{}"

    @property
    def is_one_of(self) -> bool:
        """Whether this is a one-of rather than a key."""
        return True

    @property
    def base(self) -> int:
        """The variant's index of the first alternative."""
        return 0 if self.required else 1

    @property
    def count(self) -> str:
        """The keys that it adds to a map, or "" where that is always one."""
        return "" if self.required else f"(value.{self.name}.index() != 0)"


@dataclass(frozen=True)
class StructureView:
    """A structure: its members, and what its codec needs."""

    name: str
    doc: str
    form: str
    entries: tuple[MemberView | OneOfView, ...]
    content_ignored: bool
    read_from_maps: bool
    minimum_size: int

    @property
    def one_ofs(self) -> list[OneOfView]:
        """Its one-ofs, in order."""
        return [entry for entry in self.entries if isinstance(entry, OneOfView)]

    @property
    def fixed_count(self) -> int:
        """How many of its keys are always written."""
        return sum(1 for entry in self.entries if not entry.count)

    @property
    def always_count(self) -> int:
        """How many keys of its members, not of its one-ofs, always are."""
        return sum(
            1
            for entry in self.entries
            if not entry.count and not entry.is_one_of
        )

    @property
    def counts(self) -> list[str]:
        """The expressions that add the other keys."""
        return [entry.count for entry in self.entries if entry.count]


@dataclass(frozen=True)
class EnumerationView:
    """An enumeration, its texts and what it falls back to."""

    name: str
    doc: str
    enumerators: tuple[model.Enumerator, ...]
    fallback: str | None
    matched: tuple[model.Enumerator, ...]

    @property
    def texts(self) -> str:
        """Its texts, for people: `"A", "B" or "C"`."""
        quoted = [f'"{item.text}"' for item in self.enumerators]
        return joined_alternatives(quoted)


@dataclass(frozen=True)
class TransferView:
    """How one entry of an update becomes one of its component, and back."""

    entry: MemberView | OneOfView
    component_presence: str
    # For a one-of: (index in the update, index in the component or None for
    # "none").
    alternatives: tuple[tuple[int, int | None], ...] = ()


@dataclass(frozen=True)
class ReferenceView:
    """Lines that collect the references of one component, and its type."""

    component: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ComponentView:
    """A kind of component and the messages of its lifecycle."""

    name: str
    # Whether it has a member `name` that is a text.
    has_name: bool
    structure: StructureView
    update: StructureView | None
    create: model.Message
    update_message: model.Message | None
    delete: model.Message
    transfers: tuple[TransferView, ...] = ()
    # Members of the component that no update carries.
    fixed: tuple[str, ...] = ()
    always_updated: tuple[str, ...] = ()
    # The entries of the update that hold identifiers, and whether it is a
    # one-of.
    referring: tuple[tuple[str, bool], ...] = ()


Definition = EnumerationView | StructureView | model.Alias | str


@dataclass
class TopicView:
    """One topic: what its files hold."""

    name: str
    headers: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    # Headers of other specifications that its codecs need.
    imported_codecs: list[str] = field(default_factory=list)
    # In an order in which each stands behind what it uses.
    definitions: list[tuple[str, object]] = field(default_factory=list)
    enumerations: list[EnumerationView] = field(default_factory=list)
    structures: list[StructureView] = field(default_factory=list)
    presences: list[str] = field(default_factory=list)
    components: list[ComponentView] = field(default_factory=list)
    # Messages that are structures of their own.
    plain_messages: list[model.Message] = field(default_factory=list)


def structure_view(cpp: CppTypes, structure: model.Structure) -> StructureView:
    """The view of one structure."""
    entries: list[MemberView | OneOfView] = []
    for entry in structure.entries:
        if isinstance(entry, model.OneOf):
            alternatives = tuple(
                member_view(cpp, item) for item in entry.alternatives
            )
            entries.append(
                OneOfView(
                    Name(entry.name).member(),
                    cpp.spell_one_of(entry),
                    entry.required,
                    entry.doc,
                    alternatives,
                    joined_alternatives([item.key for item in alternatives]),
                )
            )
        else:
            entries.append(member_view(cpp, entry))
    return StructureView(
        structure.name,
        structure.doc,
        structure.form,
        tuple(entries),
        structure.content_ignored,
        structure.read_from_maps,
        cpp.minimum_size(types.Named(structure.name)),
    )


def member_view(cpp: CppTypes, member: model.Member) -> MemberView:
    """The view of one member."""
    return MemberView(
        member.key,
        Name(member.name).member(),
        cpp.spell_member(member),
        member.presence,
        cpp.initializer(member),
        member.doc,
        _read_function(cpp, member),
        member.aliases,
        isinstance(member.type, types.Presence),
    )


def enumeration_view(enumeration: model.Enumeration) -> EnumerationView:
    """The view of one enumeration."""
    by_text = {item.text: item for item in enumeration.enumerators}
    fallback = (
        by_text[enumeration.fallback].name if enumeration.fallback else None
    )
    return EnumerationView(
        enumeration.name,
        enumeration.doc,
        enumeration.enumerators,
        fallback,
        tuple(by_text[text] for text in enumeration.matched),
    )


def component_view(
    cpp: CppTypes, the_model: model.Model, component: model.Component
) -> ComponentView:
    """The view of one component."""
    content = structure_view(cpp, the_model.structure(component.content))
    update = (
        structure_view(cpp, the_model.structure(component.update))
        if component.update
        else None
    )
    messages = {
        message.role: message
        for direction in the_model.directions
        for message in direction.messages
        if message.component == component.name
    }
    by_name = {entry.name: entry for entry in content.entries}
    updated = {entry.name for entry in update.entries} if update else set()
    return ComponentView(
        component.name,
        _has_name(the_model, component),
        content,
        update,
        messages["create"],
        messages.get("update"),
        messages["delete"],
        tuple(
            _transfer(entry, by_name[entry.name])
            for entry in (update.entries if update else ())
        ),
        tuple(
            entry.name for entry in content.entries if entry.name not in updated
        ),
        _always_updated(the_model, component),
        _referring(cpp, the_model, component),
    )


def _always_updated(
    the_model: model.Model, component: model.Component
) -> tuple[str, ...]:
    if component.update is None:
        return ()
    names = {
        item.key: item.name
        for item in the_model.structure(component.update).members()
    }
    return tuple(Name(names[key]).member() for key in component.always_updated)


def _has_name(the_model: model.Model, component: model.Component) -> bool:
    return any(
        isinstance(entry, model.Member)
        and entry.name == "name"
        and the_model.resolve(entry.type) == types.Scalar("text")
        for entry in the_model.structure(component.content).entries
    )


def _referring(
    cpp: CppTypes, the_model: model.Model, component: model.Component
) -> tuple[tuple[str, bool], ...]:
    if component.update is None:
        return ()
    found: list[tuple[str, bool]] = []
    for entry in the_model.structure(component.update).entries:
        if isinstance(entry, model.OneOf):
            if any(
                cpp.holds_identifiers(item.type) for item in entry.alternatives
            ):
                found.append((Name(entry.name).member(), True))
        elif cpp.holds_identifiers(entry.type):
            found.append((Name(entry.name).member(), False))
    return tuple(found)


def _transfer(
    entry: MemberView | OneOfView, target: MemberView | OneOfView
) -> TransferView:
    if not isinstance(entry, OneOfView):
        return TransferView(entry, target.presence)
    assert isinstance(target, OneOfView)
    target_index = {
        item.key: position + target.base
        for position, item in enumerate(target.alternatives)
    }
    pairs = tuple(
        (position + entry.base, target_index.get(item.key))
        for position, item in enumerate(entry.alternatives)
    )
    return TransferView(
        entry, "required" if target.required else "optional", pairs
    )


def _read_function(cpp: CppTypes, member: model.Member) -> str:
    """The template of cbor/object.h that reads this member."""
    if member.number_as_text:
        return "ReadNumberOrText"
    if member.longer_array:
        return "ReadStartOfArray"
    resolved = cpp.resolve(member.type)
    is_list = isinstance(resolved, (types.ListOf, types.FlatList))
    is_non_empty = is_list and resolved.minimum > 0
    return "ReadNonEmptyMember" if is_non_empty else "ReadMember"
