"""`linguine generate`: writes code for a specification."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from linguine.commands import shared
from linguine.commands.exit_codes import FINDINGS, SUCCESS, USAGE
from linguine.diagnostics import Diagnostics
from linguine.emit.code_format import with_imported_fingerprints
from linguine.emit.languages import LANGUAGES, FormatterError, Request
from linguine.emit.output import Changes, compare, write
from linguine.frontend import Import
from linguine.pipeline import bindings_beside, load_model

_DESCRIPTION = """\
Writes code for a specification: in C++ structures, codecs, handlers and
dispatch, and the model as JSON; in TypeScript the same, with typed proxies and
listeners. Files that would not change are not touched; files that the generator
made earlier and makes no more are removed."""

_EPILOG = """\
With --check nothing is written: the exit code is 1 if a file is missing, stale
or left over, and each such file is named.

TypeScript may use the types of noodles.cddl and methods.cddl where no --import
is given: it takes them from the package linguine-noodles.

Generated code does not compile beside code of an --import that was generated
from another version of that file.

examples:
  linguine generate spec/noodles.cddl --bindings spec/noodles.bindings.toml \\
      --output generated --include-prefix noodles/protocol
  linguine generate --language typescript lamp.cddl --output src/lamp"""

# The specifications whose types may be used, and their code in the package.
_WELL_KNOWN = {
    "noodles.cddl": "linguine-noodles/protocol",
    "methods.cddl": "linguine-noodles/interfaces",
}
_SPECIFICATIONS = Path(__file__).resolve().parents[3] / "spec"

# A folder of an include prefix.
_FOLDER = re.compile(r"(?!\.\.?$)[A-Za-z0-9_.-]+")

# Options that belong to C++, and what they are where they are not given.
_CPP_OPTIONS: dict[str, str | None] = {
    "include_prefix": "noodles/protocol",
    "namespace": "noodles",
    "clang_format": None,
}


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    """Adds the command's arguments."""
    parser = shared.add_command(
        subparsers,
        "generate",
        "write code for a specification",
        _DESCRIPTION,
        _EPILOG,
    )
    shared.add_inputs(parser)
    parser.add_argument(
        "--language",
        choices=sorted(LANGUAGES),
        default="cpp",
        help="the language of the code (default: %(default)s)",
    )
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help=(
            "the root of the generated headers; for TypeScript the folder of "
            "the files (default: FILE's name without its ending)"
        ),
    )
    parser.add_argument(
        "--include-prefix",
        metavar="PATH",
        help=(
            "C++: the folder below the root, as it stands in #include "
            f"(default: {_CPP_OPTIONS['include_prefix']})"
        ),
    )
    parser.add_argument(
        "--namespace",
        help=f"C++: the namespace (default: {_CPP_OPTIONS['namespace']})",
    )
    parser.add_argument(
        "--import-namespace",
        dest="import_namespaces",
        action="append",
        type=_import_namespace,
        metavar="PATH=NAMESPACE",
        help=(
            "C++: the namespace of the code below the PATH of an --import "
            "(default: noodles)"
        ),
    )
    parser.add_argument(
        "--clang-format",
        metavar="PROGRAM",
        help="C++: format the output with this clang-format, in Google style",
    )
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail if anything would change",
    )
    kept.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing and print nothing; fail if writing would fail",
    )
    shared.add_reporting(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Generates or checks."""
    is_cpp = arguments.language == "cpp"
    try:
        folder = _folder(arguments)
    except ValueError as error:
        print(f"linguine generate: {error}", file=sys.stderr)
        return USAGE
    imports = arguments.imports
    if not is_cpp and not imports:
        imports = _well_known_imports(arguments.files)
    diagnostics = Diagnostics()
    model = load_model(
        arguments.files, arguments.bindings, diagnostics, imports
    )
    if model is not None:
        model = with_imported_fingerprints(model, imports, diagnostics)
    files: dict[str, str] = {}
    if model is not None:
        bindings = (
            [arguments.bindings]
            if arguments.bindings
            else filter(None, map(bindings_beside, arguments.files))
        )
        sources = [*arguments.files, *bindings]
        request = Request(
            tuple(Path(source).name for source in sources),
            **{name: getattr(arguments, name) for name in _CPP_OPTIONS},
            import_namespaces=dict(arguments.import_namespaces or ()),
        )
        try:
            files = LANGUAGES[arguments.language](model, request, diagnostics)
        except FormatterError as error:
            print(f"linguine generate: {error}", file=sys.stderr)
            return USAGE
    if arguments.dry_run and not shared.fails(diagnostics, arguments):
        return SUCCESS
    code = shared.report(diagnostics, arguments, sys.stderr)
    if code != SUCCESS or model is None:
        return code
    try:
        return (
            _check(folder, files) if arguments.check else _write(folder, files)
        )
    except OSError as error:
        print(
            f"linguine generate: {error.filename}: {error.strerror}",
            file=sys.stderr,
        )
        return USAGE


def _folder(arguments: argparse.Namespace) -> Path:
    """The folder of the files; fills in the options of C++.

    ValueError tells which option is missing, or belongs to another language.
    """
    if arguments.language == "cpp":
        if arguments.output is None:
            raise ValueError("C++ needs --output")
        for name, default in _CPP_OPTIONS.items():
            if getattr(arguments, name) is None:
                setattr(arguments, name, default)
        arguments.include_prefix = arguments.include_prefix.strip("/")
        _check_cpp_names(arguments)
        _check_imported_code(arguments)
        return Path(arguments.output, arguments.include_prefix)
    for name in (*_CPP_OPTIONS, "import_namespaces"):
        if getattr(arguments, name) is not None:
            option = name.removesuffix("s").replace("_", "-")
            raise ValueError(f"--{option} belongs to --language cpp")
    return Path(arguments.output or Path(arguments.files[0]).stem)


def _check_cpp_names(arguments: argparse.Namespace) -> None:
    """ValueError where C++ or #include takes the namespace or the folder not.

    noodles_generate makes both from the name of the file.
    """
    from linguine.emit.cpp.language import (  # noqa: PLC0415
        CPP,
        RUNTIME_NAMESPACE,
        TAKEN_NAMESPACES,
    )

    parts = arguments.namespace.split("::")
    wrong = [
        part
        for part in parts
        if not re.fullmatch(CPP.name_form or "", part) or part in CPP.reserved
    ]
    if wrong:
        raise ValueError(
            f"the namespace {arguments.namespace!r} is none that C++ takes: "
            "names of letters, digits and underscores, joined by '::', without "
            "words that C++ reserves; give another with --namespace (in CMake "
            "NAMESPACE)"
        )
    taken = [
        part
        for index, part in enumerate(parts)
        if part in TAKEN_NAMESPACES
        or (parts[0] == RUNTIME_NAMESPACE and part.endswith("_internal"))
        or (index > 0 and part == RUNTIME_NAMESPACE)
    ]
    if taken:
        raise ValueError(
            f"in the namespace {arguments.namespace!r}, {taken[0]!r} would "
            "hide a namespace that generated code uses; give another with "
            "--namespace (in CMake NAMESPACE)"
        )
    folders = arguments.include_prefix.split("/")
    if not all(_FOLDER.fullmatch(folder) for folder in folders):
        raise ValueError(
            f"the include prefix {arguments.include_prefix!r} is no folder for "
            "#include: letters, digits, '_', '-' and '.', and no '..'; give "
            "another with --include-prefix (in CMake INCLUDE_PREFIX)"
        )


def _check_imported_code(arguments: argparse.Namespace) -> None:
    """ValueError where an import and its namespace do not fit together."""
    folders = {one.folder for one in arguments.imports}
    if arguments.include_prefix in folders:
        raise ValueError(
            f"the code of an --import is in {arguments.include_prefix!r}, "
            "where this code would be; give another --include-prefix"
        )
    for folder in sorted(folders):
        if not all(_FOLDER.fullmatch(part) for part in folder.split("/")):
            raise ValueError(
                f"the folder {folder!r} of an --import is none for #include: "
                "letters, digits, '_', '-' and '.', and no '..'"
            )
    for folder, _ in arguments.import_namespaces or ():
        if folder not in folders:
            raise ValueError(
                f"--import-namespace {folder}: there is no --import with this "
                f"folder, but {', '.join(sorted(folders)) or 'none at all'}"
            )


def _import_namespace(text: str) -> tuple[str, str]:
    folder, separator, namespace = text.rpartition("=")
    if not separator or not re.fullmatch(
        r"[A-Za-z_]\w*(::[A-Za-z_]\w*)*", namespace, re.ASCII
    ):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not PATH=NAMESPACE, such as pumps=noodles::pumps"
        )
    return folder.strip("/"), namespace


def _well_known_imports(files: list[str]) -> list[Import]:
    """noodles.cddl and methods.cddl, unless they are what is read."""
    known = {
        _SPECIFICATIONS / name: folder for name, folder in _WELL_KNOWN.items()
    }
    if any(Path(file).resolve() in known for file in files):
        return []
    return [
        Import(str(path), folder)
        for path, folder in known.items()
        if path.exists()
    ]


def _check(folder: Path, files: dict[str, str]) -> int:
    changes = compare(folder, files)
    _print(
        folder,
        changes,
        {"added": "missing", "changed": "stale", "removed": "left over"},
    )
    if changes.any():
        print(
            "run the generator without --check to bring them up to date",
            file=sys.stderr,
        )
        return FINDINGS
    print(f"{folder}: {len(files)} files are up to date")
    return SUCCESS


def _write(folder: Path, files: dict[str, str]) -> int:
    changes = write(folder, files)
    _print(
        folder,
        changes,
        {"added": "added", "changed": "changed", "removed": "removed"},
    )
    touched = len(changes.added) + len(changes.changed) + len(changes.removed)
    print(f"{folder}: {len(files)} files, {touched} touched")
    return SUCCESS


def _print(folder: Path, changes: Changes, words: dict[str, str]) -> None:
    for kind, word in words.items():
        for path in getattr(changes, kind):
            print(f"{word}: {folder / path}")
