"""The example servers, started as by a user and inspected with the tool.

Each must have no findings, and behave as its source says.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import penne
import pytest

from example_programs import SCENES, Start, program
from noodles_tool import run, run_program
from penne_session import PenneSession
from raw_client import RawClient
from scenario import (
    ENTITY_CREATE,
    MATERIAL_CREATE,
    METHOD_CREATE,
    SIGNAL_INVOKE,
)
from server_process import DEADLINE_SECONDS

TRIANGLE = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"


def call(url: str, *arguments: str) -> Any:
    """The result of a method."""
    done = run("call", url, *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SCENES)
def test_validate_finds_nothing(start: Start, name: str) -> None:
    done = run("validate", start(name).url)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("demo_server", []),
        ("live_simulation", []),
        ("point_plot_server", []),
        ("point_plot_server", ["--instance-colors"]),
    ],
)
def test_orzo_can_draw_it(start: Start, name: str, flags: list[str]) -> None:
    """Orzo makes triangles of all indices, and takes the view of an image for
    the buffer of the same slot. It shows no colours of vertices.
    """
    messages = RawClient(start(name, *flags).url).introduce()
    views = {m.content["id"][0]: m.content for m in messages if m.number == 12}
    images = [m.content for m in messages if m.number == 17]
    for image in images:
        view = views[image["buffer_source"][0]]
        assert view["source_buffer"] == view["id"] == image["buffer_source"]
    assert bool(images) == (name != "live_simulation")
    patches = [
        patch
        for message in messages
        if message.number == 26
        for patch in message.content["patches"]
    ]
    assert {patch["type"] for patch in patches} == {"TRIANGLES"}
    semantics = {a["semantic"] for p in patches for a in p["attributes"]}
    assert "COLOR" not in semantics


def test_penne_finds_entities_by_name(start: Start) -> None:
    url = start("demo_server").url
    with PenneSession(url, strict=True, skips_physics=True) as session:
        for name in ("tomato", "floor", "turntable", "linguine", "vase"):
            found = session.client.get_delegate(name)
            assert isinstance(found, penne.Entity), name
        tomato = session.client.get_delegate("tomato geometry")
        assert isinstance(tomato, penne.Geometry)
        session.assert_healthy()


def test_penne_goes_on_behind_a_stream_flow(start: Start) -> None:
    """As by default, and as Orzo does."""
    with PenneSession(start("demo_server").url, strict=False) as session:
        session.client.get_delegate("steam")
        (complaint,) = session.complaints()
        assert complaint.startswith("ERROR: Exception: list index out of range")
        assert "for message [36, " in complaint
        session.assert_healthy()


def test_the_demo_shows_a_time_in_step(start: Start) -> None:
    url = start("demo_server").url
    call(url, "noo::animate_time", "0")
    rows_at = {0: 1, 10: 21, 30: 61, 4.9: 10}
    for minutes, count in rows_at.items():
        call(url, "noo::set_time", str(minutes))
        done = run("table", url, "cooling", "--csv", "-")
        heading, *rows = done.stdout.splitlines()
        assert len(rows) == count
        last = dict(zip(heading.split(","), rows[-1].split(","), strict=True))
        assert float(last["minute"]) == (count - 1) / 2
    assert float(last["pasta"]) == pytest.approx(70.2, abs=0.5)
    # Hotter, and from the beginning.
    assert run("call", url, "reheat", "101").returncode != 0
    call(url, "reheat", "60")
    assert call(url, "noo::time_metadata")["time"] == 0
    done = run("table", url, "cooling", "--csv", "-")
    assert done.stdout.splitlines()[1:] == ["0,60,21"]
    # The plot names columns of its table.
    messages = RawClient(url).introduce()
    (plot,) = [m.content for m in messages if m.number == 7]
    columns = json.loads(plot["simple_plot"])["columns"]
    assert [column["name"] for column in columns] == heading.split(",")


def test_the_demo_leads_its_caller_only(start: Start) -> None:
    url = start("demo_server").url
    caller, onlooker = RawClient(url), RawClient(url)
    messages = caller.introduce()
    onlooker.introduce()
    methods, entities = (
        {m.content["name"]: m.content["id"] for m in messages if m.number == n}
        for n in (METHOD_CREATE, ENTITY_CREATE)
    )
    reply = caller.call(methods["look_at"], ["vase"])
    (signal,) = [m for m in reply.before if m.number == SIGNAL_INVOKE]
    assert signal.content["context"] == {"entity": entities["vase"]}
    assert signal.content["signal_data"] == []
    reply = onlooker.call(methods["spin"], [0.0])
    assert SIGNAL_INVOKE not in [m.number for m in reply.before]
    assert caller.call(methods["look_at"], ["moon"]).error_code == -32602
    caller.close()
    onlooker.close()


def test_the_balls_have_colours_and_a_bowl(start: Start) -> None:
    messages = RawClient(start("live_simulation").url).introduce()
    colours = {
        tuple(message.content["pbr_info"]["base_color"])
        for message in messages
        if message.number == MATERIAL_CREATE
    }
    assert len(colours) == 7
    assert (1.0, 1.0, 1.0, 1.0) not in colours
    names = [m.content["name"] for m in messages if m.number == ENTITY_CREATE]
    assert "bowl" in names
    assert len(names) == 25


def test_a_wrong_port_is_a_usage_error() -> None:
    done = run_program(program("table_server"), "--port", "many")
    assert done.returncode == 2
    assert "--port" in done.stderr


def test_the_lamp_answers_with_its_state(start: Start) -> None:
    url = start("own_methods").url
    state = call(
        url, "lamp::set", '"BLINKING"', "[1, 0, 0]", "--on", "entity:lamp"
    )
    assert state == {"mode": "BLINKING", "colour": [1, 0, 0]}
    # The colour stays unchanged if none is given.
    state = call(url, "lamp::set", '"OFF"', "--on", "entity:lamp")
    assert state == {"mode": "OFF", "colour": [1, 0, 0]}


def test_the_lamp_refuses_a_mode_that_is_none(start: Start) -> None:
    url = start("own_methods").url
    done = run("call", url, "lamp::set", '"DIM"', "--on", "entity:lamp")
    assert done.returncode != 0
    assert "argument mode" in done.stderr and '"BLINKING"' in done.stderr


def test_a_lamp_that_is_moved_has_the_place(start: Start) -> None:
    server = start("acting_entities")
    call(server.url, "noo::set_position", "[1, 2, 3]", "--on", "entity:lamp")
    with PenneSession(server.url, strict=True) as session:
        lamp = session.client.get_delegate("lamp")
        assert list(lamp.transform[12:15]) == [1, 2, 3]


def test_the_recording_is_played_stepped_and_scrubbed(start: Start) -> None:
    url = start("time_series").url
    call(url, "noo::animate_time", "0")

    def label() -> str:
        scene = json.loads(run("inspect", url, "--json").stdout)
        (text,) = [e for e in scene["Entity"] if e["name"] == "time"]
        return text["text_rep"]["txt"]

    call(url, "noo::set_time", "7.5")
    assert label() == "7.5 s"
    call(url, "noo::step_time", "1")
    assert label() == "7.6 s"
    call(url, "noo::delta_time", "-2.6")
    assert label() == "5.0 s"
    metadata = call(url, "noo::time_metadata")
    assert metadata == {
        "from": 0,
        "to": 12,
        "step": 0.1,
        "time": 5,
        "speed": 0,
    }
    call(url, "noo::animate_time", "-3")
    assert call(url, "noo::time_metadata")["speed"] == -3
    end = time.monotonic() + DEADLINE_SECONDS
    while label() == "5.0 s":
        assert time.monotonic() < end


def test_the_table_has_the_row_of_its_program(start: Start) -> None:
    done = run("table", start("table_server").url, "measurements", "--csv", "-")
    assert done.returncode == 0, done.stderr
    assert "by hand" in done.stdout
    assert "21.5" in done.stdout


def test_the_scene_server_serves_and_validates_a_mesh(
    start: Start, tmp_path: Path
) -> None:
    mesh = tmp_path / "triangle.obj"
    mesh.write_text(TRIANGLE)
    server = start("scene_server", str(mesh))
    done = run("validate", server.url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "triangle.obj" in run("inspect", server.url).stdout


def test_a_broken_file_is_named_and_the_others_are_served(
    start: Start, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ply"
    broken.write_text("ply\n")
    mesh = tmp_path / "triangle.obj"
    mesh.write_text(TRIANGLE)
    server = start("scene_server", str(broken), str(mesh))
    assert f"{broken}: INVALID_ARGUMENT" in server.output
    assert "triangle.obj" in run("inspect", server.url).stdout
