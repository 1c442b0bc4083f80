"""The validator of the Khronos Group (npm gltf-validator)."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
from typing import Any

FOLDER = pathlib.Path(
    os.environ.get("NOODLES_VALIDATOR_DIRECTORY", "build/gltf-validator")
)
PROGRAM = """
const fs = require("fs");
const path = require("path");
const validator = require("gltf-validator");
(async () => {
  const reports = [];
  for (const file of process.argv.slice(1)) {
    const folder = path.dirname(file);
    try {
      reports.push(await validator.validateBytes(
        new Uint8Array(fs.readFileSync(file)), {
          uri: path.basename(file),
          externalResourceFunction: async (uri) => new Uint8Array(
            fs.readFileSync(path.join(folder, decodeURIComponent(uri)))),
        }));
    } catch (error) {
      reports.push({issues: {numErrors: 1, messages: [
        {severity: 0, code: "UNREADABLE", message: String(error)}]}});
    }
  }
  process.stdout.write(JSON.stringify(reports));
})();
"""


def is_there() -> bool:
    return (FOLDER / "node_modules").is_dir() and bool(shutil.which("node"))


def reports_of(files: list[pathlib.Path]) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", "-e", PROGRAM, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(FOLDER / "node_modules")},
    )
    return json.loads(done.stdout)


def errors_of(file: pathlib.Path) -> list[str]:
    """The errors (not the warnings) in a file."""
    (report,) = reports_of([file])
    return [
        f"{item['code']} {item.get('pointer', '')}: {item['message']}"
        for item in report["issues"]["messages"]
        if item["severity"] == 0
    ]
