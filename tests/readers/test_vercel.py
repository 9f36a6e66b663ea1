"""vercel.json."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import vercel


def read(text: str, path: str = "vercel.json") -> PlatformFile:
    return vercel.read(Source(path, text.encode()))


def test_a_python_build_in_full() -> None:
    place = Place("vercel.json", 2, 23, 2, 35)
    file = read(
        '{\n  "builds": [{"src": "api/index.py", "use": "@vercel/python"}],\n'
        '  "env": {"SECRET_KEY": "@secret-key", "DEBUG": "1"},\n  "build": {"env": {"A": "b"}}\n}\n'
    )
    service = Service(
        host="vercel",
        name="api/index.py",
        kind="web",
        place=place,
        commands=(
            Command(
                "PYTHONPATH=api gunicorn --bind 0.0.0.0:8000 api.index:app", "start", place, exact=False, supplied=True
            ),
        ),
        folders=(Folder("api/index.py", "api/index.py", "script", place),),
    )
    assert file == PlatformFile(
        "vercel.json",
        "vercel",
        (service,),
        variables=(
            Variable("SECRET_KEY", None, Place("vercel.json", 3, 11, 3, 38), "secret"),
            Variable("DEBUG", "1", Place("vercel.json", 3, 40, 3, 52)),
            Variable("A", "b", Place("vercel.json", 4, 21, 4, 29), "build"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"builds": [{"src": "app.py", "use": "@vercel/python@4"}]}', [("web", "", "", 1)]),
        ('{"builds": [{"src": "api/*.py", "use": "@vercel/python"}]}', [("web", "", "", 0)]),
        ('{"builds": [{"src": "web/package.json", "use": "@vercel/static-build"}]}', [("static", "web", "", 0)]),
        ('{"builds": [{"src": "index.js", "use": "@vercel/node"}]}', [("web", "", "@vercel/node", 0)]),
        ('{"functions": {"api/app.py": {"memory": 512}}}', [("web", "", "", 1)]),
        ('{"framework": "vite"}', [("static", "", "", 0)]),
        ('{"buildCommand": "npm run build", "outputDirectory": "dist"}', [("static", "", "", 1)]),
        ('{"rewrites": [{"source": "/(.*)", "destination": "/app"}]}', [("web", "", "", 0)]),
        ("{}", [("web", "", "", 0)]),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str, str, int]]) -> None:
    file = read(text)
    assert [(s.kind, s.root, s.base, len(s.commands)) for s in file.services] == expected
    assert file.errors == ()


SERVICES = '{"services": {"site": {"root": "web", "framework": "nextjs"}, "api": %s}}'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('{"root": "server", "framework": "flask"}', ("web", "server", "", [])),
        ('{"root": "server/", "entrypoint": "run.py"}', ("web", "server", "", ["run:app"])),
        ('{"root": "server", "entrypoint": "shop.wsgi:site"}', ("web", "server", "", ["shop.wsgi:site"])),
        ('{"entrypoint": "services/api"}', ("web", "services/api", "", [])),
        ('{"entrypoint": "services/api/index.py"}', ("web", "", "", ["services.api.index:app"])),
        ('{"entrypoint": "tasks.py", "type": "worker"}', ("worker", "", "", [])),
        ('{"entrypoint": "services/api/index.ts"}', ("web", "", "services/api/index.ts", [])),
        ('{"root": "docs", "framework": "astro"}', ("static", "docs", "", [])),
    ],
)
def test_each_service_of_a_project_has_its_own_folder(entry: str, expected: tuple[str, str, str, list[str]]) -> None:
    for key in ("services", "experimentalServices"):
        front, api = read(SERVICES.replace("services", key) % entry.replace(key, "services")).services
        assert (front.kind, front.root) == ("static", "web")
        targets = [c.text.rpartition(" ")[2] for c in api.commands]
        assert (api.kind, api.root, api.base, targets) == expected


def test_a_service_that_is_a_container_names_its_dockerfile() -> None:
    _, api = read(SERVICES % '{"root": "api", "runtime": "container"}').services
    assert (api.image, api.context) == ("api/Dockerfile", "api")


def test_a_front_end_folder_is_told_by_its_facts() -> None:
    (service,) = read('{"buildCommand": "npm run build", "outputDirectory": "dist"}', "web/vercel.json").services
    assert service.root == "web"
    assert [(f.path, f.role) for f in service.folders] == [("web/dist", "static")]
    assert [(c.text, c.phase) for c in service.commands] == [("npm run build", "build")]


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ('{"builds": {}}', "wrong-type", 12),
        ('{"builds": [], "functions": {}}', "wrong-type", 29),
        ('{"builds": [],}', "syntax", 14),
        ('{"builds": [}', "syntax", 13),
    ],
)
def test_errors(text: str, kind: str, column: int) -> None:
    (found,) = read(text).errors
    assert (found.kind, found.place.line, found.place.column) == (kind, 1, column)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"route": []}', ["unknown-key"]),
        ('{"rewrites": [{"src": "/a", "destination": "/b"}]}', ["unknown-key"]),
        ('{"redirects": [{"source": "/a", "dest": "/b"}]}', ["unknown-key"]),
        ('{"builds": [{"src": "a.py", "uses": "@vercel/python"}]}', ["unknown-key"]),
        ('{"functions": {"api/a.py": {"maxDuraton": 30}}}', ["unknown-key"]),
        ('{"crons": [{"path": "/a", "scheduled": "0 0 * * *"}]}', ["unknown-key"]),
        ('{"somethingNew": {"a": 1}}', ["unknown-value"]),
        ('{"routes": [{"src": "/a", "dest": "/b"}, {"handle": "filesystem"}]}', []),
        ('{"version": 2, "name": "x", "build": {"env": {"A": "b"}}, "env": {"rout": "b"}}', []),
        ('{"$schema": "https://openapi.vercel.sh/vercel.json", "builds": [{"src": "a.py", "use": "@vercel/python", "config": {"any": 1}}]}', []),
    ],
)  # fmt: skip
def test_properties_that_the_schema_does_not_know(text: str, found: list[str]) -> None:
    assert [error.kind for error in read(text).errors] == found
