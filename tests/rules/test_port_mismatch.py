"""The port that a platform forwards to beside the one that the server binds."""

from __future__ import annotations

import pytest
from checking import FLASK, check

COMPOSE = "services:\n  web:\n    build: .\n    ports:\n{}"


def image(start: str, ports: str, **others: str) -> dict[str, str | bytes]:
    dockerfile = f"FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n{start}\n"
    files = {name.replace("__", "."): text for name, text in others.items()}
    return {"app.py": FLASK, "Dockerfile": dockerfile, "compose.yaml": COMPOSE.format(ports), **files}


BOUND = 'CMD ["gunicorn", "-b", "0.0.0.0:3000", "app:app"]'


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (image(BOUND, "      - '80:8000'\n"), 1),
        (image(BOUND, "      - 8000\n"), 1),
        (image(BOUND, "      - target: 5000\n        published: '80'\n"), 1),
        (image(BOUND, "      - '127.0.0.1:80:8000'\n      - '90:9000'\n"), 1),
        (image("EXPOSE 8000\nENV PORT=3000\nCMD gunicorn -b 0.0.0.0:$PORT app:app", "      - '80:8000'\n"), 1),
        (image("CMD gunicorn app:app", "      - '80:8000'\n", gunicorn__conf__py="bind = '0.0.0.0:3000'\n"), 1),
        (image(BOUND, "      - '80:3000'\n"), 0),
        (image(BOUND, "      - '5678:5678'\n      - '80:3000'\n"), 0),
        (image(BOUND, "      - '${PORT}:${PORT}'\n"), 0),
        (image("CMD gunicorn -b 0.0.0.0:${PORT:-3000} app:app", "      - '80:8000'\n    env_file: .env\n"), 0),
        (image("CMD nginx && gunicorn -b 0.0.0.0:3000 app:app", "      - '80:80'\n"), 0),
        (image("CMD gunicorn -b unix:/run/a.sock app:app", "      - '80:80'\n"), 0),
        (image(BOUND, "      - '80:8000/udp'\n"), 0),
    ],
)  # fmt: skip
def test_requests_reach_the_server(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("port-mismatch", files)) == found


def test_a_port_that_the_host_chooses_is_another_matter() -> None:
    procfile: dict[str, str | bytes] = {"app.py": FLASK, "Procfile": "web: gunicorn -b 0.0.0.0:3000 app:app\n"}
    assert not check("port-mismatch", procfile)


DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop, tier: web}}
    spec:
      containers:
        - name: shop
          image: example/shop:1
          ports: [{name: http, containerPort: 5000}]
"""
SIDECAR = "        - name: proxy\n          image: nginx:1.29\n"


def service(port: str, selector: str = "app: shop") -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: shop}}\nspec:\n  selector: {{{selector}}}\n  ports:\n    - {{{port}}}\n"


@pytest.mark.parametrize(
    ("manifests", "found"),
    [
        ({"k8s/web.yaml": DEPLOYMENT + "---\n" + service("port: 80, targetPort: 5000")}, 1),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 8080")}, 1),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 80, targetPort: 5000", "tier: web, app: shop")}, 1),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 80, targetPort: 3000")}, 0),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 3000")}, 0),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 80, targetPort: http")}, 0),
        ({"k8s/web.yaml": DEPLOYMENT, "k8s/service.yaml": service("port: 80, targetPort: 5000", "app: other")}, 0),
        ({"k8s/web.yaml": DEPLOYMENT + SIDECAR, "k8s/service.yaml": service("port: 80")}, 0),
        ({"k8s/web.yaml": DEPLOYMENT}, 0),
    ],
)  # fmt: skip
def test_what_a_service_of_kubernetes_passes_on(manifests: dict[str, str | bytes], found: int) -> None:
    assert len(check("port-mismatch", {**image(BOUND, ""), "compose.yaml": "", **manifests})) == found
