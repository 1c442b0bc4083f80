"""Compares what our reader makes of a text table with what pandas makes of it.

pandas gets the separator that ours recognised, and whether there is a line of
names. What differs on purpose is no disagreement: pandas rounds integers beside
missing values, and beyond 64 bits, where ours keeps texts; it takes the words
for missing values out of texts; it does not know the minus sign of Unicode, nor
comments at the start, 1.#INF and the line sep=;.
"""

from __future__ import annotations

import io
import json
import math
import pathlib
import re
import subprocess
from typing import Any

import numpy as np
import pandas as pd

# As DefaultMissingWords: in any case.
MISSING = frozenset(
    (
        "",
        "na",
        "n/a",
        "#n/a",
        "#na",
        "<na>",
        "null",
        "none",
        "nan",
        "+nan",
        "-nan",
        "1.#qnan",
        "-1.#ind",
        "1.#ind",
        "-1.#qnan",
        "n.a.",
        "(null)",
        "\\n",
        "nat",
        "#div/0!",
        "#value!",
        "#num!",
        "#ref!",
        "#name?",
        "#null!",
        "missing",
        "-",
        "--",
        "?",
        ".",
        "#n/a n/a",
        "nil",
        "nan(ind)",
        "-nan(ind)",
        "nan(snan)",
        "#nv",
        "#wert!",
        "#zahl!",
        "#bezug!",
        "---",
        "..",
        "...",
        "*",
        ":",
        "\u2013",
        "\u2014",
    )
)


class UnreadError(Exception):
    """Our reader refused the file."""


def ours(probe: pathlib.Path, file: pathlib.Path) -> dict[str, Any]:
    """What our reader makes of the file."""
    done = subprocess.run(
        [probe, file], capture_output=True, text=True, check=False
    )
    if done.returncode == 1:
        raise UnreadError(done.stderr.strip())
    if done.returncode != 0:
        raise RuntimeError(f"csv_probe ended with {done.returncode}")
    return json.loads(done.stdout)


def text_of(file: pathlib.Path) -> str:
    """The text of the file, by its bytes."""
    data = file.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le")
    if data[:1] == b"\0":
        return data.decode("utf-16-be")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def words_as_written(text: str) -> list[str]:
    """The words for missing values in the cases that the file has."""
    words = set(re.split(r'[\s,;|"]+', text))
    return sorted(word for word in words if word.lower() in MISSING)


def without_start(text: str, warnings: list[str]) -> str:
    """The text without what pandas would take for a table."""
    text = text.removesuffix("\x1a")
    if re.match(r'"?sep=."?\r?\n', text, re.IGNORECASE):
        text = text.split("\n", 1)[1]
    for warning in warnings:
        if left_out := re.search(r"(\d+) lines? at the start", warning):
            text = text.split("\n", int(left_out[1]))[-1]
    if any("the # before the names" in warning for warning in warnings):
        text = text.removeprefix("#").lstrip(" \t")
    return text


def theirs(file: pathlib.Path, table: dict[str, Any]) -> pd.DataFrame:
    """What pandas makes of the file."""
    text = without_start(text_of(file), table["warnings"])
    has_row_names = any("names of the rows" in w for w in table["warnings"])
    separator = table["separator"]
    frame = pd.read_csv(
        io.StringIO(text),
        sep=r"\s+" if separator == " " else separator,
        header=0 if table["has_header"] else None,
        index_col=None if has_row_names else False,
        skipinitialspace=True,
        na_values=words_as_written(text),
        float_precision="round_trip",
        low_memory=False,
    )
    if has_row_names:
        frame = frame.reset_index()
    while len(frame.columns) > 1:
        last = frame.columns[-1]
        is_named = not str(last).startswith("Unnamed: ")
        if is_named or not frame[last].isna().all():
            break
        frame = frame.drop(columns=last)
    return frame


def number_of(value: Any) -> float | int | None:
    """The number that a value is or spells."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value)
    if isinstance(value, str) and value.lower().endswith("1.#inf"):
        return -math.inf if value.startswith("-") else math.inf
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return None


def is_same(our: Any, their: Any) -> bool:
    """Whether two cells mean the same."""
    is_missing = pd.isna(their)
    if our is None:
        return bool(is_missing) or str(their).strip().lower() in MISSING
    if is_missing:
        return isinstance(our, str) and our.strip().lower() in MISSING
    if isinstance(our, str) and isinstance(their, str):
        return our.strip() == their.strip() or number_of(our) == number_of(
            their
        ) not in (None, math.nan)
    if isinstance(their, bool | np.bool_):
        return str(our).strip().lower() == str(their).lower()
    # Ours has all digits of an integer that pandas rounds.
    first, second = number_of(our), number_of(their)
    if isinstance(second, float) and isinstance(first, int):
        return float(first) == second
    if first is None and isinstance(their, str):
        return False
    if isinstance(their, str):
        return first == number_of(their.replace("\u2212", "-"))
    return first is not None and first == second


def name_of(name: Any, place: int) -> str:
    """The name that ours gives to a column of pandas."""
    text = str(name).strip()
    if isinstance(name, int | np.integer) or text.startswith("Unnamed: "):
        return f"column {place + 1}"
    return text


def problems_of(file: pathlib.Path, table: dict[str, Any]) -> list[str]:
    """All disagreements about the file, one for each column."""
    frame = theirs(file, table)
    columns = table["columns"]
    if len(columns) != len(frame.columns):
        return [f"{len(columns)} columns, and {len(frame.columns)} in pandas"]
    found = []
    for place, (column, name) in enumerate(
        zip(columns, frame.columns, strict=True)
    ):
        has_own_name = column["name"] != "row" and table["has_header"]
        if has_own_name and column["name"] != name_of(name, place):
            found.append(f"name {column['name']!r}, and {name!r} in pandas")
        values = frame[name].tolist()
        if len(values) != len(column["cells"]):
            found.append(
                f"{len(column['cells'])} rows, and {len(values)} in pandas"
            )
            break
        for row, (our, their) in enumerate(
            zip(column["cells"], values, strict=True)
        ):
            if not is_same(our, their):
                found.append(
                    f"column {column['name']!r} ({column['type']}), row "
                    f"{row + 1}: {our!r}, and {their!r} in pandas"
                )
                break
    return found
