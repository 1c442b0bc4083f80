"""Frames with random damage: every input gets a consistent answer.

The expected answer is unknown, but errors must lie within the frame, and the
delivered messages must be encoded to a frame that is read without an error,
with the same result.
"""

from __future__ import annotations

import random

import pytest

import protocol_model
import wire_items
from loose_form import LooseForm
from probe import Answer, CodecProbe
from scalars import ScalarSource
from value_maker import ValueMaker
from wire_forms import IndefiniteForm, StrictForm

MESSAGES = protocol_model.everything()
DAMAGED = 4000
# Heads that change the meaning of many following bytes.
_HEADS = bytes(
    [0x00, 0x1B, 0x5F, 0x7F, 0x9B, 0x9F, 0xBB, 0xBF, 0xC1, 0xF6, 0xFB, 0xFF]
)


def damage(frame: bytes, source: random.Random) -> bytes:
    """One to three changes of any kind."""
    changed = bytearray(frame)
    for _ in range(source.randrange(1, 4)):
        place = source.randrange(len(changed) + 1)
        kind = source.randrange(5)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << source.randrange(8)
        elif kind == 1:
            changed[place:place] = source.randbytes(source.randrange(1, 5))
        elif kind == 2:
            del changed[place : place + source.randrange(1, 9)]
        elif kind == 3 and place < len(changed):
            changed[place] = source.choice(_HEADS)
        else:
            other = source.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + source.randrange(30)]
    return bytes(changed)


def check(answer: Answer, side: str, sent: bytes, probe: CodecProbe) -> None:
    """Checks that the answer is consistent."""
    errors = [error for _, error in answer.invalid]
    errors += [answer.error] if answer.error else []
    for error in errors:
        assert 0 <= error.offset <= len(sent), sent.hex()
        assert error.code and error.expected and error.found, sent.hex()
    again = probe.read(side, answer.frame)
    assert again.is_clean() and not again.unknown, sent.hex()
    assert again.frame == answer.frame, sent.hex()


@pytest.mark.parametrize("seed", range(5))
def test_damaged_frames(seed: int, probe: CodecProbe) -> None:
    source = random.Random(seed)
    forms = [StrictForm(), IndefiniteForm(), LooseForm(source)]
    for _ in range(DAMAGED):
        message = source.choice(MESSAGES)
        maker = ValueMaker(
            ScalarSource(source, source.randrange(7)), source, 0.5
        )
        content = maker.message(message.name)
        frame = source.choice(forms).frame(message.number, content)
        sent = damage(wire_items.encode(frame), source)
        check(probe.read(message.side, sent), message.side, sent, probe)


def test_noise(probe: CodecProbe) -> None:
    source = random.Random("noise")
    for _ in range(DAMAGED):
        sent = source.choice((b"", b"\x82\x04", b"\x9f")) + source.randbytes(
            source.randrange(60)
        )
        check(probe.read("s", sent), "s", sent, probe)
