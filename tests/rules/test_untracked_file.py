"""Files that lie on this disk only: every way in which a deployment reaches one, and what is nobody's mistake."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

REQUIREMENTS = "Flask==3.1.2\ngunicorn==23.0.0\n"
PROCFILE = "web: gunicorn shop:app\n"
PAGE = "import flask\n@app.route('/')\ndef page():\n    return flask.render_template('stock/list.html')\n"

REACHED = {
    "a module": ({"shop/__init__.py": "from shop.stock import count\n" + FLASK, "shop/stock.py": "count = 1\n"}, "shop/stock.py", 1),
    "a relative one": ({"shop/__init__.py": "from .stock import count\n" + FLASK, "shop/stock.py": "count = 1\n"}, "shop/stock.py", 1),
    "a submodule": ({"shop/__init__.py": FLASK + "from shop import stock\n", "shop/stock.py": "count = 1\n"}, "shop/stock.py", 3),
    "a package": ({"shop/__init__.py": FLASK + "import shop.stock\n", "shop/stock/__init__.py": ""}, "shop/stock/__init__.py", 3),
    "a module that a text names": (
        {"shop/__init__.py": FLASK + "app.config.from_object('shop.values')\n", "shop/values.py": "KEY = 1\n"},
        "shop/values.py",
        3,
    ),
    "a class that a text names": (
        {"shop/__init__.py": FLASK + "app.config.from_object('shop.values.Live')\n", "shop/values.py": "class Live:\n    A = 1\n"},
        "shop/values.py",
        3,
    ),
    "a module that is imported by its name": (
        {"shop/__init__.py": "import importlib\n" + FLASK + "importlib.import_module('shop.jobs')\n", "shop/jobs.py": ""},
        "shop/jobs.py",
        4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", ["untracked", "ignored"])
@pytest.mark.parametrize(("files", "path", "line"), REACHED.values(), ids=REACHED)
def test_modules(files: dict[str, str], path: str, line: int, why: str) -> None:
    whole = {**files, "Procfile": PROCFILE, "requirements.txt": REQUIREMENTS}
    assert check("untracked-file", whole, **{why: [path]}) == [("shop/__init__.py", line, "error")]
    assert check("untracked-file", whole) == []
    assert check("untracked-file", whole, git=False) == []


def test_a_template_and_a_page_that_it_extends() -> None:
    files = {
        "shop.py": FLASK + PAGE,
        "templates/stock/list.html": "{% extends 'frame.html' %}",
        "templates/frame.html": "",
        "Procfile": PROCFILE,
        "requirements.txt": REQUIREMENTS,
    }
    for why in ("untracked", "ignored"):
        assert check("untracked-file", files, **{why: ["templates/stock/list.html"]}) == [("shop.py", 6, "error")]
        frame = check("untracked-file", files, **{why: ["templates/frame.html"]})
        assert frame == [("templates/stock/list.html", 1, "error")]
    everything = ["templates/stock/list.html", "templates/frame.html"]
    assert check("untracked-file", files, untracked=everything) == [
        ("shop.py", 6, "error")
    ]  # the next one is not in git


def test_what_commands_name() -> None:
    files = {
        "shop.py": FLASK,
        "wsgi.py": "from shop import app\n",
        "start.sh": "flask db upgrade\nexec gunicorn wsgi:app\n",
        "seed.py": "from shop import app\n",
        "requirements/live.txt": "-r all.txt\ngunicorn==23.0.0\n",
        "requirements/all.txt": "Flask==3.1.2\n",
        "render.yaml": "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements/live.txt && python seed.py\n"
        "  startCommand: sh start.sh\n",
    }
    for path, place in (
        ("start.sh", ("render.yaml", 6)),
        ("wsgi.py", ("start.sh", 2)),
        ("seed.py", ("render.yaml", 5)),
        ("requirements/live.txt", ("render.yaml", 5)),
        ("requirements/all.txt", ("requirements/live.txt", 1)),
    ):
        assert check("untracked-file", files, untracked=[path]) == [(*place, "error")], path


def test_static_files_give_a_warning_unless_a_build_may_make_them() -> None:
    page = "<link href=\"{{ url_for('static', filename='shop.css') }}\">"
    files = {
        "shop.py": FLASK + "import flask\nflask.render_template('page.html')\n",
        "templates/page.html": page,
        "static/shop.css": "",
        "render.yaml": "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install flask\n  startCommand: gunicorn shop:app\n",
    }
    assert check("untracked-file", files, untracked=["static/shop.css"]) == [("templates/page.html", 1, "warning")]
    files["render.yaml"] = files["render.yaml"].replace("flask", "flask && npm run build", 1)
    assert check("untracked-file", files, untracked=["static/shop.css"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import local\nexcept ImportError:\n    pass\n",
        "import os\nif os.path.exists('local.py'):\n    import local\n",
        "import os\nif os.environ.get('EXTRA'):\n    import local\n",
        "import pathlib\nif pathlib.Path('local.py').is_file():\n    import local\n",
        "import importlib.util\nif importlib.util.find_spec('local'):\n    import local\n",
        "def extra():\n    if app.config['EXTRA']:\n        import local\nextra()\n",
    ],
)
def test_code_that_can_do_without(text: str) -> None:
    files = {"shop.py": FLASK + text, "local.py": "", "Procfile": PROCFILE, "requirements.txt": REQUIREMENTS}
    assert check("untracked-file", files, ignored=["local.py"]) == []


@pytest.mark.parametrize(
    "test",
    [
        "not User.query.filter_by(name='a').first()",
        "User.query.count() == 0",
        "db.session.scalar(db.select(User)) is None",
        "flask.request.method == 'POST'",
        "flask.request.args.get('again')",
        "len(db.session.execute('select 1').all()) < 1",
    ],
)
def test_a_test_of_data_foresees_no_missing_file(test: str) -> None:
    text = f"import flask\nfrom shop.data import db, User\n@app.route('/')\ndef fill():\n    if {test}:\n        import shop.fill\n    return ''\n"
    count = f"import flask\nfrom shop.data import db, User\n@app.route('/')\ndef fill():\n    found = {test}\n    if found:\n        import shop.fill\n    return ''\n"
    for code, line in ((text, 8), (count, 9)):
        files = {
            "shop/__init__.py": FLASK + code,
            "shop/data.py": "db = User = object()\n",
            "shop/fill.py": "",
            "Procfile": PROCFILE,
        }
        assert check("untracked-file", files, ignored=["shop/fill.py"]) == [("shop/__init__.py", line, "error")]


def test_a_name_that_a_distribution_or_a_build_gives() -> None:
    files = {
        "shop/__init__.py": "import celery\nfrom shop._version import version\n" + FLASK,
        "celery.py": "",
        "shop/_version.py": "version = 1\n",
        "Procfile": PROCFILE,
        "requirements.txt": REQUIREMENTS + "celery==5.5.3\n",
    }
    assert check("untracked-file", files, ignored=["celery.py", "shop/_version.py"]) == []


def test_hosts_that_take_the_folder_as_it_lies_there() -> None:
    files = {"shop.py": "import stock\n" + FLASK, "stock.py": ""}
    image = "FROM python:3.13-slim\nCOPY . /app\nWORKDIR /app\nRUN pip install flask gunicorn\nCMD ['gunicorn', 'shop:app']\n"
    fly = {**files, "fly.toml": "app = 'shop'\n", "Dockerfile": image.replace("'", '"')}
    engine = {**files, "app.yaml": "runtime: python313\nentrypoint: gunicorn shop:app\n"}
    assert (
        check("untracked-file", fly, untracked=["stock.py"]) == check("untracked-file", fly, ignored=["stock.py"]) == []
    )
    assert check("untracked-file", engine, untracked=["stock.py"]) == []
    assert check("untracked-file", engine, ignored=["stock.py"]) == [("shop.py", 1, "error")]


def test_nothing_is_said_where_the_file_that_names_it_is_new_too() -> None:
    files = {"shop.py": "import stock\n" + FLASK, "stock.py": "", "Procfile": PROCFILE, "notes.txt": ""}
    assert check("untracked-file", files, untracked=["stock.py", "shop.py"]) == [("Procfile", 1, "error")]
    assert check("untracked-file", files, untracked=["stock.py", "shop.py", "Procfile"]) == []
    assert check("untracked-file", files, untracked=list(files)) == []


@pytest.mark.parametrize("path", ["shop.py", "shop/__init__.py"])
def test_a_whole_application_that_git_ignores(path: str) -> None:
    files = {path: FLASK, "Procfile": "web: gunicorn shop:app\n", "requirements.txt": REQUIREMENTS}
    assert Project(MemoryTree(files, ignored=[path])).has_application
    [problem] = problems("unresolved-app", files, ignored=[path])
    assert path in problem.message
    assert check("untracked-file", files, ignored=[path]) == []  # the target cannot be found: that rule tells it
    assert not Project(MemoryTree({k: v for k, v in files.items() if k != path})).has_application


RENDER = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: {}\n  startCommand: gunicorn shop:app\n"
)


@pytest.mark.parametrize(
    ("files", "hosts", "path", "severity"),
    [
        ({"Procfile": PROCFILE}, (), "Procfile", "warning"),
        ({"render.yaml": RENDER.format("pip install flask gunicorn")}, (), "render.yaml", "warning"),
        ({".do/app.yaml": "name: shop\nservices:\n- name: web\n  run_command: gunicorn shop:app\n"}, (), ".do/app.yaml", "warning"),
        ({"Procfile": PROCFILE}, (), "requirements.txt", "error"),
        ({}, ("render",), "requirements.txt", "error"),
        ({"railway.json": '{"deploy": {"startCommand": "gunicorn shop:app"}}'}, (), "requirements.txt", "error"),
        ({"fly.toml": "app = 'shop'\n[build]\n", "Dockerfile": "FROM python:3.13\nCOPY . .\nCMD gunicorn -b :8080 shop:app\n"}, (), "Dockerfile", ""),
        ({"manifest.yml": "applications:\n- name: shop\n  command: gunicorn shop:app\n"}, (), "manifest.yml", ""),
        ({"app.yaml": "runtime: python313\nentrypoint: gunicorn shop:app\n"}, (), "app.yaml", ""),
        ({"Dockerfile": "FROM python:3.13\nCOPY . .\nCMD gunicorn -b :8080 shop:app\n"}, (), "Dockerfile", ""),
    ],
)  # fmt: skip
def test_what_a_host_reads_under_its_own_name(
    files: dict[str, str], hosts: tuple[str, ...], path: str, severity: str
) -> None:
    every = {"shop.py": FLASK, "requirements.txt": REQUIREMENTS, **files}
    found = check("untracked-file", every, untracked=[path], hosts=hosts)
    assert found == ([(path, 0, severity)] if severity else [])
    assert check("untracked-file", every, hosts=hosts) == []


def test_a_revision_that_was_never_added() -> None:
    files = {
        "shop.py": FLASK + "from flask_migrate import Migrate\nMigrate(app)\n",
        "Procfile": f"release: flask db upgrade\n{PROCFILE}",
        "migrations/env.py": "from alembic import context\n",
        **{f"migrations/versions/{n}.py": f"revision = '{n}'\ndown_revision = {n - 1 and str(n - 1)!r}\n" for n in (1, 2, 3)},
    }  # fmt: skip
    path = "migrations/versions/3.py"
    assert check("untracked-file", files, untracked=[path]) == [(path, 0, "warning")]
    assert check("untracked-file", files) == []
    none = [f"migrations/versions/{n}.py" for n in (1, 2, 3)]
    assert check("untracked-file", files, untracked=none) == []  # untracked-migrations tells
    assert check("untracked-file", {**files, "Procfile": ""}, untracked=[path]) == [(path, 0, "warning")]


@pytest.mark.parametrize(
    ("build", "rest", "ignored", "found"),
    [
        ("pip install -r requirements.txt", {}, ["static/shop.css"], True),
        ("./build.sh", {"build.sh": "pip install -r requirements.txt\n"}, ["static/shop.css"], True),
        ("pip install -r requirements.txt", {}, ["static/shop.css", "static/shop.js"], True),
        ("./build.sh", {"build.sh": "npm ci && npm run build\n"}, ["static/shop.css"], False),
        ("pip install -r requirements.txt", {"package.json": "{}"}, ["static/shop.css"], False),
        ("pip install -r requirements.txt && flask assets build", {}, ["static/shop.css"], False),
        ("python make_css.py", {"make_css.py": ""}, ["static/shop.css"], False),
        ("pip install -r requirements.txt", {}, ["static/js/shop.min.js"], False),
        ("pip install -r requirements.txt", {}, ["static/dist/shop.css"], False),
    ],
)
def test_static_files_that_git_ignores(build: str, rest: dict[str, str], ignored: list[str], found: bool) -> None:
    page = "".join(f"<i x=\"{{{{ url_for('static', filename='{path[7:]}') }}}}\">" for path in ignored)
    files = {
        "shop.py": FLASK + "import flask\nflask.render_template('page.html')\n",
        "templates/page.html": page,
        "static/kept.css": "",
        **dict.fromkeys(ignored, ""),
        "render.yaml": RENDER.format(build),
        "requirements.txt": REQUIREMENTS,
        **rest,
    }
    places = [("templates/page.html", 1, "warning")] * len(ignored)
    assert check("untracked-file", files, ignored=ignored) == (places if found else [])
    bare = {path: text for path, text in files.items() if path != "render.yaml"}
    assert check("untracked-file", bare, ignored=ignored) == []  # nobody says what the build does


@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("compose.yaml", "*.yaml", True),
        ("compose.yml", "*.yml", True),
        ("render.yaml", "__pycache__/\n/*.yaml", True),
        ("vercel.json", "*.json", True),
        ("render.yaml", "render.yaml", False),
        ("compose.yaml", "compose.*", False),
        ("fly.toml", "*.toml", False),
        ("notes.yaml", "*.yaml", False),
    ],
)
def test_a_pattern_that_means_the_hosts_file_too(name: str, lines: str, told: bool) -> None:
    files = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", name: "services: {}\n", ".gitignore": f"{lines}\n"}
    assert check("untracked-file", files, ignored=[name]) == ([(name, 0, "warning")] if told else [])
