"""Whatever `check` accepts compiles, and its values come back as they were.

The specifications of a batch are compiled in one translation unit, together
with the runtime that they need.
"""

from __future__ import annotations

import json
import os
import pathlib
import subprocess

import pytest

from cddl_helpers import REPOSITORY, run_linguine
from random_specification import Maker

_WANTED = 14
_MOST_TRIED = 60
_RUNTIME = REPOSITORY / "runtime"

# Reads each message of a frame as a structure, and writes it again.
_PROGRAM = """\
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

template <class Message>
int Check(const char* name, const std::vector<uint8_t>& bytes) {
  noodles::cbor::Reader reader(bytes);
  Message message;
  if (!Read(reader, message)) {
    std::printf("%s: not read\\n", name);
    return 1;
  }
  noodles::cbor::Writer writer;
  Write(writer, message);
  const noodles::Bytes written = writer.Take();
  if (std::vector<uint8_t>(written.begin(), written.end()) != bytes) {
    std::printf("%s: other bytes were written\\n", name);
    return 1;
  }
  return 0;
}
"""


def _generate(
    folder: pathlib.Path, seed: int
) -> tuple[str, list[dict[str, object]]] | None:
    """The sources of a specification, and its vectors; None if refused."""
    name = f"s{seed}"
    text, bindings = Maker(seed).make()
    path = folder / f"{name}.cddl"
    path.write_text(text, encoding="utf-8")
    bound = folder / f"{name}.bindings.toml"
    bound.write_text(bindings, encoding="utf-8")
    arguments = [str(path), "--bindings", str(bound)]
    checked = run_linguine("check", *arguments, "--language", "cpp")
    assert checked.returncode in (0, 1), checked.stderr
    generated = run_linguine(
        *("generate", *arguments, "--output", str(folder)),
        *("--include-prefix", name, "--namespace", name),
    )
    # Both say the same.
    assert generated.returncode == checked.returncode, generated.stderr
    if checked.returncode != 0:
        return None
    vectors = run_linguine("vectors", *arguments)
    assert vectors.returncode == 0, vectors.stderr
    sources = sorted((folder / name).glob("*.cc"))
    includes = "".join(f'#include "{source}"\n' for source in sources)
    return includes, json.loads(vectors.stdout)["messages"]


def _checks(seed: int, vectors: list[dict[str, object]]) -> list[str]:
    lines = []
    for vector in vectors:
        # [number, content]: the number has one byte.
        content = bytes.fromhex(str(vector["bytes"]))[2:]
        values = ", ".join(str(byte) for byte in content)
        message = vector["message"]
        lines.append(
            f'  faults += Check<s{seed}::{message}>("s{seed} {message} '
            f'{vector["case"]}", {{{values}}});'
        )
    return lines


@pytest.mark.skipif(
    "NOODLES_CXX_COMPILER" not in os.environ, reason="needs a C++ compiler"
)
def test_what_check_accepts_compiles_and_means_something(
    tmp_path: pathlib.Path,
) -> None:
    includes, checks, accepted = "", [], 0
    for seed in range(_MOST_TRIED):
        made = _generate(tmp_path, seed)
        if made is None:
            continue
        includes += made[0]
        checks += _checks(seed, made[1])
        accepted += 1
        if accepted == _WANTED:
            break
    assert accepted == _WANTED
    assert len(checks) > 2 * _WANTED
    runtime = [
        *sorted((_RUNTIME / "noodles/cbor").glob("*.cc")),
        *sorted((_RUNTIME / "noodles/cbor/heads").glob("*.cc")),
        *sorted((_RUNTIME / "noodles/base").rglob("b*.cc")),
    ]
    source = tmp_path / "all.cc"
    source.write_text(
        includes
        + _PROGRAM
        + "int main() {\n  int faults = 0;\n"
        + "\n".join(checks)
        + "\n  return faults == 0 ? 0 : 1;\n}\n",
        encoding="utf-8",
    )
    program = tmp_path / "program"
    compiled = subprocess.run(
        [
            *(os.environ["NOODLES_CXX_COMPILER"], "-std=c++20", "-O0"),
            *("-Wall", "-Wextra", "-Werror", f"-I{tmp_path}"),
            *(f"-I{_RUNTIME}", f"-I{REPOSITORY / 'generated'}"),
            *map(str, [source, *runtime]),
            *("-lcbor", "-o", str(program)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert compiled.returncode == 0, compiled.stderr[:4000]
    ran = subprocess.run(
        [str(program)], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.returncode) == ("", 0)
