"""The reference in Markdown."""

from __future__ import annotations

import pathlib
import subprocess

from cddl_helpers import METHODS, NOODLES, run_linguine

TEXT = """\
ServerMessages = [ + ServerMessage ]
ServerMessage = ( 0, MsgNews )

; ==== news

; Something
; happened.
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

EXPECTED = """\
# News

## Messages from servers

| Number | Message | Content | |
|---|---|---|---|
| 0 | `MsgNews` | MsgNews | Something happened. |

## News

### MsgNews

Something happened.

A map, sent by servers.

| Key | Type | Required | Default | |
|---|---|---|---|---|
| `text` | `tstr` | yes |  | In words \\| signs. |
| `kind` | `Kind` | no | `"A"` |  |
| `at` | `[ * Pair ]` | no |  |  |
| `one` | `int` | at most one of `one`, `two` | |  |
| `two` | `[ 2*2 float ]` | at most one of `one`, `two` | |  |

### Kind

One of the texts `"A"`, `"B"`.

### Pair

These places, one after another in a list, sent by servers.

| Place | Type | Required | Default | |
|---|---|---|---|---|
| `x` | `int` | yes |  |  |
| `y` | `int` | yes |  |  |

## DoMethods

### `do`

Does it.

| Argument | Type | Required | |
|---|---|---|---|
| `x` | `Kind` | yes |  |
| `y` | `tstr / int` | no |  |

Returns `int`. The count.
"""


def docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs `linguine docs`."""
    return run_linguine("docs", *arguments)


def test_a_whole_reference(tmp_path: pathlib.Path) -> None:
    specification = tmp_path / "news.cddl"
    specification.write_text(TEXT)
    bindings = tmp_path / "news.toml"
    bindings.write_text('[one_ofs]\n"MsgNews.one" = "number"\n')
    output = tmp_path / "news.md"
    result = docs(
        *(str(specification), "--bindings", str(bindings)),
        *("--title", "News", "--output", str(output)),
    )
    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert output.read_text() == EXPECTED


def test_the_specification_names_everything() -> None:
    bindings = str(NOODLES.with_suffix(".bindings.toml"))
    result = docs(str(NOODLES), "--bindings", bindings)
    assert result.returncode == 0
    assert result.stdout.startswith("# noodles\n")
    for number in (0, 37):
        assert f"\n| {number} | `Msg" in result.stdout
    bindings = str(METHODS.with_suffix(".bindings.toml"))
    imports = ["--import", f"{NOODLES}=noodles/protocol"]
    result = docs(str(METHODS), "--bindings", bindings, *imports)
    assert result.stdout.count("\n### `noo::") == METHODS.read_text().count(
        '"noo::'
    )


def test_what_cannot_be_written(tmp_path: pathlib.Path) -> None:
    bindings = str(NOODLES.with_suffix(".bindings.toml"))
    result = docs(
        str(NOODLES), "--bindings", bindings, "--output", str(tmp_path)
    )
    assert result.returncode == 2
    assert f"linguine docs: {tmp_path}: " in result.stderr
