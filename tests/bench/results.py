"""RESULTS.md: the figures of run.py, then a section of each other program."""

import pathlib

RESULTS = pathlib.Path(__file__).resolve().parent / "RESULTS.md"
# The sections that programs of their own write, in their order.
RELAYS = "## Many viewers"
PAGE = "## Page"
BUILDING = "## Building"
_SECTIONS = (RELAYS, PAGE, BUILDING)


def with_main_part(old, text):
    """RESULTS.md with another first part; the other sections stay."""
    _, sections = _divide(old)
    return _join(text, sections)


def with_section(old, heading, text):
    """RESULTS.md with another text below one of the headings."""
    first, sections = _divide(old)
    return _join(first, sections | {heading: text})


def _divide(whole):
    """The first part, and the texts of the sections by heading."""
    first, sections, heading = [], {}, None
    for line in whole.splitlines():
        if line in _SECTIONS:
            heading = line
            sections[heading] = []
        elif heading is None:
            first.append(line)
        else:
            sections[heading].append(line)
    return "\n".join(first), {
        name: "\n".join(lines) for name, lines in sections.items()
    }


def _join(first, sections):
    parts = [first.strip()]
    for heading in _SECTIONS:
        if heading in sections:
            parts += [heading, sections[heading].strip()]
    return "\n\n".join(parts) + "\n"
