"""Every message, from bytes to C++ and back, against the bytes of cbor2.

Values are made from the specification; what C++ writes for them must be, byte
for byte, what cbor2 writes for the canonical value.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from cddl_verifier import Validator

import canonical
import protocol_model
import wire_items
from loose_form import LooseForm
from probe import CodecProbe
from protocol_model import Message
from scalars import BOUNDARIES, ScalarSource
from value_maker import Alternatives, ValueMaker, alternatives_of
from values import Value
from wire_forms import IndefiniteForm, StrictForm

MESSAGES = protocol_model.messages()
EVERYTHING = protocol_model.everything()
RANDOM_VALUES = 60
LOOSE_FORMS = 4

every_message = pytest.mark.parametrize(
    "message", EVERYTHING, ids=lambda m: m.name
)


def make(
    message: Message,
    odds: float,
    seed: str,
    fixed: int | None = None,
    taken: Alternatives | None = None,
) -> Value:
    """A value of a message; the same arguments make the same value."""
    source = random.Random(f"{message.name} {odds} {seed}")
    return ValueMaker(ScalarSource(source, fixed), source, odds, taken).message(
        message.name
    )


def values_of(message: Message) -> Iterator[Value]:
    """The values of a message that are tried: a few hundred."""
    yield make(message, 0.0, "minimal")
    for position, taken in enumerate(alternatives_of(message.name)):
        yield make(message, 0.0, f"{position}", taken=taken)
        yield make(message, 1.0, f"{position}", taken=taken)
    for fixed in range(max(len(values) for values in BOUNDARIES.values())):
        yield make(message, 1.0, f"{fixed}", fixed=fixed)
    for number in range(RANDOM_VALUES):
        yield make(message, 0.5, f"{number}")


def check(
    probe: CodecProbe, message: Message, sent: bytes, expected: bytes
) -> None:
    """C++ reads `sent` without complaint and writes `expected`."""
    answer = probe.read(message.side, sent)
    assert answer.is_clean(), f"{answer} for {sent.hex()}"
    assert answer.frame == expected, f"{answer.frame.hex()} for {sent.hex()}"


def test_model_has_the_messages_of_the_text() -> None:
    assert len(MESSAGES) == 40
    assert set(MESSAGES) == set(protocol_model.messages_in_text())


def test_every_default_of_the_text_is_known() -> None:
    text = protocol_model.specification()
    count = sum(
        ".default" in line
        for line in text.splitlines()
        if not line.startswith(";")
    )
    assert protocol_model.count_of_defaults_in_text() == count


@every_message
def test_canonical_bytes_come_back(message: Message, probe: CodecProbe) -> None:
    for value in values_of(message):
        expected = canonical.frame((message.number, value))
        check(probe, message, expected, expected)


@every_message
def test_strict_bytes_become_canonical(
    message: Message, probe: CodecProbe
) -> None:
    for value in values_of(message):
        sent = wire_items.encode(StrictForm().frame(message.number, value))
        check(probe, message, sent, canonical.frame((message.number, value)))


@every_message
def test_indefinite_lengths_become_canonical(
    message: Message, probe: CodecProbe
) -> None:
    for value in values_of(message):
        sent = wire_items.encode(IndefiniteForm().frame(message.number, value))
        check(probe, message, sent, canonical.frame((message.number, value)))


@every_message
def test_loose_bytes_become_canonical(
    message: Message, probe: CodecProbe
) -> None:
    source = random.Random(message.name)
    for value in values_of(message):
        expected = canonical.frame((message.number, value))
        for _ in range(LOOSE_FORMS):
            form = LooseForm(source, odds=source.choice((0.1, 0.3, 0.6)))
            sent = wire_items.encode(form.frame(message.number, value))
            check(probe, message, sent, expected)


@every_message
def test_made_and_canonical_values_are_valid(
    message: Message, validator: Validator
) -> None:
    for value in values_of(message):
        frame = StrictForm().frame(message.number, value)
        wire_items.encode(frame)
        for content in (
            wire_items.encode(frame.children[1]),
            canonical.dumps(canonical.canonical(value)),
        ):
            result = validator.validate(content, root_type=message.name)
            assert result.valid, f"{result.errors} for {content.hex()}"


@pytest.mark.parametrize("side", ["s", "c"])
def test_frames_of_many_messages(
    side: str, probe: CodecProbe, validator: Validator
) -> None:
    root = {"s": "ServerMessages", "c": "ClientMessages"}[side]
    source = random.Random(side)
    of_side = [message for message in MESSAGES if message.side == side]
    for seed in range(20):
        chosen = of_side + source.choices(of_side, k=10)
        source.shuffle(chosen)
        values = [(m.number, make(m, 0.5, f"frame {seed}")) for m in chosen]
        frame = canonical.frame(*values)
        answer = probe.read(side, frame)
        assert answer.is_clean()
        assert answer.frame == frame
        assert validator.validate(frame, root_type=root).valid
