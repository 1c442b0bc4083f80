"""A client that follows the point-plot server."""

from __future__ import annotations

import struct
from typing import Any

from raw_client import RawClient
from scenario import ENTITY_CREATE
from server_process import ScenarioServer

BUFFER_CREATE = 10
BUFFER_VIEW_CREATE = 12
ENTITY_UPDATE = 5
PLOT = ["Entity", [0, 0]]


class Plot:
    """A client that follows the instances of the plot."""

    def __init__(self, server: ScenarioServer) -> None:
        self.server = server
        self.url = server.url
        self.client = RawClient(self.url)
        self._buffers: dict[int, bytes] = {}
        self._views: dict[int, int] = {}
        self.representation: dict[str, Any] = {}
        self.transform: list[float] = []
        self.methods: dict[str, list[int]] = {}
        self.numbers: list[int] = []
        # The texts of the scene by the names of their parents.
        self.texts: dict[str, list[str]] = {}
        self._names: dict[int, str] = {}
        self.follow(self.client.introduce())

    def follow(self, messages: list[Any]) -> None:
        """Applies the messages of the server."""
        for number, content in messages:
            self.numbers.append(number)
            if number == 0:
                self.methods[content["name"]] = content["id"]
            elif number == BUFFER_CREATE:
                self._buffers[content["id"][0]] = content.get(
                    "inline_bytes", b""
                )
            elif number == BUFFER_VIEW_CREATE:
                self._views[content["id"][0]] = content["source_buffer"][0]
            elif number in (ENTITY_CREATE, ENTITY_UPDATE):
                if number == ENTITY_CREATE:
                    self._add_text(content)
                if content["id"] == PLOT[1] and "transform" in content:
                    self.transform = content["transform"]
                if content["id"] == PLOT[1] and "render_rep" in content:
                    self.representation = content["render_rep"]
                elif content["id"] == PLOT[1] and "null_rep" in content:
                    self.representation = {}

    def _add_text(self, content: dict[str, Any]) -> None:
        self._names[content["id"][0]] = content.get("name", "")
        if "text_rep" in content:
            parent = self._names[content["parent"][0]]
            self.texts.setdefault(parent, []).append(content["text_rep"]["txt"])

    def instances(self) -> list[list[tuple[float, ...]]]:
        """The four columns of each instance."""
        view = self.representation["instances"]["view"][0]
        data = self._buffers[self._views[view]]
        return [
            [
                struct.unpack_from("<4f", data, start + 16 * column)
                for column in range(4)
            ]
            for start in range(0, len(data), 64)
        ]

    def call(self, method: str, arguments: list[Any], target: list[Any]) -> Any:
        """The result of a method; applies the messages before it."""
        kind, identifier = target
        context = {kind.lower(): identifier}
        reply = self.client.call(self.methods[method], arguments, context)
        self.numbers = []
        self.follow(reply.before)
        return reply.result

    def world(self) -> list[tuple[float, ...]]:
        """The places of the points, by the transform of the plot."""
        moved = self.transform[12:15] if self.transform else [0, 0, 0]
        return [
            tuple(a + b for a, b in zip(instance[0][:3], moved, strict=True))
            for instance in self.instances()
        ]
