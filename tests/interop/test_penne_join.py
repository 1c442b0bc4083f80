"""A strict Penne joins and receives every component of the scenario."""

from __future__ import annotations

from typing import Any

import pytest
from penne import (
    Client,
    EntityID,
    MaterialID,
    MethodID,
    PlotID,
    SignalID,
    TableID,
)

from penne_session import PenneSession
from scenario import DESCRIPTIONS, METHODS, SIGNALS
from server_process import DEADLINE_SECONDS, ScenarioServer

ONE_METHOD = [MethodID(0, 0)]


def test_joins_strictly(penne: PenneSession) -> None:
    assert penne.client.strict is True
    assert penne.client.is_active is True
    assert penne.client.connection_established.is_set()
    penne.assert_healthy()


def test_state_holds_exactly_the_scenario(penne: PenneSession) -> None:
    expected = {"document"}
    expected |= {MethodID(slot, 0) for slot in range(10)}
    expected |= {SignalID(slot, 0) for slot in range(5)}
    expected |= {EntityID(0, 0), EntityID(1, 0), MaterialID(0, 0)}
    expected |= {TableID(0, 0), PlotID(0, 0)}
    assert set(penne.client.state) == expected


def arguments_of(described: dict[str, Any]) -> list[tuple[str, str]]:
    """The name and the hint of each argument."""
    return [
        (argument["name"], argument["editor_hint"])
        for argument in described.get("arg_doc", [])
    ]


def test_methods(penne: PenneSession) -> None:
    for slot, name in enumerate(METHODS):
        method = penne.client.state[MethodID(slot, 0)]
        assert method.name == name
        described = DESCRIPTIONS.get(name, {})
        assert (method.doc, method.return_doc) == (described.get("doc"), None)
        shown = [(arg.name, arg.editor_hint) for arg in method.arg_doc]
        assert shown == arguments_of(described)


def test_method_arguments(penne: PenneSession) -> None:
    method = penne.client.state[MethodID(1, 0)]
    shown = [(arg.name, arg.doc, arg.editor_hint) for arg in method.arg_doc]
    assert shown == [
        ("x", "How far to move in x", "noo::real"),
        ("y", "How far to move in y", "noo::real"),
        ("z", "How far to move in z", "noo::real"),
    ]


def test_signals(penne: PenneSession) -> None:
    for slot, name in enumerate(SIGNALS):
        signal = penne.client.state[SignalID(slot, 0)]
        described = DESCRIPTIONS.get(name, {})
        assert (signal.name, signal.doc) == (name, described.get("doc"))
        shown = [(arg.name, arg.editor_hint) for arg in signal.arg_doc]
        assert shown == arguments_of(described)


def test_plain_entity(penne: PenneSession) -> None:
    entity = penne.client.state[EntityID(0, 0)]
    assert entity.name == "test_entity"
    own = set(type(entity).model_fields) - {"client", "id", "name", "signals"}
    assert {field: getattr(entity, field) for field in own} == dict.fromkeys(
        own
    )
    assert entity.show_methods() == "No methods available"


def test_method_entity(penne: PenneSession) -> None:
    entity = penne.client.state[EntityID(1, 0)]
    assert entity.name == "test_method_entity"
    assert entity.methods_list == ONE_METHOD
    assert entity.signals_list is None
    assert callable(entity.test_method)


def test_material(penne: PenneSession) -> None:
    material = penne.client.state[MaterialID(0, 0)]
    assert material.name == "test_material"
    # Penne reads 1.0 as 1 of 255. Its default is white, so the server has sent
    # this.
    assert material.pbr_info.base_color.as_rgb_tuple(alpha=True) == (
        1,
        1,
        1,
        1.0,
    )
    assert (material.pbr_info.metallic, material.pbr_info.roughness) == (
        1.0,
        1.0,
    )
    assert material.pbr_info.base_color_texture is None
    assert material.pbr_info.metal_rough_texture is None
    assert material.normal_texture is None
    assert material.occlusion_texture is None
    assert material.occlusion_texture_factor == 1.0
    assert material.emissive_texture is None
    assert material.emissive_factor == [1.0, 1.0, 1.0]
    assert material.use_alpha is False
    assert material.alpha_cutoff == 0.5
    assert material.double_sided is False


def test_table(penne: PenneSession) -> None:
    table = penne.client.state[TableID(0, 0)]
    assert (table.name, table.meta) == ("test_table", None)
    assert table.methods_list == ONE_METHOD
    assert table.signals_list == [SignalID(0, 0)]
    assert callable(table.test_method)
    assert table.tbl_subscribe is None


def test_table_without_methods_of_tables(penne: PenneSession) -> None:
    """What Penne's own tests of tables expect of this table."""
    client = penne.client
    table = client.state[TableID(0, 0)]
    assert table.show_methods().splitlines()[2:] == [
        ">> test_method:",
        "\tNone",
        "\tReturns: None",
        "\tArgs:",
    ]
    with pytest.raises(Exception, match="Could not subscribe"):
        table.subscribe()
    reset = client.get_delegate_id("noo::tbl_reset")
    assert reset == SignalID(0, 0)
    assert table.signals["noo::tbl_reset"] is not None


def test_plot(penne: PenneSession) -> None:
    plot = penne.client.state[PlotID(0, 0)]
    assert plot.name == "test_plot"
    assert (plot.simple_plot, plot.url_plot) == ("True", None)
    assert plot.table is None
    assert plot.methods_list == ONE_METHOD
    assert plot.signals_list is None


def test_document(penne: PenneSession) -> None:
    document = penne.client.state["document"]
    assert document.methods_list == ONE_METHOD
    assert document.signals_list == [SignalID(0, 0)]


def test_finds_components_by_name_and_context(penne: PenneSession) -> None:
    client = penne.client
    assert client.get_delegate_id("test_method") == MethodID(0, 0)
    assert client.get_delegate("test_plot").id == PlotID(0, 0)
    context = {"table": TableID(0, 0)}
    assert client.get_delegate_by_context(context).name == "test_table"


def test_connected_callback_runs(server: ScenarioServer) -> None:
    joined: list[bool] = []
    client = Client(
        server.url, on_connected=lambda: joined.append(True), strict=True
    )
    client.thread.daemon = True
    with client:
        called, argument = client.callback_queue.get(timeout=DEADLINE_SECONDS)
        assert argument is None
        called()
    assert joined == [True]


def test_two_clients_see_the_same(
    server: ScenarioServer, penne: PenneSession
) -> None:
    with PenneSession(server.url, strict=True) as second:
        assert set(second.client.state) == set(penne.client.state)
        second.assert_healthy()


def test_leaves_and_joins_again(server: ScenarioServer) -> None:
    for _ in range(3):
        with PenneSession(server.url, strict=True) as session:
            assert session.call([0, 0]) == "Method on server called!"
            session.assert_healthy()


def test_server_stop_ends_the_connection_in_peace(
    server: ScenarioServer,
) -> None:
    with PenneSession(server.url, strict=True) as session:
        server.terminate()
        session.client.thread.join(timeout=DEADLINE_SECONDS)
        assert not session.client.thread.is_alive()
        # Penne has no public access to the code.
        assert session.client._socket.close_code == 1001  # noqa: SLF001
        assert session.complaints() == []
