"""What is known of the programs that speak the protocol: peers.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linguine.toml_files import TomlError, read_toml

SIDES = ("server", "client")


class PeersError(Exception):
    """A file of peers that cannot be used."""


@dataclass(frozen=True)
class Peer:
    """A program; `sides` are what it can be, "server" or "client"."""

    name: str
    what: str
    sides: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """What peers do with a message, an entry "Rule.key", or a method.

    `only`: these peers know it and no others do; `peers`: those that the words
    are about. `see` are numbers of the differences to the published text.
    """

    on: tuple[str, ...]
    says: str
    see: tuple[str, ...]
    only: tuple[str, ...] | None = None
    peers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Peers:
    """All peers, and all facts about them."""

    peers: tuple[Peer, ...] = ()
    facts: tuple[Fact, ...] = ()

    def about(self, *names: str) -> list[Fact]:
        """The facts about any of these names."""
        return [one for one in self.facts if set(one.on) & set(names)]

    def that_know(self, name: str, side: str) -> list[Peer]:
        """The peers of a side that know a message or a method."""
        known = [one for one in self.peers if side in one.sides]
        for fact in self.about(name):
            if fact.only is not None:
                known = [one for one in known if one.name in fact.only]
        return known


# Keys of entries that are texts; the others are lists of texts.
_TEXTS = ("name", "what", "says")


def _entries(
    path: str, document: dict[str, object], table: str, keys: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The entries of a table; PeersError where they have another form."""
    strangers = sorted(set(document) - {"peers", "facts"})
    if strangers:
        raise PeersError(f"{path}: there is no table {strangers[0]!r}")
    entries = document.get(table)
    if not isinstance(entries, list):
        raise PeersError(f"{path}: there are no [[{table}]]")
    for number, entry in enumerate(entries, start=1):
        place = f"{path}: {number} of [[{table}]]"
        if not isinstance(entry, dict) or not set(entry) <= set(keys):
            raise PeersError(f"{place}: the keys are {', '.join(keys)}")
        for key, value in entry.items():
            texts = [value] if key in _TEXTS else value
            if not isinstance(texts, list) or not all(
                isinstance(one, str) for one in texts
            ):
                what = "a text" if key in _TEXTS else "a list of texts"
                raise PeersError(f"{place}: {key!r} must be {what}")
    return entries


def read_peers(path: str) -> Peers:
    """Reads the file; raises PeersError."""
    try:
        document = read_toml(path)
    except TomlError as error:
        raise PeersError(str(error)) from error
    peer_entries = _entries(path, document, "peers", ("name", "what", "sides"))
    fact_entries = _entries(
        path, document, "facts", ("on", "says", "see", "only", "peers")
    )
    try:
        peers = tuple(
            Peer(one["name"], one["what"], tuple(one["sides"]))
            for one in peer_entries
        )
        facts = tuple(
            Fact(
                tuple(one["on"]),
                one["says"],
                tuple(one["see"]),
                tuple(one["only"]) if "only" in one else None,
                tuple(one.get("peers", ())),
            )
            for one in fact_entries
        )
    except KeyError as error:
        raise PeersError(f"{path}: an entry lacks {error}") from error
    names = {one.name for one in peers}
    for peer in peers:
        if not peer.sides or not set(peer.sides) <= set(SIDES):
            raise PeersError(f"{path}: {peer.name} has no sides of {SIDES}")
    for fact in facts:
        strangers = {*fact.peers, *(fact.only or ())} - names
        if strangers:
            raise PeersError(f"{path}: there is no peer {min(strangers)!r}")
    return Peers(peers, facts)
