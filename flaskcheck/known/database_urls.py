"""What SQLAlchemy cannot read as the URL of a database (``sqlalchemy.engine.make_url`` and the SQLite dialect; each form was tried with SQLAlchemy 2.1.9)."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[\w+]+://")
_PORT = re.compile(r"[\w+]+://(?:[^@]*@)?(?:\[[^\]/?]+\]|[^/:?@]*):([^/?@]*)(?:[/?]|$)")
_ASSIGNED = re.compile(r"(?:export\s+)?[A-Za-z_]\w*=\s*[\"']?[\w+]+://")
_COMMAND = re.compile(r"(?:psql|mysql|pg_dump|heroku)\s")
_QUOTES = "\"'`"


def fault(text: str) -> str:
    """Why a text is no URL: ``quotes`` (around it), ``assignment`` (the variable's name before it), ``command`` (``psql '…'``), ``blank`` (before it), ``port`` (no number), ``file`` (two slashes
    before the name of an SQLite file, or one), ``scheme`` (none at all); ``""`` where it is one, or a part of it is not known."""
    if not text or any(sign in text for sign in ("$", "{", "<", "%(")):
        return ""
    if text[0] in _QUOTES and text[-1] == text[0]:
        return "quotes"
    if _SCHEME.match(text):
        if text.startswith("sqlite://") and not text.startswith("sqlite:///") and text != "sqlite://":
            return "file" if text[9] not in "?@" else ""
        port = _PORT.match(text)
        return "port" if port and not port[1].isdigit() else ""
    if _ASSIGNED.match(text):
        return "assignment"
    if _COMMAND.match(text):
        return "command"
    if text[0].isspace():
        return "blank"
    return "file" if text.startswith("sqlite:") else "scheme"
