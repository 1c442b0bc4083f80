"""The NOODLES specification itself has no findings."""

from __future__ import annotations

from cddl_helpers import METHODS, NOODLES
from linguine.diagnostics import Diagnostics
from linguine.frontend import load


def test_the_specification_has_no_findings() -> None:
    diagnostics = Diagnostics()
    resolved = load([str(NOODLES), str(METHODS)], diagnostics)
    assert diagnostics.render() == ""
    assert resolved is not None
    assert resolved.is_group("ServerMessage") and not resolved.is_group(
        "ServerMessages"
    )
    assert resolved.is_interface("TableMethods")
    assert resolved.is_callable("TableInsert")
    assert not resolved.is_callable("MsgInvokeMethod")
    assert resolved.rules["Mat3"].doc == "Matrices are column-major."


def test_the_protocol_alone_has_no_findings() -> None:
    diagnostics = Diagnostics()
    assert load([str(NOODLES)], diagnostics) is not None
    assert diagnostics.render() == ""


def test_the_methods_need_the_protocol() -> None:
    diagnostics = Diagnostics()
    assert load([str(METHODS)], diagnostics) is None
    assert {one.code for one in diagnostics.sorted()} == {"undefined-name"}
