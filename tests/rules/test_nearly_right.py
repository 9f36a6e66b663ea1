"""Names with one slip in them, and files that are there but for git or the image: what mutations of good repositories showed."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

SHOP: dict[str, str | bytes] = {
    "shop/__init__.py": "from flask import Flask\nfrom shop.settings import Settings\nfrom shop.views import routes\n\ndef create_app():\n    app = Flask(__name__)\n    app.register_blueprint(routes)\n    return app\n",
    "shop/settings.py": "class Settings:\n    DEBUG = False\n",
    "shop/views.py": "from flask import Blueprint\nfrom config import LIMIT\nroutes = Blueprint('routes', __name__)\n",
    "config.py": "LIMIT = 3\n",
    "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\nacme-own-tools==1.0\n",
    "Procfile": "web: gunicorn 'shop:create_app()'\n",
}


@pytest.mark.parametrize(
    ("path", "before", "after", "found"),
    [
        ("shop/__init__.py", "from shop.settings", "from shopp.settings", 0),  # a package's inner module: only plain names are compared
        ("shop/views.py", "from config import", "from confg import", 1),
        ("shop/views.py", "from config import", "from configs import", 1),
        ("shop/views.py", "from config import", "from cofnig import", 1),
        ("shop/views.py", "from config import LIMIT", "from confi import LIMIT as most", 1),
        # twins
        ("shop/views.py", "from config import LIMIT", "from confg import OTHER", 0),
        ("shop/views.py", "from config import LIMIT", "import confg", 0),
        ("shop/views.py", "from config import LIMIT", "try:\n    from confg import LIMIT\nexcept ImportError:\n    LIMIT = 1", 0),
        ("shop/views.py", "from config import", "from config import", 0),
        ("requirements.txt", "acme-own-tools", "confg", 0),
    ],
)  # fmt: skip
def test_a_module_by_nearly_its_name(path: str, before: str, after: str, found: int) -> None:
    files = {**SHOP, path: str(SHOP[path]).replace(before, after)}
    told = [p for p in problems("unresolved-import", files) if "is that meant" in p.help]
    assert len(told) == found


def test_a_module_of_that_name_is_declared() -> None:
    files = {**SHOP, "shop/views.py": str(SHOP["shop/views.py"]).replace("config", "confg")}
    assert not check("unresolved-import", {**files, "requirements.txt": "flask\ngunicorn\nconfg\n"})


BASE: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
RENDER = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: {}\n  startCommand: gunicorn app:app\n"
)


@pytest.mark.parametrize(
    ("build", "found"),
    [
        ("pipp install -r requirements.txt", 1),
        ("pp install -r requirements.txt", 1),
        ("pi install --upgrade flask", 1),
        ("pip install -r requirements.txt && flak db upgrade", 1),
        ("pip install -r requirements.txt && flaskk db upgrade", 1),
        # twins
        ("pipx install poetry", 0),
        ("pip3 install -r requirements.txt", 0),
        ("zip install.zip app.py", 0),
        ("npm install", 0),
        ("tip db", 0),
    ],
)
def test_short_programs(build: str, found: int) -> None:
    assert len(check("impossible-command", {**BASE, "render.yaml": RENDER.format(build)})) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [("guniorn site.web:app", 1), ("pythn -m gunicorn site.web:app", 1), ("gunicorn site.web:app", 0), ("nodde server.js", 0)],
)  # fmt: skip
def test_a_slip_above_a_folder_that_is_no_package(command: str, found: int) -> None:
    files: dict[str, str | bytes] = {"site/web.py": FLASK, "requirements.txt": BASE["requirements.txt"]}
    assert len(check("impossible-command", {**files, "Procfile": f"web: {command}\n"})) == found


MIGRATED: dict[str, str | bytes] = {
    "app.py": "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
    "requirements.txt": "flask\ngunicorn\nflask-migrate\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/a1.py": "revision = 'a1'\ndown_revision = None\ndef upgrade(): pass\n",
}
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\n{}\nRUN pip install -r requirements.txt\nCMD flask --app app db upgrade && gunicorn -b 0.0.0.0:8000 app:app\n"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"Dockerfile": IMAGE.format("COPY . ."), ".dockerignore": ".env\nmigrations\n"}, [(".dockerignore", 2, "error")]),
        ({"Dockerfile": IMAGE.format("COPY . ."), ".dockerignore": "migrations/\n"}, [(".dockerignore", 1, "error")]),
        ({"Dockerfile": IMAGE.format("COPY app.py requirements.txt ./")}, [("Dockerfile", 5, "error")]),
        ({"Dockerfile": IMAGE.format("COPY *.py *.txt ./")}, [("Dockerfile", 5, "error")]),
        # twins
        ({"Dockerfile": IMAGE.format("COPY . .")}, []),
        ({"Dockerfile": IMAGE.format("COPY app.py requirements.txt ./\nCOPY migrations migrations")}, []),
        ({"Dockerfile": IMAGE.format("COPY app.py requirements.txt ./\nRUN git clone https://example.com/x .")}, []),
        ({"Dockerfile": IMAGE.format("COPY app.py requirements.txt ./"), "compose.yaml":
          "services:\n  web:\n    build: .\n    volumes: [\"./migrations:/srv/migrations\"]\n"}, []),
    ],
)  # fmt: skip
def test_migrations_that_an_image_lacks(more: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("untracked-migrations", {**MIGRATED, **more}) == found


@pytest.mark.parametrize(
    ("untracked", "found"),
    [
        (["migrations/env.py"], 1),
        (["migrations/env.py", "notes.md"], 1),
        ([], 0),
        (["migrations/README"], 0),
    ],
)
def test_the_script_of_a_history_is_not_in_git(untracked: list[str], found: int) -> None:
    more = {"Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n", "notes.md": "", "migrations/README": ""}
    told = problems("untracked-file", {**MIGRATED, **more}, untracked=untracked)
    assert len([p for p in told if "the upgrade ends here" in p.message]) == found


SPEC = "name: shop\nservices:\n- name: web\n  run_command: gunicorn --bind 0.0.0.0:{} app:app\n{}"


@pytest.mark.parametrize(
    ("bound", "more", "found"),
    [
        ("8080", "  http_port: 7777\n", 1),
        ("8000", "", 1),
        ("9000", "  http_port: 8080\n", 1),
        ("8080", "  http_port: 5000\n", 1),
        ("8080", "", 0),
        ("7777", "  http_port: 7777\n", 0),
        ("$PORT", "  http_port: 7777\n", 0),
    ],
)
def test_the_port_that_a_spec_names_is_the_one(bound: str, more: str, found: int) -> None:
    assert len(check("fixed-port", {**BASE, ".do/app.yaml": SPEC.format(bound, more)})) == found


PACKAGE: dict[str, str | bytes] = {
    "run.py": "from shop import create_app\napp = create_app()\n",
    "shop/__init__.py": "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
    "shop/views.py": "LIMIT = 1\n",
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn run:app\n",
}


@pytest.mark.parametrize(
    ("start", "hidden", "found"),
    [
        (PACKAGE["run.py"], {"ignored": ["shop/__init__.py"]}, 1),
        (PACKAGE["run.py"], {"untracked": ["shop/__init__.py"]}, 1),
        ("import shop.views\nfrom shop import create_app, views\napp = create_app()\n", {"ignored": ["shop/__init__.py"]}, 1),
        ("from flask import Flask\nfrom shop import LIMITS\napp = Flask(__name__)\n", {"ignored": ["shop/__init__.py"]}, 1),
        # twins
        ("from flask import Flask\nfrom shop import views\napp = Flask(__name__)\n", {"ignored": ["shop/__init__.py"]}, 0),
        (PACKAGE["run.py"], {}, 0),
    ],
)  # fmt: skip
def test_a_package_whose_init_git_lacks(start: str, hidden: dict[str, list[str]], found: int) -> None:
    assert len(check("untracked-file", {**PACKAGE, "run.py": start}, **hidden)) == found


@pytest.mark.parametrize(
    ("copies", "found"),
    [
        ("COPY run.py requirements.txt ./", 1),
        ("COPY *.py *.txt ./", 1),
        ("COPY requirements.txt ./\nCOPY run.py run.py", 1),
        ("COPY run.py requirements.txt ./\nCOPY shop/views.py shops/views.py", 1),
        # twins
        ("COPY run.py requirements.txt ./\nCOPY shop shop", 0),
        ("COPY . .", 0),
        ("COPY run.py requirements.txt ./\nRUN git clone https://example.com/shop .", 0),
    ],
)
@pytest.mark.parametrize("procfile", [True, False])
def test_an_image_without_the_package_that_its_start_imports(copies: str, found: int, procfile: bool) -> None:
    image = f"FROM python:3.13-slim\nWORKDIR /srv\n{copies}\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 run:app\n"
    files: dict[str, str | bytes] = {**PACKAGE, "Dockerfile": image}
    if not procfile:
        del files["Procfile"]
    told = problems("unresolved-import", files)
    assert len(told) == found
    assert all("the image does not" in p.message for p in told)


@pytest.mark.parametrize(
    ("beside", "found"),
    [("shop/prices.py.old", 1), ("shop/prices.txt", 1), ("shop/prices.bak", 1), ("shop/price.so", 1),
     ("shop/prices.cpython-313-x86_64-linux-gnu.so", 0), ("shop/prices.pyx", 0), ("shop/prices.pyd", 0)],
)  # fmt: skip
def test_what_lies_beside_is_no_module(beside: str, found: int) -> None:
    start = "from flask import Flask\nfrom shop import prices\napp = Flask(__name__)\n"
    assert len(check("unresolved-import", {**PACKAGE, "run.py": start, beside: "x"})) == found


@pytest.mark.parametrize(
    ("load", "key", "told"),
    [
        ("app.config.from_pyfile('config.py', silent=True)", "SECRET_EKY", True),
        ("app.config.from_envvar('SETTINGS', silent=True)", "SECRETKEY", True),
        ("app.config.from_pyfile('config.py', silent=True)", "SQLALCHEMY_DATABASE_URL", True),
        ("app.config.from_pyfile('config.py', silent=True)", "SHOP_KEY", False),
        ("app.config.from_pyfile('config.py', silent=True)\napp.config['SECRET_KEY'] = 'a' * 9", "SECRET_EKY", False),
        ("print(app.config['SECRET_EKY'])", "SECRET_EKY", False),
    ],
)
def test_a_setting_with_a_slip_beside_a_file_that_may_set_the_right_one(load: str, key: str, told: bool) -> None:
    app = f"from flask import Flask\n\napp = Flask(__name__)\napp.config.from_mapping({key}='x')\n{load}\n"
    files = {
        "app.py": app,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool(problems("unknown-setting", files)) is told
