"""Measures cbor2 with the frames in a folder; prints {"name": nanoseconds}."""

import functools
import json
import pathlib
import sys
import time

import cbor2

SECONDS = 0.2


def nanoseconds(operation):
    """The time of one call, over as many calls as fill SECONDS."""
    calls = 0
    start = time.perf_counter()
    while calls == 0 or time.perf_counter() - start < SECONDS:
        operation()
        calls += 1
    return (time.perf_counter() - start) / calls * 1e9


def main():
    times = {}
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.cbor")):
        frame = path.read_bytes()
        value = cbor2.loads(frame)
        if cbor2.loads(cbor2.dumps(value)) != value:
            sys.exit(f"cbor2 changes the value of {path.name}")
        times[f"encode/{path.stem}/cbor2"] = nanoseconds(
            functools.partial(cbor2.dumps, value)
        )
        times[f"decode/{path.stem}/cbor2"] = nanoseconds(
            functools.partial(cbor2.loads, frame)
        )
    json.dump(times, sys.stdout)


main()
