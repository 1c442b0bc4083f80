"""Help, version, exit codes, colours, progress, completions, the manual."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tool import (
    DEADLINE_SECONDS,
    TOOL,
    Server,
    on_terminal,
    result_of,
    run,
)

COMMANDS = [
    "inspect",
    "methods",
    "call",
    "listen",
    "table",
    "fetch",
    "record",
    "relay",
    "replay",
    "picture",
    "page",
    "validate",
    "bench",
    "journal",
    "decode",
    "encode",
    "completion",
    "man",
]


def shell(*command: str) -> str:
    """The output of a shell."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(params=["bash", "zsh", "fish"])
def script(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A shell and its completion script."""
    path = tmp_path / f"noodles.{request.param}"
    path.write_text(run("completion", request.param).stdout)
    return request.param, path


def test_help_has_every_command_and_exit_code() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout
        own = run(command, "--help")
        assert own.returncode == 0
        for option in [
            "--json",
            "--color",
            "Exit codes:",
            "  130  ended by Ctrl-C",
        ]:
            assert option in own.stdout


def test_help_explains_a_command() -> None:
    for command in result_of("man")["commands"]:
        text = run(command["name"], "--help").stdout
        words = " ".join(text.split())
        assert words.startswith(f"{command['what']}. Usage: noodles ")
        assert len(command["examples"]) >= 2
        for example in command["examples"]:
            assert f"\n  {example['command']}\n" in text
        for option in command["options"] + command["positionals"]:
            assert option["what"].split()[0] in words
            if option["default"]:
                assert f"(default: {option['default']})" in words
            # The unit of a number is the name of its value.
            assert option["value"] not in ("INT", "UINT", "FLOAT", "TEXT")
    for command in ["inspect", "listen", "call"]:
        words = " ".join(run(command, "--help").stdout.split())
        assert "--timeout SECONDS" in words and "(default: 30)" in words
    assert run("help", "call").stdout == run("call", "--help").stdout
    assert run("help").stdout == run("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inspct"], 'no command "inspct"; did you mean "inspect"?'),
        (["lsiten", "ws://x"], 'did you mean "listen"?'),
        (["inspect", "ws://x", "--wach"], 'did you mean "--watch"?'),
        (["inspect", "ws://x", "--tmeout", "3"], 'did you mean "--timeout"?'),
        (["call", "ws://x", "spin", "--josn"], 'did you mean "--json"?'),
        (["call", "ws://x", "spin", "--tokn=a"], 'did you mean "--token"?'),
        (["completion", "bahs"], 'did you mean "bash"?'),
        (["inspect", "ws://x", "--color", "alwys"], 'did you mean "always"?'),
        (["inspect"], "URL is missing: noodles inspect [OPTIONS] URL"),
        (["call"], "URL, METHOD are missing"),
        (["record", "ws://x"], "-o, --output FILE is missing"),
        (["record", "ws://x", "-o"], "--output needs a value: -o, --output"),
        (["inspect", "ws://x", "--token"], "--token needs a value"),
        (["inspect", "ws://x", "-o"], "noodles inspect has no option -o"),
        (["inspect", "ws://x", "--seconds", "3"], "--seconds requires --watch"),
        (["listen", "ws://x", "--on", "light:x"], "found light:x"),
        (["inspect", "ws://x", "y"], 'the argument "y" is one too many'),
        (["inspect", "ws://x", "--timeout", "0"], "from 0.001 to 1000000"),
        (["bench", "ws://x", "--count", "1.5"], "an integer from 1 to"),
        (["--json", "inspect", "ws://x"], "options follow the command"),
        ([], "a command is missing"),
    ],
)
def test_errors_say_what_is_right(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split()), done.stderr
    if arguments[-1:] == ["-o"]:
        assert "did you mean" not in done.stderr
    if "--json" not in arguments:
        assert "\nhint: " in done.stderr
        assert "--help" in done.stderr or "follow" in done.stderr


def test_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("noodles ")
    assert done.stdout.strip() == result_of("man")["version"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no such command"],
        ["inspect"],
        ["inspect", "ftp://localhost"],
        ["inspect", "ws://localhost:1", "--color", "blue"],
        ["inspect", "ws://localhost:1", "--timeout", "0"],
        ["inspect", "ws://localhost:1", "--header", "no colon"],
        ["bench", "ws://localhost:1", "--count", "0"],
        ["replay", "file", "--port", "65536"],
        ["table", "ws://localhost:1", "t", "--csv", "-", "--follow"],
        ["completion", "tcsh"],
    ],
)
def test_wrong_command_lines_end_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr


def test_errors_as_json() -> None:
    done = run("decode", "/no/such/file", "--json")
    assert done.returncode == 4
    error = json.loads(done.stderr)
    assert error["exit_code"] == 4
    assert "/no/such/file" in error["error"]


def test_a_result_that_cannot_be_written() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [TOOL, "man"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 4
    assert b"cannot write to stdout" in done.stderr


def test_colours_only_on_a_terminal(demo: str) -> None:
    escape = "\x1b["
    assert escape not in run("inspect", demo).stdout
    assert escape in run("inspect", demo, "--color", "always").stdout
    assert escape in on_terminal("inspect", demo)[1]
    assert escape not in on_terminal("inspect", demo, "--color=never")[1]
    refused = {"NO_COLOR": "1"}
    assert escape not in on_terminal("inspect", demo, environment=refused)[1]
    # An empty NO_COLOR has no effect.
    assert (
        escape in on_terminal("inspect", demo, environment={"NO_COLOR": ""})[1]
    )


def test_progress_only_on_a_terminal(demo: str, tmp_path: Path) -> None:
    recording = str(tmp_path / "scene.rec")
    arguments = ["record", demo, "-o", recording, "--seconds", "0.5"]
    code, shown = on_terminal(*arguments)
    assert code == 0
    assert "recording: " in shown
    done = run(*arguments)
    assert "recording: " not in done.stderr + done.stdout
    code, shown = on_terminal("bench", demo, "--count", "20")
    assert "round trip 1 of 20" in shown
    assert "round trip 1 of" not in run("bench", demo, "--count", "20").stderr


def test_completions_have_all_that_the_command_line_has(
    script: tuple[str, Path],
) -> None:
    name, path = script
    text = path.read_text()
    line = result_of("man")
    assert [command["name"] for command in line["commands"]] == COMMANDS
    for command in line["commands"]:
        assert command["name"] in text
        for option in command["options"]:
            for spelling in option["names"]:
                wanted = spelling
                if name == "fish":
                    dash = "-l" if spelling.startswith("--") else "-s"
                    wanted = f"{dash} {spelling.lstrip('-')} "
                assert wanted in text, spelling


def test_completions_are_scripts_of_their_shell(
    script: tuple[str, Path],
) -> None:
    name, path = script
    shell(name, "-n", str(path))


def test_bash_completes(tmp_path: Path) -> None:
    path = tmp_path / "noodles.bash"
    path.write_text(run("completion", "bash").stdout)

    def complete(*words: str) -> list[str]:
        quoted = " ".join(f"'{word}'" for word in words)
        return shell(
            "bash",
            "-c",
            f"source '{path}'; COMP_WORDS=({quoted}); "
            f"COMP_CWORD={len(words) - 1}; _noodles; "
            'printf "%s\\n" "${COMPREPLY[@]}"',
        ).split()

    assert complete("noodles", "re") == ["record", "relay", "replay"]
    assert complete("noodles", "inspect", "ws://x", "--w") == ["--watch"]
    assert complete("noodles", "call", "--color", "a") == ["auto", "always"]
    assert complete("noodles", "completion", "f") == ["fish"]
    assert complete("noodles", "decode", str(path)[:-2]) == [str(path)]


def test_zsh_takes_the_completion(tmp_path: Path) -> None:
    path = tmp_path / "noodles.zsh"
    path.write_text(run("completion", "zsh").stdout)
    text = shell(
        "zsh",
        "-f",
        "-c",
        "autoload -U compinit && compinit -u -D; "
        f"source '{path}'; print $_comps[noodles]",
    )
    assert text == "_noodles\n"


def test_fish_completes(tmp_path: Path) -> None:
    path = tmp_path / "noodles.fish"
    path.write_text(run("completion", "fish").stdout)

    def complete(line: str) -> list[str]:
        text = shell("fish", "-c", f"source '{path}'; complete -C '{line}'")
        return [entry.split("\t")[0] for entry in text.splitlines()]

    assert complete("noodles re") == ["record", "relay", "replay"]
    assert complete("noodles inspect --w") == ["--watch"]
    assert set(complete("noodles completion ")) == {"bash", "zsh", "fish"}


def test_the_manual_page() -> None:
    page = run("man").stdout
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-cbou"],
        input=page,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout.replace("\u2010", "-").replace("\u2212", "-")
    for command in COMMANDS:
        assert f"noodles {command} [OPTIONS]" in shown
    for code in result_of("man")["exit_codes"]:
        assert code["what"].split(",")[0] in " ".join(shown.split())


def test_a_call_can_be_interrupted() -> None:
    # A server that accepts connections and sends nothing.
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"ws://127.0.0.1:{silent.getsockname()[1]}"
        process = subprocess.Popen([TOOL, "call", url, "spin"])
        held = [silent.accept()]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == -signal.SIGINT
        # A command that handles Ctrl-C reports it by its exit code.
        process = subprocess.Popen(
            [TOOL, "inspect", url, "--watch"], stderr=subprocess.PIPE
        )
        held.append(silent.accept())
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 130
        for connection, _ in held:
            connection.close()


def test_retry_waits_for_a_server(free_port: int) -> None:
    url = f"ws://127.0.0.1:{free_port}"
    done = run("inspect", url, "--retry", "--timeout", "0.6")
    assert done.returncode == 3
    assert "did not answer in time; " in done.stderr
    assert "Connection refused" in done.stderr
    with subprocess.Popen(
        [TOOL, "inspect", url, "--retry", "--json"], stdout=subprocess.PIPE
    ) as waiting:
        program = os.environ["NOODLES_SCENARIO_SERVER"]
        server = Server(program, "--port", str(free_port))
        output, _ = waiting.communicate(timeout=DEADLINE_SECONDS)
        assert waiting.returncode == 0
        assert json.loads(output)
        assert server.end(signal.SIGTERM) == 0
