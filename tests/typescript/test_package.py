"""The TypeScript package: its types, its tests, and generated code that is used
beside it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import node_tools
from linguine_tool import linguine
from node_tools import PACKAGE, ROOT

GOLDEN = ROOT / "tests" / "generator" / "golden"
BINDINGS = ("--bindings", str(GOLDEN / "earlier.bindings.toml"))
HERE = Path(__file__).parent

TESTS = [
    "reader_test",
    "structures_test",
    "calls_test",
    "assets_test",
    "client_test",
    "delegates_test",
    "hostile_input_test",
    "json_test",
    "mirror_test",
    "table_cells_test",
]

pytestmark = pytest.mark.usefixtures("node")


@pytest.fixture(scope="session")
def node() -> None:
    """Skips where there is no Node."""
    node_tools.require()


def generate(specification: Path, output: Path, *options: str) -> None:
    """Runs `linguine generate --language typescript`."""
    language = ("--language", "typescript")
    done = linguine(
        *("generate", str(specification), *language),
        *("--output", str(output), *options),
    )
    assert done.code == 0, done.errors


def check_types(folder: Path, *files: Path) -> None:
    """Checks these files; they may import the module `lamp`."""
    lamp = folder / "lamp" / "index.ts"
    node_tools.check_types(folder, *files, modules={"lamp": lamp})


@pytest.fixture(scope="session")
def lamp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of code for an application's own specification."""
    folder = tmp_path_factory.mktemp("own")
    generate(ROOT / "examples" / "own_methods" / "lamp.cddl", folder / "lamp")
    return folder


def test_code_of_another_version_is_an_error(tmp_path: Path) -> None:
    generate(GOLDEN / "earlier.cddl", tmp_path / "earlier", *BINDINGS)
    path = tmp_path / "earlier" / "fingerprint.ts"
    text = path.read_text()
    check_types(tmp_path, path)
    assert "GeneratedFor<1> = 1;" in text
    path.write_text(text.replace("GeneratedFor<1> = 1", "GeneratedFor<9> = 9"))
    with pytest.raises(AssertionError) as caught:
        check_types(tmp_path, path)
    assert (
        "this code was generated for another version of linguine-noodles: "
        "generate it again with the linguine that belongs to this package"
    ) in str(caught.value)


def test_package_and_tests_have_correct_types(lamp: Path) -> None:
    files = [*HERE.glob("*.ts"), *(PACKAGE / "src").rglob("*.ts")]
    files += (ROOT / "generated" / "typescript").rglob("*.ts")
    files.append(ROOT / "tests" / "conformance" / "codec_probe.ts")
    files.append(ROOT / "tests" / "interop" / "typescript_client.ts")
    files.append(ROOT / "tests" / "bench" / "typescript_bench.ts")
    check_types(lamp, *files)


def test_examples_of_the_readme_have_correct_types(lamp: Path) -> None:
    readme = (PACKAGE / "README.md").read_text(encoding="utf-8")
    examples = []
    # The client, and frames; the third is no whole program.
    for number, text in enumerate(readme.split("```ts\n")[1:3]):
        examples.append(lamp / f"example_{number}.ts")
        examples[-1].write_text(text.split("```")[0])
    check_types(lamp, *examples)


def test_script_of_own_methods_has_correct_types(lamp: Path) -> None:
    name = "lamp_client.ts"
    shutil.copy(ROOT / "examples" / "own_methods" / name, lamp / name)
    check_types(lamp, lamp / name)


@pytest.mark.parametrize("name", TESTS)
def test_in_node(name: str, lamp: Path) -> None:
    output = lamp / f"{name}.mjs"
    node_tools.bundle(
        HERE / f"{name}.ts",
        output,
        f"--alias:lamp={lamp / 'lamp' / 'index.ts'}",
    )
    node_tools.run(node_tools.NODE, "--test", str(output))


def test_built_package_is_found_by_its_name(tmp_path: Path) -> None:
    """What `npm run build` makes is imported as a user's program does it."""
    package = tmp_path / "node_modules" / "linguine-noodles"
    package.mkdir(parents=True)
    node_tools.run(
        *(node_tools.tool("tsc"), "--project", str(PACKAGE)),
        *("--outDir", str(package / "dist")),
    )
    (package / "package.json").write_text(
        (PACKAGE / "package.json").read_text()
    )
    generate(ROOT / "examples" / "own_methods" / "lamp.cddl", tmp_path / "lamp")
    (tmp_path / "program.ts").write_text(
        'import { Reader, readAny } from "linguine-noodles/cbor";\n'
        "import { newEntity, encodeClientFrame } "
        'from "linguine-noodles/protocol";\n'
        'import { LampMethodsProxy, lampMethodNames } from "./lamp/index.js";\n'
        "const frame = encodeClientFrame([\n"
        '  { kind: "MsgIntroduction", value: { client_name: "me" } },\n'
        "]);\n"
        "console.log(JSON.stringify([\n"
        "  [...(readAny(new Reader(frame)) as unknown[])].length,\n"
        "  newEntity().visible,\n"
        "  lampMethodNames.set,\n"
        "  typeof LampMethodsProxy,\n"
        "]));\n"
    )
    (tmp_path / "tsconfig.json").write_text(
        json.dumps(
            {
                "compilerOptions": {
                    "module": "NodeNext",
                    "target": "ES2022",
                    "strict": True,
                    "lib": ["ES2022", "DOM"],
                    "types": [],
                    "skipLibCheck": False,
                }
            }
        )
    )
    (tmp_path / "package.json").write_text('{"type": "module"}')
    node_tools.run(node_tools.tool("tsc"), "--project", str(tmp_path))
    printed = node_tools.run(node_tools.NODE, str(tmp_path / "program.js"))
    assert json.loads(printed) == [2, True, "lamp::set", "function"]


STRANGE = """\
; Everything in one: reserved words, quoted keys, choices, lists in lists.
Mode = "on" / "off"
Pair = [ from: float, to: float ]
Point = { x: float, y: float }
Strange = {
  class: tstr,
  "two words": uint,
  reader: [ * [ * [ 3*3 float ] ] ],
  ? default: bool .default true,
  ? list: [ + Mode ],
  key: int / float / tstr / bool / nil,
  value: bytes / Pair / Point,
  note: tstr / bytes,
  choices: [ * (tstr / uint) ],
  pairs: [ 2*2 Pair ],
  map: { * tstr => [ * Point ] },
  ? ( function: Point // delete: [ * Point ] ),
}
Empty = {}
; A comment that ends a comment: */ and goes on.
Go = {
  method: "go",
  args: [ list: Strange, ? result: [ * Pair ], ? new: tstr / bool ],
  result: [ * Empty ],
}
StrangeMethods = Go
Gone = { signal: "gone", args: [ value: Strange, ? list: tstr / [ * int ] ] }
StrangeSignals = Gone
"""


def test_generated_code_of_strange_specifications(tmp_path: Path) -> None:
    strange = tmp_path / "strange.cddl"
    strange.write_text(STRANGE)
    bindings = tmp_path / "strange.toml"
    bindings.write_text('[one_ofs]\n"Strange.function" = "switch"\n')
    generate(strange, tmp_path / "strange", "--bindings", str(bindings))
    noodles = f"{ROOT / 'spec' / 'noodles.cddl'}=linguine-noodles/protocol"
    for name, options in (("station", []), ("lab", ["--import", noodles])):
        generate(
            GOLDEN / f"{name}.cddl",
            tmp_path / name,
            *("--bindings", str(GOLDEN / f"{name}.bindings.toml"), *options),
        )
    indices = [
        tmp_path / name / "index.ts" for name in ("strange", "station", "lab")
    ]
    check_types(tmp_path, *indices)
    program = tmp_path / "program.ts"
    program.write_text(
        """\
import assert from "node:assert/strict";
import {
  Encoded,
  Reader,
  Writer,
  readAny,
  writeAny,
} from "linguine-noodles/cbor";
import { type Strange, newStrange, readStrange, writeStrange } from "./strange";

const values: Strange[] = [];
for (const key of [1, 0.5, "text", true, null]) {
  for (const value of [
    new Uint8Array([1]),
    { from: 1, to: 2 },
    { x: 1, y: 2 },
  ]) {
    values.push(
      newStrange({
        class: "c",
        "two words": 2,
        reader: [[[1, 2, 3]], []],
        key,
        value,
        note: new Uint8Array([1, 2]),
        choices: ["a", 1],
        pairs: [
          { from: 1, to: 2 },
          { from: 3, to: 4 },
        ],
        map: new Map([["z", []], ["a", [{ x: 1, y: 2 }]]]),
        switch: { kind: "delete", value: [{ x: 5, y: 6 }] },
      }),
    );
  }
}
for (const value of values) {
  const writer = new Writer();
  writeStrange(writer, value);
  const read = readStrange(new Reader(writer.take()));
  assert.deepEqual(read, { ...value, list: undefined });
  // A typed array is bytes where no array may stand, else an array.
  const typed = writtenWith(value, new Encoded(
    new Uint8Array([0xd8, 64, 0x42, 1, 2]),
  ));
  assert.deepEqual(readStrange(new Reader(typed)), read);
}

// The structure, with this item instead of its note.
function writtenWith(value: Strange, note: Encoded): Uint8Array {
  const writer = new Writer();
  writeStrange(writer, value);
  const map = readAny(new Reader(writer.take()));
  assert.ok(map instanceof Map);
  map.set("note", note);
  const changed = new Writer();
  writeAny(changed, map);
  return changed.take();
}
"""
    )
    node_tools.bundle(program, tmp_path / "program.mjs")
    node_tools.run(node_tools.NODE, str(tmp_path / "program.mjs"))
