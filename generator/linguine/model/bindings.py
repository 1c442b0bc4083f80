"""The bindings file: what languages need to know and CDDL
cannot say.

Every entry names something in the specification as "Rule" or "Rule.key"; an
entry that matches nothing is an error, so the file cannot go stale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.toml_files import TomlError, parse_toml

_TABLES = (
    "enumerators",
    "one_ofs",
    "structures",
    "members",
    "presences",
    "aliases",
    "open_enumerations",
)
_LISTS = (
    "lists",
    "defaulted",
    "always_updated",
    "numbers_as_text",
    "longer_arrays",
    "content_ignored",
    "groups_as_maps",
    "spread_arguments",
)
# Tables whose entries name what languages define.
_NAMES = ("one_ofs", "structures", "members", "presences")
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_ENUMERATOR = re.compile("[A-Za-z0-9_]+")


@dataclass
class Bindings:
    """The entries of one file, and which of them have been used."""

    file: str = ""
    text: str = ""
    tables: dict[str, dict[str, object]] = field(default_factory=dict)
    _used: set[tuple[str, str]] = field(default_factory=set)

    def name(self, table: str, key: str) -> str | None:
        """The text bound to `key`, or None."""
        value = self._take(table, key)
        return None if value is None else str(value)

    def member_name(self, place: str) -> str:
        """What the member of a key is called; "" for what follows from the key.

        The update of a component calls its members as the create does.
        """
        rule, separator, key = place.rpartition("Update.")
        if separator and rule.startswith("Msg"):
            of_create = self.name("members", f"{rule}Create.{key}")
            if of_create is not None:
                return of_create
        return self.name("members", place) or ""

    def texts(self, table: str, key: str) -> tuple[str, ...]:
        """The texts bound to `key`; empty where there are none."""
        value = self._take(table, key)
        return tuple(value) if isinstance(value, list) else ()

    def open_enumeration(self, key: str) -> dict[str, object] | None:
        """The fallback and matched texts of an enumeration that takes any."""
        value = self._take("open_enumerations", key)
        return value if isinstance(value, dict) else None

    def has(self, table: str, key: str) -> bool:
        """Whether `key` stands in the list `table`."""
        return self._take(table, key) is not None

    def _take(self, table: str, key: str) -> object:
        value = self.tables.get(table, {}).get(key)
        if value is not None:
            self._used.add((table, key))
        return value

    def report_unused(self, diagnostics: Diagnostics) -> None:
        """Reports each entry that nothing asked for."""
        for table, entries in self.tables.items():
            for key in entries:
                if (table, key) not in self._used:
                    diagnostics.error(
                        "unused-binding",
                        self.span_of(key),
                        f"the entry {key!r} of [{table}] matches nothing in "
                        "the specification",
                        'take it out, or mend the name: entries are "Rule" or '
                        '"Rule.key"',
                    )

    def span_of(self, key: str) -> Span:
        """The place of `key` in the file."""
        last = key.rsplit(".", 1)[-1]
        for candidate in (f'"{key}"', key, last):
            for number, line in enumerate(self.text.split("\n"), start=1):
                column = line.find(candidate)
                if column >= 0:
                    return Span(self.file, number, column + 1, len(candidate))
        return Span(self.file, 1, 1)


def parse_bindings(text: str, file: str, diagnostics: Diagnostics) -> Bindings:
    """Reads a bindings file; what is wrong with it goes to `diagnostics`."""
    diagnostics.add_source(file, text)
    bindings = Bindings(file, text)
    try:
        document = parse_toml(text)
    except TomlError as error:
        place = Span(file, error.line, error.column)
        diagnostics.error("bindings-syntax", place, str(error), None)
        return bindings
    for table, content in document.items():
        if table in _LISTS:
            _read_list(bindings, table, content, diagnostics)
        elif table in _TABLES:
            _read_table(bindings, table, content, diagnostics)
        else:
            known = ", ".join(sorted((*_TABLES, *_LISTS)))
            diagnostics.error(
                "unknown-binding",
                bindings.span_of(f"[{table}"),
                f"there is no table [{table}]",
                f"the tables are {known}",
            )
    return bindings


def _read_list(
    bindings: Bindings, table: str, content: object, diagnostics: Diagnostics
) -> None:
    names = content.get("names") if isinstance(content, dict) else None
    if not _is_list_of_texts(names) or set(content) != {"names"}:
        diagnostics.error(
            "bindings-type",
            bindings.span_of(f"[{table}"),
            f"[{table}] needs `names`, a list of different texts, and nothing "
            "else",
            None,
        )
        return
    bindings.tables[table] = dict.fromkeys(names, True)


def _is_list_of_texts(value: object) -> bool:
    """Whether this is a list of different texts that code can hold."""
    return (
        isinstance(value, list)
        and all(isinstance(item, str) and "\0" not in item for item in value)
        and len(set(value)) == len(value)
    )


def _is_valid(table: str, value: object) -> bool:
    if table == "aliases":
        return value != [] and _is_list_of_texts(value)
    if table == "open_enumerations":
        return (
            isinstance(value, dict)
            and set(value) <= {"fallback", "matched"}
            and isinstance(value.get("fallback"), str)
            and _is_list_of_texts(value.get("matched", []))
            # Every text contains the empty one.
            and "" not in value.get("matched", [])
        )
    if table == "enumerators":
        return isinstance(value, str) and bool(_ENUMERATOR.fullmatch(value))
    if table in _NAMES:
        return isinstance(value, str) and bool(_NAME.fullmatch(value))
    return isinstance(value, str)


def _read_table(
    bindings: Bindings, table: str, content: object, diagnostics: Diagnostics
) -> None:
    if not isinstance(content, dict):
        diagnostics.error(
            "bindings-type",
            bindings.span_of(table),
            f"{table} must be a table",
            None,
        )
        return
    bindings.tables[table] = {}
    for key, value in content.items():
        if _is_valid(table, value):
            bindings.tables[table][key] = value
        else:
            expected = {
                "aliases": "a list of different texts",
                "enumerators": "a name: letters, digits, underscores",
                "open_enumerations": (
                    "a table with `fallback`, a text, and `matched`, a list of "
                    "different texts that are not empty"
                ),
                **dict.fromkeys(_NAMES, "a name: letters, digits, underscores"),
            }.get(table, "a text")
            diagnostics.error(
                "bindings-type",
                bindings.span_of(key),
                f"{key!r} of [{table}] must be {expected}",
                None,
            )
