"""What the files of process managers on your own server have in common: commands without a shell, what they are for, and where the repository lies."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.facts.services import Command
from flaskcheck.ground.place import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.readers.sections import GivenWord

ENVIRONMENTS = ("venv", ".venv", "env", ".env", "virtualenv")
"""Folders that a virtual environment inside a project is called."""

_SERVERS = frozenset("gunicorn uwsgi waitress-serve hypercorn uvicorn granian daphne flask".split())
_WORKERS = frozenset(
    "celery rq rqworker rqscheduler dramatiq huey_consumer huey_consumer.py arq flower saq taskiq".split()
)
_STARTED = re.compile(
    rf"(?:^|[\n;&|])[ \t]*(?:(?:nohup|exec|sudo|setsid|(?:poetry|pipenv|uv) run)[ \t]+)?(?:[\w./~-]*/)?(?:{'|'.join(sorted(_SERVERS - {'flask'}))}|flask run)(?=[ \t])"
)
_CHDIR = re.compile(r"--chdir[= ](/[^\s'\"]+)|(?:^|[\s;&])cd\s+(/[^\s'\";&]+)")
_SCRIPT = re.compile(r"(?:^|[\s'\"])(/[^\s'\"]+)/[^\s/'\"]+\.(?:py|wsgi|sh)\b")
_PROGRAM = re.compile(rf"(?<![^\s'\"])[^\s'\"/]*(/[^\s'\"]+)/(?:{'|'.join(map(re.escape, ENVIRONMENTS))})/bin/")


def command(found: tuple[GivenWord, ...], phase: str, cwd: str) -> Command | None:
    """The command of some words in a folder (``""``: not known which); ``None`` for no word."""
    if not found:
        return None
    first, last = found[0].place, found[-1].place
    place = first.replaced(end_line=last.end_line, end_column=last.end_column)
    argv = tuple(word.text for word in found)
    return Command(" ".join(argv), phase, place, argv, tuple(word.place for word in found), False, cwd or HOLE)


def home_of(folder: str, commands: tuple[Command, ...]) -> str:
    """The folder of the machine that holds what is deployed: the working directory, else the folder that a command changes to, whose script or environment it runs."""
    if folder.startswith("/") and folder != "/":
        return posixpath.normpath(folder)
    text = "\n".join(c.text for c in commands if c.phase == "start")
    for pattern in (_CHDIR, _SCRIPT, _PROGRAM):
        found = pattern.search(text)
        if found:
            return posixpath.normpath(next(group for group in found.groups() if group))
    return ""


def starts_server(text: str) -> bool:
    """Whether a command starts a server that answers requests: its program stands where a command begins."""
    return bool(_STARTED.search(text))


def kind_of(commands: tuple[Command, ...], otherwise: str = "web") -> str:
    """``web``, or ``worker`` where a task queue's worker is started and no server."""
    text = " ".join(c.text for c in commands if c.phase in ("start", "cron"))
    names = {word.strip("'\"").rpartition("/")[2] for word in text.split()}
    return "worker" if names & _WORKERS and not names & _SERVERS else otherwise
