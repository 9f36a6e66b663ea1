"""A Compose file that completes one of a folder above names its folders as that one does."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n"


@pytest.mark.parametrize(
    ("build", "files", "is_told"),
    [
        ("{context: ., dockerfile: ./ops/more/probe/Dockerfile}", {"ops/more/probe/Dockerfile": IMAGE}, False),
        ("{context: ., dockerfile: ops/more/Dockerfile.probe}", {"ops/more/Dockerfile.probe": IMAGE}, False),
        ("{context: ops/more/probe}", {"ops/more/probe/Dockerfile": IMAGE}, False),
        ("ops/more/probe", {"ops/more/probe/Dockerfile": IMAGE}, False),
        ("{context: ., dockerfile: probe/Dockerfile}", {"ops/more/probe/Dockerfile": IMAGE}, False),
        ("{context: ., dockerfile: ./ops/more/probe/Dockerfile}", {}, True),
        ("{context: ., dockerfile: ./other/probe/Dockerfile}", {"other/probe/Dockerfile": IMAGE}, True),
        ("ops/more/probe", {}, True),
    ],
)
def test_a_path_that_begins_with_its_own_folder(build: str, files: dict[str, str], is_told: bool) -> None:
    compose = f"services:\n  probe:\n    build: {build}\n    ports: ['80:80']\n"
    found = check("missing-root-directory", {"app.py": FLASK, "ops/more/docker-compose.yml": compose, **files})
    assert bool(found) is is_told
