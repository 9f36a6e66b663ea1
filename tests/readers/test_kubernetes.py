"""Kubernetes: what the containers of manifests run, and in which image of the repository."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts import kubernetes
from flaskcheck.project import Project
from tests.checking import FLASK, check, problems

DOCKERFILE = (
    'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "app:app"]\n'
)
FILES: dict[str, str | bytes] = {"requirements.txt": "flask\ngunicorn\n", "app.py": FLASK, "Dockerfile": DOCKERFILE}


def pod(*lines: str, kind: str = "Deployment", name: str = "shop", image: str = "ghcr.io/ann/shop:1") -> str:
    head = f"apiVersion: apps/v1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n"
    inner = "".join(f"          {line}\n" for line in lines)
    spec = f"    spec:\n      containers:\n        - name: {name}\n          image: {image}\n{inner}"
    if kind == "CronJob":
        return f"{head}  jobTemplate:\n    spec:\n      template:\n" + "".join(f"    {s}\n" for s in spec.splitlines())
    return f"{head}  template:\n{spec}"


def read(text: str, path: str = "k8s/shop.yaml") -> PlatformFile:
    return kubernetes.read(Source(path, text.encode()))


@pytest.mark.parametrize(
    ("lines", "argv", "as_arguments"),
    [
        (["args: [gunicorn, 'app:app']"], ["gunicorn", "app:app"], True),
        (["command: [gunicorn]", "args: ['app:app']"], ["gunicorn", "app:app"], False),
        (["command: ['sh', '-c', 'exec gunicorn app:app']"], ["sh", "-c", "exec gunicorn app:app"], False),
        (
            ["args: [gunicorn, '$(A):app', '$(B)', '$$(A)']", "env: [{name: A, value: x}]"],
            ["gunicorn", "x:app", "${B}", "$(A)"],
            True,
        ),
    ],
)
def test_the_command(lines: list[str], argv: list[str], as_arguments: bool) -> None:
    (service,) = read(pod(*lines)).services
    (command,) = service.commands
    assert (list(command.argv or ()), command.as_arguments) == (argv, as_arguments)


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("Deployment", [], ("web", [])),
        ("StatefulSet", ["args: [gunicorn]"], ("web", ["start"])),
        ("Deployment", ["command: [celery, -A, shop, worker]"], ("worker", ["start"])),
        ("Job", ["command: [flask, db, upgrade]"], ("job", ["release"])),
        ("CronJob", ["command: [flask, clean]"], ("job", ["cron"])),
    ],
)
def test_the_kind(kind: str, lines: list[str], expected: tuple[str, list[str]]) -> None:
    (service,) = read(pod(*lines, kind=kind)).services
    assert (service.kind, [c.phase for c in service.commands]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [",
        "apiVersion: v1\nkind: Service\nspec:\n  ports: []\n",
        pod("args: ['{{ .Values.target }}']").replace("'{{", "{{").replace("}}'", "}}"),
        "apiVersion: apps/v1\nkind: Deployment\n",
        "kind: [1]\n",
    ],
)
def test_nothing_to_run(text: str) -> None:
    assert read(text) == PlatformFile("k8s/shop.yaml", "")


def test_ports_and_probes() -> None:
    lines = (
        "ports: [{containerPort: 8000}, {containerPort: http}]",
        "readinessProbe: {httpGet: {path: /ready?x=1, port: 8000}}",
    )
    (service,) = read(pod(*lines)).services
    assert [p.number for p in service.ports] == [8000]
    assert [v.value for v in service.health_paths] == ["/ready"]


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"k8s/shop.yaml": pod("args: [gunicorn, 'app:app']")}, 0),
        ({"k8s/shop.yaml": pod("args: [gunicorn, 'wsgi:app']")}, 11),
        ({"deployment.yml": pod("command: ['gunicorn', '-b', ':80', 'app:wrong']")}, 11),
        ({"deploy/base/shop.yaml": pod("command: [sh, -c, 'gunicorn wsgi:app']")}, 11),
        ({"k8s/shop.yaml": pod("workingDir: /srv", "command: [gunicorn, 'app:app']")}, 12),
        ({"k8s/shop.yaml": pod("args: [gunicorn, '$(TARGET)']")}, 0),
        ({"k8s/shop.yaml": pod("args: [gunicorn, 'wsgi:app']", image="redis:7")}, 0),
        ({"k8s/proxy.yaml": pod("args: [gunicorn, 'wsgi:app']", image="nginx", name="proxy")}, 0),
        ({"overlays/dev/deployment.yaml": pod("args: [gunicorn, 'wsgi:app']")}, 0),
        (
            {
                "api/Dockerfile": DOCKERFILE,
                "api/app.py": FLASK,
                "k8s/a.yaml": pod("args: [gunicorn, 'x:app']", name="api", image="r/api"),
            },
            11,
        ),
        (
            {
                "api/Dockerfile": DOCKERFILE,
                "api/app.py": FLASK,
                "k8s/a.yaml": pod("args: [gunicorn, 'x:app']", image="r/other"),
            },
            0,
        ),
    ],
)
def test_the_target_in_the_image_of_the_repository(files: dict[str, str | bytes], line: int) -> None:
    found = check("unresolved-app", {**FILES, **files})
    assert found == ([(next(p for p in files if p.endswith(("yml", "yaml"))), line, "error")] if line else [])


def test_variables_of_maps() -> None:
    app = "import os\nfrom flask import Flask\napp = Flask(__name__)\nx = os.environ['A_KEY']\n"
    refer = ("envFrom: [{configMapRef: {name: settings}}]",)
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {%s: x}\n"

    def missing(*lines: str, **files: str) -> int:
        return len(check("undeclared-variable", {**FILES, "app.py": app, "k8s/shop.yaml": pod(*lines), **files}))

    assert missing() == 1
    assert missing("env: [{name: A_KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}]") == 0
    assert missing(*refer) == 0  # the map may be made by hand
    assert missing(*refer, **{"k8s/configmap.yaml": config % "A_KEY"}) == 0
    assert missing(*refer, **{"k8s/configmap.yaml": config % "B_KEY"}) == 1
    assert missing("envFrom: [{configMapRef: {name: settings}, prefix: A_}]", **{"k8s/c.yaml": config % "KEY"}) == 0


def test_the_image_is_one_deployment() -> None:
    files = {
        **FILES,
        "k8s/shop.yaml": pod(),
        "k8s/job.yaml": pod("command: [flask, db, upgrade]", kind="Job", name="migrate"),
    }
    assert sorted((d.host.key, d.service.kind) for d in Project(MemoryTree(files)).deployments) == [
        ("kubernetes", "job"),
        ("kubernetes", "web"),
    ]


@pytest.mark.parametrize(
    ("folder", "is_read"),
    [
        ("gke_deployment", True),
        ("shop-kubernetes-engine", True),
        ("eks-prod", True),
        ("clouddeploy", True),
        ("cloudrun", True),
        ("knative", True),
        ("podcasts", False),
        ("argonauts", True),  # argo and whatever follows, as before
        ("deskeks", False),
    ],
)
def test_the_folders_of_manifests(folder: str, is_read: bool) -> None:
    files = {**FILES, f"{folder}/shop.yaml": pod("args: [gunicorn, 'app:app']")}
    hosts = [d.host.key for d in Project(MemoryTree(files)).deployments]
    assert hosts == (["kubernetes"] if is_read else ["docker"])


@pytest.mark.parametrize(
    ("files", "image"),
    [
        ({"gke/shop.yaml": pod(image="r/visits"), "gke/Dockerfile": DOCKERFILE, "run/Dockerfile": DOCKERFILE}, "gke/Dockerfile"),
        ({"gke/shop.yaml": pod(image="r/run"), "gke/Dockerfile": DOCKERFILE, "run/Dockerfile": DOCKERFILE}, "gke/Dockerfile"),
        ({"eks/shop.yaml": pod(image="r/run"), "eks/Dockerfile": DOCKERFILE, "run/Dockerfile": DOCKERFILE}, "run/Dockerfile"),
        ({"gke/web/shop.yaml": pod(image="r/run"), "gke/web/Dockerfile": DOCKERFILE, "run/Dockerfile": DOCKERFILE}, "gke/web/Dockerfile"),
        ({"gke/x.yaml": pod(image="r/visits", name="x"), "gke/web/Dockerfile": DOCKERFILE, "run/Dockerfile": DOCKERFILE}, None),
    ],
)  # fmt: skip
def test_the_image_beside_the_manifest(files: dict[str, str | bytes], image: str | None) -> None:
    """Of several Dockerfiles, none called like the image or the service."""
    folders = ("gke", "run", "gke/web")
    sources = {f"{f}/{path}": FILES[path] for f in folders for path in ("requirements.txt", "app.py")}
    found = [d for d in Project(MemoryTree({**sources, **files})).deployments if d.host.key == "kubernetes"]
    assert [d.image.path for d in found if d.image] == ([image] if image else [])


KNATIVE = "serving.knative.dev/v1"
NEEDS = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['PLACE'] = os.environ['SHOP_PLACE']\nport = os.environ['PORT']\n"


@pytest.mark.parametrize(
    ("version", "lines", "missing"),
    [
        (KNATIVE, ["env: [{name: SHOP_PLACE, value: x}]"], []),
        ("serving.knative.dev/v1beta1", ["env: [{name: SHOP_PLACE, value: x}]"], []),
        (KNATIVE, ["command: [gunicorn]", "args: ['app:app']", "env: [{name: A, value: x}]"], ["SHOP_PLACE"]),
        ("apps/v1", ["env: [{name: SHOP_PLACE, value: x}]"], ["PORT"]),
    ],
)
def test_a_service_of_knative(version: str, lines: list[str], missing: list[str]) -> None:
    kind = "Service" if version.startswith("serving") else "Deployment"
    text = pod(*lines, kind=kind).replace("apps/v1", version)
    files = {**FILES, "app.py": NEEDS, "cloudrun/service.yaml": text}
    [deployment] = Project(MemoryTree(files)).deployments
    assert (deployment.service.name, deployment.image is not None) == ("shop", True)
    told = [p.message for p in problems("undeclared-variable", files)]
    assert [any(name in message for message in told) for name in missing] == [True] * len(missing)
    assert len(told) == len(missing)


def test_a_service_that_runs_nothing() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n  ports: [{port: 80}]\n"
    assert [service.kind for service in read(text).services] == ["variables"]
