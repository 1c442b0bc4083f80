"""The page: all tests/viewer/*_test.ts, in Node; many drive a browser.

The browser is the program that the variable NOODLES_BROWSER names, else the
first one on the path. playwright-core, which drives the browser, is in
build/viewer-tests/node_modules, where `./dev setup` installs it from the lock
file in tests/viewer. Where one of them is missing, the tests are skipped; with
CI in the environment they fail.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import node_tools
from node_tools import PACKAGE, ROOT

HERE = Path(__file__).parents[1]
MODULES = Path(
    os.environ.get(
        "NOODLES_BROWSER_MODULES", ROOT / "build" / "viewer-tests/node_modules"
    )
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

# Time limit of one file of tests; no measure of speed.
DEADLINE_SECONDS = 280


def browser() -> str | None:
    """The program of the browser; None where there is none."""
    named = os.environ.get("NOODLES_BROWSER")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def missing(name: str) -> str | None:
    """What keeps a test from running; None: nothing."""
    if reason := node_tools.missing():
        return reason
    text = (HERE / f"{name}.ts").read_text(encoding="utf-8")
    if "playwright-core" not in text and '"./browser"' not in text:
        return None
    if browser() is None:
        return "there is no Chromium; `./dev setup` installs it"
    if not (MODULES / "playwright-core").exists():
        return f"{MODULES} is missing; `./dev setup` makes it"
    return None


def require(name: str) -> None:
    """Skips where Node, the browser or packages are missing."""
    reason = missing(name)
    if reason is None:
        return
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def test_tests_have_correct_types(tmp_path: Path) -> None:
    require("browser")
    configuration = json.loads((PACKAGE / "tsconfig.json").read_text())
    options = configuration["compilerOptions"]
    paths = {
        name: [str((PACKAGE / target).resolve()) for target in targets]
        for name, targets in options["paths"].items()
    }
    paths["playwright-core"] = [str(MODULES / "playwright-core")]
    options |= {
        "noEmit": True,
        "rootDir": "/",
        "paths": paths,
        "types": ["node"],
        "typeRoots": [node_tools.type_roots()],
    }
    files = [str(file) for file in HERE.glob("*.ts")]
    files.append(str(HERE.parent / "bench" / "page_bench.ts"))
    content = {"compilerOptions": options, "include": [], "files": files}
    target = tmp_path / "tsconfig.json"
    target.write_text(json.dumps(content))
    node_tools.run(node_tools.tool("tsc"), "--project", str(target))


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in HERE.glob("*_test.ts"))
)
def test_in_node(name: str, tmp_path: Path) -> None:
    require(name)
    program = tmp_path / f"{name}.mjs"
    node_tools.bundle(HERE / f"{name}.ts", program)
    environment = {
        **os.environ,
        "NOODLES_BROWSER": browser() or "",
        "NOODLES_BROWSER_MODULES": str(MODULES),
    }
    done = subprocess.run(
        [node_tools.NODE, "--enable-source-maps", "--test", str(program)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=DEADLINE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
