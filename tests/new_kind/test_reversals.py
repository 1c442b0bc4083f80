"""Revisions of the published text turned back: what went breaks who used it,
and nobody else.

All are turned back at once, the bindings are generated, and the compiler reads
all code of the runtime. Each line that fails must have a word of what went.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from copied_tree import BUILD, TREE, WORK, generate_cpp, generate_typescript
from node_tools import ROOT
from reversals import REVERSALS, Reversal, replaced

# Rooms without a word of the specification need not be read.
ROOMS = ("state", "calls", "json", "server", "client", "geometry")
_ERROR = re.compile(r"^(/\S+?):(\d+):\d+: error: (.*)", re.MULTILINE)


def turn_back(folder: Path, reversals: tuple[Reversal, ...]) -> Path:
    """A folder with the specifications as they were before the revisions."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        path.name: path.read_text()
        for path in (ROOT / "spec").iterdir()
        if path.suffix in (".cddl", ".toml")
    }
    for one in reversals:
        for name, replacements in (
            ("noodles.cddl", one.protocol),
            ("noodles.bindings.toml", one.protocol_bindings),
            ("methods.cddl", one.methods),
        ):
            texts[name] = replaced(texts[name], replacements)
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("one", REVERSALS, ids=lambda one: one.name)
def test_each_is_generated(one: Reversal, tmp_path: Path) -> None:
    spec = turn_back(tmp_path / "spec", (one,))
    generate_cpp(spec, tmp_path / "cpp")
    generate_typescript(spec, tmp_path / "typescript")
    codecs = (tmp_path / "cpp/noodles/protocol").glob("*_codec.cc")
    assert list(codecs)


def commands(generated: Path, folder: Path) -> list[list[str]]:
    """The commands with which the compiler reads the runtime with other
    generated code, and that code; `folder` is for files of their own.
    """
    stubs = folder / "stubs"
    for header in (TREE / "generated").rglob("*.h"):
        name = header.relative_to(TREE / "generated")
        if not (generated / name).exists():
            # A header that is gone must not hide what stands behind it.
            (stubs / name).parent.mkdir(parents=True, exist_ok=True)
            (stubs / name).write_text("")
    whole = folder / "generated.cc"
    sources = sorted(generated.rglob("*.cc"))
    whole.write_text("".join(f'#include "{path}"\n' for path in sources))
    found = []
    entries = json.loads((BUILD / "compile_commands.json").read_text())
    for entry in entries:
        file = entry["file"]
        rooms = [f"/tree/runtime/noodles/{room}/" for room in ROOMS]
        if not any(room in file for room in (*rooms, "/tree/runtime/tool/")):
            continue
        words = shlex.split(entry["command"])
        words = words[words.index(os.environ["NOODLES_CXX_COMPILER"]) :]
        words = [
            word.replace(f"{TREE}/generated", str(generated))
            for word in words[: words.index("-o")]
            if word != "-Werror"
        ]
        words += [f"-I{stubs}", "-w", "-fmax-errors=0", "-fsyntax-only"]
        found.append([*words, file])
    found.append([*found[0][:-1], str(whole)])
    return found


def errors_of(command: list[str]) -> tuple[str, list[tuple[str, int, str]]]:
    """What the compiler says, and its errors: file, line and words."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [
        (file, int(line), message)
        for file, line, message in _ERROR.findall(done.stderr)
    ]
    assert (done.returncode == 0) == (not found), done.stderr[:4000]
    return done.stderr, found


def uses(one: Reversal, file: str, line: int, message: str) -> bool:
    """Whether the function around a line, up to the line, or the error has a
    word that went.
    """
    lines = Path(file).read_text().splitlines()[: line + 1]
    first = next(
        (
            number
            for number in range(line - 1, -1, -1)
            if re.match(r"[A-Za-z]", lines[number])
        ),
        0,
    )
    return (
        re.search(one.words, "\n".join([*lines[first:], message])) is not None
    )


def test_only_users_of_what_went_fail(tree: Path, tmp_path: Path) -> None:
    spec = turn_back(tmp_path / "spec", REVERSALS)
    generated = tmp_path / "generated"
    generate_cpp(spec, generated)
    runs = commands(generated, tmp_path)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(errors_of, runs))
    places = {place for _, found in results for place in found}
    failing = {one.name: set[str]() for one in REVERSALS}
    strangers = []
    for file, line, message in sorted(places):
        at = f"{file.removeprefix(f'{tree}/')}:{line}"
        names = [
            one.name for one in REVERSALS if uses(one, file, line, message)
        ]
        for name in names:
            failing[name].add(at)
        if not names:
            strangers.append(f"{at}: {message}")
    report = "".join(
        f"{name}: {len(lines)} lines\n"
        + "".join(f"  {line}\n" for line in sorted(lines))
        for name, lines in failing.items()
    )
    (WORK / "reversals.txt").write_text(report)
    assert not strangers, "\n".join(strangers)
    # Generated code stands without what went.
    assert not results[-1][1], results[-1][0][:4000]
    # What some revisions brought, such as `visible`, has no user here.
    assert sum(bool(lines) for lines in failing.values()) > 5, report
