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


@pytest.mark.parametrize(
    ("build", "name", "is_told"),
    [
        ("{context: ., dockerfile: Dockerfile}", "dockerfile", False),
        ("{context: api, dockerfile: Dockerfile}", "api/dockerfile", False),
        ("{context: ., dockerfile: ops/Dockerfile}", "ops/dockerfile", False),
        (".", "dockerfile", False),
        ("{context: ., dockerfile: Dockerfile}", "DOCKERFILE", True),
        ("{context: ., dockerfile: Dockerfile.api}", "dockerfile.api", True),
        ("{context: ., dockerfile: dockerfile}", "Dockerfile", True),
    ],
)
def test_a_dockerfile_in_small_letters(build: str, name: str, is_told: bool) -> None:
    """BuildKit reads ``dockerfile`` where ``Dockerfile`` is not there, whether it is named or not; no other name."""
    compose = f"services:\n  web:\n    build: {build}\n    ports: ['80:80']\n"
    files = {"app.py": FLASK, "api/x.py": "", "docker-compose.yml": compose, name: IMAGE}
    assert bool(check("missing-root-directory", files)) is is_told


@pytest.mark.parametrize("name", ["dockerfile", "Dockerfile"])
def test_what_compose_builds_from_it_is_judged(name: str) -> None:
    compose = "services:\n  web:\n    build: .\n    ports: ['80:80']\n"
    image = IMAGE.replace("0.0.0.0:80", "127.0.0.1:80")
    files = {"app.py": FLASK, "docker-compose.yml": compose, name: image}
    assert [path for path, _, _ in check("loopback-bind", files)] == [name]
