"""Finds names that are defined twice, which C++ leaves to chance.

Two types of one qualified name are one type to the linker: a program that
links both gets the functions of either (the one-definition rule, C++20
[basic.def.odr]). Compilers do not tell.
"""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cpp_scan import Definition, definitions


def source_faults(files: Iterable[Path]) -> list[str]:
    """Types defined twice, functions defined in two headers, and anonymous
    namespaces in headers."""
    seen: dict[tuple[str, str], Definition] = {}
    faults = []
    for path in sorted(files):
        is_header = path.suffix == ".h"
        for found in definitions(path):
            if found.kind == "anonymous namespace":
                if is_header:
                    faults.append(
                        f"{found.place()}: an anonymous namespace in a header "
                        "makes a type of its own in each file"
                    )
                continue
            if found.kind == "function" and not is_header:
                continue
            first = seen.setdefault((found.kind, found.name), found)
            if first.path != found.path:
                faults.append(
                    f"{found.place()}: {found.kind} {found.name} is also "
                    f"defined at {first.place()}"
                )
    return faults


def _strong_symbols(archive: Path) -> Iterable[str]:
    """The demangled names that only one file may define."""
    output = subprocess.run(
        ["nm", "--demangle", "--defined-only", "--extern-only", str(archive)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for line in output.splitlines():
        match = re.match(r"[0-9a-f]+ ([TDBR]) (.*)$", line)
        if match:
            yield match[2]


def _owner(symbol: str) -> str:
    """The class or namespace that a function or variable belongs to."""
    name = symbol.partition("(")[0]
    # Without template arguments, so that `::` separates names only.
    while (shorter := re.sub(r"<[^<>]*>", "", name)) != name:
        name = shorter
    return name.rpartition(" ")[2].rpartition("::")[0]


def archive_faults(archives: Iterable[Path], namespaces: set[str]) -> list[str]:
    """Classes whose functions lie in two libraries, and functions and
    variables that two libraries define."""
    of_symbol: dict[str, set[str]] = defaultdict(set)
    of_class: dict[str, set[str]] = defaultdict(set)
    for archive in archives:
        for symbol in _strong_symbols(archive):
            of_symbol[symbol].add(archive.name)
            owner = _owner(symbol)
            if owner.startswith("noodles") and owner not in namespaces:
                of_class[owner].add(archive.name)
    return [
        f"{name} is defined by {', '.join(sorted(libraries))}"
        for found in (of_class, of_symbol)
        for name, libraries in sorted(found.items())
        if len(libraries) > 1
    ]


# Initialisers of other libraries: those of <iostream>, which Abseil's statuses
# include, and of the services of Asio.
_HARMLESS = re.compile(
    r"(?:guard variable for )?(?:std|boost)::|TLS init function for boost::"
    r"|__cxa_|__dso_handle|__stack_chk|__tls_|\.|_GLOBAL_OFFSET_TABLE_"
    r"|operator delete"
)


def start_faults(archives: Iterable[Path]) -> list[str]:
    """Files whose variables are initialised by code that runs before main.

    The order over several files is not defined, so the libraries have none.
    Says nothing of archives that were built without optimisation.
    """
    faults = []
    for archive in archives:
        output = subprocess.run(
            ["objdump", "-r", "-C", "-j", ".text.startup", str(archive)],
            check=False,
            capture_output=True,
            text=True,
        ).stdout
        member = ""
        for line in output.splitlines():
            if match := re.match(r"(\S+\.o):", line):
                member = match[1]
            elif (
                match := re.match(r"[0-9a-f]+ R_\S+\s+(.*)$", line)
            ) and not _HARMLESS.match(match[1]):
                faults.append(
                    f"{archive.name}({member}): {match[1]} runs before main"
                )
    return faults


def namespaces_of(files: Iterable[Path]) -> set[str]:
    """The namespaces that the files open."""
    found = set()
    for path in files:
        for name in re.findall(
            r"^namespace ([\w:]+) \{", path.read_text(), re.MULTILINE
        ):
            parts = name.split("::")
            for count in range(1, len(parts) + 1):
                found.add("::".join(parts[:count]))
            # Of one that stands inside of namespace noodles.
            found.add(f"noodles::{name}")
    return found
