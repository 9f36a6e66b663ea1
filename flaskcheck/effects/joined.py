"""What several deployments' code has in common: each statement once, with all who reach it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, TypeVar

    from flaskcheck.effects.reach import Production

    Owner = TypeVar("Owner")
    Thing = TypeVar("Thing")


def joined_statements(
    productions: Sequence[tuple[Production, Owner]], kind: str
) -> Iterator[tuple[Any, str, tuple[Owner, ...]]]:
    """The statements of one kind (a field of ``Module``) with their phases, in the order in which the productions reach them. Facts are read once, so identity tells them apart."""
    alike: dict[int, tuple[tuple[tuple[Any, str], ...], list[int]]] = {}
    for number, (production, _) in enumerate(productions):
        found = production.of_kind(kind)
        alike.setdefault(id(found), (found, []))[1].append(number)
    merged: dict[int, tuple[Any, str, tuple[int, ...]]] = {}
    for found, own in alike.values():
        numbers = tuple(own)
        fresh = {id(statement): (statement, phase, numbers) for statement, phase in found}
        for key in fresh.keys() & merged.keys():
            statement, phase, known = merged[key]
            fresh[key] = statement, phase if phase == "startup" else fresh[key][1], (*known, *numbers)
        merged.update(fresh)
    every = {numbers for _, _, numbers in merged.values()}
    who = {numbers: tuple(productions[n][1] for n in sorted(numbers)) for numbers in every}
    return ((statement, phase, who[numbers]) for statement, phase, numbers in merged.values())


def merged(found: Iterable[tuple[object, Thing, Owner]]) -> Iterator[tuple[Thing, tuple[Owner, ...]]]:
    """Each thing once, told apart by what stands before it, with all who have it."""
    known: dict[object, tuple[Thing, list[Owner]]] = {}
    for key, thing, owner in found:
        known.setdefault(key, (thing, []))[1].append(owner)
    return ((thing, tuple(owners)) for thing, owners in known.values())
