"""noodles listen: signals, filters, and the end of the server."""

from __future__ import annotations

import json
import re
import signal

import pytest

from tool import TOOL, Running, example, result_of, run


class Listening(Running):
    """The tool, listening; its output is read after signals were sent."""

    def __init__(self, url: str, *options: str) -> None:
        super().__init__(TOOL, "listen", url, *options)
        self.notes = ""
        assert self.process.stderr is not None
        while "listening" not in self.notes:
            line = self.process.stderr.readline()
            assert line, self.notes
            self.notes += line

    def rest(self) -> tuple[int, list[str], str]:
        """The exit code, the lines and the errors, when it has ended."""
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output.splitlines(), errors


def set_lamp(url: str, mode: str) -> None:
    result_of("call", url, "lamp::set", f'"{mode}"', "--on", "entity:lamp")


def test_signals_as_json(lamp: str) -> None:
    listening = Listening(lamp, "--json", "--count", "2")
    for mode in ["BLINKING", "OFF", "STEADY"]:
        set_lamp(lamp, mode)
    code, lines, errors = listening.rest()
    assert (code, errors) == (0, "")
    signals = [json.loads(line) for line in lines]
    assert [s["arguments"][0]["mode"] for s in signals] == ["BLINKING", "OFF"]
    for heard in signals:
        assert (heard["signal"], heard["on"]) == (
            "lamp::changed",
            "entity:lamp",
        )
        assert heard["time"] > 1.7e9


def test_signals_for_people(lamp: str) -> None:
    listening = Listening(lamp, "--count", "1")
    set_lamp(lamp, "STEADY")
    code, lines, _ = listening.rest()
    assert code == 0
    (line,) = lines
    assert re.fullmatch(
        r"\d\d:\d\d:\d\d\.\d{3} lamp::changed on entity:lamp  "
        r'\{"mode":"STEADY","colour":\[.*\]\}',
        line,
    ), line


def test_filters(lamp: str) -> None:
    others = [
        Listening(lamp, "--on", "document"),
        Listening(lamp, "--name", "lamp::chnged"),
        Listening(lamp, "--name", "lamp::changed", "--on", "document"),
    ]
    assert 'did you mean "lamp::changed"?' in others[1].notes
    chosen = [
        Listening(lamp, "--on", "entity:lamp", "--count", "1"),
        Listening(lamp, "--on", "entity:0/0", "--count", "1"),
        Listening(lamp, "--name", "x", "--name", "lamp::changed", "--count=1"),
    ]
    set_lamp(lamp, "OFF")
    for listening in chosen:
        code, lines, _ = listening.rest()
        assert (code, len(lines)) == (0, 1)
    for listening in others:
        listening.process.send_signal(signal.SIGINT)
        code, lines, _ = listening.rest()
        assert (code, lines) == (0, [])


def test_the_signals_of_a_table(table: str) -> None:
    listening = Listening(
        table, "--on", "table:measurements", "--json", "--count", "1"
    )
    on = ["--on", "table:measurements"]
    result_of("call", table, "noo::tbl_insert", '[["new", 1, 0.5]]', *on)
    code, lines, _ = listening.rest()
    assert code == 0
    heard = json.loads(lines[0])
    # The server adds rows of its own.
    assert heard["signal"] == "noo::tbl_updated"
    assert heard["on"] == "table:measurements"
    assert len(heard["arguments"][0]) == len(heard["arguments"][1]) == 1
    listening = Listening(table)
    assert "--on table:NAME subscribes" in listening.notes
    assert listening.end() == 0


@pytest.mark.parametrize(
    ("target", "code", "words"),
    [
        ("entity:lmp", 1, 'did you mean "lamp"?'),
        ("table:lamp", 1, 'there is no Table "lamp"'),
        ("entty:lamp", 2, 'did you mean "entity"?'),
        ("entity:", 2, "entity:NAME"),
    ],
)
def test_what_is_not_there(
    lamp: str, target: str, code: int, words: str
) -> None:
    done = run("listen", lamp, "--on", target)
    assert done.returncode == code
    assert words in done.stderr


def test_the_end_of_the_server() -> None:
    server = example("own_methods")
    listening = Listening(server.url)
    set_lamp(server.url, "OFF")
    assert server.end(signal.SIGTERM) == 0
    code, lines, errors = listening.rest()
    assert code == 3
    assert len(lines) == 1
    assert "the server has stopped" in errors
    assert "hint: the server has stopped" in errors


def test_a_time_limit(lamp: str) -> None:
    code, lines, _ = Listening(lamp, "--seconds", "0.1").rest()
    assert (code, lines) == (0, [])
