"""Variables that Kubernetes sets for its services, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

DOCKER = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {}\nspec:\n  ports:\n  - port: 6379\n{}---\n"
POD = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
{}      containers:
      - name: shop
        image: shop
        command: [gunicorn, "app:app"]
{}"""
SHOP = SERVICE.format("redis", "") + POD.format("", "")
HEAD = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("code", "manifest", "found"),
    [
        ("port = int(os.environ.get('REDIS_PORT', 6379))", SHOP, [4]),
        ("port = os.getenv('REDIS_PORT')", SHOP, [4]),
        ("port = os.environ['REDIS_PORT']", SHOP, [4]),
        ("port = int(os.environ.get('MY_REDIS_PORT', 6379))", SERVICE.format("my-redis", "") + POD.format("", ""), [4]),
        ("port = int(os.environ.get('REDIS_PORT', 6379))", SHOP.replace("name: redis", "name: cache"), []),
        ("port = int(os.environ.get('REDIS_PORT', 6379))", SERVICE.format("redis", "  clusterIP: None\n") + POD.format("", ""), []),
        ("port = int(os.environ.get('REDIS_PORT', 6379))", SERVICE.format("redis", "") + POD.format("      enableServiceLinks: false\n", ""), []),
        ("port = int(os.environ.get('REDIS_PORT', 6379))", SERVICE.format("redis", "") + POD.format("", "        env:\n        - name: REDIS_PORT\n          value: '6379'\n"), []),
        ("host = os.environ.get('REDIS_SERVICE_HOST')", SHOP, []),
        ("port = os.environ['REDIS_PORT'].replace('tcp://', '')", SHOP, []),
    ],
)  # fmt: skip
def test_ports(code: str, manifest: str, found: list[int]) -> None:
    files: dict[str, str | bytes] = {"app.py": f"{HEAD}{code}\n", "Dockerfile": DOCKER, "k8s/shop.yaml": manifest}
    assert [line for _, line, _ in check("service-variable-collision", files)] == found


def test_the_configuration_of_gunicorn() -> None:
    config = "import os\nbind = '0.0.0.0:' + os.environ.get('REDIS_PORT', '8000')\n"
    files: dict[str, str | bytes] = {
        "app.py": HEAD,
        "gunicorn.conf.py": config,
        "Dockerfile": DOCKER,
        "k8s/shop.yaml": SHOP,
    }
    assert check("service-variable-collision", files) == [("gunicorn.conf.py", 2, "error")]
