"""Fixtures of this folder: one codec_probe, one validator."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from cddl_verifier import Validator

import protocol_model
from probe import CodecProbe


@pytest.fixture(scope="session")
def probe() -> Iterator[CodecProbe]:
    """A running codec_probe, whose exit code must be 0."""
    running = CodecProbe()
    yield running
    running.close()


@pytest.fixture(scope="session")
def validator() -> Validator:
    """An independent reader of the specification's text."""
    logging.getLogger("cddl_verifier").setLevel(logging.CRITICAL)
    return Validator(protocol_model.letter())
