"""The format of generated code, and the fingerprint of a specification."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess

import pytest

from cddl_helpers import NOODLES, REPOSITORY
from linguine.diagnostics import Diagnostics
from linguine.emit.code_format import CODE_FORMAT, fingerprint_of
from linguine.pipeline import load_model

CPP = "runtime/noodles/base/generated_code_format.h"
TYPESCRIPT = "runtime/typescript/src/cbor/code_format.ts"
GENERATED = (
    "generated/noodles/protocol/fingerprint.h",
    "generated/noodles/interfaces/fingerprint.h",
    "generated/typescript/protocol/fingerprint.ts",
    "generated/typescript/interfaces/fingerprint.ts",
)
TEXT = """\
; ==== news
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgA )
; Words.
MsgA = { a: int }
"""


def read(path: str) -> str:
    """A file of the repository."""
    return (REPOSITORY / path).read_text(encoding="utf-8")


def test_all_have_the_same_format() -> None:
    assert f"kGeneratedCodeFormat = {CODE_FORMAT};" in read(CPP)
    assert f"type CodeFormat = {CODE_FORMAT};" in read(TYPESCRIPT)


def test_languages_have_the_same_fingerprint() -> None:
    found = [
        re.findall(r'"([0-9a-f]{16})"', read(path))[0] for path in GENERATED
    ]
    assert found[0] == found[2] and found[1] == found[3]
    assert found[0] != found[1]


def fingerprint(folder: pathlib.Path, text: str, bindings: str = "") -> str:
    """That of a specification."""
    path = folder / "some.cddl"
    path.write_text(text, encoding="utf-8")
    beside = folder / "some.toml"
    beside.write_text(bindings, encoding="utf-8")
    diagnostics = Diagnostics()
    model = load_model([str(path)], str(beside), diagnostics)
    assert model is not None, diagnostics.render()
    return fingerprint_of(model)


def test_what_a_fingerprint_tells_apart(tmp_path: pathlib.Path) -> None:
    first = fingerprint(tmp_path, TEXT)
    for old, new in (
        ("; Words.", "; Other words.\n"),
        ("; ==== news", "; ==== events"),
        ("{ a: int }", "{\n  a: int,\n}"),
    ):
        assert old in TEXT
        assert fingerprint(tmp_path, TEXT.replace(old, new)) == first
    for old, new in (
        ("a: int", "a: uint"),
        ("a: int", "? a: int"),
        ("a: int", "? a: int .default 1"),
        ("( 0,", "( 1,"),
        ("MsgA", "MsgB"),
    ):
        assert fingerprint(tmp_path, TEXT.replace(old, new)) != first
    alias = '[aliases]\n"MsgA.a" = ["b"]\n'
    assert fingerprint(tmp_path, TEXT, alias) != first


def compiled(folder: pathlib.Path, header: str) -> str:
    """The errors of a compiler for generated code with a runtime whose format
    is in `header`."""
    compiler = shutil.which("c++") or shutil.which("g++")
    if compiler is None:
        pytest.skip("there is no C++ compiler")
    other = folder / "noodles" / "base" / "generated_code_format.h"
    other.parent.mkdir(parents=True)
    other.write_text(header, encoding="utf-8")
    source = folder / "program.cc"
    source.write_text(
        '#include "noodles/protocol/fingerprint.h"\n'
        "static_assert(noodles::kNoodlesProtocolFingerprint.size() == 16);\n",
        encoding="utf-8",
    )
    result = subprocess.run(
        [
            *(compiler, "-std=c++20", "-fsyntax-only", f"-I{folder}"),
            *(f"-I{REPOSITORY}/generated", str(source)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return result.stderr


def test_another_runtime_does_not_compile(tmp_path: pathlib.Path) -> None:
    header = read(CPP)
    assert compiled(tmp_path / "same", header) == ""
    other = header.replace(f"= {CODE_FORMAT};", f"= {CODE_FORMAT + 1};")
    errors = compiled(tmp_path / "other", other)
    assert (
        "noodles/protocol was generated for another version of the runtime "
        "than the one that is included: generate it again with the linguine "
        "that belongs to this runtime"
    ) in errors
    assert errors.count("error:") == 1


@pytest.mark.parametrize("folder", ["protocol", "interfaces"])
def test_all_code_looks_at_the_format(folder: str) -> None:
    """Whatever is used of it, the check is made."""
    path = REPOSITORY / "generated" / "noodles" / folder
    sources = [
        one
        for one in (*path.glob("*.cc"), *path.glob("*_codec.h"))
        if not includes(path, one.name, set())
    ]
    assert sources == []


def includes(folder: pathlib.Path, name: str, seen: set[str]) -> bool:
    """Whether a file includes the check, through others of any folder."""
    if name in seen:
        return False
    seen.add(name)
    text = (folder / name).read_text(encoding="utf-8")
    found = re.findall(r'#include "(noodles/(?:protocol|interfaces)/.*)"', text)
    if any(one.endswith("/fingerprint.h") for one in found):
        return True
    root = folder.parents[1]
    return any(
        includes((root / one).parent, (root / one).name, seen) for one in found
    )


def test_the_specification_is_named_in_its_fingerprint_file() -> None:
    text = read(GENERATED[0])
    assert f"Generated from {NOODLES.name}" in text
