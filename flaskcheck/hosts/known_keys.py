"""Hosts that refuse a file with a key that they do not know: their keys as data, and what they say."""

from __future__ import annotations

from types import MappingProxyType

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.words import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from typing import TypeAlias

    from flaskcheck.readers.markup.node import Node

    Keys: TypeAlias = Mapping[str, "Keys | None"]
    """The keys of a mapping, each with those of its value (of each item, if that is a list), or ``None`` where anything may follow."""


_NEAR = 0.8
"""So much alike are a key and its misspelling."""


def keys(plain: str, **nested: Keys) -> dict[str, Keys | None]:
    """Keys of which only some have known keys below them."""
    return {**dict.fromkeys(plain.split()), **nested}


def unknown_keys(
    node: Node,
    known: Keys,
    refusal: Callable[[str, str], str],
    instead: Mapping[str, str] = MappingProxyType({}),
    path: str = "",
) -> Iterator[Unreadable]:
    """What a host refuses of a value: ``refusal`` words it for a path (``services[0]``) and a key; ``instead`` are keys that people take from elsewhere.

    A key that is nearly a known one is certain; another may be newer than the list, so that the host may know it (``unknown-value``).
    """
    if node.is_sequence:
        for number, item in enumerate(node):
            yield from unknown_keys(item, known, refusal, instead, f"{path}[{number}]")
        return
    for key, value in node.items() if node.is_mapping else ():
        inner = known.get(key.value)
        if key.value in known:
            if inner is not None:
                yield from unknown_keys(value, inner, refusal, instead, f"{path}.{key.value}".lstrip("."))
            continue
        kind, hint = kind_and_hint(key.value, known, instead)
        yield Unreadable(kind, f"{refusal(path, key.value)}{hint}", key.place)


def kind_and_hint(
    key: str, known: Collection[str], instead: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, str]:
    """How sure it is that a host refuses a key (the kind of an ``Unreadable``), and what may be meant by it (``; did you mean 'source'?``, or ``""``)."""
    from difflib import get_close_matches

    meant = instead.get(key, "")
    hint = f"; did you mean {meant!r}?" if meant in known else did_you_mean(key, known)
    is_sure = meant in known or get_close_matches(key, known, 1, _NEAR)
    return "unknown-key" if is_sure else "unknown-value", hint
