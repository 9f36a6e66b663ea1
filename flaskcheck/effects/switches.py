"""Switches beside a value: an address under ``url`` is asked by nobody while ``enabled`` in the same dictionary, or the same class, is off.

A setting may also choose one of several kinds of service by its name: what is set for another kind is used by nothing (``CACHE_TYPE = "simple"`` beside ``CACHE_REDIS_HOST``).
"""

from __future__ import annotations

from functools import cached_property

from flaskcheck.facts.expressions import Call, Literal, Mapping
from flaskcheck.ground import words
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.values.classes import field_default
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol, TypeAlias

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Text
    from flaskcheck.values.value import Ask, Outcome

    Beside: TypeAlias = list[tuple[str, Expression]]

    class Written(Protocol):
        """A setting, as far as it matters here."""

        @property
        def key(self) -> str:
            """Its name."""

        @property
        def owner(self) -> str:
            """The class or module that it comes from."""

        @property
        def outcomes(self) -> tuple[Outcome, ...]:
            """What it may be."""


SWITCHING = frozenset("enabled enable use active".split())
SELECTING = frozenset(
    "type backend backends publisher store storage engine driver provider broker transport method adapter impl implementation kind".split()
)
"""The last words of names that hold which kind is chosen."""

KINDS = frozenset(
    "redis memcached memcache mongo mongodb postgres postgresql mysql mariadb kafka rabbitmq amqp stomp sqs s3 minio gcs azure ldap "
    "elasticsearch opensearch solr smtp sendgrid mailgun nats mqtt zookeeper consul etcd vault dynamodb cassandra influxdb statsd".split()
)
"""Services that such a setting may choose, as names of settings call them."""

_ASKED = frozenset(("compare", "key"))

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
    chosen = (
        (own, [_selector(n, ask.outcomes(v, where)) for n, v in beside if is_selector(n)]) for own, beside in holders
    )
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
        switches = [(name, field_default(value)) for name, value in group if is_switch(name) or is_selector(name)]
        for name, item in group if switches else ():
            for part in item.walk():
                found.setdefault(part.at, []).append((name, switches))
    return found


def _entries(value: Expression) -> list[tuple[str, Expression]]:
    if isinstance(value, Mapping):
        pairs = zip(value.keys, value.items)
        return [(k.value, item) for k, item in pairs if isinstance(k, Literal) and isinstance(k.value, str)]
    return [(k.name, k.value) for k in value.keywords if k.name] if isinstance(value, Call) else []


def kinds_of(name: str) -> frozenset[str]:
    """The services that a setting is for, by its name."""
    return frozenset(words.parts(name)) & KINDS


def is_selector(name: str) -> bool:
    """Whether a setting chooses one of several kinds by its name."""
    return words.parts(name)[-1:] != [] and words.parts(name)[-1] in SELECTING


class Selector(Record):
    """A setting that chooses one of several kinds. ``stem`` are the words before its last, ``texts`` what it may be, in small letters."""

    key: str
    stem: tuple[str, ...]
    texts: tuple[str, ...]


def _selector(name: str, found: tuple[Outcome, ...]) -> Selector:
    texts = tuple(outcome.text.lower() for outcome in found if outcome.is_literal)
    return Selector(name, tuple(words.parts(name)[:-1]), texts)


def is_passed_over(code: Code, name: str, chosen: Iterable[Selector]) -> bool:
    """Whether one of some selectors chooses another kind than the one that a setting is for."""
    kinds, said = kinds_of(name), tuple(words.parts(name))
    return bool(kinds) and any(_chooses_another(code, name, said, kinds, selector) for selector in chosen)


def _chooses_another(code: Code, name: str, said: tuple[str, ...], kinds: frozenset[str], selector: Selector) -> bool:
    if not selector.texts or selector.key == name:
        return False
    if any(_means(text, kind) for text in selector.texts for kind in kinds):
        return False
    is_same_matter = bool(selector.stem) and said[: len(selector.stem)] == selector.stem
    return is_same_matter or any(code.once(_is_compared, selector.key, kind) for kind in kinds)


def _means(text: str, kind: str) -> bool:
    return kind in text or kind.removesuffix("db").removesuffix("ql") in text or "://" in text


def _is_compared(code: Code, selector: str, kind: str) -> bool:
    """Whether a module that reads the selector compares something with the kind, or has it as a key: it is what may be chosen."""
    words_of = encoded(selector), encoded(kind)
    paths = (path for path in code.paths if all(word in code.tree.source(path).raw for word in words_of))
    return any(kind in code.once(_compared, path, "") for path in paths)


def _compared(code: Code, path: str, _: str) -> frozenset[str]:
    """The texts of a module that something is compared with, or that are keys."""
    module = code.module(path)
    texts = module.texts if module else ()
    return frozenset(text.text for text in texts if not _ASKED.isdisjoint(text.surroundings))


class Unused:
    """Looks at the settings of one start; only those of the same owner switch one another."""

    def __init__(self, settings: Sequence[Written], code: Code) -> None:
        self._settings = settings
        self._code = code

    def holds(self, setting: Written) -> bool:
        """Whether nothing uses a setting."""
        about = switched(setting.key)
        asked = [self._switched_off.get((setting.owner, word), ()) for word in ("", *about)]
        return any(needed <= about for found in asked for needed in found) or self._is_passed_over(setting)

    def _is_passed_over(self, setting: Written) -> bool:
        if not kinds_of(setting.key):
            return False
        return is_passed_over(self._code, setting.key, self._selectors.get(setting.owner, ()))

    @cached_property
    def _selectors(self) -> dict[str, list[Selector]]:
        """By owner: the settings that choose one of several kinds."""
        found: dict[str, list[Selector]] = {}
        for setting in self._settings:
            if is_selector(setting.key):
                found.setdefault(setting.owner, []).append(_selector(setting.key, setting.outcomes))
        return found

    @cached_property
    def _switched_off(self) -> dict[tuple[str, str], set[frozenset[str]]]:
        """By owner and one of its words: what the switches that are off are for."""
        found: dict[tuple[str, str], set[frozenset[str]]] = {}
        for setting in self._settings:
            if is_switch(setting.key) and is_off(setting.outcomes):
                about = switched(setting.key)
                # a number, if there is one, is what fewest share
                found.setdefault((setting.owner, min(about, default="")), set()).add(about)
        return found
