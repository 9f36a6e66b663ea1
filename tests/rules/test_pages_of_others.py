"""Templates that extensions bring, folders outside the repository, links that not everybody gets, files of somebody's disk."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from checking import FLASK, check

from flaskcheck.files.discover import discover
from flaskcheck.findings.registry import load
from flaskcheck.project import Project

WEB: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
PAGE = "@app.get('/')\ndef index():\n    return render_template('{}')\n"
HEAD = "from flask import Flask, render_template\n"


def missed(imports: str, given: str, name: str, **files: str) -> list[int]:
    made = {
        path.replace("__", "/").replace("_py", ".py").replace("_html", ".html"): text for path, text in files.items()
    }
    code = f"{HEAD}{imports}\napp = Flask(__name__)\n{given}\n{PAGE.format(name)}"
    found = check("missing-template", {"app.py": code, "templates/home.html": "hi", **WEB, **made})
    return [line for _, line, _ in found]


@pytest.mark.parametrize(
    ("imports", "given", "name", "is_told"),
    [
        ("from baseframe import baseframe", "baseframe.init_app(app)", "baseframe/forms.html", False),
        ("from baseframe import baseframe", "baseframe.init_app(app)", "layout.html", False),
        ("import dashing", "dashing.Dashing(app)", "panel/board.html", False),
        ("from dashing import Dashing", "board = Dashing()\nboard.init_app(app=app)", "board.html", False),
        ("from extensions import board", "board.init_app(app)", "board.html", False),
        ("import dashing", "dashing.attach(app, title='x')", "board.html", False),
        # a file of nearly this name was meant
        ("import dashing", "dashing.Dashing(app)", "hom.html", True),
        ("import dashing", "dashing.Dashing(app)", "pages/home.html", True),
        # nobody gives it the application
        ("import dashing", "dashing.version()", "board.html", True),
        ("from extensions import board", "", "board.html", True),
        # what is known to bring none, and the repository's own
        ("from flask_login import LoginManager", "LoginManager(app)", "board.html", True),
        ("from flask_migrate import Migrate", "m = Migrate()\nm.init_app(app)", "board.html", True),
        ("from shop import setup", "setup(app)", "board.html", True),
        (
            "from werkzeug.middleware.proxy_fix import ProxyFix",
            "app.wsgi_app = ProxyFix(app.wsgi_app)",
            "board.html",
            True,
        ),
        ("import logging", "logging.info(app)", "board.html", True),
    ],
)
def test_an_extension_may_bring_templates(imports: str, given: str, name: str, is_told: bool) -> None:
    found = missed(
        imports,
        given,
        name,
        extensions_py="from dashing import Dashing\nboard = Dashing()\n",
        shop_py="def setup(app):\n    pass\n",
    )
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("imports", "others", "lines"),
    [
        # the folder is the extension's: other names from it are like no file here
        ("from dashing import Board\nBoard(app)", {"templates__list_html": "{% extends 'board/frame.html' %}"}, []),
        ("import dashing.boards\ndashing.boards.add(app)", {"templates__list_html": "{% include 'board/frame.html' %}"}, []),
        ("from dashing import Board\nBoard(app)", {"data__dashing__notes_txt": "x", "templates__list_html": "{% import 'board/frame.html' as f %}"}, []),
        # nobody asks for anything else from it, or the repository's own package is called so
        ("from dashing import Board\nBoard(app)", {}, [7]),
        ("from dashing import Board\nBoard(app)", {"dashing__deep__board_py": "x = 1\n", "templates__list_html": "{% extends 'board/frame.html' %}"}, [7, 1]),
        ("", {"templates__list_html": "{% extends 'board/frame.html' %}"}, [5, 1]),
    ],
)  # fmt: skip
def test_a_folder_of_an_extension(imports: str, others: dict[str, str], lines: list[int]) -> None:
    view = "def index():\n    return render_template('board/home.html') + render_template('list.html')\n"
    code = f"{HEAD}app = Flask(__name__)\n{imports}\n@app.get('/')\n{view}".replace("\n\n", "\n")
    made = {p.replace("__", "/").replace("_py", ".py").replace("_html", ".html"): text for p, text in others.items()}
    files: dict[str, str | bytes] = {"app.py": code, "templates/home.html": "hi", "templates/list.html": "x", **WEB}
    found = check("missing-template", {**files, **made})
    assert [line for _, line, _ in found] == lines


@pytest.mark.parametrize(
    ("mode", "target", "is_told"),
    [
        ("link", "../shared/menu.html", False),
        ("link", "/srv/menu.html", False),
        ("none", "", True),
        ("file", "", False),
    ],
)
def test_a_link_to_a_file_that_is_not_here(mode: str, target: str, is_told: bool, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "app.py").write_text(f"{HEAD}app = Flask(__name__)\n{PAGE.format('menu.html')}")
    if mode == "link":
        (tmp_path / "templates/menu.html").symlink_to(target)
    elif mode == "file":
        (tmp_path / "templates/menu.html").write_text("x")
    subprocess.run("git init -q && git add -A", shell=True, cwd=tmp_path, check=True)
    [rule] = load(["missing-template"])
    assert bool(list(rule.check(Project(discover(str(tmp_path)))))) is is_told


@pytest.mark.parametrize(
    ("path", "made", "others", "is_told"),
    [
        ("app.py", "Flask(__name__, template_folder='../templates')", {}, True),
        ("app.py", "Flask(__name__, template_folder='../../web/pages')", {}, True),
        ("app.py", "Flask(__name__, None, 'static', None, False, False, '../templates')", {}, True),
        ("shop/app.py", "Flask(__name__, template_folder='../templates')", {}, False),
        ("shop/app.py", "Flask(__name__, template_folder='../../templates')", {}, True),
        ("app.py", "Flask(__name__, template_folder='../templates')", {"Dockerfile": "FROM python:3.13\n"}, False),
        ("app.py", "Flask(__name__, template_folder='./templates')", {}, False),
        ("app.py", "Flask(__name__, static_folder='../build', template_folder='templates')", {}, False),
    ],
)
def test_a_folder_outside_the_repository_is_empty(path: str, made: str, others: dict[str, str], is_told: bool) -> None:
    code = f"{HEAD}app = {made}\n{PAGE.format('home.html')}"
    target = path.removesuffix(".py").replace("/", ".")
    files: dict[str, str | bytes] = {
        path: code,
        "templates/home.html": "hi",
        **WEB,
        "Procfile": f"web: gunicorn {target}:app\n",
        **others,
    }
    assert bool(check("missing-template", files)) is is_told


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_folder_of_a_repository_may_have_its_templates_beside_it(is_whole: bool, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        f"{HEAD}app = Flask(__name__, template_folder='../pages')\n{PAGE.format('home.html')}"
    )
    if is_whole:
        (tmp_path / ".git").mkdir()
    [rule] = load(["missing-template"])
    assert bool(list(rule.check(Project(discover(str(tmp_path)))))) is is_whole


LINK = "<script src='http://127.0.0.1:8008/a.js'></script>"


@pytest.mark.parametrize(
    ("page", "severities"),
    [
        (f"{{%- if g.kiosk %}}{LINK}{{%- endif %}}", ["warning"]),
        (f"{{% if config['BADGES'] %}}\n{LINK}\n{{% endif %}}", ["warning"]),
        (f"{{% if g.kiosk %}}x{{% else %}}{LINK}{{% endif %}}", ["warning"]),
        (f"{{% if g.kiosk %}}{{% if user %}}{LINK}{{% endif %}}{{% endif %}}", ["warning"]),
        (f"{{% if config.DEBUG %}}{LINK}{{% endif %}}", []),
        (f"{{% if user %}}{LINK}{{% endif %}}", ["error"]),
        (f"{{% if g.kiosk %}}x{{% endif %}}{LINK}", ["error"]),
        (f"{{% for item in config_items %}}{LINK}{{% endfor %}}", ["error"]),
    ],
)
def test_a_link_that_only_some_deployments_show(page: str, severities: list[str]) -> None:
    found = check("loopback-link", {"app.py": FLASK, "templates/home.html": page, **WEB})
    assert [severity for *_, severity in found] == severities


@pytest.mark.parametrize(
    ("page", "severities"),
    [
        ("<img src='file:///C:/Users/me/plant.png'>", ["error"]),
        ('<link rel="stylesheet" href="C:\\Users\\me\\shop\\static\\a.css">', ["error"]),
        ("<script src=FILE:///home/me/a.js></script>", ["error"]),
        ("<a href='file:///Users/me/shop/a.pdf'>a</a>\n<img src='d:/pictures/a.png'>", ["error", "error"]),
        ("{% if g.kiosk %}<img src='file:///opt/kiosk/a.png'>{% endif %}", ["warning"]),
        ("<a href='/home/me/profile'>me</a>", []),
        ("<a href='https://example.com/C:/x'>a</a>", []),
        ("<!-- <img src='file:///C:/Users/me/plant.png'> -->", []),
        ("<p>Open file:///C:/Users/me/plant.png</p>", []),
        ("<img src=\"{{ url_for('static', filename='c:/x') }}\">", []),
        ("<a href='c:'>a</a>", []),
    ],
)
def test_files_of_a_disk_in_pages(page: str, severities: list[str]) -> None:
    code = f"{HEAD}app = Flask(__name__)\n{PAGE.format('home.html')}"
    files: dict[str, str | bytes] = {"app.py": code, "templates/home.html": page, **WEB}
    assert [severity for *_, severity in check("absolute-local-path", files)] == severities
    assert not check("absolute-local-path", {**files, "app.py": FLASK})  # nobody renders the page


LINK = "<a href='http://localhost:5000/x'>x</a>"


@pytest.mark.parametrize(
    ("folder", "code", "found"),
    [
        ("old", "", 0),
        ("old_versions/flask", "", 0),
        ("backup/web", "", 0),
        ("Deprecated", "", 0),
        ("golden", "", 1),
        ("older", "", 1),
        ("old", "from old import views\n", 1),
    ],
)
def test_the_pages_of_a_version_that_is_set_aside(folder: str, code: str, found: int) -> None:
    files = {"app.py": FLASK + code, f"{folder}/views.py": FLASK, f"{folder}/templates/home.html": LINK, **WEB}
    assert len(check("loopback-link", files)) == found


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("const { chromium } = require('playwright');", 0),
        ('import puppeteer from "puppeteer";', 0),
        ("import { Builder } from 'selenium-webdriver';", 0),
        ("import fs from 'node:fs';", 0),
        ("const fs = require('fs');", 0),
        ("import axios from 'axios';", 1),
        ("const kind = 'fs';", 1),
        ("// made with playwright", 1),
    ],
)
def test_a_script_that_no_browser_can_run(first: str, found: int) -> None:
    script = f"{first}\nfetch('http://localhost:5000/x')\n"
    files = {"app.py": FLASK, "web/src/check.js": script, "web/package.json": "{}", **WEB}
    assert len(check("loopback-link", files)) == found


@pytest.mark.parametrize(
    ("path", "more", "found"),
    [
        ("data/shapes/preview.html", {}, 0),
        ("server/config/preview.html", {"server/config/a.json": "{}"}, 0),
        ("site/preview.html", {"site/index.html": ""}, 1),
        ("web/src/pages/preview.html", {"web/package.json": "{}"}, 1),
        ("preview.html", {}, 1),
        ("data/index.html", {}, 1),
        ("data/preview.html", {"app.py": f"from flask import send_file\n{FLASK}@app.get('/')\ndef page():\n    return send_file('data/preview.html')\n"}, 1),
    ],
)  # fmt: skip
def test_a_page_that_no_site_has_and_nothing_names(path: str, more: dict[str, str], found: int) -> None:
    files = {"app.py": FLASK, path: LINK, **more, **WEB}
    assert len(check("loopback-link", files)) == found


@pytest.mark.parametrize(
    ("link", "severity"),
    [
        ("<a href='http://localhost:5000/'>http://localhost:5000</a>", "info"),
        ("<a href='http://localhost:5000'>http://localhost:5000/</a>", "info"),
        ("<a href='http://localhost:5000/x'>http://localhost:5000</a>", "error"),
        ("<a href='http://localhost:5000/'>the page</a>", "error"),
    ],
)
def test_an_address_that_readers_are_told(link: str, severity: str) -> None:
    files = {"app.py": FLASK, "templates/home.html": link, **WEB}
    assert [found[2] for found in check("loopback-link", files)] == [severity]
