"""The languages that the generator writes, by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from linguine.diagnostics import Diagnostics
from linguine.emit.cpp.format import FormatterError, formatted
from linguine.emit.cpp.language import CppSettings
from linguine.emit.settings import Settings
from linguine.model.dump import to_json
from linguine.model.model import Model

__all__ = ["LANGUAGES", "FormatterError", "Request"]

MODEL_FILE = "model.json"


@dataclass(frozen=True)
class Request:
    """What is asked for: `sources` are the names of the specification files;
    the others belong to C++. `import_namespaces` has the namespace of the code
    in a folder of an import; others are in that of the runtime.
    """

    sources: tuple[str, ...]
    include_prefix: str | None = None
    namespace: str | None = None
    clang_format: str | None = None
    import_namespaces: Mapping[str, str] = field(default_factory=dict)


Renderer = Callable[[Model, Request, Diagnostics], dict[str, str]]

# Each renderer imports its module itself: Jinja2 is needed from there on only,
# and commands that write no code do without it.


def _render_cpp(
    model: Model, request: Request, diagnostics: Diagnostics
) -> dict[str, str]:
    from linguine.emit.cpp.render import render  # noqa: PLC0415

    assert request.namespace is not None
    assert request.include_prefix is not None
    settings = CppSettings(
        request.sources,
        request.namespace,
        request.include_prefix,
        request.import_namespaces,
    )
    files = render(model, settings, diagnostics)
    if request.clang_format is not None and not diagnostics.has_errors:
        files = formatted(files, request.clang_format)
    files[MODEL_FILE] = to_json(model)
    return files


def _render_typescript(
    model: Model, request: Request, diagnostics: Diagnostics
) -> dict[str, str]:
    from linguine.emit.typescript.render import render  # noqa: PLC0415

    return render(model, Settings(request.sources), diagnostics)


# Makes the files of a model in a language, by their paths.
LANGUAGES: Mapping[str, Renderer] = {
    "cpp": _render_cpp,
    "typescript": _render_typescript,
}
