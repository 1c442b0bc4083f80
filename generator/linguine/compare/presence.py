"""Which keys may stand together in a map: what one-ofs mean on the wire."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linguine.compare.acceptance import Taken

Keys = frozenset[str]


@dataclass(frozen=True)
class Group:
    """Keys of which at most one is there, or exactly one."""

    keys: Keys
    required: bool


@dataclass(frozen=True)
class Rules:
    """What a reader demands of the keys of a map.

    `singles` are keys outside of one-ofs, and whether each must be there.
    """

    singles: tuple[tuple[str, bool], ...]
    groups: tuple[Group, ...]

    @property
    def keys(self) -> Keys:
        """All keys that are known."""
        return frozenset(key for key, _ in self.singles).union(
            *(one.keys for one in self.groups)
        )

    def among(self, keys: Keys) -> Rules:
        """The rules for some of the keys."""
        return Rules(
            tuple(one for one in self.singles if one[0] in keys),
            tuple(
                Group(one.keys & keys, one.required)
                for one in self.groups
                if one.keys & keys
            ),
        )

    def takes(self, present: Keys) -> bool:
        """Whether a reader takes a map with these keys; it skips others."""
        if any(
            required and key not in present for key, required in self.singles
        ):
            return False
        for group in self.groups:
            count = len(group.keys & present)
            if count > 1 or (group.required and count == 0):
                return False
        return True

    def written(self) -> Iterator[Keys]:
        """The sets of keys that a writer may write.

        Of optional keys outside of one-ofs, at most two are taken together and
        all of them: two are enough to break a one-of, none to miss one.
        """
        always = frozenset(key for key, required in self.singles if required)
        optional = [key for key, required in self.singles if not required]
        choices: list[list[Keys]] = [
            [frozenset((key,)) for key in sorted(group.keys)]
            + ([] if group.required else [frozenset()])
            for group in self.groups
        ]
        extras = [
            frozenset(chosen)
            for count in (0, 1, 2)
            for chosen in itertools.combinations(optional, count)
        ]
        if len(optional) > 2:
            extras.append(frozenset(optional))
        for extra in extras:
            for chosen in itertools.product(*choices):
                yield always.union(extra, *chosen)


def taken(reader: Rules, written: Iterable[Keys]) -> Taken:
    """How many of the sets of keys a reader takes; ALL of none."""
    answers = {reader.takes(present) for present in written}
    if answers == {False}:
        return Taken.NONE
    return Taken.SOME if False in answers else Taken.ALL


def connected(old: Rules, new: Rules) -> list[Keys]:
    """The keys in sets that one-ofs of either side tie together, in order."""
    merged: list[Keys] = []
    for group in (*old.groups, *new.groups):
        touching = [other for other in merged if other & group.keys]
        merged = [other for other in merged if not other & group.keys]
        merged.append(group.keys.union(*touching))
    found: dict[Keys, None] = {}
    owners = {key: keys for keys in merged for key in keys}
    for key in (*(key for key, _ in old.singles), *sorted(old.keys | new.keys)):
        found[owners.get(key, frozenset((key,)))] = None
    return list(found)
