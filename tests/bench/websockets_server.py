"""The server of the network benchmarks with Python's websockets package.

websockets_server.py broadcast BYTES FRAMES
websockets_server.py call REPLY

Prints its port and serves until it is killed. Calls are not
decoded: every message but the first is answered with REPLY, in hexadecimal
digits.
"""

import asyncio
import sys

from websockets.asyncio.server import broadcast, serve

MOST_QUEUED_BYTES = 1024 * 1024


async def broadcast_all(connections, frame, frames):
    """Sends to all clients. Queues at most as much as the other servers do."""
    for _ in range(frames):
        broadcast(connections, frame)
        # The websockets library has no event for an empty buffer.
        while any(  # noqa: ASYNC110
            c.transport.get_write_buffer_size() > MOST_QUEUED_BYTES
            for c in connections
        ):
            await asyncio.sleep(0)
        await asyncio.sleep(0)


async def run_broadcast(size, frames):
    connections = set()

    async def handle(connection):
        connections.add(connection)
        async for _ in connection:
            await broadcast_all(connections, b"x" * size, frames)

    await run(handle)


async def run_calls(reply):
    async def handle(connection):
        await connection.recv()  # the introduction
        async for _ in connection:
            await connection.send(reply)

    await run(handle)


async def run(handle):
    async with serve(
        handle,
        "127.0.0.1",
        0,
        compression=None,
        ping_interval=None,
        max_size=None,
    ) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


def main():
    kind, *words = sys.argv[1:]
    if kind == "broadcast":
        asyncio.run(run_broadcast(*map(int, words)))
    else:
        asyncio.run(run_calls(bytes.fromhex(words[0])))


if __name__ == "__main__":
    main()
