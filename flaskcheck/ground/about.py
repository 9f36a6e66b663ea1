"""Where flaskcheck itself lives."""

from __future__ import annotations

from flaskcheck import __version__

REPOSITORY = "flaskcheck/flaskcheck"


URL = f"https://github.com/{REPOSITORY}"


TAG = f"v{__version__}"
