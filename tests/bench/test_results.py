"""The sections of RESULTS.md, each written by a program of its own."""

from results import BUILDING, PAGE, with_main_part, with_section


def test_sections_stay_in_their_order():
    whole = with_main_part("", "# Benchmarks\n\n## Codecs\n\nfast\n")
    assert whole == "# Benchmarks\n\n## Codecs\n\nfast\n"
    whole = with_section(whole, BUILDING, "minutes")
    whole = with_section(whole, PAGE, "milliseconds\n")
    assert whole == (
        "# Benchmarks\n\n## Codecs\n\nfast\n\n## Page\n\nmilliseconds\n\n"
        "## Building\n\nminutes\n"
    )
    assert with_section(whole, BUILDING, "hours") == whole.replace(
        "minutes", "hours"
    )
    assert with_main_part(whole, "# Benchmarks\n\nslow") == (
        "# Benchmarks\n\nslow\n\n## Page\n\nmilliseconds\n\n## Building\n\n"
        "minutes\n"
    )
