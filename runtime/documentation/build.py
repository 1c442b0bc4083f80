"""Builds the documentation: one static site, readable without a network.

    build/venv-docs/bin/python runtime/documentation/build.py --output FOLDER

Doxygen reads the faces, the headers that are installed, and writes their
reference to FOLDER/api. Sphinx makes the other pages from `pages/`, the
reference of the protocol in generated/docs/, and a list of all faces. The
pages include code from examples/, so the build compiles the code they show.

Every warning of both programs is an error. FOLDER is made anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import api_names
import faces

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Faces are the top levels of these folders' rooms.
FACE_FOLDERS = (ROOT / "runtime", ROOT / "generated")


class BuildError(Exception):
    """A program of the build failed; the text is its output."""


def face_headers() -> dict[str, Path]:
    """The headers that users include, by the path that they include."""
    found: dict[str, Path] = {}
    for folder in FACE_FOLDERS:
        for pattern in ("noodles/*.h", "noodles/*/*.h"):
            for path in folder.glob(pattern):
                found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def write_headers(folder: Path) -> None:
    """Writes all faces with comments that Doxygen reads."""
    for name, path in face_headers().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            faces.rewritten(name, path.read_text(encoding="utf-8")),
            encoding="utf-8",
        )


def run_doxygen(work: Path, output: Path) -> Path:
    """Writes the reference of the headers; returns the file of its names."""
    headers = work / "headers"
    write_headers(headers)
    tags = work / "tags.xml"
    settings = {
        "INPUT": headers,
        "OUTPUT_DIRECTORY": output,
        "STRIP_FROM_PATH": headers,
        "STRIP_FROM_INC_PATH": headers,
        "GENERATE_TAGFILE": tags,
        "HTML_EXTRA_STYLESHEET": HERE / "api.css",
        "LAYOUT_FILE": HERE / "api_layout.xml",
    }
    text = (HERE / "Doxyfile").read_text(encoding="utf-8")
    text += "".join(f'{key} = "{value}"\n' for key, value in settings.items())
    output.mkdir(parents=True)
    run(["doxygen", "-"], given=text)
    return tags


def stage_pages(work: Path, tags: Path) -> Path:
    """Puts the pages, and what they include, into one folder for Sphinx."""
    source = work / "source"
    shutil.copytree(HERE / "pages", source)
    shutil.copy(HERE / "conf.py", source)
    static = source / "static"
    static.mkdir()
    shutil.copy(HERE / "site.css", static)
    shutil.copy(ROOT / "runtime" / "viewer" / "page.png", source)
    shutil.copytree(ROOT / "examples", source / "examples")
    reference = source / "reference"
    reference.mkdir(exist_ok=True)
    protocol = ROOT / "generated" / "docs"
    shutil.copy(protocol / "protocol.md", reference)
    (reference / "headers.md").write_text(
        api_names.list_of_faces(tags, face_headers()), encoding="utf-8"
    )
    return source


def run_sphinx(work: Path, output: Path, tags: Path) -> None:
    """Makes the pages; every warning is an error."""
    source = stage_pages(work, tags)
    command = [sys.executable, "-m", "sphinx", "--builder", "html"]
    command += ["--fail-on-warning", "--quiet", "--fresh-env"]
    command += ["--doctree-dir", str(work / "doctrees")]
    command += [str(source), str(output)]
    run(command, environment={"NOODLES_API_TAGS": str(tags)})
    shutil.copy(ROOT / "generated" / "docs" / "protocol.html", output)
    for leftover in (".buildinfo", "objects.inv"):
        (output / leftover).unlink(missing_ok=True)
    shutil.rmtree(output / "_sources", ignore_errors=True)


def run(
    command: list[str],
    given: str = "",
    environment: dict[str, str] | None = None,
) -> None:
    result = subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HERE), **(environment or {})},
    )
    if result.returncode != 0:
        raise BuildError(
            f"{command[0]} failed:\n{result.stdout}{result.stderr}"
        )


def build(output: Path) -> None:
    """Builds the site into `output`, and what it needs beside it."""
    work = output.with_name(output.name + "-work")
    for folder in (output, work):
        shutil.rmtree(folder, ignore_errors=True)
    work.mkdir(parents=True)
    tags = run_doxygen(work, output / "api")
    run_sphinx(work, output, tags)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        build(arguments.output.resolve())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
