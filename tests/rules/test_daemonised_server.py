"""Servers that leave the process which a container or a host watches."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD {}\n"


def in_image(command: str, **files: str) -> list[tuple[str, int, str]]:
    return check("daemonised-server", {"app.py": FLASK, "Dockerfile": IMAGE.format(command), **files})


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn -D -b 0.0.0.0:8000 app:app",
        '["gunicorn", "--daemon", "-b", "0.0.0.0:8000", "app:app"]',
        "nohup gunicorn -b 0.0.0.0:8000 app:app &",
        "gunicorn -b 0.0.0.0:8000 app:app &",
    ],
)
def test_it_is_gone(command: str) -> None:
    assert in_image(command) == [("Dockerfile", 5, "error")]


def test_on_a_host() -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Procfile": "web: gunicorn --daemon app:app\n"}
    assert check("daemonised-server", files) == [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn -b 0.0.0.0:8000 app:app",
        "gunicorn -D -b 127.0.0.1:8000 app:app && nginx -g 'daemon off;'",
        "gunicorn -b 127.0.0.1:8000 app:app & exec nginx -g 'daemon off;'",
        "gunicorn -D -b 0.0.0.0:8000 app:app && tail -f /var/log/shop.log",
        "gunicorn -b 0.0.0.0:8000 app:app & wait",
    ],
)
def test_something_stays(command: str) -> None:
    assert not in_image(command)


def test_a_supervisor_stays() -> None:
    conf = "[supervisord]\nnodaemon=true\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\n"
    assert not in_image("supervisord -c supervisord.conf", **{"supervisord.conf": conf})


def test_a_unit_follows_it() -> None:
    unit = "[Service]\nType=forking\nWorkingDirectory=/srv/a\nExecStart=/srv/a/venv/bin/gunicorn --daemon app:app\n"
    assert not check("daemonised-server", {"app.py": FLASK, "deploy/a.service": unit})
