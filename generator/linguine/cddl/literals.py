"""The values of CDDL's literals: numbers, text strings and byte strings.

Each function takes the literal as written and raises LiteralError, whose offset
counts from the literal's first character, where it has no value.
"""

from __future__ import annotations

import base64
import binascii
import math
import re

# Bounds the quadratic cost of turning digits into a number. 2**64, the largest
# integer that CBOR holds without a tag, has 20 decimal and 64 binary digits.
MAX_NUMBER_LENGTH = 1000

_SIMPLE_ESCAPES = {
    '"': '"',
    "'": "'",
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|(.))",
    re.DOTALL,
)
_SPACE = re.compile(r"[ \t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_BYTES_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class LiteralError(Exception):
    """A literal without a value."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


def number(text: str) -> int | float:
    """The number; a float if it has a fraction or an exponent."""
    if len(text) > MAX_NUMBER_LENGTH:
        raise LiteralError(
            f"the number has more than {MAX_NUMBER_LENGTH} characters"
        )
    lower = text.lower()
    digits = lower.removeprefix("-")
    if digits.startswith(("0x", "0b")) and "p" not in digits:
        return int(lower, 0)
    try:
        if digits.startswith("0x"):
            value = float.fromhex(lower)
        elif "." in digits or "e" in digits:
            value = float(lower)
        else:
            return int(lower)
    except OverflowError:
        value = math.inf
    if math.isinf(value):
        raise LiteralError("the number is too large for a 64-bit float")
    return value


def text_string(content: str) -> str:
    """The text between the quotes with its escapes, which are those of JSON."""
    control = _CONTROL.search(content)
    if control is not None:
        raise LiteralError(
            f"control character U+{ord(control[0]):04X} in a string",
            control.start() + 1,
            f"write it as the escape \\u{ord(control[0]):04x}",
        )
    return _ESCAPE.sub(_unescape, content)


def byte_string(qualifier: str, content: str) -> bytes:
    """The bytes between the quotes; the qualifier is empty, `h` or `b64`."""
    start = len(qualifier) + 1
    if qualifier == "":
        control = _BYTES_CONTROL.search(content.replace("\r\n", "  "))
        if control is not None:
            raise LiteralError(
                f"control character U+{ord(control[0]):04X} in a string",
                start + control.start(),
                "write the bytes in hexadecimal, as in h'00'",
            )
        unescaped = _ESCAPE.sub(_unescape, content.replace("\r\n", "\n"))
        return unescaped.encode("utf-8")
    packed = _SPACE.sub("", content)
    if qualifier.lower() == "h":
        wrong = re.search(r"[^0-9a-fA-F \t\r\n]", content)
        if wrong is not None:
            raise LiteralError(
                f"'{wrong[0]}' is not a hexadecimal digit",
                start + wrong.start(),
            )
        if len(packed) % 2:
            raise LiteralError("an odd number of hexadecimal digits")
        return bytes.fromhex(packed)
    wrong = re.search(r"[^0-9a-zA-Z+/_= \t\r\n-]", content)
    if wrong is not None:
        raise LiteralError(
            f"'{wrong[0]}' is not a base64 character", start + wrong.start()
        )
    unpadded = packed.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(
            unpadded + "=" * (-len(unpadded) % 4), validate=True
        )
    except (binascii.Error, ValueError):
        raise LiteralError("the base64 text is cut or padded wrongly") from None


def _unescape(match: re.Match[str]) -> str:
    high, low, single, simple = match.groups()
    if high is not None:
        code = (
            0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00
        )
        return chr(code)
    if single is not None:
        if 0xD800 <= int(single, 16) <= 0xDFFF:
            raise LiteralError(
                f"half of a surrogate pair, \\u{single}", match.start() + 1
            )
        return chr(int(single, 16))
    if simple not in _SIMPLE_ESCAPES:
        raise LiteralError(
            f"unknown escape \\{simple}",
            match.start() + 1,
            'the escapes are those of JSON: \\" \\\\ \\/ \\b \\f \\n \\r \\t '
            "\\uXXXX",
        )
    return _SIMPLE_ESCAPES[simple]
