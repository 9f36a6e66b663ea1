"""From which version on a package is added to a file whose other lines say versions: old enough for every Python that is supported, new enough for today's Flask."""

from __future__ import annotations

_OLDEST = {
    "beautifulsoup4": "4.12",
    "gunicorn": "23.0",
    "mysqlclient": "2.2",
    "opencv-python-headless": "4.8",
    "pillow": "10.0",
    "psycopg2-binary": "2.9.9",
    "psycopg[binary]": "3.2",
    "pycryptodome": "3.19",
    "pyjwt": "2.8",
    "pymysql": "1.1",
    "python-dateutil": "2.8",
    "python-dotenv": "1.0",
    "pyyaml": "6.0",
    "scikit-learn": "1.3",
    "uvicorn": "0.30",
    "waitress": "3.0",
}


def oldest(package: str) -> str | None:
    """``>=23.0`` for gunicorn, in whatever case it is written; ``None`` for a package that is not known."""
    version = _OLDEST.get(package.lower())
    return f">={version}" if version else None
