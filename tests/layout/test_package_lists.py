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


# What the manifest and its features may hold, as vcpkg documents its format
# (learn.microsoft.com/vcpkg/reference/vcpkg-json); the parts that Linguine has
# no use for are left out.
KEYS = {
    "$schema": str,
    "name": str,
    "version-semver": str,
    "description": str,
    "license": str,
    "supports": str,
    "dependencies": list,
    "default-features": list,
    "features": dict,
}
FEATURE_KEYS = {"description": str, "dependencies": list}
DEPENDENCY_KEYS = {"name": str, "default-features": bool, "features": list}
IDENTIFIER = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
# Names of devices of Windows, and words of the command line of vcpkg.
RESERVED = re.compile("prn|aux|nul|con|lpt[1-9]|com[1-9]|core|default")
SEMANTIC_VERSION = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}")


def faults(manifest: dict) -> list[str]:
    """What vcpkg would refuse in the manifest."""
    found = _of_keys("the manifest", manifest, KEYS)
    if "description" not in manifest or "name" not in manifest:
        found.append("the manifest needs a name and a description")
    if not SEMANTIC_VERSION.fullmatch(manifest.get("version-semver", "")):
        found.append("version-semver is no semantic version")
    identifiers = [
        manifest.get("name", ""),
        *manifest.get("features", {}),
        *manifest.get("default-features", []),
    ]
    lists = {"dependencies": manifest.get("dependencies", [])}
    for name, feature in manifest.get("features", {}).items():
        found += _of_keys(f"the feature {name}", feature, FEATURE_KEYS)
        if "description" not in feature:
            found.append(f"the feature {name} has no description")
        lists[f"the feature {name}"] = feature.get("dependencies", [])
    for where, dependencies in lists.items():
        for one in dependencies:
            if isinstance(one, dict):
                found += _of_keys(where, one, DEPENDENCY_KEYS)
                identifiers += [one.get("name", ""), *one.get("features", [])]
            else:
                identifiers.append(one)
    return found + [
        f"{name!r} is no identifier"
        for name in identifiers
        if not isinstance(name, str)
        or not IDENTIFIER.fullmatch(name)
        or RESERVED.fullmatch(name)
    ]


def _of_keys(where: str, value: dict, keys: dict[str, type]) -> list[str]:
    return [
        f"{where}: {key} is unknown, or of another type"
        for key, item in value.items()
        if key not in keys or not isinstance(item, keys[key])
    ]


def test_the_manifest_has_the_form_that_vcpkg_documents() -> None:
    assert faults(MANIFEST) == []
    feature = {"description": "", "dependencies": ["zlib"]}
    for change in (
        {"version": "0.1.0"},
        {"version-semver": "0.1"},
        {"name": "Linguine"},
        {"dependencies": ["abseil", "lib_cbor"]},
        {"dependencies": [{"name": "abseil", "version": "1"}]},
        {"dependencies": "abseil"},
        {"features": {"default": feature}},
        {"features": {"tool": {"dependencies": []}}},
        {"features": {"tool": {**feature, "requires": []}}},
        {"default-features": ["Network"]},
    ):
        assert faults(MANIFEST | change) != [], change


def test_the_version() -> None:
    text = (ROOT / "CMakeLists.txt").read_text()
    version = re.search(r"^  VERSION ([0-9.]+)$", text, re.MULTILINE)
    assert version is not None
    assert MANIFEST["version-semver"] == version[1]
