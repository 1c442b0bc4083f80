"""The document of a raw client: components by kind and identifier."""

from __future__ import annotations

import urllib.request
from typing import Any

import numpy

from scenario import Message
from server_process import DEADLINE_SECONDS

# Message numbers of creates, updates and deletes, by kind.
_KINDS = {
    "entity": (4, 5, 6),
    "buffer": (10, None, 11),
    "view": (12, None, 13),
    "material": (14, 15, 16),
    "image": (17, None, 18),
    "texture": (19, None, 20),
    "sampler": (21, None, 22),
    "light": (23, 24, 25),
    "geometry": (26, None, 27),
}
_REPRESENTATIONS = ("null_rep", "text_rep", "web_rep", "render_rep")


class Mirror:
    """Applies messages; provides the data that drawing needs."""

    def __init__(self) -> None:
        self._components: dict[tuple[str, int], dict[str, Any]] = {}
        self._fetched: dict[int, bytes] = {}

    def follow(self, messages: list[Message]) -> None:
        """Applies messages in order."""
        for number, content in messages:
            for kind, (create, update, delete) in _KINDS.items():
                if number not in (create, update, delete):
                    continue
                key = (kind, content["id"][0])
                if number == create:
                    self._components[key] = dict(content)
                elif number == update:
                    self._update(self._components[key], content)
                else:
                    del self._components[key]

    @staticmethod
    def _update(component: dict[str, Any], change: dict[str, Any]) -> None:
        if any(name in change for name in _REPRESENTATIONS):
            for name in _REPRESENTATIONS:
                component.pop(name, None)
        component.update(change)

    def get(self, kind: str, identifier: list[int]) -> dict[str, Any]:
        """The component with this identifier."""
        component = self._components[kind, identifier[0]]
        assert component["id"] == list(identifier)
        return component

    def all(self, kind: str) -> list[dict[str, Any]]:
        """All components of a kind."""
        return [
            value for key, value in self._components.items() if key[0] == kind
        ]

    def named(self, kind: str, name: str) -> dict[str, Any]:
        """The component with this name."""
        (found,) = [
            value for value in self.all(kind) if value.get("name") == name
        ]
        return found

    def world(self, entity: dict[str, Any]) -> numpy.ndarray:
        """The matrix to the coordinates of the scene; it multiplies column
        vectors.
        """
        values = entity.get("transform")
        own = (
            numpy.identity(4)
            if values is None
            else numpy.array(values, dtype=float).reshape(4, 4).T
        )
        if "parent" not in entity:
            return own
        return self.world(self.get("entity", entity["parent"])) @ own

    def bytes_of(self, view: list[int]) -> bytes:
        """The bytes of a view, fetched over HTTP if necessary."""
        description = self.get("view", view)
        buffer = self.get("buffer", description["source_buffer"])
        slot = buffer["id"][0]
        if "inline_bytes" in buffer:
            data = buffer["inline_bytes"]
        else:
            if slot not in self._fetched:
                with urllib.request.urlopen(
                    buffer["uri_bytes"], timeout=DEADLINE_SECONDS
                ) as answer:
                    self._fetched[slot] = answer.read()
            data = self._fetched[slot]
        begin = description["offset"]
        return data[begin : begin + description["length"]]


_FORMATS = {
    "VEC2": ("<f4", 2),
    "VEC3": ("<f4", 3),
    "VEC4": ("<f4", 4),
    "U8VEC4": ("u1", 4),
    "U16VEC2": ("<u2", 2),
    "U16": ("<u2", 1),
    "U32": ("<u4", 1),
}


def read_attribute(
    mirror: Mirror, attribute: dict[str, Any], count: int
) -> numpy.ndarray:
    """An attribute of a patch as floats, a row for each vertex."""
    kind, width = _FORMATS[attribute["format"]]
    item = numpy.dtype(kind)
    stride = attribute.get("stride", 0) or item.itemsize * width
    data = mirror.bytes_of(attribute["view"])
    rows = numpy.ndarray(
        (count, width),
        item,
        data,
        attribute.get("offset", 0),
        (stride, item.itemsize),
    ).astype(numpy.float32)
    if attribute.get("normalized"):
        rows /= numpy.iinfo(item).max
    return rows


def read_indices(mirror: Mirror, indices: dict[str, Any]) -> numpy.ndarray:
    """The indices of a patch."""
    kind, _ = _FORMATS[indices["format"]]
    data = mirror.bytes_of(indices["view"])
    return numpy.frombuffer(
        data, kind, indices["count"], indices.get("offset", 0)
    ).astype("u4")
