"""Specifications that use the types of others; what of these comes along."""

from __future__ import annotations

import pathlib

import pytest

from cddl_helpers import METHODS, NOODLES, findings
from linguine.diagnostics import Diagnostics
from linguine.frontend import Import, load
from linguine.model import model, types
from linguine.pipeline import load_model

IMPORTS = [
    Import(str(NOODLES), "noodles/protocol"),
    Import(str(METHODS), "noodles/interfaces"),
]


def lowered(
    text: str, folder: pathlib.Path, bindings: str = ""
) -> tuple[model.Model | None, Diagnostics]:
    """The model of a text that may use NOODLES."""
    specification = folder / "own.cddl"
    specification.write_text(text, encoding="utf-8")
    toml = folder / "own.toml"
    toml.write_text(bindings, encoding="utf-8")
    diagnostics = Diagnostics()
    made = load_model([str(specification)], str(toml), diagnostics, IMPORTS)
    return made, diagnostics


def model_of(
    text: str, folder: pathlib.Path, bindings: str = ""
) -> model.Model:
    """The model of a text without findings."""
    made, diagnostics = lowered(text, folder, bindings)
    assert diagnostics.render() == ""
    assert made is not None
    return made


LAB = """\
Go = { method: "go", args: [ to: Vec3, ? with: Selection ], result: EntityID }
LabMethods = Go
"""


def test_only_what_is_used_comes_along(tmp_path: pathlib.Path) -> None:
    made = model_of(LAB, tmp_path)
    assert made.structures == made.aliases == made.enumerations == ()
    protocol, interfaces = made.imported
    assert protocol.folder == "noodles/protocol"
    assert [one.name for one in protocol.definitions] == ["Vec3"]
    assert protocol.identifiers == ("Entity",)
    assert interfaces.folder == "noodles/interfaces"
    assert sorted(one.name for one in interfaces.definitions) == [
        "Selection",
        "SelectionRange",
        "TableKey",
    ]


def test_bindings_beside_an_import_count(tmp_path: pathlib.Path) -> None:
    made = model_of(LAB, tmp_path)
    selection = made.definition("Selection")
    assert isinstance(selection, model.Structure)
    assert [one.presence for one in selection.members()] == [
        "required",
        "list",
        "list",
    ]
    ranges = made.definition("SelectionRange")
    assert isinstance(ranges, model.Structure)
    assert (ranges.form, ranges.read_from_maps) == ("group", True)


def test_callables_of_imports_can_be_in_own_interfaces(
    tmp_path: pathlib.Path,
) -> None:
    made = model_of(
        'Own = { method: "own", args: [], result: nil }\n'
        "MyMethods = Own / Activate\n",
        tmp_path,
    )
    assert [one.callables for one in made.interfaces] == [("Own", "Activate")]
    assert made.callable("Activate").wire_name == "noo::activate"


def test_a_program_without_imports_needs_its_own(
    tmp_path: pathlib.Path,
) -> None:
    specification = tmp_path / "own.cddl"
    specification.write_text(LAB)
    diagnostics = Diagnostics()
    assert load([str(specification)], diagnostics) is None
    assert {one.code for one in diagnostics.sorted()} == {"undefined-name"}


def test_a_misspelt_import_is_suggested(tmp_path: pathlib.Path) -> None:
    _, diagnostics = lowered("A = { at: Vec33, is: Selektion }\n", tmp_path)
    hints = [one.hint for one in diagnostics.sorted()]
    assert hints == ["did you mean 'Vec3'?", "did you mean 'Selection'?"]


def test_an_own_rule_hides_an_unused_import(tmp_path: pathlib.Path) -> None:
    made = model_of("Root = { at: Vec3 }\nVec3 = { x: float }\n", tmp_path)
    assert [one.name for one in made.structures] == ["Root", "Vec3"]
    assert made.imported == ()


def test_an_own_rule_that_says_the_same_gives_way(
    tmp_path: pathlib.Path,
) -> None:
    made = model_of(
        "Root = { at: Vec3, of: EntityID }\n"
        "id = [ slot: uint32, gen: uint32 ]\nuint32 = uint .size 4\n",
        tmp_path,
    )
    (protocol,) = made.imported
    assert protocol.identifiers == ("Entity",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Root = { of: EntityID }\nid = [ s: uint, g: uint ]\n",
            "2:1 error redefined-import",
        ),
        ("Root = { at: Vec3 }\nVec3 /= tstr\n", "2:1 error extended-import"),
        ("Root = { of: MsgEntityCreate }\n", "1:14 error imported-message"),
    ],
)
def test_what_imports_do_not_allow(
    tmp_path: pathlib.Path, text: str, expected: str
) -> None:
    made, diagnostics = lowered(text, tmp_path)
    assert made is None
    assert expected in findings(diagnostics), diagnostics.render()


# ----------------------------------------------------------- lowering callables


def test_arguments_results_and_docs(tmp_path: pathlib.Path) -> None:
    made = model_of(
        "; Does it.\n"
        "LabDo = {\n"
        '  method: "lab::do",\n'
        "  args: [\n"
        "    ; How often.\n"
        "    times: uint,\n"
        "    ? what: tstr / int,\n"
        "  ],\n"
        "  ; All of them.\n"
        "  result: [ * [ a: int ] ],\n"
        "}\n"
        "; The lab.\n"
        "LabMethods = LabDo\n".replace("[ * [ a: int ] ]", "[ * int ]"),
        tmp_path,
    )
    assert made.callables == (
        model.Callable(
            "LabDo",
            "method",
            "lab::do",
            (
                model.Argument(
                    "times", types.Scalar("uint"), False, "How often."
                ),
                model.Argument(
                    "what",
                    types.Choice((types.Scalar("text"), types.Scalar("int"))),
                    True,
                ),
            ),
            types.ListOf(types.Scalar("int"), 0),
            "types",
            "Does it.",
            "All of them.",
        ),
    )
    assert made.interfaces == (
        model.Interface("LabMethods", "method", ("LabDo",), "The lab."),
    )


def test_a_result_of_nil_is_none(tmp_path: pathlib.Path) -> None:
    made = model_of(
        'A = { method: "a", args: [], result: nil }\nAMethods = A\n', tmp_path
    )
    assert made.callables[0].result is None


def test_a_flat_list(tmp_path: pathlib.Path) -> None:
    made = model_of(
        "Root = { list: [ + Pair ] }\nPair = ( a: int, b: tstr )\n",
        tmp_path,
        '[groups_as_maps]\nnames = ["Pair"]\n',
    )
    root = made.structure("Root")
    assert root.members()[0].type == types.FlatList(types.Named("Pair"), 1)
    assert made.structure("Pair").read_from_maps


@pytest.mark.parametrize(
    ("text", "bindings", "expected"),
    [
        (
            'A = { method: "a", args: [], result: nil }\n',
            "",
            "1:1 warning unused-callable",
        ),
        (
            'A = { method: "a", args: [ x: [ * int ] ], result: nil }\nM = A\n',
            '[spread_arguments]\nnames = ["A.x"]\n',
            "1:1 error unsupported",
        ),
        (
            (
                'A = { method: "a", args: [ x: [ * [ * int ] ], y: int ], '
                "result: nil }\n"
                "M = A\n"
            ),
            '[spread_arguments]\nnames = ["A.x"]\n',
            "1:1 error unsupported",
        ),
        (
            'A = { method: "a", args: [], result: nil }\nM = A\n',
            '[spread_arguments]\nnames = ["A.x"]\n',
            "2:10 error unused-binding",
        ),
        (
            "Root = { a: A }\nA = [ a: int ]\n",
            '[groups_as_maps]\nnames = ["A"]\n',
            "2:10 error unused-binding",
        ),
    ],
)
def test_findings_of_lowering(
    tmp_path: pathlib.Path, text: str, bindings: str, expected: str
) -> None:
    _, diagnostics = lowered(text, tmp_path, bindings)
    assert findings(diagnostics) == [expected], diagnostics.render()
