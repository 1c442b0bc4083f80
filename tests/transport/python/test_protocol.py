"""The essential cases of the Autobahn suite, judged by Python's websockets and
zlib, and frame by frame over a socket."""

import os
import socket
import struct
import zlib

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import (
    ClientPerMessageDeflateFactory,
)
from websockets.sync.client import connect

MASK = bytes([1, 2, 3, 4])
REQUEST = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def frame(first, payload=b"", length=None):
    """A masked frame; `length` is announced instead of the true one."""
    length = len(payload) if length is None else length
    if length < 126:
        head = bytes([first, 0x80 | length])
    elif length < 65536:
        head = bytes([first, 0x80 | 126]) + struct.pack(">H", length)
    else:
        head = bytes([first, 0x80 | 127]) + struct.pack(">Q", length)
    masked = bytes(byte ^ MASK[i % 4] for i, byte in enumerate(payload))
    return head + MASK + masked


class Raw:
    """A websocket of which every byte is the test's."""

    def __init__(self, server, extensions=b""):
        self.socket = socket.create_connection(("127.0.0.1", server.port))
        offer = (
            b"Sec-WebSocket-Extensions: " + extensions + b"\r\n"
            if extensions
            else b""
        )
        self.socket.sendall(REQUEST + offer + b"\r\n")
        self.head = b""
        while not self.head.endswith(b"\r\n\r\n"):
            self.head += self.socket.recv(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _take(self, count):
        data = b""
        while len(data) < count:
            some = self.socket.recv(count - len(data))
            if not some:
                raise EOFError
            data += some
        return data

    def receive(self):
        """The first byte and the payload of the next frame."""
        first, length = self._take(2)
        if length == 126:
            (length,) = struct.unpack(">H", self._take(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", self._take(8))
        return first, self._take(length)

    def close_code(self):
        """That of the close frame, which must come next, before the end."""
        first, payload = self.receive()
        assert first == 0x88
        with pytest.raises(EOFError):
            self._take(1)
        return struct.unpack(">H", payload[:2])[0]


@pytest.mark.parametrize(
    "size", [0, 1, 125, 126, 127, 128, 65535, 65536, 1 << 20]
)
def test_echoes_every_length(echo, size):
    message = os.urandom(size)
    with connect(echo().url, max_size=None) as client:
        client.send(message)
        assert client.recv() == message


@pytest.mark.parametrize("piece", [1, 7, 997])
def test_takes_messages_byte_by_byte(echo, piece):
    data = frame(0x02, b"one ") + frame(0x89, b"ping") + frame(0x80, b"two")
    with Raw(echo()) as raw:
        for i in range(0, len(data), piece):
            raw.send(data[i : i + piece])
        received = [raw.receive(), raw.receive()]
    assert sorted(received) == [(0x82, b"one two"), (0x8A, b"ping")]


def test_answers_pings_with_what_they_carry(echo):
    with Raw(echo()) as raw:
        for payload in (b"", b"hello", bytes(range(125))):
            raw.send(frame(0x89, payload))
            assert raw.receive() == (0x8A, payload)
        raw.send(frame(0x8A, b"nobody asked"))
        raw.send(frame(0x82, b"x"))
        assert raw.receive() == (0x82, b"x")


def test_answers_a_ping_behind_much_else(echo):
    count = 2000
    data = frame(0x82, b"m" * 100) * count + frame(0x89, b"ping")
    with Raw(echo()) as raw:
        raw.send(data)
        received = [raw.receive() for _ in range(count + 1)]
    assert received.count((0x8A, b"ping")) == 1
    assert received.count((0x82, b"m" * 100)) == count


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("reserved bit 1", frame(0xC2, b"x"), 1002),
        ("reserved bit 2", frame(0xA2, b"x"), 1002),
        ("reserved bit 3", frame(0x92, b"x"), 1002),
        ("reserved opcode 3", frame(0x83), 1002),
        ("reserved opcode 11", frame(0x8B), 1002),
        ("long ping", frame(0x89, b"x" * 126), 1002),
        ("fragmented ping", frame(0x09), 1002),
        ("continuation of nothing", frame(0x80, b"x"), 1002),
        ("message in a message", frame(0x02, b"x") + frame(0x82, b"y"), 1002),
        ("half a close code", frame(0x88, b"\x03"), 1002),
        ("close code 999", frame(0x88, struct.pack(">H", 999)), 1002),
        ("close code 1005", frame(0x88, struct.pack(">H", 1005)), 1002),
        ("close reason no UTF-8", frame(0x88, b"\x03\xe8\xff"), 1007),
        ("text no UTF-8", frame(0x81, b"\xce\xba\xed\xa0\x80"), 1007),
        ("text cut off", frame(0x81, b"\xce"), 1007),
        ("unmasked", b"\x82\x01x", 1002),
        (
            "length not the shortest",
            b"\x82\xfe\x00\x05" + MASK + b"xxxxx",
            1002,
        ),
        ("length of 2^63", b"\x82\xff" + b"\xff" * 8 + MASK, 1002),
    ],
)
def test_closes_for(echo, name, data, code):
    with Raw(echo()) as raw:
        raw.send(data)
        assert raw.close_code() == code, name


@pytest.mark.parametrize(
    "fault",
    [
        frame(0x92, b"x"),
        frame(0xC2, b"x"),
        frame(0x83, b"x"),
        frame(0x84),
        frame(0x8C),
        frame(0x80, b"x"),
        frame(0x81, b"\xce"),
        b"\x82\x01x",
    ],
)
def test_answers_the_good_frames_before_a_faulty_one(echo, fault):
    with Raw(echo()) as raw:
        raw.send(frame(0x81, b"good") + fault + frame(0x89))
        assert raw.receive() == (0x81, b"good")
        assert raw.close_code() in (1002, 1007)


@pytest.mark.parametrize("code", [1000, 1001, 1003, 1007, 1011, 3000, 4999])
def test_repeats_the_close_code(echo, code):
    with Raw(echo()) as raw:
        raw.send(frame(0x88, struct.pack(">H", code) + b"bye"))
        assert raw.close_code() == code


def test_limits_messages(echo):
    server = echo("--max-message-bytes", 1000)
    for size in (999, 1000):
        with Raw(server) as raw:
            raw.send(frame(0x82, b"x" * size))
            assert raw.receive() == (0x82, b"x" * size)
    with Raw(server) as raw:
        raw.send(frame(0x82, b"", length=1001))
        assert raw.close_code() == 1009
    with Raw(server) as raw:
        raw.send(frame(0x02, b"x" * 600) + frame(0x80, b"x" * 401))
        assert raw.close_code() == 1009


# --- compression


def deflated(data):
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert packed.endswith(b"\0\0\xff\xff")
    return packed[:-4]


def inflated(data):
    return zlib.decompressobj(wbits=-15).decompress(data + b"\0\0\xff\xff")


def test_no_compression_unless_asked_for(echo):
    with Raw(echo(), b"permessage-deflate") as raw:
        assert b"Extensions" not in raw.head
    with Raw(echo("--deflate")) as raw:
        assert b"Extensions" not in raw.head


@pytest.mark.parametrize(
    "offer",
    [
        b"permessage-deflate",
        b"permessage-deflate; client_max_window_bits",
        (
            b"permessage-deflate; server_no_context_takeover; "
            b"client_max_window_bits=9"
        ),
        b"x-other, permessage-deflate; server_max_window_bits=15",
        b"permessage-deflate; nonsense, permessage-deflate",
        b"permessage-deflate; server_max_window_bits=12",
        (b"permessage-deflate; server_max_window_bits=8, permessage-deflate"),
    ],
)
def test_takes_offers(echo, offer):
    with Raw(echo("--deflate"), offer) as raw:
        assert b"server_no_context_takeover; client_no_context_takeover" in (
            raw.head
        )
        for _ in range(2):
            raw.send(frame(0xC2, deflated(b"again and again " * 100)))
            first, payload = raw.receive()
            assert first == 0xC2
            assert inflated(payload) == b"again and again " * 100
        raw.send(frame(0x82, b"plain"))  # shorter as it is
        assert raw.receive() == (0x82, b"plain")


@pytest.mark.parametrize(
    "offer",
    [
        b"permessage-deflate; server_max_window_bits=8",
        b"permessage-deflate; server_max_window_bits",
        b"permessage-deflate; client_max_window_bits=16",
        (
            b"permessage-deflate; client_max_window_bits=9; "
            b"client_max_window_bits=9"
        ),
        b"permessage-deflate; server_no_context_takeover=1",
        b"permessage-bzip2",
    ],
)
def test_declines_offers(echo, offer):
    with Raw(echo("--deflate"), offer) as raw:
        assert b"Extensions" not in raw.head
        raw.send(frame(0xC2, deflated(b"x")))
        assert raw.close_code() == 1002


@pytest.mark.parametrize("bits", [9, 12, 15])
def test_keeps_to_the_window_that_is_asked_for(echo, bits):
    offer = b"permessage-deflate; server_max_window_bits=%d" % bits
    # Repetitions near and far, some of which lie beyond each window.
    block = os.urandom(300)
    message = b"".join(block + os.urandom(7000) + block for _ in range(20))
    with Raw(echo("--deflate"), offer) as raw:
        assert b"server_max_window_bits=%d\r\n" % bits in raw.head
        raw.send(frame(0x82, b"abc" * 1000 + message))
        first, payload = raw.receive()
    assert first == 0xC2
    unpacker = zlib.decompressobj(wbits=-bits)
    unpacked = unpacker.decompress(payload + b"\0\0\xff\xff")
    assert unpacked == b"abc" * 1000 + message


def test_compresses_with_websockets(echo):
    server = echo("--deflate")
    factory = ClientPerMessageDeflateFactory(client_max_window_bits=True)
    with connect(
        server.url, max_size=None, extensions=[factory], compression=None
    ) as client:
        for message in (
            b"",
            b"x",
            b"a" * 1_000_000,
            os.urandom(100_000),
            "\u00e4\u00f6\u00fc " * 1000,
        ):
            client.send(message)
            assert client.recv() == message
        client.send(["one ", "two ", "three"])
        assert client.recv() == "one two three"


def test_limits_what_a_message_unpacks_to(echo):
    server = echo("--deflate", "--max-message-bytes", 1_000_000)
    with Raw(server, b"permessage-deflate") as raw:
        raw.send(frame(0xC2, deflated(b"\0" * 1_000_000)))
        first, payload = raw.receive()
        assert (first, inflated(payload)) == (0xC2, b"\0" * 1_000_000)
        raw.send(frame(0xC2, deflated(b"\0" * 1_000_001)))
        assert raw.close_code() == 1009
    bomb = deflated(b"\0" * 500_000_000)
    assert len(bomb) < 1_000_000
    with Raw(server, b"permessage-deflate") as raw:
        raw.send(frame(0xC2, bomb))
        assert raw.close_code() == 1009
    # Within the length, but too many times as long as it came.
    bomb = deflated(b"\0" * 60_000_000)
    with Raw(echo("--deflate"), b"permessage-deflate") as raw:
        raw.send(frame(0xC2, bomb))
        assert raw.close_code() == 1009


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(0xC2, b"\xff\xff\xff"), 1007),
        (frame(0xC1, deflated(b"\xff\xfe")), 1007),
        (frame(0x02, b"x") + frame(0xC0, b"y"), 1002),
        (frame(0xC9, b"ping"), 1002),
    ],
)
def test_closes_for_wrong_compression(echo, data, code):
    with Raw(echo("--deflate"), b"permessage-deflate") as raw:
        raw.send(data)
        assert raw.close_code() == code


def test_the_end_of_the_service_closes_with_1001(echo):
    server = echo()
    with connect(server.url) as client:
        client.send(b"x")
        assert client.recv() == b"x"
        server.close()
        with pytest.raises(ConnectionClosed) as closed:
            client.recv()
    assert closed.value.rcvd is None or closed.value.rcvd.code == 1001
