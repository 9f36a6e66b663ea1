"""What flaskcheck itself is: its version, and where it lives. Imported before the search path is clean (``trust.py``)."""

VERSION = "0.1.0"


REPOSITORY = "flaskcheck/flaskcheck"


URL = f"https://github.com/{REPOSITORY}"


TAG = f"v{VERSION}"


RULES_URL = f"{URL}/blob/{TAG}/rules/"
"""Where the files of the built-in rules are, whose docstrings are their pages."""


def rule_url(name: str, file: str, docs: str = "") -> str:
    """The address of a built-in rule's page: below ``docs``, a site that ``docs/site_pages.py`` makes, or its ``file`` in the repository."""
    return f"{docs}/rules/{name}/" if docs else f"{RULES_URL}{file}"
