"""The page knows a new kind without a line of its own: its types fit, its build
succeeds, and the panels show a volume."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import browser_tools
import node_tools
from copied_tree import WORK, run
from node_tools import ROOT

MODULES = ROOT / "build" / "viewer" / "node_modules"


@pytest.fixture(scope="session")
def page(sources: Path) -> Path:
    """The folder of the page that is built from the copied sources."""
    browser_tools.require(node_tools.missing())
    if not (MODULES / "three").exists():
        browser_tools.require(f"{MODULES} is missing; `./dev setup` makes it")
    output = WORK / "page"
    build = sources / "runtime" / "viewer" / "build.mjs"
    run(node_tools.NODE, build, "--modules", MODULES, "--output", output)
    return output


def test_types_fit(sources: Path, page: Path) -> None:
    assert page.exists()
    viewer = sources / "runtime" / "viewer"
    configuration = json.loads((viewer / "tsconfig.json").read_text())
    options = configuration["compilerOptions"]
    committed = "../../build/viewer/node_modules"
    options["paths"] = {
        name: [target.replace(committed, str(MODULES)) for target in targets]
        for name, targets in options["paths"].items()
    }
    checked = viewer / "tsconfig.volume.json"
    checked.write_text(json.dumps(configuration))
    tsc = MODULES / ".bin" / "tsc"
    node_tools.run(str(tsc), "--project", str(checked))


def test_panels_show_a_volume(sources: Path, page: Path) -> None:
    browser_tools.require(browser_tools.missing())
    program = WORK / "volume_page.mjs"
    configuration = sources / "runtime" / "typescript" / "tsconfig.json"
    node_tools.run(
        node_tools.tool("esbuild"),
        str(Path(__file__).parent / "volume_page.ts"),
        *("--bundle", "--platform=node", "--format=esm"),
        *("--target=node18", "--log-level=warning"),
        *(f"--tsconfig={configuration}", f"--outfile={program}"),
    )
    environment = browser_tools.environment()
    environment["NOODLES_PAGE_DIRECTORY"] = str(page)
    node_tools.run(node_tools.NODE, str(program), environment=environment)
