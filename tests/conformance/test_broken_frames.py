"""Frames that are truncated, have trailing data, or are broken between
messages.
"""

from __future__ import annotations

import random

import cbor2
import pytest
from cddl_verifier import Validator

import canonical
import protocol_model
import wire_items
from faults import mutations
from probe import CodecProbe, Fault
from protocol_model import Message
from replacements import Outcome
from scalars import ScalarSource
from test_single_faults import check
from value_maker import ValueMaker, alternatives_of
from values import (
    Dictionary,
    Double,
    Elements,
    Opaque,
    Pairs,
    Record,
    Scalar,
    Single,
)
from wire_forms import IndefiniteForm, StrictForm
from wire_items import ARRAY, MAP, Item

MESSAGES = protocol_model.messages()
MAX_DEPTH = 64

every_message = pytest.mark.parametrize(
    "message", MESSAGES, ids=lambda m: m.name
)
both_forms = pytest.mark.parametrize("form", [StrictForm(), IndefiniteForm()])


def full_frame(message: Message, form: StrictForm) -> Item:
    """A frame with a full value and plain scalars."""
    source = random.Random(message.name)
    taken = next(iter(alternatives_of(message.name)))
    maker = ValueMaker(ScalarSource(source, fixed=2), source, 1.0, taken)
    return form.frame(message.number, maker.message(message.name))


class Cut:
    """Computes the error of a frame of which only `length` bytes are present.

    Besides truncated items there are arrays and maps that cannot be complete:
    they announce more items than bytes follow, or all announced items together
    are more than the bytes of the input.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._items_left = length

    def fault(self, item: Item) -> Fault | None:
        """The first error of an item and its contents, in reading order."""
        if item.head_end > self._length:
            return Fault("truncated", item.path, item.offset)
        if item.major in (ARRAY, MAP) and not self._is_plausible(item):
            return Fault("truncated", item.path, item.offset)
        for index, child in enumerate(item.children):
            begins_element = index % item.weight() == 0
            if (
                item.indefinite
                and begins_element
                and child.offset == self._length
            ):
                break  # a break may also follow here
            if found := self.fault(child):
                return found
        if item.end > self._length:
            return Fault("truncated", item.path, self._length)
        return None

    def _is_plausible(self, item: Item) -> bool:
        if item.indefinite:
            return True
        count = len(item.children) // item.weight()
        self._items_left -= len(item.children)
        after = self._length - item.head_end
        return count <= after // item.weight() and self._items_left >= 0


@every_message
@both_forms
def test_cut_at_every_byte(
    message: Message, form: StrictForm, probe: CodecProbe
) -> None:
    frame = full_frame(message, form)
    whole = wire_items.encode(frame)
    for length in range(len(whole)):
        fault = end = Cut(length).fault(frame)
        assert fault is not None
        invalid = []
        if fault.path.startswith("[1]"):
            # The message is invalid, and its end cannot be found.
            invalid = [fault]
            found = Cut(length).fault(frame.children[1])
            assert found is not None
            end = Fault(found.code, "[1]", found.offset)
        answer = probe.read(message.side, whole[:length])
        assert answer.faults() == (invalid, end), (
            f"{whole.hex()} cut at {length}"
        )


@every_message
@pytest.mark.parametrize("more", [b"\x00", b"\xa0", b"\xff", b"\x80\x80"])
def test_trailing_bytes(
    message: Message, more: bytes, probe: CodecProbe
) -> None:
    frame = wire_items.encode(full_frame(message, StrictForm()))
    answer = probe.read(message.side, frame + more)
    assert answer.frame == frame
    assert answer.faults() == ([], Fault("trailing-bytes", "", len(frame)))


@every_message
def test_number_without_content(message: Message, probe: CodecProbe) -> None:
    frame = wire_items.encode(full_frame(message, StrictForm()))
    odd = b"\x83" + frame[1:] + b"\x00"
    answer = probe.read(message.side, odd)
    assert answer.frame == frame
    assert answer.faults() == ([], Fault("wrong-length", "", 0))


@pytest.mark.parametrize("side", ["s", "c"])
@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (b"", Fault("truncated", "", 0)),
        (b"\x00", Fault("wrong-type", "", 0)),
        (b"\xa0", Fault("wrong-type", "", 0)),
        (b"\xf6", Fault("wrong-type", "", 0)),
        (b"\xff", Fault("malformed", "", 0)),
        (b"\x82\x20\xa0", Fault("out-of-range", "[0]", 1)),
        (b"\x82\x611\xa0", Fault("wrong-type", "[0]", 1)),
        (b"\x82\xf6\xa0", Fault("wrong-type", "[0]", 1)),
        (b"\x82\x1c\xa0", Fault("malformed", "[0]", 1)),
        (b"\x84\x18\x63\xa0\x80\xa0", Fault("wrong-type", "[2]", 4)),
    ],
)
def test_faults_of_the_frame(
    side: str, sent: bytes, fault: Fault, probe: CodecProbe
) -> None:
    answer = probe.read(side, sent)
    assert answer.frame == b"\x80"
    assert answer.faults() == ([], fault)


@pytest.mark.parametrize("side", ["s", "c"])
def test_empty_frames_hold_nothing(side: str, probe: CodecProbe) -> None:
    for sent in (b"\x80", b"\x9f\xff", b"\xd9\xd9\xf7\x80"):
        answer = probe.read(side, sent)
        assert (
            answer.is_clean() and answer.frame == b"\x80" and not answer.unknown
        )


@pytest.mark.parametrize(("side", "first"), [("s", 38), ("c", 2)])
def test_unknown_numbers_are_passed_on(
    side: str, first: int, probe: CodecProbe
) -> None:
    contents = [{}, [1, {"x": None}], "text", None, cbor2.CBORTag(5, [1.5])]
    numbers = [first, first + 1, 255, 2**32, 2**64 - 1]
    frame = [
        part for pair in zip(numbers, contents, strict=True) for part in pair
    ]
    answer = probe.read(side, cbor2.dumps(frame))
    assert answer.is_clean() and answer.frame == b"\x80"
    assert answer.unknown == tuple(
        (number, cbor2.dumps(content))
        for number, content in zip(numbers, contents, strict=True)
    )


def test_one_bad_message_does_not_lose_the_others(probe: CodecProbe) -> None:
    good = [m for m in MESSAGES if m.side == "s"]
    for position, bad in enumerate(good):
        frames = [full_frame(message, StrictForm()) for message in good]
        parts = [wire_items.encode(frame)[1:] for frame in frames]
        kept = parts[:position] + parts[position + 1 :]
        number = canonical.dumps(bad.number)
        parts[position] = number + b"\x81\x01"
        answer = probe.read("s", b"\x98\x4c" + b"".join(parts))
        if bad.name in ("MsgDocumentReset", "MsgDocumentInitialized"):
            assert answer.is_clean()  # whatever their content
            continue
        offset = 2 + len(b"".join(parts[:position])) + len(number)
        fault = Fault("wrong-type", f"[{2 * position + 1}]", offset)
        assert answer.faults() == ([fault], None)
        assert answer.frame == b"\x98\x4a" + b"".join(kept)


def invocation(*arguments: object) -> Record:
    """A MsgInvokeMethod with these arguments."""
    message = ValueMaker(
        ScalarSource(random.Random(0), 0), random.Random(0), 0.0
    )
    record = message.message("MsgInvokeMethod")
    elements = record.members["args"]
    assert isinstance(elements, Elements)
    elements.values = [Opaque(argument) for argument in arguments]
    return record


@both_forms
def test_faults_inside_any(form: StrictForm, probe: CodecProbe) -> None:
    value = [
        *(1, "text", b"bytes", None, True, Single(0.5), Double(0.5)),
        Pairs(
            [
                ("key", ["x", Pairs([("inner", "y")])]),
                ("other", "z"),
                (5, "five"),
            ]
        ),
        cbor2.CBORTag(77, [["deep"]]),
    ]
    frame = form.frame(1, invocation(value, "last"))
    for mutation in mutations(frame, form):
        sent = wire_items.encode(frame)
        check(probe.read("c", sent), mutation, sent)


@pytest.mark.parametrize(
    "key",
    [
        "plain",
        "",
        "two words",
        "a.b",
        "a[0]",
        'quo"te',
        "back\\slash",
        "\u00e9",
        "k" * 64,
    ],
)
def test_paths_of_strange_keys(
    key: str, probe: CodecProbe, validator: Validator
) -> None:
    scheme = Scalar("text", "http")
    structure = protocol_model.definition("URIParts")[1]
    parts = Record(structure, {"scheme": scheme})
    parts.members["query"] = Dictionary([(key, Opaque("value"))])
    source = random.Random(0)
    message = ValueMaker(ScalarSource(source, 0), source, 0.0).message(
        "MsgImageCreate"
    )
    del message.members[[*message.members][-1]]
    message.members["uri_source"] = parts
    frame = StrictForm().frame(17, message)
    content = wire_items.encode(frame.children[1])
    assert validator.validate(content, root_type="MsgImageCreate").valid
    fault = Outcome("invalid-text")
    broken = frame.children[1].children[-1].children[-1].children[-1]
    broken.raw = b"\x61\xff"
    answer = probe.read("s", wire_items.encode(frame))
    expected = Fault(str(fault.code), broken.path, broken.offset)
    assert answer.faults() == ([expected], None)


@pytest.mark.parametrize("is_map", [False, True])
def test_nesting_is_limited(is_map: bool, probe: CodecProbe) -> None:
    # The frame, the message and the arguments are the first three levels.
    for levels in (MAX_DEPTH - 3, MAX_DEPTH - 2):
        value: object = 1
        for _ in range(levels):
            value = Pairs([("k", value)]) if is_map else [value]
        frame = StrictForm().frame(1, invocation(value))
        sent = wire_items.encode(frame)
        answer = probe.read("c", sent)
        if levels == MAX_DEPTH - 3:
            assert answer.is_clean() and answer.frame == sent
            continue
        innermost = frame
        while innermost.children:
            deepest, innermost = innermost, innermost.children[-1]
        fault = Fault("limit-exceeded", deepest.path, deepest.offset)
        end = Fault("limit-exceeded", "[1]", deepest.offset)
        assert answer.faults() == ([fault], end)
