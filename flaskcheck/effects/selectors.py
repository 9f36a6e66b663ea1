"""Settings that choose one of several kinds of service by its name: what is set for another kind is used by nothing (``CACHE_TYPE = "simple"`` beside ``CACHE_REDIS_HOST``)."""

from __future__ import annotations

from flaskcheck.ground import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.code.modules import Code
    from flaskcheck.values.value import Outcome

SELECTING = frozenset(
    "type backend backends publisher store storage engine driver provider broker transport method adapter impl implementation kind".split()
)
"""The last words of names that hold which kind is chosen."""

KINDS = frozenset(
    "redis memcached memcache mongo mongodb postgres postgresql mysql mariadb kafka rabbitmq amqp stomp sqs s3 minio gcs azure ldap "
    "elasticsearch opensearch solr smtp sendgrid mailgun nats mqtt zookeeper consul etcd vault dynamodb cassandra influxdb statsd".split()
)
"""Services that such a setting may choose, as names of settings call them."""


def kinds_of(name: str) -> frozenset[str]:
    """The services that a setting is for, by its name."""
    return frozenset(words.parts(name)) & KINDS


def is_selector(name: str) -> bool:
    """Whether a setting chooses one of several kinds by its name."""
    return words.parts(name)[-1:] != [] and words.parts(name)[-1] in SELECTING


def is_passed_over(code: Code, name: str, chosen: Iterable[tuple[str, tuple[Outcome, ...]]]) -> bool:
    """Whether one of some selectors, each with its values, chooses another kind than the one that a setting is for."""
    kinds = kinds_of(name)
    return bool(kinds) and any(_chooses_another(code, name, kinds, selector, found) for selector, found in chosen)


def _chooses_another(code: Code, name: str, kinds: frozenset[str], selector: str, found: tuple[Outcome, ...]) -> bool:
    texts = [o.text.lower() for o in found if o.is_literal]
    if not texts or selector == name or any(_means(text, kind) for text in texts for kind in kinds):
        return False
    stem = words.parts(selector)[:-1]
    is_same_matter = bool(stem) and words.parts(name)[: len(stem)] == stem
    return is_same_matter or any(_is_compared(code, selector, kind) for kind in kinds)


def _means(text: str, kind: str) -> bool:
    return kind in text or kind.removesuffix("db").removesuffix("ql") in text or "://" in text


def _is_compared(code: Code, selector: str, kind: str) -> bool:
    """Whether a module that reads the selector names the kind as a text: what it may be."""
    wanted, named = selector.encode(), (f"'{kind}'".encode(), f'"{kind}"'.encode())
    raws = (code.tree.source(path).raw for path in code.paths)
    return any(wanted in raw and any(name in raw for name in named) for raw in raws)
