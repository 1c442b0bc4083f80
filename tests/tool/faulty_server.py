"""A server of the faultless scene that breaks one rule of connections at a
time.

It implements websocket and HTTP on one port itself, because a library would not
allow the faults.
"""

from __future__ import annotations

import base64
import hashlib
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import cbor2

from faultless import scene, snapshot_of
from tool import frame

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10

TABLE_CONTENT = {
    "columns": [{"name": "a", "type": "TEXT"}, {"name": "b", "type": "REAL"}],
    "keys": [0],
    "data": [["x", 1.0]],
    "selections": [],
}


class _Ended(Exception):
    """The connection has ended."""


class _Connection:
    """One connection, in its own thread."""

    def __init__(self, stream: socket.socket, server: FaultyServer) -> None:
        self.stream = stream
        self.server = server
        self.faults = server.faults
        self.is_introduced = False

    def run(self) -> None:
        """Answers until the connection ends, and closes it."""
        try:
            with self.stream:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += self.receive(1)
                if b"Sec-WebSocket-Key" in head:
                    self.upgrade(head.decode())
                else:
                    self.send_file(head.decode())
        except (OSError, _Ended):
            pass

    def receive(self, size: int) -> bytes:
        """Reads exactly `size` bytes."""
        data = b""
        while len(data) < size:
            part = self.stream.recv(size - len(data))
            if not part:
                raise _Ended
            data += part
        return data

    # ---- HTTP

    def send_file(self, head: str) -> None:
        """Answers a request for a file of four bytes."""
        fields = {
            "status": "HTTP/1.1 200 OK",
            "length": "Content-Length: 4",
            "origin": "Access-Control-Allow-Origin: *",
        }
        if "file 404" in self.faults or "file gone" in self.faults:
            fields["status"] = "HTTP/1.1 404 Not Found"
        if "file short" in self.faults:
            fields["length"] = "Content-Length: 3"
        if "file cut" in self.faults:
            fields["length"] = "Content-Length: 5"
        if "Origin:" in head and "file moved" in self.faults:
            fields["status"] = "HTTP/1.1 206 Partial Content"
        if "file without length" in self.faults:
            del fields["length"]
        if "file without origin" in self.faults:
            del fields["origin"]
        end = "\n" if "file with LF" in self.faults else "\r\n"
        body = "abc" if "file short" in self.faults else "abcd"
        text = end.join([*fields.values(), "", body])
        self.stream.sendall(text.encode())

    def upgrade(self, head: str) -> None:
        """Opens the websocket and serves the connection."""
        key = next(
            line.split(": ")[1]
            for line in head.split("\r\n")
            if line.startswith("Sec-WebSocket-Key")
        )
        accept = base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest())
        fields = {
            "status": "HTTP/1.1 101 Switching Protocols",
            "upgrade": "Upgrade: websocket",
            "connection": "Connection: Upgrade",
            "accept": f"Sec-WebSocket-Accept: {accept.decode()}",
        }
        is_first = not self.server.has_answered
        self.server.has_answered = True
        if "answer 403" in self.faults or (
            is_first and "first gets 403" in self.faults
        ):
            fields["status"] = "HTTP/1.1 403 Forbidden"
        if "answer with protocol" in self.faults:
            fields["protocol"] = "Sec-WebSocket-Protocol: noodles"
        if "answer with extension" in self.faults:
            fields["extension"] = "Sec-WebSocket-Extensions: permessage-deflate"
        if "answer without upgrade" in self.faults:
            del fields["upgrade"]
        if "answer without connection" in self.faults:
            del fields["connection"]
        if "answer with wrong accept" in self.faults:
            fields["accept"] = "Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU="
        self.stream.sendall("\r\n".join([*fields.values(), "", ""]).encode())
        self.serve()

    # ---- Websocket

    def send(self, opcode: int, data: bytes) -> None:
        """Sends one frame."""
        head = bytes([0x80 | opcode])
        if len(data) < 126:
            head += bytes([len(data)])
        elif len(data) < 65536:
            head += b"\x7e" + struct.pack(">H", len(data))
        else:
            head += b"\x7f" + struct.pack(">Q", len(data))
        if "masked frames" in self.faults:
            head = head[:1] + bytes([head[1] | 0x80]) + head[2:] + bytes(4)
        self.stream.sendall(head + data)

    def frames(self) -> Iterator[tuple[int, bytes]]:
        """The frames of the client, as opcodes and payloads."""
        while True:
            first, second = self.receive(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack(">H", self.receive(2))
            elif size == 127:
                (size,) = struct.unpack(">Q", self.receive(8))
            mask = self.receive(4)
            data = self.receive(size)
            yield (
                first & 0x0F,
                bytes(b ^ mask[i % 4] for i, b in enumerate(data)),
            )

    def serve(self) -> None:
        """Answers each frame."""
        if "text frame" in self.faults:
            self.send(_TEXT, b"hello")
        if "ping" in self.faults:
            self.send(_PING, b"?")
        for opcode, data in self.frames():
            if opcode == _PING and "mute" not in self.faults:
                other = b"other" if "other pong" in self.faults else data
                self.send(_PONG, other)
            elif opcode == _CLOSE:
                if "no close frame" not in self.faults:
                    self.send(_CLOSE, data)
                if "deaf to close" in self.faults:
                    continue
                return
            elif opcode == _BINARY:
                self.take(data)

    def take(self, data: bytes) -> None:
        """Answers the messages of a frame."""
        try:
            number, content = cbor2.loads(data)[:2]
            is_bad = not isinstance(content, dict)
        except Exception:  # noqa: BLE001 - any error in the bytes
            is_bad = True
        if is_bad:
            self.take_bad()
        elif number == 0 and not self.is_introduced:
            self.is_introduced = True
            self.server.connections.append(self)
            self.send(_BINARY, self.server.snapshot)
            if "file gone" in self.faults or "buffer gone" in self.faults:
                self.send(_BINARY, frame(11, {"id": [2, 0]}))
            if "ends by itself" in self.faults:
                self.send(_CLOSE, struct.pack(">H", 1001))
                raise _Ended
        elif number == 1:
            self.answer(content)

    def take_bad(self) -> None:
        """Reacts to an invalid frame, according to the faults."""
        if "bad frame drops" in self.faults:
            raise _Ended
        for code in [1000, 1001, 1007]:
            if f"bad frame ends with {code}" in self.faults:
                self.send(_CLOSE, struct.pack(">H", code))
                raise _Ended
        if "bad frame deafens" in self.faults:
            self.is_introduced = True

    def answer(self, call: dict[str, Any]) -> None:
        """Replies to a call."""
        id_of_call = call.get("invoke_id")
        if call["method"] == [1, 0]:
            rows = [["y", 2]] if "late integer" in self.faults else [["y", 2.0]]
            signal = {
                "id": [1, 0],
                "context": {"table": [0, 0]},
                "signal_data": [[1], rows],
            }
            reply = {"invoke_id": id_of_call, "result": TABLE_CONTENT}
            self.send(_BINARY, frame(33, signal, 34, reply))
            return
        reply = {
            "invoke_id": id_of_call,
            "method_exception": {"code": -32601, "message": "not there"},
        }
        if id_of_call is None:
            if "reply to nobody" not in self.faults:
                return
            reply["invoke_id"] = "-1"
        elif "other id" in self.faults:
            reply["invoke_id"] = id_of_call.lower()
        if "no exception" in self.faults:
            del reply["method_exception"]
        if "no reply" in self.faults:
            return
        replies = 2 if "reply twice" in self.faults else 1
        self.send(_BINARY, frame(*([34, reply] * replies)))
        if "reply to all" in self.faults:
            for other in self.server.connections:
                if other is not self and other.is_introduced:
                    other.send(_BINARY, frame(34, reply))


class FaultyServer:
    """Serves in this process until the end of the block; with TLS if a file
    with certificate and key is given.
    """

    def __init__(self, *faults: str, certificate: Path | None = None) -> None:
        self.faults = set(faults)
        self.connections: list[_Connection] = []
        self.has_answered = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"ws://127.0.0.1:{self.port}"
        self._tls = None
        if certificate is not None:
            self.url = f"wss://localhost:{self.port}"
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate)
        messages = scene()
        messages["method"] += [
            0,
            {"id": [1, 0], "name": "noo::tbl_subscribe", "arg_doc": []},
        ]
        messages["signal"] += [
            2,
            {"id": [1, 0], "name": "noo::tbl_updated", "arg_doc": []},
        ]
        messages["table"][1]["methods_list"] = [[1, 0]]
        messages["table"][1]["signals_list"] = [[1, 0]]
        host = "0.0.0.0" if "file at no host" in faults else "127.0.0.1"
        messages["instances"] += [
            10,
            {
                "id": [2, 0],
                "size": 4,
                "uri_bytes": f"http://{host}:{self.port}/file",
            },
        ]
        self.snapshot = snapshot_of(messages)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # close alone would not wake the thread that accepts connections.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(
                target=self._serve, args=[stream], daemon=True
            ).start()

    def _serve(self, stream: socket.socket) -> None:
        try:
            if self._tls is not None:
                stream = self._tls.wrap_socket(stream, server_side=True)
        except OSError:
            return
        _Connection(stream, self).run()
