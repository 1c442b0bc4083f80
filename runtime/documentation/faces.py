"""Rewrites the comments of C++ headers for Doxygen.

The headers use plain `//` comments, which Doxygen ignores. `rewritten` returns
the text of a header with comments that Doxygen reads:

- The comment at the top describes the file, and also the class or structure
  that has the file's name.
- A comment right before a declaration describes the declaration; one behind a
  member describes the member.
- A ruler, `// ---- changes`, begins a group of members. A comment right behind
  the ruler describes the group.
- Indented lines behind an empty comment line are code.
- Private types, functions that are friends, and specialisations of the standard
  library's templates are left out.
- All else is plain text: characters that Doxygen would take for commands are
  escaped, except in `code`.
"""

import re

_COMMENT = re.compile(r"^(\s*)//(.*)$")
_TRAILING = re.compile(r"^(.*\S)  //( .*)$")
_RULER = re.compile(r"^\s*// -{8,}\s*(.*?)\s*$")
_TYPE = re.compile(r"^(?:class|struct)\s+(\w+)[^;]*$")
_END_OF_GROUP = re.compile(r"^(?:\s*(?:private|protected|public):|};|}  // n)")
_CODE_INDENT = "   "


def _escaped(text: str) -> str:
    """The text without characters that have a meaning for Doxygen."""
    parts = re.split(r"(`[^`]*`)", text)
    for i in range(0, len(parts), 2):
        part = re.sub(r"([\\@<>&#%])", r"\\\1", parts[i])
        # Emphasis and struck-out text.
        part = re.sub(r"(?<![^\s(])\*(?=\S)", "&lowast;", part)
        part = part.replace("~~", "&#126;&#126;")
        # Qualified by nothing, `::` asks for a link to a global name.
        parts[i] = re.sub(r"(?<!\w)::", r"\\::", part)
    return "".join(parts)


def _block(lines: list[str], mark: str, indent: str) -> list[str]:
    """A comment block in Doxygen's form; as many lines as `lines`."""
    # A span of code may end in the next line.
    texts = _escaped("\n".join(lines)).split("\n")
    output: list[str] = []
    in_code = False
    in_list = False
    for i, line in enumerate(lines):
        is_blank = not line.strip()
        before_blank = i == 0 or not lines[i - 1].strip()
        starts_item = re.match(r"\s*(-|\d+\.) ", line) is not None
        if starts_item:
            in_list = True
        elif not is_blank and not line.startswith("  "):
            in_list = False
        is_indented = line.startswith(_CODE_INDENT) and not in_list
        if not in_code and is_indented and before_blank:
            in_code = True
            output.append(f"{indent}{mark} @code{{.cpp}}\n{indent}{mark}{line}")
            continue
        if in_code and not is_blank and not is_indented:
            in_code = False
            output.append(f"{indent}{mark} @endcode\n{indent}{mark}{texts[i]}")
            continue
        output.append(f"{indent}{mark}{line if in_code else texts[i]}")
    if in_code:
        output.append(f"{indent}{mark} @endcode")
    return output


class _Rewriter:
    """Holds the place in one header."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.lines = lines
        self.stem = name.rsplit("/", 1)[-1].removesuffix(".h")
        self.path = name
        self.output: list[str] = []
        self.head: list[str] = []
        self.in_group = False
        self.is_private = False
        self.names = {
            match.group(1)
            for match in map(_TYPE.match, lines)
            if match is not None
        }

    def main_type(self) -> str:
        """The type that has the file's name, or an empty text."""
        wanted = self.stem.replace("_", "").lower()
        return next((n for n in self.names if n.lower() == wanted), "")

    def run(self) -> str:
        i = self._take_head()
        while i < len(self.lines):
            i = self._take(i)
        return "\n".join(self.output) + "\n"

    def _take_head(self) -> int:
        i = 0
        while i < len(self.lines) and self.lines[i].startswith("//"):
            self.head.append(self.lines[i][2:])
            i += 1
        self.output.append(f"/// @file {self.path}\n///")
        self.output += _block(self.head, "///", "")
        return i

    def _close_group(self) -> None:
        if self.in_group:
            self.output.append("///@}")
            self.in_group = False

    def _take(self, i: int) -> int:
        line = self.lines[i]
        ruler = _RULER.match(line)
        if ruler is not None:
            return self._take_ruler(i, ruler.group(1))
        if _COMMENT.match(line) is not None:
            return self._take_comment(i)
        if _END_OF_GROUP.match(line):
            self._close_group()
        if line.startswith((" private:", " public:", "};")):
            self.is_private = line == " private:"
        if self.is_private and re.match(r"  (?:struct|class) \w+ {$", line):
            return self._skip_nested_type(i)
        trailing = _TRAILING.match(line)
        is_member = trailing is not None and re.search(
            r"[;,{]$|\w$", trailing.group(1)
        )
        if is_member and not line.startswith(("}", "#")):
            return self._take_trailing(i, trailing)
        if line.startswith("struct std::"):
            return self._skip_specialisation(i)
        if re.match(r"\s*friend (?!class |struct )", line):
            return self._skip_friend(i)
        found = _TYPE.match(line)
        if found is not None and found.group(1) == self.main_type():
            before = self.lines[i - 1] if i > 0 else ""
            if not before.startswith(("//", "template", "requires")):
                self.output += _block(self.head, "///", "")
        self.output.append(line)
        return i + 1

    def _skip_specialisation(self, i: int) -> int:
        """Leaves out std::hash<...>, which Doxygen 1.9 puts into no scope."""
        while self.output and self.output[-1].startswith(("template", "//")):
            self.output.pop()
        while self.lines[i] != "};":
            i += 1
        return i + 1

    def _skip_nested_type(self, i: int) -> int:
        """Leaves out a private type: Doxygen 1.9 links it, and describes it
        nowhere.
        """
        while self.output and self.output[-1].lstrip().startswith("///"):
            self.output.pop()
        while self.lines[i] != "  };":
            i += 1
        return i + 1

    def _skip_friend(self, i: int) -> int:
        """Leaves out a function that is a friend: Doxygen 1.9 lists it among
        the members of the class and describes it nowhere.
        """
        while self.output and self.output[-1].lstrip().startswith("///"):
            self.output.pop()
        depth = 0
        while True:
            line = self.lines[i]
            depth += line.count("{") - line.count("}")
            i += 1
            if depth == 0 and line.rstrip().endswith((";", "}")):
                return i

    def _comment_from(self, i: int) -> tuple[list[str], str, int]:
        indent = _COMMENT.match(self.lines[i]).group(1)
        texts: list[str] = []
        while i < len(self.lines):
            match = _COMMENT.match(self.lines[i])
            if match is None or _RULER.match(self.lines[i]):
                break
            texts.append(match.group(2))
            i += 1
        return texts, indent, i

    def _take_ruler(self, i: int, title: str) -> int:
        self._close_group()
        texts: list[str] = []
        end = i + 1
        if end < len(self.lines) and _COMMENT.match(self.lines[end]):
            texts, _, end = self._comment_from(end)
        if title:
            name = _escaped(title[:1].upper() + title[1:])
            self.output.append(f"/// @name {name}")
            self.output += _block(texts, "///", "")
            self.output.append("///@{")
            self.in_group = True
        return end

    def _take_comment(self, i: int) -> int:
        texts, indent, end = self._comment_from(i)
        follower = self.lines[end].strip() if end < len(self.lines) else ""
        if not follower or follower.startswith(("#", "}")):
            # Of no declaration.
            self.output += self.lines[i:end]
        else:
            self.output += _block(texts, "///", indent)
        return end

    def _take_trailing(self, i: int, match: re.Match[str]) -> int:
        column = len(match.group(1)) + 2
        texts = [match.group(2)]
        end = i + 1
        while end < len(self.lines):
            more = _COMMENT.match(self.lines[end])
            if more is None or len(more.group(1)) != column:
                break
            texts.append(more.group(2))
            end += 1
        escaped = _escaped(" ".join(text.strip() for text in texts))
        self.output.append(f"{match.group(1)}  ///< {escaped}")
        self.output += [""] * (len(texts) - 1)
        return end


def rewritten(path: str, text: str) -> str:
    """The header's text with Doxygen's comments; `path` as users include it."""
    return _Rewriter(path, text.splitlines()).run()
