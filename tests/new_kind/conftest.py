"""Makes the modules of this folder importable, and the copied sources once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import copied_tree


@pytest.fixture(scope="session")
def sources() -> Path:
    """The copied sources with a volume."""
    copied_tree.make_tree()
    return copied_tree.TREE


@pytest.fixture(scope="session")
def tree(sources: Path) -> Path:
    """The copied sources, ready to be built."""
    copied_tree.configure()
    return sources
