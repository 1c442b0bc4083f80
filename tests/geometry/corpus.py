"""Runs a folder of files through the product and lists every disagreement.

    corpus.py FOLDER [--probe PROGRAM] [--csv-probe PROGRAM] [--json FILE]

Each file that the import reads is imported, put into a document, read back from
the document and exported as OBJ, PLY, STL, glTF and GLB. Compared are:
  - the scene that was imported with the one that was read back;
  - the file, and each export, as trimesh reads them, with the scene: triangles,
    area and bounds;
  - the glTF exports with the rules of the format (npm gltf-validator).
Each text table (.csv, .tsv) is read by our reader and by pandas; names, types
and cells are compared. Files that are refused are listed with the reason. The
exit code is 1 where anything disagrees. `--probe` is the program geometry_probe
of a build, `--csv-probe` its program csv_probe.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from typing import Any

import numpy as np
import trimesh

sys.path.insert(0, str(pathlib.Path(__file__).parent / "python"))

import gltf_validator

ROOT = pathlib.Path(__file__).parents[2]
EXPORTS = ("obj", "ply", "stl", "gltf", "glb")
# What trimesh reads as we do: of its other formats it ignores nodes or units.
COMPARED = {".obj", ".ply", ".stl", ".off", ".gltf", ".glb", ".3mf"}
TABLES = {".csv", ".tsv"}
READ = (
    COMPARED | TABLES | {".dae", ".fbx", ".3ds", ".x3d", ".ac", ".ms3d", ".lwo"}
)


def find_probe(name: str, option: str) -> pathlib.Path:
    named = os.environ.get(f"NOODLES_{name.upper()}")
    if named:
        return pathlib.Path(named)
    found = sorted((ROOT / "build").glob(f"*/tests/geometry/{name}"))
    if not found:
        sys.exit(f"corpus.py: build {name} first, or name it by {option}")
    return found[-1]


def files_of(folder: pathlib.Path) -> list[pathlib.Path]:
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and file.suffix.lower() in READ
    )


def numbers_of(file: pathlib.Path) -> dict[str, Any] | None:
    """Triangles, area and bounds as trimesh sees them; None for no mesh."""
    scene = trimesh.load_scene(file, process=False)
    factor = 1.0
    if file.suffix.lower() == ".3mf":
        factor = trimesh.units.unit_conversion(scene.units, "meters")
    meshes = [
        mesh
        for mesh in scene.dump()
        if isinstance(mesh, trimesh.Trimesh) and len(mesh.faces)
    ]
    if not meshes:
        return None
    used = np.concatenate([mesh.triangles.reshape(-1, 3) for mesh in meshes])
    return {
        "triangles": sum(len(mesh.faces) for mesh in meshes),
        "area": float(sum(mesh.area for mesh in meshes)) * factor**2,
        "bounds": (np.array([used.min(0), used.max(0)]) * factor).tolist(),
    }


def differences(ours: dict, theirs: dict) -> list[str]:
    found = []
    if ours["triangles"] != theirs["triangles"]:
        found.append(
            f"{ours['triangles']} triangles, and {theirs['triangles']}"
        )
    size = max(np.ptp(np.array(theirs["bounds"]), axis=0).max(), 1e-30)
    far = max(np.abs(theirs["bounds"]).max(), 1e-30)
    gap = np.abs(np.array(ours["bounds"]) - theirs["bounds"]).max()
    if not gap <= 1e-4 * size + 1e-6 * far:
        found.append(f"bounds {ours['bounds']}, and {theirs['bounds']}")
    if (
        not abs(ours["area"] - theirs["area"])
        <= 1e-3 * max(theirs["area"], 1e-30) + 1e-6 * far * size
    ):
        found.append(f"an area of {ours['area']}, and {theirs['area']}")
    return found


class Corpus:
    def __init__(
        self, probe: pathlib.Path | None, csv_probe: pathlib.Path | None
    ) -> None:
        self.probe = probe
        self.csv_probe = csv_probe
        self.disagreements: dict[str, list[str]] = {}
        self.refused: dict[str, str] = {}
        self.warnings: dict[str, list[str]] = {}
        # Modules without which trimesh could not compare some files.
        self.lacking: set[str] = set()
        self.read = 0

    def problems_of_table(self, file: pathlib.Path, name: str) -> list[str]:
        try:
            import csv_against_pandas  # noqa: PLC0415
        except ModuleNotFoundError as error:
            self.lacking.add(f"{error}, which tables need")
            return []
        self.csv_probe = self.csv_probe or find_probe(
            "csv_probe", "--csv-probe"
        )
        try:
            table = csv_against_pandas.ours(self.csv_probe, file)
        except csv_against_pandas.UnreadError as error:
            self.refused[name] = str(error)
            return []
        except RuntimeError as error:
            return [str(error)]
        self.read += 1
        if table["warnings"]:
            self.warnings[name] = table["warnings"]
        try:
            return csv_against_pandas.problems_of(file, table)
        except Exception as error:  # noqa: BLE001
            # That pandas cannot read a file is no fault of ours.
            self.warnings.setdefault(name, []).append(f"pandas: {error!r}")
            return []

    def serve(
        self, file: pathlib.Path, to: pathlib.Path
    ) -> tuple[dict[str, Any] | None, str]:
        self.probe = self.probe or find_probe("geometry_probe", "--probe")
        done = subprocess.run(
            [self.probe, "serve", file, to],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            return None, done.stderr.strip() or f"code {done.returncode}"
        return json.loads(done.stdout), ""

    def run(self, file: pathlib.Path, name: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            found = self.problems_of(file, name, pathlib.Path(folder))
        if found:
            self.disagreements[name] = found

    def problems_of(
        self, file: pathlib.Path, name: str, folder: pathlib.Path
    ) -> list[str]:
        if file.suffix.lower() in TABLES:
            return self.problems_of_table(file, name)
        first, reason = self.serve(file, folder / "scene.glb")
        if first is None:
            if "broke down" in reason:
                return [reason]
            self.refused[name] = reason
            return []
        self.read += 1
        imported = first["imported"]
        if imported["warnings"]:
            self.warnings[name] = imported["warnings"]
        found = [
            f"served: {line}" for line in differences(first["read"], imported)
        ]
        if file.suffix.lower() in COMPARED and imported["triangles"]:
            found += self.against_trimesh(file, imported, "trimesh")
        for end in EXPORTS:
            found += self.problems_of_export(file, folder, end, imported)
        return found

    def against_trimesh(
        self, file: pathlib.Path, imported: dict, what: str
    ) -> list[str]:
        try:
            theirs = numbers_of(file)
        except ModuleNotFoundError as error:
            self.lacking.add(f"{error}, which trimesh needs")
            return []
        except Exception as error:  # noqa: BLE001
            # That trimesh cannot read a file is no fault of ours, but for what
            # we have written.
            return [f"{what}: {error!r}"] if what != "trimesh" else []
        if theirs is None:
            return [f"{what}: no triangles"] if what != "trimesh" else []
        return [f"{what}: {line}" for line in differences(imported, theirs)]

    def problems_of_export(
        self, file: pathlib.Path, folder: pathlib.Path, end: str, imported: dict
    ) -> list[str]:
        if not imported["triangles"] and end == "stl":
            return []
        to = folder / f"scene.{end}"
        made, reason = self.serve(file, to)
        if made is None:
            return [f"{end}: {reason}"]
        found = []
        if imported["triangles"]:
            found += self.against_trimesh(to, imported, f"exported {end}")
        if end in ("gltf", "glb") and gltf_validator.is_there():
            found += [
                f"exported {end}: {error}"
                for error in gltf_validator.errors_of(to)
            ]
        return found

    def report(self) -> None:
        for title, table in (
            ("refused", {k: [v] for k, v in self.refused.items()}),
            ("with warnings", self.warnings),
            ("DISAGREEMENTS", self.disagreements),
        ):
            print(f"{title}: {len(table)} files")
            for name, lines in table.items():
                for line in lines:
                    print(f"  {name}: {line}")
        if not gltf_validator.is_there():
            print("the glTF validator is not installed: ./dev setup")
        for module in sorted(self.lacking):
            print(f"not all was compared: {module}")
        print(f"read: {self.read} files")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--probe", type=pathlib.Path)
    parser.add_argument("--csv-probe", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.probe, arguments.csv_probe)
    for file in files_of(arguments.folder):
        corpus.run(file, str(file.relative_to(arguments.folder)))
    corpus.report()
    if arguments.json:
        arguments.json.write_text(
            json.dumps(
                {
                    "refused": corpus.refused,
                    "warnings": corpus.warnings,
                    "disagreements": corpus.disagreements,
                },
                indent=1,
            )
        )
    return 1 if corpus.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
