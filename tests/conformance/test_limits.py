"""Small limits: both languages stop at the same item, with the same words.

The limit of a text is longer than every key of the specification: C++ compares
most keys without looking at their length.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

import protocol_model
import wire_items
from loose_form import LooseForm
from probe import CodecProbe, Limits
from scalars import ScalarSource
from value_maker import ValueMaker
from wire_forms import IndefiniteForm, StrictForm

FRAMES = 3000
LIMITS = {
    "depth": (0, 1, 2, 3, 4, 5, 6, 7),
    "items": (0, 1, 2, 5, 20, 60),
    "text_bytes": (32, 100, 300),
    "byte_string_bytes": (0, 1, 20, 300),
    "messages": (0, 1),
}
# What errors say that they expected.
WORDS = {
    "depth": "levels of nesting",
    "items": "items",
    "text_bytes": "text of at most",
    "byte_string_bytes": "byte string of at most",
    "messages": "messages",
}


@pytest.fixture
def limited(probe: CodecProbe) -> Iterator[CodecProbe]:
    """The probes, whose limits are the defaults again afterwards."""
    yield probe
    probe.set_limits(Limits())


def frame(source: random.Random, name: str) -> tuple[str, bytes]:
    """A frame with one message or structure that the limit may stop, and its
    side.
    """
    known = protocol_model.everything()
    if name == "byte_string_bytes":
        # Only this message has a byte string that is no value of the type any.
        known = tuple(one for one in known if one.name == "MsgBufferCreate")
    message = source.choice(known)
    maker = ValueMaker(ScalarSource(source, source.randrange(12)), source, 0.9)
    forms = [StrictForm(), IndefiniteForm(), LooseForm(source)]
    content = maker.message(message.name)
    item = source.choice(forms).frame(message.number, content)
    return message.side, wire_items.encode(item)


def test_limits_stop_both_at_the_same_item(limited: CodecProbe) -> None:
    source = random.Random("limits")
    met = dict.fromkeys(LIMITS, 0)
    for _ in range(FRAMES):
        name = source.choice([*LIMITS])
        value = source.choice(LIMITS[name])
        limited.set_limits(Limits(**{name: value}))
        side, sent = frame(source, name)
        answer = limited.read(side, sent)
        errors = [error for _, error in answer.invalid]
        errors += [answer.error] if answer.error else []
        for error in errors:
            if error.code == "limit-exceeded":
                assert WORDS[name] in error.expected
                assert str(value) in error.expected
                met[name] += 1
    assert min(met.values()) > FRAMES // 100, met
