"""One fault in a valid message: C++ and an independent validator agree.

For every message and every alternative of its one-ofs, each item is replaced,
added, repeated or removed. C++ must report exactly the expected code, path and
byte offset, or accept the message. The validator of CDDL must agree, except for
the reasons in `differences.py`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from cddl_verifier import Validator

import protocol_model
import wire_items
from differences import DIFFERENCES
from faults import Mutation, mutations
from probe import Answer, CodecProbe, Fault
from protocol_model import Message
from scalars import ScalarSource
from value_maker import ValueMaker, alternatives_of
from wire_forms import IndefiniteForm, StrictForm
from wire_items import Item

MESSAGES = protocol_model.everything()
# Plain values: other tests cover boundaries, this one faults.
_PLAIN_SCALARS = 2

every_message = pytest.mark.parametrize(
    "message", MESSAGES, ids=lambda m: m.name
)


def frames(message: Message, form: StrictForm) -> Iterator[Item]:
    """Full values, one for each alternative."""
    for taken in alternatives_of(message.name):
        source = random.Random(message.name)
        scalars = ScalarSource(source, fixed=_PLAIN_SCALARS)
        value = ValueMaker(scalars, source, 1.0, taken).message(message.name)
        yield form.frame(message.number, value)


def cases(
    message: Message, form: StrictForm
) -> Iterator[tuple[Mutation, Item, bytes]]:
    """Every mutation of a message once, with the frame: items and bytes."""
    seen = set()
    for frame in frames(message, form):
        for mutation in mutations(frame, form):
            if mutation.identity() not in seen:
                seen.add(mutation.identity())
                yield mutation, frame, wire_items.encode(frame)


def expected_of(mutation: Mutation) -> tuple[list[Fault], Fault | None]:
    """The expected errors of messages and of the frame."""
    outcome = mutation.outcome
    if outcome.code is None:
        return [], None
    path = mutation.at.path if outcome.path is None else outcome.path
    fault = Fault(outcome.code, path, mutation.at.offset)
    if outcome.code in ("truncated", "malformed"):
        # The end of such a message is unknown.
        return [fault], Fault(outcome.code, "[1]", fault.offset)
    return [fault], None


def check(answer: Answer, mutation: Mutation, sent: bytes) -> None:
    """Compares the report of C++ with the expected errors."""
    expected = expected_of(mutation)
    assert answer.faults() == expected, (
        f"{mutation.name}: {answer} for {sent.hex()}"
    )
    for _, error in answer.invalid:
        assert error.expected and error.found, mutation.name


# The validator is slow, and what it says does not depend on the compiler: where
# a sanitizer watches C++, only C++ is asked.
_WITH_VALIDATOR = not os.environ.get("NOODLES_SANITIZE")


@every_message
def test_cpp_and_validator_agree(
    message: Message, probe: CodecProbe, validator: Validator
) -> None:
    for mutation, frame, sent in cases(message, StrictForm()):
        check(probe.read(message.side, sent), mutation, sent)
        if not _WITH_VALIDATOR:
            continue
        content = sent[frame.children[1].offset :]
        verdict = validator.validate(content, root_type=message.name)
        difference = mutation.outcome.difference
        taken = mutation.outcome.code is None
        letter = taken if difference is None else not taken
        assert verdict.valid == letter, f"{mutation.name}: {verdict.errors}"
        if difference is not None:
            assert DIFFERENCES[difference].taken == taken
            seen_differences.add(difference)


@every_message
def test_faults_between_indefinite_lengths(
    message: Message, probe: CodecProbe
) -> None:
    for mutation, _, sent in cases(message, IndefiniteForm()):
        check(probe.read(message.side, sent), mutation, sent)


seen_differences: set[str] = set()


@pytest.mark.skipif(not _WITH_VALIDATOR, reason="the validator is not asked")
def test_every_difference_is_met() -> None:
    assert seen_differences == set(DIFFERENCES)
