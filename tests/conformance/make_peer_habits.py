"""Writes vectors/peer_habits.json; with --check only compares.

python tests/conformance/make_peer_habits.py [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from peer_habits import arguments, from_clients, from_servers

OUTPUT = Path(__file__).parent / "vectors" / "peer_habits.json"

ABOUT = [
    "Made by make_peer_habits.py: what real NOODLES programs send, and who.",
    "vectors: frames. direction: the side that sends. hex: the frame as sent.",
    "equivalent_hex: the frame that its messages are written as once read:",
    "keys in the order of the specification, `float` as 4 bytes, `float64` as",
    "8, defaults written, definite lengths; null where no message can be read.",
    "errors: what reading reports beside the messages; absent: nothing.",
    "arguments: the args array of a well-known method, in the same two forms.",
]


def document() -> str:
    """The text of the file."""
    content = {
        "about": ABOUT,
        "vectors": [
            *(vector.as_json("client") for vector in from_clients.VECTORS),
            *(vector.as_json("server") for vector in from_servers.VECTORS),
        ],
        "arguments": [vector.as_json() for vector in arguments.VECTORS],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Runs the command and returns its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    if parser.parse_args().check:
        if OUTPUT.read_text(encoding="utf-8") == document():
            return 0
        print(f"{OUTPUT.name} is not what make_peer_habits.py makes")
        return 1
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
