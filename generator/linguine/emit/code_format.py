"""The format of generated code, and how a specification is told from others."""

from __future__ import annotations

import hashlib
import json

from linguine.model.dump import to_json
from linguine.model.model import Model

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
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


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
