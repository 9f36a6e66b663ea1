"""Manifests that are filled in first, containers that run what their image starts, flags of tests, options of configuration files, and services on the same machine."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = (
    'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn celery\nCMD ["gunicorn", "shop:app"]\n'
)
MANIFEST = """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-web}
spec:
  template:
    spec:
      containers:
        - name: shop-web
          image: ghcr.io/acme/shop:__TAG__
"""
WORKER = MANIFEST.replace("shop-web", "shop-worker") + "          args: [celery, --app, shop.tasks, worker]\n"


def deployments(files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    return [(d.host.key, d.service.name) for d in Project(MemoryTree({"shop.py": FLASK, **files})).deployments]


@pytest.mark.parametrize("path", ["kubernetes/web.tmpl", "deploy/web.yaml.tmpl", "k8s/web.yml.template", "web-deployment.tpl", "deploy/web.yaml"])  # fmt: skip
def test_a_manifest_that_is_filled_in_first_is_a_deployment(path: str) -> None:
    assert deployments({path: MANIFEST, "Dockerfile": IMAGE}) == [("kubernetes", "shop-web")]
    assert deployments({path: "a: 1\n", "Dockerfile": IMAGE}) == [("docker", "")]


@pytest.mark.parametrize(
    ("others", "host"),
    [
        ({}, "kubernetes"),
        ({"Dockerfile.tools": IMAGE}, "kubernetes"),
        ({"Dockerfile.tools": IMAGE, "Dockerfile.jobs": IMAGE}, "kubernetes"),
        ({"ops/Dockerfile": IMAGE}, "docker"),
    ],
)
def test_the_plain_dockerfile_makes_the_image(others: dict[str, str | bytes], host: str) -> None:
    files = {"k8s/web.yaml": MANIFEST, "Dockerfile": IMAGE, **others}
    assert (host, "shop-web" if host == "kubernetes" else "") in deployments(files)


def test_a_container_without_a_command_runs_what_its_image_starts() -> None:
    files = {"k8s/all.yaml": f"{MANIFEST}---\n{WORKER}", "Dockerfile": IMAGE}
    assert {name for _, name in deployments(files)} == {"shop-web", "shop-worker"}


CONFIGURED = """import os
from flask import Flask
class Live:
    SECRET_KEY = os.environ["SECRET_KEY"]
class Trial(Live):
    SERVER_NAME = "localhost:5005"
app = Flask(__name__)
app.config.from_object(Live)
if {0}:
    app.config.from_object(Trial)
"""


@pytest.mark.parametrize(
    ("test", "is_told"),
    [
        ('os.environ.get("TESTING", "false").lower() == "true"', False),
        ('os.environ.get("TESTING", "").strip().lower() in ("1", "true", "yes")', False),
        ('os.getenv("DEBUG") == "1"', False),
        ('os.environ.get("TESTING") != "false"', False),
        ('os.environ.get("DEBUG", "0") not in ("0", "false")', False),
        ('os.environ.get("TESTING", "false").lower() != "true"', True),
        ('os.environ.get("DEBUG", "false") == "false"', True),
    ],
)
def test_production_leaves_the_flags_of_tests_off(test: str, is_told: bool) -> None:
    files = {"shop.py": CONFIGURED.format(test), "Procfile": "web: gunicorn shop:app\n", "requirements.txt": "flask\n"}
    assert bool(check("loopback-server-name", files)) is is_told


OPTION = "from flask import Flask\nfrom oslo_config import cfg\nimport settings\napp = Flask(__name__)\nurl = {0}\n"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("cfg.StrOpt('url', default='http://localhost:9200/x')", False),
        ("cfg.URIOpt('url', help='where', default='http://127.0.0.1:9200/x')", False),
        ("settings.Option('url', default='http://localhost:9200/x')", False),
        ("cfg.StrOpt('http://localhost:9200/x')", True),
        ("settings.connect('url', default='http://localhost:9200/x')", True),
    ],
)
def test_the_default_of_a_declared_option(code: str, is_told: bool) -> None:
    files = {"shop.py": OPTION.format(code), "Procfile": "web: gunicorn shop:app\n"}
    assert bool(check("hard-coded-loopback", files)) is is_told


ASKING = "from urllib.request import urlopen\nimport requests\n" + FLASK + "@app.route('/<id>')\ndef index(id):\n    {0}\n    return 'x'\n"  # fmt: skip
UNIT = {"ops/shop.service": "[Service]\nWorkingDirectory=/opt/shop\nExecStart=/opt/shop/venv/bin/gunicorn shop:app\n"}


@pytest.mark.parametrize(
    ("body", "elsewhere", "is_told"),
    [
        ("urlopen(f'http://127.0.0.1:8472/{id}')", UNIT, False),
        ("url = f'http://127.0.0.1:8472/{id}'\n    urlopen(url, b'', 59)", UNIT, False),
        ("requests.post('http://localhost:8472/x')", UNIT, False),
        ("requests.post('http://localhost:8472/x')", {"Procfile": "web: gunicorn shop:app\n"}, True),
        ("from flask import redirect\n    return redirect('http://localhost:8472/x')", UNIT, True),
    ],
)
def test_another_program_on_the_same_machine_answers(body: str, elsewhere: dict[str, str], is_told: bool) -> None:
    assert bool(check("hard-coded-loopback", {"shop.py": ASKING.format(body), **elsewhere})) is is_told


JOB = "jobs:\n  image:\n    steps:\n      - {0}\n"
PAGE = (
    FLASK
    + "from flask import url_for\n@app.route('/')\ndef index():\n    return url_for('static', filename='guide.pdf')\n"
)


@pytest.mark.parametrize(
    ("path", "step", "is_told"),
    [
        (".github/workflows/image.yml", "run: pandoc docs/guide.md --output=static/guide.pdf", False),
        (".github/workflows/image.yml", "{uses: 'docker://pandoc/latex', with: {args: 'pandoc --output=static/guide.pdf'}}", False),
        (".github/workflows/image.yml", "{uses: acme/print@v1, with: {path: static/guide.pdf}}", False),
        (".gitlab-ci.yml", "curl -o static/guide.pdf https://example.org/guide.pdf", False),
        (".github/workflows/image.yml", "run: pandoc docs/guide.md --output=static/other.pdf", True),
        ("README.yml", "run: pandoc docs/guide.md --output=static/guide.pdf", True),
    ],
)  # fmt: skip
def test_a_job_makes_static_files(path: str, step: str, is_told: bool) -> None:
    files = {"shop.py": PAGE, "static/a.css": "", path: JOB.replace("{0}", step)}
    assert bool(check("missing-static-file", files)) is is_told
