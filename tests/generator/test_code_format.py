"""The format of generated code, and the fingerprint of a specification."""

from __future__ import annotations

import pathlib
import re
import shutil
import subprocess

import pytest

import node_tools
from cddl_helpers import NOODLES, REPOSITORY, run_linguine
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
        re.findall(r'"([0-9a-f]{16})";', read(path))[0] for path in GENERATED
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


# --- imported specifications ----------------------------------------------

OWN = "Lamp = { at: Vec3, ? colour: Colour }\nVec3 = [ 3*3 float ]\n"
COLOURS = 'Colour = "RED" / "GREEN"\nSize = uint\n'
USER = "House = { lamps: [ + Lamp ] }\n"


def generate(folder: pathlib.Path, name: str, *options: str) -> None:
    """Runs `linguine generate` in a folder."""
    done = run_linguine(
        *("generate", str(folder / f"{name}.cddl"), *options), cwd=folder
    )
    assert done.returncode == 0, done.stderr


def imported(name: str, language: str) -> list[str]:
    """The options for an import."""
    if language == "typescript":
        return ["--import", f"{name}.cddl=../{name}/index.js"]
    options = ["--import", f"{name}.cddl={name}"]
    return [*options, "--import-namespace", f"{name}=n::{name}"]


def write_all(folder: pathlib.Path, language: str) -> None:
    """Writes code for a specification that imports one that imports another."""
    for name, text in (("colours", COLOURS), ("own", OWN), ("user", USER)):
        (folder / f"{name}.cddl").write_text(text, encoding="utf-8")
    colours, own = imported("colours", language), imported("own", language)
    for name, imports in (
        ("colours", []),
        ("own", colours),
        ("user", [*own, *colours]),
    ):
        generate_again(folder, name, language, imports)


def generate_again(
    folder: pathlib.Path, name: str, language: str, imports: list[str]
) -> None:
    """Writes the code of one of the specifications."""
    options = ["--language", language, *imports, "--output"]
    if language == "typescript":
        generate(folder, name, *options, str(folder / name))
    else:
        names = ["--include-prefix", name, "--namespace", f"n::{name}"]
        generate(folder, name, *options, str(folder), *names)


def errors_of_compiler(folder: pathlib.Path) -> list[str]:
    """The errors in a program that includes the last of the specifications."""
    compiler = shutil.which("c++") or shutil.which("g++")
    if compiler is None:
        pytest.skip("there is no C++ compiler")
    source = folder / "program.cc"
    source.write_text('#include "user/types.h"\n', encoding="utf-8")
    result = subprocess.run(
        [
            *(compiler, "-std=c++20", "-fsyntax-only", f"-I{folder}"),
            *(f"-I{REPOSITORY}/runtime", str(source)),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return [line for line in result.stderr.splitlines() if "error:" in line]


def change(folder: pathlib.Path, name: str, old: str, new: str) -> None:
    """Changes a specification."""
    path = folder / f"{name}.cddl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_code_beside_another_version_of_an_import(
    tmp_path: pathlib.Path,
) -> None:
    write_all(tmp_path, "cpp")
    assert errors_of_compiler(tmp_path) == []
    # A comment, and what the others do not use, change the first file alone.
    change(tmp_path, "own", "Lamp =", "; Words.\nLamp =")
    generate_again(tmp_path, "own", "cpp", imported("colours", "cpp"))
    assert errors_of_compiler(tmp_path) == []
    change(tmp_path, "own", "? colour", "colour")
    generate_again(tmp_path, "own", "cpp", imported("colours", "cpp"))
    errors = errors_of_compiler(tmp_path)
    assert len(errors) == 1
    assert (
        "user was generated with another version of the specification of own "
        "than the code that is included: generate both again from the same "
        "files"
    ) in errors[0]
    both = [*imported("colours", "cpp"), *imported("own", "cpp")]
    generate_again(tmp_path, "user", "cpp", both)
    assert errors_of_compiler(tmp_path) == []


def test_code_beside_another_version_of_what_an_import_imports(
    tmp_path: pathlib.Path,
) -> None:
    """Each of those that import it tells."""
    write_all(tmp_path, "cpp")
    change(tmp_path, "colours", '"GREEN"', '"BLUE"')
    generate_again(tmp_path, "colours", "cpp", [])
    errors = errors_of_compiler(tmp_path)
    assert len(errors) == 2
    assert "own was generated with" in errors[0]
    assert "user was generated with" in errors[1]
    assert all("the specification of colours" in line for line in errors)


def test_modules_beside_another_version_of_an_import(
    tmp_path: pathlib.Path,
) -> None:
    node_tools.require()
    write_all(tmp_path, "typescript")
    index = tmp_path / "user" / "index.ts"
    node_tools.check_types(tmp_path, index)
    change(tmp_path, "own", "? colour", "colour")
    own = imported("colours", "typescript")
    generate_again(tmp_path, "own", "typescript", own)
    with pytest.raises(AssertionError) as caught:
        node_tools.check_types(tmp_path, index)
    assert (
        "this code was generated with another version of an imported "
        "specification than the code that it imports"
    ) in str(caught.value)


def test_languages_agree_on_imports(tmp_path: pathlib.Path) -> None:
    """Whatever the order of the imports."""
    for language in ("cpp", "typescript"):
        (tmp_path / language).mkdir()
        write_all(tmp_path / language, language)
    found = [
        re.findall(r'"([0-9a-f]{16})"', path.read_text(encoding="utf-8"))
        for path in (
            tmp_path / "cpp" / "user" / "fingerprint.h",
            tmp_path / "typescript" / "user" / "fingerprint.ts",
        )
    ]
    assert len(found[0]) == 3
    assert set(found[0]) == set(found[1])


def test_the_code_of_noodles_looks_at_what_it_imports() -> None:
    for path, other in (
        ("interfaces", "protocol"),
        ("journal", "interfaces"),
    ):
        text = read(f"generated/noodles/{path}/fingerprint.h")
        expected = re.findall(
            r'"([0-9a-f]{16})";',
            read(f"generated/noodles/{other}/fingerprint.h"),
        )
        assert f'#include "noodles/{other}/fingerprint.h"' in text
        assert f'"{expected[0]}"' in text


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--import", "user.cddl=other"], "the specification imports itself"),
        (["--import", "./user.cddl=other"], "the specification imports itself"),
        (
            ["--import", "own.cddl=a", "--import", "./own.cddl=b"],
            "own.cddl: error: the file is imported twice",
        ),
        (["--import", "own.cddl=a"], "'Colour' is not defined"),
        (["--import", "unused.cddl=a"], "'Lamp' is not defined"),
        (["--import", "gone.cddl=a"], "cannot read the file"),
        (["--import", "folder=a"], "cannot read the file"),
        (["--import", "own.cddl"], "is not FILE=PATH"),
        (["--import-namespace", "a=b"], "no --import with this folder"),
        (["--import-namespace", "a=b-c"], "is not PATH=NAMESPACE"),
        (["--import", "own.cddl=user"], "where this code would be"),
        (["--import", 'own.cddl=a"b'], "is none for #include"),
        (
            [
                *("--import", "own.cddl=a", "--import", "colours.cddl=b"),
                *("--import", "again.cddl=c"),
            ],
            "'Lamp' means something else in own.cddl, which is imported too",
        ),
        (
            ["--import", "broken.cddl=a", "--import", "colours.cddl=b"],
            "the imported specification has errors: nothing refers to 'More'",
        ),
    ],
)
def test_imports_that_are_refused(
    options: list[str], expected: str, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "folder").mkdir()
    for name, text in (
        ("user", USER),
        ("own", OWN),
        ("colours", COLOURS),
        ("unused", "Other = uint\n"),
        ("again", OWN.replace("? colour", "colour")),
        ("broken", f"{OWN}More = {{ a: Gone }}\n"),
    ):
        (tmp_path / f"{name}.cddl").write_text(text, encoding="utf-8")
    done = run_linguine(
        *("generate", "user.cddl", "--output", "out", *options),
        *("--include-prefix", "user"),
        cwd=tmp_path,
    )
    assert done.returncode in (1, 2)
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
