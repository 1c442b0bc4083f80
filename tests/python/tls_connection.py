"""Websocket connections over TLS for tests that are no event loop.

The synchronous client of websockets reads and writes one SSL object from two
threads at the same time, which Python's ssl does not allow: now and then a
request is lost, and the client waits for its answer until its time limit. Here
an event loop owns the SSL object, and the client has a plain socket to it.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import socket
import ssl
import threading
from typing import Any

from websockets.sync.client import ClientConnection, connect

# A client that does not read waits this long for the end of its connection.
_CLOSE_SECONDS = 0.5
_OPEN_SECONDS = 60


def connect_tls(
    port: int, context: ssl.SSLContext, **options: Any
) -> ClientConnection:
    """A connection to localhost; raises as ssl does for a bad certificate.

    The options are those of websockets.sync.client.connect.
    """
    ours, carried = _tcp_pair()
    opened: concurrent.futures.Future[None] = concurrent.futures.Future()
    threading.Thread(
        target=lambda: asyncio.run(_carry(carried, port, context, opened)),
        daemon=True,
    ).start()
    try:
        opened.result(timeout=_OPEN_SECONDS)
    except BaseException:
        ours.close()
        raise
    return connect(
        f"ws://localhost:{port}",
        sock=ours,
        close_timeout=_CLOSE_SECONDS,
        **options,
    )


def _tcp_pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets of TCP, whose options websockets sets."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        return ours, listener.accept()[0]


async def _carry(
    plain: socket.socket,
    port: int,
    context: ssl.SSLContext,
    opened: concurrent.futures.Future[None],
) -> None:
    """Carries bytes between a plain socket and the server until one ends."""
    try:
        reader, writer = await asyncio.open_connection(
            "localhost", port, ssl=context
        )
    except (OSError, ValueError) as error:
        plain.close()
        opened.set_exception(error)
        return
    plain_reader, plain_writer = await asyncio.open_connection(sock=plain)
    opened.set_result(None)
    await asyncio.gather(
        _copy(reader, plain_writer), _copy(plain_reader, writer)
    )


async def _copy(
    source: asyncio.StreamReader, target: asyncio.StreamWriter
) -> None:
    try:
        while data := await source.read(1 << 16):
            target.write(data)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()
