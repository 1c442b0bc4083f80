"""Checks messages, and the life of components: create, update, delete.

`XID = id` makes X a kind of component. Its life is MsgXCreate, MsgXDelete and,
unless it is immutable, MsgXUpdate:

    LampID = id
    MsgLampCreate = { id: LampID, name: tstr, ? color: RGB }
    MsgLampUpdate = { id: LampID, ? color: RGB }
    MsgLampDelete = { id: LampID }

Messages of such a name without a rule XID, such as MsgDocumentUpdate, are plain
messages.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from linguine.cddl.resolver import (
    FRAME_RULES,
    Resolved,
    is_message_table,
    key_text,
    number_of,
    sole,
)
from linguine.cddl.syntax import (
    Array,
    Entry,
    Group,
    GroupChoice,
    Map,
    Name,
    Rule,
    Span,
    Type,
    Type1,
    Value,
)
from linguine.cddl.walk import names
from linguine.diagnostics import Diagnostics

_IDENTIFIER_RULE = "id"
_IDENTIFIER_SUFFIX = "ID"
_EVENTS = ("Create", "Update", "Delete")
# Names that begin alike are the same word with an ending; others must share as
# much of their letters as `color` and `colour` do.
_SIMILARITY = 0.8
# Every key is compared with every other; those of larger messages are not.
_MAX_COMPARED = 200
_EXAMPLE = "an update has '? key: type' for each key that can change"


def check_lifecycles(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports messages that stand twice, and lives that are not whole."""
    messages = _check_messages(resolved, diagnostics)
    _check_id_form(resolved, diagnostics)
    _check_id_uses(resolved, diagnostics)
    for rule in resolved.rules.values():
        if resolved.is_imported(rule.name):
            continue
        kind = component_of(rule)
        if kind is None and _lives(rule, messages):
            kind = rule.name.removesuffix(_IDENTIFIER_SUFFIX)
            diagnostics.error(
                "identifier-form",
                rule.span,
                f"'{rule.name}' identifies a component, whose messages stand "
                "in a table",
                f"write {rule.name} = {_IDENTIFIER_RULE}",
            )
        if kind is not None:
            _check_life(kind, rule, messages, resolved, diagnostics)


def component_of(rule: Rule) -> str | None:
    """The kind that a rule identifies, "Lamp" for `LampID = id`, or None."""
    target = (
        sole(rule.definition) if isinstance(rule.definition, Type) else None
    )
    is_identifier = (
        isinstance(target, Name)
        and target.name == _IDENTIFIER_RULE
        and rule.name.endswith(_IDENTIFIER_SUFFIX)
        and rule.name != _IDENTIFIER_SUFFIX
    )
    return rule.name.removesuffix(_IDENTIFIER_SUFFIX) if is_identifier else None


def _lives(rule: Rule, messages: dict[str, Span]) -> bool:
    """Whether the rule is named like the identifier of a kind with messages."""
    kind = rule.name.removesuffix(_IDENTIFIER_SUFFIX)
    return kind not in ("", rule.name) and any(
        f"Msg{kind}{event}" in messages for event in _EVENTS
    )


def _check_id_uses(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports each use of `id` that names no kind of component."""
    for rule in resolved.rules.values():
        if component_of(rule) is not None or rule.name == _IDENTIFIER_RULE:
            continue
        for name in names(rule):
            if name.name == _IDENTIFIER_RULE:
                diagnostics.error(
                    "bare-identifier",
                    name.span,
                    f"'{_IDENTIFIER_RULE}' does not tell the kind of component",
                    f"write a rule for each kind, LampID = {_IDENTIFIER_RULE}, "
                    "and use that",
                )


def _check_id_form(resolved: Resolved, diagnostics: Diagnostics) -> None:
    rule = resolved.rules.get(_IDENTIFIER_RULE)
    if rule is None or resolved.is_imported(_IDENTIFIER_RULE):
        return
    target = (
        sole(rule.definition) if isinstance(rule.definition, Type) else None
    )
    entries = (
        [one for choice in target.group.choices for one in choice.entries]
        if isinstance(target, Array)
        else []
    )
    if [_place(entry, resolved) for entry in entries] != ["slot", "gen"]:
        diagnostics.error(
            "id-form",
            rule.span,
            "the rule 'id' is the slot and the generation of a component",
            "write id = [ slot: uint .size 4, gen: uint .size 4 ]",
        )


def _place(entry: Entry, resolved: Resolved) -> str | None:
    """The name of a place `name: uint .size 4` of an array, or None."""
    is_uint32 = (
        entry.occurrence is None
        and isinstance(entry.content, Type)
        and _is_uint32(entry.content, resolved)
    )
    return key_text(entry) if is_uint32 else None


def _is_uint32(type_: Type, resolved: Resolved) -> bool:
    passed: set[str] = set()
    while isinstance(target := sole(type_), Name):
        rule = resolved.rules.get(target.name)
        if rule is None or target.name in passed:
            return target.name == "uint32"
        if not isinstance(rule.definition, Type):
            return False
        passed.add(target.name)
        type_ = rule.definition
    only = type_.choices[0]
    return (
        len(type_.choices) == 1
        and isinstance(only.target, Name)
        and only.target.name == "uint"
        and only.operator == ".size"
        and isinstance(only.controller, Value)
        and only.controller.value == 4
    )


def _value_type(entry: Entry) -> object:
    """The entry's type without its default."""
    if isinstance(entry.content, Type) and len(entry.content.choices) == 1:
        only = entry.content.choices[0]
        if only.operator == ".default":
            return Type((Type1(only.target, None, None, only.span),), only.span)
    return entry.content


def _map_of(rule: Rule) -> Map | None:
    target = (
        sole(rule.definition) if isinstance(rule.definition, Type) else None
    )
    return target if isinstance(target, Map) else None


def _entries_of_map(rule: Rule) -> Iterator[tuple[str, Entry, bool]]:
    """Each entry with its key, and whether it may be absent."""
    map_ = _map_of(rule)
    stack: list[tuple[Group | Entry, bool]] = (
        [(map_.group, False)] if map_ else []
    )
    seen: set[str] = set()
    while stack:
        node, optional = stack.pop()
        if isinstance(node, Group):
            entries = [one for choice in node.choices for one in choice.entries]
            stack.extend((one, optional) for one in reversed(entries))
            continue
        may_be_absent = optional or (
            node.occurrence is not None and node.occurrence.minimum == 0
        )
        if isinstance(node.content, Group):
            stack.append((node.content, may_be_absent))
            continue
        key = key_text(node)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, node, may_be_absent


# -------------------------------------------------------------------- messages


def _check_messages(
    resolved: Resolved, diagnostics: Diagnostics
) -> dict[str, Span]:
    """The place of each message in a table; a message has one number."""
    places: dict[str, Span] = {}
    for rule in resolved.rules.values():
        if not is_message_table(rule):
            continue
        assert isinstance(rule.definition, Entry)
        assert isinstance(rule.definition.content, Group)
        for choice in rule.definition.content.choices:
            name = _message_of(choice)
            if name is None:
                continue
            first = places.setdefault(name.name, name.span)
            if first is not name.span:
                diagnostics.error(
                    "duplicate-message",
                    name.span,
                    f"the message '{name.name}' stands here twice",
                    f"it stands first at {first.file}:{first.line}:"
                    f"{first.column}; a message has one number and one sender",
                )
    _check_tables(resolved, diagnostics)
    return places


def _check_tables(resolved: Resolved, diagnostics: Diagnostics) -> None:
    """Reports a table of messages that both sides would send."""
    first: dict[str, str] = {}
    for frame in FRAME_RULES:
        rule = resolved.rules.get(frame)
        for name in names(rule) if rule is not None else ():
            table = resolved.rules.get(name.name)
            if table is None or not is_message_table(table):
                continue
            other = first.setdefault(name.name, frame)
            if other != frame:
                diagnostics.error(
                    "shared-table",
                    name.span,
                    f"the messages of '{name.name}' are those of {other} "
                    "already",
                    "a message has one sender: give each side a table",
                )


def _message_of(choice: GroupChoice) -> Name | None:
    if number_of(choice) is None or len(choice.entries) != 2:
        return None
    content = choice.entries[1].content
    target = sole(content) if isinstance(content, Type) else None
    return target if isinstance(target, Name) else None


# ------------------------------------------------------------------ components


def _check_life(
    kind: str,
    identifier: Rule,
    messages: dict[str, Span],
    resolved: Resolved,
    diagnostics: Diagnostics,
) -> None:
    missing = [
        name
        for event in ("Create", "Delete")
        if (name := f"Msg{kind}{event}") not in messages
    ]
    if missing:
        names = " and ".join(f"'{name}'" for name in missing)
        diagnostics.error(
            "incomplete-component",
            identifier.span,
            f"'{identifier.name}' makes {kind} a kind of component, but no "
            f"table of messages has {names}",
            "a component is created and deleted by messages",
        )
    rules = {
        event: resolved.rules[name]
        for event in _EVENTS
        if (name := f"Msg{kind}{event}") in messages and name in resolved.rules
    }
    for event, rule in rules.items():
        if not _check_id(rule, identifier.name, diagnostics):
            continue
        if event == "Update" and "Create" in rules:
            _check_update(rule, rules["Create"], diagnostics)
        elif event == "Delete":
            _check_delete(rule, diagnostics)


def _check_id(rule: Rule, identifier: str, diagnostics: Diagnostics) -> bool:
    """Whether the message has an `id`, which may be wrong."""
    for key, entry, may_be_absent in _entries_of_map(rule):
        if key != "id":
            continue
        target = (
            sole(entry.content) if isinstance(entry.content, Type) else None
        )
        is_right = isinstance(target, Name) and target.name == identifier
        if may_be_absent or not is_right:
            diagnostics.error(
                "wrong-id",
                entry.span,
                f"the 'id' of '{rule.name}' must be '{identifier}', and always "
                "there",
                f"write 'id: {identifier}'",
            )
        return True
    diagnostics.error(
        "missing-id",
        rule.span,
        f"'{rule.name}' does not say which component it is about",
        f"add 'id: {identifier}'",
    )
    return False


def _check_update(update: Rule, create: Rule, diagnostics: Diagnostics) -> None:
    created = {key: entry for key, entry, _ in _entries_of_map(create)}
    taking_away = _alternatives_beside(created, update)
    for key, entry, may_be_absent in _entries_of_map(update):
        if key == "id" or key in taking_away:
            continue
        if key not in created:
            other = _similar_key(key, entry, created, update)
            diagnostics.error(
                "update-key",
                entry.span,
                f"'{key}' is no key of '{create.name}', so that there is "
                "nothing to update",
                f"'{other}' is, and of this type; spell both alike"
                if other
                else f"add it to '{create.name}', or take it out here",
            )
            continue
        if not may_be_absent:
            diagnostics.error(
                "update-required",
                entry.span,
                f"'{key}' must be optional in '{update.name}', which says what "
                "changes",
                _EXAMPLE,
            )
        if _value_type(entry) != _value_type(created[key]):
            span = created[key].span
            diagnostics.error(
                "update-type",
                entry.span,
                f"'{key}' has another type in '{create.name}'",
                f"it stands there at {span.file}:{span.line}:{span.column}",
            )


def _alternatives_beside(created: dict[str, Entry], update: Rule) -> set[str]:
    """Keys of one-ofs that stand beside keys of the create.

    `? ( null_rep: any // mesh: Mesh )` in an update takes the mesh away.
    """
    map_ = _map_of(update)
    found: set[str] = set()
    for choice in map_.group.choices if map_ else ():
        for entry in choice.entries:
            if not isinstance(entry.content, Group):
                continue
            keys = {
                key
                for one in entry.content.choices
                for inner in one.entries
                if (key := key_text(inner)) is not None
            }
            if keys & created.keys():
                found |= keys - created.keys()
    return found


def _similar_key(
    key: str, entry: Entry, created: dict[str, Entry], update: Rule
) -> str | None:
    """A key of the create that is meant, most likely, and not updated."""
    updated = {other for other, _, _ in _entries_of_map(update)}
    if len(created) > _MAX_COMPARED:
        return None
    return next(
        (
            other
            for other, candidate in created.items()
            if other not in updated
            and _similar(key, other)
            and _value_type(entry) == _value_type(candidate)
        ),
        None,
    )


def _similar(first: str, second: str) -> bool:
    short, long = sorted((first.lower(), second.lower()), key=len)
    if long.startswith(short) and len(short) >= 3:
        return True
    return difflib.SequenceMatcher(None, short, long).ratio() >= _SIMILARITY


def _check_delete(rule: Rule, diagnostics: Diagnostics) -> None:
    for key, entry, _ in _entries_of_map(rule):
        if key != "id":
            diagnostics.error(
                "delete-key",
                entry.span,
                f"'{rule.name}' says only which component goes; '{key}' has no "
                "meaning in it",
                "take it out, or make it a key of a message of its own",
            )
