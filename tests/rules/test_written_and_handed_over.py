"""What stands elsewhere than it is looked for: lists that a build writes, variables that a file outside of git hands over, modules that Vercel imports from the top."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RENDER = """\
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: {build}
    startCommand: gunicorn app:app
"""
IMAGE = """\
FROM python:3.13-slim
WORKDIR /srv
COPY . .
RUN {build}
CMD ["gunicorn", "app:app"]
"""
LIST = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\n"}


@pytest.mark.parametrize(
    ("build", "lines"),
    [
        ("pip install -r requirements.txt", 1),
        ("echo gunicorn >> requirements.txt && pip install -r requirements.txt", 0),
        ("printf 'gunicorn==23.0.0\\n' >> requirements.txt && pip install -r requirements.txt", 0),
        ("pipenv requirements > requirements.txt && pip install -r requirements.txt", 0),
        ("pip install -r requirements.txt && echo done > built.txt", 1),
        ("echo gunicorn >> notes.txt && pip install -r requirements.txt", 1),
    ],
)
@pytest.mark.parametrize("place", ["render.yaml", "Dockerfile"])
def test_a_list_that_the_build_writes_may_hold_anything(place: str, build: str, lines: int) -> None:
    text = (RENDER if place == "render.yaml" else IMAGE).format(build=build)
    assert len(check("missing-wsgi-server", {**LIST, place: text})) == lines


PICKS = """\
import os
from flask import Flask

class Shop:
    DEBUG = False

class DevelopmentShop(Shop):
    DEBUG = True

KINDS = {"workshop": DevelopmentShop, "live": Shop}

def create_app():
    app = Flask(__name__)
    app.config.from_object(KINDS[os.environ.get("SHOP_KIND") or "workshop"])
    return app
"""
COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n{}"
CONTAINER = 'FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0", "shop:create_app()"]\n'


@pytest.mark.parametrize(
    ("lines", "example", "severity"),
    [
        ("", "", "error"),
        ("    env_file: [live.env]\n", "", "warning"),
        ("    env_file: live.env\n", "SHOP_KIND=\n", "warning"),
        ("", "SHOP_KIND=live\n", "warning"),
        ("", "OTHER=1\n", "error"),
    ],
)
def test_a_configuration_that_a_file_may_pick(lines: str, example: str, severity: str) -> None:
    files = {"shop.py": PICKS, "Dockerfile": CONTAINER, "compose.yaml": COMPOSE.format(lines)}
    files |= {".env.example": example} if example else {}
    assert [found[2] for found in check("development-config", files)] == [severity]


def test_twin_a_variable_that_is_declared_picks_for_sure() -> None:
    files = {"shop.py": PICKS, "Dockerfile": CONTAINER}
    compose = COMPOSE.format("    environment: {SHOP_KIND: workshop}\n")
    assert [found[2] for found in check("development-config", {**files, "compose.yaml": compose})] == ["error"]
    compose = COMPOSE.format("    environment: {SHOP_KIND: live}\n")
    assert check("development-config", {**files, "compose.yaml": compose}) == []


VERCEL = '{"builds": [{"src": "%s", "use": "@vercel/python"}], "routes": [{"src": "/(.*)", "dest": "%s"}]}'


@pytest.mark.parametrize(
    ("entry", "wanted", "found"),
    [
        ("shop/core/shop.py", "from shop.core.prices import all_prices\n", 0),
        ("/shop/core/shop.py", "from shop.core.prices import all_prices\n", 0),
        ("shop/core/shop.py", "from prices import all_prices\n", 0),
        ("shop/core/shop.py", "from shop.core.price import all_prices\n", 1),
        ("api/index.py", "from shop.core.prices import all_prices\n", 0),
    ],
)
def test_vercel_imports_from_the_top_of_the_project(entry: str, wanted: str, found: int) -> None:
    files = {
        "vercel.json": VERCEL % (entry, entry),
        entry.lstrip("/"): wanted + FLASK,
        "shop/__init__.py": "",
        "shop/core/__init__.py": "",
        "shop/core/prices.py": "all_prices = []\n",
        "requirements.txt": "Flask==3.1.2\n",
    }
    assert len(check("unresolved-import", files)) == found
