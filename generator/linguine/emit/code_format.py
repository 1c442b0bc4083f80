"""The format of generated code, and how a specification is told from others."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.frontend import Import
from linguine.model.dump import to_json
from linguine.model.model import Model
from linguine.pipeline import load_imported

# The number that generated code and the runtime must share. It grows when the
# code changes so that a runtime of the version before cannot be used with it,
# or the other way round. The runtimes have the same number:
# runtime/noodles/base/generated_code_format.h and
# runtime/typescript/src/cbor/code_format.ts.
CODE_FORMAT = 1

# Fields of the model that say nothing about bytes, and only how code is
# explained or divided into files.
_LEFT_OUT = frozenset(("doc", "result_doc", "topic", "topics", "folder"))
_DIGITS = 16


def fingerprint_of(the_model: Model) -> str:
    """Digits that are others for a specification of another meaning.

    Comments, banners, and the layout of the text do not count; bindings do.
    """
    plain = _without(json.loads(to_json(the_model)))
    assert isinstance(plain, dict)
    # The order of the imports means nothing.
    plain["imported"].sort(key=lambda one: json.dumps(one, sort_keys=True))
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def with_imported_fingerprints(
    the_model: Model, imports: Sequence[Import], diagnostics: Diagnostics
) -> Model:
    """The model; what it imports has the fingerprints of its specifications.

    Generated code compares them with those of the code that it includes.
    """
    imported = []
    for one in the_model.imported:
        files = [item for item in imports if item.folder == one.folder]
        findings = Diagnostics()
        other = load_imported(files, findings, imports)
        if other is None:
            first = findings.sorted()[0]
            diagnostics.error(
                "imported-errors",
                Span(first.span.file, first.span.line, first.span.column),
                f"the imported specification has errors: {first.message}",
                "'linguine check' tells all of them; what it imports itself "
                "needs an --import here too",
            )
            imported.append(one)
            continue
        imported.append(
            dataclasses.replace(one, fingerprint=fingerprint_of(other))
        )
    return dataclasses.replace(the_model, imported=tuple(imported))


def _without(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _without(item)
            for key, item in value.items()
            if key not in _LEFT_OUT
        }
    if isinstance(value, list):
        return [_without(item) for item in value]
    return value
