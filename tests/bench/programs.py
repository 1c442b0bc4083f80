"""The programs that measure: how they are found and run.

Each returns nanoseconds by name, such as {"decode/small/linguine": 41.0}; the
last part of a name tells who was measured.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent

PARTS = [
    "codecs",
    "document",
    "joining",
    "geometry",
    "network",
    "live",
    "building",
]
# The Google Benchmark program of a part, and the clock of its rows.
CPP_PROGRAMS = {
    "codecs": ("codec_bench", "cpu_time"),
    "document": ("state_bench", "real_time"),
    "joining": ("join_bench", "real_time"),
}


def parse_parts(text):
    """The parts of a list with commas, in the order of PARTS."""
    wanted = text.split(",")
    for part in wanted:
        if part not in PARTS:
            raise argparse.ArgumentTypeError(
                f"there is no part '{part}'; the parts are {', '.join(PARTS)}"
            )
    return [part for part in PARTS if part in wanted]


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
            f"bench: {pathlib.Path(command[0]).name} failed with "
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
        sys.exit(f"bench: these benchmarks failed: {', '.join(failed)}")
    return {
        re.sub("/(iterations:.*|manual_time)$", "", b["name"]): b[clock]
        for b in report["benchmarks"]
    }


def measure_parts(programs, parts, pattern):
    """Nanoseconds by name, of the C++ programs of some parts."""
    times = {}
    for part in parts:
        if part in CPP_PROGRAMS:
            name, clock = CPP_PROGRAMS[part]
            times.update(measure_cpp(programs / name, pattern, clock))
    return times


def measure_live(programs):
    """Nanoseconds, and bytes, of live meshes and instances by name."""
    return json.loads(run([programs / "live_bench"]))


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
        [sys.executable, peer, "memory", folder, programs / "geometry_bench"],
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
