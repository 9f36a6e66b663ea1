"""Look-alikes and odd forms for the rules of templates, static files and the case of names."""

from __future__ import annotations

import pytest
from checking import check, problems

HEAD = "from flask import Flask, Blueprint, render_template, url_for\n"
APP = HEAD + "app = Flask(__name__)\n"


def page(code: str) -> str:
    return APP + f"@app.route('/')\ndef index(x=1):\n    {code}\n"


BOTH = page("return render_template('a.html' if x else 'b.html')")
"""An application that renders a.html or b.html."""


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"app.py": page("return render_template('b.html')")}, [("app.py", 5)]),
        ({"app.py": page("return render_template('templates/a.html')")}, [("app.py", 5)]),
        ({"app.py": page("return render_template('sub\\\\b.html')"), "templates/sub/b.html": ""}, [("app.py", 5)]),
        ({"app.py": page("return render_template(['b.html', 'c.html'])")}, [("app.py", 5)]),
        ({"app.py": page("return render_template('b.html')"), "template/b.html": ""}, [("app.py", 5)]),
        ({"templates/a.html": "{% import 'm.html' as m %}"}, [("templates/a.html", 1)]),
        ({"templates/a.html": "\n{% from 'm.html' import x %}"}, [("templates/a.html", 2)]),
        ({"templates/a.html": "{% include ['x.html', 'y.html'] %}"}, [("templates/a.html", 1)]),
        ({"app.py": page("return render_template('a.html')")}, []),
        ({"app.py": page("return render_template('/a.html')")}, []),
        ({"app.py": page("return render_template('A.html')")}, []),
        ({"app.py": page("return render_template(['b.html', 'a.html'])")}, []),
        ({"app.py": page("return render_template(f'{x}.html')")}, []),
        ({"app.py": page("return render_template('admin/x.html')") + "import flask_admin\n"}, []),
        ({"app.py": APP + "if __name__ == '__main__':\n    render_template('b.html')\n"}, []),
        ({"app.py": page("return render_template('b.html')") + "app.jinja_loader = make()\n"}, []),
        ({"tests/test_a.py": HEAD + "render_template('b.html')\n"}, []),
        ({"emails/x.html": "{% extends 'layout.html' %}"}, []),
        ({"templates/a.html": "{% include ['x.html', 'a.html'] %}{% include 'x.html' ignore missing %}"}, []),
        (
            {
                "app.py": page("return render_template('s/c.html')").replace("@app", "import shop\n@app"),
                "shop/__init__.py": HEAD + "shop = Blueprint('shop', __name__, template_folder='pages')\n",
                "shop/pages/s/c.html": "",
            },
            [],
        ),
    ],
)
def test_missing_template(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    whole: dict[str, str | bytes] = {"app.py": BOTH, "templates/a.html": "", **files}
    if "app.py" not in files:
        whole["templates/b.html"] = ""
    assert [(path, line) for path, line, _ in check("missing-template", whole)] == found


def test_what_a_missing_template_is_called() -> None:
    files: dict[str, str | bytes] = {
        "app.py": page("return render_template('templates/a.html')"),
        "templates/a.html": "",
    }
    assert problems("missing-template", files)[0].help.startswith("Write a.html:")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"app.py": page("return render_template('A.html')")}, [("app.py", "error")]),
        ({"templates/b.html": "{% extends 'A.HTML' %}"}, [("templates/b.html", "error")]),
        (
            {"templates/b.html": "{{ url_for('static', filename='CSS/a.css') }}", "static/css/a.css": ""},
            [("templates/b.html", "warning")],
        ),
        ({"templates/b.html": "<img src='/static/A.png'>", "static/a.png": ""}, [("templates/b.html", "warning")]),
        ({"app.py": APP + "import Helpers\n", "helpers.py": ""}, [("app.py", "error")]),
        ({"app.py": APP + "from shop.Models import X\n", "shop/__init__.py": "", "shop/models.py": ""}, [("app.py", "error")]),
        ({"app.py": APP + "from Shop import models\n", "shop/__init__.py": "", "shop/models.py": ""}, [("app.py", "error")]),
        ({"app.py": APP + "from shop import Models\n", "shop/__init__.py": "", "shop/models.py": ""}, [("app.py", "error")]),
        ({"app.py": APP + "import shop\n", "shop/__init__.py": "from .Views import x\n", "shop/views.py": ""}, [("shop/__init__.py", "error")]),
        ({"app.py": APP + "import Shop.models\n", "shop/models.py": "x = 1\n"}, [("app.py", "error")]),
        ({"app.py": page("return render_template('a.html')")}, []),
        ({"app.py": page("return render_template(['A.html', 'a.html'])")}, []),
        ({"app.py": page("return render_template('B.html')"), "templates/B.html": "", "templates/b.html": ""}, []),
        ({"app.py": APP + "import helpers\n", "helpers.py": "", "Helpers.py": ""}, []),
        ({"app.py": APP + "from shop import User\n", "shop/__init__.py": "from .user import User\n", "shop/user.py": "User = 1\n"}, []),
        ({"app.py": APP + "from shop import User\n", "shop/__init__.py": "from .user import *\n", "shop/user.py": "User = 1\n"}, []),
        ({"app.py": APP + "import PIL\n", "pil.py": "", "requirements.txt": "flask\nPillow\n"}, []),
        ({"app.py": APP + "import queue\n", "Queue.py": ""}, []),
        ({"app.py": APP + "try:\n    import Helpers\nexcept ImportError:\n    pass\n", "helpers.py": ""}, []),
    ],
)  # fmt: skip
def test_case_mismatch(files: dict[str, str | bytes], found: list[tuple[str, str]]) -> None:
    whole: dict[str, str | bytes] = {"app.py": BOTH, "templates/a.html": "", **files}
    assert [(path, severity) for path, _, severity in check("case-mismatch", whole)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ url_for('static', filename='b.css') }}", 1),
        ("<link href='/static/b.css'>", 1),
        ("<link href='/static/b.css'><link href='/static/b.css'>", 1),
        ("{{ url_for('static', filename='a.css') }}", 0),
        ("{{ url_for('static', filename='A.css') }}", 0),
        ("{{ url_for('static', filename='dist/b.js') }}", 0),
        ("{{ url_for('static', filename='img/') }}", 0),
        ("{{ url_for('static', filename='secret.css') }}", 0),
        ("{{ url_for('shop.static', filename='b.css') }}", 0),
        ("<!-- <link href='/static/b.css'> -->", 0),
        ("<img src='/static/{{ x }}.png'>", 0),
    ],
)
def test_missing_static_file(text: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": BOTH,
        "static/a.css": "",
        "templates/a.html": text,
        "static/secret.css": "",
    }
    assert len(check("missing-static-file", files, ignored=["static/secret.css"])) == found


NAMING = "{% extends 'lost.html' %}{% include 'LOST.HTML' %}<img src='/static/lost.png'>"


@pytest.mark.parametrize(
    ("code", "others", "is_reached"),
    [
        ("return render_template('mail/a.html')", {}, True),
        ("return render_template('mail/' + x)", {}, True),
        ("return render_template(f'mail/{x}.html')", {}, True),
        ("name = 'mail/a.html' if x else 'b.html'; return send(name)", {}, True),
        ("return render_template('b.html')", {"templates/b.html": "{% include 'mail/a.html' %}"}, True),
        ("return render_template('b.html')", {"templates/b.html": "{% include 'c.html' %}", "templates/c.html": "{% import 'mail/a.html' as a %}"}, True),
        ("return render_template('b.html')", {"templates/b.html": ""}, False),
        ("return render_template(f'{x}.html')", {}, False),
        ("return mails.get_template('a.html')", {"mails.py": "from jinja2 import Environment, FileSystemLoader\nmails = Environment(loader=FileSystemLoader('templates/mail'))\n"}, False),
        ("return render_template('b.html')", {"templates/b.html": "", "tests/test_mail.py": "NAME = 'mail/a.html'\n"}, False),
    ],
)  # fmt: skip
def test_templates_that_nobody_names_are_left_alone(code: str, others: dict[str, str], is_reached: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": page(code),
        "static/a.png": "",
        "templates/mail/a.html": NAMING,
        **others,
    }
    found = {path for rule in ("missing-template", "missing-static-file") for path, _, _ in check(rule, files)}
    assert ("templates/mail/a.html" in found) is is_reached


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("", 1),
        ("app.template_folder = 'themes/' + app.config['THEME']\n", 0),
        ("app.template_folder = os.path.join('themes', name, 'templates')\n", 0),
        ("app.template_folder == 'themes'\n", 1),
        ("print(app.template_folder)\n", 1),
    ],
)
def test_folders_that_are_given_later(made: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": APP + made + "render_template('a.html')\n", "templates/b.html": ""}
    assert len(check("missing-template", files)) == found


def test_static_files_under_another_address() -> None:
    made = HEAD + "app = Flask(__name__, static_url_path='/assets')\n"
    assert check("missing-static-file", {"app.py": made, "templates/a.html": "<img src='/static/x.png'>"}) == []
    files: dict[str, str | bytes] = {"app.py": page("return url_for('static', filename='x.png')"), "static/y": ""}
    assert check("missing-static-file", files) == [("app.py", 5, "warning")]


IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:8000 site:app\n"
PAGE = "from flask import Flask, render_template\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return render_template('list.html')\n"


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        (IMAGE, IMAGE, []),
        (IMAGE.replace("COPY . .", "COPY site.py .\nCOPY templates templates"), IMAGE, []),
        (IMAGE.replace("COPY . .", "COPY site.py ."), IMAGE, ["one/site.py"]),
        (IMAGE, IMAGE.replace("COPY . .", "COPY site.py ."), ["two/site.py"]),
    ],
)
def test_each_application_of_a_repository_has_its_own_template(one: str, two: str, told: list[str]) -> None:
    """Both are called alike; an image lacks the other's by right."""
    files: dict[str, str | bytes] = {}
    for folder, dockerfile in (("one", one), ("two", two)):
        files |= {f"{folder}/site.py": PAGE, f"{folder}/templates/list.html": "x", f"{folder}/Dockerfile": dockerfile}
    assert [path for path, *_ in check("missing-template", files)] == told


@pytest.mark.parametrize(
    ("folder", "is_told"),
    [
        ("os.path.join(os.path.dirname(__file__), 'static')", True),
        ("os.path.join(HERE, 'static')", True),
        ("str(Path(__file__).resolve().parent / 'static')", True),
        ("Path(__file__).parents[0].joinpath('static')", True),
        ("HERE + '/static'", True),
        ("os.path.join(os.environ['STATIC_ROOT'], 'static')", False),
        ("os.path.join(HERE, '..', 'static')", False),
    ],
)
def test_a_folder_that_is_put_together(folder: str, is_told: bool) -> None:
    code = (
        "import os\nfrom pathlib import Path\nfrom flask import Flask, render_template\n"
        "HERE = os.path.dirname(os.path.abspath(__file__))\n"
        f"app = Flask(__name__, static_folder={folder})\n"
        "@app.get('/')\ndef home():\n    return render_template('home.html')\n"
    )
    page = "<img src=\"{{ url_for('static', filename='logo.png') }}\"><link href=' /static/site.css ' rel=stylesheet>"
    files = {"app.py": code, "templates/home.html": page, "static/site.css": "", "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("missing-static-file", files)) is is_told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"Template/a.html": "", "Template/b.html": ""}, ["Template/a.html", "Template/b.html"]),
        ({"a.html": "", "web/b.html": ""}, ["a.html", "web/b.html"]),
        ({"pages/a.html": ""}, ["pages/a.html", ""]),
        ({"templates/c.html": "", "Template/a.html": ""}, ["", ""]),
        ({"templates/a.html": "", "templates/b.html": ""}, []),
    ],
)
def test_templates_where_flask_does_not_look_are_one_mistake(files: dict[str, str | bytes], told: list[str]) -> None:
    code = HEAD + "app = Flask(__name__)\n"
    code += "".join(f"@app.get('/{n}')\ndef {n}():\n    return render_template('{n}.html')\n" for n in "ab")
    found = problems("missing-template", {"app.py": code, **files})
    moved = ["move" in problem.help for problem in found]
    assert moved == [bool(path) for path in told]
    assert all(path in problem.help for path, problem in zip(told, found))
    causes = [problem.cause for problem, is_moved in zip(found, moved) if is_moved]
    assert len(set(causes)) <= 1


IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nRUN pip install flask gunicorn\nCOPY . .\n"
PLACED = page("return render_template('own.html')")


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"Dockerfile": IMAGE + "CMD sh start.sh\n", "start.sh": "if [ -f conf/own.html ]; then\n  cp -f conf/own.html templates/own.html\nfi\nexec gunicorn app:app\n"}, []),
        ({"Dockerfile": IMAGE + "ENTRYPOINT [\"sh\", \"-c\", \"cp /etc/shop/own.html /srv/templates/own.html && exec gunicorn app:app\"]\n"}, []),
        ({"Procfile": "web: cp extra/own.html templates/own.html && gunicorn app:app\n", "extra/own.html": ""}, []),
        ({"Procfile": "web: echo hi | tee templates/own.html && gunicorn app:app\n"}, []),
        ({"Procfile": "web: cp extra/own.html pages/own.html && gunicorn app:app\n", "extra/own.html": ""}, [("app.py", 5)]),
        ({"Procfile": "web: cp templates/a.html templates/b.html && gunicorn app:app\n"}, [("app.py", 5)]),
        ({"Dockerfile": IMAGE + "CMD sh start.sh\n", "start.sh": "test -f conf/own.html\nexec gunicorn app:app\n"}, [("app.py", 5)]),
    ],
)  # fmt: skip
def test_templates_that_the_start_puts_there(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    whole: dict[str, str | bytes] = {"app.py": PLACED, "templates/a.html": "", **files}
    assert [(path, line) for path, line, _ in check("missing-template", whole)] == found


@pytest.mark.parametrize(("command", "told"), [("cp skin.css static/skin.css", 0), ("cp skin.css skins/skin.css", 1)])
def test_static_files_that_the_start_puts_there(command: str, told: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": page("return url_for('static', filename='skin.css')"),
        "static/a.css": "",
        "skin.css": "",
        "Procfile": f"web: {command} && gunicorn app:app\n",
    }
    assert len(check("missing-static-file", files)) == told
