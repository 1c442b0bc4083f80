"""No name of the libraries is defined twice, and nothing runs before main."""

import os
import subprocess
from pathlib import Path

import pytest

import one_definition

ROOT = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
LIBRARIES = [
    Path(os.environ[f"NOODLES_NOODLES_{name}"])
    for name in (
        "CALLS",
        "CLIENT",
        "CODEC",
        "GEOMETRY",
        "JSON",
        "LOGGING",
        "SERVER",
        "STATE",
        "TRANSPORT",
    )
]


def sources() -> list[Path]:
    """The C++ files of the libraries and the tool."""
    return [
        path
        for folder in ("runtime", "generated")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".h", ".cc")
    ]


def compile_archive(folder: Path, name: str, text: str, *flags: str) -> Path:
    """A library with one file."""
    source = folder / f"{name}.cc"
    source.write_text(text)
    compiler = os.environ["NOODLES_CXX_COMPILER"]
    subprocess.run(
        [compiler, "-std=c++20", *flags, "-c", str(source)],
        check=True,
        cwd=folder,
    )
    archive = folder / f"lib{name}.a"
    subprocess.run(
        ["ar", "rcs", str(archive), f"{name}.o"], check=True, cwd=folder
    )
    return archive


def test_no_type_and_no_inline_function_is_defined_twice():
    files = sources()
    assert len(files) > 400
    assert one_definition.source_faults(files) == []


def test_no_test_takes_a_name_of_the_runtime():
    tests = [
        path
        for path in (ROOT / "tests").rglob("*")
        if path.suffix in (".h", ".cc") and "golden" not in path.parts
    ]
    assert len(tests) > 100
    runtime = (str(ROOT / "runtime"), str(ROOT / "generated"))
    faults = [
        fault
        for fault in one_definition.source_faults([*sources(), *tests])
        if any(folder in fault.partition(" is also ")[2] for folder in runtime)
    ]
    assert faults == []


def test_no_class_lies_in_two_libraries():
    namespaces = one_definition.namespaces_of(sources())
    assert "noodles::server_internal" in namespaces
    assert one_definition.archive_faults(LIBRARIES, namespaces) == []


def test_no_variable_is_initialised_before_main():
    assert one_definition.start_faults(LIBRARIES) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("class Twice { int a; };", "type noodles::Twice is also defined"),
        ("enum class Twice : int { kA };", "type noodles::Twice is also"),
        (
            "inline int Twice(int a) { return a; }",
            "function noodles::Twice(int a) is also defined",
        ),
        ("namespace {\nint a;\n}", "an anonymous namespace in a header"),
    ],
)
def test_finds_what_two_headers_define(tmp_path, text, fault):
    for name in ("one.h", "other.h"):
        (tmp_path / name).write_text(f"namespace noodles {{\n{text}\n}}\n")
    faults = one_definition.source_faults(tmp_path.glob("*.h"))
    assert faults
    assert fault in faults[0]
    assert faults[0].startswith(f"{tmp_path}/o")


@pytest.mark.parametrize(
    "text",
    [
        "class Forward;",
        "// class Twice { };",
        'inline const char* text = "class Twice {";',
        "class {0} {{ class Inner {{ }}; }};",
    ],
)
def test_takes_what_is_no_second_definition(tmp_path, text):
    for name in ("One", "Other"):
        body = text.format(name) if "{0}" in text else text
        (tmp_path / f"{name}.h").write_text(f"namespace noodles {{\n{body}\n}}")
    assert one_definition.source_faults(tmp_path.glob("*.h")) == []


def test_finds_a_class_in_two_libraries(tmp_path):
    for name, parameter in (("server", "int"), ("client", "double")):
        compile_archive(
            tmp_path,
            name,
            "namespace noodles { struct Pending { void Add("
            f"{parameter}); }}; void Pending::Add({parameter}) {{}} }}",
        )
    archives = sorted(tmp_path.glob("*.a"))
    assert one_definition.archive_faults(archives, {"noodles"}) == [
        "noodles::Pending is defined by libclient.a, libserver.a"
    ]


def test_finds_what_runs_before_main(tmp_path):
    archive = compile_archive(
        tmp_path,
        "early",
        "namespace noodles { int Now(); int start = Now(); }",
        "-O2",
    )
    (fault, *_) = one_definition.start_faults([archive])
    assert fault.startswith("libearly.a(early.o): noodles::")
    assert fault.endswith("runs before main")
