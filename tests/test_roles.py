"""What files are there for."""

from __future__ import annotations

import pytest

from flaskcheck.files.roles import role, virtualenvs


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app.py", "production"),
        ("app/routes.py", "production"),
        ("migrations/versions/1.py", "production"),
        ("tests/test_app.py", "test"),
        ("app/tests/conftest.py", "test"),
        ("test_app.py", "test"),
        ("tests.py", "test"),
        ("contest.py", "production"),
        ("docs/conf.py", "docs"),
        ("examples/hello/app.py", "example"),
        ("{{cookiecutter.app_name}}/app.py", "example"),
        ("app/templates/docs/index.html", "production"),
        ("web/node_modules/x/index.js", "vendored"),
        ("static/vendor/jquery.js", "vendored"),
        ("static/app.min.js", "generated"),
        ("notebook.ipynb", "notebook"),
        ("build/app.py", "production"),
        ("Tests/app.py", "test"),
        ("static/widget/search_test.html", "test"),
        ("static/widget/latest.html", "production"),
        ("static/contest.htm", "production"),
    ],
)
def test_roles(path: str, expected: str) -> None:
    assert role(path) == expected


def test_virtual_environments_are_found_by_what_they_hold() -> None:
    files = (
        "myenv/pyvenv.cfg",
        "app.py",
        "server/env/lib/python3.11/site-packages/flask/__init__.py",
        "win/Lib/site-packages/flask/__init__.py",
    )
    found = virtualenvs(files)
    assert found == {"myenv", "server/env", "win"}
    assert role("myenv/bin/activate.py", found) == "vendored"
    assert role("myenvironment/app.py", found) == "production"
