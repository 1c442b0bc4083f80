"""Whether TypeScript takes part: every test of this folder asks both probes."""

from __future__ import annotations

import dataclasses

import cbor2
import pytest

import node_tools
from probe import Answer, CodecProbe, Program


def test_typescript_is_judged(
    probe: CodecProbe, typescript: Program | None
) -> None:
    node_tools.require()
    assert typescript is not None
    frame = cbor2.dumps([32, {}])
    assert typescript.read("s", frame) == probe.read("s", frame)


class Stub(Program):
    """Gives one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def read(self, side: str, frame: bytes) -> Answer:
        del side, frame
        return self.answer

    def close(self) -> None:
        pass


def test_a_difference_is_noticed() -> None:
    """One word of one error is enough."""
    probe = CodecProbe(None)
    frame = cbor2.dumps([4, {"id": "x"}])
    answer = probe.read("s", frame)
    ((number, error),) = answer.invalid
    changed = [
        dataclasses.replace(error, found='text "y"'),
        dataclasses.replace(error, expected="list"),
        dataclasses.replace(error, path="[1]"),
        dataclasses.replace(error, offset=error.offset + 1),
        dataclasses.replace(error, code="malformed"),
        # An integer that TypeScript would hold.
        dataclasses.replace(
            error,
            code="out-of-range",
            expected="integer of at most 53 bits",
            found="integer 7",
        ),
    ]
    answers = [
        dataclasses.replace(answer, invalid=((number, one),)) for one in changed
    ]
    answers.append(dataclasses.replace(answer, frame=b"\x82\x18\x20\xa0"))
    answers.append(dataclasses.replace(answer, invalid=()))
    answers.append(dataclasses.replace(answer, error=error))
    for other in answers:
        both = CodecProbe(Stub(other))
        with pytest.raises(AssertionError):
            both.read("s", frame)
        both.close()
    probe.close()


@pytest.mark.parametrize(
    ("sent", "other", "is_allowed"),
    [
        ("fa7f80001b", "fa7fc0001b", True),
        ("faff800001", "faffc00001", True),
        ("fa7f80001b", "fa7fc0001c", False),
        ("fa3f800000", "fa3fc00000", False),
    ],
)
def test_only_nans_may_differ(sent: str, other: str, is_allowed: bool) -> None:
    head = "821818a262696482000069696e74656e73697479"
    answer = Answer(bytes.fromhex(head + other), (), (), None)
    both = CodecProbe(Stub(answer))
    frame = bytes.fromhex(head + sent)
    if is_allowed:
        both.read("s", frame)
    else:
        with pytest.raises(AssertionError):
            both.read("s", frame)
    both.close()
