"""Sphinx's settings for the site; build.py runs Sphinx."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

import api_names

project = "Linguine"
html_title = "Linguine"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["examples/**"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
# The reference of the protocol is a table first; its title is the file's.
suppress_warnings = ["myst.header"]

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
html_show_copyright = False
# Summaries of results would be fetched, which browsers refuse for files.
html_show_search_summary = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5394"},
    "dark_css_variables": {"color-brand-primary": "#7cb5ec"},
}
pygments_style = "default"
pygments_dark_style = "github-dark"
smartquotes = False

_QUALIFIED = re.compile(r"^[A-Za-z_]\w*(::~?\w+)+(\(.*\))?$")
_NAMESPACES = ("std::", "absl::", "noo::")
# noodles::server and others; the tests know them.
_CMAKE_TARGET = re.compile(r"^noodles::[a-z_]+$")


class LinkNames(SphinxPostTransform):
    """Links each `code` that names something of the headers to its reference.

    A qualified name that the headers do not have is a warning, so a page cannot
    speak of an option that is gone.
    """

    default_priority = 5

    def run(self, **_: Any) -> None:
        table: api_names.NameTable = self.config.noodles_api_names
        depth = self.env.docname.count("/")
        for literal in list(self.document.findall(nodes.literal)):
            text = literal.astext()
            if self.is_left_alone(literal, text):
                continue
            address = table.find(text)
            if address is not None:
                address = "../" * depth + "api/" + address
                link = nodes.reference("", "", refuri=address)
                link += literal.deepcopy()
                literal.replace_self(link)
            elif _QUALIFIED.match(text):
                logging.getLogger(__name__).warning(
                    "no header has the name %s", text, location=literal
                )

    def is_left_alone(self, literal: nodes.literal, text: str) -> bool:
        # The reference of the protocol has no words of C++.
        if self.env.docname == "reference/protocol":
            return True
        if isinstance(literal.parent, nodes.reference | nodes.title):
            return True
        if text.startswith(_NAMESPACES) or _CMAKE_TARGET.match(text):
            return True
        # A lower-case word may be a command, a member or a word of the text.
        is_word = "::" not in text and not text[:1].isupper()
        return is_word and self.env.docname != "reference/headers"


def setup(app: Sphinx) -> dict[str, Any]:
    tags = Path(os.environ["NOODLES_API_TAGS"])
    names = api_names.NameTable(api_names.read_names(tags))
    app.add_config_value("noodles_api_names", names, "", object)
    app.add_post_transform(LinkNames)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
