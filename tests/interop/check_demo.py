"""Starts the demo server on a free port, joins it, stops it again.

Usage: check_demo.py PROGRAM

Passes if a raw client receives the whole document, Penne reads all of it but
the stream flow without a warning, and the server ends with exit code 0 at
SIGTERM. Needs the packages of requirements.txt. The server must print its
address in the form that `server_process` expects.
"""

from __future__ import annotations

import sys

from penne_session import PenneSession
from raw_client import RawClient
from server_process import ScenarioServer


def main(program: str) -> int:
    server = ScenarioServer([program])
    try:
        client = RawClient(server.url)
        messages = client.introduce()
        client.close()
        with PenneSession(
            server.url, strict=True, skips_physics=True
        ) as session:
            session.assert_healthy()
        server.terminate()
        code = server.wait()
    finally:
        server.kill()
        print(server.output, end="")
    print(f"{len(messages)} messages in the document; exit code {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
