"""The order of components, and that no handwritten code lists them."""

from __future__ import annotations

import pathlib
import re

from cddl_helpers import GENERATOR
from linguine.diagnostics import Diagnostics
from linguine.emit.component_order import reference_order
from linguine.model.model import Model
from linguine.pipeline import load_model

REPOSITORY = GENERATOR.parent

# More kinds than this in one file are a list.
MOST_KINDS = 8


def model_of(path: pathlib.Path) -> Model:
    diagnostics = Diagnostics()
    bindings = REPOSITORY / "spec" / "noodles.bindings.toml"
    the_model = load_model([str(path)], str(bindings), diagnostics)
    assert the_model is not None, diagnostics.render()
    return the_model


def protocol() -> Model:
    return model_of(REPOSITORY / "spec" / "noodles.cddl")


def test_the_order_of_the_protocol() -> None:
    assert reference_order(protocol()) == [
        "Method",
        "Signal",
        "Buffer",
        "BufferView",
        "Sampler",
        "Image",
        "Texture",
        "Material",
        "Geometry",
        "Light",
        "Table",
        "Plot",
        "Physics",
        "Entity",
    ]


def test_a_new_kind_comes_behind_the_kinds_it_names(
    tmp_path: pathlib.Path,
) -> None:
    text = (REPOSITORY / "spec" / "noodles.cddl").read_text(encoding="utf-8")
    text = text.replace("PhysicsID = id\n", "PhysicsID = id\nVolumeID = id\n")
    text = text.replace(
        "37, MsgPhysicsDelete\n",
        "37, MsgPhysicsDelete //\n"
        "  38, MsgVolumeCreate //\n"
        "  39, MsgVolumeDelete\n",
    )
    text += (
        "\nMsgVolumeCreate = { id: VolumeID, view: BufferViewID }\n"
        "\nMsgVolumeDelete = { id: VolumeID }\n"
    )
    path = tmp_path / "volume.cddl"
    path.write_text(text, encoding="utf-8")
    order = reference_order(model_of(path))
    assert order.index("BufferView") < order.index("Volume")
    assert len(order) == len(protocol().components) + 1


_CPP_KIND = re.compile(
    r"ComponentKind::k(\w+)|Msg(\w+?)(?:Create|Update|Delete)\b"
    r"|\b[A-Z_]+\((\w+)\)"
)
# Imported types, texts, members of interfaces.
_TYPESCRIPT_KIND = re.compile(r'\btype (\w+),|"(\w+)"|^ +(\w+): ', re.MULTILINE)


def kinds_in(path: pathlib.Path, kinds: list[str]) -> set[str]:
    """The kinds that a source file names as kinds or by their messages."""
    pattern = _TYPESCRIPT_KIND if path.suffix == ".ts" else _CPP_KIND
    found = pattern.findall(path.read_text(encoding="utf-8"))
    return {name for names in found for name in names if name in kinds}


def test_no_handwritten_code_lists_the_kinds() -> None:
    kinds = [item.name for item in protocol().components]
    lists = {
        str(path.relative_to(REPOSITORY)): sorted(found)
        for folder in (
            "runtime",
            "examples",
            "tests/conformance",
            "tests/state",
        )
        for path in sorted((REPOSITORY / folder).rglob("*"))
        if path.suffix in (".h", ".cc", ".ts")
        and "node_modules" not in path.parts
        and len(found := kinds_in(path, kinds)) > MOST_KINDS
    }
    assert lists == {}
