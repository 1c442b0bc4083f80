"""Asks the probes of this folder, programs in C++ and TypeScript, how they read
frames.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cbor2

# The largest integer that TypeScript holds exactly, and how its errors begin
# that say so.
LARGEST_EXACT = 2**53 - 1
_EXACT = ("unsigned integer of at most 53 bits", "integer of at most 53 bits")
# The tags of typed arrays whose elements can be such integers: of 64 bits, and
# floats.
_WIDE_TYPED_ARRAYS = {67, 71, 75, 79, *range(80, 88)}


@dataclass(frozen=True)
class Fault:
    """The code and place of an error, without its texts."""

    code: str
    path: str
    offset: int


@dataclass(frozen=True)
class Reported(Fault):
    """An error as a probe reports it."""

    expected: str
    found: str

    def fault(self) -> Fault:
        """The error without its texts."""
        return Fault(self.code, self.path, self.offset)


@dataclass(frozen=True)
class Limits:
    """The members of DecodeLimits, with their defaults."""

    depth: int = 64
    items: int = 2**24
    text_bytes: int = 2**24
    byte_string_bytes: int = 2**30
    messages: int = 2**20


@dataclass(frozen=True)
class Answer:
    """The result of reading a frame."""

    # The delivered messages, encoded again.
    frame: bytes
    # The number and content of each message with an unknown number.
    unknown: tuple[tuple[int, bytes], ...]
    # The number and error of each message with invalid content.
    invalid: tuple[tuple[int, Reported], ...]
    # The error that ended the frame.
    error: Reported | None

    def is_clean(self) -> bool:
        """Whether nothing was reported."""
        return not self.invalid and self.error is None

    def faults(self) -> tuple[list[Fault], Fault | None]:
        """The errors of messages and that of the frame."""
        found = [error.fault() for _, error in self.invalid]
        return found, self.error.fault() if self.error else None

    def is_inexact(self) -> bool:
        """Whether an integer was refused only because of its size."""
        return any(error.expected in _EXACT for _, error in self.invalid)


class Program:
    """A running probe."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def read(self, side: str, frame: bytes) -> Answer:
        """The answer for a frame sent by the side "s" or "c"."""
        return _answer(cbor2.loads(self._ask(side, frame)))

    def content(self, request: str, given: bytes) -> bytes:
        """The answer to one of the requests of JSON."""
        return self._ask(request, given)

    def set_limits(self, limits: Limits) -> None:
        """Sets the limits for the frames that follow."""
        numbers = dataclasses.astuple(limits)
        self._ask("l", b"".join(one.to_bytes(8, "big") for one in numbers))

    def _ask(self, side: str, frame: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        request = side.encode() + frame
        try:
            stdin.write(len(request).to_bytes(4, "big") + request)
            stdin.flush()
            size = stdout.read(4)
            content = stdout.read(int.from_bytes(size, "big"))
        except OSError:
            size = content = b""
        if len(size) < 4:
            code = self._process.wait()
            raise AssertionError(
                f"{self._command} ended with {code} at {frame.hex()}"
            )
        return content

    def close(self) -> None:
        """Ends the program, whose exit code must be 0."""
        assert (
            self._process.stdin is not None and self._process.stdout is not None
        )
        self._process.stdin.close()
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        assert code == 0, f"{self._command} ended with {code}"


class CodecProbe:
    """The probe of C++, whose path is in NOODLES_CODEC_PROBE, and that of
    TypeScript, which is compared with it.
    """

    def __init__(self, typescript: Program | None) -> None:
        self._cpp = Program([os.environ["NOODLES_CODEC_PROBE"]])
        self._typescript = typescript

    def read(self, side: str, frame: bytes) -> Answer:
        """The answer of C++ for a frame sent by the side "s" or "c".

        TypeScript must give the same answer, word for word, or refuse an
        integer that it does not hold; a NaN may be quiet.
        """
        answer = self._cpp.read(side, frame)
        if self._typescript is not None:
            other = self._typescript.read(side, frame)
            if other != answer and not _is_quieted(answer, other):
                _check_inexact(answer, other, frame)
        return answer

    def contents(self, request: str, given: bytes) -> tuple[bytes, bytes]:
        """The answers of C++ and TypeScript to a request of JSON; that of C++
        twice where there is no Node.
        """
        cpp = self._cpp.content(request, given)
        if self._typescript is None:
            return cpp, cpp
        return cpp, self._typescript.content(request, given)

    def set_limits(self, limits: Limits) -> None:
        """Sets the limits for the frames that follow."""
        self._cpp.set_limits(limits)
        if self._typescript is not None:
            self._typescript.set_limits(limits)

    def close(self) -> None:
        """Ends the programs, whose exit codes must be 0."""
        self._cpp.close()
        if self._typescript is not None:
            self._typescript.close()


def _is_quieted(cpp: Answer, typescript: Answer) -> bool:
    """Whether the answers differ only in signalling NaNs, which JavaScript
    makes quiet: in the highest bit of the mantissa.
    """
    if dataclasses.replace(typescript, frame=cpp.frame) != cpp:
        return False
    if len(cpp.frame) != len(typescript.frame):
        return False
    places = [
        place
        for place, (one, other) in enumerate(
            zip(cpp.frame, typescript.frame, strict=True)
        )
        if one != other
    ]
    for place in places:
        head, sign = cpp.frame[place - 2 : place]
        changed = cpp.frame[place] ^ typescript.frame[place]
        is_nan = (head, changed) in ((0xFA, 0x40), (0xFB, 0x08))
        if not (is_nan and sign | 0x80 == 0xFF):
            return False
    return True


def _check_inexact(cpp: Answer, typescript: Answer, frame: bytes) -> None:
    """TypeScript may refuse messages that C++ takes, for an integer of more
    than 53 bits; all else is the same.
    """
    shown = f"C++: {cpp}\nTypeScript: {typescript}\nfor {frame.hex()}"
    assert typescript.is_inexact(), shown
    assert typescript.unknown == cpp.unknown, shown
    refused = []
    for number, error in typescript.invalid:
        if error.expected in _EXACT:
            kind, _, found = error.found.partition(" ")
            assert error.code == "out-of-range", shown
            if kind == "tag":  # an element of a typed array
                assert int(found) in _WIDE_TYPED_ARRAYS, shown
                continue
            assert kind in ("integer", "float", "text"), shown
            value = float(found.strip('"'))
            assert abs(value) > LARGEST_EXACT, shown
        else:
            refused.append((number, error))
    # C++ may have found another fault later in the same message.
    remaining = [one for one in cpp.invalid if one not in refused]
    assert len(remaining) <= len(typescript.invalid) - len(refused), shown
    assert all(one in cpp.invalid for one in refused), shown


def _answer(content: dict[str, Any]) -> Answer:
    error = content.get("error")
    return Answer(
        frame=content["frame"],
        unknown=tuple((number, item) for number, item in content["unknown"]),
        invalid=tuple(
            (number, Reported(*item)) for number, item in content["invalid"]
        ),
        error=Reported(*error) if error else None,
    )
