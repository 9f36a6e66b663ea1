"""A file of uWSGI's settings that no command names."""

from __future__ import annotations

import pytest

from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts import uwsgi
from flaskcheck.project import Project
from tests.checking import FLASK, check

FILES: dict[str, str | bytes] = {"requirements.txt": "flask\nuwsgi\n", "wsgi.py": FLASK}


def ini(*lines: str) -> str:
    return "\n".join(("[uwsgi]", *lines, ""))


@pytest.mark.parametrize(
    ("lines", "home"),
    [
        (["chdir = /srv/shop", "module = wsgi:app"], "/srv/shop"),
        (["base = /srv/shop/", "chdir = %(base)", "module = wsgi:app"], "/srv/shop"),
        (["wsgi-file = /srv/shop/wsgi.py", "callable = app"], "/srv/shop"),
        (["pythonpath=/srv/shop", "module=wsgi:app"], "/srv/shop"),
        (["chdir = %d", "module = wsgi:app"], ""),
        (["module = wsgi:app"], ""),
    ],
)
def test_where_it_lies(lines: list[str], home: str) -> None:
    (service,) = uwsgi.read(Source("shop.ini", ini(*lines).encode())).services
    assert (service.kind, service.home) == ("web", home)


@pytest.mark.parametrize("text", ["", "[app:main]\nmodule=x\n", ini("http = :80"), ini("module = {{ module }}")])
def test_nothing_to_start(text: str) -> None:
    assert uwsgi.read(Source("shop.ini", text.encode())).host == ""


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"uwsgi.ini": ini("module = wsgi", "callable = app")}, 0),
        ({"uwsgi.ini": ini("module = wsgi:app")}, 0),
        ({"uwsgi.ini": ini("module = wsgi")}, 2),
        ({"uwsgi.ini": ini("master = true", "module = run:app")}, 3),
        ({"conf/shop.ini": ini("chdir = /srv/shop", "module = wsgi:app")}, 0),
        ({"conf/shop.ini": ini("chdir = /srv/shop", "module = run:app")}, 3),
        ({"conf/shop.ini": ini("module = wsgi:app")}, 0),
        ({"conf/shop.ini": ini("wsgi-file = %dwsgi.py", "callable = app")}, 2),
        ({"shop.ini": ini("wsgi-file = wsgi.py")}, 2),
        ({"shop.ini": ini("mount = /shop=run:app")}, 2),
        ({"shop.ini": ini("chdir = $(HOME)/shop", "module = run:app")}, 0),
        ({"shop.ini": ini("emperor = /etc/uwsgi/vassals")}, 0),
        ({"back/wsgi.py": FLASK, "back/uwsgi.ini": ini("module = wsgi")}, 2),
        # a command names it, or something else serves the application
        ({"uwsgi.ini": ini("module = wsgi"), "Procfile": "web: uwsgi uwsgi.ini --callable app\n"}, 0),
        ({"uwsgi.ini": ini("module = wsgi"), "Procfile": "web: uwsgi uwsgi.ini\n"}, 2),
        ({"uwsgi.ini": ini("module = run:app"), "Procfile": "web: gunicorn wsgi:app\n"}, 0),
    ],
)
def test_the_target(files: dict[str, str | bytes], line: int) -> None:
    found = check("unresolved-app", {**FILES, **files})
    assert found == ([(next(p for p in files if p.endswith(".ini")), line, "error")] if line else [])


def test_its_variables() -> None:
    files = {**FILES, "uwsgi.ini": ini("env = A=1", "env=B=$(X)", "module = wsgi:app")}
    (deployment,) = Project(MemoryTree(files)).deployments
    assert (deployment.title, deployment.environment.values) == ("uWSGI web service", {"A": "1", "B": None})
