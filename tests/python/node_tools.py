"""Node and the tools of the TypeScript package, for tests.

The tools are in build/typescript/node_modules, where `./dev setup` installs
them from the package's lock file. Where they are missing, tests of TypeScript
are skipped; with CI in the environment they fail.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
PACKAGE = ROOT / "runtime" / "typescript"
NODE = shutil.which("node") or "node"

_TOOLS = Path(
    os.environ.get("NOODLES_NODE_DIRECTORY", ROOT / "build" / "typescript")
)
_MODULES = _TOOLS / "node_modules"
_OLDEST = 18


def missing() -> str | None:
    """What keeps tests of TypeScript from running; None: nothing."""
    if shutil.which("node") is None:
        return "there is no Node; `./dev setup` installs it"
    version = run(NODE, "--version").strip()
    if int(version.removeprefix("v").split(".")[0]) < _OLDEST:
        return f"Node {version} is too old; {_OLDEST} is needed"
    if not (_MODULES / "esbuild").exists():
        return f"{_MODULES} is missing; `./dev setup` makes it"
    return None


def require() -> None:
    """Skips the test where Node is missing; fails where CI is set."""
    reason = missing()
    if reason is None:
        return
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def run(
    *command: str,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
) -> str:
    """The standard output of a program that ends with 0."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=environment,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def tool(name: str) -> str:
    """The path of an installed tool, such as tsc."""
    return str(_MODULES / ".bin" / name)


def type_roots() -> str:
    """The folder of the types of Node."""
    return str(_MODULES / "@types")


def check_types(
    folder: Path, *files: Path, modules: Mapping[str, Path] | None = None
) -> None:
    """Checks these files with the compiler, as strictly as the package.

    `modules` are what they may import by name, besides the package.
    """
    configuration = json.loads((PACKAGE / "tsconfig.json").read_text())
    options = configuration["compilerOptions"]
    paths = {
        name: [str((PACKAGE / target).resolve()) for target in targets]
        for name, targets in options["paths"].items()
    }
    paths |= {name: [str(path)] for name, path in (modules or {}).items()}
    options |= {
        "noEmit": True,
        "rootDir": "/",
        "paths": paths,
        "types": ["node"],
        "typeRoots": [type_roots()],
    }
    content = {
        "compilerOptions": options,
        "include": [],
        "files": [str(file) for file in files],
    }
    target = folder / "tsconfig.json"
    target.write_text(json.dumps(content))
    run(tool("tsc"), "--project", str(target))


def bundle(source: Path, output: Path, *options: str) -> None:
    """Bundles a program with the package from its sources, for Node 18."""
    run(
        tool("esbuild"),
        str(source),
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--target=node18",
        "--sourcemap=inline",
        "--log-level=warning",
        f"--tsconfig={PACKAGE / 'tsconfig.json'}",
        f"--outfile={output}",
        *options,
    )
