"""Files that are no specifications, and outputs that cannot be written: each is
one sentence with its place, and an exit code.
"""

from __future__ import annotations

import contextlib
import io
import pathlib
from dataclasses import dataclass

import pytest

from linguine.cli import main

TEXT = """\
; Words.
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgA )
MsgA = { a: int }
"""
FAULTS = (0x00, 0x07, 0x0B, 0x0C, 0x1B, 0x7F)
TURNING = (0x202E, 0x2066)


@dataclass
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: pathlib.Path, *arguments: str) -> Done:
    """Runs a command in a folder, in this process: an exception fails."""
    output, errors = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        code = main(arguments)
    return Done(code, output.getvalue(), errors.getvalue())


@pytest.mark.parametrize(
    ("content", "expected", "code"),
    [
        (TEXT.rstrip("\n").encode(), "0 errors", 0),
        ((TEXT + "; the end").encode(), "0 errors", 0),
        (TEXT.replace("\n", "\r\n").encode(), "0 errors", 0),
        (
            TEXT.replace(
                "Words.", "a\u0085b\u2028c\u000bd".replace("\v", " ")
            ).encode(),
            "0 errors",
            0,
        ),
        (
            TEXT.replace("\n", "\r").encode(),
            "s:1:9: error: control character U+000D in a comment",
            1,
        ),
        (
            TEXT.replace("Words.\n", "Words.\rMsgB = int\n").encode(),
            "s:1:9: error: control character U+000D in a comment",
            1,
        ),
        (
            b"\xef\xbb\xbf" + TEXT.encode(),
            "s:1:1: error: no token begins with U+FEFF",
            1,
        ),
        (TEXT.encode("utf-16"), "s:1:1: error: byte 0xff is not valid", 2),
        (TEXT.encode() + b"; \xed\xa0\x80\n", "s:5:3: error: byte 0xed", 2),
        (TEXT.encode() + b"; \xc0\xaf\n", "s:5:3: error: byte 0xc0", 2),
        (b"", "s:1:1: error: expected a rule, found no rule at all", 1),
        (b"\n \n", "s:1:1: error: expected a rule, found no rule at all", 1),
        (b";" * 1048577, "s: error: the file is larger than 1048576 bytes", 2),
        *(
            (
                TEXT.replace("Words", f"a{chr(fault)}b").encode(),
                f"s:1:4: error: control character U+{fault:04X} in a comment",
                1,
            )
            for fault in (*FAULTS, *TURNING)
        ),
        *(
            (
                TEXT.replace("int", f"{chr(fault)}int").encode(),
                f"s:4:13: error: no token begins with U+{fault:04X}",
                1,
            )
            for fault in FAULTS
        ),
        *(
            (
                TEXT.replace(
                    "a: int", f"? a: bytes .default '{chr(fault)}'"
                ).encode(),
                f"s:4:31: error: control character U+{fault:04X} in a string",
                1,
            )
            for fault in FAULTS
        ),
    ],
)
def test_contents_of_a_file(
    content: bytes, expected: str, code: int, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "s").write_bytes(content)
    done = run(tmp_path, "check", "s")
    assert expected in done.stdout + done.stderr
    assert done.returncode == code


def test_lines_are_those_of_the_lexer(tmp_path: pathlib.Path) -> None:
    """Other characters that end lines elsewhere move no rule to a part."""
    text = TEXT.replace("Words.", "a\u0085b\u2028c") + "; ==== one\nB = int\n"
    text = text.replace("a: int", "a: B")
    (tmp_path / "s.cddl").write_text(text, encoding="utf-8")
    done = run(
        *(tmp_path, "generate", "s.cddl", "--output", "out"),
        *("--include-prefix", "s", "--namespace", "s"),
    )
    assert done.returncode == 0, done.stderr
    assert "using B = int64_t;" in (tmp_path / "out/s/one.h").read_text()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff", "s.bindings.toml:1:1: error: byte 0xff is not valid UTF-8"),
        (b"\xef\xbb\xbf", "s.bindings.toml:1:1: error: Invalid statement"),
        (b"[lists]\r", "s.bindings.toml:1:8: error:"),
        (b"x = " + b"[" * 5000, "error: lists or tables nest too deeply"),
        (b"x = " + b"9" * 5000, "s.bindings.toml:1:1: error:"),
        (b"#" * 1048577, "error: the file is larger than 1048576 bytes"),
        (None, "s.bindings.toml: error: cannot read the file: Is a directory"),
    ],
)
def test_contents_of_bindings(
    content: bytes | None, expected: str, tmp_path: pathlib.Path
) -> None:
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "s.bindings.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    done = run(tmp_path, "check", "s.cddl")
    assert expected in done.stdout
    assert done.returncode in (1, 2)


@pytest.mark.parametrize("command", ["check", "docs", "model", "vectors"])
@pytest.mark.parametrize("path", [".", "gone", "", "a\nb", "x" * 300])
def test_no_file(command: str, path: str, tmp_path: pathlib.Path) -> None:
    done = run(tmp_path, command, path)
    assert "cannot read the file: " in done.stdout + done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("command", "option"),
    [("docs", "--peers"), ("diff", "--waivers")],
)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff", "a.toml:1:1: byte 0xff is not valid UTF-8"),
        (b"x = " + b"[" * 5000, "a.toml:1:1: lists or tables nest too deeply"),
        (b"\n[[peers\n", "a.toml:2:8: "),
        (b"other = 1\n", "there is no table 'other'"),
        (None, "a.toml: cannot read the file: "),
    ],
)
def test_contents_of_other_files(
    command: str,
    option: str,
    content: bytes | None,
    expected: str,
    tmp_path: pathlib.Path,
) -> None:
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    if content is not None:
        (tmp_path / "a.toml").write_bytes(content)
    files = ["s.cddl"] * (2 if command == "diff" else 1)
    done = run(tmp_path, command, *files, option, "a.toml")
    assert expected in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[peers]]\nname = 1\n", "1 of [[peers]]: 'name' must be a text"),
        ('[[peers]]\nsides = "server"\n', "'sides' must be a list of texts"),
        ('[[peers]]\nnames = "a"\n', "the keys are name, what, sides"),
        ('[[peers]]\nname = "a"\n[[facts]]\n', "an entry lacks 'what'"),
        ("peers = 4\n", "there are no [[peers]]"),
    ],
)
def test_wrong_peers(text: str, expected: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    done = run(tmp_path, "docs", "s.cddl", "--peers", "a.toml")
    assert expected in done.stderr
    assert done.returncode == 2


# --- outputs --------------------------------------------------------------


def generate(folder: pathlib.Path, output: str) -> Done:
    """Writes C++ below `output`/s."""
    return run(
        *(folder, "generate", "s.cddl", "--output", output),
        *("--include-prefix", "s", "--namespace", "s"),
    )


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("file", "Not a directory"),
        ("taken", "Is a directory"),
        ("loop", "symbolic links"),
        ("/proc/none", "No such file or directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_outputs_that_cannot_be_written(
    output: str, expected: str, tmp_path: pathlib.Path
) -> None:
    """Nothing is written then."""
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "taken" / "s" / "types.h").mkdir(parents=True)
    (tmp_path / "loop").symlink_to("loop")
    done = generate(tmp_path, output)
    assert done.returncode == 2
    assert done.stderr.startswith("0 errors, 0 warnings\nlinguine generate: ")
    assert expected in done.stderr
    assert "None" not in done.stderr
    taken = tmp_path / "taken" / "s"
    assert [one.name for one in taken.iterdir()] == ["types.h"]
    assert (tmp_path / "file").read_text() == "mine"


def test_an_output_behind_a_link(tmp_path: pathlib.Path) -> None:
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert generate(tmp_path, "link").returncode == 0
    assert (tmp_path / "real" / "s" / "types.h").exists()
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("content", [b"\xff\n", b"\0\n", b"../s.cddl\n/etc\n"])
def test_a_broken_list_of_files(content: bytes, tmp_path: pathlib.Path) -> None:
    """The list of what is owned is written anew; nothing else is touched."""
    (tmp_path / "s.cddl").write_text(TEXT, encoding="utf-8")
    assert generate(tmp_path, ".").returncode == 0
    manifest = tmp_path / "s" / ".linguine-manifest"
    before = manifest.read_bytes()
    manifest.write_bytes(content)
    assert generate(tmp_path, ".").returncode == 0
    assert manifest.read_bytes() == before
    assert (tmp_path / "s.cddl").exists()
