"""Writes a model as JSON, for reviews and for tools."""

from __future__ import annotations

import dataclasses
import json

from linguine.model import model

# Classes that stand where others can too, and so say which they are.
_NODES = (model.Member, model.OneOf)

# Fields that say nothing about this specification alone.
_LEFT_OUT = ("origin", "number_origin", "fingerprint")

# Fields that few entries have: they stand only where they are set.
_ONLY_WHERE_SET = ("longer_array", "bound_name")


def to_json(the_model: model.Model) -> str:
    """The model as indented JSON, keys in the order of the classes."""
    return json.dumps(_plain(the_model), indent=1, ensure_ascii=False) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, model.Origin):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, object] = {}
        if type(value).__module__.endswith((".types",)) or isinstance(
            value, _NODES
        ):
            plain["node"] = type(value).__name__
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            is_left_out = field.name in _ONLY_WHERE_SET and not item
            if field.name not in _LEFT_OUT and not is_left_out:
                plain[field.name] = _plain(item)
        return plain
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
