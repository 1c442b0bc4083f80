"""The command line of the example servers, and the environment variables."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DEADLINE_SECONDS = 30.0
LISTENING = re.compile(r"listening on ws://localhost:(\d+)")
DEMO = os.environ["NOODLES_DEMO_SERVER"]


def environment(**variables: str) -> dict[str, str]:
    """This environment without what tests set, and with `variables`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("NOODLES")}
    return {**kept, **variables}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the demo server with arguments that make it end immediately."""
    return subprocess.run(
        [DEMO, *arguments],
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


@contextmanager
def serving(*arguments: str, **variables: str) -> Iterator[int]:
    """The port of a running demo server, whose exit code must be 0."""
    process = subprocess.Popen(
        [DEMO, "--address", "127.0.0.1", *arguments],
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    ports: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if found := LISTENING.search(line):
                ports.put(found[1])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield int(ports.get(timeout=DEADLINE_SECONDS))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=DEADLINE_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        reader.join()


def status_of(port: int, path: str) -> int:
    """The status of a GET."""
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}{path}", timeout=DEADLINE_SECONDS
        ) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def first_lines(*arguments: str, **variables: str) -> list[str]:
    """What a demo server prints up to the URL of its websocket."""
    process = subprocess.Popen(
        [DEMO, "--port", "0", *arguments],
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if LISTENING.search(line):
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 0
    return lines


def test_the_first_line_names_the_page() -> None:
    page, websocket = first_lines()
    port = LISTENING.search(websocket)[1]
    assert page == (
        f"open http://localhost:{port}/ in a browser to see the scene"
    )
    assert len(first_lines("--no-viewer")) == 1
    assert len(first_lines(NOODLES_NO_VIEWER="true")) == 1
    assert len(first_lines(NOODLES_NO_VIEWER="false")) == 2


def test_the_page_can_be_off() -> None:
    with serving("--port", "0") as port:
        assert status_of(port, "/") == 200
        assert status_of(port, "/viewer.js") == 200
        assert status_of(port, "/nothing") == 404
    with serving("--port", "0", "--no-viewer") as port:
        assert status_of(port, "/") == 426
        assert status_of(port, "/viewer.js") == 404


def test_a_token_is_printed_to_a_terminal_only() -> None:
    page, _ = first_lines("--token", "a b/c")
    assert "a b/c" not in page and "a%20b" not in page
    assert page.endswith("; the token goes behind it, as #token=TOKEN")
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [DEMO, "--port", "0", "--token", "a b/c"],
        env=environment(),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as terminal:
        line = terminal.readline().rstrip()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=DEADLINE_SECONDS)
    assert re.fullmatch(
        r"open http://localhost:\d+/#token=a%20b%2Fc in a browser to see the "
        "scene",
        line,
    )


def test_help_lists_flags_variables_and_defaults() -> None:
    done = run("--help")
    assert done.returncode == 0
    text = " ".join(done.stdout.split())
    for expected in (
        "Serves a moving scene",
        "--port",
        "NOODLES_PORT",
        "50000",
        "--asset-port",
        "NOODLES_ASSET_PORT",
        "--message-log",
        "--log-format",
        "NOODLES_LOG_FORMAT",
    ):
        assert expected in text, expected


@pytest.mark.parametrize(
    "arguments",
    [
        ("--prot", "1"),
        ("--port", "many"),
        ("--port", "65536"),
        ("--port", "-1"),
        ("--asset-port", "none"),
        ("--asset-port", "65536"),
        ("--network-threads", "0"),
        ("--log-format", "xml"),
        ("--tls-key", "without-a-certificate.pem"),
        ("--log-file", "/dev/null/x.log"),
        ("something",),
    ],
)
def test_a_mistake_is_shown(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert (
        arguments[0] in done.stderr
        or "cannot" in done.stderr.lower()
        or ("open" in done.stderr)
    )


def test_a_wrong_variable_is_a_mistake_too() -> None:
    done = run(NOODLES_PORT="many")
    assert done.returncode == 2
    assert "many" in done.stderr


def test_flags_win_over_variables() -> None:
    with serving(
        "--port", "0", NOODLES_PORT="1", NOODLES_METRICS="true"
    ) as port:
        assert port > 1
        assert status_of(port, "/metrics") == 200
    with serving(NOODLES_PORT="0") as port:
        assert port > 0
        assert status_of(port, "/metrics") == 404


def test_logs_are_written_where_the_flags_say(tmp_path: Path) -> None:
    messages = tmp_path / "messages.jsonl"
    log = tmp_path / "server.log"
    with serving(
        "--port=0",
        "--asset-port=off",
        f"--message-log={messages}",
        f"--log-file={log}",
        "--log-format=json",
        "--log-level=debug",
    ) as port:
        assert status_of(port, "/assets/x") == 404
    assert messages.read_text() == ""
    for line in log.read_text().splitlines():
        assert {"time", "severity", "component"} <= set(json.loads(line))


def test_a_taken_port_is_said() -> None:
    with serving("--port=0") as port:
        done = run("--address=127.0.0.1", f"--port={port}")
    assert done.returncode == 1
    assert "in use" in done.stderr
