"""`./dev generate` writes the code of both specifications, or nothing."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess
import sys

import pytest

from cddl_helpers import REPOSITORY, run_linguine

STATION = REPOSITORY / "tests" / "generator" / "golden" / "station.cddl"


def contents(folder: pathlib.Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of each file below the folder, and when it was written."""
    return {
        str(path.relative_to(folder)): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def script() -> str:
    """The commands of `./dev generate`, without those that install tools."""
    text = (REPOSITORY / "dev").read_text(encoding="utf-8")
    part = re.search(
        r"^run_generate\(\).*?(?=^# --- )", text, re.MULTILINE | re.DOTALL
    )
    assert part is not None
    return (
        "set -euo pipefail\n"
        "install_packages() { :; }\n"
        "make_venv() { :; }\n"
        "say() { :; }\n"
        f"VENV={pathlib.Path(sys.prefix)}\n"
        f"{part[0]}\n"
        'run_generate "$@"\n'
    )


def dev_generate(tree: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", script()],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of what `./dev generate` reads and writes."""
    for name in ("spec", "generated", "generator"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    noodles = tmp_path / "spec" / "noodles.cddl"
    # Something to write for each of the four runs.
    noodles.write_text(
        noodles.read_text().replace("Vec3 = ", "; A point.\nVec3 = ")
    )
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("methods.bindings.toml", "[lists]\n"),
        ("methods.cddl", "Wrong = [ thing ]\n"),
        # A name that only the namespace of the runtime has: `check` takes it.
        ("methods.cddl", "Mirror = { x: int }\n"),
    ],
)
def test_a_later_run_that_fails(
    tree: pathlib.Path, file: str, line: str
) -> None:
    with (tree / "spec" / file).open("a", encoding="utf-8") as stream:
        stream.write(line)
    before = contents(tree / "generated")
    done = dev_generate(tree)
    assert done.returncode == 1
    assert "error: " in done.stdout + done.stderr
    assert contents(tree / "generated") == before


def test_all_is_written(tree: pathlib.Path) -> None:
    before = contents(tree / "generated")
    done = dev_generate(tree)
    assert done.returncode == 0, done.stderr
    after = contents(tree / "generated")
    changed = {name for name in after if after[name] != before.get(name)}
    assert "noodles/protocol/common_types.h" in changed
    assert "typescript/protocol/common_types.ts" in changed


def test_a_dry_run_writes_nothing(tmp_path: pathlib.Path) -> None:
    options = ("--output", str(tmp_path / "out"), "--dry-run")
    bindings = ("--bindings", str(STATION.with_suffix(".bindings.toml")))
    done = run_linguine("generate", str(STATION), *bindings, *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    alone = tmp_path / "station.cddl"
    alone.write_bytes(STATION.read_bytes())
    done = run_linguine("generate", str(alone), *options)
    assert done.returncode == 1
    assert "unnamed-one-of" in done.stderr
    done = run_linguine("generate", str(STATION), *options, "--check")
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()
