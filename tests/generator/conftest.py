"""Puts the generator on the path; it is run from the tree, not installed."""

import pathlib
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "generator"))
