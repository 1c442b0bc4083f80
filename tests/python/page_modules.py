"""The packages that the page of this build was built with."""

from __future__ import annotations

import os
from pathlib import Path

_SOURCE = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
BUILT = Path(os.environ["NOODLES_PAGE_DIRECTORY"])
LOCK = _SOURCE / "runtime/viewer/package-lock.json"


def modules() -> Path:
    """Their folder node_modules: that of all builds, or this build's own."""
    shared = Path(os.environ["NOODLES_VIEWER_MODULES"])
    lock = shared.parent / LOCK.name
    if lock.exists() and lock.read_bytes() == LOCK.read_bytes():
        return shared
    return BUILT / "modules/node_modules"
