"""Disks that nothing uses, beside variables that name folders outside them."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RENDER = "services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: gunicorn app:app\n    disk:\n      name: data\n      mountPath: {disk}\n    envVars:\n      - key: {name}\n        value: {value}\n"


@pytest.mark.parametrize(
    ("disk", "name", "value", "told"),
    [
        ("/var/disk", "UPLOAD_FOLDER", "/var/data/pictures", True),
        ("/data", "STORAGE_PATH", "/mnt/data", True),
        ("/var/other/", "DATABASE_FILE", "/var/data/shop.db", True),
        ("/var/data", "UPLOAD_FOLDER", "/var/data/pictures", False),
        ("/var/data", "UPLOAD_FOLDER", "/var/data", False),
        ("/var/disk", "UPLOAD_FOLDER", "/tmp/pictures", False),
        ("/var/disk", "GREETING", "/var/data/pictures", False),
        ("/var/disk", "LOG_FILE", "/var/log/app.log", False),
        ("/opt/render/project/src/instance", "UPLOAD_FOLDER", "/var/data/pictures", False),
    ],
)
def test_a_disk_that_nothing_uses(disk: str, name: str, value: str, told: bool) -> None:
    files = {"app.py": FLASK, "render.yaml": RENDER.format(disk=disk, name=name, value=value)}
    found = [line for path, line, _ in check("ephemeral-storage", files) if path == "render.yaml"]
    assert found == ([8] if told else [])


def test_a_disk_that_the_code_names() -> None:
    text = RENDER.format(disk="/var/disk", name="UPLOAD_FOLDER", value="/var/data/pictures")
    assert not check("ephemeral-storage", {"app.py": f"{FLASK}A = '/var/disk/a.db'\n", "render.yaml": text})
