"""Refuses updates that do not fit the components that they change."""

from __future__ import annotations

from linguine.cddl.syntax import Span
from linguine.diagnostics import Diagnostics
from linguine.model import model


def check_updates(the_model: model.Model, diagnostics: Diagnostics) -> None:
    """Reports each entry of an update that no entry of the create takes."""
    for component in the_model.components:
        if component.update is None:
            continue
        content = the_model.structure(component.content)
        members = {
            entry.key
            for entry in content.entries
            if isinstance(entry, model.Member)
        }
        one_ofs = {
            entry.name: entry
            for entry in content.entries
            if isinstance(entry, model.OneOf)
        }
        for entry in the_model.structure(component.update).entries:
            if isinstance(entry, model.OneOf):
                _check_one_of(
                    component, entry, one_ofs.get(entry.name), diagnostics
                )
            else:
                _check_member(component, entry, members, diagnostics)


def _check_member(
    component: model.Component,
    member: model.Member,
    members: set[str],
    diagnostics: Diagnostics,
) -> None:
    if member.key not in members:
        _report(
            "update-one-of",
            member.origin,
            f"'{member.key}' is one of several keys in "
            f"'Msg{component.name}Create', and alone here",
            "write all of them here too: ? ( a: A // b: B )",
            diagnostics,
        )
    if member.presence != "optional":
        _report(
            "update-required",
            member.origin,
            f"every update would set '{member.key}': where it is absent, it "
            "must mean no change",
            "an update has '? key: type', without a default",
            diagnostics,
        )


def _check_one_of(
    component: model.Component,
    one_of: model.OneOf,
    target: model.OneOf | None,
    diagnostics: Diagnostics,
) -> None:
    if target is None:
        _report(
            "update-one-of",
            one_of.origin,
            f"'Msg{component.name}Create' has no one-of '{one_of.name}'",
            "give both the same keys and, in [one_ofs], the same name",
            diagnostics,
        )
        return
    known = {item.key for item in target.alternatives}
    for item in one_of.alternatives:
        if target.required and item.key not in known:
            _report(
                "update-one-of",
                item.origin,
                f"'{item.key}' would take '{one_of.name}' away, which "
                f"'Msg{component.name}Create' requires",
                "write '?' before the parenthesis there, or take it out here",
                diagnostics,
            )


def _report(
    code: str,
    origin: model.Origin,
    message: str,
    hint: str,
    diagnostics: Diagnostics,
) -> None:
    span = Span(origin.file, origin.line, origin.column)
    diagnostics.error(code, span, message, hint)
