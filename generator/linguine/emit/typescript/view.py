"""The views that templates render: the model in TypeScript terms."""

from __future__ import annotations

from dataclasses import dataclass, field

from linguine.emit.templates import joined_alternatives
from linguine.emit.typescript.language import Name
from linguine.emit.typescript.module import Module
from linguine.emit.typescript.spelling import ChoiceView, Spelling, camel
from linguine.model import model, types


@dataclass(frozen=True)
class MemberView:
    """A key of a structure: a property, and a variable while it is read.

    `kind` tells an alternative of a one-of from the others.
    """

    key: str
    kind: str
    label: str
    # How the property `label` is reached: `.name`.
    access: str
    variable: str
    type: str
    presence: str
    # The value where the key is absent; "" for a required one.
    default: str
    read: str
    write: str
    doc: str
    # The key and its other spellings, and their rows in the table of keys.
    keys: tuple[str, ...]
    rows: tuple[str, ...]
    is_presence: bool = False

    @property
    def is_one_of(self) -> bool:
        """Whether this is a one-of rather than a key."""
        return False

    @property
    def is_optional(self) -> bool:
        """Whether absence is visible."""
        return self.presence == "optional"


@dataclass(frozen=True)
class OneOfView:
    """A one-of: a property that holds {kind, value}."""

    name: str
    label: str
    access: str
    variable: str
    type: str
    required: bool
    doc: str
    alternatives: tuple[MemberView, ...]
    # Where all alternatives are identifiers, their kinds; else empty.
    kinds: tuple[str, ...] = ()

    @property
    def presence(self) -> str:
        """As a member's."""
        return "required" if self.required else "optional"

    @property
    def is_one_of(self) -> bool:
        """Whether this is a one-of rather than a key."""
        return True

    @property
    def is_optional(self) -> bool:
        """Whether there may be none."""
        return not self.required


EntryView = MemberView | OneOfView


@dataclass(frozen=True)
class StructureView:
    """A structure: its members, and what its codec needs."""

    name: str
    doc: str
    form: str
    entries: tuple[EntryView, ...]
    # The rows of the table of one-ofs: the keys in words; if required.
    one_of_rows: tuple[tuple[str, bool], ...]
    content_ignored: bool
    read_from_maps: bool

    @property
    def camel(self) -> str:
        """The name of constants: `pbrInfo` for PBRInfo."""
        return camel(self.name)

    @property
    def one_ofs(self) -> list[OneOfView]:
        """Its one-ofs, in order."""
        return [entry for entry in self.entries if isinstance(entry, OneOfView)]

    @property
    def defaulted(self) -> list[EntryView]:
        """The members that are there even if nobody gives them."""
        return [
            entry
            for entry in self.entries
            if entry.presence in ("defaulted", "list")
        ]

    @property
    def given(self) -> list[str]:
        """The properties that must be given, quoted."""
        return [
            f'"{entry.label.strip(chr(34))}"'
            for entry in self.entries
            if entry.presence == "required"
        ]

    @property
    def rows(self) -> list[str]:
        """The rows of its table of keys."""
        return [
            row
            for entry in self.entries
            for member in (
                entry.alternatives if isinstance(entry, OneOfView) else (entry,)
            )
            for row in member.rows
        ]


@dataclass(frozen=True)
class EnumerationView:
    """An enumeration, its texts and what it falls back to."""

    name: str
    doc: str
    texts: tuple[str, ...]
    fallback: str | None
    matched: tuple[str, ...]

    @property
    def camel(self) -> str:
        """The name of constants."""
        return camel(self.name)


@dataclass(frozen=True)
class AliasView:
    """A second name for a type."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True)
class ComponentView:
    """A kind of component and the messages of its lifecycle."""

    name: str
    structure: StructureView
    update: StructureView | None
    create_message: str
    update_message: str | None
    delete_message: str

    @property
    def cleared(self) -> dict[str, str]:
        """The key of an update that takes a one-of away, by the property."""
        known = {
            item.kind
            for one in self.structure.one_ofs
            for item in one.alternatives
        }
        return {
            one.label: item.kind
            for one in (self.update.one_ofs if self.update else [])
            for item in one.alternatives
            if item.kind not in known
        }


@dataclass
class TopicView:
    """One topic: what its module holds."""

    name: str
    module: Module
    spelling: Spelling
    enumerations: list[EnumerationView] = field(default_factory=list)
    aliases: list[AliasView] = field(default_factory=list)
    # Structures that are no component's, and so are read as they are.
    structures: list[StructureView] = field(default_factory=list)
    components: list[ComponentView] = field(default_factory=list)

    @property
    def choices(self) -> list[ChoiceView]:
        """The choices that need functions in this module."""
        return self.spelling.choices


def structure_view(
    spelling: Spelling, structure: model.Structure
) -> StructureView:
    """The view of one structure."""
    entries: list[EntryView] = []
    one_of_rows: list[tuple[str, bool]] = [
        (
            joined_alternatives([item.key for item in one.alternatives]),
            one.required,
        )
        for one in structure.entries
        if isinstance(one, model.OneOf)
    ]
    one_of_count = 0
    for entry in structure.entries:
        if isinstance(entry, model.OneOf):
            entries.append(
                _one_of_view(spelling, structure.name, entry, one_of_count)
            )
            one_of_count += 1
            continue
        one_of = -1
        if entry.aliases:
            one_of = len(one_of_rows)
            keys = " or ".join((entry.key, *entry.aliases))
            one_of_rows.append((keys, entry.presence == "required"))
        entries.append(_member_view(spelling, structure.name, entry, one_of))
    return StructureView(
        structure.name,
        structure.doc,
        structure.form,
        tuple(entries),
        tuple(one_of_rows),
        structure.content_ignored,
        structure.read_from_maps,
    )


def _one_of_view(
    spelling: Spelling, owner: str, one_of: model.OneOf, index: int
) -> OneOfView:
    name = Name(one_of.name)
    return OneOfView(
        one_of.name,
        name.as_property(),
        name.access(),
        name.member(),
        one_of_type(owner, one_of),
        one_of.required,
        one_of.doc,
        tuple(
            _member_view(spelling, owner, item, index, holder=name.member())
            for item in one_of.alternatives
        ),
        kinds_of_alternatives(spelling.model, one_of),
    )


def kinds_of_alternatives(
    the_model: model.Model, one_of: model.OneOf
) -> tuple[str, ...]:
    """The kinds of a one-of of identifiers; empty for any other one-of."""
    resolved = [the_model.resolve(item.type) for item in one_of.alternatives]
    kinds = tuple(
        item.component
        for item in resolved
        if isinstance(item, types.Identifier)
    )
    return kinds if len(kinds) == len(resolved) else ()


def one_of_type(owner: str, one_of: model.OneOf) -> str:
    """The name of a one-of's type: `EntityRepresentation`."""
    return f"{owner}{Name(one_of.name).pascal_case()}"


def _member_view(
    spelling: Spelling,
    owner: str,
    member: model.Member,
    one_of: int,
    *,
    holder: str | None = None,
) -> MemberView:
    """`holder` is the variable of the one-of that has this alternative."""
    name = Name(member.name)
    is_presence = isinstance(member.type, types.Presence)
    choice = f"{owner}{name.pascal_case()}"
    variable = name.member()
    access = name.access()
    if is_presence:
        read, spelled = "reader.skip()", "null"
        # Any value does; Explorer drops all but floats.
        write = "writer.writeFloat(1)"
    else:
        spelled = spelling.type(member.type)
        read = spelling.read(member.type, choice)
        written = f"{holder}.value" if holder else f"value{access}"
        write = spelling.write(member.type, written, choice)
    if member.number_as_text:
        read = "reader.readUintOrText()"
    elif member.longer_array:
        read = spelling.read_start(member.type, choice)
    if member.presence == "optional":
        spelled = f"{spelled} | undefined"
    elif member.presence == "list":
        spelled = f"readonly {spelled}"
    return MemberView(
        member.key,
        member.name,
        name.as_property(),
        access,
        variable,
        spelled,
        member.presence,
        _default(spelling, member),
        read,
        write,
        member.doc,
        (member.key, *member.aliases),
        _rows(spelling, member, one_of, holder is not None),
        is_presence,
    )


def _default(spelling: Spelling, member: model.Member) -> str:
    if member.presence == "list":
        # One for all: most of these lists are empty.
        return spelling.cbor("emptyList")
    if member.presence == "defaulted":
        return spelling.literal(member.type, member.default)
    return "" if member.presence == "required" else "undefined"


def _rows(
    spelling: Spelling, member: model.Member, one_of: int, is_alternative: bool
) -> tuple[str, ...]:
    if is_alternative:
        is_presence = isinstance(member.type, types.Presence)
        function = spelling.cbor("presence" if is_presence else "alternative")
        return (f'{function}("{member.key}", {one_of})',)
    if member.aliases:
        function = spelling.cbor("alternative")
        return tuple(
            f'{function}("{one}", {one_of})'
            for one in (member.key, *member.aliases)
        )
    is_required = member.presence == "required"
    function = spelling.cbor("required" if is_required else "optional")
    return (f'{function}("{member.key}")',)


def enumeration_view(enumeration: model.Enumeration) -> EnumerationView:
    """The view of one enumeration."""
    return EnumerationView(
        enumeration.name,
        enumeration.doc,
        tuple(item.text for item in enumeration.enumerators),
        enumeration.fallback,
        enumeration.matched,
    )
