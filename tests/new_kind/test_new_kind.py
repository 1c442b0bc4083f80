"""A new kind of component needs no line but those of the specification.

A copy of the sources gets a specification with the kind Volume and is built:
the server, the client, the tool, and a program and a TypeScript client that use
volumes.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import node_tools
from copied_tree import BUILD, PROJECT, WORK, copy, run
from node_tools import ROOT


@pytest.fixture(scope="session")
def built(tree: Path) -> Path:
    """The folder of the built programs."""
    assert tree.exists()
    targets = ("volume_program", "noodles_tool")
    run("cmake", "--build", BUILD, "--target", *targets)
    return BUILD


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """The address of a server that has a volume."""
    with subprocess.Popen(
        [built / "volume_program", "--serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.communicate("")
        assert server.returncode == 0


def test_server_and_client(built: Path) -> None:
    output = run(built / "volume_program")
    assert "[  PASSED  ] 7 tests." in output


def test_tool(built: Path, address: str) -> None:
    tool = built / "tree" / "bin" / "noodles"
    shown = run(tool, "inspect", address)
    assert "Volume (1)" in shown
    shown = json.loads(run(tool, "inspect", "--json", address))
    (volume,) = shown["components"]["Volume"]
    assert (volume["name"], volume["dims"]) == ("smoke", [4, 2, 3])
    assert run(tool, "validate", address)


def test_typescript(tree: Path, address: str) -> None:
    node_tools.require()
    name = "plain_socket.ts"
    copy(ROOT / "tests" / "typescript" / name, PROJECT / name)
    package = tree / "runtime" / "typescript"
    configuration = json.loads((package / "tsconfig.json").read_text())
    options = configuration["compilerOptions"]
    options["paths"] = {
        name: [str((package / path).resolve()) for path in paths]
        for name, paths in options["paths"].items()
    }
    options |= {"noEmit": True, "rootDir": "/", "types": ["node"]}
    options["typeRoots"] = [node_tools.type_roots()]
    program = PROJECT / "volume_client.ts"
    files = [program, *(package / "src").rglob("*.ts")]
    content = {
        "compilerOptions": options,
        "include": [],
        "files": [str(file) for file in files],
    }
    checked = PROJECT / "tsconfig.json"
    checked.write_text(json.dumps(content))
    node_tools.run(node_tools.tool("tsc"), "--project", str(checked))
    bundled = WORK / "volume_client.mjs"
    node_tools.run(
        node_tools.tool("esbuild"),
        str(program),
        *("--bundle", "--platform=node", "--format=esm"),
        *("--target=node18", "--log-level=warning"),
        *(f"--tsconfig={checked}", f"--outfile={bundled}"),
    )
    node_tools.run(node_tools.NODE, str(bundled), address)
