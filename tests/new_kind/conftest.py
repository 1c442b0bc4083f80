"""Makes the modules of this folder importable, and the copied sources once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import copied_tree


@pytest.fixture(scope="session")
def tree() -> Path:
    """The copied sources with a volume, ready to be built."""
    copied_tree.make_tree()
    copied_tree.configure()
    return copied_tree.TREE
