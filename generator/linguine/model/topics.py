"""Topics: the parts of a specification, as its banner comments divide it.

A banner is a comment such as `; ==== entities`. The definitions below it, up to
the next one, make a topic, and each topic becomes a set of files.
"""

from __future__ import annotations

import re

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics

_BANNER = re.compile(r"^;\s*={3,}\s*(?P<title>[^=].*?)\s*=*\s*$")

# Topics become names of files.
MAX_TITLE_LENGTH = 100

# Where definitions stand above the first banner.
DEFAULT_TOPIC = "types"


class Topics:
    """Tells the topic of each line of a set of sources."""

    def __init__(
        self, sources: dict[str, str], diagnostics: Diagnostics
    ) -> None:
        self._banners: dict[str, list[tuple[int, str]]] = {}
        for file, text in sources.items():
            found = []
            for number, line in enumerate(text.split("\n"), start=1):
                match = _BANNER.match(line)
                if match and len(match["title"]) > MAX_TITLE_LENGTH:
                    diagnostics.error(
                        "name-too-long",
                        Span(file, number, match.start("title") + 1),
                        "the title of the banner has "
                        f"{len(match['title'])} characters; the most are "
                        f"{MAX_TITLE_LENGTH}",
                    )
                elif match:
                    found.append((number, _slug(match["title"])))
            self._banners[file] = found

    def at(self, file: str, line: int) -> str:
        """The topic of this line."""
        topic = DEFAULT_TOPIC
        for number, name in self._banners.get(file, []):
            if number > line:
                break
            topic = name
        return topic


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_") or DEFAULT_TOPIC
