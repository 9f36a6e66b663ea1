"""What the deployment of a page's example was seen to do: ``rules/rehearsed.json``, which ``python -m tests.rehearsal --pages`` writes."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from importlib import import_module
from typing import Any

from flaskcheck.findings.names import GROUP
from flaskcheck.ground import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.page import Example

FILE = os.path.join(os.path.dirname(str(import_module(GROUP).__file__)), "rehearsed.json")
"""By rule and title of the example: its digest, the date, and the versions that it was seen with."""

TITLES = {
    "gunicorn": "gunicorn",
    "waitress": "waitress",
    "flask": "Flask",
    "flask-sqlalchemy": "Flask-SQLAlchemy",
    "sqlalchemy": "SQLAlchemy",
    "flask-migrate": "Flask-Migrate",
    "alembic": "Alembic",
    "python": "Python",
}
"""The distributions whose versions are told, in this order."""


def told(rule: str, example: Example) -> str:
    """What happens when an example is deployed, and with which versions it was seen, in sentences; ``""`` for an example that tells no outcome.

    What was seen of an earlier form of the example is not told.
    """
    if not example.outcome:
        return ""
    text = f"When it is deployed, {example.outcome}."
    row = _rows().get(rule, {}).get(example.title)
    if row is None or row["digest"] != example.digest:
        return text
    versions = [f"{title} {row['versions'][name]}" for name, title in TITLES.items() if name in row["versions"]]
    joined = ", ".join(versions[:-1]) + " and " * (len(versions) > 1) + "".join(versions[-1:])
    return f"{text} Seen{' with ' * bool(versions)}{joined} on {row['date']}."


@lru_cache(maxsize=1)
def _rows() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(reading.read(FILE))
        return found
    except OSError:
        return {}
