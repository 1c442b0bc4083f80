"""The commands of the pages exist, with their options."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest

import documentation_pages as pages
import programs

TOOL = "build/release/bin/noodles"
# Commands that are not the project's.
FOREIGN = {"docker", "export", "g++", "openssl", "ssh"}


def targets() -> set[str]:
    """The words of the examples' build files: every program is among them."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (pages.ROOT / "examples").rglob("CMakeLists.txt")
    )
    return set(re.findall(r"\w+", text)) | {"noodles_tool"}


def options_of(words: list[str]) -> list[str]:
    """Options, without numbers below zero."""
    return [word for word in words if re.match(r"--?[a-z]", word)]


def help_of(*command: str) -> str:
    return subprocess.run(
        [*command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=pages.ROOT,
    ).stdout


def check_dev(words: list[str]) -> None:
    known = help_of("./dev", words[1])
    for option in options_of(words[2:]):
        assert option in known
    if words[1] == "build":
        assert words[2] in known
        assert set(words[3:]) <= targets()


def check_tool(words: list[str]) -> None:
    known = help_of(programs.program("noodles_tool"), words[1])
    for option in options_of(words[2:]):
        assert re.search(rf"^ +.*(?<!\S){option}\b", known, re.MULTILINE)


def check_program(words: list[str]) -> None:
    path = words[0].removeprefix("build/release/examples/")
    folder, _, name = path.rpartition("/")
    assert name in targets()
    source = pages.ROOT / "examples" / (folder or name) / f"{name}.cc"
    assert source.is_file()
    options = options_of(words[1:])
    if options:
        # All these servers take the same flags.
        known = help_of(programs.program("table_server"))
        assert [option for option in options if option not in known] == []


COMMANDS = list(pages.commands())


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_exists(page: str, command: str) -> None:
    assert page
    words = shlex.split(command)
    if words[0] == "./dev":
        check_dev(words)
    elif words[0] == TOOL:
        check_tool(words)
    elif words[0].startswith("build/release/examples/"):
        check_program(words)
    elif words[0] == "cmake":
        assert words[1] in {"--install", "--build", "-S"}
    else:
        assert words[0] in FOREIGN


def test_commands_in_the_text_exist() -> None:
    commands = {
        code
        for text in pages.pages().values()
        for code in pages.codes(text)
        if re.match(r"(?:noodles [a-z]|\./dev )", code)
    }
    assert len(commands) > 5
    known = help_of(programs.program("noodles_tool"))
    for command in commands - {"noodles COMMAND --help"}:
        words = shlex.split(command)
        if words[0] == "./dev":
            check_dev(words)
        else:
            assert re.search(rf"^  {words[1]} ", known, re.MULTILINE), command
            check_tool(words)


def test_options_in_the_text_exist() -> None:
    known = "\n".join(
        help_of(programs.program(name)) for name in ("table_server",)
    )
    for command in ("picture", "page", "call", "inspect", "relay"):
        known += help_of(programs.program("noodles_tool"), command)
    known += help_of("./dev", "demo")
    for page, text in pages.pages().items():
        for code in pages.codes(text):
            option = re.match(r"--[a-z-]+", code)
            if option:
                assert option.group(0) in known, f"{page}: {code}"
