"""The built site: links, requests, search, and what its pages say."""

from __future__ import annotations

import html.parser
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import documentation_pages as pages

PYTHON = Path(os.environ["NOODLES_DOCUMENTATION_PYTHON"])
BUILD = pages.DOCUMENTATION / "build.py"
# Elements that make a browser fetch what they name.
FETCHED = {"script", "img", "iframe", "source", "video", "audio", "object"}
FOREIGN = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def run_build(output: Path, build: Path = BUILD) -> str:
    """Builds the site; returns what went wrong, an empty text for nothing."""
    if not PYTHON.exists():
        pytest.fail(f"{PYTHON} is missing; `./dev setup` makes it")
    result = subprocess.run(
        [PYTHON, build, "--output", output],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode == 0) == (result.stderr == "")
    return result.stderr


@pytest.fixture(name="site", scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("documentation") / "docs"
    problems = run_build(output)
    assert problems == ""
    return output


def test_the_build_is_fast(tmp_path: Path) -> None:
    before = os.times().children_user
    assert run_build(tmp_path / "docs") == ""
    # Seconds of the processor: other tests run beside this one.
    assert os.times().children_user - before < 60


class Page(html.parser.HTMLParser):
    """The links, the fetched addresses and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        for name, value in attributes:
            if name in {"id", "name"} and value:
                self.anchors.add(value)
            if value is None:
                continue
            is_sheet = tag == "link" and name == "href"
            if is_sheet or (tag in FETCHED and name in {"src", "data"}):
                self.fetched.append(value)
            elif tag == "a" and name == "href":
                self.links.append(value)


class Site:
    """All pages of a site, parsed once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._pages: dict[Path, Page] = {}

    def page(self, path: Path) -> Page:
        if path not in self._pages:
            text = path.read_text(encoding="utf-8")
            self._pages[path] = Page(text)
        return self._pages[path]

    def fault(self, path: Path, link: str) -> str | None:
        """What is wrong with a link of the page at `path`."""
        if FOREIGN.match(link):
            return None
        parts = urlsplit(link)
        target = path
        if parts.path:
            target = (path.parent / unquote(parts.path)).resolve()
        if not target.is_relative_to(self.folder):
            return "leads out of the site"
        if not target.is_file():
            return "leads to no file"
        anchor = unquote(parts.fragment)
        is_page = target.suffix == ".html"
        if anchor and is_page and anchor not in self.page(target).anchors:
            return "leads to no anchor"
        return None


def test_links_lead_somewhere(site: Path) -> None:
    whole = Site(site)
    count = 0
    faults = []
    for path in sorted(whole.folder.rglob("*.html")):
        for link in [*whole.page(path).links, *whole.page(path).fetched]:
            # Scripts of the page make these.
            if link.startswith("javascript:") or link in {"", "#"}:
                continue
            count += 1
            fault = whole.fault(path, link)
            if fault is not None:
                faults.append(f"{path.name}: {link} {fault}")
    assert faults == []
    assert count > 20_000


def test_nothing_is_fetched_from_other_hosts(site: Path) -> None:
    whole = Site(site)
    faults = []
    own = ("data:", "javascript:")
    for path in sorted(whole.folder.rglob("*.html")):
        faults += [
            f"{path.name}: {address}"
            for address in whole.page(path).fetched
            if FOREIGN.match(address) and not address.startswith(own)
        ]
    for path in sorted(whole.folder.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            if FOREIGN.match(address) and not address.startswith("data:"):
                faults.append(f"{path.name}: {address}")
        if re.search(r"@import\s+[\"'](?:https?:)?//", text):
            faults.append(f"{path.name}: imports a style of another host")
    assert faults == []


def dump(address: str, profile: Path) -> str:
    """The page as Chromium shows it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("there is no chromium; `./dev setup` installs it")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu"]
    options += ["--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom"]
    options += [f"--user-data-dir={profile}", "--virtual-time-budget=20000"]
    result = subprocess.run(
        [chromium, *options, address],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return result.stdout


@pytest.mark.parametrize(
    ("word", "page"),
    [
        # A name of the headers, a message of the protocol, a word of a page.
        ("ReplaceMesh", "reference/headers.html"),
        ("MsgEntityCreate", "reference/protocol.html"),
        ("tunnel", "how_to/ports_and_tunnels.html"),
    ],
)
def test_the_search_works_from_files(
    site: Path, tmp_path: Path, word: str, page: str
) -> None:
    shown = dump(f"{(site / 'search.html').as_uri()}?q={word}", tmp_path)
    _, _, results = shown.partition('id="search-results"')
    assert page in results


def test_every_face_and_nothing_else_is_in_the_reference(site: Path) -> None:
    installed = {
        line.removeprefix("include/")
        for line in (pages.ROOT / "tests/package/installed_files.txt")
        .read_text(encoding="utf-8")
        .split()
        if line.startswith("include/noodles/") and line.endswith(".h")
    }
    listed = (site / "reference" / "headers.html").read_text(encoding="utf-8")
    headers = re.findall(r"&lt;(noodles/[\w/]+\.h)&gt;</span></code><a", listed)
    assert set(headers) == installed
    names = "\n".join(path.name for path in (site / "api").glob("*.html"))
    assert "classnoodles_1_1Server.html" in names
    assert "internal" not in names


def test_comments_of_headers_reach_the_reference(site: Path) -> None:
    def text_of(name: str) -> str:
        raw = (site / "api" / name).read_text(encoding="utf-8")
        return " ".join(re.sub(r"<[^>]+>", "", raw).split())

    options = text_of("structnoodles_1_1ServerOptions.html")
    # Before a member, of the file for its type, with a limit in it.
    assert "Where websockets are accepted; 0: any free port" in options
    assert "The options of a server: one plain struct" in options
    # Behind a member.
    change = text_of("structnoodles_1_1TableChange.html")
    assert "keys of updated and inserted rows" in change
    # A group of members, with its text.
    timeline = text_of("classnoodles_1_1Timeline.html")
    assert "Errors of all changes: those of on_time" in timeline


def variant_of_documentation(folder: Path) -> Path:
    """A copy of what the site is built from, to change a page of it."""
    for part in ("runtime/documentation", "examples", "generated/docs"):
        shutil.copytree(pages.ROOT / part, folder / part)
    for part in ("runtime/noodles", "runtime/viewer", "generated/noodles"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).symlink_to(pages.ROOT / part)
    return folder / "runtime" / "documentation"


def test_a_wrong_page_is_refused(tmp_path: Path) -> None:
    wrong = {
        "`ServerOptions::max_guests`": "no header has the name "
        "ServerOptions::max_guests",
        "[there](nowhere.md)": "nowhere.md",
        "[there](concepts.md#no-such-part)": "no-such-part",
        "```{literalinclude} /examples/tutorial/plate.h\n:start-at: no such "
        "line\n```": "start-at pattern not found: no such line",
    }
    copy = variant_of_documentation(tmp_path / "copy")
    page = copy / "pages" / "first_steps.md"
    text = "\n\n".join([page.read_text(encoding="utf-8"), *wrong])
    page.write_text(text + "\n", encoding="utf-8")
    problems = run_build(tmp_path / "docs", copy / "build.py")
    assert [word for word in wrong.values() if word not in problems] == []


def test_a_wrong_comment_of_a_header_is_refused(tmp_path: Path) -> None:
    copy = variant_of_documentation(tmp_path / "copy")
    # What a comment does to Doxygen that is not escaped.
    text = (copy / "faces.py").read_text(encoding="utf-8")
    assert 'return "".join(parts)' in text
    text = text.replace('return "".join(parts)', "return text")
    (copy / "faces.py").write_text(text, encoding="utf-8")
    problems = run_build(tmp_path / "docs", copy / "build.py")
    assert "doxygen failed:" in problems


def sources() -> Iterator[str]:
    """The sources that hold messages."""
    folders = {
        "runtime/noodles": ("*.h", "*.cc"),
        "runtime/tool": ("*.h", "*.cc"),
        "runtime/viewer/src": ("*.ts",),
        "runtime/cmake": ("*.in", "*.cmake"),
        "generator": ("*.py", "*.cmake", "*.j2"),
        "examples": ("*.cc",),
    }
    for folder, patterns in folders.items():
        for pattern in patterns:
            for path in sorted((pages.ROOT / folder).rglob(pattern)):
                yield path.read_text(encoding="utf-8")


def test_quoted_messages_are_in_the_sources() -> None:
    text = "\n".join(sources())
    # Texts that go on in the next line.
    text = re.sub(r'"\s*\+?\s*\n\s*f?"', "", text).replace('\\"', '"')
    quotes = list(pages.messages())
    assert len(quotes) > 50
    # These words are OpenSSL's.
    foreign = {"TLS: wrong version number"}
    missing = [
        f"{page}: {quote}"
        for page, quote in quotes
        if quote not in foreign
        for part in quote.split("…")
        if part.strip(' ":,') and part.strip() not in text
    ]
    assert missing == []


def test_code_is_from_files_that_are_compiled() -> None:
    lists = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (pages.ROOT / "examples").rglob("CMakeLists.txt")
    )
    built = set(re.findall(r"[\w/]+\.(?:cc|cddl)", lists))
    # foreach(step ...) lists programs by name.
    built |= {f"{word}.cc" for word in re.findall(r"[\w/]+", lists)}
    faults = []
    for fence in pages.fences():
        file = fence.included()
        if file is None:
            if fence.head in {"cpp", "c++", "c", "ts", "typescript", "cddl"}:
                faults.append(f"{fence.page}: code that no build compiles")
            continue
        if not (pages.ROOT / file).is_file():
            faults.append(f"{fence.page}: there is no {file}")
        name = Path(file).name
        if name.endswith(".h"):
            users = (pages.ROOT / file).parent.glob("*.cc")
            is_built = any(
                f'/{name}"' in user.read_text(encoding="utf-8")
                for user in users
            )
        else:
            # tests/examples runs the script in TypeScript.
            is_built = name.endswith(".ts") or any(
                entry.endswith(name) for entry in built
            )
        if not is_built:
            faults.append(f"{fence.page}: nothing compiles {file}")
    assert faults == []


def test_the_languages_of_blocks_are_known() -> None:
    known = {"console", "cmake", "nginx", "text", "{toctree}"}
    heads = {fence.head for fence in pages.fences() if fence.included() is None}
    assert heads == known


def test_names_of_cmake_exist() -> None:
    text = "\n".join(pages.pages().values())
    lists = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("runtime", "generator")
        for pattern in ("CMakeLists.txt", "*.cmake", "*.in")
        for path in (pages.ROOT / folder).rglob(pattern)
        if "node_modules" not in path.parts
    )
    lists += (pages.ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    sources_text = "\n".join(sources())
    for target in set(re.findall(r"\bnoodles::([a-z]+)\b", text)):
        assert (pages.ROOT / f"runtime/noodles/{target}.h").is_file(), target
    for variable in set(re.findall(r"\bNOODLES_\w+", text)):
        assert variable in lists or variable in sources_text, variable
