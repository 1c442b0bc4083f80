"""The exact findings of `linguine diff` for pairs of specifications, in both
directions.

The files of diff_pairs/ hold the pairs. What every pair has is in REST, behind
its text, so that places are lines of the text. A finding is

    LEVEL RULE KIND KEY | who breaks | line in the old, line in the new

A line of the bindings is written b3, one of the imported file i3. To take what
the program says now as what is expected, run this file as a program and read
the difference.
"""

from __future__ import annotations

import pathlib
import sys
from dataclasses import dataclass, field

import pytest

GENERATOR = pathlib.Path(__file__).resolve().parents[2] / "generator"
if __name__ == "__main__":
    sys.path.insert(0, str(GENERATOR))

from linguine.compare.findings import (  # noqa: E402
    NEW_READER,
    NEW_SOURCE,
    OLD_READER,
    OLD_SOURCE,
    Finding,
    Level,
)
from linguine.compare.models import compare_models  # noqa: E402
from linguine.compare.rules import RULES  # noqa: E402
from linguine.diagnostics import Diagnostics  # noqa: E402
from linguine.frontend import Import  # noqa: E402
from linguine.model.model import Model, Origin  # noqa: E402
from linguine.pipeline import load_model  # noqa: E402

FOLDER = pathlib.Path(__file__).with_name("diff_pairs")
MINIMUM = 80  # pairs
# What these take away from readers, readers of the other version never had.
LOSSES = ("always-updated", "callable-removed")
# The first line of an imported text may say where its code is.
CODE = "; code in "
TABLES = """
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgA )
ClientMessages = [ + ClientMessage ]
ClientMessage = ( 0, MsgB )
"""
SECTIONS = (
    "old",
    "new",
    "old bindings",
    "new bindings",
    "old import",
    "new import",
    "forward",
    "backward",
)


@dataclass
class Pair:
    """Two specifications and what is expected."""

    file: str
    name: str
    sections: dict[str, list[str]] = field(default_factory=dict)

    def text(self, section: str) -> str:
        """The text of a section; empty where there is none."""
        return "".join(f"{line}\n" for line in self.sections.get(section, ()))


def read_pairs() -> list[Pair]:
    """All pairs of all files."""
    found: list[Pair] = []
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                found.append(Pair(path.stem, line.removeprefix("=== ")))
            elif line.startswith("--- "):
                section = line.removeprefix("--- ")
                assert section in SECTIONS, f"{path}: {line}"
                lines: list[str] = []
                found[-1].sections[section] = lines
            else:
                lines.append(line)
    for pair in found:
        for section in pair.sections.values():
            while section and not section[-1]:
                section.pop()
    return found


PAIRS = read_pairs()


@dataclass
class Version:
    """A version of a pair as files, and what comes of them."""

    model: Model
    imports: list[Model]
    bindings: list[str]


def load(folder: pathlib.Path, pair: Pair, version: str) -> Version:
    """Writes the files of a version and reads them."""
    path = folder / f"{version}.cddl"
    text = pair.text(version)
    if "ServerMessages" not in text and "MsgA" in text:
        text += TABLES + ("" if "MsgB = " in text else "MsgB = { q: int }\n")
    path.write_text(text, encoding="utf-8")
    bindings = path.with_suffix(".bindings.toml")
    bindings.write_text(pair.text(f"{version} bindings"), encoding="utf-8")
    imports: list[Import] = []
    imported: list[Model] = []
    if f"{version} import" in pair.sections:
        other = folder / f"{version}_import.cddl"
        text = pair.text(f"{version} import")
        other.write_text(text, encoding="utf-8")
        first = text.splitlines()[0]
        code = "noodles/protocol"
        if first.startswith(CODE):
            code = first.removeprefix(CODE)
        imports = [Import(str(other), code)]
        imported = [checked([str(other)], None, [])]
    model = checked([str(path)], str(bindings), imports)
    return Version(model, imported, [str(bindings)])


def checked(
    paths: list[str], bindings: str | None, imports: list[Import]
) -> Model:
    """The model of files that have no errors."""
    diagnostics = Diagnostics()
    model = load_model(paths, bindings, diagnostics, imports)
    assert model is not None, diagnostics.render()
    return model


def compared(old: Version, new: Version) -> list[Finding]:
    """The findings about two versions."""
    return compare_models(
        old.model,
        new.model,
        old.imports,
        new.imports,
        old.bindings,
        new.bindings,
    ).sorted()


def line_of(origin: Origin | None) -> str:
    """The line of a place, with the letter of its file."""
    if origin is None:
        return "-"
    name = pathlib.Path(origin.file).name
    letter = "b" if "bindings" in name else "i" if "import" in name else ""
    return f"{letter}{origin.line}"


def shown(finding: Finding) -> str:
    """A finding in a line; see the head of the file."""
    level = Level(finding.level).name.lower()
    subject = f"{finding.subject.kind} {finding.subject.key}"
    breaks = ", ".join(finding.breaks)
    places = f"{line_of(finding.old)}, {line_of(finding.new)}"
    return f"{level} {finding.rule} {subject} | {breaks} | {places}"


def both_ways(folder: pathlib.Path, pair: Pair) -> dict[str, list[Finding]]:
    """The findings of both directions."""
    old, new = (load(folder, pair, version) for version in ("old", "new"))
    return {"forward": compared(old, new), "backward": compared(new, old)}


@pytest.mark.parametrize(
    "pair", PAIRS, ids=[f"{one.file}: {one.name}" for one in PAIRS]
)
def test_findings_of_both_directions(
    tmp_path: pathlib.Path, pair: Pair
) -> None:
    found = both_ways(tmp_path, pair)
    for direction, findings in found.items():
        said = [shown(one) for one in findings]
        assert said == pair.sections[direction], direction
        places = [(one.rule, one.subject, one.old, one.new) for one in findings]
        assert len(set(places)) == len(places), "a finding stands twice"


@pytest.mark.parametrize(
    "pair", PAIRS, ids=[f"{one.file}: {one.name}" for one in PAIRS]
)
def test_who_breaks_is_the_other_one_backward(
    tmp_path: pathlib.Path, pair: Pair
) -> None:
    """A new source that breaks is an old one the other way round; so are
    readers, but that they lose nothing which they never knew."""
    found = both_ways(tmp_path, pair)
    forward, backward = (
        {
            side
            for one in found[direction]
            for side in one.breaks
            if one.rule not in LOSSES or side in (OLD_SOURCE, NEW_SOURCE)
        }
        for direction in ("forward", "backward")
    )
    assert (OLD_SOURCE in forward) == (NEW_SOURCE in backward)
    assert (NEW_SOURCE in forward) == (OLD_SOURCE in backward)
    risky = {
        direction: any(one.level >= Level.RISKY for one in findings)
        for direction, findings in found.items()
    }
    for readers, others in ((forward, backward), (backward, forward)):
        if OLD_READER in readers:
            assert NEW_READER in others
    if NEW_READER in forward and not risky["forward"]:
        assert NEW_READER in backward or OLD_READER in backward


def test_there_are_enough_pairs() -> None:
    names = [(one.file, one.name) for one in PAIRS]
    assert len(set(names)) == len(names) >= MINIMUM


def test_every_rule_has_a_pair() -> None:
    said = "\n".join(
        pair.text(direction)
        for pair in PAIRS
        for direction in ("forward", "backward")
    )
    assert [rule for rule in RULES if f" {rule} " not in said] == []


def rewrite(folder: pathlib.Path) -> None:
    """Takes what is found as what is expected."""
    files: dict[str, list[str]] = {}
    for pair in PAIRS:
        for direction, findings in both_ways(folder, pair).items():
            pair.sections[direction] = [shown(one) for one in findings]
        lines = files.setdefault(pair.file, [])
        lines += [*([""] if lines else []), f"=== {pair.name}"]
        for section in SECTIONS:
            if section in pair.sections:
                lines += [f"--- {section}", *pair.sections[section]]
    for name, lines in files.items():
        text = "".join(f"{line}\n" for line in lines)
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        rewrite(pathlib.Path(made))
