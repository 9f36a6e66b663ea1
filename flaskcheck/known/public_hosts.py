"""Which host names lead over the public network, where others may listen and answer instead."""

from __future__ import annotations

import re

from flaskcheck.ground.place import HOLE

_URL = re.compile(
    r"([a-z][a-z0-9+.\-]*)://(?:[^/?#\s]*@)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,24})\.?(?=[:/?#]|$)", re.I
)
_PRIVATE = (
    ".local .internal .lan .corp .home .intranet .private .localhost .localdomain .test .invalid .svc .cluster .consul .docker .flycast .arpa "
    ".rds.amazonaws.com .cache.amazonaws.com"
).split()  # fmt: skip
"""Ends of names of a private network; Amazon's databases answer inside one's own."""
_PRIVATE_FIRST = ("private-", "internal-", "intranet.", "internal.")


def public_host(text: str, *schemes: str) -> str:
    """The host of an address with one of some schemes, where its name leads over the public network; ``""`` for numbers, names without a dot, and those of private networks."""
    found = _URL.match(text.strip())
    if found is None or HOLE in found.group() or found[1].lower().partition("+")[0] not in schemes:
        return ""
    host = found[2].lower()
    return "" if host.endswith(tuple(_PRIVATE)) or host.startswith(_PRIVATE_FIRST) or ".svc." in host else host


def plain_database(text: str) -> str:
    """The public host of a database, where its address switches TLS off; ``""`` for any other text."""
    return public_host(text, "postgresql", "postgres") if "sslmode=disable" in text else ""
