"""A file of uWSGI's settings that names a script by its path, and no folder: nobody knows where the script's imports are looked for."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FILES = {"back/shop.py": f"from back.prices import VAT\n{FLASK}", "back/prices.py": "VAT = 19\n"}
INI = "[uwsgi]\nhttp = :9090\nwsgi-file = {}\ncallable = app\n{}"


@pytest.mark.parametrize(
    ("path", "rest", "told"),
    [
        ("/srv/site/back/shop.py", "", 0),
        ("/srv/site/back/shop.py", "processes = 4\n", 0),
        ("/srv/site/back/shop.py", "chdir = /srv/site\n", 0),
        ("/srv/site/back/shop.py", "pythonpath = /srv/site\n", 0),
    ],
)
@pytest.mark.parametrize("name", ["uwsgi.ini", "back/uwsgi.ini", "etc/uwsgi.ini"])
def test_imports_of_a_script(path: str, rest: str, told: int, name: str) -> None:
    assert len(check("unresolved-import", {**FILES, name: INI.format(path, rest)})) == told


def test_a_folder_that_is_named() -> None:
    text = INI.format("/srv/site/back/shop.py", "chdir = /srv/site/back\n")
    assert len(check("unresolved-import", {**FILES, "back/uwsgi.ini": text})) == 1


@pytest.mark.parametrize(("callable_", "told"), [("app", 0), ("shop", 1)])
def test_the_script_is_found_all_the_same(callable_: str, told: int) -> None:
    text = INI.format("/srv/site/back/shop.py", "").replace("= app", f"= {callable_}")
    assert len(check("unresolved-app", {**FILES, "back/uwsgi.ini": text})) == told
