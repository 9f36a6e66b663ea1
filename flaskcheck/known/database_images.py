"""Which ready-made images are databases."""

from __future__ import annotations

import re

_SCHEMES = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "postgis": "postgres",
    "pgvector": "postgres",
    "timescaledb": "postgres",
    "timescaledb-ha": "postgres",
    "mysql": "mysql",
    "mysql-server": "mysql",
    "mariadb": "mysql",
    "percona": "mysql",
    "redis": "redis",
    "redis-stack": "redis",
    "redis-stack-server": "redis",
    "valkey": "redis",
    "keydb": "redis",
    "dragonfly": "redis",
    "mongo": "mongodb",
    "mongodb": "mongodb",
    "mongodb-community-server": "mongodb",
    "rabbitmq": "amqp",
    "memcached": "memcached",
}
"""Names of images on Docker Hub (without their owner), with the scheme of the URLs that reach them."""

_VERSIONED = re.compile(r"([a-z]+)-\d+(?:-\w+)?")
"""``postgresql-15-c9s``: the images of Software Collections carry their version in the name."""

PASSWORDS = frozenset(
    """POSTGRES_PASSWORD POSTGRESQL_PASSWORD MYSQL_ROOT_PASSWORD MYSQL_PASSWORD MARIADB_ROOT_PASSWORD MARIADB_PASSWORD MONGO_INITDB_ROOT_PASSWORD MONGODB_ROOT_PASSWORD
    REDIS_PASSWORD RABBITMQ_DEFAULT_PASS""".split()
)
"""The variables whose text these images make the password when they first start."""

CLIENT_PASSWORDS = frozenset(("PGPASSWORD", "MYSQL_PWD", "REDISCLI_AUTH"))
"""The variables with whose text a database's own programs log in."""


def scheme_of(image: str) -> str:
    """The scheme of the database that an image runs, ``""`` when it is none."""
    name = image.partition("@")[0].rpartition("/")[2].partition(":")[0].lower()
    versioned = _VERSIONED.fullmatch(name)
    return _SCHEMES.get(versioned[1] if versioned else name, "")
