"""The page: all tests/viewer/*_test.ts, in Node; many drive a browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import browser_tools
import node_tools
from browser_tools import MODULES
from node_tools import PACKAGE
from page_modules import modules

HERE = Path(__file__).parents[1]
# Time limit of one file of tests; no measure of speed.
DEADLINE_SECONDS = 280


def require(name: str) -> None:
    """Skips where Node, the browser or packages are missing."""
    text = (HERE / f"{name}.ts").read_text(encoding="utf-8")
    drives = "playwright-core" in text or '"./browser"' in text
    reason = browser_tools.missing() if drives else node_tools.missing()
    browser_tools.require(reason)


def test_tests_have_correct_types(tmp_path: Path) -> None:
    require("browser")
    configuration = json.loads((PACKAGE / "tsconfig.json").read_text())
    options = configuration["compilerOptions"]
    paths = {
        name: [str((PACKAGE / target).resolve()) for target in targets]
        for name, targets in options["paths"].items()
    }
    paths["playwright-core"] = [str(MODULES / "playwright-core")]
    paths["three"] = [str(modules() / "@types/three/index.d.ts")]
    options |= {
        "noEmit": True,
        "rootDir": "/",
        "paths": paths,
        "types": ["node"],
        "typeRoots": [node_tools.type_roots()],
    }
    files = [str(file) for file in HERE.glob("*.ts")]
    bench = HERE.parent / "bench"
    files += [str(bench / f"page_{name}.ts") for name in ("bench", "floor")]
    content = {"compilerOptions": options, "include": [], "files": files}
    target = tmp_path / "tsconfig.json"
    target.write_text(json.dumps(content))
    node_tools.run(node_tools.tool("tsc"), "--project", str(target))


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """The environment of the tests, with one browser for all of them."""
    environment = browser_tools.environment()
    if browser_tools.missing():
        yield environment
        return
    program = tmp_path_factory.mktemp("browser") / "browser_server.mjs"
    node_tools.bundle(HERE / "browser_server.ts", program)
    with subprocess.Popen(
        [node_tools.NODE, str(program)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address, "the browser has not started"
        yield environment | {"NOODLES_BROWSER_SERVER": address}
        server.communicate("", timeout=DEADLINE_SECONDS)


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in HERE.glob("*_test.ts"))
)
def test_in_node(name: str, tmp_path: Path, environment: dict) -> None:
    require(name)
    program = tmp_path / f"{name}.mjs"
    three = f"--alias:three={modules() / 'three'}"
    node_tools.bundle(HERE / f"{name}.ts", program, three)
    done = subprocess.run(
        [node_tools.NODE, "--enable-source-maps", "--test", str(program)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=DEADLINE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
