"""Specifications that `check` refuses, with all that it says, word for word.

refused.txt holds them: `=== name`, the specification, `--- bindings` where
there are any, and `--- findings`, what is said: `file:line:column: severity:
message [code]` and the hint. LINGUINE_REGENERATE=1 writes the findings anew,
for a review.
"""

from __future__ import annotations

import os
import pathlib
import re
from dataclasses import dataclass

import pytest

from linguine.diagnostics import Diagnostics
from linguine.emit.languages import LANGUAGES, Request
from linguine.pipeline import load_model

CORPUS = pathlib.Path(__file__).parent / "refused.txt"
_CASE = re.compile(
    r"=== (\w+)\n(.*?)(?:--- bindings\n(.*?))?--- findings\n(.*?)(?=\n===|\Z)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    """A specification, its bindings or "", and what is said of them."""

    name: str
    specification: str
    bindings: str
    findings: str


def cases() -> list[Case]:
    found = _CASE.findall(CORPUS.read_text(encoding="utf-8"))
    return [Case(*case) for case in found]


CASES = cases()


def findings_of(case: Case, folder: pathlib.Path) -> str:
    """What `check` says, with the names of the files alone."""
    specification = folder / "spec.cddl"
    specification.write_text(case.specification, encoding="utf-8")
    bindings = None
    if case.bindings:
        bindings = folder / "spec.toml"
        bindings.write_text(case.bindings, encoding="utf-8")
    diagnostics = Diagnostics()
    model = load_model(
        [str(specification)], bindings and str(bindings), diagnostics
    )
    if model is not None:
        for render in LANGUAGES.values():
            render(model, Request((), "code", "code"), diagnostics)
    lines = []
    for one in diagnostics.sorted():
        place = f"{one.span.file}:{one.span.line}:{one.span.column}"
        lines.append(f"{place}: {one.severity}: {one.message} [{one.code}]\n")
        if one.hint:
            lines.append(f"  hint: {one.hint}\n")
    return "".join(lines).replace(f"{folder}/", "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_findings(case: Case, tmp_path: pathlib.Path) -> None:
    assert ": error: " in findings_of(case, tmp_path)
    if "LINGUINE_REGENERATE" not in os.environ:
        assert findings_of(case, tmp_path) == case.findings


def test_the_corpus_is_whole(tmp_path: pathlib.Path) -> None:
    if "LINGUINE_REGENERATE" in os.environ:
        texts = []
        for case in CASES:
            folder = tmp_path / case.name
            folder.mkdir()
            bindings = case.bindings and f"--- bindings\n{case.bindings}"
            texts.append(
                f"=== {case.name}\n{case.specification}{bindings}"
                f"--- findings\n{findings_of(case, folder)}"
            )
        CORPUS.write_text("\n".join(texts), encoding="utf-8")
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(CASES) > 150
    # No part of the text has been read as no case.
    assert len(CASES) == CORPUS.read_text(encoding="utf-8").count("=== ")
