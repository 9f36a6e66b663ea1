"""What App Platform needs, and binds."""

from __future__ import annotations

import pytest
from checking import check

APP = {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n", "requirements.txt": "flask\ngunicorn\n"}
SPEC = "name: shop\nservices:\n  - name: web\n    github: {{repo: a/b, branch: main}}\n{}"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({".do/app.yaml": SPEC.format("")}, True),
        ({".do/app.yaml": SPEC.format("    build_command: pip install -r requirements.txt\n")}, True),
        ({".do/app.yaml": SPEC.format("    environment_slug: python\n    http_port: 8080\n")}, True),
        ({".do/app.yaml": SPEC.format("    source_dir: /\n")}, True),
        ({".do/app.yaml": SPEC.format("    run_command: gunicorn app:app\n")}, False),
        ({".do/app.yaml": SPEC.format(""), "Procfile": "web: gunicorn app:app\n"}, False),
        ({".do/app.yaml": SPEC.format(""), "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8080 app:app\n"}, False),
        ({".do/app.yaml": SPEC.format("    dockerfile_path: docker/web\n"), "docker/web": "FROM python:3.13\nCMD gunicorn app:app\n"}, False),
    ],
)  # fmt: skip
def test_a_command_is_needed(files: dict[str, str], found: bool) -> None:
    expected = [(".do/app.yaml", 3, "warning")] if found else []
    assert check("no-web-process", {**APP, **files}) == expected


BOUND = "    run_command: gunicorn app:app\n    envs:\n      - key: DATABASE_URL\n        value: {}\n"


@pytest.mark.parametrize(
    ("value", "more", "found"),
    [
        ("${db.DATABASE_URL}", "", True),
        ("${db.DATABASE_URL}", "databases:\n  - name: store\n", True),
        ('"${sstore.DATABASE_URL}"', "databases:\n  - name: store\n", True),
        ("${api.PRIVATE_URL}", "", True),
        ("${store.DATABASE_URL}", "databases:\n  - name: store\n", False),
        ("${web.PUBLIC_URL}", "", False),
        ("${_self.PRIVATE_URL}", "", False),
        ("${APP_URL}", "", False),
        ("postgresql://a/b", "", False),
    ],
)
def test_only_what_is_there_is_bound(value: str, more: str, found: bool) -> None:
    files = {**APP, ".do/app.yaml": SPEC.format(BOUND.format(value)) + more}
    expected = [(".do/app.yaml", 8, "warning")] if found else []
    assert check("invalid-platform-file", files) == expected
