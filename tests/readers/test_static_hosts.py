"""Hosts of static files."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.hosts.platform_files import platform_files


def read(path: str, text: str) -> PlatformFile:
    [file] = platform_files(MemoryTree({path: text}))
    return file


def on(line: int, column: int, end: int) -> Place:
    return Place("netlify.toml", line, column, line, end)


def test_netlify_in_full() -> None:
    file = read(
        "netlify.toml",
        '[build]\n  base = "web"\n  command = "npm run build"\n  publish = "web/dist"\n[build.environment]\n  A = "b"\n'
        '[[redirects]]\n  from = "/api/*"\n  to = "https://api.example.com/:splat"\n',
    )
    service = Service(
        host="netlify",
        name="",
        kind="static",
        place=on(1, 1, 8),
        root="web",
        commands=(Command("npm run build", "build", on(3, 14, 27)),),
        variables=(Variable("A", "b", on(6, 3, 10), "build"),),
        folders=(Folder("web", "web", "root", on(2, 11, 14)), Folder("web/dist", "web/dist", "static", on(4, 14, 22))),
        depends_on=("https://api.example.com/:splat",),
    )
    assert file == PlatformFile("netlify.toml", "netlify", (service,))


@pytest.mark.parametrize(
    ("path", "text", "host", "root", "folders", "depends"),
    [
        ("netlify.toml", "", "netlify", "", [], ()),
        ("web/netlify.toml", '[build]\npublish = "dist"\n', "netlify", "web", ["web/dist"], ()),
        ("firebase.json", '{"hosting": {"public": "public"}}', "firebase", "", ["public"], ()),
        (
            "firebase.json",
            '{"hosting": {"public": "p", /* x */ "rewrites": [{"source": "**", "run": {"serviceId": "api"}}]}}',
            "firebase",
            "",
            ["p"],
            ("api",),
        ),
        ("CNAME", "www.example.com\n", "github-pages", "", [], ()),
        (".surgeignore", "node_modules\n", "surge", "", [], ()),
    ],
)
def test_sites(path: str, text: str, host: str, root: str, folders: list[str], depends: tuple[str, ...]) -> None:
    file = read(path, text)
    (service,) = file.services
    assert (file.host, service.kind, service.root, [f.path for f in service.folders]) == (host, "static", root, folders)
    assert (service.depends_on, file.errors) == (depends, ())


def test_several_firebase_sites_and_none() -> None:
    assert [s.name for s in read("firebase.json", '{"hosting": [{"site": "a"}, {"target": "b"}]}').services] == [
        "a",
        "b",
    ]
    assert read("firebase.json", '{"firestore": {}}').services == ()


@pytest.mark.parametrize(("path", "text"), [("netlify.toml", "[build\n"), ("firebase.json", '{"hosting": ')])
def test_errors(path: str, text: str) -> None:
    file = read(path, text)
    assert ([e.kind for e in file.errors], file.services) == (["syntax"], ())
