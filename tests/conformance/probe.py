"""Asks codec_probe, the C++ program of this folder, how it reads frames."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import Any

import cbor2


@dataclass(frozen=True)
class Fault:
    """The code and place of an error, without its texts."""

    code: str
    path: str
    offset: int


@dataclass(frozen=True)
class Reported(Fault):
    """An error as C++ reports it."""

    expected: str
    found: str

    def fault(self) -> Fault:
        """The error without its texts."""
        return Fault(self.code, self.path, self.offset)


@dataclass(frozen=True)
class Answer:
    """The result of reading a frame in C++."""

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


class CodecProbe:
    """A running codec_probe; its path is in NOODLES_CODEC_PROBE."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [os.environ["NOODLES_CODEC_PROBE"]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def read(self, side: str, frame: bytes) -> Answer:
        """The answer for a frame sent by the side "s" or "c"."""
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
                f"codec_probe ended with {code} at {frame.hex()}"
            )
        return _answer(cbor2.loads(content))

    def close(self) -> None:
        """Ends the program, whose exit code must be 0."""
        assert (
            self._process.stdin is not None and self._process.stdout is not None
        )
        self._process.stdin.close()
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        assert code == 0, f"codec_probe ended with {code}"


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
