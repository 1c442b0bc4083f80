"""The CMake function noodles_generate: names, files, and how errors look."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Iterable

import pytest

import node_tools
from cddl_helpers import REPOSITORY

CMAKE = shutil.which("cmake") or "cmake"
CXX = os.environ.get("NOODLES_CXX_COMPILER", "c++")
GENERATORS = ["Ninja", "Unix Makefiles"]

PUMPS = """\
; Where a pump is.
Pump = { place: Vec3, ? name: tstr }

ValveOpen = { method: "valves::open", args: [ pump: Pump ], result: any }
ValveMethods = ValveOpen
"""
TANKS = PUMPS.replace("Pump", "Tank").replace("Valve", "Lid")

HEAD = f"""\
cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES CXX)
set(NOODLES_PYTHON "{sys.executable}")
include("{REPOSITORY}/generator/cmake/NoodlesGenerate.cmake")
include_directories("{REPOSITORY}/runtime" "{REPOSITORY}/generated")
add_library(lib STATIC lib.cc)
target_compile_features(lib PUBLIC cxx_std_20)
"""


class Project:
    """A project outside that uses noodles_generate."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.source = folder / "a project"
        self.build_folder = folder / "build"
        self.file("lib.cc", "")

    def file(self, name: str, text: str) -> pathlib.Path:
        """Writes a file of the project; its time is that of a later edit."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        edit(path, text)
        return path

    def calls(self, *calls: str) -> None:
        """Writes CMakeLists.txt with these calls."""
        self.file("CMakeLists.txt", HEAD + "\n".join(calls) + "\n")

    def configure(self, generator: str = "Ninja") -> None:
        """Runs CMake; it ends well."""
        done = self._configure(generator)
        assert done.returncode == 0, done.stderr

    def refused(self, generator: str = "Ninja") -> str:
        """What CMake says to the standard error; it fails."""
        done = self._configure(generator)
        assert done.returncode != 0
        return done.stderr

    def build(self, *targets: str) -> str:
        """What the build says; it ends well."""
        done = self._build(targets)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def fails_to_build(self, *targets: str) -> str:
        """What the build says; it fails."""
        done = self._build(targets)
        assert done.returncode != 0
        return done.stdout + done.stderr

    def generated(self, prefix: str) -> pathlib.Path:
        """The folder of generated files with this prefix."""
        root = prefix.replace("/", ".")
        return self.build_folder / "lib_generated" / root / prefix

    def _configure(self, generator: str) -> subprocess.CompletedProcess[str]:
        return self._cmake(
            *("-G", generator, "-S", str(self.source)),
            *("-B", str(self.build_folder), f"-DCMAKE_CXX_COMPILER={CXX}"),
        )

    def _build(
        self, targets: Iterable[str]
    ) -> subprocess.CompletedProcess[str]:
        return self._cmake(
            *("--build", str(self.build_folder), "--target", *targets)
        )

    def _cmake(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [CMAKE, *arguments],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "CMAKE_COLOR_DIAGNOSTICS": "OFF"},
            timeout=120,
            check=False,
        )


def edit(path: pathlib.Path, text: str) -> None:
    """Writes a file as a later edit does, whatever the clock's resolution."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    if path.stat().st_mtime_ns <= before:
        os.utime(path, ns=(before + 10**9, before + 10**9))


def words(text: str) -> str:
    """The text on one line, since CMake breaks the lines of its messages."""
    return " ".join(text.split())


@pytest.fixture
def project(tmp_path: pathlib.Path) -> Project:
    """A project of nothing yet."""
    return Project(tmp_path)


# --- names ----------------------------------------------------------------


def test_two_files_of_one_name_in_one_target(project: Project) -> None:
    """Both are compiled, and each is included by its own prefix."""
    project.file("a/pumps.cddl", "Pump = { name: tstr }\n")
    project.file("b/pumps.cddl", "Tank = { name: tstr }\n")
    project.file(
        "lib.cc",
        '#include "pumps/types.h"\n#include "b/pumps/types.h"\n'
        "noodles::pumps::Pump pump;\nb::pumps::Tank tank;\n",
    )
    project.calls(
        "noodles_generate(TARGET lib SPEC a/pumps.cddl)",
        "noodles_generate(TARGET lib SPEC b/pumps.cddl NAMESPACE b::pumps",
        "                 INCLUDE_PREFIX b/pumps)",
    )
    project.configure()
    project.build("lib")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "has the INCLUDE_PREFIX pumps already, from"),
        ("NAMESPACE b", "has the INCLUDE_PREFIX pumps already, from"),
        ("INCLUDE_PREFIX b", "has the NAMESPACE noodles::pumps already, from"),
    ],
)
def test_one_name_needs_both_options(
    options: str, expected: str, project: Project
) -> None:
    first = project.file("a/pumps.cddl", PUMPS)
    second = project.file("b/pumps.cddl", TANKS)
    project.calls(
        "noodles_generate(TARGET lib SPEC a/pumps.cddl)",
        f"noodles_generate(TARGET lib SPEC b/pumps.cddl {options})",
    )
    said = words(project.refused())
    option = expected.split()[2]
    assert f"{expected} {first}; give another {option} for {second}" in said


def test_one_file_twice(project: Project) -> None:
    first = project.file("pumps.cddl", PUMPS)
    project.calls(*["noodles_generate(TARGET lib SPEC pumps.cddl)"] * 2)
    said = words(project.refused())
    assert f"the target lib has the code of {first} already" in said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("my-pumps", "the namespace 'noodles::my-pumps' is none that C++"),
        ("my pumps", "the namespace 'noodles::my pumps' is none that C++"),
        ("pumps.v2", "the namespace 'noodles::pumps.v2' is none that C++"),
        ("class", "the namespace 'noodles::class' is none that C++"),
        ("std", "in the namespace 'noodles::std', 'std' would hide"),
    ],
)
def test_a_file_name_that_is_no_identifier(
    name: str, expected: str, project: Project
) -> None:
    """Refused, but for a NAMESPACE and an INCLUDE_PREFIX."""
    path = project.file(f"{name}.cddl", PUMPS)
    call = f'noodles_generate(TARGET lib SPEC "{name}.cddl"'
    project.calls(f"{call})")
    said = project.refused()
    assert f"\nlinguine generate: {expected}" in f"\n{said}"
    assert "(in CMake NAMESPACE)\n" in said
    assert f"noodles_generate: {path} cannot be used" in words(said)
    project.calls(f"{call} NAMESPACE pumps INCLUDE_PREFIX pumps)")
    project.configure()
    assert (project.generated("pumps") / "types.h").exists()


# --- targets --------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "make", "expected"),
    [
        ("other", "add_library(other ALIAS lib)", "is another name of lib,"),
        ("other", "add_library(other INTERFACE)", "compiles nothing"),
        ("other", "add_custom_target(other)", "compiles nothing"),
        ("other", "add_library(other STATIC IMPORTED)", "is imported"),
        ("nobody", "", "needs a TARGET that exists"),
    ],
)
def test_targets_that_compile_nothing(
    target: str, make: str, expected: str, project: Project
) -> None:
    project.file("pumps.cddl", PUMPS)
    project.calls(make, f"noodles_generate(TARGET {target} SPEC pumps.cddl)")
    assert expected in words(project.refused())


def test_a_target_of_another_folder(project: Project) -> None:
    """And a target's name that is no identifier."""
    project.file("lib/lib.cc", "")
    project.file(
        "lib/CMakeLists.txt",
        "add_library(my-lib.2 STATIC lib.cc)\n"
        "target_compile_features(my-lib.2 PUBLIC cxx_std_20)\n",
    )
    project.file("pumps.cddl", PUMPS)
    project.calls(
        "add_subdirectory(lib)",
        "noodles_generate(TARGET my-lib.2 SPEC pumps.cddl)",
    )
    project.configure()
    project.build("my-lib.2_generate_pumps")


# --- files ----------------------------------------------------------------


@pytest.mark.parametrize("option", ["SPEC", "SPEC pumps.cddl BINDINGS"])
@pytest.mark.parametrize("name", ["not there", "folder"])
def test_a_file_that_is_not_there(
    option: str, name: str, project: Project
) -> None:
    project.file("pumps.cddl", PUMPS)
    project.file("folder/file", "")
    project.calls(f'noodles_generate(TARGET lib {option} "{name}")')
    what = "bindings file" if "BINDINGS" in option else "specification"
    said = words(project.refused())
    assert f"there is no {what} {project.source / name}; a relative" in said


def test_bindings_beside_the_file(project: Project) -> None:
    """They count from the build on in which they appear."""
    project.file("spec/pumps.cddl", PUMPS)
    project.calls("noodles_generate(TARGET lib SPEC spec/pumps.cddl)")
    project.configure()
    header = project.generated("pumps") / "types.h"
    assert "std::optional<std::string> name{}" in header.read_text()
    bindings = project.file(
        "spec/pumps.bindings.toml", '[members]\n"Pump.name" = "label"\n'
    )
    project.build("lib_generate_pumps")
    assert "std::optional<std::string> label{}" in header.read_text()
    edit(bindings, '[members]\n"Pump.name" = "words"\n')
    project.build("lib_generate_pumps")
    assert "std::optional<std::string> words{}" in header.read_text()
    bindings.unlink()
    project.build("lib_generate_pumps")
    assert "std::optional<std::string> name{}" in header.read_text()


def test_what_is_gone_leaves_nothing(project: Project) -> None:
    """Neither rules nor an earlier prefix, nor a specification."""
    path = project.file("pumps.cddl", PUMPS)
    project.calls("noodles_generate(TARGET lib SPEC pumps.cddl)")
    project.configure()
    folder = project.generated("pumps")
    assert (folder / "valve_methods.h").exists()
    edit(path, PUMPS.split("ValveOpen", maxsplit=1)[0])
    project.build("lib_generate_pumps")
    assert not (folder / "valve_methods.h").exists()
    assert (folder / "types.h").exists()
    project.file("lib.cc", '#include "pumps/types.h"\n')
    project.calls(
        "noodles_generate(TARGET lib SPEC pumps.cddl INCLUDE_PREFIX new)"
    )
    said = project.fails_to_build("lib")
    assert "pumps/types.h: No such file" in said
    path.unlink()
    said = words(project.fails_to_build("lib"))
    assert f"there is no specification {path};" in said


# --- imports --------------------------------------------------------------

PLANTS = """\
Plant = { where: Vec3, pumps: [ + Pump ], ? chosen: Selection }
PlantLook = { method: "plants::look", args: [ plant: Plant ], result: Pump }
PlantMethods = PlantLook
"""
TOWNS = "Town = { plant: Plant, first: Pump }\n"


def compiled(project: Project, source: str) -> str:
    """What the compiler says of a source with the code of the targets lib and
    other; the source is only read.
    """
    path = project.file("main.cc", source)
    roots = project.build_folder.glob("*_generated/*")
    done = subprocess.run(
        [
            *(CXX, "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra"),
            *(f"-I{root}" for root in roots if root.is_dir()),
            *(f"-I{REPOSITORY}/runtime", f"-I{REPOSITORY}/generated"),
            str(path),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stderr


def test_an_own_specification_is_imported(project: Project) -> None:
    """With what it imports, from the same target and from another one."""
    project.file("pumps.cddl", PUMPS)
    project.file("plants.cddl", PLANTS)
    project.file("towns.cddl", TOWNS)
    project.calls(
        "add_library(other STATIC lib.cc)",
        "target_link_libraries(other PRIVATE lib)",
        "noodles_generate(TARGET lib SPEC pumps.cddl NAMESPACE acme::pumps)",
        "noodles_generate(TARGET lib SPEC plants.cddl IMPORT pumps.cddl",
        "                 INCLUDE_PREFIX acme/plants)",
        "noodles_generate(TARGET other SPEC towns.cddl IMPORT plants.cddl",
        "                 NAMESPACE my::acme::towns)",
    )
    project.configure()
    sources = [
        f'#include "{path}"\n'
        for path in project.build_folder.glob("*_generated/**/*.cc")
    ]
    assert len(sources) == 7
    program = """\
my::acme::towns::Town town{
    {{1, 2, 3}, {acme::pumps::Pump{{4, 5, 6}, "a"}}, noodles::Selection{}},
    acme::pumps::Pump{{4, 5, 6}, "b"}};
static_assert(std::is_same_v<decltype(town.plant), noodles::plants::Plant>);
"""
    assert compiled(project, "".join(sources) + program) == ""
    # A change of the first is a change of all.
    place = project.build_folder / "other_generated" / "towns" / "towns"
    before = (place / "fingerprint.h").read_text()
    project.file("pumps.cddl", PUMPS.replace("name", "label"))
    project.build("other_generate_towns", "lib_generate_acme_plants")
    assert (place / "fingerprint.h").read_text() != before
    assert compiled(project, "".join(sources) + program) == ""


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("IMPORT gone.cddl", "there is no specification to import"),
        ("IMPORT tanks.cddl", "no earlier noodles_generate made code of"),
        ("IMPORT plants.cddl", "no earlier noodles_generate made code of"),
        ("IMPORT bound.cddl", "cannot be imported: those of an imported"),
        ("IMPORT", "does not understand 'IMPORT'"),
        ("LANGUAGE rust", "there is no LANGUAGE rust, but cpp and typescript"),
        ("OUTPUT a", "OUTPUT belongs to LANGUAGE typescript"),
        ("LANGUAGE typescript NAMESPACE a", "belong to LANGUAGE cpp"),
        (
            "LANGUAGE typescript IMPORT pumps.cddl",
            "IMPORT {}/pumps.cddl=module",
        ),
    ],
)
def test_imports_that_are_refused(
    option: str, expected: str, project: Project
) -> None:
    for name in ("pumps", "tanks", "bound"):
        project.file(f"{name}.cddl", PUMPS)
    project.file("plants.cddl", "Plant = { where: Vec3 }\n")
    project.file("other.toml", "")
    project.calls(
        "noodles_generate(TARGET lib SPEC pumps.cddl)",
        "noodles_generate(TARGET lib SPEC bound.cddl BINDINGS other.toml)",
        f"noodles_generate(TARGET lib SPEC plants.cddl {option})",
    )
    said = words(project.refused())
    assert expected.format(project.source) in said


def test_an_error_in_an_imported_file_begins_a_line(project: Project) -> None:
    """And code that another build has made is imported."""
    path = project.file("else where/pumps.cddl", "Pump = { a: Gone }\n")
    project.file("plants.cddl", PLANTS)
    project.calls(
        "noodles_generate(TARGET lib SPEC plants.cddl",
        '                 IMPORT "else where/pumps.cddl=acme/p=acme::p")',
    )
    expected = f"{path}:1:13: error: 'Gone' is not defined [undefined-name]"
    assert expected in project.refused().splitlines()
    edit(path, PUMPS)
    project.configure()
    text = (project.generated("plants") / "types.h").read_text()
    assert '#include "acme/p/types.h"' in text
    assert "std::vector<::acme::p::Pump> pumps{}" in text


# --- TypeScript -----------------------------------------------------------


def test_typescript(project: Project) -> None:
    """Modules for any target, beside each other or anywhere."""
    node_tools.require()
    project.file("pumps.cddl", PUMPS)
    project.file("plants.cddl", PLANTS)
    project.file("towns.cddl", TOWNS)
    project.calls(
        "add_custom_target(page ALL)",
        "noodles_generate(TARGET page SPEC pumps.cddl LANGUAGE typescript",
        "                 OUTPUT src/of/pumps)",
        "noodles_generate(TARGET page SPEC plants.cddl LANGUAGE typescript",
        "                 IMPORT pumps.cddl)",
        "noodles_generate(TARGET page SPEC towns.cddl LANGUAGE typescript",
        "                 IMPORT plants.cddl OUTPUT src)",
    )
    project.configure()
    project.build("page")
    pumps = project.source / "src" / "of" / "pumps"
    towns = project.source / "src"
    text = (towns / "types.ts").read_text()
    assert 'from "./of/pumps/index.js"' in text
    program = project.file(
        "src/main.ts",
        'import type { Town } from "./index.js";\n'
        'import type { Pump } from "./of/pumps/index.js";\n'
        "export const first = (town: Town): Pump | undefined =>\n"
        "  town.plant.pumps[0] ?? town.first;\n",
    )
    node_tools.check_types(project.source, program, towns / "index.ts")
    # A change of an imported file arrives, and one by hand stops the build.
    before = (towns / "fingerprint.ts").read_text()
    project.file("pumps.cddl", PUMPS.replace("name", "label"))
    project.build("page")
    assert "label?: string" in (pumps / "types.ts").read_text()
    assert (towns / "fingerprint.ts").read_text() != before
    node_tools.check_types(project.source, program, towns / "index.ts")
    edit(pumps / "types.ts", "// mine\n")
    said = project.fails_to_build("page")
    assert f"{pumps / 'types.ts'}:1:1: error: this generated file" in said


# --- errors ---------------------------------------------------------------


def test_an_error_begins_a_line(project: Project) -> None:
    """At the first configuration, and in a build after an edit."""
    path = project.file(f"{'long ' * 20}/pumps.cddl", "Pump = { a: Gone }\n")
    project.calls(f'noodles_generate(TARGET lib SPEC "{path}")')
    expected = f"{path}:1:13: error: 'Gone' is not defined [undefined-name]"
    assert expected in project.refused().splitlines()
    edit(path, PUMPS)
    project.configure()
    edit(path, "\nPump = { a: Gone }\n")
    said = project.fails_to_build("lib")
    assert expected.replace(":1:13:", ":2:13:") in said.splitlines()


def test_an_error_in_bindings_begins_a_line(project: Project) -> None:
    project.file("pumps.cddl", PUMPS)
    path = project.file("pumps.bindings.toml", '[members]\n"Pump.gone" = "x"\n')
    project.calls("noodles_generate(TARGET lib SPEC pumps.cddl)")
    lines = project.refused().splitlines()
    assert any(line.startswith(f"{path}:2:") for line in lines), lines
    assert any(": error: " in line for line in lines)


# --- files that were changed by hand --------------------------------------


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_hand_edited_file_stops_the_build(
    generator: str, project: Project
) -> None:
    spec = project.file("pumps.cddl", PUMPS)
    project.calls("noodles_generate(TARGET lib SPEC pumps.cddl)")
    project.configure(generator)
    project.build("lib_generate_pumps")
    file = project.generated("pumps") / "types.h"
    text = file.read_text()
    edit(file, text + "// mine\n")
    expected = (
        f"{file}:1:1: error: this generated file was changed by hand; change "
        f"{spec} instead, and delete the file: the next build writes it again"
    )
    said = project.fails_to_build("lib_generate_pumps")
    assert expected in said.splitlines()
    # Nobody loses the change without a word, whatever else is done.
    assert expected in project.refused(generator).splitlines()
    edit(spec, PUMPS.replace("name", "label"))
    said = project.fails_to_build("lib_generate_pumps")
    assert expected in said.splitlines()
    assert file.read_text() == text + "// mine\n"
    file.unlink()
    project.build("lib_generate_pumps")
    assert "label{};" in file.read_text()
    # A file of the same contents is not changed.
    file.touch()
    project.build("lib_generate_pumps")


def test_a_file_that_was_deleted_is_written_again(project: Project) -> None:
    """Unless another file was changed by hand meanwhile."""
    project.file("pumps.cddl", PUMPS)
    project.calls("noodles_generate(TARGET lib SPEC pumps.cddl)")
    project.configure()
    project.build("lib_generate_pumps")
    assert "no work to do" in project.build("lib_generate_pumps")
    first = project.generated("pumps") / "types.h"
    second = project.generated("pumps") / "valve_methods.h"
    first.unlink()
    edit(second, "// mine\n")
    said = project.fails_to_build("lib_generate_pumps")
    assert f"{second}:1:1: error: " in said
    assert second.read_text() == "// mine\n"
    second.unlink()
    project.build("lib_generate_pumps")
    assert first.exists()
    assert second.exists()
