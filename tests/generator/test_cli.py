"""The command line: exit codes, formats, files that cannot be read."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

from cddl_helpers import GENERATOR, METHODS, NOODLES
from linguine.source_files import MAX_FILE_BYTES

GOOD = "root = { a: int }\n"
ERROR = "root = { a: missing }\n"
WARNING = "root = { a: int }\nunused = int\n"


def run(
    *arguments: str, cwd: pathlib.Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs `python3 -m linguine`."""
    return subprocess.run(
        [sys.executable, "-m", "linguine", *arguments],
        capture_output=True,
        cwd=cwd,
        encoding="utf-8",
        env=_environment(),
        timeout=60,
        check=False,
    )


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(GENERATOR),
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.fixture
def specification(tmp_path: pathlib.Path):
    """Writes a specification and returns its path."""

    def write(text: str | bytes, name: str = "a.cddl") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return write


def test_success(specification) -> None:
    result = run("check", specification(GOOD))
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == "0 errors, 0 warnings\n"


def test_the_specification() -> None:
    result = run("check", "--werror", str(NOODLES), str(METHODS))
    assert (result.returncode, result.stdout) == (0, "")


def test_an_error_fails(specification) -> None:
    path = specification(ERROR)
    result = run("check", path)
    assert result.returncode == 1
    assert result.stdout.startswith(
        f"{path}:1:13: error: 'missing' is not defined ["
    )
    assert result.stderr == "1 error, 0 warnings\n"


def test_file_names_are_printed_as_given(
    tmp_path: pathlib.Path, specification
) -> None:
    specification(ERROR, "x.cddl")
    result = run("check", "./x.cddl", cwd=tmp_path)
    assert result.stdout.startswith("./x.cddl:1:13: error:")


def test_a_warning_fails_only_if_asked_to(specification) -> None:
    path = specification(WARNING)
    assert run("check", path).returncode == 0
    assert run("check", "--werror", path).returncode == 1


def test_several_files_are_one_specification(specification) -> None:
    first = specification("root = { a: other }\n", "1.cddl")
    second = specification("other = int\n", "2.cddl")
    assert run("check", first, second).returncode == 0
    assert run("check", first).returncode == 1


def test_json(specification) -> None:
    path = specification(WARNING)
    result = run("check", "--format", "json", path)
    assert result.returncode == 0
    report = json.loads(result.stdout)
    assert (report["errors"], report["warnings"]) == (0, 1)
    (finding,) = report["findings"]
    assert finding["code"] == "unused-rule"
    assert (finding["file"], finding["line"], finding["column"]) == (path, 2, 1)
    assert (finding["severity"], finding["length"]) == ("warning", 6)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["unknown"],
        ["check", "--unknown", "x"],
        ["check", "--format", "x", "y"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stderr.startswith("usage: linguine")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]])
def test_help(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 0
    assert "usage: linguine" in result.stdout
    assert "check" in result.stdout


def test_a_missing_file(tmp_path: pathlib.Path) -> None:
    path = str(tmp_path / "missing.cddl")
    result = run("check", path)
    assert result.returncode == 2
    assert result.stdout.startswith(
        f"{path}: error: cannot read the file: No such file"
    )


def test_a_directory(tmp_path: pathlib.Path) -> None:
    result = run("check", str(tmp_path))
    assert result.returncode == 2
    assert "cannot read the file: Is a directory" in result.stdout


def test_invalid_utf8(specification) -> None:
    path = specification(b"a = int\n; \xc3\xa9\xff\n")
    result = run("check", path)
    assert result.returncode == 2
    assert result.stdout.startswith(
        f"{path}:2:4: error: byte 0xff is not valid UTF-8"
    )


def test_an_oversized_file(specification) -> None:
    path = specification(GOOD + " " * (MAX_FILE_BYTES - len(GOOD)))
    assert run("check", path).returncode == 0
    path = specification(GOOD + " " * (MAX_FILE_BYTES - len(GOOD) + 1))
    result = run("check", path)
    assert result.returncode == 2
    assert f"larger than {MAX_FILE_BYTES} bytes" in result.stdout


def test_an_unreadable_file_outweighs_other_errors(specification) -> None:
    result = run("check", specification("a = ]\n"), "missing.cddl")
    assert result.returncode == 2
    assert "[syntax]" in result.stdout and "[unreadable-file]" in result.stdout


def test_findings_in_a_narrow_encoding(specification) -> None:
    environment = {**_environment(), "PYTHONIOENCODING": "ascii"}
    result = subprocess.run(
        [sys.executable, "-m", "linguine", "check", specification("é = ü")],
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert b"\\xe9" in result.stdout and b"Traceback" not in result.stderr


def test_a_reader_that_goes_away(specification) -> None:
    lines = "".join(f"r{index} = int\n" for index in range(5000))
    path = specification(lines)
    process = subprocess.Popen(
        [sys.executable, "-m", "linguine", "check", path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert b"Traceback" not in errors and b"BrokenPipe" not in errors


def test_check_finds_what_generate_would_refuse(specification) -> None:
    path = specification("root = {\n  ( a: uint // b: tstr ),\n}\n")
    result = run("check", path)
    assert result.returncode == 1
    assert f"{path}:2:3: error: the one-of in root has no name" in result.stdout


def test_check_reads_the_bindings_beside_each_file(specification) -> None:
    text = "root = {\n  ( a: uint // b: tstr ),\n}\n"
    path = specification(text)
    other = specification("Other = { c: int }\nM = { d: Other }\n", "b.cddl")
    specification('[one_ofs]\n"root.a" = "choice"\n', "a.bindings.toml")
    stale = specification('[lists]\nnames = ["M.c"]\n', "b.bindings.toml")
    result = run("check", path, other)
    assert "has no name" not in result.stdout
    assert f"{stale}:2:" in result.stdout
    assert "[unused-binding]" in result.stdout
