"""The check of the rooms, which every build runs, finds each fault."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(os.environ["NOODLES_SOURCE_DIRECTORY"])
SCRIPT = ROOT / "runtime/cmake/check_rooms.cmake"

# Two rooms; `upper` uses `lower`, which offers it a sub-room.
ROOMS = "lower|||offered,hidden\nupper|lower|lower/offered|inside,other\n"
FILES = {
    "noodles/upper.h": '#include "noodles/upper/face.h"\n',
    "noodles/lower/low.h": "namespace noodles {\n}\n",
    "noodles/lower/offered/gift.h": "namespace noodles::lower_internal {\n}\n",
    "noodles/lower/hidden/secret.h": "namespace noodles::lower_internal {\n}\n",
    "noodles/upper/face.h": '#include "noodles/lower/low.h"\n',
    "noodles/upper/face.cc": '#include "noodles/lower/offered/gift.h"\n',
    "noodles/upper/inside/part.h": (
        '#include "noodles/lower/offered/gift.h"\n'
        "\nnamespace noodles::upper_internal {\n}\n"
    ),
}


def check(folder: Path, changes: dict[str, str]) -> str:
    """The errors of the check for FILES with changes; empty: none."""
    for name, text in (FILES | changes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    rooms = folder / "rooms.txt"
    rooms.write_text(ROOMS)
    done = subprocess.run(
        [
            "cmake",
            f"-DRUNTIME={folder}",
            f"-DROOMS={rooms}",
            "-P",
            str(SCRIPT),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) == (done.stderr == "")
    return " ".join(done.stderr.split())


def test_is_content_with_rooms_in_order(tmp_path):
    assert check(tmp_path, {}) == ""


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "noodles/upper/face.h",
            '\n#include "noodles/upper/inside/part.h"\n',
            "noodles/upper/face.h:2: a face includes the inside upper/inside",
        ),
        (
            "noodles/upper.h",
            '#include "noodles/lower/offered/gift.h"\n',
            "noodles/upper.h:1: a face includes the inside",
        ),
        (
            "noodles/upper/face.cc",
            "#include <noodles/lower/hidden/secret.h>\n",
            "noodles/upper/face.cc:1: lower/hidden is not offered to the room",
        ),
        (
            "noodles/lower/low.h",
            '\n\n#include "noodles/upper/face.h"\n',
            "noodles/lower/low.h:3: the room lower does not use upper",
        ),
        (
            "noodles/upper/inside/part.h",
            "\nnamespace noodles {\n}\n",
            "part.h:2: an inside declares outside of noodles::upper_internal",
        ),
        (
            "noodles/upper/face.h",
            "namespace noodles {\nnamespace internal {\n}\n}\n",
            "noodles/upper/face.h:2: name the room: upper_internal",
        ),
        (
            "noodles/upper/other/low.h",
            "namespace noodles::upper_internal {\n}\n",
            "noodles/upper/other/low.h:1: another room has a file of this",
        ),
        (
            "noodles/lower/offered/gift.h",
            '\n#include "noodles/lower/hidden/secret.h"\n',
            "gift.h:2: lower/hidden stands above lower/offered",
        ),
        (
            "noodles/upper/forgotten/thing.h",
            "namespace noodles::upper_internal {\n}\n",
            "thing.h:1: the room upper does not list the layer forgotten",
        ),
        (
            "noodles/attic/old.h",
            "",
            "noodles/attic:1: no CMakeLists.txt adds this room",
        ),
    ],
)
def test_names_what_breaks_a_rule(tmp_path, name, text, fault):
    assert fault in check(tmp_path, {name: text})


def test_examples_include_faces_only():
    faults = []
    for path in sorted((ROOT / "examples").rglob("*")):
        if path.suffix not in (".h", ".cc"):
            continue
        includes = re.findall(
            r'#include [<"](noodles/[^>"]+)', path.read_text()
        )
        faults += [
            f"{path.relative_to(ROOT)}: {include}"
            for include in includes
            if include.count("/") > 2
        ]
    assert faults == []
