"""A copy of the sources whose specification has the kind Volume, and its build.

Both stay, so that the next run builds only what has changed.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

from node_tools import ROOT
from volume_specification import with_volume

HERE = Path(__file__).parent
WORK = Path(os.environ.get("NOODLES_BINARY_DIRECTORY", "/nowhere")) / "work"
PROJECT = WORK / "project"
TREE = PROJECT / "tree"
BUILD = WORK / "build"

# What is copied of the sources: everything but what the generator writes.
COPIED = (
    "CMakeLists.txt",
    "LICENSE",
    "generator/cmake",
    "runtime",
    "tests/base",
    "tests/client",
    "tests/server",
    "tests/state",
)


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """The standard output of a program that ends with 0."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=900,
        env={**os.environ, "CCACHE_BASEDIR": str(WORK)},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def copy(source: Path, target: Path) -> None:
    """Copies a file, or what is in a folder; what is equal is not touched."""
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in source.iterdir()}
        for path in target.iterdir():
            if path.name not in names and path.is_dir():
                shutil.rmtree(path)
            elif path.name not in names:
                path.unlink()
        for name in names:
            copy(source / name, target / name)
    elif not target.exists() or not filecmp.cmp(source, target, shallow=False):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def generate(specification: Path, *options: str | Path) -> None:
    """Runs the generator on a specification, with the bindings beside it."""
    bindings = specification.with_suffix(".bindings.toml")
    command = [sys.executable, "-m", "linguine", "generate", specification]
    run(*command, "--bindings", bindings, *options)


def generate_cpp(spec: Path, output: Path) -> None:
    """Generates the C++ of all specifications of a folder."""
    generate(spec / "noodles.cddl", "--output", output)
    generate(
        *(spec / "methods.cddl", "--output", output),
        *("--import", f"{spec / 'noodles.cddl'}=noodles/protocol"),
        *("--include-prefix", "noodles/interfaces"),
    )
    generate(
        *(spec / "journal.cddl", "--output", output),
        *("--import", f"{spec / 'noodles.cddl'}=noodles/protocol"),
        *("--import", f"{spec / 'methods.cddl'}=noodles/interfaces"),
        *("--include-prefix", "noodles/journal"),
    )


def generate_typescript(spec: Path, output: Path) -> None:
    """Generates the TypeScript of both specifications of a folder."""
    options = ("--language", "typescript", "--output")
    generate(spec / "noodles.cddl", *options, output / "protocol")
    generate(
        *(spec / "methods.cddl", *options, output / "interfaces"),
        *("--import", f"{spec / 'noodles.cddl'}=linguine-noodles/protocol"),
    )


def make_tree() -> None:
    """The copy of the sources, with generated code for volumes."""
    for path in COPIED:
        copy(ROOT / path, TREE / path)
    for path in (HERE / "program").iterdir():
        copy(path, PROJECT / path.name)
    spec = TREE / "spec"
    spec.mkdir(exist_ok=True)
    for path in (ROOT / "spec").iterdir():
        shutil.copyfile(path, spec / path.name)
    noodles = spec / "noodles.cddl"
    noodles.write_text(with_volume(noodles.read_text()))
    generate_cpp(spec, TREE / "generated")
    generate_typescript(spec, TREE / "generated" / "typescript")


def configure() -> None:
    """Prepares the build of the copy."""
    options = {
        "CMAKE_BUILD_TYPE": "Debug",
        "CMAKE_CXX_COMPILER": os.environ["NOODLES_CXX_COMPILER"],
        "CMAKE_CXX_FLAGS_DEBUG": "-O0",
        "CMAKE_UNITY_BUILD": "ON",
        "CMAKE_UNITY_BUILD_BATCH_SIZE": "16",
        "CMAKE_EXPORT_COMPILE_COMMANDS": "ON",
        "NOODLES_WARNINGS_AS_ERRORS": "ON",
    }
    if shutil.which("ccache"):
        options["CMAKE_CXX_COMPILER_LAUNCHER"] = "ccache"
    if shutil.which("mold"):
        options["CMAKE_EXE_LINKER_FLAGS"] = "-fuse-ld=mold"
    run(
        *("cmake", "-G", "Ninja", "-S", PROJECT, "-B", BUILD),
        *(f"-D{name}={value}" for name, value in options.items()),
    )
