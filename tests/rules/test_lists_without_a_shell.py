"""Variables in lists of words that no shell reads: the server gets them as they are written, unless the host replaces them."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check, problems

IMAGE = "FROM python:3.13-slim\nWORKDIR /a\nCOPY . .\nRUN pip install flask gunicorn waitress\n"
COMPOSE = "services:\n  web:\n    build: .\n    command: {}\n"
POD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - name: a\n    image: a\n    command: {}\n"
UNIT = "[Service]\nWorkingDirectory=/srv/a\nEnvironment=PORT=8000\nExecStart=/srv/a/venv/bin/{}\n"


def told(path: str, text: str) -> list[tuple[str, int, str]]:
    files: dict[str, str | bytes] = {"app.py": FLASK, path: text}
    return check("unexpanded-variable", files if path.endswith(".service") else files | {"Dockerfile": IMAGE})


@pytest.mark.parametrize(
    ("path", "form", "line", "refused", "good"),
    [
        ("compose.yaml", COMPOSE, 4, "0.0.0.0:$$PORT", "0.0.0.0:${PORT:-8000}"),
        ("compose.yaml", COMPOSE, 4, "0.0.0.0:$${PORT}", "0.0.0.0:8000"),
        ("k8s.yaml", POD, 8, "0.0.0.0:$PORT", "0.0.0.0:$(PORT)"),
        ("k8s.yaml", POD, 8, ":${PORT:-8000}", ":8000"),
    ],
)
def test_lists(path: str, form: str, line: int, refused: str, good: str) -> None:
    assert told(path, form.format(json.dumps(["gunicorn", "-b", refused, "app:app"]))) == [(path, line, "error")]
    assert told(path, form.format(json.dumps(["gunicorn", "-b", good, "app:app"]))) == []
    shell = ["sh", "-c", f"gunicorn -b {refused} app:app"]
    assert told(path, form.format(json.dumps(shell))) == []


@pytest.mark.parametrize(
    ("bind", "is_told"),
    [("127.0.0.1:${PORT}", False), ("127.0.0.1:$PORT", False), ("127.0.0.1:${PORT:-8000}", True), ("unix:/run/a.sock", False)],
)  # fmt: skip
def test_systemd_knows_no_defaults(bind: str, is_told: bool) -> None:
    assert bool(told("a.service", UNIT.format(f"gunicorn -b {bind} app:app"))) is is_told


def test_the_help_writes_it_as_the_host_does() -> None:
    listed = json.dumps(["gunicorn", "-b", ":$PORT", "app:app"])
    [found] = problems("unexpanded-variable", {"app.py": FLASK, "Dockerfile": IMAGE, "k8s.yaml": POD.format(listed)})
    assert found.help == "Write $(PORT)."
