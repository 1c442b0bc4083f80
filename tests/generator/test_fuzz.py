"""Whatever the text, the front end ends, without an exception."""

from __future__ import annotations

import random

import pytest

from cddl_helpers import METHODS, NOODLES, check_text

_PIECES = (
    "( ) { } [ ] < > // / = => /= //= : , ~ & ^ # #6.1( #7.25 .. ... .size "
    ".default ? * + 3*3 3 -1 1.5 0x 0b1 \" ' h' b64' \\ ; $ $$ @ - . "
    "\n \t \r \x00 \ufeff é "
    'tstr any id Msg MsgFooDelete method: signal: "x" => ( // )'
).split(" ")


def _mutate(text: str, generator: random.Random) -> str:
    for _ in range(generator.randint(1, 8)):
        start = generator.randrange(len(text) + 1)
        length = generator.choice([0, 1, 1, 5, 40, 400])
        action = generator.randrange(4)
        if action == 0:
            text = text[:start] + text[start + length :]
        elif action == 1:
            text = text[:start] + generator.choice(_PIECES) + text[start:]
        elif action == 2:
            piece = text[start : start + length]
            place = generator.randrange(len(text) + 1)
            text = text[:place] + piece + text[place:]
        else:
            text = (
                text[:start]
                + generator.choice(_PIECES)
                + text[start + length :]
            )
    return text


# Texts that would take for ever if anything followed every way or compared
# every pair.
@pytest.mark.parametrize(
    "text",
    [
        # 2**60 ways from the default to the end of the chain.
        "a = { ? x: r0 .default 1 }\n"
        + "".join(f"r{i} = r{i + 1} / r{i + 1}\n" for i in range(60))
        + "r60 = tstr\n",
        # Chains of names, forwards and backwards.
        "".join(f"r{i} = r{i + 1}\n" for i in range(3000)),
        "".join(f"r{i + 1} = [ r{i} ]\n" for i in range(3000)),
        # Nothing is defined, and nothing is like anything.
        "a = [ " + " ".join(f"name{i}" for i in range(3000)) + " ]",
        "MsgXCreate = { "
        + " ".join(f"k{i}: int" for i in range(2000))
        + " }\nMsgXUpdate = { "
        + " ".join(f"l{i}: int" for i in range(2000))
        + " }",
        "a = " + "-" * 10_000 + "b" + "." * 10_000,
        'a = "' + "\\" * 10_000,
        "a = '" + "\\'" * 10_000,
        "a<" * 3000,
        "a = " + " / ".join(f'"{i}"' for i in range(20_000)),
        "a" + "<b,c>" * 3000 + " = int",
        "\n" * 10_000 + "; comment\n" * 10_000 + "a = int",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text(text: str) -> None:
    check_text(text).render()


@pytest.mark.parametrize("seed", range(150))
def test_mutated_specification(seed: int) -> None:
    generator = random.Random(seed)
    source = generator.choice([NOODLES, METHODS]).read_text(encoding="utf-8")
    check_text(_mutate(source, generator)).render()


@pytest.mark.parametrize("seed", range(150))
def test_random_pieces(seed: int) -> None:
    generator = random.Random(seed)
    pieces = [
        generator.choice(_PIECES) for _ in range(generator.randint(1, 300))
    ]
    text = "".join(piece + generator.choice(["", " "]) for piece in pieces)
    check_text("a = " + text).render()


@pytest.mark.parametrize("seed", range(100))
def test_short_rules(seed: int) -> None:
    # Few names and many rules: references, circles and extensions of every
    # kind.
    generator = random.Random(seed)
    names = "abc"
    forms = (
        "{0}", "[ {0} ]", "[ * {0} ]", "{{ x: {0}, ? y: {1} }}", "( {0} )",
        "( x: {0}, {1} )", "( {0} // {1} )", "{0} / {1}", "&{0}", "~{0}",
        "{0} .default {1}", "{0} .size 2", "1..{0}", "[ 0, {0} // 0, {1} ]",
        "( 0, {0} // 0, {1} )", '{{ method: "m", args: [ {0} ] }}', "{0}<{1}>",
    )  # fmt: skip
    lines = []
    for _ in range(generator.randint(1, 6)):
        name = generator.choice(names)
        parameters = generator.choice(["", "", "", "<t>"])
        assignment = generator.choice(["=", "=", "=", "/=", "//="])
        form = generator.choice(forms)
        body = form.format(
            generator.choice(names + "t"), generator.choice(names)
        )
        lines.append(f"{name}{parameters} {assignment} {body}")
    check_text("\n".join(lines)).render()
