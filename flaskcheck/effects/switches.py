"""Switches beside a value: an address under ``url`` is asked by nobody while ``enabled`` in the same dictionary, or the same class, is off."""

from __future__ import annotations

from flaskcheck.effects.selectors import is_passed_over, is_selector
from flaskcheck.facts.expressions import Call, Literal, Mapping
from flaskcheck.ground import words
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Text
    from flaskcheck.values.value import Ask, Outcome

    Beside: TypeAlias = list[tuple[str, Expression]]

SWITCHING = frozenset("enabled enable use active".split())
OFF = ("", "0", "false", "no", "off", "none")
"""Texts that people write for no."""


def is_switched_off(ask: Ask, text: Text) -> bool:
    """Whether nothing uses a text while a switch beside it keeps the value that it has where no variable says otherwise."""
    path = text.spans.path
    where = Where(path, text.scope)
    holders = ask.code.once(_holders, path, text.scope).get(text.at, ())
    if any(
        is_switch_of(name, own) and is_off(ask.outcomes(value, where))
        for own, beside in holders
        for name, value in beside
    ):
        return True
    chosen = ((own, [(n, ask.outcomes(v, where)) for n, v in beside if is_selector(n)]) for own, beside in holders)
    return any(is_passed_over(ask.code, own, found) for own, found in chosen)


def is_switch_of(name: str, own: str) -> bool:
    """Whether a name is that of a switch for what another one holds: ``enabled`` for ``url``, ``SEARCH_ENABLED`` for ``SEARCH_URL``."""
    return is_switch(name) and switched(name) <= frozenset(words.parts(own))


def switched(name: str) -> frozenset[str]:
    """The words of a name without those of switches: what it is about."""
    return frozenset(words.parts(name)) - SWITCHING


def is_switch(name: str) -> bool:
    """Whether a name is that of a switch for anything: most hold none of the words, which is seen without taking them apart."""
    small = name.lower()
    return any(word in small for word in SWITCHING) and not SWITCHING.isdisjoint(words.parts(name))


def is_off(found: tuple[Outcome, ...]) -> bool:
    """Whether a switch is off, or would be by default."""
    return any(o.is_known and (not o.value or (o.text and o.text.strip().lower() in OFF)) for o in found)


def _holders(code: Code, path: str, scope: str) -> dict[int, list[tuple[str, Beside]]]:
    """By where each text of a scope stands: the name under which it stands in each display, call and class around it, with those beside it that may switch it."""
    module = code.module(path)
    assigned = [a for a in module.assignments if a.scope == scope] if module else []
    named = [(a.target.dotted, a.value) for a in assigned if a.target.dotted]
    called = [site.call for site in module.calls if site.scope == scope] if module else []
    groups = [_entries(part) for value in (*(a.value for a in assigned), *called) for part in value.walk()]
    if module and (not scope or any(c.name == scope for c in module.classes)):
        groups.append(named)
    found: dict[int, list[tuple[str, Beside]]] = {}
    for group in groups:
        switches = [(name, value) for name, value in group if is_switch(name) or is_selector(name)]
        for name, item in group if switches else ():
            for part in item.walk():
                found.setdefault(part.at, []).append((name, switches))
    return found


def _entries(value: Expression) -> list[tuple[str, Expression]]:
    if isinstance(value, Mapping):
        pairs = zip(value.keys, value.items)
        return [(k.value, item) for k, item in pairs if isinstance(k, Literal) and isinstance(k.value, str)]
    return [(k.name, k.value) for k in value.keywords if k.name] if isinstance(value, Call) else []
