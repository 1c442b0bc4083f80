"""[members] of the bindings: keys that are spelled anew change no program.

Every key of the protocol gets another spelling, and [members] the former name.
What programs use, names and types of members, then stays as it was.
"""

from __future__ import annotations

import pathlib
import re
import tomllib
from collections.abc import Iterator

import pytest

from cddl_helpers import NOODLES, findings
from linguine.diagnostics import Diagnostics
from linguine.emit.languages import LANGUAGES, Request
from linguine.model import model
from linguine.pipeline import load_model

BINDINGS = NOODLES.with_suffix(".bindings.toml")
ANEW = "_anew"
# The key of identifiers, which nothing binds in messages of a component's life.
FIXED = "id"
LISTS_OF_RULES = {"content_ignored", "groups_as_maps"}


def load(specification: pathlib.Path, bindings: pathlib.Path) -> model.Model:
    diagnostics = Diagnostics()
    loaded = load_model([str(specification)], str(bindings), diagnostics)
    assert loaded is not None, diagnostics.render()
    return loaded


def render(the_model: model.Model, language: str) -> dict[str, str]:
    diagnostics = Diagnostics()
    request = Request(("spec",), "noodles/protocol", "noodles")
    files = LANGUAGES[language](the_model, request, diagnostics)
    assert not diagnostics.has_errors, diagnostics.render()
    return files


def spelled_anew(text: str, keys: set[str]) -> str:
    """The specification with other spellings of these keys."""
    code = re.compile(r'"[^"]*"|;[^\n]*|\b([a-z]\w*)(?=:)')
    return code.sub(
        lambda found: (
            found[0] + ANEW if found[1] in keys and found[1] else found[0]
        ),
        text,
    )


def rules_of(the_model: model.Model) -> dict[str, str]:
    """The rule of each structure."""
    rules = {item.name: item.name for item in the_model.structures}
    for component in the_model.components:
        rules[component.content] = f"Msg{component.name}Create"
        if component.update is not None:
            rules[component.update] = f"Msg{component.name}Update"
    inline = tomllib.loads(BINDINGS.read_text())["structures"]
    return rules | {name: _anew(place) for place, name in inline.items()}


def _anew(place: str) -> str:
    return f"{place}{ANEW}" if "." in place else place


def bound_anew(the_model: model.Model) -> str:
    """The bindings for the other spellings."""
    content = tomllib.loads(BINDINGS.read_text())
    tables: dict[str, dict[str, object]] = {}
    for table, entries in content.items():
        if table in ("enumerators", "open_enumerations"):
            tables[table] = entries
        elif "names" in entries:
            names = entries["names"]
            if table not in LISTS_OF_RULES:
                names = [_anew(name) for name in names]
            tables[table] = {"names": names}
        else:
            tables[table] = {
                _anew(place): value for place, value in entries.items()
            }
    tables["members"] = dict(_members(the_model))
    lines = []
    for table, entries in tables.items():
        lines.append(f"[{table}]")
        lines += [f"{_quoted(key)} = {_toml(v)}" for key, v in entries.items()]
    return "\n".join(lines) + "\n"


def _members(the_model: model.Model) -> Iterator[tuple[str, str]]:
    rules = rules_of(the_model)
    of_creates = set()
    # Creates come first: an update calls its members as they do.
    for structure in sorted(
        the_model.structures, key=lambda item: "Update" in item.name
    ):
        rule = rules[structure.name]
        for member in structure.members():
            if member.key == FIXED:
                continue
            of_creates.add((rule, member.key))
            create = rule.replace("Update", "Create")
            if rule == create or (create, member.key) not in of_creates:
                yield f"{rule}.{_anew(f'.{member.key}')[1:]}", member.key


def _quoted(text: str) -> str:
    return f'"{text}"'


def _toml(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value)}]"
    assert isinstance(value, dict)
    inner = ", ".join(f"{key} = {_toml(item)}" for key, item in value.items())
    return f"{{ {inner} }}"


def code_of(text: str) -> str:
    """The code alone: neither texts nor comments nor layout, and without the
    fewest bytes of values, which hold their keys.
    """
    text = re.sub(r'"[^"\n]*"|//[^\n]*|/\*.*?\*/', "", text, flags=re.DOTALL)
    text = re.sub(r"(kMinimumEncodedSize<[\w:]+> =)\s*\d+", r"\1", text)
    return re.sub(r"[\s,]", "", text)


@pytest.mark.parametrize("language", ["cpp", "typescript"])
def test_keys_spelled_anew(language: str, tmp_path: pathlib.Path) -> None:
    former = load(NOODLES, BINDINGS)
    keys = {
        member.key
        for structure in former.structures
        for member in structure.members()
    } - {FIXED}
    specification = tmp_path / "noodles.cddl"
    specification.write_text(spelled_anew(NOODLES.read_text(), keys))
    bindings = tmp_path / "noodles.bindings.toml"
    bindings.write_text(bound_anew(former))
    new = load(specification, bindings)
    # On the wire all keys have changed ...
    for structure in new.structures:
        for member in structure.members():
            if member.key != FIXED:
                assert member.key == member.name + ANEW
    # ... and for programs nothing.
    before = render(former, language)
    after = render(new, language)
    assert before.keys() == after.keys()
    wire = [name for name, text in after.items() if f'{ANEW}"' in text]
    assert len(wire) >= len(new.topics), wire
    for name in before.keys() - {"model.json"}:
        # TypeScript tells alternatives of one-of by texts, which stay too.
        kinds = re.findall(r'kind: ("\w+")', before[name])
        assert re.findall(r'kind: ("\w+")', after[name]) == kinds, name
        assert code_of(after[name]) == code_of(before[name]), name


LAMP = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgLampCreate // 1, MsgLampUpdate // 2, MsgLampDelete )
id = [ slot: uint .size 4, gen: uint .size 4 ]
LampID = id
MsgLampCreate = { id: LampID, lit: bool, ? "shade-form": tstr }
MsgLampUpdate = { id: LampID, ? lit: bool }
MsgLampDelete = { id: LampID }
"""


def loaded(
    folder: pathlib.Path, entries: str
) -> tuple[model.Model | None, Diagnostics]:
    (folder / "lamp.cddl").write_text(LAMP)
    (folder / "lamp.toml").write_text(f"[members]\n{entries}\n")
    diagnostics = Diagnostics()
    the_model = load_model(
        [str(folder / "lamp.cddl")], str(folder / "lamp.toml"), diagnostics
    )
    if the_model is not None:
        render_all(the_model, diagnostics)
    return the_model, diagnostics


def render_all(the_model: model.Model, diagnostics: Diagnostics) -> None:
    request = Request(("lamp",), "lamp", "lamp")
    for render_one in LANGUAGES.values():
        render_one(the_model, request, diagnostics)


def test_an_update_has_the_names_of_its_create(tmp_path: pathlib.Path) -> None:
    the_model, diagnostics = loaded(tmp_path, '"MsgLampCreate.lit" = "is_lit"')
    assert the_model is not None, diagnostics.render()
    for name in ("Lamp", "LampUpdate"):
        first = the_model.structure(name).members()[0]
        assert (first.key, first.name) == ("lit", "is_lit")
    text = "".join(render(the_model, "cpp").values())
    assert "bool is_lit = false;" in text
    assert "std::optional<bool> is_lit{};" in text
    assert '{"lit",' in text
    assert '{"is_lit",' not in text


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # What is no name, what is taken, what is nothing.
        ('"MsgLampCreate.lit" = "is lit"', "2:1 error bindings-type"),
        ('"MsgLampCreate.lit" = "2lit"', "2:1 error bindings-type"),
        ('"MsgLampCreate.lit" = 3', "2:1 error bindings-type"),
        ('"MsgLampCreate.lit" = "shade_form"', "5:42 error name-collision"),
        ('"MsgLampCreate.lamp" = "lit"', "2:1 error unused-binding"),
        ('"MsgLampUpdate.id" = "key"', "2:1 error unused-binding"),
    ],
)
def test_names_that_cannot_be(
    entries: str, expected: str, tmp_path: pathlib.Path
) -> None:
    _, diagnostics = loaded(tmp_path, entries)
    assert expected in findings(diagnostics), diagnostics.render()
