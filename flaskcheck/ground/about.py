"""What flaskcheck itself is: its version, and where it lives."""

from __future__ import annotations

VERSION = "0.1.0"


REPOSITORY = "flaskcheck/flaskcheck"


URL = f"https://github.com/{REPOSITORY}"


TAG = f"v{VERSION}"


RULES_URL = f"{URL}/blob/{TAG}/rules/"
"""Where the pages of the built-in rules are."""
