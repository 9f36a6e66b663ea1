"""What SQLAlchemy cannot read as the URL of a database (``sqlalchemy.engine.make_url`` and the SQLite dialect; each form was tried with SQLAlchemy 2.1.9)."""

from __future__ import annotations

import re

from flaskcheck.ground.words import is_one_slip
from flaskcheck.known.tables.drivers import DIALECTS

_SCHEME = re.compile(r"([\w+]+)://")
_PORT = re.compile(r"[\w+]+://(?:[^@]*@)?(?:\[[^\]/?]+\]|[^/:?@]*):([^/?@]*)(?:[/?]|$)")
_ASSIGNED = re.compile(r"(?:export\s+)?[A-Za-z_]\w*=\s*[\"']?[\w+]+://")
_COMMAND = re.compile(r"(?:psql|mysql|pg_dump|heroku)\s")
_QUOTES = "\"'`"
_IDLE = re.compile(r"mysql[\w+]*://[^/]*@[^/@]*\.mysql\.pythonanywhere-services\.com[:/]")


def idle_limit(url: str) -> int:
    """After how many seconds the server that a URL names closes a connection that nobody uses; 0 where that is not known (PythonAnywhere's help: "Using SQLAlchemy with MySQL")."""
    return 300 if _IDLE.match(url) else 0


def fault(text: str) -> str:
    """Why a text is no URL: ``quotes`` (around it), ``assignment`` (the variable's name before it), ``command`` (``psql '…'``), ``blank`` (before it), ``port`` (no number), ``file`` (two slashes
    before the name of an SQLite file, or one), ``scheme`` (none at all), ``dialect`` (none that SQLAlchemy has, and nearly one); ``""`` where it is one, or a part of it is not known."""
    if not text or any(sign in text for sign in ("$", "{", "<", "%(")):
        return ""
    if text[0] in _QUOTES and text[-1] == text[0]:
        return "quotes"
    if found := _SCHEME.match(text):
        if meant_scheme(found[1]):
            return "dialect"
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


def meant_scheme(scheme: str) -> str:
    """The scheme that one with a slip in it stands for (``postgersql``, ``postgresql+psycopg3``); ``""`` where it is one, or may be another library's."""
    dialect, plus, driver = scheme.partition("+")
    if dialect in ("", "postgres") or scheme.startswith(("http", "redis", "mongodb", "amqp")):
        return ""
    if dialect not in DIALECTS:
        near = next((name for name in DIALECTS if len(dialect) > 4 and is_one_slip(dialect.lower(), name)), "")
        return f"{near}{plus}{driver}" if near else ""
    drivers = DIALECTS[dialect].split()
    if not driver or not drivers or driver in drivers:
        return ""
    near = "psycopg" if driver == "psycopg3" else next((name for name in drivers if is_one_slip(driver, name)), "")
    return f"{dialect}+{near}" if near else ""
