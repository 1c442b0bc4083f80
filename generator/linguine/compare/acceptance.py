"""What readers of one model take of what writers of another send."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum

from linguine.model import model, types


class Taken(IntEnum):
    """How much of what may be sent is taken."""

    NONE = 0
    SOME = 1
    ALL = 2


def combined(parts: Iterable[Taken]) -> Taken:
    """What is taken of a value all of whose parts must be."""
    return min(parts, default=Taken.ALL)


# The least and the greatest of each kind. An `int` of CDDL has 64 bits and a
# sign of its own.
_RANGES = {
    "uint8": (0, 2**8),
    "uint16": (0, 2**16),
    "uint32": (0, 2**32),
    "uint": (0, 2**64),
    "int": (-(2**64), 2**64),
}
_WIDTHS = {"float16": 16, "float32": 32, "float64": 64}


class Acceptance:
    """Judges types by their values on the wire, whatever they are called.

    `are_paired` tells of two definitions, the reader's and the writer's,
    whether they are compared by themselves; then all is taken here. `same_kind`
    tells whether two kinds of component are the same.
    """

    def __init__(
        self,
        reader: model.Model,
        writer: model.Model,
        are_paired: Callable[[str, str], bool],
        same_kind: Callable[[str, str], bool],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._are_paired = are_paired
        self._same_kind = same_kind

    def of(
        self,
        reader: types.ModelType,
        writer: types.ModelType,
        may_be_longer: bool = False,
    ) -> Taken:
        """What a reader of the first type takes of values of the second.

        `may_be_longer`: the reader leaves out what is behind its last place.
        """
        if (
            isinstance(reader, types.Named)
            and isinstance(writer, types.Named)
            and self._are_paired(reader.name, writer.name)
        ):
            return Taken.ALL
        reader = self._reader.resolve(reader)
        writer = self._writer.resolve(writer)
        if isinstance(reader, types.Presence) or reader == types.Scalar("any"):
            return Taken.ALL
        if isinstance(writer, types.Choice):
            found = {self.of(reader, one) for one in writer.alternatives}
            return found.pop() if len(found) == 1 else Taken.SOME
        if isinstance(reader, types.Choice):
            return max(
                self.of(one, writer, may_be_longer)
                for one in reader.alternatives
            )
        if isinstance(writer, types.Presence):
            writer = types.Scalar("float32")  # as it is written
        if writer == types.Scalar("any"):
            return Taken.SOME
        if isinstance(reader, types.Scalar):
            return self._scalar(reader.kind, writer)
        if isinstance(reader, types.TextMap):
            return self._text_map(reader, writer)
        if isinstance(reader, types.Named):
            return self._definition(reader, writer)
        return self._list(reader, writer, may_be_longer)

    def _scalar(self, kind: str, writer: types.ModelType) -> Taken:
        if isinstance(writer, types.Named):
            found = self._writer.definition(writer.name)
            is_text = isinstance(found, model.Enumeration) and kind == "text"
            return Taken.ALL if is_text else Taken.NONE
        if not isinstance(writer, types.Scalar):
            return Taken.NONE
        sent = writer.kind
        if kind in _RANGES and sent in _RANGES:
            low, high = _RANGES[kind]
            other_low, other_high = _RANGES[sent]
            fits = low <= other_low and other_high <= high
            return Taken.ALL if fits else Taken.SOME
        if kind in _WIDTHS and (sent in _WIDTHS or sent in _RANGES):
            # Integers are read for floats.
            fits = _WIDTHS[kind] >= _WIDTHS.get(sent, 0)
            return Taken.ALL if fits else Taken.SOME
        return Taken.ALL if kind == sent else Taken.NONE

    def _text_map(
        self, reader: types.TextMap, writer: types.ModelType
    ) -> Taken:
        if isinstance(writer, types.TextMap):
            return self._elements(reader.element, [writer.element])
        structure = self._structure(self._writer, writer)
        if structure is None or structure.form != "map":
            return Taken.NONE
        return self._elements(
            reader.element, [one.type for one in structure.members()]
        )

    def _elements(
        self, reader: types.ModelType, writers: list[types.ModelType]
    ) -> Taken:
        """Of a collection that may be empty, some is taken always."""
        return max(
            Taken.SOME, combined(self.of(reader, one) for one in writers)
        )

    def _definition(
        self, reader: types.Named, writer: types.ModelType
    ) -> Taken:
        mine = self._reader.definition(reader.name)
        if isinstance(mine, model.Enumeration):
            return self._texts(mine, writer)
        assert isinstance(mine, model.Structure)
        if mine.form != "map":
            return self._list(reader, writer, False)
        if isinstance(writer, types.TextMap):
            return Taken.SOME
        other = self._structure(self._writer, writer)
        if other is None or other.form != "map":
            return Taken.NONE
        sent = {one.key: one for one in other.members()}
        always = {
            one.key
            for one in other.entries
            if isinstance(one, model.Member) and one.presence == "required"
        }
        parts = [Taken.ALL]
        for entry in mine.entries:
            if isinstance(entry, model.OneOf):
                if entry != self._entry_like(other, entry):
                    parts.append(Taken.SOME)
                continue
            if entry.presence == "required" and entry.key not in always:
                parts.append(Taken.SOME if entry.key in sent else Taken.NONE)
            if entry.key in sent:
                parts.append(self.of(entry.type, sent[entry.key].type))
        return combined(parts)

    @staticmethod
    def _entry_like(
        other: model.Structure, one_of: model.OneOf
    ) -> model.OneOf | None:
        return next((one for one in other.entries if one == one_of), None)  # type: ignore[return-value]

    def _texts(
        self, reader: model.Enumeration, writer: types.ModelType
    ) -> Taken:
        if writer == types.Scalar("text"):
            return Taken.ALL if reader.fallback else Taken.SOME
        if not isinstance(writer, types.Named):
            return Taken.NONE
        other = self._writer.definition(writer.name)
        if not isinstance(other, model.Enumeration):
            return Taken.NONE
        mine = {one.text for one in reader.enumerators}
        sent = {one.text for one in other.enumerators}
        if sent <= mine or reader.fallback:
            return Taken.ALL
        return Taken.SOME if sent & mine else Taken.NONE

    # ------------------------------------------------------------------- lists

    def _list(
        self,
        reader: types.ModelType,
        writer: types.ModelType,
        may_be_longer: bool,
    ) -> Taken:
        if isinstance(reader, types.Identifier) and isinstance(
            writer, types.Identifier
        ):
            same = self._same_kind(reader.component, writer.component)
            return Taken.ALL if same else Taken.NONE
        if (
            isinstance(reader, types.FixedList)
            and isinstance(writer, types.FixedList)
            and reader.size == writer.size
        ):
            return self.of(reader.element, writer.element)
        if (
            isinstance(reader, types.FlatList)
            and isinstance(writer, types.FlatList)
            and self._are_paired(reader.element.name, writer.element.name)
        ):
            is_long_enough = reader.minimum <= writer.minimum
            return Taken.ALL if is_long_enough else Taken.SOME
        mine = self._places(self._reader, reader)
        sent = self._places(self._writer, writer)
        if mine is None or sent is None:
            return Taken.NONE
        (mine_fixed, mine_least, mine_types) = mine
        (sent_fixed, sent_least, sent_types) = sent
        if mine_fixed and sent_fixed:
            longer = may_be_longer and len(sent_types) > len(mine_types)
            if len(mine_types) != len(sent_types) and not longer:
                return Taken.NONE
            pairs = zip(mine_types, sent_types, strict=False)
            return combined(self.of(one, other) for one, other in pairs)
        if sent_fixed:
            if len(sent_types) < mine_least or len(sent_types) % len(
                mine_types
            ):
                return Taken.NONE
            return combined(
                self.of(mine_types[index % len(mine_types)], other)
                for index, other in enumerate(sent_types)
            )
        if mine_fixed:
            return Taken.SOME
        return self._repeated(
            mine_types, sent_types, mine_least <= sent_least, sent_least > 0
        )

    def _repeated(
        self,
        mine: list[types.ModelType],
        sent: list[types.ModelType],
        is_long_enough: bool,
        is_never_empty: bool,
    ) -> Taken:
        parts = [Taken.ALL if is_long_enough else Taken.SOME]
        count = max(len(mine), len(sent))
        parts += [
            self.of(mine[index % len(mine)], sent[index % len(sent)])
            for index in range(count)
        ]
        if len(sent) % len(mine):
            parts.append(Taken.SOME)
        found = combined(parts)
        return found if is_never_empty else max(found, Taken.SOME)

    @staticmethod
    def _structure(
        the_model: model.Model, node: types.ModelType
    ) -> model.Structure | None:
        if not isinstance(node, types.Named):
            return None
        found = the_model.definition(node.name)
        return found if isinstance(found, model.Structure) else None

    def _places(
        self, the_model: model.Model, node: types.ModelType
    ) -> tuple[bool, int, list[types.ModelType]] | None:
        """Whether the number of places is fixed, the least number of items, and
        the types of the places that are there, or repeat."""
        if isinstance(node, types.Identifier):
            return True, 2, [types.Scalar("uint32")] * 2
        if isinstance(node, types.FixedList):
            return True, node.size, [node.element] * node.size
        if isinstance(node, types.ListOf):
            return False, node.minimum, [node.element]
        if isinstance(node, types.FlatList):
            group = self._structure(the_model, node.element)
            assert group is not None
            places = [one.type for one in group.members()]
            return False, node.minimum * len(places), places
        structure = self._structure(the_model, node)
        if structure is None or structure.form == "map":
            return None
        places = [one.type for one in structure.members()]
        return True, len(places), places
