#!/usr/bin/env python3
"""Measures codecs, document, joins, geometry, network; compares with targets.

Runs every program once per round, so that all see the same state of the
machine, and takes the median over the rounds of each ratio. Exits with 0
whether or not the targets are met; a program that fails ends the run.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import sys
import tempfile

from network import Network
from programs import (
    PARTS,
    PROJECT,
    find_geometry,
    find_peers,
    find_rigatoni,
    find_typescript,
    measure_live,
    measure_parts,
    parse_parts,
    read_cache,
    run,
    time_compilation,
    time_generation,
)
from report import report
from results import RESULTS, with_main_part

EXPLANATION = """\
Written by `./dev bench --write`. The payloads are those of `payloads.h`:
*small*, an entity update with a transform; *medium*, a snapshot of 10,000
components; *bulk*, a buffer with 64 MiB inline; *table*, 100,000 rows of 4
mixed cells. *handwritten* is a codec for exactly these payloads, *libcbor* its
low-level encoders and streaming decoder, *libcbor-tree* its tree of items. All
C++ codecs fill the same structures and write the same bytes, which is checked
before anything is measured; cbor-x and cbor2 work on the values of their
languages. *typescript* is Linguine's generated TypeScript in Node, which reads
and writes the structures of the specification and the same bytes.

The network: one sender, clients in a process of their own, over the loopback
interface. *raw* is a loop of writev over blocking sockets; for calls, epoll,
one read and one write for all the frames that a read has brought, and nothing
decoded; *raw, decoded* is the same loop with what no server can leave out: a
codec for exactly this form of call, a look-up of the method, the method, and
the reply. *linguine* sends as fast as the queue of each client (at most 1 MiB
here) lets it, so that frames leave together; *paced* waits until each frame has
left to all clients before the next one. *beast* is Boost.Beast as its examples
use it, *websockets* the Python package. Calls go through the whole server:
decoding, the check of the attachment, the method, the reply. Their targets are
0.7 of the speed of uWebSockets, as measured elsewhere relative to raw sockets.
Updates beside clients: bursts of ten, fifty times a second; *no-client* is the
same document without a client, which encodes nothing. The processor time of one
frame is that of all threads of the server for an update that leaves by itself,
beyond that of an update without a client.

The document: entities with a name and a transform, changed one by one from one
thread. A client that keeps up takes the frames in the same process. Joining:
from the introduction of a client to the last byte of the snapshot over the
loopback interface; *one-block* sends as many bytes that are there already. The
longest update is the worst of about 1,000 a second while clients join.

Geometry: files of a torus of a million triangles, without normals, written by
meshio. *linguine* imports in a process of its own, makes equal vertices one and
computes smooth normals; *trimesh* does so, too, in its own process and with
SciPy; *meshio* reads only.

Live data: each update replaces the positions and normals of a mesh, or all
instances, 30 times a second. The time is the processor time of the server's
process for an update; the latency is from the beginning of an update to its
last byte at a client, the median over all updates and clients. *plain* is a
loop of writev over blocking sockets that sends the same bytes, which are in its
memory already: it checks, packs and bounds no numbers.
"""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--build",
        type=pathlib.Path,
        default=PROJECT / "build" / "release",
        help="the folder of a Release build",
    )
    parser.add_argument(
        "--peers",
        type=pathlib.Path,
        default=PROJECT / "build" / "venv-peers" / "bin" / "python",
        help="the Python that has Rigatoni",
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=5,
        help="how often each program runs (default: 5)",
    )
    parser.add_argument(
        "--filter",
        default=".",
        help="only the C++ benchmarks and the rows of the "
        "network table whose names match",
    )
    parser.add_argument(
        "--parts",
        type=parse_parts,
        default=PARTS,
        metavar="PART[,PART...]",
        help=f"only these parts of {', '.join(PARTS)} (default: all)",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"put the table into {RESULTS.name}",
    )
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds needs at least 1")
    if arguments.write and arguments.parts != PARTS:
        parser.error("--write needs all parts")
    return arguments


def measure(arguments, cache, frames, skipped):
    """For each round {name: nanoseconds} and {(row, kind): speed}."""
    network = Network(arguments.build)
    if "network" in arguments.parts:
        network.find_peers(skipped)
    pattern = re.compile(arguments.filter)
    programs = arguments.build / "tests" / "bench"
    peers = []
    if "codecs" in arguments.parts:
        peers += find_peers(arguments.build, frames, skipped)
        peers += find_typescript(frames, frames, skipped)
    if "document" in arguments.parts:
        peers += find_rigatoni(arguments.peers, skipped)
    if "geometry" in arguments.parts:
        peers += find_geometry(programs, frames, skipped)
    speeds = []
    rounds = []
    for number in range(1, arguments.rounds + 1):
        print(f"round {number} of {arguments.rounds}", file=sys.stderr)
        times = measure_parts(programs, arguments.parts, arguments.filter)
        if "live" in arguments.parts:
            times.update(measure_live(programs))
        for command in peers:
            times.update(json.loads(run(command)))
        if "building" in arguments.parts:
            times.update(time_compilation(cache["CMAKE_CXX_COMPILER"]))
            times.update(time_generation(skipped if number == 1 else []))
        # These peers have only one way to encode a frame.
        for peer in ("cbor-x", "cbor2"):
            if f"encode/small/{peer}" in times:
                times[f"frame/small/{peer}"] = times[f"encode/small/{peer}"]
        if "network" in arguments.parts and pattern.search("updates"):
            times.update(network.measure_updates())
        rounds.append(times)
        speeds.append(
            network.measure_round(pattern)
            if "network" in arguments.parts
            else {}
        )
    return rounds, speeds


def describe_machine(cache):
    """Cores, compiler and flags, without names and paths."""
    version = run([cache["CMAKE_CXX_COMPILER"], "-dumpfullversion"]).strip()
    name = "clang" if "clang" in cache["CMAKE_CXX_COMPILER"] else "g++"
    flags = " ".join(
        [
            cache.get("CMAKE_CXX_FLAGS", ""),
            cache.get("CMAKE_CXX_FLAGS_RELEASE", ""),
        ]
    ).strip()
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {name} {version} "
        f"{flags}"
    )


def main():
    arguments = parse_arguments()
    cache = read_cache(arguments.build)
    if cache.get("CMAKE_BUILD_TYPE") != "Release":
        print(
            "run.py: this is no Release build; the ratios mean little",
            file=sys.stderr,
        )
    skipped = []
    programs = arguments.build / "tests" / "bench"
    memory = (
        json.loads(run([programs / "state_check"]))
        if "document" in arguments.parts
        else {}
    )
    with tempfile.TemporaryDirectory() as frames:
        check = json.loads(run([programs / "codec_check", frames]))
        rounds, speeds = measure(arguments, cache, frames, skipped)
    text = report(
        arguments.parts,
        describe_machine(cache),
        check,
        memory,
        rounds,
        speeds,
        skipped,
    )
    print(text, end="")
    if arguments.write:
        first = "# Benchmarks\n\n" + EXPLANATION + "\n" + text
        RESULTS.write_text(
            with_main_part(RESULTS.read_text(encoding="utf-8"), first),
            encoding="utf-8",
        )
        print(f"run.py: wrote {RESULTS.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
