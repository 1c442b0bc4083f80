"""How comments of headers are rewritten for Doxygen."""

from __future__ import annotations

import sys

import documentation_pages as pages

sys.path.insert(0, str(pages.DOCUMENTATION))

import faces


def rewritten(*lines: str) -> list[str]:
    text = "\n".join(["// A head.", "", *lines])
    output = faces.rewritten("noodles/room/thing.h", text).splitlines()
    assert output[:4] == [
        "/// @file noodles/room/thing.h",
        "///",
        "/// A head.",
        "",
    ]
    return output[4:]


def test_comments_before_and_behind_a_declaration() -> None:
    assert rewritten(
        "// Opens.",
        "//",
        "// Errors: NotFound.",
        "void Open();",
        "int a = 0;  // first",
        "            // and more",
        "}  // namespace noodles",
    ) == [
        "/// Opens.",
        "///",
        "/// Errors: NotFound.",
        "void Open();",
        "int a = 0;  ///< first and more",
        "",
        "}  // namespace noodles",
    ]


def test_a_comment_of_no_declaration_stays() -> None:
    assert rewritten("// About all.", "", "int a;") == [
        "// About all.",
        "",
        "int a;",
    ]


def test_the_head_describes_the_type_of_the_same_name() -> None:
    assert rewritten("class Thing {", "};", "class Other {", "};") == [
        "/// A head.",
        "class Thing {",
        "};",
        "class Other {",
        "};",
    ]
    # A comment of its own comes first.
    assert rewritten("// Mine.", "class Thing {", "};") == [
        "/// Mine.",
        "class Thing {",
        "};",
    ]


def test_a_ruler_begins_a_group() -> None:
    assert rewritten(
        "class Other {",
        "  // ---------- changes",
        "  // Errors of all: NotFound.",
        "",
        "  void Change();",
        " private:",
        "  int hidden_;",
        "};",
    ) == [
        "class Other {",
        "/// @name Changes",
        "/// Errors of all: NotFound.",
        "///@{",
        "",
        "  void Change();",
        "///@}",
        " private:",
        "  int hidden_;",
        "};",
    ]


def test_indented_lines_are_code_and_lists_are_not() -> None:
    assert rewritten(
        "// Use:",
        "//",
        "//   f(a<b> & c);",
        "//",
        "// Then:",
        "//  - one that",
        "//    goes on",
        "int a;",
    ) == [
        "/// Use:",
        "///",
        "/// @code{.cpp}",
        "///   f(a<b> & c);",
        "///",
        "/// @endcode",
        "/// Then:",
        "///  - one that",
        "///    goes on",
        "int a;",
    ]


def test_characters_with_a_meaning_are_escaped_but_not_in_code() -> None:
    assert rewritten(
        r"// At 50% of <x>, see @y, #z, \n, ::w and `a<b> * c`; 2 * *p.",
        "int a;",
    ) == [
        (
            r"/// At 50\% of \<x\>, see \@y, \#z, \\n, \::w and `a<b> * c`;"
            " 2 * &lowast;p."
        ),
        "int a;",
    ]


def test_what_doxygen_cannot_place_is_left_out() -> None:
    assert rewritten(
        "struct Other {",
        "  // Equal members.",
        "  friend bool operator==(const Other& a, const Other& b) {",
        "    return a.x == b.x;",
        "  }",
        "  int x;",
        " private:",
        "  // Inside.",
        "  struct State {",
        "    int z;",
        "  };",
        "};",
        "// For maps.",
        "template <>",
        "struct std::hash<Other> {",
        "  int y;",
        "};",
    ) == ["struct Other {", "  int x;", " private:", "};"]
