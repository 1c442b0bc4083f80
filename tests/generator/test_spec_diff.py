"""`./dev spec-diff`: the specification of a revision and the one that is."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

import pytest

from cddl_helpers import REPOSITORY

KEY = "  client_name: tstr,\n"


def run(
    folder: pathlib.Path, *command: str
) -> subprocess.CompletedProcess[str]:
    """Runs a command in a folder."""
    # Git must not take the repository around the tests for this one.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
    }
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )


def commit(folder: pathlib.Path, message: str) -> None:
    """Commits everything that Git is to see."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@localhost")
    for command in (
        ("git", "add", "spec", "dev"),
        ("git", *who, "commit", "--quiet", "--message", message),
    ):
        result = run(folder, *command)
        assert result.returncode == 0, result.stderr


def change(folder: pathlib.Path, old: str, new: str) -> None:
    """Replaces a text of the protocol."""
    path = folder / "spec" / "noodles.cddl"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(name="clone")
def make_clone(tmp_path: pathlib.Path) -> pathlib.Path:
    """A repository with the specification and the generator, committed."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in ("generator", "spec"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "dev", tmp_path / "dev")
    assert run(tmp_path, "git", "init", "--quiet").returncode == 0
    commit(tmp_path, "The specification")
    return tmp_path


def test_what_is_not_committed(clone: pathlib.Path) -> None:
    change(clone, KEY, KEY + "  version: tstr,\n")
    result = run(clone, "./dev", "spec-diff")
    assert result.returncode == 12, result.stderr
    assert "breaks the wire: MsgIntroduction.version is new" in result.stdout
    # The methods use the protocol, but nothing that changed.
    assert result.stdout.count("breaks the wire") == 1
    assert result.stderr == "1 breaks the wire\nno difference\n"


def test_the_last_commit_that_changed_it(clone: pathlib.Path) -> None:
    change(clone, KEY, KEY + "  ? version: tstr,\n")
    commit(clone, "A version")
    (clone / "spec" / "README.md").write_text("Words.\n", encoding="utf-8")
    commit(clone, "Words")
    result = run(clone, "./dev", "spec-diff")
    assert result.returncode == 0, result.stderr
    assert "additive: MsgIntroduction.version is new" in result.stdout
    result = run(clone, "./dev", "spec-diff", "HEAD", "--format", "markdown")
    assert result.stdout.count("**No difference.**") == 2


def test_waivers_of_the_specification(clone: pathlib.Path) -> None:
    change(clone, KEY, KEY + "  version: tstr,\n")
    (clone / "spec" / "waivers.toml").write_text(
        '[[waivers]]\nrule = "member-added"\n'
        'key = "MsgIntroduction.version"\nreason = "a test"\n',
        encoding="utf-8",
    )
    result = run(clone, "./dev", "spec-diff")
    assert result.returncode == 0, result.stderr
    assert "waived, breaks the wire: MsgIntroduction.version" in result.stdout
    # The waiver is not for the methods, which is no fault of it.
    assert "matches nothing" not in result.stderr


def test_a_revision_that_is_not_there(clone: pathlib.Path) -> None:
    result = run(clone, "./dev", "spec-diff", "nowhere")
    assert result.returncode == 1
    assert "git knows no revision 'nowhere'" in result.stderr
