"""The order of components in which each stands behind all that it names."""

from __future__ import annotations

from collections.abc import Iterator

from linguine.model import model, types


def reference_order(the_model: model.Model) -> list[str]:
    """The names of all components, each behind the components that it names.

    Among the components that one component names, those of optional members
    come first, then those that every such component names; both in the order
    of the specification. A component that names its own kind (a parent), or
    kinds that name each other, are no reason for an order.
    """
    order: list[str] = []
    visited: set[str] = set()

    def visit(name: str) -> None:
        if name in visited:
            return
        visited.add(name)
        content = the_model.structure(the_model.component(name).content)
        found = list(_references(the_model, content, False))
        for is_optional in (True, False):
            for target, optional in found:
                if optional == is_optional:
                    visit(target)
        order.append(name)

    for component in the_model.components:
        visit(component.name)
    return order


def referred_kinds(the_model: model.Model, name: str) -> list[str]:
    """The components that one component names, in the order of the
    specification.
    """
    content = the_model.structure(the_model.component(name).content)
    found = {target for target, _ in _references(the_model, content, False)}
    return [one.name for one in the_model.components if one.name in found]


def _references(
    the_model: model.Model, structure: model.Structure, is_optional: bool
) -> Iterator[tuple[str, bool]]:
    """The components that a structure names; if it can do without each."""
    for entry in structure.entries:
        if isinstance(entry, model.OneOf):
            for alternative in entry.alternatives:
                yield from _of_type(the_model, alternative.type, True)
        else:
            optional = is_optional or entry.presence != "required"
            yield from _of_type(the_model, entry.type, optional)


def _of_type(
    the_model: model.Model, node: types.ModelType, is_optional: bool
) -> Iterator[tuple[str, bool]]:
    resolved = the_model.resolve(node)
    if isinstance(resolved, types.Identifier):
        # Components of another specification have no place in the order.
        if any(one.name == resolved.component for one in the_model.components):
            yield resolved.component, is_optional
    elif isinstance(resolved, types.Named):
        definition = the_model.definition(resolved.name)
        if isinstance(definition, model.Structure):
            yield from _references(the_model, definition, is_optional)
    elif isinstance(resolved, (types.ListOf, types.FixedList, types.FlatList)):
        yield from _of_type(the_model, resolved.element, is_optional)
