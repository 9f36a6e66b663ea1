"""Scripts of a folder that commands run by their path, although they import what lies elsewhere."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FILES = {
    "shop/__init__.py": FLASK,
    "requirements.txt": "flask\ngunicorn\n",
}
SEED = "from shop import app\n\nprint(app.name)\n"
RELEASE = "release: python scripts/seed.py\nweb: gunicorn shop:app\n"


def found(script: str = SEED, procfile: str = RELEASE, path: str = "scripts/seed.py", **files: str) -> list[int]:
    everything = {**FILES, **files, path: script, "Procfile": procfile}
    return [line for _, line, severity in check("script-run-by-path", everything) if severity == "error"]


LOST = [
    (SEED, RELEASE, "scripts/seed.py"),
    (SEED, "release: python3 -u ./tools/db/seed.py --all\nweb: gunicorn shop:app\n", "tools/db/seed.py"),
    (SEED, "release: python shop/seed.py\nweb: gunicorn shop:app\n", "shop/seed.py"),
    ("import json\nimport shop.models as m\n", RELEASE, "scripts/seed.py"),
    (SEED, "web: python scripts/seed.py && gunicorn shop:app\n", "scripts/seed.py"),
    (SEED, "release: cd scripts && python seed.py\nweb: gunicorn shop:app\n", "scripts/seed.py"),
]


@pytest.mark.parametrize(("script", "procfile", "path"), LOST)
def test_lost(script: str, procfile: str, path: str) -> None:
    assert found(script, procfile, path) == [1]


FOUND = [
    (SEED, "release: python -m scripts.seed\nweb: gunicorn shop:app\n", "scripts/seed.py"),
    (SEED, "release: PYTHONPATH=. python scripts/seed.py\nweb: gunicorn shop:app\n", "scripts/seed.py"),
    (SEED, "release: export PYTHONPATH=$PWD; python scripts/seed.py\nweb: gunicorn shop:app\n", "scripts/seed.py"),
    (SEED, "release: python seed.py\nweb: gunicorn shop:app\n", "seed.py"),
    (SEED, "release: python scripts/seed.py || true\nweb: gunicorn shop:app\n", "scripts/seed.py"),
    (SEED, "release: pip install -e . && python scripts/seed.py\nweb: gunicorn shop:app\n", "scripts/seed.py"),
    ("import sys\nsys.path.append('.')\n" + SEED, RELEASE, "scripts/seed.py"),
    ("try:\n    from shop import app\nexcept ImportError:\n    app = None\n", RELEASE, "scripts/seed.py"),
    ("def main():\n    from shop import app\n", RELEASE, "scripts/seed.py"),
    ("import helpers\n" + SEED, RELEASE, "scripts/seed.py"),
    ("import logging\nfrom flask import Flask\n", RELEASE, "scripts/seed.py"),
]
PROJECT = (
    "[build-system]\nrequires = ['setuptools']\n\n[project]\nname = 'shop'\nversion = '1'\ndependencies = ['flask']\n"
)


@pytest.mark.parametrize(("script", "procfile", "path"), FOUND)
def test_found(script: str, procfile: str, path: str) -> None:
    helpers = "import os, sys\nsys.path.insert(0, os.getcwd())\n"
    assert not found(script, procfile, path, **{"scripts/helpers.py": helpers, "pyproject.toml": PROJECT})


def test_what_is_told_of_the_import_is_not_told_of_the_command() -> None:
    assert not found(procfile="web: python scripts/seed.py\n")


def test_variables_of_the_host_may_name_the_folder() -> None:
    render = (
        "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n"
        "    preDeployCommand: python scripts/seed.py\n    startCommand: gunicorn shop:app\n    envVars:\n"
        "      - key: PYTHONPATH\n        {}\n"
    )
    files = {**FILES, "scripts/seed.py": SEED}
    for value in ("value: /opt/render/project/src", "sync: false"):
        assert not check("script-run-by-path", {**files, "render.yaml": render.format(value)})
    other = render.format("value: x").replace("PYTHONPATH", "MODE")
    assert check("script-run-by-path", {**files, "render.yaml": other}) == [("render.yaml", 6, "error")]


LAID_OUT = {"src/shop/__init__.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}


@pytest.mark.parametrize(
    ("release", "web", "more", "count"),
    [
        ("scripts/seed.py", "--chdir src", {}, 1),
        ("scripts/seed.py", "--pythonpath src", {}, 1),
        ("scripts/db/seed.py", "--chdir=src", {}, 1),
        ("scripts/seed.py && python scripts/more.py", "--chdir src", {"scripts/more.py": "import json\n"}, 1),
        ("src/seed.py", "--chdir src", {}, 0),
        ("scripts/seed.py", "--chdir src", {"scripts/shop.py": "app = None\n"}, 0),
        ("scripts/seed.py", "--chdir src", {"pyproject.toml": "[project]\nname='shop'\nversion='1'\n", "requirements.txt": "-e .\nflask\ngunicorn\n"}, 0),
        ("scripts/seed.py", "--chdir web", {"web/wsgi.py": "import sys\nsys.path.insert(0, '../src')\nfrom shop import app\n"}, 1),
    ],
)  # fmt: skip
def test_what_only_the_server_is_told_to_search(release: str, web: str, more: dict[str, str], count: int) -> None:
    path = release.partition(" ")[0]
    name = "wsgi:app" if "web" in web else "shop:app"
    files = {**LAID_OUT, **more, path: SEED, "Procfile": f"release: python {release}\nweb: gunicorn {web} {name}\n"}
    assert len(check("script-run-by-path", files)) == count
