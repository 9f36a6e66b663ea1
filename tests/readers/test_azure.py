"""Azure's files."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import azure


def read(path: str, text: str | bytes) -> PlatformFile:
    return azure.read(Source(path, text.encode() if isinstance(text, str) else text))


def test_azure_yaml_in_full() -> None:
    file = read(
        "azure.yaml", "name: x\nservices:\n  web:\n    project: ./src\n    language: py\n    host: appservice\n"
    )
    service = Service(
        "azure",
        "web",
        "web",
        Place("azure.yaml", 3, 3, 3, 7),
        "src",
        folders=(Folder("src", "./src", "root", Place("azure.yaml", 4, 14, 4, 19)),),
    )
    assert file == PlatformFile("azure.yaml", "azure", (service,))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("language: js, host: appservice", ("azure", "web", "js", "")),
        ("language: py, host: containerapp", ("docker", "web", "", "Dockerfile")),
        ("host: containerapp, docker: {path: ./deploy/Dockerfile}", ("docker", "web", "", "deploy/Dockerfile")),
        ("language: ts, host: staticwebapp", ("azure", "static", "ts", "")),
    ],
)
def test_services(fields: str, expected: tuple[str, str, str, str]) -> None:
    (service,) = read("azure.yaml", f"services:\n  a: {{project: ., {fields}}}\n").services
    assert (service.host, service.kind, service.base, service.image) == expected


@pytest.mark.parametrize(
    ("path", "text", "commands"),
    [
        ("startup.sh", "gunicorn app:app\n", (Command("bash startup.sh", "start", Place("startup.sh"), exact=False),)),
        (
            "startup.txt",
            "\n# x\ngunicorn app:app \n",
            (Command("gunicorn app:app", "start", Place("startup.txt", 3, 1, 3, 17)),),
        ),
        (".deployment", "[config]\nSCM_DO_BUILD_DURING_DEPLOYMENT=true\n", ()),
    ],
)
def test_small_files(path: str, text: str, commands: tuple[Command, ...]) -> None:
    (service,) = read(path, text).services
    assert (service.host, service.kind, service.commands) == ("azure", "web", commands)


def test_errors() -> None:
    assert [e.kind for e in read("azure.yaml", "services:\n\tx: 1\n").errors] == ["syntax"]
    assert [e.kind for e in read("startup.sh", bytes(range(256))).errors] == ["encoding"]
