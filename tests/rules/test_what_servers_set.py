"""Variables that a server sets itself, stand-ins for developers' machines, and files that tests or generators own."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

NEEDS = "import os\nfrom flask import Flask\n\napp = Flask(__name__)\nKIND = os.environ['{name}'].startswith('test')\n"
APP_YAML = "runtime: python313\nenv_variables:\n  SHOP: '1'\n"


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"app.yaml": APP_YAML + "entrypoint: gunicorn app:app\n"}, "SERVER_SOFTWARE"),
        ({"Dockerfile": "FROM python:3.13\nCOPY . /s\nWORKDIR /s\nENV A=1\nRUN pip install flask gunicorn\nCMD gunicorn -b :8000 app:app\n"}, "SERVER_SOFTWARE"),
        ({"Procfile": "web: gunicorn app:app\n", "app.json": '{"env": {"SHOP": "1"}}'}, "SERVER_SOFTWARE"),
        ({"fly.toml": "app = 'shop'\n[processes]\napp = 'gunicorn -b 0.0.0.0:8080 app:app'\n[env]\nSHOP = '1'\n[http_service]\ninternal_port = 8080\n"}, "SERVER_SOFTWARE"),
        ({"Dockerfile": "FROM python:3.13\nCOPY . /s\nWORKDIR /s\nRUN pip install flask\nCMD flask run --host 0.0.0.0\n"}, "FLASK_RUN_FROM_CLI"),
    ],
)  # fmt: skip
def test_what_the_server_sets_itself(files: dict[str, str], name: str) -> None:
    files = {"requirements.txt": "flask\ngunicorn\n", **files}
    assert not check("undeclared-variable", {**files, "app.py": NEEDS.format(name=name)})


def test_what_no_server_sets() -> None:
    files = {"requirements.txt": "flask\ngunicorn\n", "app.yaml": APP_YAML + "entrypoint: gunicorn app:app\n"}
    assert check("undeclared-variable", {**files, "app.py": NEEDS.format(name="SERVER_HARDWARE")})


STAND_IN = """import os
import requests
from flask import Flask

app = Flask(__name__)

class Near{bases}:
    def put(self, task):
        requests.post("http://localhost:7777/tasks", json=task)

class Far:
    def put(self, task):
        requests.post("https://tasks.example.com/", json=task)

{choice}
@app.route("/")
def index():
    client().put({{}})
    return "ok"
"""
SWITCHES = [
    "DEV_MODE = os.environ.get('KIND', '') == 'development'\n\ndef client():\n    return Near() if DEV_MODE else Far()\n",
    "def client():\n    if app.debug:\n        return Near()\n    return Far()\n",
    "made = None\n\ndef client():\n    global made\n    if os.environ.get('APP_ENV') == 'local':\n        made = Near()\n    else:\n        made = Far()\n    return made\n",
    "if app.testing:\n    made = Near()\nelse:\n    made = Far()\n\ndef client():\n    return made\n",
]


@pytest.mark.parametrize("bases", ["", "(object)"])
@pytest.mark.parametrize("choice", SWITCHES)
def test_a_class_that_only_developers_make(bases: str, choice: str) -> None:
    files = {"requirements.txt": "flask\nrequests\ngunicorn\n", "Procfile": "web: gunicorn app:app\n"}
    assert not check("hard-coded-loopback", {**files, "app.py": STAND_IN.format(bases=bases, choice=choice)})
    always = choice.replace("Far()", "Near()")
    assert check("hard-coded-loopback", {**files, "app.py": STAND_IN.format(bases=bases, choice=always)})


def test_a_class_that_is_named_nowhere_may_be_found_by_its_name() -> None:
    files = {"requirements.txt": "flask\nrequests\ngunicorn\n", "Procfile": "web: gunicorn app:app\n"}
    choice = "def client():\n    return globals()['Ne' + 'ar']()\n"
    assert check("hard-coded-loopback", {**files, "app.py": STAND_IN.format(bases="", choice=choice)})


SERVED = {
    "app.py": FLASK,
    "requirements.txt": "flask\ngunicorn\n",
    "app.yaml": APP_YAML + "entrypoint: gunicorn app:app\n",
}
STUB = {
    "gen/api/Dockerfile": "FROM python:3.13\nCOPY . /s\nWORKDIR /s\nRUN pip install flask\nCMD python -m api\n",
    "gen/api/api/__init__.py": "",
    "gen/api/api/__main__.py": FLASK + "app.run(host='0.0.0.0')\n",
}


@pytest.mark.parametrize("mark", [".openapi-generator-ignore", ".swagger-codegen-ignore", ".openapi-generator/FILES"])
def test_a_stub_that_a_generator_wrote(mark: str) -> None:
    assert check("development-server", {**SERVED, **STUB})
    assert not check("development-server", {**SERVED, **STUB, f"gen/api/{mark}": ""})


def test_a_generated_project_at_the_top_is_the_application() -> None:
    whole = {path.removeprefix("gen/api/"): text for path, text in STUB.items()}
    assert check("development-server", {**whole, ".openapi-generator-ignore": ""})


@pytest.mark.parametrize("folder", ["packages/playwright", "e2e", "cypress", "tests/browser"])
def test_an_image_that_only_tests_build(folder: str) -> None:
    up = "/".join([".."] * (folder.count("/") + 1))
    files = {
        **SERVED,
        "Dockerfile": "FROM python:3.13\nCOPY . /s\nWORKDIR /s\nRUN pip install flask\nCMD flask run --host 0.0.0.0\n",
        f"{folder}/docker-compose.yml": f"services:\n  web:\n    build:\n      context: {up}\n    ports: ['5000:5000']\n",
    }
    assert not check("development-server", files)
    assert check(
        "development-server", {k: v for k, v in files.items() if k not in ("app.yaml", f"{folder}/docker-compose.yml")}
    )


NEIGHBOUR = "services:\n  web:\n    image: nginx\n    {needs}\n"


@pytest.mark.parametrize("needs", ["depends_on: [db]", "network_mode: service:db", "links: [db]", "volumes_from: [db]"])
@pytest.mark.parametrize("other", ["db-docker-compose.yml", "docker-compose.db.yml", "compose.store.yaml"])
def test_a_service_that_a_file_beside_defines(needs: str, other: str) -> None:
    files = {"docker-compose.yml": NEIGHBOUR.format(needs=needs)}
    assert problems("invalid-platform-file", files)
    assert not problems("invalid-platform-file", {**files, other: "services:\n  db:\n    image: postgres\n"})
    assert problems("invalid-platform-file", {**files, other: "services:\n  cache:\n    image: redis\n"})
    assert problems("invalid-platform-file", {**files, f"far/{other}": "services:\n  db:\n    image: postgres\n"})
