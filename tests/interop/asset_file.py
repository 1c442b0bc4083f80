"""The file that the server of the asset tests serves."""

from __future__ import annotations

ASSET_FILE = bytes(i % 241 for i in range((5 << 20) + 7))
"""Each byte is its index modulo 241."""
