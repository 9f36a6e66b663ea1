"""A folder without __init__.py has nothing but the modules in it."""

from __future__ import annotations

import pytest
from checking import problems

FACTORY = "from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n"


@pytest.mark.parametrize(
    ("run", "files", "told"),
    [
        ("from app import create_app\napp = create_app()\n", {"app/_init_.py": FACTORY, "app/views.py": ""}, True),
        ("from app import create_app\napp = create_app()\n", {"app/init.py": FACTORY}, True),
        ("from shop.app import create_app\napp = create_app()\n", {"shop/__init__.py": "", "shop/app/main.py": FACTORY}, True),
        ("from app import extensions, database\nfrom app.main import create_app\napp = create_app()\n", {"app/main.py": FACTORY, "app/extensions.py": ""}, True),
        ("from app import main\napp = main.create_app()\n", {"app/main.py": FACTORY}, False),
        ("from app import inner\nfrom app.inner.main import create_app\napp = create_app()\n", {"app/inner/main.py": FACTORY}, False),
        ("try:\n    from app import create_app\nexcept ImportError:\n    from app.main import create_app\napp = create_app()\n", {"app/main.py": FACTORY}, False),
        ("from flask import Flask\nfrom yaml import load\napp = Flask(__name__)\n", {"yaml/dumped.py": ""}, False),
        ("from app import fast\nfrom app.main import create_app\napp = create_app()\n", {"app/main.py": FACTORY, "app/fast.cpython-313-x86_64-linux-gnu.so": ""}, False),
    ],
)  # fmt: skip
def test_what_such_a_folder_cannot_have(run: str, files: dict[str, str], told: bool) -> None:
    others = {
        "requirements.txt": "Flask==3.1.2\nPyYAML==6.0.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn run:app\n",
    }
    found = problems("unresolved-import", {**others, "run.py": run, **files})
    assert bool([problem for problem in found if "so that the folder" in problem.message]) is told
