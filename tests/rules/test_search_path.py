"""Imports written for another folder than the one that Python searches: where commands start it, and what else is on its path."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

LIST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
SHOP = {"shop/web.py": f"import prices\n{FLASK}", "shop/prices.py": "VAT = 19\n"}
COMMANDS = [
    ("gunicorn shop.web:app", True),
    ("python -m gunicorn shop.web:app", True),
    ("waitress-serve shop.web:app", True),
    ("flask --app shop.web run", True),
    ("FLASK_APP=shop.web flask run", True),
    ("python -m shop.web", True),
    ("gunicorn --chdir shop web:app", False),
    ("gunicorn --pythonpath shop shop.web:app", False),
    ("cd shop && gunicorn web:app", False),
    ("PYTHONPATH=shop gunicorn shop.web:app", False),
    ("export PYTHONPATH=/app/shop; gunicorn shop.web:app", False),
    ("PYTHONPATH=$WHERE gunicorn shop.web:app", False),
    ("flask --app shop/web.py run", False),
    ("python shop/web.py", False),
    ("cd $WHERE && gunicorn shop.web:app", False),
    ("pip install -e ./shop && gunicorn shop.web:app", False),
]


@pytest.mark.parametrize(("command", "fails"), COMMANDS)
def test_where_the_command_starts(command: str, fails: bool) -> None:
    found = check("unresolved-import", {**SHOP, **LIST, "Procfile": f"web: {command}\n"})
    assert found == ([("shop/web.py", 1, "error")] if fails else [])


PATHS = [
    ("import sys\nsys.path.append('shop')\n", False),
    ("import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n", False),
    ("from sys import path\npath += ['shop']\n", False),
    ("import sys\nsys.path[0:0] = [__file__]\n", False),
    ("import site\nsite.addsitedir('shop')\n", False),
    ("import sys\nsys.modules['prices'] = sys\n", False),
    ("import sys\nprint(sys.path, sys.argv)\n", True),
]


@pytest.mark.parametrize(("text", "fails"), PATHS)
def test_code_that_changes_the_path(text: str, fails: bool) -> None:
    files = {**SHOP, **LIST, "run.py": f"{text}from shop.web import app\n", "Procfile": "web: gunicorn run:app\n"}
    assert bool(check("unresolved-import", files)) is fails


def test_a_configuration_file_changes_the_path() -> None:
    files = {**SHOP, **LIST, "Procfile": "web: gunicorn shop.web:app\n"}
    assert not check("unresolved-import", {**files, "gunicorn.conf.py": "import sys\nsys.path.append('shop')\n"})
    assert not check("unresolved-import", {**files, "gunicorn.conf.py": "pythonpath = 'shop'\n"})
    assert check("unresolved-import", {**files, "gunicorn.conf.py": "workers = 2\n"})


WAYS = [
    ("from prices import VAT\n", True),
    ("from . import prices\n", False),
    ("import shop.prices\n", False),
    ("try:\n    import prices\nexcept ImportError:\n    from shop import prices\n", False),
    ("try:\n    from .prices import VAT\nexcept ImportError:\n    from prices import VAT\n", False),
    ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import prices\n", False),
    ("if __name__ == '__main__':\n    import prices\n", False),
    ("import json\n", False),
]


@pytest.mark.parametrize(("text", "fails"), WAYS)
def test_the_import(text: str, fails: bool) -> None:
    """A module of the standard library's name beside the file is not meant: Python finds its own."""
    files = {
        **SHOP,
        **LIST,
        "shop/web.py": text + FLASK,
        "shop/json.py": "",
        "Procfile": "web: gunicorn shop.web:app\n",
    }
    assert bool(check("unresolved-import", files)) is fails


def test_what_is_installed_is_meant() -> None:
    """A package's name beside the file is no mistake where the package is installed, or where its own sources are."""
    files = {"shop/web.py": f"import stripe\n{FLASK}", "shop/stripe.py": "", "Procfile": "web: gunicorn shop.web:app\n"}
    assert not check("unresolved-import", {**files, "requirements.txt": "flask\nstripe\ngunicorn\n"})
    assert check("unresolved-import", {**files, **LIST})
    sources = {
        **SHOP,
        "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["flask"]\n[tool.setuptools]\npackage-dir = {"" = "shop"}\n',
    }
    assert not check("unresolved-import", {**sources, "Procfile": "web: gunicorn shop.web:app\n"})


def test_a_name_from_above_the_folder() -> None:
    """The other way round: the file knows itself by a folder that lies above the search path."""
    files = {**LIST, "shop/web.py": f"from shop.prices import VAT\n{FLASK}", "shop/prices.py": "VAT = 19\n"}
    assert check("unresolved-import", {**files, "Procfile": "web: cd shop && gunicorn web:app\n"}) == [
        ("shop/web.py", 1, "error")
    ]
    assert not check("unresolved-import", {**files, "Procfile": "web: gunicorn shop.web:app\n"})
    assert check("unresolved-import", {**files, "Procfile": "web: python shop/web.py\n"}) == [
        ("shop/web.py", 1, "error")
    ]


RELATIVE = [
    ("gunicorn shop.web:app", False),
    ("python -m shop.web", False),
    ("gunicorn --chdir shop web:app", True),
    ("python shop/web.py", True),
    ("PYTHONPATH=/app python shop/web.py", True),
]


@pytest.mark.parametrize(("command", "fails"), RELATIVE)
def test_a_relative_import_without_a_package(command: str, fails: bool) -> None:
    files = {**LIST, "shop/web.py": f"from .prices import VAT\n{FLASK}", "shop/prices.py": "VAT = 19\n"}
    assert bool(check("unresolved-import", {**files, "Procfile": f"web: {command}\n"})) is fails


def test_one_folder_is_one_finding() -> None:
    text = f"import prices\nfrom forms import Buy\nimport views\n{FLASK}"
    files = {**SHOP, **LIST, "shop/web.py": text, "shop/forms.py": "", "shop/views.py": "import prices\n"}
    [problem] = problems("unresolved-import", {**files, "Procfile": "web: gunicorn shop.web:app\n"})
    assert problem.place.line == 1
    assert [related.place.line for related in problem.related] == [2, 3]
    assert "Import it as shop.prices" in problem.help


def test_without_a_platform_file() -> None:
    """A start module at the top tells where the application is started; a package alone does not."""
    package = {**LIST, "shop/__init__.py": "", **SHOP}
    assert not check("unresolved-import", package)
    assert check("unresolved-import", {**package, "wsgi.py": "from shop.web import app\n"}) == [
        ("shop/web.py", 1, "error")
    ]


def test_an_image_has_the_files_where_it_puts_them() -> None:
    files = {**SHOP, **LIST}
    head, run = (
        "FROM python:3.12\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
        'CMD ["gunicorn", "-b", "0.0.0.0:80", "',
    )
    assert check("unresolved-import", {**files, "Dockerfile": f'{head}COPY . .\n{run}shop.web:app"]\n'})
    assert not check("unresolved-import", {**files, "Dockerfile": f'{head}COPY shop .\n{run}web:app"]\n'})
    assert not check(
        "unresolved-import", {**files, "Dockerfile": f'{head}ENV PYTHONPATH=/srv/shop\nCOPY . .\n{run}shop.web:app"]\n'}
    )
    assert not check(
        "unresolved-import", {**files, "Dockerfile": f'{head}COPY . .\nWORKDIR /srv/shop\n{run}web:app"]\n'}
    )
