"""Waivers: findings that somebody accepts, each with a reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from linguine.compare.findings import Finding
from linguine.compare.rules import RULES
from linguine.toml_files import TomlError, read_toml

_TABLE = "waivers"
_KEYS = ("rule", "key", "reason")


class WaiverError(Exception):
    """A file of waivers that cannot be used."""


@dataclasses.dataclass(frozen=True)
class Waiver:
    """Accepts the findings of a rule about one key."""

    rule: str
    key: str
    reason: str


def read_waivers(path: str) -> list[Waiver]:
    """The waivers of a TOML file; raises WaiverError."""
    try:
        document = read_toml(path)
    except TomlError as error:
        raise WaiverError(str(error)) from error
    strangers = sorted(set(document) - {_TABLE})
    if strangers:
        raise WaiverError(
            f"{path}: there is no table {strangers[0]!r}; each waiver is "
            f"[[{_TABLE}]] with {', '.join(_KEYS)}"
        )
    entries = document.get(_TABLE, [])
    if not isinstance(entries, list):
        raise WaiverError(f"{path}: {_TABLE} must be written [[{_TABLE}]]")
    return [
        _waiver(path, number, entry)
        for number, entry in enumerate(entries, start=1)
    ]


def _waiver(path: str, number: int, entry: object) -> Waiver:
    place = f"{path}: waiver {number}"
    if not isinstance(entry, dict) or set(entry) != set(_KEYS):
        raise WaiverError(f"{place} must have {', '.join(_KEYS)}")
    if not all(isinstance(entry[key], str) for key in _KEYS):
        raise WaiverError(f"{place}: {', '.join(_KEYS)} are texts")
    if entry["rule"] not in RULES:
        raise WaiverError(f"{place}: there is no rule {entry['rule']!r}")
    if not entry["reason"].strip():
        raise WaiverError(f"{place} has no reason")
    return Waiver(entry["rule"], entry["key"], entry["reason"])


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[Waiver]
) -> tuple[list[Finding], list[Waiver]]:
    """The findings, with the reasons of those that are waived, and the waivers
    that match none."""
    reasons = {(one.rule, one.key): one.reason for one in waivers}
    waived = [
        dataclasses.replace(
            one, reason=reasons.get((one.rule, one.subject.key))
        )
        for one in findings
    ]
    found = {(one.rule, one.subject.key) for one in findings}
    unused = [one for one in waivers if (one.rule, one.key) not in found]
    return waived, unused
