"""Which folders are searched for templates and static files, and what is named in them."""

from __future__ import annotations

import pytest

from flaskcheck.application import folders as templates
from flaskcheck.application.folders import Folders
from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

FILES = ("t/index.html", "t/Shop/cart.html", "other/lost.html")
HEAD = "from flask import Flask, Blueprint, render_template, url_for, current_app\n"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("index.html", "found"),
        ("/index.html", "found"),
        ("./index.html", "found"),
        ("Shop//cart.html", "found"),
        ("Index.html", "case"),
        ("shop/Cart.html", "case"),
        ("lost.html", "missing"),
        ("t/index.html", "missing"),
        ("../t/index.html", "missing"),
        ("Shop\\cart.html", "missing"),
        ("admin/master.html", "unknown"),
        ("admin", "missing"),
        ("", "unknown"),
    ],
)
def test_names(name: str, status: str) -> None:
    assert (
        Folders(MemoryTree(dict.fromkeys(FILES, "")), ("t",), foreign=frozenset({"admin"})).lookup(name).status
        == status
    )


@pytest.mark.parametrize(
    ("name", "status"), [("lost.html", "found"), ("Index.html", "case"), ("none.html", "unknown"), ("a\\b", "unknown")]
)
def test_names_when_there_may_be_other_folders(name: str, status: str) -> None:
    assert Folders(MemoryTree(dict.fromkeys(FILES, "")), ("t",), is_open=True).lookup(name).status == status


def project(files: dict[str, str], **options: object) -> Project:
    return Project(MemoryTree(files, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "made", "folders", "is_open"),
    [
        ("app.py", "Flask(__name__)", ("templates",), False),
        ("web/app.py", "Flask(__name__)", ("web/templates",), False),
        ("shop/__init__.py", "Flask(__package__)", ("shop/templates",), False),
        ("shop/web/__init__.py", "Flask(__name__.split('.')[0])", ("shop/templates",), False),
        ("app.py", "Flask('shop')", ("shop/templates",), False),
        ("app.py", "Flask('elsewhere')", (), True),
        ("app.py", "Flask(__name__, template_folder='pages')", ("pages",), False),
        ("web/app.py", "Flask(__name__, template_folder='../pages')", ("pages",), False),
        ("web/app.py", "Flask(__name__, template_folder='./pages/')", ("web/pages",), False),
        ("app.py", "Flask(__name__, template_folder='/srv/pages')", (), True),
        ("app.py", "Flask(__name__, template_folder=None)", (), False),
        ("app.py", "Flask(__name__, template_folder=os.path.join(HERE, 'web'))", ("web",), True),
        ("app.py", "Flask(__name__, root_path='web')", (), True),
        ("app.py", "Flask(__name__, **options)", ("templates",), True),
        ("app.py", "Flask(__name__); app.jinja_loader = loader", ("templates",), True),
        ("app.py", "Flask(__name__)\nb = Blueprint('b', __name__, template_folder='b')", ("templates", "b"), False),
        ("app.py", "Flask(__name__)\nb = Blueprint('b', __name__)", ("templates",), False),
        ("app.py", "Flask(__name__)\nclass Mine(Blueprint): pass", ("templates",), True),
    ],
)
def test_template_folders(path: str, made: str, folders: tuple[str, ...], is_open: bool) -> None:
    files = {"web/x.html": "", "shop/__init__.py": "", path: f"{HEAD}app = {made}\n"}
    found = project(files).pages.template_folders
    assert (found.folders, found.is_open) == (folders, is_open)


def test_a_submodule_may_hold_anything() -> None:
    files = {"app.py": f"{HEAD}app = Flask(__name__)\n", "templates/theme": ""}
    assert project(files, modes={"templates/theme": "160000"}).pages.template_folders.is_open


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("render_template('a.html', x=1)", [("a.html", False, ())]),
        ("render_template(template_name_or_list='a.html')", [("a.html", False, ())]),
        ("render_template(['a.html', 'b.html'])", [("a.html", False, ("b.html",))]),
        ("current_app.jinja_env.get_template('a.html')", [("a.html", False, ())]),
        ("render_template(f'{x}.html')", []),
        ("render_template([name, 'b.html'])", []),
        ("environment.get_template('a.html')", []),
        ("other.render_template('a.html')", []),
    ],
)
def test_rendered_templates(code: str, found: list[tuple[str, bool, tuple[str, ...]]]) -> None:
    files = {"app.py": f"{HEAD}app = Flask(__name__)\n@app.route('/')\ndef index(x):\n    return {code}\n"}
    assert [(u.name, u.optional, u.others) for u in project(files).pages.template_uses] == found


def test_a_template_that_may_be_missing() -> None:
    code = "    try:\n        return render_template('a.html')\n    except TemplateNotFound:\n        return ''\n"
    files = {"app.py": f"{HEAD}app = Flask(__name__)\n@app.route('/')\ndef index():\n{code}"}
    assert [use.optional for use in project(files).pages.template_uses] == [True]


def test_templates_of_others_are_not_the_applications() -> None:
    files = {"app.py": f"{HEAD}app = Flask(__name__)\n", "ansible/a.html": "{% include 'x.html' %}"}
    assert list(project(files).pages.template_uses) == []


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("Flask(__name__)", ["a.css", "b.css"]),
        ("Flask(__name__, static_url_path='/static')", ["a.css", "b.css"]),
        ("Flask(__name__, static_url_path='')", ["a.css"]),
        ("Flask(__name__, static_folder='assets')", ["a.css"]),
        ("Flask(__name__, static_folder='web/static')", ["a.css", "b.css"]),
    ],
)
def test_static_files(made: str, found: list[str]) -> None:
    files = {
        "app.py": f"{HEAD}app = {made}\n",
        "templates/a.html": "{{ url_for('static', filename='a.css') }}<img src='/static/b.css'>",
    }
    assert [use.filename for use in project(files).pages.static_uses] == found


def test_static_files_that_code_names() -> None:
    code = (
        "@app.route('/')\ndef index():\n    return url_for('static', filename='a.css') + url_for('x', filename='b')\n"
    )
    found = list(project({"app.py": f"{HEAD}app = Flask(__name__)\n{code}"}).pages.static_uses)
    assert [(use.filename, use.endpoint) for use in found] == [("a.css", "static")]


def test_stems_are_in_all_that_is_looked_for() -> None:
    assert all(
        any(stem in word for stem in templates.STEMS) for word in (*templates.LOADERS, *templates.BRINGING.values())
    )
