"""Fixtures of this folder: the probes, one validator."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from cddl_verifier import Validator

import node_tools
import protocol_model
from probe import CodecProbe, Program


@pytest.fixture(scope="session")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Program | None:
    """The running probe of TypeScript; None where there is no Node."""
    if node_tools.missing() is not None:
        return None
    bundle = tmp_path_factory.mktemp("probe") / "codec_probe.mjs"
    node_tools.bundle(Path(__file__).with_name("codec_probe.ts"), bundle)
    return Program([node_tools.NODE, "--enable-source-maps", str(bundle)])


@pytest.fixture(scope="session")
def probe(typescript: Program | None) -> Iterator[CodecProbe]:
    """The running probes, whose exit codes must be 0."""
    running = CodecProbe(typescript)
    yield running
    running.close()


@pytest.fixture(scope="session")
def validator() -> Validator:
    """An independent reader of the specification's text."""
    logging.getLogger("cddl_verifier").setLevel(logging.CRITICAL)
    return Validator(protocol_model.letter())
