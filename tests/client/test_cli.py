"""The command-line tool as a program: its output, exit codes, Ctrl-C, and the
round trip of recording and replaying the scenario server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOL = os.environ["NOODLES_NOODLES_TOOL"]
DEADLINE_SECONDS = 60.0


class Listening:
    """A program that says where it listens on a line of its own."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.url = ""
        for line in self.process.stdout:
            if line.startswith("listening on "):
                self.url = line.split()[2]
                break
        assert self.url, "the program ended without listening"

    def end(self, kind: signal.Signals = signal.SIGTERM) -> int:
        """Asks the program to stop; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(kind)
        return self.process.wait(timeout=DEADLINE_SECONDS)


def run(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess:
    """Runs the tool to its end."""
    return subprocess.run(
        [TOOL, *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a demo server."""
    running = Listening(os.environ["NOODLES_DEMO_SERVER"], "--port", "0")
    yield running.url
    assert running.end() == 0


def test_the_scene_as_json_and_as_text(server: str) -> None:
    found = run("inspect", server, "--json")
    assert found.returncode == 0, found.stderr
    scene = json.loads(found.stdout)
    names = {entity.get("name") for entity in scene["Entity"]}
    assert len(scene) == 14
    assert names
    text = run("inspect", server)
    assert text.returncode == 0
    for name in filter(None, names):
        assert f'"{name}"' in text.stdout


def test_methods_and_calls(server: str) -> None:
    found = run("methods", server, "--json")
    names = [json.loads(line)["name"] for line in found.stdout.splitlines()]
    assert "spin" in names
    assert run("call", server, "spin", "30.0").returncode == 0
    wrong = run("call", server, "spin", '"fast"')
    assert wrong.returncode == 1
    assert "spin" not in wrong.stdout
    assert run("call", server, "no such method").returncode == 1
    assert run("call", server, "spin", "fast").returncode == 2


def test_exit_codes() -> None:
    assert run("--help").returncode == 0
    assert run("inspect").returncode == 2
    assert run("inspect", "ws://127.0.0.1:1").returncode == 3
    assert run("decode", "/no/such/file").returncode == 4


def test_cbor_to_json_and_back() -> None:
    encoded = run("encode", "-", "--hex", text='[4, {"id": [0, 0]}]')
    assert encoded.stdout == "8204a16269648200" + "00\n"
    decoded = run("decode", "-", "--hex", text=encoded.stdout)
    assert json.loads(decoded.stdout) == [4, {"id": [0, 0]}]
    assert run("decode", "-", "--hex", text="820").returncode == 4
    assert run("decode", "-", "--hex", text="8204").returncode == 4


def test_watching_ends_with_ctrl_c(server: str) -> None:
    watching = subprocess.Popen(
        [TOOL, "inspect", server, "--watch", "--json"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout is not None
    # The demo moves: a change comes.
    assert any('"change":"updated"' in line for line in watching.stdout)
    watching.send_signal(signal.SIGINT)
    assert watching.wait(timeout=DEADLINE_SECONDS) == 0


def record(server: str, path: Path) -> None:
    """Records a server for a moment."""
    found = run("record", server, "-o", str(path), "--seconds", "0.3")
    assert found.returncode == 0, found.stderr


def test_a_replay_shows_what_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "scene.rec"
    live = Listening(os.environ["NOODLES_SCENARIO_SERVER"], "--port", "0")
    record(live.url, path)
    original = json.loads(run("inspect", live.url, "--json").stdout)
    live.end()
    replay = Listening(TOOL, "replay", str(path), "--port", "0")
    copy = json.loads(run("inspect", replay.url, "--json").stdout)
    assert replay.end(signal.SIGINT) == 0
    assert copy == original
    assert original["Entity"]


def test_our_own_servers_have_no_faults(server: str, tmp_path: Path) -> None:
    found = run("validate", server)
    assert (found.returncode, found.stdout.splitlines()[:-1]) == (0, [])
    path = tmp_path / "scene.rec"
    record(server, path)
    found = run("validate", str(path))
    assert (found.returncode, found.stdout.splitlines()[:-1]) == (0, [])


def test_measuring(server: str) -> None:
    found = run("bench", server, "--count", "20", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["calls_per_second"] > 0


def test_a_recording_that_was_cut_anywhere(tmp_path: Path, server: str) -> None:
    path = tmp_path / "scene.rec"
    record(server, path)
    whole = path.read_bytes()
    cut = tmp_path / "cut.rec"
    for size in (len(whole) - 1, len(whole) // 2, 25):
        cut.write_bytes(whole[:size])
        replay = Listening(TOOL, "replay", str(cut), "--port", "0")
        assert replay.end(signal.SIGINT) == 0
    cut.write_bytes(whole[:5])
    assert run("replay", str(cut), "--port", "0").returncode == 4
