"""The page of the protocol reference in a browser."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from cddl_helpers import REPOSITORY

PAGE = REPOSITORY / "generated" / "docs" / "protocol.html"
CHROMIUM = shutil.which("chromium")
# What a person would do, and what is then to be seen.
SCRIPT = """
<script>
const shown = (selector) =>
  [...document.querySelectorAll(selector)].filter(
    (one) => one.getClientRects().length > 0);
const titles = () => shown("main > section.level3").map((one) => one.id);
const search = document.getElementById("search");
function type(text) {
  search.value = text;
  search.dispatchEvent(new Event("input"));
  return {
    titles: titles(),
    entries: shown("nav li.level3 a").map((one) => one.textContent),
    headings: shown("main > section.level2").length,
    count: document.getElementById("count").textContent,
  };
}
const found = { all: titles().length };
found.wide = document.documentElement.scrollWidth <= innerWidth;
found.stream = type("stream flow");
found.number = type("MsgPhysicsDelete");
found.none = type("no such words");
dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
found.focus = document.activeElement === search;
location.hash = "#msgentitycreate";
addEventListener("hashchange", () => {
  found.after = titles().length;
  found.search = search.value;
  const result = document.createElement("output");
  result.id = "result";
  result.textContent = JSON.stringify(found);
  document.body.append(result);
});
</script>
</body>
"""


def opened(page: pathlib.Path, folder: pathlib.Path) -> str:
    """The document of a page after its scripts have run."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("there is no chromium; `./dev setup` installs it")
        pytest.skip("there is no chromium; `./dev setup` installs it")
    result = subprocess.run(
        [
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu"),
            f"--user-data-dir={folder / 'profile'}",
            *("--virtual-time-budget=5000", "--window-size=1200,900"),
            *("--dump-dom", page.as_uri()),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_search_and_the_links(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "protocol.html"
    text = PAGE.read_text(encoding="utf-8")
    page.write_text(text.replace("</body>\n", SCRIPT), encoding="utf-8")
    document = opened(page, tmp_path)
    result = re.search(r'<output id="result">(.*?)</output>', document)
    assert result is not None, document[-2000:]
    found = json.loads(result[1].replace("&gt;", ">").replace("&amp;", "&"))
    assert found["all"] > 100
    assert found["wide"], "the page is wider than the window"
    stream = found["stream"]
    assert "streamflow" in stream["titles"]
    assert "msgentitycreate" not in stream["titles"]
    assert len(stream["titles"]) == len(stream["entries"]) < found["all"]
    assert stream["count"] == f"{len(stream['titles'])} found"
    assert stream["headings"] >= 1
    assert found["number"]["entries"] == ["MsgPhysicsDelete"]
    assert found["none"]["titles"] == [] and found["none"]["count"] == "0 found"
    assert found["focus"], "the key / does not lead to the search"
    # A link shows what the search has hidden.
    assert (found["after"], found["search"]) == (found["all"], "")
