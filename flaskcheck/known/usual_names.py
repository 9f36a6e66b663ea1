"""The names that Flask looks for, and those that applications usually have."""

from __future__ import annotations

import re

from flaskcheck.ground import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT_FILES = ("wsgi.py", "app.py")
"""Where the ``flask`` command looks when nothing names the application (``flask.cli``, Flask 3.1)."""

_NEARLY_REQUIREMENTS = r"\.?(requirements?|requirments|requeriments|requiremets|requiremnts|reqirements|reqs)(\.txt)?(\.txt|\.text|\.md|\.rtf|\.docx)?"

OBJECTS = ("app", "application")
FACTORIES = ("create_app", "make_app")
"""What the ``flask`` command looks for inside a module (``flask.cli.find_best_app``)."""

MODULES = (
    "wsgi",
    "app",
    "application",
    "main",
    "run",
    "server",
    "index",
    "manage",
    "flask_app",
    "autoapp",
    "passenger_wsgi",
)
"""Modules that servers are pointed at."""

TOOLS = frozenset(("manage",))
"""Those of them that are first of all a command line of developers (Flask-Script's ``Manager``, ``FlaskGroup``)."""

SERVED = frozenset(("wsgi", "passenger_wsgi"))
"""Those of them that are there for nothing but a server."""

ASIDE = frozenset("celery cli conftest manage seed seeds shell setup task tasks test tests worker workers".split())
"""Words in the names of modules that bind an application for something else than a server."""

TARGETS = ("app", "application", "create_app", "server", "make_app")
"""What servers are pointed at inside a module."""

BUILT_FOLDERS = frozenset(
    "dist build gen compiled uploads upload media bundle bundles webassets node_modules cache tmp generated".split()
)
"""Folders that a build or the application itself fills."""

PYTHON_PROGRAMS = frozenset(
    "python pip pipenv poetry uv pdm gunicorn flask uwsgi waitress-serve hypercorn uvicorn granian celery alembic rq daphne dramatiq huey_consumer huey_consumer.py arq saq taskiq flower rqworker rqscheduler".split()
)
"""Programs that run an application of Python, or prepare it."""


def is_nearly_requirements(name: str) -> bool:
    """Whether a file is meant to be requirements.txt, or is that itself."""
    return "req" in name.lower() and re.fullmatch(_NEARLY_REQUIREMENTS, name, re.IGNORECASE) is not None


def is_generated(dotted: str) -> bool:
    """Whether a module is named like one that a build writes (``_version``, protocol buffers)."""
    last = dotted.rpartition(".")[2]
    return last in ("_version", "version", "__version__", "_build", "build_info") or last.endswith(
        ("_pb2", "_pb2_grpc")
    )


_MACHINES = frozenset("remote ftp sftp scp ssh rsync".split())
_NAMING = ("assign:", "item:", "call:", "argument:", "default:")


def are_of_another_machine(context: Iterable[str]) -> bool:
    """Whether a text stands under a name that tells of another machine: ``REMOTE_FOLDER``, ``sftp.put``."""
    return any(not _MACHINES.isdisjoint(words.parts(w.partition(":")[2])) for w in context if w.startswith(_NAMING))


def lists_variables(path: str) -> bool:
    """Whether a file is one that lists variables, rather than code whose name speaks of them."""
    return "env" in path.lower() and not path.endswith((".py", ".sh", ".js", ".ts"))
