"""noodles journal: checks a journal, and saves what can be saved."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tool import example, result_of, run


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The directory of a table server that was killed."""
    directory = tmp_path / "kept"
    server = example("table_server", "--journal", str(directory))
    server.end(signal.SIGKILL)
    return directory


def test_tells_what_is_there(kept: Path) -> None:
    found = result_of("journal", str(kept))
    assert found["faults"] == []
    assert found["warnings"] == []
    assert found["snapshot"] == str(kept / "snapshot-000001")
    assert found["journals"] == [str(kept / "journal-000001")]
    assert found["epoch"] == 1
    # The begin of the epoch, and the table with its row.
    assert found["records"] >= 2
    assert found["states"] == ["component Table [0, 0]"]
    assert found["components"] > 1
    done = run("journal", str(kept))
    assert done.returncode == 0
    assert "no damage" in done.stdout


def test_damage_is_named_and_the_rest_saved(kept: Path, tmp_path: Path) -> None:
    whole = result_of("journal", str(kept))
    journal = kept / "journal-000001"
    journal.write_bytes(journal.read_bytes()[:-1])
    done = run("journal", str(kept))
    assert done.returncode == 0
    assert f"{journal}: offset " in done.stderr
    assert result_of("journal", str(kept))["records"] == whole["records"] - 1

    snapshot = kept / "snapshot-000001"
    content = bytearray(snapshot.read_bytes())
    content[-1] ^= 1
    snapshot.write_bytes(content)
    done = run("journal", str(kept))
    assert done.returncode == 1
    assert f"{snapshot}: offset " in done.stdout
    assert "--salvage" in done.stderr

    saved = tmp_path / "saved"
    done = run("journal", str(kept), "--salvage", str(saved))
    assert done.returncode == 0
    assert result_of("journal", str(saved))["faults"] == []


def test_what_is_no_journal_is_refused(tmp_path: Path) -> None:
    done = run("journal", str(tmp_path / "none"))
    assert done.returncode == 4
    done = run("journal", str(tmp_path))
    assert done.returncode == 4
    assert "holds no journal" in done.stderr
