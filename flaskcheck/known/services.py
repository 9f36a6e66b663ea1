"""How settings and variables are called that tell where a service is: a database, a broker, a cache, a mail server."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = (
    "DATABASE _DB REDIS BROKER RESULT_BACKEND CELERY RABBIT AMQP MONGO MYSQL POSTGRES SQLALCHEMY ELASTIC MEMCACHE MAIL_SERVER SMTP CACHE_ RQ_ KAFKA STORAGE_UR"
).split()
_ENDS = ("PORT", "NAME", "USER", "PASSWORD", "PREFIX", "TYPE", "TIMEOUT", "DEFAULT")

ADDRESS_VARIABLES = {
    "redis": "REDIS_URL",
    "cache": "REDIS_URL",
    "broker": "CELERY_BROKER_URL",
    "mongodb": "MONGODB_URI",
    "memcached": "MEMCACHED_URL",
    "mail": "MAIL_SERVER",
    "search": "ELASTICSEARCH_URL",
}
"""The variable that is mostly taken for a service's address."""


SIDECARS = {"DAPR_HTTP_PORT": 3500, "DAPR_GRPC_PORT": 50001}
"""The variables in which a program that shares the application's network is told to it by whoever starts both, with the port that it has by default (docs.dapr.io, "Environment variable reference")."""


_READERS = {"ratelimit": "limiter", "broker": "celery", "result": "celery"}
"""Packages that have another name than the settings that they read."""


def may_be_read_by(names: Iterable[str], key: str) -> bool:
    """Whether one of some packages may read a setting by itself, as their names tell: ``MAIL_SERVER`` is Flask-Mail's."""
    words = [_READERS.get(word, word) for word in key.lower().split("_")]
    return any(
        word[:4] in name if len(word) > 3 else word in name.split("-") for name in names for word in words if word
    )


def is_of_mail(name: str) -> bool:
    """Whether a setting is about mail: a relay may run beside the application."""
    return "MAIL" in name or "SMTP" in name


def is_address_of_service(name: str) -> bool:
    """Whether a setting or a variable holds where a service is: a name supports what its value shows."""
    upper = name.upper()
    is_one = upper.startswith("DB") or any(word in upper for word in _WORDS)
    return is_one and not upper.endswith(_ENDS)
