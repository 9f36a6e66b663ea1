"""Upstreams that nobody listens on, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

UWSGI = "[uwsgi]\nmodule = app:app\nmaster = true\nsocket = /run/shop/app.sock\n"
COMPOSE = """services:
  web:
    build: .
    command: gunicorn -b 0.0.0.0:5000 app:app
"""
DOCKER = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "app:app"]\n'
UNIT = "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn -b 127.0.0.1:8000 app:app\n"
RELATIVE = UNIT.replace("127.0.0.1:8000", "unix:shop.sock -m 007")


def nginx(line: str) -> str:
    return f"server {{\n  location / {{\n    {line}\n  }}\n}}\n"


LINE = [("nginx.conf", 3)]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("uwsgi_pass unix:/run/web/app.sock;")}, LINE),
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("uwsgi_pass unix:/tmp/app.sock;")}, LINE),
        ({"uwsgi.ini": UWSGI, "nginx.conf": "upstream a {\n  server unix:/tmp/a.sock;\n}\n" + nginx("uwsgi_pass a;")}, [("nginx.conf", 2)]),
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("uwsgi_pass unix:///var/run/shop/app.sock;")}, []),
        ({"uwsgi.ini": UWSGI.replace("/run/shop/", "%d"), "nginx.conf": nginx("uwsgi_pass unix:/tmp/app.sock;")}, []),
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("uwsgi_pass unix:{{ socket }};")}, []),
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("# uwsgi_pass unix:/tmp/a.sock;")}, []),
        ({"uwsgi.ini": UWSGI, "nginx.conf": nginx("proxy_pass http://search.example.com;")}, []),
        ({"shop.service": UNIT, "nginx.conf": nginx("proxy_pass http://127.0.0.1:5000;")}, LINE),
        ({"shop.service": UNIT, "nginx.conf": nginx("proxy_pass http://localhost:5000/;")}, LINE),
        ({"shop.service": UNIT, "nginx.conf": nginx("proxy_pass http://localhost:8000/;")}, []),
        ({"shop.service": UNIT, "nginx.conf": nginx("proxy_pass http://localhost:8000;\n proxy_pass http://localhost:3000;")}, []),
        ({"shop.service": UNIT, "nginx.conf": nginx("proxy_pass http://localhost:$port;")}, []),
        ({"shop.service": UNIT.replace("8000", "${PORT}"), "nginx.conf": nginx("proxy_pass http://localhost:5000;")}, []),
        ({"shop.service": RELATIVE, "nginx.conf": nginx("proxy_pass http://unix:/srv/shop/web.sock;")}, LINE),
        ({"shop.service": RELATIVE, "nginx.conf": nginx("proxy_pass http://unix:/srv/shop/shop.sock;")}, []),
        ({"shop.service": RELATIVE.replace("-m", "--chdir /srv/shop/api -m"), "nginx.conf": nginx("proxy_pass http://unix:/srv/shop/shop.sock;")}, LINE),
        ({"shop.service": RELATIVE.replace("shop.sock", "${NAME}.sock"), "nginx.conf": nginx("proxy_pass http://unix:/srv/shop/web.sock;")}, []),
        ({"compose.yaml": COMPOSE, "Dockerfile": DOCKER, "nginx.conf": nginx("proxy_pass http://web:8000;")}, LINE),
        ({"compose.yaml": COMPOSE, "Dockerfile": DOCKER, "nginx.conf": nginx("proxy_pass http://web;")}, LINE),
        ({"compose.yaml": COMPOSE, "Dockerfile": DOCKER, "nginx.conf": nginx("proxy_pass http://web:5000/api/;")}, []),
        ({"compose.yaml": COMPOSE, "Dockerfile": DOCKER, "nginx.conf": nginx("proxy_pass http://other:8000;")}, []),
        ({"compose.yaml": COMPOSE + "    environment:\n      VIRTUAL_HOST: a.example.com\n      VIRTUAL_PORT: 8000\n", "Dockerfile": DOCKER}, [("compose.yaml", 7)]),
        ({"compose.yaml": COMPOSE + "    environment:\n      VIRTUAL_HOST: a.example.com\n      VIRTUAL_PORT: 5000\n", "Dockerfile": DOCKER}, []),
    ],
)  # fmt: skip
def test_upstreams(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    assert [(path, line) for path, line, _ in check("unreachable-upstream", {"app.py": FLASK, **files})] == found


OTHERS = "services:\n  web:\n    build: .\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"compose.yaml": COMPOSE, "go/compose.yaml": OTHERS, "go/nginx/nginx.conf": nginx("proxy_pass http://web:80;")}, []),
        ({"compose.yaml": COMPOSE, "go/compose.yaml": OTHERS, "nginx/nginx.conf": nginx("proxy_pass http://web:80;")}, [("nginx/nginx.conf", 3)]),
        ({"compose.yaml": COMPOSE.replace("build: .", "image: shop/web:1"), "compose.dev.yaml": OTHERS, "nginx.conf": nginx("proxy_pass http://web:80;")}, []),
        ({"a/compose.yaml": COMPOSE.replace("build: .", "build: .."), "nginx.conf": nginx("proxy_pass http://web:80;")}, LINE),
        ({"a/compose.yaml": COMPOSE.replace("build: .", "build: .."), "b/compose.yaml": COMPOSE.replace("build: .", "build: ..").replace("5000", "80"), "nginx.conf": nginx("proxy_pass http://web:80;")}, []),
    ],
)  # fmt: skip
def test_of_which_compose_file(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    whole = {"app.py": FLASK, "Dockerfile": DOCKER, "go/Dockerfile": "FROM golang\n", **files}
    assert [(path, line) for path, line, _ in check("unreachable-upstream", whole)] == found
