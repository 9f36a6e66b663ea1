"""Where flaskcheck itself lives."""

from __future__ import annotations

from flaskcheck import __version__

REPOSITORY = "flaskcheck/flaskcheck"


URL = f"https://github.com/{REPOSITORY}"


TAG = f"v{__version__}"


RULES_URL = f"{URL}/blob/{TAG}/rules/"
"""Where the pages of the built-in rules are."""
