"""A NOODLES client that gives access to every byte from the server.

The client uses the protocol object of the websockets library without its
network code. So tests see control frames, and can send invalid frames. Each
received frame must be binary, have at most 1 MiB, and be CBOR in the form that
`strict_cbor` checks.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Sequence
from typing import Any, NamedTuple

import cbor2
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import parse_uri

import strict_cbor
from scenario import DOCUMENT_INITIALIZED, METHOD_REPLY, Message
from server_process import DEADLINE_SECONDS

MAX_FRAME_BYTES = 1 << 20


class Reply(NamedTuple):
    """A method's reply, and the messages that came before it."""

    content: dict[str, Any]
    before: list[Message]

    @property
    def result(self) -> Any:
        """The result; None if the reply has none. Not for failed calls."""
        assert "method_exception" not in self.content, self.content
        return self.content.get("result")

    @property
    def error_code(self) -> int:
        """The code of the exception, which must be present."""
        assert "result" not in self.content, self.content
        return self.content["method_exception"]["code"]


class RawClient:
    """A websocket connection, not introduced before `introduce`."""

    def __init__(self, url: str) -> None:
        self._protocol = ClientProtocol(parse_uri(url), max_size=None)
        self._messages: deque[Message] = deque()
        self._partial = b""
        self._pongs: set[bytes] = set()
        self._calls = 0
        self._alive = True
        self.frames: list[bytes] = []
        """Every data frame received so far."""
        wsuri = self._protocol.wsuri
        self._socket = socket.create_connection(
            (wsuri.host, wsuri.port), timeout=DEADLINE_SECONDS
        )
        self._protocol.send_request(self._protocol.connect())
        self._flush()
        while self._protocol.state is State.CONNECTING:
            if not self._pump():
                raise ConnectionError(
                    "the server did not accept the connection"
                )

    def close(self) -> None:
        """Closes the connection without a closing handshake."""
        self._socket.close()

    def is_ended(self) -> bool:
        """Whether the server has closed the connection, or it was lost."""
        return self._protocol.state is not State.OPEN or not self._alive

    # ------------------------------------------------------------- sending

    def send_bytes(self, frame: bytes) -> None:
        """Sends one binary websocket message."""
        self._protocol.send_binary(frame)
        self._flush()

    def send_fragments(self, first: bytes, *others: bytes) -> None:
        """Sends one binary websocket message in several fragments."""
        self._protocol.send_binary(first, fin=not others)
        for index, fragment in enumerate(others, start=1):
            self._protocol.send_continuation(fragment, fin=index == len(others))
        self._flush()

    def send_text(self, text: str) -> None:
        """Sends one text websocket message."""
        self._protocol.send_text(text.encode())
        self._flush()

    def send_ping(self, payload: bytes) -> None:
        """Sends a ping; the pong is checked by `wait_for_pong`."""
        self._protocol.send_ping(payload)
        self._flush()

    def send_close(self, code: int) -> None:
        """Starts the closing handshake; `wait_for_close` ends it."""
        self._protocol.send_close(code)
        self._flush()

    def send(self, *messages: Message) -> None:
        """Sends the messages in one frame."""
        flat = [part for message in messages for part in message]
        self.send_bytes(cbor2.dumps(flat))

    # ----------------------------------------------------------- receiving

    def next_message(self) -> Message:
        """The next message of the server, from this or the next frame."""
        while not self._messages:
            if self._protocol.state is not State.OPEN:
                raise ConnectionError(f"closed: {self._protocol.close_exc}")
            self._pump()
        return self._messages.popleft()

    def wait_for(self, number: int) -> tuple[Message, list[Message]]:
        """The next message with this number, and those before it."""
        before: list[Message] = []
        while True:
            message = self.next_message()
            if message.number == number:
                return message, before
            before.append(message)

    def wait_for_close(self) -> int:
        """Waits until the server has closed; returns the code of its close
        frame.
        """
        while self._pump():
            pass
        if self._protocol.close_rcvd is None:
            raise ConnectionError("the connection ended without a close frame")
        return self._protocol.close_rcvd.code

    def wait_for_pong(self, payload: bytes) -> None:
        """Waits for the pong with this payload; ConnectionError without one."""
        while payload not in self._pongs:
            if not self._pump():
                raise ConnectionError("the connection ended without a pong")

    # ------------------------------------------------------------- talking

    def introduce(self) -> list[Message]:
        """Introduces the client; returns the snapshot with its last message."""
        self.send(Message(0, {"client_name": "raw client"}))
        return self.read_snapshot()

    def read_snapshot(self) -> list[Message]:
        """Reads messages up to and with "document initialized"."""
        last, before = self.wait_for(DOCUMENT_INITIALIZED)
        return [*before, last]

    def call(
        self,
        method: Sequence[int],
        args: Sequence[Any] = (),
        context: dict[str, Any] | None = None,
    ) -> Reply:
        """Calls a method; the next reply must be the one to this call."""
        self._calls += 1
        invoke_id = f"call {self._calls}"
        self.send(invocation(method, args, context, invoke_id))
        return self.wait_for_reply(invoke_id)

    def wait_for_reply(self, invoke_id: str) -> Reply:
        """Waits for the next reply, which must be to `invoke_id`."""
        message, before = self.wait_for(METHOD_REPLY)
        assert message.content["invoke_id"] == invoke_id
        return Reply(message.content, before)

    # ------------------------------------------------------------ internal

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            try:
                if data:
                    self._socket.sendall(data)
                else:
                    self._socket.shutdown(socket.SHUT_WR)
            except OSError:
                self._alive = False
                if data:
                    raise

    def _pump(self) -> bool:
        try:
            data = self._socket.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if data:
            self._protocol.receive_data(data)
        else:
            self._alive = False
            self._protocol.receive_eof()
        self._flush()
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                assert event.status_code == 101
            else:
                assert isinstance(event, Frame)
                self._take_frame(event)
        return bool(data)

    def _take_frame(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            return
        if frame.opcode is Opcode.PONG:
            self._pongs.add(bytes(frame.data))
            return
        assert frame.opcode in (Opcode.BINARY, Opcode.CONT), frame.opcode
        self._partial += frame.data
        if not frame.fin:
            return
        data, self._partial = self._partial, b""
        assert len(data) <= MAX_FRAME_BYTES
        self.frames.append(data)
        flat = strict_cbor.decode(data)
        assert isinstance(flat, list) and flat and len(flat) % 2 == 0
        self._messages.extend(map(Message, flat[::2], flat[1::2]))


def invocation(
    method: Sequence[int],
    args: Sequence[Any] = (),
    context: dict[str, Any] | None = None,
    invoke_id: str | None = None,
) -> Message:
    """The message that calls a method; absent parts are left out."""
    content: dict[str, Any] = {"method": list(method), "args": list(args)}
    if context is not None:
        content["context"] = context
    if invoke_id is not None:
        content["invoke_id"] = invoke_id
    return Message(1, content)
