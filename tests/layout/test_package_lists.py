"""What vcpkg.json lists is what the build looks for."""

from __future__ import annotations

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "vcpkg.json").read_text())

# The port of vcpkg for each package of CMake.
PORTS = {
    "Assimp": {"assimp"},
    "Boost": {"boost-asio", "boost-beast"},
    "CLI11": {"cli11"},
    "EXPAT": {"expat"},
    "GTest": {"gtest"},
    "Libcbor": {"libcbor"},
    "OpenSSL": {"openssl"},
    "PNG": {"libpng"},
    "TIFF": {"tiff"},
    "ZLIB": {"zlib"},
    "absl": {"abseil"},
    "benchmark": {"benchmark"},
    "nlohmann_json": {"nlohmann-json"},
    "spdlog": {"spdlog"},
}
# Parts of the system.
OF_THE_SYSTEM = {"Threads"}
# Libraries that find_path looks for by a header, and eigen3 of the benchmarks.
WITHOUT_A_PACKAGE = {"draco", "eigen3", "libwebp", "libzip", "stb"}


def names(dependencies: list) -> set[str]:
    """The names of dependencies; the manifest's own features are left out."""
    found = {
        one if isinstance(one, str) else one["name"] for one in dependencies
    }
    return found - {MANIFEST["name"]}


def ports() -> set[str]:
    """All ports of vcpkg.json."""
    found = names(MANIFEST["dependencies"])
    for feature in MANIFEST["features"].values():
        found |= names(feature["dependencies"])
    return found


def packages(*folders: str) -> set[str]:
    """What find_package looks for in the files of CMake below the folders."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("CMakeLists.txt"):
            if "package" not in path.relative_to(ROOT).parts:
                found |= set(
                    re.findall(r"find_package\((\w+)", path.read_text())
                )
    text = (ROOT / "tests" / "NoodlesTest.cmake").read_text()
    return found | set(re.findall(r"find_package\((\w+)", text))


def test_vcpkg_has_what_the_build_looks_for() -> None:
    wanted = packages("runtime", "tests") - OF_THE_SYSTEM
    expected = set().union(*(PORTS[package] for package in wanted))
    assert ports() == expected | WITHOUT_A_PACKAGE


def test_the_codec_alone_needs_no_feature() -> None:
    assert names(MANIFEST["dependencies"]) == PORTS["absl"] | PORTS["Libcbor"]


def test_features_name_features_that_exist() -> None:
    features = MANIFEST["features"]
    assert set(MANIFEST["default-features"]) <= set(features)
    for name, feature in features.items():
        for one in feature["dependencies"]:
            if isinstance(one, dict):
                assert one["name"] == MANIFEST["name"], name
                assert set(one["features"]) <= set(features) - {name}


def test_the_version() -> None:
    text = (ROOT / "CMakeLists.txt").read_text()
    version = re.search(r"^  VERSION ([0-9.]+)$", text, re.MULTILINE)
    assert version is not None
    assert MANIFEST["version-semver"] == version[1]
