"""Guards that compare ``__name__`` with something else than ``"__main__"``: what they mean depends on who loads the file."""

from __future__ import annotations

import pytest
from checking import check

LISTS = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
APP = 'from flask import Flask\n\napp = Flask(__name__)\n\nif {test}:\n    app.run(host="0.0.0.0", port=8000)\n'


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ('__name__ == "main"', True),
        ("'main' == __name__", True),
        ('__name__ == "__main"', True),
        ('__name__ != "main"', False),
        ('__name__ == "__main__"', False),
        ('__name__ in ("__main__", "main")', False),
    ],
)
def test_a_script_that_never_serves(test: str, told: bool) -> None:
    files = {**LISTS, "main.py": APP.format(test=test), "Procfile": "web: python main.py\n"}
    assert check("no-web-process", files) == ([("Procfile", 1, "error")] if told else [])
    assert bool(check("development-server", files)) is not told


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ('__name__ == "main"', True),
        ('__name__ != "__mian__"', True),
        ('__name__ == "__mian__"', False),
        ('__name__ == "shop.main"', False),
        ("app.debug", False),
        ('__name__ == "main" and app.debug', False),
    ],
)
def test_a_server_that_an_import_starts(test: str, told: bool) -> None:
    files = {**LISTS, "main.py": APP.format(test=test), "Procfile": "web: gunicorn main:app\n"}
    assert check("unguarded-run", files) == ([("main.py", 6, "error")] if told else [])


def test_a_module_of_a_package_has_its_whole_name() -> None:
    files = {**LISTS, "shop/__init__.py": "", "Procfile": "web: gunicorn shop.main:app\n"}
    whole, last = APP.format(test='__name__ == "shop.main"'), APP.format(test='__name__ == "main"')
    assert check("unguarded-run", {**files, "shop/main.py": whole}) == [("shop/main.py", 6, "error")]
    assert not check("unguarded-run", {**files, "shop/main.py": last})
