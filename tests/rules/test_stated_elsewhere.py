"""What is said beside the files of hosts: how a machine is installed, where a store of secrets keeps values, what a pipeline has somebody else run, which stage production builds."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

APP = f"import requests\n{FLASK}"
LINTED = "[tool.ruff]\nline-length = 100\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup/install.sh", "#!/bin/bash\nquietly $venv/bin/pip install --upgrade flask requests gunicorn\n"),
        ("ops/provision.sh", "#!/bin/sh\nsudo python3 -m pip install flask requests\n"),
        ("Makefile", "install:\n\tpip3 install flask requests\n"),
        ("README.md", "# Shop\n\n    pip3 install -r build/requirements/requirements.txt\n    flask run\n"),
        ("README.rst", "Shop\n\n    $ uv pip install flask requests\n"),
    ],
)
def test_how_a_machine_is_installed(path: str, text: str) -> None:
    files = {"app.py": APP, "pyproject.toml": LINTED, "build/requirements/requirements.txt": "flask\nrequests\n"}
    assert check("no-requirements", files)
    assert not check("undeclared-import", files)
    assert not check("no-requirements", {**files, path: text})
    assert not check("undeclared-import", {**files, path: text})
    assert not check("missing-wsgi-server", {**files, path: text})
    on_heroku = {**files, path: text, "Procfile": "web: gunicorn app:app\n", "app.json": "{}"}
    assert check("no-requirements", on_heroku)  # its build reads no scripts


@pytest.mark.parametrize(
    "line", ["pip install -r requirements.txt", "pipenv install", "uv sync", "pip install --upgrade", "flask run"]
)
def test_what_installs_nothing_that_is_there(line: str) -> None:
    files = {"app.py": APP, "README.md": f"# Shop\n\n    {line}\n"}
    assert check("no-requirements", files)


def test_a_file_of_tools_declares_nothing() -> None:
    declared = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask"]\n'
    files = {"app.py": APP, "pyproject.toml": declared}
    assert check("undeclared-import", files) == [("app.py", 1, "error")]
    assert not check("undeclared-import", {**files, "pyproject.toml": LINTED})


@pytest.mark.parametrize(
    "project",
    [
        {"pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndynamic = ["dependencies"]\n[build-system]\nrequires = ["own"]\nbuild-backend = "own.backend"\n'},
        {"setup.py": "from setuptools import setup\nfrom own import needed\nsetup(name='shop', version='1', install_requires=needed() + ['flask'])\n"},
    ],
)  # fmt: skip
def test_what_only_a_build_computes(project: dict[str, str]) -> None:
    image = "FROM python:3.13\nCOPY . /srv\nWORKDIR /srv\nRUN pip install flask gunicorn . \nCMD gunicorn -b 0.0.0.0:80 app:app\n"
    assert not check("undeclared-import", {"app.py": APP, "Dockerfile": image, **project})


ADDRESS = "import os\nimport requests\nfrom flask import Flask\n\napp = Flask(__name__)\n\n@app.get('/')\ndef index():\n    return requests.get(os.getenv('SOLR_URL', 'http://localhost:8983')).text\n"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("devops/vaults.gcp.env", 'SOLR_URL="op://shop/$APP_ENV/solr/SOLR_URL"'),
        ("deploy/prod.env.tpl", "export SOLR_URL=op://shop/solr/url"),
        (".env.production", "SOLR_URL=ref+vault://shop/solr#url"),
        ("azure.env", "SOLR_URL=@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/solr)"),
        ("aws.env", "SOLR_URL='arn:aws:ssm:eu-west-1:123456789012:parameter/solr'"),
    ],
)
def test_a_value_that_a_store_of_secrets_keeps(path: str, line: str) -> None:
    files = {
        "app.py": ADDRESS,
        "requirements.txt": "flask\nrequests\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert check("hard-coded-loopback", files)
    assert not check("hard-coded-loopback", {**files, path: f"{line}\n"})
    assert check("hard-coded-loopback", {**files, path: line.replace("SOLR_URL", "SOLR_NAME", 1) + "\n"})


MIGRATED = {
    "shop.py": "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
    "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\ngunicorn==23.0.0\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1a2b_items.py": 'revision = "1a2b"\ndown_revision = None\n',
    "Procfile": "web: gunicorn shop:app\n",
}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (".github/workflows/migrate.yml", 'uv run scripts/run-task.py --command "flask db upgrade"'),
        (".github/workflows/migrate/action.yml", "aws ecs run-task --cluster shop flask db upgrade"),
        (".gitlab-ci.yml", "kubectl exec deploy/shop -- flask db upgrade"),
        ("Jenkinsfile", "sh bin/remote.sh 'alembic upgrade head'"),
    ],
)
def test_an_upgrade_that_a_pipeline_has_somebody_run(path: str, line: str) -> None:
    text = (
        f"jobs:\n  migrate:\n    steps:\n      - run: {line}\n"
        if path.endswith((".yml", ".yaml"))
        else f"steps {{\n  {line}\n}}\n"
    )
    assert check("missing-migration-step", MIGRATED)
    assert not check("missing-migration-step", {**MIGRATED, path: text})


@pytest.mark.parametrize(
    "line",
    [
        "flask db upgrade",
        "uv run flask db upgrade && pytest",
        "python -m flask db upgrade",
        "poetry run alembic upgrade head",
    ],
)
def test_an_upgrade_that_a_pipeline_runs_for_its_tests(line: str) -> None:
    workflow = f"jobs:\n  test:\n    steps:\n      - run: {line}\n"
    assert check("missing-migration-step", {**MIGRATED, ".github/workflows/test.yml": workflow})


STAGES = "FROM python:3.13 AS base\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nFROM base AS production\nCMD gunicorn -b 0.0.0.0:80 app:app\nFROM base AS development\nCMD flask run --debug\n"


@pytest.mark.parametrize("target", ["development", "base"])
def test_a_stage_of_the_developers_beside_that_of_production(target: str) -> None:
    compose = f"services:\n  assets:\n    build: {{context: ., dockerfile: node.Dockerfile}}\n  dev:\n    build: {{context: ., target: {target}}}\n    ports: ['5000:5000']\n"
    files = {
        "app.py": APP,
        "Dockerfile": STAGES,
        "node.Dockerfile": "FROM node\nCMD npm start\n",
        "compose.yaml": compose,
    }
    assert check("undeclared-import", files) == [("app.py", 1, "error")]  # of the image that is served


@pytest.mark.parametrize("stage", ["development_build", "dev", "test-base"])
def test_a_stage_with_the_name_of_the_developers_that_production_is_built_on(stage: str) -> None:
    image = f"FROM python:3.13 AS {stage}\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nFROM {stage} AS production_build\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
    assert check("undeclared-import", {"app.py": APP, "Dockerfile": image}) == [("app.py", 1, "error")]


def test_a_form_of_a_host_that_finds_nothing_to_start() -> None:
    files = {
        "app.py": FLASK,
        "app.json": '{"name": "shop", "env": {"SHOP": {"value": "1"}}, "formation": {"web": {"quantity": 1}}}',
        "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    }
    assert not check("no-requirements", files)
    assert check("no-requirements", {**files, "Procfile": "web: gunicorn app:app\n"})
    assert check("no-requirements", {path: files[path] for path in ("app.py", "app.json")})


LOADS = {
    "app.py": "from dotenv import load_dotenv\nfrom flask import Flask\n\nload_dotenv()\napp = Flask(__name__)\n",
    "requirements.txt": "flask\npython-dotenv\ngunicorn\n",
}
COPIES = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
HANDED = (
    "jobs:\n  cd:\n    uses: shop/sre/.github/workflows/backend.yaml@main\n    with:\n      working_directory: {}\n"
)
PUSHED = "on: push\njobs:\n  image:\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker build -t shop -f api/Dockerfile . && docker push shop\n"


@pytest.mark.parametrize("workflow", [HANDED.format('"./api"'), HANDED.format("api"), HANDED.format("api/"), PUSHED])
def test_an_image_that_a_pipeline_builds_from_a_clone(workflow: str) -> None:
    files = {f"api/{path}": text for path, text in {**LOADS, "Dockerfile": COPIES}.items()}
    assert check("env-file-in-image", files)
    assert not check("env-file-in-image", {**files, ".github/workflows/cd.yml": workflow})
    assert check("env-file-in-image", {**files, ".github/workflows/cd.yml": HANDED.format("./front")})


@pytest.mark.parametrize(
    ("password", "host"),
    [("PGPASSWORD", "PGHOST"), ("DBPASS", "DBHOST"), ("MYSQL_PWD", "MYSQL_HOST"), ("DB_PASSWORD", "DB_HOST")],
)
def test_the_password_of_a_container_beside(password: str, host: str) -> None:
    compose = "services:\n  db:\n    image: postgres\n    environment:\n      POSTGRES_PASSWORD: kq81xa\n  web:\n    build: .\n    environment:\n      {}: kq81xa\n      {}: {}\n"
    files = {**LOADS, "Dockerfile": COPIES}
    inside = compose.format(password, host, "db")
    outside = compose.format(password, host, "db.shop.example.net")
    assert ("error" in [p[2] for p in check("plain-secret", {**files, "compose.yaml": inside})]) is False
    assert "error" in [p[2] for p in check("plain-secret", {**files, "compose.yaml": outside})]


@pytest.mark.parametrize(
    ("line", "found"),
    [("jwt", ["warning"]), ("jwt>=1", ["warning"]), ("jwt==1.3.1", []), ("PyJWT", []), ("PIL==1.1", ["error"])],
)
def test_a_name_under_which_there_is_another_library(line: str, found: list[str]) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"flask\ngunicorn\n{line}\n", "Procfile": "web: gunicorn app:app\n"}
    assert [p[2] for p in check("misnamed-requirement", files)] == found


def test_a_file_whose_folder_only_the_operator_knows() -> None:
    store = "import sqlite3\nfrom flask import Flask\n\napp = Flask(__name__)\n\ndef store(env):\n    return sqlite3.connect({})\n\n@app.get('/')\ndef index():\n    return str(store(load()))\n"
    told, own = store.format('env["ROOT"] + "/mail/users.sqlite"'), store.format('"users.sqlite"')
    assert not problems("sqlite-in-production", {"app.py": told, "requirements.txt": "flask\n"})
    assert problems("sqlite-in-production", {"app.py": own, "requirements.txt": "flask\n"})
