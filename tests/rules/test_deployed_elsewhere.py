"""Containers and images that people work in, where something else deploys the application; and where an application is started from that names its own folder."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

COMPOSE = (
    "services:\n  web:\n    build: .\n    volumes:\n      - ./:/srv/shop\n    environment:\n      - FLASK_DEBUG=1\n"
    "    command: gunicorn -b 0.0.0.0:8000 app:app\n"
)
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv/shop\nCOPY . .\nRUN pip install flask gunicorn\n{}\n"
SERVING = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]'
DEVELOPING = "ENV FLASK_ENV=development\nCMD flask run -h 0.0.0.0"
REST = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize(
    ("name", "told"),
    [("appspec.yml", 0), ("deploy/Pulumi.yaml", 0), ("cdk.json", 0), ("Capfile", 0), ("chart/Chart.yaml", 0), ("notes.yml", 1)],
)  # fmt: skip
def test_a_program_that_deploys(name: str, told: int) -> None:
    files = {**REST, "docker-compose.yml": COMPOSE, "Dockerfile": IMAGE.format(""), name: "version: 0.0\n"}
    assert len(check("debug-environment", files)) == told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"Dockerfile": IMAGE.format(DEVELOPING), "Dockerfile.production": IMAGE.format(SERVING)}, 0),
        ({"Dockerfile": IMAGE.format(DEVELOPING), "Procfile": "web: gunicorn app:app\n"}, 0),
        ({"Dockerfile": IMAGE.format("ENV APP_MODE=development\nCMD flask run"), "Procfile": "web: gunicorn app:app\n"}, 0),
        ({"Dockerfile": IMAGE.format(DEVELOPING)}, 1),
        ({"Dockerfile": IMAGE.format("CMD flask run -h 0.0.0.0"), "Dockerfile.production": IMAGE.format(SERVING)}, 1),
    ],
)  # fmt: skip
def test_an_image_that_chooses_development_itself(files: dict[str, str], told: int) -> None:
    assert len(check("development-server", {**REST, **files})) == told


@pytest.mark.parametrize(
    ("name", "deployed"),
    [("dockerfile", "dockerfile"), ("Dockerfile", "Dockerfile"), ("dockerfiles", ""), ("DOCKERFILE.md", "")],
)
def test_docker_reads_the_name_in_lower_case(name: str, deployed: str) -> None:
    project = Project(MemoryTree({**REST, name: IMAGE.format(SERVING)}))
    assert [d.service.image for d in project.deployments] == [deployed]


def test_what_is_built_beside_a_container_that_people_work_in_counts() -> None:
    compose = COMPOSE.replace("build: .", "build:\n      context: .\n      dockerfile: Dockerfile.local")
    files = {**REST, "docker-compose.yml": compose, "Dockerfile.local": IMAGE.format(""), "Dockerfile": IMAGE.format(SERVING)}  # fmt: skip
    assert [d.service.image for d in Project(MemoryTree(files)).deployments] == ["Dockerfile"]


@pytest.mark.parametrize(
    ("files", "root"),
    [
        ({"shop/start.py": f"from shop.prices import VAT\n{FLASK}", "shop/prices.py": "VAT = 19\n"}, ""),
        ({"src/shop/start.py": f"from shop.prices import VAT\n{FLASK}", "src/shop/prices/vat.py": "VAT = 19\n"}, "src"),
        ({"shop/start.py": f"from prices import VAT\n{FLASK}", "shop/prices.py": "VAT = 19\n"}, "shop"),
        ({"shop/start.py": f"from shop.prices import VAT\n{FLASK}", "shop/shop/prices.py": "VAT = 19\n"}, "shop"),
        ({"shop/start.py": f"from shop.prices import VAT\n{FLASK}"}, "shop"),
    ],
)
def test_a_module_that_names_its_own_folder(files: dict[str, str], root: str) -> None:
    [deployment] = Project(MemoryTree(files)).deployments
    assert deployment.root == root


BARE = (
    "FROM python:3.13-slim\nWORKDIR /srv/shop\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"
    + SERVING
    + "\n"
)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"docker-compose.yml": COMPOSE, "Dockerfile": BARE}, 0),
        ({"docker-compose.yml": COMPOSE, "Dockerfile": BARE, "appspec.yml": "version: 0.0\n"}, 0),
        ({"docker-compose.yml": COMPOSE, "Dockerfile": BARE.replace("COPY req", "COPY app.py req"), "appspec.yml": "version: 0.0\n"}, 0),
        ({"Dockerfile": BARE}, 1),
    ],
)  # fmt: skip
def test_code_that_only_a_mount_brings(files: dict[str, str], told: int) -> None:
    assert len(check("unresolved-app", {**REST, **files})) == told
