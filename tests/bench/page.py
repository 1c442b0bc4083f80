#!/usr/bin/env python3
"""Measures the page in Chromium: what a large scene costs it.

Prints a table of milliseconds: the median and the least of all rounds. With
--against, also those of another page, whose rounds alternate with this one's.
"""

import argparse
import dataclasses
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from results import PAGE, RESULTS, with_section

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
MODULES = PROJECT / "build" / "viewer" / "node_modules"
TOOLS = PROJECT / "build" / "typescript" / "node_modules"
BROWSER = PROJECT / "build" / "viewer-tests" / "node_modules"
BUNDLE = ("viewer.js", "viewer.css", "index.html")

EXPLANATION = """\
Written by `./dev bench page --write`: milliseconds of the page's main thread in
Chromium, medians. *receive* reads the messages into the mirror, *apply* makes
what is drawn of them, so that both together lie between the last byte of a
scene and its first picture; the frames of a software renderer tell nothing and
are not measured. *at least* is the same scene in a blank page without the page:
its messages read into objects that are kept, and as many matrices given to
three.js. *bundle* is what a browser loads, compressed.
"""


@dataclasses.dataclass(frozen=True)
class Target:
    """A limit for the sum of several rows."""

    title: str
    rows: tuple[str, ...]
    at_most: float


TARGETS = (
    Target(
        "100,000 entities on screen",
        ("100,000 entities, receive", "100,000 entities, apply"),
        250,
    ),
    Target(
        "1,000 of 100,000 entities moved, a frame",
        (
            "1,000 of 100,000 entities moved, a frame, receive",
            "1,000 of 100,000 entities moved, a frame, apply",
        ),
        2,
    ),
    Target(
        "1,000,000 instances",
        ("1,000,000 instances, receive", "1,000,000 instances, apply"),
        300,
    ),
    Target(
        "1,000,000 points",
        ("1,000,000 points, receive", "1,000,000 points, apply"),
        300,
    ),
)
BUNDLE_KILOBYTES = 260


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
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"put the figures into {RESULTS.name}",
    )
    arguments = parser.parse_args()
    if arguments.write and (arguments.filter or arguments.against):
        parser.error("--write needs all rows, of one page")
    return arguments


def results(medians, bundle_bytes):
    """The section of RESULTS.md."""
    lines = [
        "| what | measured | target | |",
        "|---|---|---|---|",
    ]
    rows = [
        (
            target.title,
            sum(medians[f"{row} (page)"] for row in target.rows),
            target.at_most,
            "ms",
        )
        for target in TARGETS
    ]
    rows.append(("bundle", bundle_bytes / 1000, BUNDLE_KILOBYTES, "kB"))
    floor = "100,000 entities, at least"
    lower = {
        "100,000 entities on screen": (
            f"; at least {medians[f'{floor}: generated']:.3g} ms to read it by "
            f"the generated code alone ({medians[f'{floor}: bare']:.3g} ms by "
            "a bare loop without checks), and "
            f"{medians[f'{floor}: three']:.3g} ms for three.js"
        )
    }
    for title, value, at_most, unit in rows:
        verdict = "met" if value <= at_most else "**not met**"
        verdict += lower.get(title, "")
        lines.append(
            f"| {title} | {value:.3g} {unit} | at most {at_most} {unit} | "
            f"{verdict} |"
        )
    return EXPLANATION + "\n" + "\n".join(lines)


def build(folder):
    """Builds the page and the programs that measure; their paths."""
    page = folder / "page"
    script = PROJECT / "runtime" / "viewer" / "build.mjs"
    subprocess.run(
        ["node", script, "--modules", MODULES, "--output", page], check=True
    )
    bench = ["--platform=node", "--format=esm", "--target=node18"]
    floor = ["--format=iife", "--minify", f"--alias:three={MODULES / 'three'}"]
    return (
        page,
        bundle("page_bench", folder, *bench),
        bundle("page_floor", folder, *floor),
    )


def bundle(name, folder, *options):
    """The program NAME.ts in one file; its path."""
    program = folder / f"{name}.mjs"
    configuration = PROJECT / "runtime" / "typescript" / "tsconfig.json"
    subprocess.run(
        [
            TOOLS / ".bin" / "esbuild",
            HERE / f"{name}.ts",
            "--bundle",
            *options,
            "--log-level=warning",
            f"--tsconfig={configuration}",
            f"--outfile={program}",
        ],
        check=True,
    )
    return program


def main():
    arguments = parse_arguments()
    for needed in (MODULES, TOOLS, BROWSER):
        if not needed.is_dir():
            sys.exit(f"page.py: {needed} is missing; `./dev setup` makes it")
    with tempfile.TemporaryDirectory() as folder:
        page, program, floor = build(pathlib.Path(folder))
        pages = [f"page={page}"]
        if arguments.against:
            pages.append(f"other={arguments.against.resolve()}")
        done = subprocess.run(
            [
                "node",
                program,
                str(arguments.rounds),
                arguments.filter,
                floor,
                *pages,
            ],
            env={"NOODLES_BROWSER_MODULES": str(BROWSER), **os.environ},
            stdout=subprocess.PIPE,
            check=True,
        )
        bundle = sum(
            len(gzip.compress((page / name).read_bytes(), 9)) for name in BUNDLE
        )
    print(f"{'milliseconds':58} median    least")
    measured = json.loads(done.stdout)
    for row, times in measured.items():
        print(f"{row:58} {statistics.median(times):6.1f}   {min(times):6.1f}")
    if arguments.write:
        medians = {row: statistics.median(t) for row, t in measured.items()}
        RESULTS.write_text(
            with_section(RESULTS.read_text(), PAGE, results(medians, bundle))
        )
        print(f"page.py: wrote {RESULTS.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
