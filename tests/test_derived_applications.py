"""Classes that derive from Flask through others, each in a file of its own."""

from __future__ import annotations

import pytest
from checking import check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.known.extents import without
from flaskcheck.project import Project
from flaskcheck.readers.screens import has_word
from tests.timers import at_most

BASE = "import {top}\n\nclass Base({top}.{name}):\n    pass\n"
TOLD = [("main.py", 4, "error")]
MAIN = "from site_app import Site\n\napp = Site(__name__)\napp.secret_key = 'd41d8cd98f00b204'\n"


def files(*between: tuple[str, str], base: str = BASE.format(top="flask", name="Flask")) -> dict[str, str | bytes]:
    """An application of a class that derives from another one through these modules, each with what it holds."""
    return {"main.py": MAIN, "core/__init__.py": base, "Procfile": "web: gunicorn main:app\n", **dict(between)}


CHAINS = (
    [("site_app.py", "from core import Base\n\nclass Site(Base):\n    pass\n")],
    [("site_app/__init__.py", "from .made import Site\n"), ("site_app/made.py", "import core\n\nclass Site(core.Base):\n    name = 1\n")],
    [
        ("site_app.py", "from a_middle import Middle\n\nclass Site(Middle):\n    pass\n"),
        ("a_middle.py", "from z_middle import Other as Last\n\nclass Middle(Last):\n    pass\n"),
        ("z_middle.py", "import core as kernel\n\nclass Other(kernel.Base):\n    pass\n"),
    ],
)  # fmt: skip


@pytest.mark.parametrize("between", CHAINS[:2])
@pytest.mark.parametrize(("top", "name"), [("flask", "Flask"), ("eve", "Eve")])
def test_class_of_another_file_derives_from_flask(between: list[tuple[str, str]], top: str, name: str) -> None:
    """Only the first file of the chain names Flask."""
    assert check("hard-coded-secret-key", files(*between, base=BASE.format(top=top, name=name))) == TOLD


def test_class_derives_through_several_files() -> None:
    """Wherever the files stand in the order of their names: the last class is one by the third round."""
    found = files(*CHAINS[2])
    found["z_middle.py"] = "from core import Base\n\nclass Last(Base):\n    pass\n"
    found["a_middle.py"] = "from z_middle import Last\n\nclass Middle(Last):\n    pass\n"
    assert check("hard-coded-secret-key", found) == TOLD


def test_other_chains_make_no_application() -> None:
    """A class that derives from something else is none, whatever it is called."""
    plain = files(*CHAINS[0], base="class Base:\n    pass\n")
    assert not Project(MemoryTree(plain)).repository.applications
    assert Project(MemoryTree(files(*CHAINS[0]))).repository.applications


def test_circle_of_classes_ends() -> None:
    """Classes that name each other as bases are looked through once."""
    circle = files(("site_app.py", "from ring import Ring\n\nclass Site(Ring):\n    pass\n"), ("ring.py", "from site_app import Site\n\nclass Ring(Site):\n    pass\n"))  # fmt: skip
    assert not Project(MemoryTree(circle)).repository.applications


HOLDERS = ["classes['site'] = Flask", "make().kind = Flask", "first, last[0] = 1, Flask", "(yield_ or {})['a'] = partial(Flask, __name__)"]  # fmt: skip


@pytest.mark.parametrize("line", HOLDERS)
def test_what_holds_flask_without_a_name_gives_its_name_to_nothing(line: str) -> None:
    """Its name is no word that could be looked for, and no class that is made by a call derives from it."""
    kept = f"from functools import partial\nfrom flask import Flask\nclasses, last, yield_ = {{}}, [0], None\n{line}\n"
    found = {**files(*CHAINS[0]), "kept.py": f"{kept}\nclass Shelf(make()):\n    pass\n\nshelf = Shelf(__name__)\n"}
    with at_most(20):
        repository = Project(MemoryTree(found)).repository
        assert [a.path for a in repository.applications] == ["main.py"]
        assert check("hard-coded-secret-key", found) == TOLD


def test_no_word_stands_nowhere() -> None:
    assert not has_word(b"a word", b"")
    assert has_word(b"a word", b"word")
    assert without("kept", "", "…") == "kept"
