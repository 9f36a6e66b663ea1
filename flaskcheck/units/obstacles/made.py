"""What earlier commands may have made: a file that git does not have may be there all the same."""

from __future__ import annotations

import posixpath

from flaskcheck.ground.encoded import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.obstacles.site import Site


SCRIPTS = (".sh", ".bash", ".py")
"""Ends of names that only a file of the project has; buildpacks bring programs without (``bin/start-nginx``)."""


WRITES_NOTHING = frozenset(
    "pip flask alembic echo printf cd set export mkdir chmod sleep test [ true : exec source . pwd ls gunicorn uwsgi waitress-serve "
    "celery apt-get apt apk pipenv poetry uv date env umask trap wait unset".split()
)
"""Programs that make no script."""


def is_written(site: Site, path: str, before: Iterable[Invocation]) -> bool:
    """Whether one of these commands may have made a file or folder."""
    return any(_may_write(site, i, path) for i in before)


def _may_write(site: Site, invocation: Invocation, path: str) -> bool:
    """Whether an earlier command may have made the file: a Python script makes none whose name stands in no Python file. What a shell script runs follows it in the list."""
    if invocation.script:
        end = "/" if path.endswith(SCRIPTS) else "."  # the first word of a script's name is any variable's
        name = encoded(posixpath.basename(path).partition(end)[0])
        codes = (site.tree.source(p).raw for p in site.tree.files if p.endswith(".py"))
        return invocation.script.endswith(".py") and any(name in code for code in codes)
    is_redirected = ">" in invocation.text and posixpath.basename(path) in invocation.text
    return is_redirected or invocation.program not in WRITES_NOTHING


def makes_environment(invocation: Invocation) -> bool:
    """Whether a command may make a virtual environment in the folder of the project."""
    words = " ".join((invocation.program, *invocation.arguments))
    return "venv" in words or "virtualenv" in words or invocation.program in ("uv", "poetry", "pdm", "make", "conda")
