"""What is understood of a deployment where its files say it in an unusual way: which containers there are, what they hold and start, what else gives them variables."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from flaskcheck.units.deployment import Deployment

SHOP = {"shop.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
IMAGE = "FROM python:3.12\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"


def deployments(files: dict[str, str]) -> tuple[Deployment, ...]:
    return Project(MemoryTree(files)).deployments  # type: ignore[arg-type]


def pictured(files: dict[str, str]) -> list[tuple[str, str, str]]:
    """The host, the kind and the name of each deployment."""
    return [(d.host.key, d.service.kind, d.service.name) for d in deployments(files)]


# --- images that clone their repository -------------------------------------------------------------------------------

CLONING = "FROM python:3.12\nWORKDIR /opt\nRUN git clone {} && cd {} && pip install -r requirements.txt\n"
READ_ME = {"README.md": "[![build](https://github.com/acme/shop/badge.svg)](https://github.com/acme/shop/actions)\n"}


@pytest.mark.parametrize(
    ("address", "folder", "start"),
    [
        ("https://github.com/acme/shop.git", "shop", "python shop/shop.py"),
        ("--depth 1 https://github.com/Acme/shop", "shop", "gunicorn --chdir shop shop:app"),
        ("git@github.com:acme/shop.git web", "web", "gunicorn --chdir /opt/web shop:app"),
    ],
)
def test_an_image_that_clones_its_repository_holds_it(address: str, folder: str, start: str) -> None:
    text = CLONING.format(address, folder) + f"CMD {start}\n"
    [found] = deployments({**SHOP, **READ_ME, "docker/Dockerfile": text})
    assert found.view.locate("shop.py") == f"/opt/{folder}/shop.py"
    assert found.host.key == "docker"


@pytest.mark.parametrize(
    "address", ["https://github.com/other/shop.git", "https://github.com/acme/tools.git", "$SOURCE"]
)
def test_an_image_that_clones_another_repository_does_not(address: str) -> None:
    text = CLONING.format(address, "shop") + "CMD python shop/shop.py\n"
    [found] = deployments({**SHOP, **READ_ME, "docker/Dockerfile": text})
    assert found.host.key != "docker"


# --- services of other Compose files ----------------------------------------------------------------------------------

SERVICES = "services:\n  app:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n    ports: ['8000:8000']\n  cache:\n    image: redis:7\n"
EXTENDING = "services:\n  web:\n    extends: {{file: {0}, service: app}}\n  store:\n    extends: {{file: {0}, service: cache}}\n"


@pytest.mark.parametrize("name", ["docker-services.yml", "common-compose.yaml", "docker-compose.shared.yml"])
def test_a_service_is_what_it_extends_in_another_file(name: str) -> None:
    files = {**SHOP, "Dockerfile": IMAGE, name: SERVICES, "docker-compose.yml": EXTENDING.format(name)}
    assert pictured(files) == [("compose", "web", "web")]


def test_a_service_that_extends_what_is_not_read_is_none_of_the_application() -> None:
    files = {
        **SHOP,
        "Dockerfile": IMAGE + "CMD gunicorn shop:app\n",
        "docker-compose.yml": EXTENDING.format("parts.yml"),
    }
    assert pictured(files) == [("docker", "web", "")]


# --- applications of distributions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("from invenio_app.wsgi import application\n", 1),
        ("from superset.app import create_app\napp = create_app()\n", 1),
        ("from indico.web.flask.app import make_app\n\napplication = make_app()\n", 1),
        ("from starlette_things.wsgi import application\n", 0),
    ],
)
def test_a_project_that_configures_the_application_of_a_distribution_is_one(line: str, count: int) -> None:
    assert len(deployments({"site/wsgi.py": line, "Procfile": "web: gunicorn site.wsgi\n"})) >= count
    assert len(Project(MemoryTree({"site/wsgi.py": line})).repository.applications) == count


# --- what is started inside an image that people work in ---------------------------------------------------------------

INNER = {
    **SHOP,
    "Dockerfile": IMAGE + 'CMD ["supervisord", "-c", "/srv/deploy/supervisord.conf"]\n',
    "deploy/supervisord.conf": "[supervisord]\nnodaemon=true\n[include]\nfiles=supervisord-programs.ini\n",
    "deploy/supervisord-programs.ini": "[program:web]\ncommand=gunicorn shop:app\ndirectory=/srv\n",
    "docker-compose.yml": "services:\n  web:\n    build: .\n    command: flask run --debug\n    environment: {FLASK_DEBUG: 1}\n    volumes: ['.:/srv']\n",
}
CHART = {
    "chart/Chart.yaml": "name: shop\n",
    "chart/values-live.yaml": "envVars:\n  PRICES_URL:\n    value: http://prices\n",
}


def test_a_chart_gives_variables_to_an_image_that_files_only_work_in() -> None:
    code = (
        FLASK
        + "import os\nimport requests\n@app.route('/')\ndef index():\n    return requests.get(os.environ.get('PRICES_URL', 'http://127.0.0.1:8100')).text\n"
    )
    files = {**INNER, "shop.py": code, "Dockerfile": IMAGE + "CMD gunicorn -b 0.0.0.0:8000 shop:app\n"}
    assert [severity for *_, severity in check("hard-coded-loopback", files)] == ["warning"]
    assert check("hard-coded-loopback", {**files, **CHART}) == []


def test_programs_of_a_manager_are_no_deployments_beside_their_image() -> None:
    assert [host for host, *_ in pictured(INNER)] == ["docker"]
