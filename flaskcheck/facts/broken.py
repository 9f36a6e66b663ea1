"""What a reader says of a file, or a part of one, that it could not read."""

from __future__ import annotations

from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

UNREAD = frozenset(
    "syntax encoding merge-markers template too-large nested-too-deep unreadable procfile-line wrong-type".split()
)
"""Kinds after which nobody knows what else the file says."""


class Unreadable(Record):
    """A file, or a part of it, that could not be read as its format. ``kind``: ``syntax``, ``encoding``, ``merge-markers``,
    ``python2``, ``newer-syntax`` (than the running Python reads), ``template`` (Jinja or cookiecutter, not code yet), ``too-large``, ``nested-too-deep``, ``unreadable``, ``duplicate-key``, ``lost-key`` (the same where the last one counts), ``unknown-key``, ``wrong-type``, ``missing-key``, ``incomplete-service`` (of Compose: another file may complete it),
    ``unknown-value``, ``undefined-reference``, ``ignored-key`` (the host reads over it), ``procfile-line``, ``python-version`` (Heroku refuses the file). ``mend`` is what to write instead, where the reader knows; ``lacks`` is what is not defined, its kind and name: ``service web``."""

    kind: str
    message: str
    place: Place
    mend: str = ""
    lacks: str = ""
