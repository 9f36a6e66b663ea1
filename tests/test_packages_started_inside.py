"""A folder with ``__init__.py`` whose modules import one another by plain names is started from inside."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from flaskcheck.units.unit import application_root

FLASK = "from flask import Flask\n"
OTHER = {
    "mailer/wsgi.py": FLASK + "application = Flask(__name__)\n",
    "mailer/Dockerfile": 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "wsgi"]\n',
}


def shop(text: str) -> dict[str, str | bytes]:
    """A shop in a folder that is a package by its ``__init__.py``, beside another service that has an image."""
    return {
        "shop/__init__.py": "",
        "shop/main.py": text,
        "shop/settings.py": "KEY = 1\n",
        "shop/views/__init__.py": "",
        "shop/requirements.txt": "flask\ngunicorn\n",
        **OTHER,
    }


PLAIN = (
    FLASK + "from settings import KEY\napp = Flask(__name__)\n",
    FLASK + "import settings\napp = Flask(__name__)\n",
    FLASK + "app = Flask(__name__)\nfrom views import pages\n",
)
ABOVE = (
    FLASK + "from shop.settings import KEY\napp = Flask(__name__)\n",
    FLASK + "from .settings import KEY\napp = Flask(__name__)\n",
    FLASK + "from . import settings\nimport json\napp = Flask(__name__)\n",
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_names_say_where_it_starts(text: str) -> None:
    """It is judged as a project of its own, whatever else has an image."""
    project = Project(MemoryTree(shop(text)))
    assert application_root(project.repository, "shop/main.py") == "shop"
    assert sorted(d.root for d in project.deployments) == ["mailer", "shop"]


@pytest.mark.parametrize("text", ABOVE)
def test_longer_names_say_the_folder_above(text: str) -> None:
    """What is imported by the name of the package, or as its neighbour, is started from above."""
    project = Project(MemoryTree(shop(text)))
    assert application_root(project.repository, "shop/main.py") == ""


def test_name_that_the_folder_above_has_too() -> None:
    """A plain name that is found in both folders decides nothing."""
    project = Project(MemoryTree({**shop(PLAIN[0]), "settings.py": "KEY = 2\n"}))
    assert application_root(project.repository, "shop/main.py") == ""


CALLED_LIKE_FLASK = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/flask/__init__.py": "",
    "shop/web/flask/util.py": "def make(name):\n    return name\n",
    "requirements.txt": "flask\ngunicorn\n",
}


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("from flask import Flask\nimport shop.web\napp = Flask(__name__)\n", ""),
        ("from flask import Flask\nfrom flask.helpers import get_root_path\napp = Flask(__name__)\n", ""),
        ("from flask import Flask\nfrom .util import make\napp = Flask(__name__)\n", ""),
        ("from flask import Flask\nfrom flask.util import make\napp = Flask(__name__)\n", "shop/web"),
    ],
)
def test_a_package_may_be_called_like_what_is_installed(text: str, root: str) -> None:
    project = Project(MemoryTree({**CALLED_LIKE_FLASK, "shop/web/flask/app.py": text}))
    assert application_root(project.repository, "shop/web/flask/app.py") == root
