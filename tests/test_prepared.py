"""A job that deploys may write files first: what git has of them, or lacks, decides nothing."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = (
    "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :$PORT app:app\n"
)
DEPLOYS = {
    "Heroku's image": "uses: akhileshns/heroku-deploy@v3\n      with: {usedocker: true}",
    "Fly": "run: flyctl deploy --remote-only",
    "Cloud Run": "run: docker build -t shop . && gcloud run deploy shop --image shop",
}
FILES = {"app.py": "import boto3\n" + FLASK, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}


def workflow(deploy: str, *steps: str) -> dict[str, str]:
    text = "".join(f"    - {step}\n" for step in ("uses: actions/checkout@v5", *steps, deploy))
    return {".github/workflows/x.yml": f"jobs:\n  ship:\n    runs-on: ubuntu-24.04\n    steps:\n{text}"}


@pytest.mark.parametrize("deploy", DEPLOYS.values(), ids=DEPLOYS)
@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("run: pip install pipenv && pipenv requirements > requirements.txt", 0),
        ("run: uv export --no-hashes --output-file requirements.txt", 0),
        ("run: uv export --no-hashes --output-file=requirements.txt", 0),
        ("run: poetry export -o requirements.txt", 0),
        ("run: pip-compile requirements.in -o requirements.txt", 0),
        ("run: cp deploy/requirements-prod.txt requirements.txt", 0),
        ("run: echo boto3 >> requirements.txt", 0),
        ("run: pip freeze | tee requirements.txt", 0),
        ("run: pip freeze > installed.txt", 1),
        ("run: pip install -r requirements.txt", 1),
        ("run: cat requirements.txt", 1),
    ],
)
def test_lists_that_are_written(deploy: str, step: str, found: int) -> None:
    files: dict[str, str | bytes] = {**FILES, "Dockerfile": IMAGE, **workflow(deploy, step)}
    assert len(check("undeclared-import", files)) == found


def test_a_job_that_only_tests_writes_for_itself() -> None:
    tests = {".github/workflows/x.yml": "jobs:\n  test:\n    steps:\n    - run: pip freeze > requirements.txt\n"}
    assert len(check("undeclared-import", {**FILES, "Dockerfile": IMAGE, **tests})) == 1


@pytest.mark.parametrize(
    ("step", "found"), [("run: poetry export > requirements.txt", 0), ("run: poetry export > list.txt", 2)]
)
def test_lists_that_git_lacks(step: str, found: int) -> None:
    copied = IMAGE.replace("COPY . .", "COPY requirements.txt .\nCOPY app.py .")
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": copied, **workflow(DEPLOYS["Fly"], step)}
    assert len(check("missing-copied-file", files) + check("missing-requirements-file", files)) == found


def test_other_files_that_git_lacks() -> None:
    copied = IMAGE.replace("COPY . .", "COPY . .\nCOPY build/version.txt /app/")
    step = "run: mkdir build && git describe > build/version.txt"
    files: dict[str, str | bytes] = {**FILES, "Dockerfile": copied, **workflow(DEPLOYS["Fly"], step)}
    assert check("missing-copied-file", files) == []
    assert len(check("missing-copied-file", {**files, **workflow(DEPLOYS["Fly"])})) == 1
