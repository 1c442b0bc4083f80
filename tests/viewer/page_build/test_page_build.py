"""The build of the page: the same bytes from the same inputs, its licences and
its size, and what is said where npm cannot install its packages."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from page_modules import BUILT, LOCK, modules

SOURCE = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
SCRIPT = SOURCE / "runtime/noodles/viewer/build_page.cmake"
FILES = (
    "index.html",
    "viewer.js",
    "viewer.css",
    "licences.txt",
    "ktx2.js",
    "ktx2.wasm",
)
# Of the bundle: what a browser has to load before the scene appears.
MAX_COMPRESSED_BYTES = 260_000


def build(
    output: Path, packages: Path, npm: str = "npm"
) -> subprocess.CompletedProcess[str]:
    """Builds the page as the build does."""
    version = gzip.decompress((BUILT / "index.html.gz").read_bytes()).decode()
    version = version.split('content="Linguine ')[1].split('"')[0]
    settings = {
        "NODE": shutil.which("node"),
        "NPM": npm,
        "SOURCE": SOURCE / "runtime/viewer",
        "MODULES": packages,
        "OUTPUT": output,
        "VERSION": version,
    }
    return subprocess.run(
        [
            "cmake",
            *(f"-D{name}={value}" for name, value in settings.items()),
            "-P",
            str(SCRIPT),
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """In another folder, at another time, with copied packages."""
    outputs = [tmp_path / "one", tmp_path / "another/place"]
    for output in outputs:
        done = build(output, modules())
        assert done.returncode == 0, done.stdout + done.stderr
    for name in FILES:
        contents = [(output / f"{name}.gz").read_bytes() for output in outputs]
        assert contents[0] == contents[1], name
        assert contents[0] == (BUILT / f"{name}.gz").read_bytes(), name
        # RFC 1952, section 2.3: no name, comment or time of the file.
        assert contents[0][3:8] == bytes(5), name
        assert gzip.decompress(contents[0]) == (outputs[0] / name).read_bytes()


def test_the_bundle_is_small() -> None:
    size = (BUILT / "viewer.js.gz").stat().st_size
    assert size <= MAX_COMPRESSED_BYTES


def test_the_licences_of_all_packages_in_the_page_are_there() -> None:
    licences = (BUILT / "licences.txt").read_text(encoding="utf-8")
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    wanted = packages[""]["dependencies"]
    sources = [
        path.read_text(encoding="utf-8")
        for path in (SOURCE / "runtime/viewer/src").rglob("*.ts")
    ]
    for name, version in wanted.items():
        if not any(f'"{name}' in source for source in sources):
            continue
        assert f"\n{name} {version}\n" in licences, name
        text = (modules() / name / "LICENSE").read_text(encoding="utf-8")
        assert text.strip() in licences, name
    assert "\nBasis Universal transcoder\n" in licences
    assert "http://www.apache.org/licenses/" in licences
    own = (SOURCE / "LICENSE").read_text(encoding="utf-8")
    assert own.strip() in licences


def test_no_file_makes_code_of_texts() -> None:
    """The content security policy does not let it."""
    for name in ("viewer.js", "ktx2.js"):
        text = (BUILT / name).read_text(encoding="utf-8")
        assert re.search(r"\b(?:eval|new Function|Function)\(", text) is None


def test_the_decoder_of_textures_is_no_part_of_the_page() -> None:
    page = (BUILT / "viewer.js").read_text(encoding="utf-8")
    assert "ktx2.js" in page
    assert "startTranscoding" not in page
    assert "startTranscoding" in (BUILT / "ktx2.js").read_text(encoding="utf-8")


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        if name:
            assert package["integrity"].startswith("sha512-"), name
    assert "registry." not in LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize("packages", ["missing", "of another lock file"])
def test_without_packages_the_error_says_what_to_do(
    tmp_path: Path, packages: str
) -> None:
    folder = tmp_path / "packages/node_modules"
    if packages != "missing":
        folder.mkdir(parents=True)
        (folder / ".package-lock.json").touch()
        (folder.parent / LOCK.name).write_bytes(LOCK.read_bytes() + b"\n")
    done = build(tmp_path / "page", folder, npm="false")
    assert done.returncode != 0
    words = " ".join(done.stderr.split())
    assert "cannot be installed" in words
    assert "NOODLES_VIEWER_MODULES" in words
    assert "-DNOODLES_WITH_VIEWER=OFF" in words
    assert not (tmp_path / "page/modules").exists()
