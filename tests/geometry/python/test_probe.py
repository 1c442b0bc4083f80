"""The probe says what is wrong with a file."""

import os
import pathlib
import subprocess


def test_errors_are_told(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "broken.ply"
    file.write_text("ply\n")
    for name in (file, tmp_path / "absent.ply"):
        result = subprocess.run(
            [os.environ["NOODLES_GEOMETRY_PROBE"], "describe", name],
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 1
        assert name.name in result.stderr
