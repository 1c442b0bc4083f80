"""Generated files: goldens, freshness, determinism, and what goes wrong."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from cddl_helpers import GENERATOR
from linguine.emit.output import MANIFEST, compare, write

REPOSITORY = GENERATOR.parent
GOLDEN = pathlib.Path(__file__).parent / "golden"
CLANG_FORMAT = pathlib.Path(sys.executable).with_name("clang-format")

STATION = [
    str(GOLDEN / "station.cddl"),
    "--bindings",
    str(GOLDEN / "station.bindings.toml"),
    "--include-prefix",
    "station",
    "--namespace",
    "station",
]
# Two versions of a specification, for versions_test.cc.
VERSIONS = [
    [
        *(str(GOLDEN / f"{name}.cddl"), "--bindings"),
        str(GOLDEN / f"{name}.bindings.toml"),
        *("--include-prefix", name, "--namespace", name),
    ]
    for name in ("earlier", "later")
]
LAB = [
    str(GOLDEN / "lab.cddl"),
    "--bindings",
    str(GOLDEN / "lab.bindings.toml"),
    "--import",
    "spec/noodles.cddl=noodles/protocol",
    "--include-prefix",
    "lab",
    "--namespace",
    "lab",
]
PROTOCOL = ["spec/noodles.cddl", "--bindings", "spec/noodles.bindings.toml"]
METHODS = [
    "spec/methods.cddl",
    "--bindings",
    "spec/methods.bindings.toml",
    "--import",
    "spec/noodles.cddl=noodles/protocol",
]
CPP = ["--output", "generated", "--clang-format", str(CLANG_FORMAT)]
TYPESCRIPT = ["--language", "typescript"]
COMMITTED = {
    "noodles/protocol": [*PROTOCOL, *CPP],
    "noodles/interfaces": [
        *METHODS,
        *CPP,
        "--include-prefix",
        "noodles/interfaces",
    ],
    "noodles/journal": [
        "spec/journal.cddl",
        "--bindings",
        "spec/journal.bindings.toml",
        "--import",
        "spec/noodles.cddl=noodles/protocol",
        "--import",
        "spec/methods.cddl=noodles/interfaces",
        *CPP,
        "--include-prefix",
        "noodles/journal",
    ],
    "typescript/protocol": [
        *PROTOCOL,
        *TYPESCRIPT,
        "--output",
        "generated/typescript/protocol",
    ],
    "typescript/interfaces": [
        *METHODS[:-1],
        "spec/noodles.cddl=linguine-noodles/protocol",
        *TYPESCRIPT,
        "--output",
        "generated/typescript/interfaces",
    ],
}


def generate(
    *arguments: str, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Runs `linguine generate`; `changes` are set in its environment."""
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR), **changes}
    return subprocess.run(
        [sys.executable, "-m", "linguine", "generate", *arguments],
        capture_output=True,
        cwd=REPOSITORY,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )


def contents(folder: pathlib.Path) -> dict[str, bytes]:
    """Every file below the folder by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# -------------------------------------------------------------- what it makes


def test_golden(tmp_path: pathlib.Path) -> None:
    """LINGUINE_REGENERATE=1 writes the goldens anew, for a review."""
    target = (
        GOLDEN / "expected"
        if os.environ.get("LINGUINE_REGENERATE")
        else tmp_path
    )
    for golden in (STATION, LAB, *VERSIONS):
        result = generate(
            *golden,
            "--output",
            str(target),
            "--clang-format",
            str(CLANG_FORMAT),
        )
        assert (result.returncode, result.stderr) == (
            0,
            "0 errors, 0 warnings\n",
        )
    assert contents(target) == contents(GOLDEN / "expected")


@pytest.mark.parametrize("name", COMMITTED)
def test_committed_code_is_fresh(name: str) -> None:
    result = generate(*COMMITTED[name], "--check")
    assert (result.returncode, result.stderr.strip()) == (
        0,
        "0 errors, 0 warnings",
    ), result.stdout
    assert result.stdout.startswith(f"generated/{name}: ")


def test_same_bytes_whatever_the_surroundings(tmp_path: pathlib.Path) -> None:
    made = []
    for number, (seed, zone) in enumerate(
        [("0", "UTC"), ("4711", "Pacific/Kiritimati")]
    ):
        copy = tmp_path / f"copy{number}"
        copy.mkdir()
        for name in ("station.cddl", "station.bindings.toml"):
            shutil.copy(GOLDEN / name, copy)
        result = generate(
            str(copy / "station.cddl"),
            "--bindings",
            str(copy / "station.bindings.toml"),
            "--output",
            str(copy / "out"),
            PYTHONHASHSEED=seed,
            TZ=zone,
            LC_ALL="C",
        )
        assert result.returncode == 0, result.stderr
        made.append(contents(copy / "out"))
    assert made[0] == made[1]
    assert len(made[0]) > 20


def test_no_file_says_where_or_when_it_was_made() -> None:
    for path, content in contents(REPOSITORY / "generated").items():
        assert str(REPOSITORY).encode() not in content, path
        assert b"202" not in content, path


# ---------------------------------------------------------- putting it in place


def test_second_run_touches_nothing(tmp_path: pathlib.Path) -> None:
    arguments = [*STATION, "--output", str(tmp_path)]
    generate(*arguments)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    result = generate(*arguments)
    assert "29 files, 0 touched" in result.stdout
    assert {
        path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")
    } == before


def test_check_names_what_is_missing_stale_and_left_over(
    tmp_path: pathlib.Path,
) -> None:
    arguments = [*STATION, "--output", str(tmp_path)]
    generate(*arguments)
    folder = tmp_path / "station"
    (folder / "ids.h").unlink()
    with (folder / "probes.h").open("a") as file:
        file.write("// changed by hand\n")
    (folder / "old_topic.h").write_text("// of an earlier specification\n")
    with (folder / MANIFEST).open("a") as file:
        file.write("old_topic.h\n")
    stranger = folder / "somebody_elses.txt"
    stranger.write_text("keep me\n")

    result = generate(*arguments, "--check")
    assert result.returncode == 1
    assert f"missing: {folder}/ids.h\n" in result.stdout
    assert f"stale: {folder}/probes.h\n" in result.stdout
    assert f"left over: {folder}/old_topic.h\n" in result.stdout
    assert not (folder / "ids.h").exists()

    result = generate(*arguments)
    assert result.returncode == 0
    assert f"removed: {folder}/old_topic.h\n" in result.stdout
    assert not (folder / "old_topic.h").exists()
    assert stranger.read_text() == "keep me\n"
    assert generate(*arguments, "--check").returncode == 0


def test_manifest_cannot_reach_outside(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    outside = tmp_path / "precious.txt"
    outside.write_text("mine")
    (folder / MANIFEST).write_text(f"../precious.txt\n{outside}\n")
    assert compare(folder, {}).removed == []
    write(folder, {})
    assert outside.read_text() == "mine"


def test_interrupted_write_leaves_each_file_old_or_new(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"a.h": "old a\n", "b.h": "old b\n", "c.h": "old c\n"}
    new = {"a.h": "new a\n", "b.h": "new b\n", "c.h": "new c\n"}
    for failing in range(4):
        folder = tmp_path / str(failing)
        write(folder, old)
        calls = 0
        replace = pathlib.Path.replace

        def interrupted(
            source: pathlib.Path,
            target: pathlib.Path,
            *,
            failing: int = failing,
            replace: Callable[..., pathlib.Path] = replace,
        ) -> pathlib.Path:
            nonlocal calls
            calls += 1
            if calls > failing:
                raise KeyboardInterrupt
            return replace(source, target)

        monkeypatch.setattr(pathlib.Path, "replace", interrupted)
        if failing < 3:
            with pytest.raises(KeyboardInterrupt):
                write(folder, new)
        else:
            write(folder, new)
        monkeypatch.undo()
        found = {
            path: text
            for path, text in contents(folder).items()
            if path != MANIFEST
        }
        assert set(found) == set(old)
        assert (
            sum(text.startswith(b"new") for text in found.values()) == failing
        )


# ------------------------------------------------------------------ languages


def test_an_own_specification_needs_no_options(tmp_path: pathlib.Path) -> None:
    """The folder and the imports follow from the file."""
    lamp = REPOSITORY / "examples" / "own_methods" / "lamp.cddl"
    environment = {**os.environ, "PYTHONPATH": str(GENERATOR)}
    subprocess.run(
        [sys.executable, "-m", "linguine", "generate", *TYPESCRIPT, str(lamp)],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    assert sorted(contents(tmp_path)) == [
        f"lamp/{name}"
        for name in (
            MANIFEST,
            "fingerprint.ts",
            "index.ts",
            "lamp_methods.ts",
            "lamp_signals.ts",
            "lamps.ts",
        )
    ]
    text = (tmp_path / "lamp" / "lamps.ts").read_text()
    assert 'import type { RGB } from "linguine-noodles/protocol";' in text


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--namespace", "my-pumps"),
        ("--namespace", "noodles::2d"),
        ("--namespace", "noodles::class"),
        ("--namespace", "noodles::errno"),
        ("--namespace", "noodles:pumps"),
        ("--namespace", ""),
        ("--include-prefix", 'my"pumps'),
        ("--include-prefix", "../pumps"),
        ("--include-prefix", "my pumps"),
        ("--include-prefix", "pumps//more"),
    ],
)
def test_names_of_namespaces_and_folders(
    option: str, value: str, tmp_path: pathlib.Path
) -> None:
    """noodles_generate makes them from the names of files."""
    output = tmp_path / "out"
    done = generate(*STATION, "--output", str(output), option, value)
    assert done.returncode == 2
    assert f"{value!r} is no" in done.stderr
    assert option in done.stderr
    assert not output.exists()


@pytest.mark.parametrize(
    ("namespace", "taken"),
    [
        ("std", "std"),
        ("mine::std", "std"),
        ("noodles::absl", "absl"),
        ("noodles::cbor", "cbor"),
        ("noodles::noodles", "noodles"),
        ("mine::noodles", "noodles"),
        ("noodles::state_internal", "state_internal"),
    ],
)
def test_namespaces_that_would_hide_others(
    namespace: str, taken: str, tmp_path: pathlib.Path
) -> None:
    output = tmp_path / "out"
    done = generate(*STATION, "--output", str(output), "--namespace", namespace)
    assert done.returncode == 2
    assert f"{namespace!r}, {taken!r} would hide" in done.stderr
    assert not output.exists()


def test_bindings_beside_the_file(tmp_path: pathlib.Path) -> None:
    """They count as if --bindings named them, in the note of the files too."""
    for name in ("station.cddl", "station.bindings.toml"):
        (tmp_path / name).write_bytes((GOLDEN / name).read_bytes())
    file = tmp_path / "station.cddl"
    beside = tmp_path / "station.bindings.toml"
    for language in ("cpp", "typescript"):
        options = (str(file), "--language", language, "--output")
        found, given = tmp_path / "found", tmp_path / "given"
        done = generate(*options, str(found))
        assert done.returncode == 0, done.stderr
        done = generate(*options, str(given), "--bindings", str(beside))
        assert done.returncode == 0, done.stderr
        assert _contents(found) == _contents(given)


def _contents(folder: pathlib.Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([*TYPESCRIPT, "--namespace", "a"], "--namespace belongs to --lang"),
        ([*TYPESCRIPT, "--include-prefix", "a"], "--include-prefix belongs to"),
        ([*TYPESCRIPT, "--clang-format", "a"], "--clang-format belongs to"),
        ([], "C++ needs --output"),
        (["--language", "cobol"], "invalid choice: 'cobol'"),
    ],
)
def test_options_of_another_language(
    arguments: list[str], expected: str
) -> None:
    result = generate(*PROTOCOL, *arguments)
    assert result.returncode == 2
    assert expected in result.stderr


def hello(folder: pathlib.Path, text: str, *arguments: str) -> str:
    """The findings for a specification with a single message."""
    specification = folder / "tiny.cddl"
    specification.write_text(
        f"{text}\n"
        "ServerMessages = [ + ServerMessage ]\n"
        "ServerMessage = ( 0, MsgHello )\n"
    )
    result = generate(
        str(specification), "--output", str(folder / "out"), *arguments
    )
    assert (result.returncode == 0) == (": error: " not in result.stderr)
    return result.stderr


def test_a_default_is_an_integer_of_the_language(
    tmp_path: pathlib.Path,
) -> None:
    text = "MsgHello = {\n  ? size: uint .default 9007199254740992,\n}"
    assert ": error" not in hello(tmp_path, text)
    found = hello(tmp_path, text, *TYPESCRIPT)
    assert (
        "2:3: error: the default 9007199254740992 is no integer of TypeScript, "
        "which has those from 0 to 9007199254740991 [default-out-of-range]"
    ) in found


def test_only_cpp_bounds_the_keys_of_a_map(tmp_path: pathlib.Path) -> None:
    keys = "".join(f"  ? k{number}: uint,\n" for number in range(65))
    text = f"MsgHello = {{\n{keys}}}"
    expected = "error: unsupported: more than 64 keys in a map"
    assert expected in hello(tmp_path, text)
    assert ": error" not in hello(tmp_path, text, *TYPESCRIPT)


@pytest.mark.parametrize("keys", [23, 24])
def test_members_are_counted_first_where_their_head_is_long(
    tmp_path: pathlib.Path, keys: int
) -> None:
    members = "".join(f"  ? k{number}: uint,\n" for number in range(keys))
    assert ": error" not in hello(tmp_path, f"MsgHello = {{\n{members}}}")
    (file,) = tmp_path.rglob("*_codec.cc")
    (head,) = re.findall(r"MapWriter([^;]*)\);", file.read_text())
    is_short = keys == 23
    assert head.startswith(" map(writer, 0" if is_short else "::OfSize(writer")
    assert head.endswith("value.k23.has_value()") != is_short


def test_names_that_typescript_reserves(tmp_path: pathlib.Path) -> None:
    text = "MsgHello = { a: any-thing }\nany-thing = { function: uint }"
    assert ": error" not in hello(
        tmp_path, text.replace("any-thing", "Class"), *TYPESCRIPT
    )
    found = hello(
        tmp_path,
        'MsgHello = { a: MsgHelloNew }\nMsgHelloNew = { if: A }\nA = "a" / "b"',
        *TYPESCRIPT,
    )
    assert ": error" not in found


@pytest.mark.parametrize("name", ["Reader", "Map", "Any", "ServerMessageInfo"])
def test_names_that_generated_code_uses(
    tmp_path: pathlib.Path, name: str
) -> None:
    text = f"MsgHello = {{ a: {name} }}\n{name} = {{ b: uint }}"
    found = hello(tmp_path, text, *TYPESCRIPT)
    is_taken = name != "ServerMessageInfo"
    expected = f"the rule {name} and {name}, which generated code uses, would"
    assert (expected in found) == is_taken, found


def test_one_name_in_the_package(tmp_path: pathlib.Path) -> None:
    """index.ts exports all modules, so two topics cannot share a name."""
    bindings = tmp_path / "tiny.toml"
    bindings.write_text('[one_ofs]\n"MsgHello.a" = "kind"\n')
    found = hello(
        tmp_path,
        "MsgHello = {\n  ( a: uint // b: tstr ),\n  c: MsgHelloKind,\n}\n"
        "MsgHelloKind = { d: uint }",
        *(*TYPESCRIPT, "--bindings", str(bindings)),
    )
    assert "would both be called `MsgHelloKind` in the package" in found


# ------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            '[one_ofs]\n"MsgHello.nothing" = "x"',
            (
                "2:1: error: the entry 'MsgHello.nothing' of [one_ofs] matches "
                "nothing"
            ),
        ),
        ("[made_up]\na = 1", "1:1: error: there is no table [made_up]"),
        (
            "[lists]\nnames = 3",
            "1:1: error: [lists] needs `names`, a list of different texts",
        ),
        (
            '[enumerators]\n"A.B" = 3',
            "2:1: error: 'A.B' of [enumerators] must be a name",
        ),
        ("[lists\n", "1:7: error: "),
    ],
)
def test_bad_bindings(tmp_path: pathlib.Path, line: str, expected: str) -> None:
    specification = tmp_path / "tiny.cddl"
    specification.write_text(
        "ServerMessages = [ + ServerMessage ]\n"
        "ServerMessage = ( 0, MsgHello )\n"
        "MsgHello = { version: uint }\n"
    )
    bindings = tmp_path / "tiny.toml"
    bindings.write_text(line)
    result = generate(
        str(specification),
        "--bindings",
        str(bindings),
        "--output",
        str(tmp_path / "out"),
    )
    assert result.returncode == 1
    assert f"{bindings}:{expected}" in result.stderr
    assert not (tmp_path / "out").exists()


BACK_END_FAULTS = {
    "a one-of without a name": (
        "MsgHello = {\n  ( a: uint // b: tstr ),\n}\n",
        "2:3: error: the one-of in MsgHello has no name [unnamed-one-of]",
    ),
    "two texts with one C++ name": (
        'MsgHello = { kind: Kind }\nKind = "A_B" / "a_b"\n',
        (
            '2:1: error: the text "a_b" and the text "A_B" would both be '
            "called `kAB` in Kind [name-collision]"
        ),
    ),
    "two keys with one C++ name": (
        "MsgHello = { class: uint, class_: uint }\n",
        (
            "1:27: error: the key class_ and the key class would both be "
            "called `class_` in MsgHello [name-collision]"
        ),
    ),
    "a rule that C++ reserves": (
        "MsgHello = { kind: Class }\nClass = { class: uint }\n",
        None,
    ),
}


@pytest.mark.parametrize("name", BACK_END_FAULTS)
def test_what_the_back_end_refuses(tmp_path: pathlib.Path, name: str) -> None:
    text, expected = BACK_END_FAULTS[name]
    specification = tmp_path / "tiny.cddl"
    table = (
        "ServerMessages = [ + ServerMessage ]\n"
        "ServerMessage = ( 0, MsgHello )\n"
    )
    specification.write_text(text + table)
    result = generate(str(specification), "--output", str(tmp_path / "out"))
    if expected is None:
        assert result.returncode == 0, result.stderr
        return
    assert result.returncode == 1
    assert f"{specification}:{expected}" in result.stderr


def test_unreadable_bindings_and_missing_formatter(
    tmp_path: pathlib.Path,
) -> None:
    result = generate(
        *PROTOCOL[:1], "--bindings", "no/such.toml", "--output", str(tmp_path)
    )
    assert result.returncode == 2
    assert (
        "no/such.toml: error: cannot read the file: No such file"
        in result.stderr
    )
    result = generate(
        *STATION, "--output", str(tmp_path), "--clang-format", "no-such-program"
    )
    assert result.returncode == 2
    assert result.stderr.startswith(
        "linguine generate: no-such-program: no such program"
    )


def test_output_that_cannot_be_written(tmp_path: pathlib.Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file, no folder")
    result = generate(*STATION, "--output", str(blocked))
    assert result.returncode == 2
    assert "linguine generate: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "arguments"), [("protocol", PROTOCOL), ("interfaces", METHODS)]
)
def test_model_command_prints_the_committed_model(
    name: str, arguments: list[str]
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "linguine", "model", *arguments],
        capture_output=True,
        cwd=REPOSITORY,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(GENERATOR)},
        timeout=60,
        check=False,
    )
    assert result.returncode == 0
    committed = REPOSITORY / f"generated/noodles/{name}/model.json"
    assert result.stdout == committed.read_text(encoding="utf-8")
