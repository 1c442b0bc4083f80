#!/usr/bin/env python3
"""Measures the page in Chromium: what a large scene costs it.

Prints a table of milliseconds: the median and the least of all rounds. With
--against, also those of another page, whose rounds alternate with this one's.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
MODULES = PROJECT / "build" / "viewer" / "node_modules"
TOOLS = PROJECT / "build" / "typescript" / "node_modules"
BROWSER = PROJECT / "build" / "viewer-tests" / "node_modules"


def parse_arguments():
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--filter", default="", help="a regular expression for the rows"
    )
    parser.add_argument(
        "--against", type=pathlib.Path, help="the folder of another built page"
    )
    return parser.parse_args()


def build(folder):
    """Builds the page and the program that measures; their paths."""
    page = folder / "page"
    program = folder / "page_bench.mjs"
    script = PROJECT / "runtime" / "viewer" / "build.mjs"
    subprocess.run(
        ["node", script, "--modules", MODULES, "--output", page], check=True
    )
    configuration = PROJECT / "runtime" / "typescript" / "tsconfig.json"
    subprocess.run(
        [
            TOOLS / ".bin" / "esbuild",
            HERE / "page_bench.ts",
            "--bundle",
            "--platform=node",
            "--format=esm",
            "--target=node18",
            "--log-level=warning",
            f"--tsconfig={configuration}",
            f"--outfile={program}",
        ],
        check=True,
    )
    return page, program


def main():
    arguments = parse_arguments()
    for needed in (MODULES, TOOLS, BROWSER):
        if not needed.is_dir():
            sys.exit(f"page.py: {needed} is missing; `./dev setup` makes it")
    with tempfile.TemporaryDirectory() as folder:
        page, program = build(pathlib.Path(folder))
        pages = [f"page={page}"]
        if arguments.against:
            pages.append(f"other={arguments.against.resolve()}")
        done = subprocess.run(
            ["node", program, str(arguments.rounds), arguments.filter, *pages],
            env={"NOODLES_BROWSER_MODULES": str(BROWSER), **os.environ},
            stdout=subprocess.PIPE,
            check=True,
        )
    print(f"{'milliseconds':58} median    least")
    for row, times in json.loads(done.stdout).items():
        print(f"{row:58} {statistics.median(times):6.1f}   {min(times):6.1f}")


if __name__ == "__main__":
    main()
