"""The permitted differences between C++ and the letter of the specification.

The letter is noodles.cddl as an independent validator reads it. Each entry says
whether C++ accepts input that the letter rejects, or the reverse, and why. A
test fails if an entry is not used any more.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One reason. `taken` is True if C++ accepts and the letter rejects."""

    taken: bool
    reason: str


DIFFERENCES = {
    "integer for float": Difference(
        True, "JavaScript and Python send 1 for 1.0"
    ),
    "float for integer": Difference(
        True, "Rigatoni sends texture_coord_slot as 0.0"
    ),
    "null for absent": Difference(
        True, "peers send null for what is not there"
    ),
    "unknown key": Difference(True, "later versions have more keys"),
    "tag": Difference(True, "tags 55799 and 32 add nothing to the value"),
    "open enumeration": Difference(True, "NoodlesPlusPlus sends GEOMETRY_INFO"),
    "number as text": Difference(True, "Carbonara sends a port as text"),
    "content ignored": Difference(
        True, "Carbonara sends true for an empty map"
    ),
    "skipped text": Difference(True, "what means nothing is skipped, not read"),
    "float beyond 32 bits": Difference(False, "a float is a C++ float"),
    "integer beyond 64 bits": Difference(False, "an int is a C++ int64_t"),
}
