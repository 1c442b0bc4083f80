"""The browser of the tests of the page, and what drives it.

The browser is the program that the variable NOODLES_BROWSER names, else the
first one on the path. playwright-core, which drives the browser, is in
build/viewer-tests/node_modules, where `./dev setup` installs it from the lock
file in tests/viewer. Where one of them is missing, tests are skipped; with CI
in the environment they fail.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import node_tools
from node_tools import ROOT

MODULES = Path(
    os.environ.get(
        "NOODLES_BROWSER_MODULES", ROOT / "build" / "viewer-tests/node_modules"
    )
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def browser() -> str | None:
    """The program of the browser; None where there is none."""
    named = os.environ.get("NOODLES_BROWSER")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _NAMES)), None)


def missing() -> str | None:
    """What keeps a test from running in a browser; None: nothing."""
    if reason := node_tools.missing():
        return reason
    if browser() is None:
        return "there is no Chromium; `./dev setup` installs it"
    if not (MODULES / "playwright-core").exists():
        return f"{MODULES} is missing; `./dev setup` makes it"
    return None


def require(reason: str | None) -> None:
    """Skips a test for this reason, if there is one; fails where CI is set."""
    if reason is None:
        return
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def environment() -> dict[str, str]:
    """The environment of programs that drive the browser."""
    return {
        **os.environ,
        "NOODLES_BROWSER": browser() or "",
        "NOODLES_BROWSER_MODULES": str(MODULES),
    }
