"""A manifest of Kubernetes is one under the name of another host's file too."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts.platform_files import platform_files

MANIFEST = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n      - name: shop\n        image: shop\n"


@pytest.mark.parametrize(
    ("path", "text", "host"),
    [
        ("k8s/app.yaml", MANIFEST, "kubernetes"),
        ("deploy/k8s/app.yml", MANIFEST, "kubernetes"),
        ("kubernetes/web.yaml", MANIFEST, "kubernetes"),
        ("app.yaml", "runtime: python313\nentrypoint: gunicorn app:app\n", "app-engine"),
        ("k8s/app.yaml", "runtime: python313\nentrypoint: gunicorn app:app\n", "app-engine"),
    ],
)
def test_hosts(path: str, text: str, host: str) -> None:
    found = platform_files(MemoryTree({"app.py": FLASK, path: text}))
    assert [file.host for file in found] == [host]
