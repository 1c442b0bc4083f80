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
import shutil
import subprocess
import sys
import tempfile
import time

from network import Network
from report import report

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
RESULTS = HERE / "RESULTS.md"
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
decoded. *linguine* sends as fast as the queue of each client (at most 1 MiB
here) lets it, so that frames leave together; *paced* waits until each frame has
left to all clients before the next one. *beast* is Boost.Beast as its examples
use it, *websockets* the Python package. Calls go through the whole server:
decoding, the check of the attachment, the method, the reply. Their targets are
0.7 of the speed of uWebSockets, as measured elsewhere relative to raw sockets.

The document: entities with a name and a transform, changed one by one from one
thread. A client that keeps up takes the frames in the same process. Joining:
from the introduction of a client to the last byte of the snapshot over the
loopback interface; *one-block* sends as many bytes that are there already. The
longest update is the worst of about 1,000 a second while clients join.

Geometry: files of a torus of a million triangles, without normals, written by
meshio. *linguine* imports in a process of its own, makes equal vertices one and
computes smooth normals; *trimesh* does so, too, in its own process and with
SciPy; *meshio* reads only.
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
        "--write",
        action="store_true",
        help=f"put the table into {RESULTS.name}",
    )
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds needs at least 1")
    return arguments


def run(command, **options):
    """The standard output of a program that has to succeed."""
    result = subprocess.run(
        [str(word) for word in command],
        text=True,
        stdout=subprocess.PIPE,
        check=False,
        **options,
    )
    if result.returncode != 0:
        sys.exit(
            f"run.py: {pathlib.Path(command[0]).name} failed with "
            f"{result.returncode}"
        )
    return result.stdout


def measure_cpp(program, pattern, clock="cpu_time"):
    """Nanoseconds by name, as Google Benchmark reports them."""
    output = run(
        [
            program,
            "--benchmark_format=json",
            "--benchmark_min_time=0.1",
            f"--benchmark_filter={pattern}",
        ],
        stderr=subprocess.DEVNULL,
    )
    if not output:  # no benchmark matches the filter
        return {}
    report = json.loads(output)
    failed = [
        b["name"] for b in report["benchmarks"] if b.get("error_occurred")
    ]
    if failed:
        sys.exit(f"run.py: these benchmarks failed: {', '.join(failed)}")
    return {
        re.sub("/(iterations:.*|manual_time)$", "", b["name"]): b[clock]
        for b in report["benchmarks"]
    }


def time_program(command, **options):
    """Nanoseconds from start to end."""
    start = time.perf_counter()
    run(command, **options)
    return (time.perf_counter() - start) * 1e9


def read_cache(build):
    """The variables of CMakeCache.txt."""
    text = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+):\w+=(.*)$", text, re.MULTILINE))


def find_rigatoni(python, skipped):
    """The command that measures Rigatoni's document, in a list."""
    probe = (
        subprocess.run(
            [python, "-c", "import rigatoni"],
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if python.exists()
        else None
    )
    if probe is None or probe.returncode != 0:
        skipped.append("Rigatoni: the Python of the peers does not have it")
        return []
    return [[python, HERE / "rigatoni_bench.py"]]


def find_peers(build, frames, skipped):
    """The commands that measure the codecs of other languages."""
    commands = []
    probe = subprocess.run(
        [sys.executable, "-c", "import cbor2"],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if probe.returncode == 0:
        commands.append([sys.executable, HERE / "cbor2_bench.py", frames])
    else:
        skipped.append("cbor2: this Python does not have it")
    packages = build / "bench-node"
    if shutil.which("node") is None:
        skipped.append("cbor-x: there is no node")
    elif not (packages / "node_modules" / "cbor-x").is_dir():
        skipped.append(
            "cbor-x: not installed; npm install --prefix "
            "BUILD/bench-node cbor-x"
        )
    else:
        commands.append(["node", HERE / "cbor_x_bench.mjs", frames, packages])
    return commands


def find_typescript(folder, frames, skipped):
    """The command that measures the TypeScript codecs, in a list."""
    tools = PROJECT / "build" / "typescript" / "node_modules"
    if shutil.which("node") is None:
        skipped.append("typescript: there is no node")
        return []
    if not (tools / "esbuild").is_dir():
        skipped.append("typescript: ./dev setup installs esbuild")
        return []
    program = pathlib.Path(folder) / "typescript_bench.mjs"
    package = PROJECT / "runtime" / "typescript"
    run(
        [
            tools / ".bin" / "esbuild",
            HERE / "typescript_bench.ts",
            "--bundle",
            "--platform=node",
            "--format=esm",
            "--target=node18",
            "--log-level=warning",
            f"--tsconfig={package / 'tsconfig.json'}",
            f"--outfile={program}",
        ]
    )
    return [["node", program, frames]]


def find_geometry(programs, folder, skipped):
    """The commands that measure mesh files, which are written to a folder."""
    peer = HERE / "geometry_bench.py"
    # Without SciPy, trimesh uses slow loops, which are no fair comparison.
    probe = subprocess.run(
        [sys.executable, "-c", "import meshio, scipy, trimesh"],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if not (programs / "geometry_bench").exists():
        skipped.append("geometry: this build has no Assimp")
        return []
    if probe.returncode != 0:
        skipped.append("geometry: this Python lacks meshio, SciPy or trimesh")
        return []
    run([sys.executable, peer, "write", folder])
    return [
        [programs / "geometry_bench", folder],
        [sys.executable, peer, "measure", folder],
    ]


def generation_command(folder, skipped):
    """The command that generates the bindings into a folder; None if it cannot
    run.
    """
    formatter = shutil.which("clang-format")
    command = [
        sys.executable,
        "-m",
        "linguine",
        "generate",
        PROJECT / "spec" / "noodles.cddl",
        "--bindings",
        PROJECT / "spec" / "noodles.bindings.toml",
        "--output",
        folder,
    ]
    if formatter is None:
        skipped.append("generation: there is no clang-format")
        return None
    return command + ["--clang-format", formatter]


def time_generation(skipped):
    """Nanoseconds of generating everything anew."""
    environment = dict(
        os.environ,
        PYTHONPATH=str(PROJECT / "generator"),
        PYTHONDONTWRITEBYTECODE="1",
    )
    with tempfile.TemporaryDirectory() as folder:
        command = generation_command(folder, skipped)
        if command is None:
            return {}
        return {"generate/noodles": time_program(command, env=environment)}


def time_compilation(compiler):
    """Nanoseconds of compiling a unit that includes every generated header."""
    command = [
        compiler,
        "-std=c++20",
        "-O0",
        "-c",
        "-o",
        os.devnull,
        f"-I{PROJECT / 'runtime'}",
        f"-I{PROJECT / 'generated'}",
        HERE / "every_header.cc",
    ]
    return {"compile/every_header": time_program(command)}


def measure(arguments, cache, frames, skipped):
    """For each round {name: nanoseconds} and {(row, kind): speed}."""
    network = Network(arguments.build)
    network.find_peers(skipped)
    pattern = re.compile(arguments.filter)
    speeds = []
    programs = arguments.build / "tests" / "bench"
    peers = (
        find_peers(arguments.build, frames, skipped)
        + find_typescript(frames, frames, skipped)
        + find_rigatoni(arguments.peers, skipped)
        + find_geometry(programs, frames, skipped)
    )
    rounds = []
    for number in range(1, arguments.rounds + 1):
        print(f"round {number} of {arguments.rounds}", file=sys.stderr)
        times = measure_cpp(programs / "codec_bench", arguments.filter)
        for program in ("state_bench", "join_bench"):
            times.update(
                measure_cpp(
                    programs / program, arguments.filter, clock="real_time"
                )
            )
        for command in peers:
            times.update(json.loads(run(command)))
        times.update(time_compilation(cache["CMAKE_CXX_COMPILER"]))
        times.update(time_generation(skipped if number == 1 else []))
        # These peers have only one way to encode a frame.
        for peer in ("cbor-x", "cbor2"):
            if f"encode/small/{peer}" in times:
                times[f"frame/small/{peer}"] = times[f"encode/small/{peer}"]
        rounds.append(times)
        speeds.append(network.measure_round(pattern))
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
    memory = json.loads(run([programs / "state_check"]))
    with tempfile.TemporaryDirectory() as frames:
        check = json.loads(run([programs / "codec_check", frames]))
        rounds, speeds = measure(arguments, cache, frames, skipped)
    text = report(
        describe_machine(cache), check, memory, rounds, speeds, skipped
    )
    print(text, end="")
    if arguments.write:
        RESULTS.write_text(
            "# Benchmarks\n\n" + EXPLANATION + "\n" + text, encoding="utf-8"
        )
        print(f"run.py: wrote {RESULTS.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
