"""The reference in Markdown and in HTML."""

from __future__ import annotations

import html.parser
import json
import pathlib
import re
import subprocess
from pathlib import Path

import cbor2
import pytest

from cddl_helpers import METHODS, NOODLES, REPOSITORY, run_linguine
from linguine.diagnostics import Diagnostics
from linguine.docs.blocks import Listing, Section
from linguine.docs.content import reference_of
from linguine.docs.peers import Peers, read_peers
from linguine.model.model import Model
from linguine.pipeline import load_model

PEERS = REPOSITORY / "spec" / "peers.toml"
DEVIATIONS = REPOSITORY / "spec" / "DEVIATIONS.md"
COMMITTED = REPOSITORY / "generated" / "docs"
TITLE = "NOODLES protocol reference"
WHOLE = [
    *(str(NOODLES), str(METHODS), "--peers", str(PEERS)),
    *("--title", TITLE),
]

TEXT = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgNews )

; ==== news

; Something
; happened. More of it.
MsgNews = {
  ; In words | signs.
  text: tstr,
  ? kind: Kind .default "A",
  ? at: [ * Pair ],
  ? ( one: int // two: [ 2*2 float ] ),
}
Kind = "A" / "B"
Pair = ( x: int, y: int )

; ==== calls

; Does it.
Do = {
  method: "do",
  args: [ x: Kind, ? y: tstr / int ],
  ; The count.
  result: int,
}
DoMethods = Do
"""

NEWS_PEERS = """\
peers = [
  { name = "Reader", what = "a test", sides = ["client"] },
  { name = "Other", what = "a test", sides = ["client", "server"] },
]
facts = [
  { on = ["MsgNews"], only = ["Reader"], says = "Too new.", see = ["D1"] },
  { on = ["MsgNews.text"], says = "Latin alone.", see = ["D2"] },
]
"""

EXPECTED = """\
# News

A frame is one array: a message number and the message's content, then the \
next. Each message below has its fields, an example as a frame of its own, and \
what is known of the programs that read it. An identifier names a component \
that must exist as long as the field holds it.

| Number | From server to client |  |
| --- | --- | --- |
| 0 | [`MsgNews`](#msgnews) | Something happened. |

| Peer | What it is | Side |
| --- | --- | --- |
| Reader | a test | client |
| Other | a test | client and server |

## Messages from servers

### MsgNews

Number 0, from server to client.

Something happened. More of it.

| Field | Type | Required | Default |  |
| --- | --- | --- | --- | --- |
| `text` | `tstr` | yes |  | In words \\| signs. Latin alone. (D2) |
| `kind` | [`Kind`](#kind) | no | `"A"` |  |
| `at` | `[ *` [`Pair`](#pair) `]` | no |  |  |
| `one` | `int` | at most one of one, two |  |  |
| `two` | `[ 2*2` `float` `]` | at most one of one, two |  |  |

Peers that read it: Reader. Too new. (D1)

CBOR diagnostic notation:

```text
[0, {"text": "text", "kind": "A", "at": [3, 4, 5, 6], "one": 7}]
```

JSON:

```text
[0, {"text": "text", "kind": "A", "at": [3, 4, 5, 6], "one": 7}]
```

Bytes:

```text
82                                        # array of 2
  00                                      # 0
  a4                                      # map of 4
    64 74 65 78 74                        # "text"
    64 74 65 78 74                        # "text"
    64 6b 69 6e 64                        # "kind"
    61 41                                 # "A"
    62 61 74                              # "at"
    84                                    # array of 4
      03                                  # 3
      04                                  # 4
      05                                  # 5
      06                                  # 6
    63 6f 6e 65                           # "one"
    07                                    # 7
```

## Types: news

### Kind

One of the texts `"A"`, `"B"`.

### Pair

These places, one after another in a list, sent by servers.

| Place | Type | Required | Default |  |
| --- | --- | --- | --- | --- |
| `x` | `int` | yes |  |  |
| `y` | `int` | yes |  |  |

## DoMethods

### do

Does it.

| Argument | Type | Required |  |
| --- | --- | --- | --- |
| `x` | [`Kind`](#kind) | yes |  |
| `y` | `tstr` or `int` | no |  |

Returns `int`. The count.

CBOR diagnostic notation:

```text
["B", "y"]
```

JSON:

```text
["B", "y"]
```

Bytes:

```text
82                                        # array of 2
  61 42                                   # "B"
  61 79                                   # "y"
```
"""


def docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `linguine docs`."""
    return run_linguine("docs", *arguments)


def test_a_whole_reference(tmp_path: pathlib.Path) -> None:
    specification = tmp_path / "news.cddl"
    specification.write_text(TEXT)
    bindings = tmp_path / "news.toml"
    bindings.write_text('[one_ofs]\n"MsgNews.one" = "number"\n')
    peers = tmp_path / "peers.toml"
    peers.write_text(NEWS_PEERS)
    output = tmp_path / "news.md"
    result = docs(
        *(str(specification), "--bindings", str(bindings)),
        *("--title", "News", "--peers", str(peers), "--output", str(output)),
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert output.read_text() == EXPECTED


# ------------------------------------------------------------- the protocol's


@pytest.fixture(name="model", scope="module")
def make_model() -> Model:
    """The whole specification."""
    diagnostics = Diagnostics()
    model = load_model([str(NOODLES), str(METHODS)], None, diagnostics)
    assert model is not None, diagnostics.render()
    return model


@pytest.fixture(name="sections", scope="module")
def make_sections(model: Model) -> list[Section]:
    """The reference of the whole specification."""
    return reference_of(model, TITLE, read_peers(str(PEERS)))


def test_a_dry_run_writes_nothing_and_prints_nothing(tmp_path: Path) -> None:
    output = tmp_path / "protocol.md"
    result = docs(*WHOLE, "--output", str(output), "--dry-run")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert not output.exists()
    broken = tmp_path / "broken.cddl"
    broken.write_text("a = \n")
    result = docs(str(broken), "--output", str(output), "--dry-run")
    assert result.returncode == 1
    assert f"{broken}:" in result.stderr


@pytest.mark.parametrize("name", ["protocol.md", "protocol.html"])
def test_the_committed_reference_is_fresh(name: str) -> None:
    kind = ["--html"] if name.endswith("html") else []
    result = docs(*WHOLE, *kind, "--output", str(COMMITTED / name), "--check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout == f"{COMMITTED / name} is up to date\n"


def test_what_is_stale(tmp_path: pathlib.Path) -> None:
    stale = tmp_path / "stale.md"
    stale.write_text("# Old\n")
    result = docs(*WHOLE, "--output", str(stale), "--check")
    assert result.returncode == 1
    assert result.stdout.startswith(f"stale: {stale}; ")
    assert stale.read_text() == "# Old\n"
    assert docs(*WHOLE, "--check").returncode == 2


def test_everything_has_a_section(
    model: Model, sections: list[Section]
) -> None:
    titles = [section.title for section in sections]
    assert len(set(titles)) == len(titles)
    for direction in model.directions:
        assert {one.name for one in direction.messages} <= set(titles)
    for interface in model.interfaces:
        assert {
            model.callable(name).wire_name for name in interface.callables
        } <= set(titles)
    anchors = [section.anchor for section in sections]
    assert len(set(anchors)) == len(anchors)


def test_examples_say_the_same_in_each_notation(
    sections: list[Section],
) -> None:
    """An independent library reads the bytes, and JSON has what it finds."""
    count = 0
    for section in sections:
        listings = [one for one in section.blocks if isinstance(one, Listing)]
        if not listings:
            continue
        diagnostic, plain, annotated = (one.text for one in listings)
        part = re.compile(r"^ *((?:[0-9a-f]{2} ?)+?) *  #", re.MULTILINE)
        data = bytes.fromhex("".join(part.findall(annotated)))
        value = cbor2.loads(data)
        assert as_json(value) == json.loads(plain), section.title
        assert from_diagnostic(diagnostic) == value, section.title
        count += 1
    assert count > 60


def as_json(value: object) -> object:
    """A value of CBOR as the reference shows it in JSON."""
    if isinstance(value, bytes):
        import base64  # noqa: PLC0415

        return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value


def from_diagnostic(text: str) -> object:
    """The value of a diagnostic notation, read as Python."""
    text = re.sub(r"h'([0-9a-f]*)'", r"bytes.fromhex('\1')", text)
    text = re.sub(r"(\d)_[123]\b", r"\1", text)
    names = {"true": True, "false": False, "null": None, "bytes": bytes}
    return eval(text, {"__builtins__": {}}, names)


def test_no_word_of_a_programming_language(sections: list[Section]) -> None:
    text = (COMMITTED / "protocol.md").read_text(encoding="utf-8")
    for word in ("std::", "C++", "uint32_t", "int64_t", "variant", "struct"):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text), word
    assert len(sections) > 100


def test_facts_about_peers_belong_to_something(model: Model) -> None:
    peers = read_peers(str(PEERS))
    rows = set(
        re.findall(r"^\| (D\d+) \|", DEVIATIONS.read_text(), re.MULTILINE)
    )
    known = {item.wire_name for item in model.callables}
    known |= {one.name for one in (*model.enumerations, *model.aliases)}
    for structure in model.structures:
        known.add(structure.name)
        known |= {f"{structure.name}.{one.key}" for one in structure.members()}
    for direction in model.directions:
        for message in direction.messages:
            known.add(message.name)
            if message.role != "delete":
                members = model.structure(message.structure).members()
                known |= {f"{message.name}.{one.key}" for one in members}
    for fact in peers.facts:
        assert set(fact.on) <= known, fact
        assert fact.see and set(fact.see) <= rows, fact
    said = DEVIATIONS.read_text()
    for peer in peers.peers:
        assert peer.name in said


BAD_PEERS = {
    "no TOML": ("peers = [", "peers.toml:1:10: "),
    "nothing": ("", "there are no [[peers]]"),
    "a stranger": (
        NEWS_PEERS.replace('only = ["Reader"]', 'only = ["Nobody"]'),
        "there is no peer 'Nobody'",
    ),
    "no side": (NEWS_PEERS.replace('["client"]', "[]"), "has no sides"),
}


@pytest.mark.parametrize("name", BAD_PEERS)
def test_peers_that_cannot_be_read(tmp_path: pathlib.Path, name: str) -> None:
    text, expected = BAD_PEERS[name]
    peers = tmp_path / "peers.toml"
    peers.write_text(text)
    result = docs(str(NOODLES), "--peers", str(peers))
    assert result.returncode == 2
    assert expected in result.stderr


# ------------------------------------------------------------------- the page


class Page(html.parser.HTMLParser):
    """Collects the links, the anchors, and what a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: list[str] = []
        self.loaded: list[str] = []
        self.open: list[str] = []

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        given = dict(attrs)
        if tag not in ("meta", "input"):
            self.open.append(tag)
        if given.get("id"):
            self.anchors.append(str(given["id"]))
        if tag == "a":
            self.links.add(str(given["href"]))
        elif "src" in given or "href" in given:
            self.loaded.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    text = (COMMITTED / "protocol.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == [] and page.loaded == []
    assert len(set(page.anchors)) == len(page.anchors)
    assert {f"#{one}" for one in page.anchors} >= page.links
    assert "http" not in re.sub(r"<main>.*</main>", "", text, flags=re.DOTALL)
    assert "@import" not in text and "url(" not in text


def test_links_of_the_markdown_lead_somewhere(
    sections: list[Section],
) -> None:
    text = (COMMITTED / "protocol.md").read_text(encoding="utf-8")
    anchors = {f"#{section.anchor}" for section in sections}
    assert set(re.findall(r"\]\((#[^)]*)\)", text)) <= anchors


def test_peers_are_those_that_know() -> None:
    peers = read_peers(str(PEERS))
    names = [one.name for one in peers.that_know("MsgPhysicsCreate", "client")]
    assert names == ["Ziti"]
    names = [one.name for one in peers.that_know("MsgInvokeMethod", "server")]
    assert names == ["Rigatoni", "colabrodo", "NoodlesPlusPlus", "Carbonara"]
    assert Peers().that_know("MsgPhysicsCreate", "client") == []


def test_what_cannot_be_written(tmp_path: pathlib.Path) -> None:
    result = docs(str(NOODLES), "--output", str(tmp_path))
    assert result.returncode == 2
    assert f"linguine docs: {tmp_path}: " in result.stderr
