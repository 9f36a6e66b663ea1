"""manifest.yml of Cloud Foundry."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts import cloud_foundry
from flaskcheck.project import Project

FILES: dict[str, str | bytes] = {"requirements.txt": "flask\ngunicorn\ncelery\n", "app.py": FLASK}
MANIFEST = (
    "applications:\n- name: shop\n  buildpacks: [python_buildpack]\n  command: gunicorn -b 0.0.0.0:$PORT app:app\n"
)
PROCESSES = (
    "applications:\n- name: shop\n  env: {A: '1', SITE: https://((route))}\n  processes:\n  - type: web\n    command: gunicorn app:app\n"
    "  - type: worker\n    command: celery -A app worker\n"
)


def read(text: str, path: str = "manifest.yml") -> PlatformFile:
    return cloud_foundry.read(Source(path, text.encode()))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (MANIFEST, [("shop", "web")]),
        (PROCESSES, [("shop", "web"), ("shop-worker", "worker")]),
        (MANIFEST + "  no-route: true\n", [("shop", "worker")]),
        (MANIFEST + "  health-check-type: process\n", [("shop", "worker")]),
        ("applications:\n- name: pages\n  buildpack: staticfile_buildpack\n", []),
        ("applications:\n- name: shop\n  docker: {image: acme/shop}\n", []),
        ("applications:\n- name: shop\n", [("shop", "web")]),
        ("applications: none\n", []),
        ("short_name: Shop\nrelated_applications:\n- id: x\n", []),
        ("- a\n", []),
        ("", []),
    ],
)
def test_kinds(text: str, kinds: list[tuple[str, str]]) -> None:
    assert [(s.name, s.kind) for s in read(text).services] == kinds


def test_variables() -> None:
    [web, worker] = read(PROCESSES).services
    assert [(v.name, v.value, v.source) for v in web.variables] == [("A", "1", "literal"), ("SITE", None, "secret")]
    assert web.variables == worker.variables


@pytest.mark.parametrize(
    ("path", "written", "root"),
    [
        ("manifest.yml", "", ""),
        ("manifest.yml", "back", "back"),
        ("manifests/manifest_prod.yml", "../", ""),
        ("deploy/manifest.yml", "../back", "back"),
    ],
)
def test_roots(path: str, written: str, root: str) -> None:
    text = MANIFEST + (f"  path: {written}\n" if written else "")
    assert [s.root or "" for s in read(text, path).services] == [root if written else path.rpartition("/")[0]]


def test_the_health_check_asks_a_path() -> None:
    [service] = read(MANIFEST + "  health-check-http-endpoint: /healthz\n").services
    assert [v.value for v in service.health_paths] == ["/healthz"]


@pytest.mark.parametrize(
    ("names", "deployed"),
    [
        (["manifest.yml"], ["manifest.yml"]),
        (["manifest-dev.yml", "manifest-prod.yml"], ["manifest-prod.yml"]),
        (["manifest_staging.yml", "manifest_demo.yml"], ["manifest_staging.yml", "manifest_demo.yml"]),
        (["manifest.yml", "manifest-sandbox.yml"], ["manifest.yml"]),
    ],
)
def test_manifests_of_several_environments(names: list[str], deployed: list[str]) -> None:
    project = Project(MemoryTree({**FILES, **dict.fromkeys(names, MANIFEST)}))
    found = [d.place.path for d in project.deployments if d.host.key == "cloud-foundry"]
    assert sorted(found) == sorted(deployed)


def test_a_procfile_gives_the_command_that_the_manifest_lacks() -> None:
    files = {**FILES, "Procfile": "web: gunicorn app:app\n", "runtime.txt": "python-3.12.x\n"}
    bare = "applications:\n- name: shop\n  env: {MODE: live}\n"
    [deployment] = Project(MemoryTree({**files, "manifest.yml": bare})).deployments
    assert (deployment.host.key, deployment.place.path) == ("cloud-foundry", "Procfile")
    assert deployment.python is not None
    assert deployment.python.version == "3.12"
    [own] = Project(MemoryTree({**files, "manifest.yml": MANIFEST})).deployments
    assert own.place.path == "manifest.yml"


def test_what_the_manifest_declares_is_no_default() -> None:
    code = (
        "import os, requests\n" + FLASK + "SITE = os.environ.get('SITE', 'http://localhost:6012')\nrequests.get(SITE)\n"
    )
    files = {**FILES, "app.py": code}
    assert not check("hard-coded-loopback", {**files, "manifest.yml": PROCESSES})
    assert check("hard-coded-loopback", {**files, "manifest.yml": MANIFEST})


def test_a_fixed_port() -> None:
    [found] = problems("fixed-port", {**FILES, "manifest.yml": MANIFEST.replace("$PORT", "5000")})
    assert "Cloud Foundry" in found.message


def test_a_manifest_of_something_else_is_none() -> None:
    files: dict[str, str | bytes] = {**FILES, "manifest.yml": "title: Shop\nassets:\n- app.css\n"}
    assert [d.host.key for d in Project(MemoryTree(files)).deployments] == ["generic"]
