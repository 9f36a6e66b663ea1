"""Python versions past their end of life, with the day (endoflife.date, state of November 2026)."""

from __future__ import annotations

NEWEST = (3, 16)
"""The newest that was published, alphas included (python.org, November 2026)."""

END_OF_LIFE: dict[str, str] = {
    "2.7": "2020-01-01",
    "3.8": "2024-10-07",
    "3.9": "2025-10-31",
    "3.10": "2026-10-31",
}

NEEDED: dict[tuple[str, str], tuple[int, int]] = {
    ("sqlalchemy", "2.1"): (3, 11),
    ("flask", "2.3"): (3, 8),
    ("flask", "3.1"): (3, 9),
}
"""The oldest Python for which pip finds a version of a distribution from here on (tried with ``pip download --python-version``, November 2026)."""
