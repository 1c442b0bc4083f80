"""Finds the comments that document a rule or an entry.

Documentation are the comment lines directly above, without a blank line
between, and the comment behind an entry that has its lines for itself. A banner
such as `; ===== entities` documents nothing and ends the lines above.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from linguine.cddl.lexer import Comment, Token

_BANNER = re.compile(r"\s*([-=*#~_+/])\1{2,}")


def above(comments: Mapping[int, Comment], first: Token) -> str:
    """The comment lines right above the token, if it is first on its line."""
    if not first.first_on_line:
        return ""
    lines: list[str] = []
    line = first.span.line - 1
    while True:
        comment = comments.get(line)
        if comment is None or not comment.alone or _BANNER.match(comment.text):
            break
        lines.append(comment.text)
        line -= 1
    return "\n".join(reversed(lines)).strip("\n")


def behind(
    comments: Mapping[int, Comment],
    tokens: Sequence[Token],
    start: int,
    end: int,
) -> str:
    """The comment behind tokens[start:end], if nothing else shares their lines.

    The `//` of a choice may stand between the tokens and the comment.
    """
    line = tokens[end - 1].span.line
    comment = comments.get(line)
    if comment is None or comment.alone or not tokens[start].first_on_line:
        return ""
    if tokens[end].text == "//" and tokens[end].span.line == line:
        end += 1
    follows = end < len(tokens) - 1 and not tokens[end].first_on_line
    if follows or _BANNER.match(comment.text):
        return ""
    return comment.text
