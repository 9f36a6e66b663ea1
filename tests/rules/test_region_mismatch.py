"""Blueprints whose services and databases stand in one region, or in several."""

from __future__ import annotations

import pytest
from checking import FLASK, check

WEB = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n{region}  buildCommand: pip install -r requirements.txt\n"
    "  startCommand: gunicorn app:app\n  envVars:\n  - key: {key}\n    {given}\n"
)
DATABASE = "fromDatabase: {{name: db, property: {0}}}"
STORE = "- type: keyvalue\n  name: cache\n{region}  ipAllowList: []\n"


def found(region: str, given: str, rest: str) -> list[tuple[str, int, str]]:
    written = f"  region: {region}\n" if region else ""
    text = WEB.format(region=written, key="DATABASE_URL", given=given) + rest
    return check("region-mismatch", {"app.py": FLASK, "render.yaml": text})


@pytest.mark.parametrize(
    ("region", "given", "rest"),
    [
        ("frankfurt", DATABASE.format("connectionString"), "databases:\n- name: db\n"),
        ("frankfurt", DATABASE.format("host"), "databases:\n- name: db\n  region: ohio\n"),
        ("", DATABASE.format("connectionString"), "databases:\n- name: db\n  region: singapore\n"),
        (
            "ohio",
            "fromService: {type: keyvalue, name: cache, property: connectionString}",
            STORE.format(region="  region: oregon\n"),
        ),
        ("ohio", "fromService: {type: keyvalue, name: cache, property: connectionString}", STORE.format(region="")),
    ],
)
def test_two_regions(region: str, given: str, rest: str) -> None:
    [(path, _, severity)] = found(region, given, rest)
    assert (path, severity) == ("render.yaml", "warning")


@pytest.mark.parametrize(
    ("region", "given", "rest"),
    [
        ("frankfurt", DATABASE.format("connectionString"), "databases:\n- name: db\n  region: frankfurt\n"),
        ("", DATABASE.format("connectionString"), "databases:\n- name: db\n"),
        ("oregon", DATABASE.format("connectionString"), "databases:\n- name: db\n"),
        ("frankfurt", DATABASE.format("user"), "databases:\n- name: db\n"),
        ("frankfurt", "value: postgresql://u@external.example.com/d", "databases:\n- name: db\n"),
        ("frankfurt", "fromDatabase: {name: other, property: connectionString}", "databases:\n- name: db\n"),
        (
            "ohio",
            "fromService: {type: keyvalue, name: cache, property: connectionString}",
            STORE.format(region="  region: ohio\n"),
        ),
    ],
)
def test_look_alikes(region: str, given: str, rest: str) -> None:
    assert found(region, given, rest) == []
