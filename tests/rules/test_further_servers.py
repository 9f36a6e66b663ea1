"""Further forms of what proxies, units, hosts and views are written in."""

from __future__ import annotations

import pytest
from checking import FLASK, check

LIST = {"app.py": FLASK, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
BOTH = {
    **LIST,
    "Dockerfile": IMAGE,
    "compose.yaml": "services:\n  web:\n    build: .\n  proxy:\n    image: nginx:1.29\n",
}

BLOCKS = {
    "on one line": ("server { listen 80; location / { proxy_pass http://web:5000; } }\n", 1),
    "a block on one line": ("server {\n  location / { proxy_pass http://web:5000; }\n}\n", 1),
    "a group on one line": (
        "upstream shop { server web:9000; }\nserver {\n  location / { proxy_set_header Host $host; proxy_pass http://shop; }\n}\n",
        1,
    ),
    "right": ("server {\n  location / { proxy_pass http://web:8000; }\n}\n", 0),
    "a comment": ("server {\n  # location /old { proxy_pass http://web:5000; }\n  location / { proxy_pass http://web:8000; }\n}\n", 0),
    "behind a comment sign": ("server {\n  listen 80; # then { proxy_pass http://web:5000;\n  location / { proxy_pass http://web:8000; }\n}\n", 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), BLOCKS.values(), ids=BLOCKS)
def test_blocks_of_nginx(text: str, found: int) -> None:
    assert len(check("unreachable-upstream", {**BOTH, "nginx.conf": text})) == found


COMMAND = "ExecStart=/srv/shop/venv/bin/gunicorn app:app\n"
FIRST = "ExecStart=/srv/shop/venv/bin/flask --app app routes\n"
UNITS = {
    "two commands": (f"[Service]\nWorkingDirectory=/srv/shop\n{FIRST}{COMMAND}", 1),
    "two of a job that ends": (f"[Service]\nType=oneshot\nWorkingDirectory=/srv/shop\n{FIRST}{COMMAND}", 0),
    "the first taken back": (f"[Service]\nWorkingDirectory=/srv/shop\n{FIRST}ExecStart=\n{COMMAND}", 0),
    "before it": (f"[Service]\nWorkingDirectory=/srv/shop\n{FIRST.replace('Start', 'StartPre')}{COMMAND}", 0),
}


@pytest.mark.parametrize(("text", "found"), UNITS.values(), ids=UNITS)
def test_commands_of_a_unit(text: str, found: int) -> None:
    assert len(check("broken-unit", {**LIST, "deploy/shop.service": text})) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [("DockerFile", 1), ("dockerFile", 1), ("fly.yml", 1), ("fly.yaml", 1), ("dockerfile", 0), ("fly.toml", 0)],
)
def test_names_that_no_host_reads(name: str, found: int) -> None:
    text = IMAGE if name.lower() == "dockerfile" else "app: shop\n" if name.endswith("ml") else ""
    text = 'app = "shop"\n' if name.endswith("toml") else text
    assert len(check("misnamed-platform-file", {**LIST, name: text})) == found


VIEW = "@app.get('/x')\nasync def index():\n    return 'x'\n"
EXTRA = {"requirements.txt": "flask[async]==3.1.2\ngunicorn==23.0.0\n"}
BLUEPRINT = "from flask import Blueprint\npages = Blueprint('pages', __name__)\n@pages.route('/')\nasync def index():\n    return 'x'\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
VIEWS = {
    "a view": ({"app.py": FLASK + VIEW}, ["app.py"]),
    "of a blueprint": (
        {"app.py": FLASK + "from pages import pages\napp.register_blueprint(pages)\n", "pages.py": BLUEPRINT},
        ["pages.py"],
    ),
    "several, told once": ({"app.py": FLASK + VIEW + VIEW.replace("x", "y").replace("index", "other")}, ["app.py"]),
    "the extra": ({"app.py": FLASK + VIEW, **EXTRA}, []),
    "asgiref": ({"app.py": FLASK + VIEW, "requirements.txt": "flask\ngunicorn\nasgiref==3.8.1\n"}, []),
    "no async": ({"app.py": FLASK + VIEW.replace("async ", "")}, []),
    "no view": ({"app.py": f"{FLASK}async def index():\n    return 'x'\n"}, []),
    "another framework's": (
        {"app.py": f"from fastapi import FastAPI\n{FLASK}api = FastAPI()\n{VIEW.replace('@app', '@api')}"},
        [],
    ),
}


@pytest.mark.parametrize(("files", "paths"), VIEWS.values(), ids=VIEWS)
def test_async_views(files: dict[str, str | bytes], paths: list[str]) -> None:
    assert [path for path, _, _ in check("worker-mismatch", {**LIST, **PROCFILE, **files})] == paths


def test_frozen_pages_need_no_server() -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask==3.1.2\nfrozen-flask==1.0.2\n"}
    assert check("missing-wsgi-server", files) == []
    assert check("missing-wsgi-server", {**files, "requirements.txt": "flask==3.1.2\n"}) != []
