"""Names that an import wants from a module of the repository: bound there, perhaps bound there, surely not."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

REST = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}

LACKING = {
    "a class": (
        "from shop.models import Lamp\n",
        {"shop/__init__.py": "", "shop/models.py": "class Light:\n    pass\n"},
    ),
    "a renamed submodule": ("from shop import lamps\n", {"shop/__init__.py": "", "shop/lights.py": "x = 1\n"}),
    "a module beside": ("from helpers import two\n", {"helpers.py": "def one():\n    return 1\n"}),
    "behind a star that is known": (
        "from shop import Lamp\n",
        {"shop/__init__.py": "from .models import *\n", "shop/models.py": "class Light:\n    pass\n"},
    ),
}
BOUND = {
    "a function": ("from helpers import one\n", {"helpers.py": "def one():\n    return 1\n"}),
    "a submodule": ("from shop import lights\n", {"shop/__init__.py": "", "shop/lights.py": "x = 1\n"}),
    "a folder of modules": ("from shop import lights\n", {"shop/__init__.py": "", "shop/lights/day.py": "x = 1\n"}),
    "one that it imports": (
        "from shop import Light\n",
        {"shop/__init__.py": "from .models import Light\n", "shop/models.py": "class Light:\n    pass\n"},
    ),
    "behind a star": (
        "from shop import Light\n",
        {"shop/__init__.py": "from .models import *\n", "shop/models.py": "class Light:\n    pass\n"},
    ),
    "in one branch": ("from shop import fast\n", {"shop.py": "import sys\nif sys.argv:\n    fast = 1\n"}),
    "by its own function": ("from shop import db\n", {"shop.py": "def start():\n    global db\n    db = 1\nstart()\n"}),
}
PERHAPS = {
    "__getattr__": ("from shop import lamps\n", {"shop.py": "def __getattr__(name):\n    return 1\n"}),
    "a star of others": ("from shop import lamps\n", {"shop.py": "from acme import *\n"}),
    "globals": ("from shop import lamps\n", {"shop.py": "globals().update(lamps=1)\n"}),
    "a compiled module": ("from shop import lamps\n", {"shop/__init__.py": "", "shop/lamps.pyx": "x = 1\n"}),
    "given from outside": ("import shop\nshop.lamps = 1\nfrom shop import lamps\n", {"shop.py": "x = 1\n"}),
    "an import that copes": ("try:\n    from shop import lamps\nexcept ImportError:\n    lamps = None\n", {"shop.py": "x = 1\n"}),
    "types only": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop import lamps\n", {"shop.py": "x = 1\n"}),
    "a broken file": ("from shop import lamps\n", {"shop.py": "x = (\n"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "files"), LACKING.values(), ids=LACKING)
def test_a_name_that_is_not_there(text: str, files: dict[str, str | bytes]) -> None:
    assert check("unresolved-import", {**REST, "app.py": text + FLASK, **files}) == [("app.py", 1, "error")]


@pytest.mark.parametrize(("text", "files"), [*BOUND.values(), *PERHAPS.values()], ids=[*BOUND, *PERHAPS])
def test_a_name_that_is_or_may_be_there(text: str, files: dict[str, str | bytes]) -> None:
    assert check("unresolved-import", {**REST, "app.py": text + FLASK, **files}) == []


def test_a_package_that_lacks_what_it_imports_from_itself() -> None:
    """Python: "cannot import name 'lamps' from partially initialized module 'app'"."""
    files = {**REST, "app/__init__.py": "from . import lamps\n" + FLASK, "app/lights.py": "x = 1\n"}
    assert check("unresolved-import", dict(files)) == [("app/__init__.py", 1, "error")]
    assert check("unresolved-import", {**files, "app/lamps.py": "x = 1\n"}) == []


def test_in_a_request_it_is_a_warning_and_the_near_name_is_told() -> None:
    view = FLASK + "\n\n@app.get('/')\ndef index():\n    from helpers import totals\n    return totals()\n"
    [problem] = problems("unresolved-import", {**REST, "app.py": view, "helpers.py": "def total():\n    return ''\n"})
    assert (problem.severity, problem.message.partition(":")[0]) == ("warning", "What reaches this line fails")
    assert "total: is that meant?" in (problem.help or "")


GENERATOR = (
    "from pathlib import Path\nfrom shop import gen\n\n\ndef make():\n"
    "    folder = Path(__file__).parent / 'faults'\n    folder.mkdir(exist_ok=True)\n"
    "    with (folder / 'bad.py').open('w') as file:\n        file.write('x = 1')\n\n\nmake()\n"
)


def test_a_module_that_the_package_writes_itself() -> None:
    """Only where what is loaded writes files: a function that nobody calls makes nothing."""
    files = {
        **REST,
        "app.py": "from shop.faults.bad import x\n" + FLASK,
        "shop/gen.py": "",
        "shop/__init__.py": GENERATOR,
    }
    assert check("unresolved-import", dict(files)) == []
    assert check("unresolved-import", {**files, "shop/__init__.py": GENERATOR.removesuffix("make()\n")}) != []
