"""The programs of the tutorial and of the how-to pages do what these say."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import certificates
import programs


def scene(server: programs.Server) -> str:
    return programs.tool("inspect", server.url)


def watch(server: programs.Server) -> str:
    """The scene, and the changes of a second."""
    return programs.tool("inspect", server.url, "--watch", "--seconds", "1")


def test_step_1_serves_an_empty_scene_and_the_page() -> None:
    with programs.serving("step_1_empty_scene", "0") as server:
        assert "Entity" not in scene(server)
        page = subprocess.run(
            ["curl", "--silent", f"http://localhost:{server.port}/"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "<title>" in page.stdout


def test_step_2_shows_a_mesh() -> None:
    with programs.serving("step_2_mesh", "0") as server:
        shown = scene(server)
        assert '"plate"' in shown
        assert "2304 vertices, 13254 indices, TRIANGLES" in shown


def test_step_3_changes_the_scene() -> None:
    with programs.serving("step_3_simulation", "0") as server:
        shown = watch(server)
        assert "plate geometry" in shown
        # More than one mesh came.
        assert shown.count("Geometry") > 2


def test_step_4_has_methods_variables_and_a_signal() -> None:
    with programs.serving("step_4_methods", "0") as server:
        client = programs.run("step_8_client", server.url)
        assert client.stdout.splitlines() == [
            "entity plate",
            "entity state",
            "heated at -0.500000, 0.500000",
        ]
        assert client.returncode == 0
        refused = programs.run(
            "noodles_tool", "call", server.url, "heat", "0", "0", "5000"
        )
        assert refused.returncode == 1
        assert refused.stderr.splitlines() == [
            (
                "noodles: the server replied error -32602: celsius must lie "
                "between -1000 and 1000"
            ),
            (
                "hint: the method is heat(x: noo::real, z: noo::real, "
                "celsius: noo::real)"
            ),
        ]

        def variable(name: str, *value: str) -> Any:
            method = "noo::set_var_value" if value else "noo::get_var_value"
            return programs.call(
                server, method, *value, f'"{name}"', "--on", "entity:plate"
            )

        assert variable("colours") == "plasma"
        assert variable("colours", '"viridis"') is True
        assert variable("colours", '"grey"') is False
        assert variable("colours") == "viridis"
        assert variable("conductivity") == 0.05
        assert variable("conductivity", "0.2") is True
        assert variable("conductivity") == 0.2


def test_step_5_has_a_table_in_step_with_the_scene() -> None:
    with programs.serving("step_5_table_and_plot", "0") as server:
        assert 'Plot 0/0  "temperature"' in scene(server)
        rows = programs.tool(
            *("table", server.url, "temperatures", "--follow"),
            *("--seconds", "2", "--json"),
        )
        # The table as it was, then each row.
        lines = [json.loads(line) for line in rows.splitlines()]
        table = lines[0]["table"]
        assert [column["name"] for column in table["columns"]] == [
            "second",
            "mean",
            "hottest",
        ]
        assert table["rows"][0] == {
            "key": 0,
            "row": [0.05, pytest.approx(25.416667), 100.0],
        }
        assert [line["change"] for line in lines[1:2]] == ["updated"]


def test_step_6_pauses_goes_back_and_follows() -> None:
    with programs.serving("step_6_time", "0") as server:

        def metadata() -> dict[str, float]:
            return programs.call(server, "noo::time_metadata")

        def wait_until_it_follows() -> None:
            for _ in range(600):
                now = metadata()
                # A time of 0.1 must lie before the end.
                follows = now["speed"] == 0 and now["time"] == now["to"]
                if follows and now["to"] > 0.5:
                    return
            pytest.fail(f"the scene does not follow: {metadata()}")

        wait_until_it_follows()
        programs.call(server, "noo::set_time", "0.1")
        before = metadata()
        watch(server)
        after = metadata()
        # The simulation goes on, the scene does not.
        assert after["to"] > before["to"]
        assert (before["time"], after["time"]) == (0.1, 0.1)
        programs.call(server, "noo::animate_time", "1000")
        wait_until_it_follows()


def test_step_7_and_a_client_speak_tls_with_a_token(tmp_path: Path) -> None:
    certificate = str(tmp_path / "certificate.pem")
    key = str(tmp_path / "key.pem")
    certificates.make_certificate(certificate, key)
    with programs.serving(
        "step_7_access", "0", "secret", certificate, key
    ) as server:
        url = f"wss://localhost:{server.port}"
        client = programs.run("secure_client", url, "secret", certificate)
        assert (client.stdout, client.returncode) == ("2 entities\n", 0)
        wrong = programs.run("secure_client", url, "wrong", certificate)
        assert "401" in wrong.stderr
        assert wrong.returncode == 1
        # Nobody without the certificate, and nobody without TLS.
        assert programs.run("noodles_tool", "inspect", url).returncode == 3
        assert (
            programs.run("noodles_tool", "inspect", server.url).returncode == 3
        )
    usage = programs.run("step_7_access", "0", "", certificate, key)
    assert usage.returncode == 2


def test_a_client_follows_and_edits_a_table() -> None:
    with programs.serving("table_server", "--port", "0") as server:
        client = programs.run("table_client", server.url)
        assert client.returncode == 0, client.stderr
        lines = client.stdout.splitlines()
        assert lines[0] == "the whole table has come"
        assert "1 rows have changed" in lines
        assert client.stdout.splitlines()[-1].endswith(" is 19.5")


def test_a_live_surface_is_sent_in_parts() -> None:
    with programs.serving("live_surface", "0") as server:
        shown = watch(server)
        assert "4096 vertices, 23814 indices, TRIANGLES" in shown
        # New views of positions and normals, the former ones of the rest.
        sent = re.findall(
            r"created Geometry .* -> BufferView (\S+), BufferView (\S+), "
            r"BufferView 2/0, BufferView 3/0, Material 0/0$",
            shown,
            re.MULTILINE,
        )
        assert len(sent) >= 2
        assert len(set(sent)) == len(sent)
        assert "(not there)" not in shown


def test_slow_methods_answer_later_or_in_turn() -> None:
    with programs.serving("slow_methods", "0") as server:
        assert programs.call(server, "integrate", "0", "2") == 2.0
        assert programs.call(server, "wait") == 0.5


def test_a_client_prints_changes() -> None:
    with (
        programs.serving("step_3_simulation", "0") as server,
        programs.running("following_client", server.url) as client,
    ):
        client.wait_for("^ready$")
        assert client.lines()[:4] == [
            "joining",
            "new: plate",
            "new: state",
            "ready",
        ]


def test_a_server_behind_a_proxy_starts() -> None:
    with programs.serving("behind_a_proxy", "192.0.2.1", "0") as server:
        assert '"pump"' in scene(server)
