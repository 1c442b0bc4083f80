"""How rows of two revisions are judged."""

import pytest

from against import Finding, describe, summarize
from programs import PARTS, parse_parts


def test_a_row_moves_where_no_values_of_the_sides_mix():
    slower = Finding("decode/small/linguine", [10, 11, 12], [13, 14, 20])
    faster = Finding("decode/small/linguine", [10, 11, 12], [5, 9.9, 6])
    mixed = Finding("decode/small/linguine", [10, 11, 12], [12, 14, 20])
    assert [slower.verdict, faster.verdict, mixed.verdict] == [
        "slower",
        "faster",
        "",
    ]


def test_the_ratio_is_the_median_of_those_of_the_rounds():
    # The second round was slow on both sides.
    row = Finding("state/create/alone", [10, 100, 10], [20, 150, 12])
    assert row.ratio == pytest.approx(1.5)


def test_controls_are_told_apart_and_never_count():
    rows = [
        Finding("encode/small/handwritten", [1, 1, 1], [2, 2, 2]),
        Finding("100 B to 100 clients: raw", [1, 1, 1], [1, 1, 1]),
        Finding("100 B to 100 clients: linguine", [1, 1, 1], [3, 3, 3]),
    ]
    assert [row.is_control for row in rows] == [True, True, False]
    assert summarize(rows) == (
        "1 slower, 0 faster, 1 within the noise. Rows that measure no code of "
        "Linguine moved, too (encode/small/handwritten): run again on a "
        "quieter machine."
    )


def test_the_table_begins_with_the_slower_rows():
    rows = [
        Finding("a/linguine", [4, 4, 4], [4, 4, 4]),
        Finding("b/linguine", [4000, 4000, 4000], [2000, 2000, 2000]),
        Finding("c/linguine", [4, 4, 4], [6, 6, 6]),
    ]
    lines = describe(rows).splitlines()[1:]
    assert lines == [
        "        1.50       4 ns       6 ns  slower   c/linguine",
        "        0.50       4 us       2 us  faster   b/linguine",
        "        1.00       4 ns       4 ns           a/linguine",
    ]


def test_parts_are_put_in_order_and_unknown_ones_refused():
    assert parse_parts("network,codecs") == ["codecs", "network"]
    with pytest.raises(Exception, match="there is no part 'speed'; the parts"):
        parse_parts("codecs,speed")
    assert parse_parts(",".join(PARTS)) == PARTS
