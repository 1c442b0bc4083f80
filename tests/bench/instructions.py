#!/usr/bin/env python3
"""Counts the instructions of the generated codecs, for each payload.

Counts do not depend on how busy the machine is, so a test compares them with
those of instructions.json: none may be more than 5 percent above.
`./dev bench instructions --write` writes that file anew, on purpose.

The counts hold for one compiler and one C library. With others, the
comparison says so and passes.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
COUNTS = HERE / "instructions.json"
MOST = 1.05
OPERATIONS = [
    "encode/small",
    "decode/small",
    "encode/medium",
    "decode/medium",
    "dispatch/medium",
    "encode/bulk",
    "decode/bulk",
    "encode/table",
    "decode/table",
]

# The C library has functions for several kinds of processors; the same ones
# are to be counted on all machines.
SAME_FUNCTIONS = (
    "glibc.cpu.hwcaps=-AVX512F_Usable,-AVX512VL_Usable,-AVX2_Usable,"
    "-AVX_Usable,-ERMS,-FSRM,-AVX_Fast_Unaligned_Load,-AVX512F,-AVX512VL,"
    "-AVX2,-AVX"
)


def environment() -> dict[str, str]:
    """The versions that the counts depend on."""
    compiler = os.environ.get("CXX", "c++")
    version = subprocess.run(
        [compiler, "-dumpfullversion"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    return {
        "compiler": version,
        "c_library": " ".join(platform.libc_ver()),
        "machine": platform.machine(),
    }


def count(program: pathlib.Path, operation: str, *codec: str) -> int:
    """The instructions of one operation."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                "--toggle-collect=noodles_measured",
                f"--callgrind-out-file={folder}/out",
                program,
                operation,
                *codec,
            ],
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "GLIBC_TUNABLES": SAME_FUNCTIONS},
        )
    collected = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or collected is None:
        raise SystemExit(f"{operation}: {done.stderr}")
    return round(int(collected[1]) / int(done.stdout))


def compare(measured: dict[str, int], expected: dict[str, int]) -> list[str]:
    """The operations that take too many instructions, in words."""
    faults = []
    for operation, instructions in measured.items():
        before = expected.get(operation)
        if before is None:
            faults.append(f"{operation}: not in {COUNTS.name}")
        elif instructions > before * MOST:
            faults.append(
                f"{operation}: {instructions:,} instructions, "
                f"{instructions / before - 1:+.1%} against {before:,}"
            )
    return faults


def baseline(operation: str) -> str:
    """The operation of the handwritten codec that is compared with it."""
    return operation.replace("dispatch", "decode")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--build", type=pathlib.Path, default=PROJECT / "build" / "release"
    )
    parser.add_argument(
        "--write", action="store_true", help=f"write {COUNTS.name} anew"
    )
    parser.add_argument(
        "--handwritten",
        action="store_true",
        help="count the handwritten codec, too, and print the ratios",
    )
    arguments = parser.parse_args()
    program = arguments.build / "tests" / "bench" / "codec_instructions"
    here = environment()
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    if not arguments.write and known.get("environment") != here:
        print(f"{COUNTS.name} is for {known.get('environment')}, not {here}")
        return 0
    measured = {name: count(program, name) for name in OPERATIONS}
    expected = known.get("instructions", {})
    for name, instructions in measured.items():
        before = expected.get(name)
        change = f"{instructions / before - 1:+.1%}" if before else "new"
        line = f"{name:16} {instructions:>14,} {change:>8}"
        if arguments.handwritten:
            other = count(program, baseline(name), "handwritten")
            line += f" {other:>14,} handwritten {instructions / other:5.2f}"
        print(line)
    if arguments.write:
        text = {"environment": here, "instructions": measured}
        COUNTS.write_text(json.dumps(text, indent=2) + "\n")
        return 0
    faults = compare(measured, expected)
    if faults:
        print(
            "more instructions than before; mend them, or write "
            f"{COUNTS.name} anew with ./dev bench instructions --write:",
            *faults,
            sep="\n  ",
            file=sys.stderr,
        )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
