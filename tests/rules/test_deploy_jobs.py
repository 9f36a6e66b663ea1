"""Jobs of GitLab's pipelines and GitHub's workflows that start the server on a machine of one's own."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

FILES: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\n"}
GITLAB = "stages: [test, deploy]\ntest:\n  script: [pytest]\ndeploy:\n  stage: deploy\n"
GITHUB = "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n"
PLACE = "cd /srv/shop && "


def gitlab(script: str) -> dict[str, str | bytes]:
    return {".gitlab-ci.yml": GITLAB + script, **FILES}


def github(steps: str) -> dict[str, str | bytes]:
    return {".github/workflows/deploy.yml": GITHUB + steps, **FILES}


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        (gitlab(f"  script:\n    - ssh me@example.com '{PLACE}gunicorn -D wrong:app'\n"), True),
        (gitlab(f'  script: ssh me@example.com "{PLACE}nohup gunicorn wrong:app &"\n'), True),
        (gitlab(f"  before_script: [ls]\n  script:\n    - ssh me@example.com '{PLACE}gunicorn -D app:app'\n"), False),
        (
            gitlab(
                "  script:\n    - |\n      ssh -p 22 me@example.com << END\n        cd /srv/shop\n        gunicorn -D wrong:app\n      END\n"
            ),
            True,
        ),
        (gitlab("  script:\n    - ssh me@example.com ''\n    - ssh me@example.com \"\"\n"), False),
        (github("      - run: |\n          ssh me@example.com <<EOF\n\n          EOF\n"), False),
        (gitlab("  script:\n    - ssh me@example.com 'systemctl restart gunicorn'\n"), False),
        (
            gitlab(f"  script:\n    - gunicorn --check-config wrong:app\n    - echo '{PLACE}gunicorn wrong:app'\n"),
            False,
        ),
        (github(f"      - run: ssh me@example.com '{PLACE}gunicorn -D wrong:app'\n"), True),
        (
            github(
                "      - uses: appleboy/ssh-action@v1\n        with:\n          host: a\n          script: |\n            cd /srv/shop\n            venv/bin/gunicorn -D wrong:app\n"
            ),
            True,
        ),
        (
            github(
                "      - uses: appleboy/ssh-action@v1\n        with:\n          host: a\n          script: |\n            cd /srv/shop\n            pip install gunicorn\n            sudo systemctl restart gunicorn\n"
            ),
            False,
        ),
    ],
)
def test_a_server_that_a_job_starts(files: dict[str, str | bytes], is_told: bool) -> None:
    assert bool(check("unresolved-app", files)) is is_told


STEPS = "      - run: docker build -t team/shop . && docker push team/shop\n      - uses: appleboy/ssh-action@v1\n        with:\n          host: a\n          script: |\n            {}\n            sudo systemctl restart shop\n"
MIGRATED: dict[str, str | bytes] = {
    "app.py": FLASK
    + "import os\nfrom flask_sqlalchemy import SQLAlchemy\nfrom flask_migrate import Migrate\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DB']\n"
    "db = SQLAlchemy(app)\nmigrate = Migrate(app, db)\nclass Lamp(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n",
    "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\nflask-migrate\n",
    "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn app:app\n",
    "migrations/env.py": "",
    "migrations/versions/a1.py": "revision = 'a1'\ndown_revision = None\n",
}


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("docker run --rm --env-file shop.env team/shop:$TAG flask --app app db upgrade", 0),
        ("docker compose exec -T web flask db upgrade", 0),
        ("docker-compose run --rm web alembic upgrade head", 0),
        ("docker exec shop sh -c 'flask db upgrade'", 0),
        ("sudo podman exec shop python manage.py db upgrade", 0),
        ("kubectl exec deploy/shop -- /venv/bin/flask db upgrade", 0),
        ("docker compose pull && docker compose up -d", 1),
        ("docker run --rm team/shop:$TAG flask seed", 1),
        ("docker run --rm team/shop:$TAG pip install --upgrade pip", 1),
    ],
)
def test_upgrades_in_a_container_of_their_own(command: str, found: int) -> None:
    files = {**MIGRATED, **github(STEPS.format(command)), "app.py": MIGRATED["app.py"]}
    assert len(check("missing-migration-step", {**files, "requirements.txt": MIGRATED["requirements.txt"]})) == found


def test_a_file_of_variables_on_the_machine_is_none_of_the_repository() -> None:
    command = "cd compose && docker run --rm --env-file shop.env team/shop flask db upgrade"
    files = {**MIGRATED, **github(STEPS.format(command))}
    assert check("unignored-env-file", files) == []


def test_a_title_inside_a_sentence() -> None:
    files = {**MIGRATED, **github(STEPS.format("docker compose up -d")), "app.py": MIGRATED["app.py"]}
    [told] = problems("missing-migration-step", {**files, "requirements.txt": MIGRATED["requirements.txt"]})
    assert ", on a server of your own: " in told.help


AZURE = "      - uses: actions/checkout@v4\n      - uses: azure/webapps-deploy@v3\n        with:\n          app-name: shop\n          package: {}\n"


@pytest.mark.parametrize(
    ("package", "folder", "count"),
    [
        ("./backend", "backend/", 0),
        ("backend/", "backend/", 0),
        (".", "", 0),
        ("release.zip", "", 0),
        ("${{ env.PACKAGE }}", "", 0),
        (".", "backend/", 1),
        ("release.zip", "backend/", 1),
    ],
)
def test_the_folder_that_an_azure_step_deploys(package: str, folder: str, count: int) -> None:
    files = {f"{folder}{name}": text for name, text in FILES.items()}
    workflow = github(AZURE.format(package))[".github/workflows/deploy.yml"]
    assert len(check("no-requirements", {**files, ".github/workflows/deploy.yml": workflow})) == count
