"""Whatever `generate --language typescript` accepts has correct types, and
reads and writes its values as they were.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import node_tools
from linguine_tool import linguine
from node_tools import PACKAGE, ROOT

sys.path.insert(0, str(ROOT / "tests" / "generator"))

from random_specification import Maker

_WANTED = 25
_MOST_TRIED = 120

# Reads each message of a frame as a structure, and writes it again. Integers
# that a number does not hold are refused.
_PROGRAM = """
import { DecodeError, Reader, Writer } from "linguine-noodles/cbor";

type Read = (reader: Reader) => unknown;
type Write = (writer: Writer, value: unknown) => void;

function check(module: object, name: string, text: string, test: string): void {
  const functions = module as Record<string, unknown>;
  const read = functions[`read${name}`] as Read;
  const write = functions[`write${name}`] as Write;
  const writer = new Writer();
  try {
    const bytes = Uint8Array.from(Buffer.from(text, "hex"));
    write(writer, read(new Reader(bytes, { keepForms: true })));
  } catch (error) {
    if (error instanceof DecodeError && /53 bits/.test(error.expected)) return;
    throw new Error(`${test}: ${error}`);
  }
  const written = Buffer.from(writer.take()).toString("hex");
  if (written !== text) throw new Error(`${test}: ${text} became ${written}`);
}
"""


def _generate(folder: Path, seed: int) -> list[str] | None:
    """The lines of the program for a specification; None if it is refused."""
    name = f"s{seed}"
    text, bindings = Maker(seed).make()
    path = folder / f"{name}.cddl"
    path.write_text(text, encoding="utf-8")
    bound = folder / f"{name}.bindings.toml"
    bound.write_text(bindings, encoding="utf-8")
    common = [str(path), "--bindings", str(bound)]
    done = linguine(
        *("generate", *common, "--language", "typescript"),
        *("--output", str(folder / name)),
    )
    assert done.code in (0, 1), done.errors
    if done.code != 0:
        return None
    vectors = linguine("vectors", *common)
    assert vectors.code == 0, vectors.errors
    lines = [f'import * as {name} from "./{name}/index";']
    for vector in json.loads(vectors.output)["messages"]:
        message, case = vector["message"], vector["case"]
        # [number, content]: the number has one byte.
        content = vector["bytes"][4:]
        lines.append(
            f"check({name}, {json.dumps(message)}, {json.dumps(content)}, "
            f"{json.dumps(f'{name} {message} {case}')});"
        )
    return lines


def test_what_is_accepted_has_types_and_means_something(
    tmp_path: Path,
) -> None:
    node_tools.require()
    lines: list[str] = []
    accepted = 0
    for seed in range(_MOST_TRIED):
        made = _generate(tmp_path, seed)
        if made is not None:
            lines += made
            accepted += 1
        if accepted == _WANTED:
            break
    assert accepted == _WANTED
    assert len(lines) > 3 * _WANTED
    imports = "\n".join(line for line in lines if line.startswith("import"))
    checks = "\n".join(line for line in lines if line.startswith("check"))
    program = tmp_path / "program.ts"
    program.write_text(f"{imports}\n{_PROGRAM}\n{checks}\n", encoding="utf-8")
    content = json.loads((PACKAGE / "tsconfig.json").read_text())
    options = content["compilerOptions"]
    options |= {
        "noEmit": True,
        "rootDir": "/",
        "paths": {
            name: [str((PACKAGE / target).resolve()) for target in targets]
            for name, targets in options["paths"].items()
        },
        "types": ["node"],
        "typeRoots": [node_tools.type_roots()],
    }
    configuration = tmp_path / "tsconfig.json"
    configuration.write_text(
        json.dumps({"compilerOptions": options, "files": [str(program)]})
    )
    node_tools.run(node_tools.tool("tsc"), "--project", str(configuration))
    bundle = tmp_path / "program.mjs"
    node_tools.bundle(program, bundle)
    node_tools.run(node_tools.NODE, str(bundle))
