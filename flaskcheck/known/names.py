"""Names of distributions."""

from __future__ import annotations


def normalised(name: str) -> str:
    """A distribution's name as PEP 503 compares it: small letters, and one hyphen for each run of hyphens, dots and underscores."""
    found = name.lower().replace("_", "-").replace(".", "-")
    while "--" in found:
        found = found.replace("--", "-")
    return found
