"""What a host, or the image that a build starts from, brings need not be installed; what it does not bring is missing."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FLASK_ALONE = {"requirements.txt": "flask==3.1.2\n"}
MAIN = {"main.py": FLASK, **FLASK_ALONE}
LAMBDA = "provider: {name: aws, runtime: python3.13}\ncustom: {wsgi: {app: app.app}}\nfunctions: {api: {handler: wsgi_handler.handler}}\n"
ZAPPA = '{"production": {"app_function": "app.app", "runtime": "python3.13"}}'
FUNCTION = "import azure.functions as func\nfrom web import app as flask_app\n"
ORDERED = '{"scriptFile": "__init__.py", "bindings": [{"type": "httpTrigger", "route": "orders/{id}"}]}'
EVERY_PATH = ORDERED.replace("orders/{id}", "/{*route}")


def image(base: str, command: str = "") -> dict[str, str]:
    return {"Dockerfile": f"FROM {base}\nCOPY . /app\nWORKDIR /app\nRUN pip install -r requirements.txt\n{command}\n"}


SERVERS = {
    "App Engine, no entrypoint": ({"app.yaml": "runtime: python313\n", **MAIN}, 0),
    "App Engine, an empty entrypoint": ({"app.yaml": "runtime: python313\nentrypoint:\n", **MAIN}, 0),
    "App Engine, an entrypoint": (
        {"app.yaml": "runtime: python313\nentrypoint: gunicorn -b :$PORT main:app\n", **MAIN},
        1,
    ),
    "App Engine flexible": ({"app.yaml": "runtime: python\nenv: flex\nentrypoint: gunicorn main:app\n", **MAIN}, 1),
    "Azure": ({"startup.txt": "gunicorn main:app\n", ".deployment": "[config]\n", **MAIN}, 0),
    "Azure, another server": (
        {"startup.txt": "waitress-serve main:app\n", ".deployment": "[config]\n", **MAIN},
        1,
    ),
    "Beanstalk behind a Procfile": (
        {".ebextensions/a.config": "option_settings: {}\n", "Procfile": "web: gunicorn main:app\n", **MAIN},
        0,
    ),
    "Azure Functions": (
        {"function_app.py": FUNCTION + "app = func.WsgiFunctionApp(flask_app.wsgi_app)\n", "web.py": FLASK}
        | FLASK_ALONE,
        0,
    ),
    "Azure Functions, middleware": (
        {"api/function.json": EVERY_PATH, "web.py": FLASK, **FLASK_ALONE},
        0,
    ),
    "Azure Functions beside the application": (
        {"function_app.py": "import azure.functions as func\napp = func.FunctionApp()\n", "web.py": FLASK}
        | FLASK_ALONE,
        1,
    ),
    "one function of many": ({"api/function.json": ORDERED, "web.py": FLASK, **FLASK_ALONE}, 1),
    "Azure Developer CLI": ({"azure.yaml": "services: {web: {project: ., host: function}}\n", **MAIN}, 0),
    "an image with a server": (image("tiangolo/uwsgi-nginx-flask:python3.12") | MAIN, 0),
    "an image with a server, started by hand": (
        image("tiangolo/meinheld-gunicorn-flask:python3.11", "CMD gunicorn -b :80 main:app") | MAIN,
        0,
    ),
    "an image of one's own organisation": (
        image("ghcr.io/shop/python-base:3.13", "CMD gunicorn -b :80 main:app") | MAIN,
        0,
    ),
    "Python's own image": (image("python:3.13", "CMD gunicorn -b :80 main:app") | MAIN, 1),
    "Python's own image from a mirror": (
        image("mirror.example.com/library/python:3.13", "CMD gunicorn -b :80 main:app") | MAIN,
        1,
    ),
}


@pytest.mark.parametrize(("files", "found"), SERVERS.values(), ids=SERVERS)
def test_servers(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("missing-wsgi-server", files)) == found
    assert len(check("command-not-installed", files)) <= found  # one cause: test_one_cause.py


def test_a_server_for_development_is_enough_where_the_host_brings_one() -> None:
    pipfile = '[packages]\nflask = "*"\n[dev-packages]\ngunicorn = "*"\n'
    files: dict[str, str | bytes] = {"main.py": FLASK, "Pipfile": pipfile, "Procfile": "web: gunicorn main:app\n"}
    assert len(check("development-only-requirement", files)) == 1
    assert check("development-only-requirement", {**files, ".ebextensions/a.config": "option_settings: {}\n"}) == []


BOTO = {"app.py": "import boto3\n" + FLASK, **FLASK_ALONE}
IMPORTS = {
    "Serverless Framework": ({"serverless.yml": LAMBDA, **BOTO}, 0),
    "Zappa": ({"zappa_settings.json": ZAPPA, **BOTO}, 0),
    "Lambda's image": (image("public.ecr.aws/lambda/python:3.13", 'CMD ["app.app"]') | BOTO, 0),
    "something else on Lambda": (
        {"serverless.yml": LAMBDA, "app.py": "import requests\n" + FLASK, **FLASK_ALONE},
        1,
    ),
    "Heroku": ({"Procfile": "web: gunicorn app:app\n", **BOTO}, 1),
    "Azure Functions": (
        {"function_app.py": FUNCTION + "app = func.WsgiMiddleware(flask_app)\n", "web.py": FLASK} | FLASK_ALONE,
        0,
    ),
}


@pytest.mark.parametrize(("files", "found"), IMPORTS.values(), ids=IMPORTS)
def test_imports(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("undeclared-import", files)) == found


FIRST = "runtime: python27\napi_version: 1\nhandlers:\n- url: /.*\n  script: shop.app\n"
SHOP = {"shop.py": "from google.appengine.ext import ndb\n" + FLASK, **FLASK_ALONE}


@pytest.mark.parametrize(
    "rule", ["unresolved-app", "undeclared-import", "missing-wsgi-server", "command-not-installed"]
)
@pytest.mark.parametrize(
    "platform",
    [
        FIRST,
        FIRST.replace("shop.app", "'shop.app'") + "libraries:\n- {name: webapp2, version: latest}\n",
        "runtime: python27\n",
        FIRST + "service: backend\nskip_files: [tests]\n",
    ],
)
def test_the_first_generation_of_app_engine_has_no_entrypoint(rule: str, platform: str) -> None:
    assert check(rule, {"app.yaml": platform, **SHOP}) == []


def test_the_second_generation_has_one() -> None:
    assert check("unresolved-app", {"app.yaml": "runtime: python313\n", **SHOP}) == [("app.yaml", 1, "error")]


POOL = "[project]\nname = 'pool'\nversion = '1'\ndependencies = [%s]\n[project.optional-dependencies]\nnet = ['redis==5']\n"
USES_REDIS = {"app.py": "import redis\n" + FLASK, "Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"requirements.txt": "flask\ngunicorn\n./lib\n", "lib/pyproject.toml": POOL % "'redis==5'"}, 0),
        ({"requirements.txt": "flask\ngunicorn\n./lib\n", "lib/pyproject.toml": POOL % "'rq==2'"}, 0),  # rq needs redis
        ({"requirements.txt": "flask\ngunicorn\n-e lib[net]\n", "lib/pyproject.toml": POOL % ""}, 0),
        (
            {
                "requirements.txt": "flask\ngunicorn\n-e file:lib\n",
                "lib/setup.cfg": "[metadata]\nname = pool\n[options]\ninstall_requires =\n    redis\n",
            },
            0,
        ),
        (
            {
                "requirements.txt": "-r requirements/base.txt\n",
                "requirements/base.txt": "flask\ngunicorn\n../lib\n",
                "lib/setup.py": "from setuptools import setup\nsetup(name='pool', install_requires=['redis'])\n",
            },
            0,
        ),
        ({"requirements.txt": "flask\ngunicorn\n", "lib/pyproject.toml": POOL % "'redis==5'"}, 1),  # not installed
    ],
)
def test_what_a_project_of_the_repository_needs_is_installed_with_it(files: dict[str, str], found: int) -> None:
    assert len(check("undeclared-import", {**USES_REDIS, **files})) == found


@pytest.mark.parametrize(
    ("requirements", "found"),
    [
        ("flask-shopfloor==1.0\ngunicorn\n", 0),
        ("Flask_Shop_Floor\ngunicorn\n", 0),
        ("flask-shopfloor[web]==1.0\ngunicorn\n", 0),
        ("flaskerize\ngunicorn\n", 1),  # makes applications, and is none's extension
        ("shopfloor==1.0\ngunicorn\n", 1),
    ],
)
def test_an_extension_of_flask_brings_flask(requirements: str, found: int) -> None:
    files = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", "requirements.txt": requirements}
    assert len(check("undeclared-import", files)) == found


@pytest.mark.parametrize(
    ("requirement", "missing"),
    [
        ("psycopg[binary]==3.2.10", True),
        ("psycopg[c]", True),
        ("redis[hiredis]>=5", True),
        ("SQLAlchemy[asyncio]==2.0.44", True),
        ("psycopg[binary,pool]==3.2.10", False),
        ("celery[yaml]==5.5.3", False),
        ("somebodys-package==1.0", False),
    ],
)
def test_extras_that_bring_only_what_the_distribution_itself_uses(requirement: str, missing: bool) -> None:
    files = {
        "app.py": "import flaks\nimport dateutil\n" + FLASK,
        "requirements.txt": f"flask==3.1.2\ngunicorn==23.0.0\n{requirement}\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert [line for _, line, severity in check("undeclared-import", files) if severity == "error"] == (
        [1, 2] if missing else []
    )


@pytest.mark.parametrize(
    ("requirements", "module", "found"),
    [
        ("flask\ngunicorn\nflask-user==0.6.21\n", "flask_login", 0),
        ("flask\ngunicorn\nflask-security==3.0\n", "flask_login", 0),
        ("flask\ngunicorn\nflask-praetorian\n", "flask_mailman", 0),
        ("flask\ngunicorn\nflask-appbuilder\n", "flask_wtf", 0),
        (
            "flask\ngunicorn\nflask-shopfloor\n",
            "flask_login",
            0,
        ),  # an extension that nobody here knows may bring others
        ("flask\ngunicorn\nshopfloor\n", "flask_login", 1),
        ("flask\ngunicorn\nflask-cors\n", "flask_login", 1),
        ("flask\ngunicorn\nmarshmallow==3.26.1\n", "flask_marshmallow", 1),  # one word in common is no kinship
        ("flask\ngunicorn\nsqlalchemy\n", "flask_sqlalchemy", 1),
        ("flask\ngunicorn\nshopfloor-marshmallow\n", "flask_marshmallow", 0),
    ],
)
def test_extensions_that_bring_others(requirements: str, module: str, found: int) -> None:
    files = {
        "app.py": f"import {module}\n{FLASK}",
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": requirements,
    }
    assert len(check("undeclared-import", files)) == found


@pytest.mark.parametrize(
    ("driver", "scheme", "found"),
    [
        ("MySQL-python==1.2.5", "mysql", 0),
        ("mysql_python", "mysql+mysqldb", 0),
        ("mysqlclient", "mysql", 0),
        ("PyMySQL", "mysql", 1),
    ],
)
def test_both_distributions_of_mysqldb(driver: str, scheme: str, found: int) -> None:
    url = f"from flask_sqlalchemy import SQLAlchemy\nimport os\n{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = '{scheme}://' + os.environ['DB']\ndb = SQLAlchemy(app)\n"
    required = f"flask\ngunicorn\nflask-sqlalchemy\n{driver}\n"
    files = {"app.py": url, "Procfile": "web: gunicorn app:app\n", "requirements.txt": required}
    assert len(check("missing-database-driver", files)) == found


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("from flask.ext.security import Security", 0),
        ("from flask_security import Security", 0),
        ("import flask.ext.security", 0),
        ("from flask.ext.principal import Principal", 1),
    ],
)
def test_templates_of_an_extension_under_its_old_name(statement: str, found: int) -> None:
    page = '{% from "security/_macros.html" import field %}\n'
    code = f"{statement}\nfrom flask import render_template\n{FLASK}\n@app.route('/')\ndef home():\n    return render_template('a.html')\n"
    files = {
        "app.py": code,
        "templates/a.html": page,
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": "flask\ngunicorn\nflask-security\n",
    }
    assert len(check("missing-template", files)) == found


def test_what_an_extension_makes_under_its_old_name() -> None:
    code = f"from flask.ext.sqlalchemy import SQLAlchemy\n{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///a.db'\ndb = SQLAlchemy(app)\ndb.drop_all()\n"
    files = {
        "app.py": code,
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\n",
    }
    assert len(check("drop-all-at-startup", files)) == 1
