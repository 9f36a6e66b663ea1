"""Keys that stand twice: YAML's readers refuse them, JSON's take the last one."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

TWICE = {
    "app.json": '{"env": {"A": {"required": true}, "A": {"required": true}}}\n',
    "vercel.json": '{"env": {"A": "b", "A": "c"}}\n',
    "railway.json": '{"deploy": {"startCommand": "gunicorn app:app", "startCommand": "gunicorn app:app"}}\n',
    "compose.yaml": "services:\n  web:\n    build: .\n    build: .\n",
    "render.yaml": "services:\n- type: web\n  name: a\n  name: b\n  runtime: python\n  startCommand: gunicorn app:app\n",
}


@pytest.mark.parametrize("name", TWICE)
def test_who_refuses_it(name: str) -> None:
    files = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", name: TWICE[name]}
    found = [p for p in problems("invalid-platform-file", files) if "written twice" in p.message]
    assert [(p.severity, "refuses" in p.message) for p in found] == [
        ("warning", False) if name.endswith(".json") else ("", True)
    ]
