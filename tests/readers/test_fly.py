"""fly.toml."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, Mount, PlatformFile, Port, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import fly


def read(text: str, path: str = "fly.toml") -> PlatformFile:
    return fly.read(Source(path, text.encode()))


def on(line: int, column: int, end: int) -> Place:
    return Place("fly.toml", line, column, line, end)


APP = """\
app = "cookies"

[build]
  dockerfile = "deploy/Dockerfile"
  build-target = "final"

[env]
  PORT = "8080"
  DEBUG = false

[deploy]
  release_command = "flask db upgrade"

[processes]
  web = "gunicorn run:app"
  worker = "rq worker"

[http_service]
  internal_port = 8080
  processes = ["web"]
  [[http_service.checks]]
    path = "/healthz"

[[mounts]]
  source = "data"
  destination = "/data"
  processes = ["web"]
"""


def test_an_app_in_full() -> None:
    file = read(APP)
    web, worker = file.services
    assert (web.host, web.name, web.kind, web.place) == ("fly", "web", "web", on(1, 1, 16))
    assert web.commands == (
        Command("flask db upgrade", "release", on(12, 22, 38), as_arguments=True),
        Command("gunicorn run:app", "start", on(15, 10, 26), as_arguments=True),
    )
    assert web.folders == (Folder("deploy/Dockerfile", "deploy/Dockerfile", "dockerfile", on(4, 17, 34)),)
    assert web.mounts == (Mount("/data", "data", on(26, 18, 23)),)
    assert web.ports == (Port(8080, "forward", on(19, 19, 23)),)
    assert web.health_paths == (Variable("checks.path", "/healthz", on(22, 13, 21)),)
    assert (web.image, web.context, web.target) == ("deploy/Dockerfile", "", "final")
    assert (worker.name, worker.kind, worker.ports, worker.mounts) == ("worker", "worker", (), ())
    assert worker.commands == (Command("rq worker", "start", on(16, 13, 22), as_arguments=True),)
    assert file.variables == (
        Variable("PORT", "8080", on(8, 3, 16)),
        Variable("DEBUG", "false", on(9, 3, 16)),
    )
    assert file.errors == ()


@pytest.mark.parametrize(
    ("text", "path", "image", "base", "ports", "kind"),
    [
        ("app = 'a'\n[[services]]\ninternal_port = 5000\n", "fly.toml", "Dockerfile", "", [5000], "web"),
        ("app = 'a'\n[build]\nimage = 'x/y:1'\n", "fly.toml", "", "x/y:1", [], "web"),
        ("app = 'a'\n[build]\nbuilder = 'paketobuildpacks/builder:base'\n", "api/fly.toml", "", "", [], "web"),
        ("app = 'a'\n", "api/fly.toml", "api/Dockerfile", "", [], "web"),
    ],
)
def test_variants(text: str, path: str, image: str, base: str, ports: list[int], kind: str) -> None:
    (service,) = read(text, path).services
    found = (service.image, service.base, [p.number for p in service.ports], service.kind, service.name)
    assert found == (image, base, ports, kind, "app")


def test_a_single_table_of_mounts_and_named_checks() -> None:
    (service,) = read("[mounts]\nsource='d'\ndestination='/d'\n[checks.alive]\ntype='http'\npath='/up'\n").services
    assert [m.path for m in service.mounts] == ["/d"]
    assert [v.value for v in service.health_paths] == ["/up"]


@pytest.mark.parametrize(
    ("text", "kind", "message", "line"),
    [
        ("[http_service]\ninternal_port = 'http'\n", "wrong-type", '"internal_port" must be a number', 2),
        ("[http_service\n", "syntax", "Expected ']' at the end of a table declaration", 1),
        (
            "[[services]]\ninternal_port = 80\nconcurrency = 20\n",
            "wrong-type",
            '"concurrency" must be a table with soft_limit and hard_limit',
            3,
        ),
        (
            "[[services]]\nconcurrency = 'many'\n",
            "wrong-type",
            '"concurrency" must be a table with soft_limit and hard_limit',
            2,
        ),
        (
            "[http_service]\nconcurrency = [20, 25]\n",
            "wrong-type",
            '"concurrency" must be a table with soft_limit and hard_limit',
            2,
        ),
        ("[http_service]\ninternal_port = true\n", "wrong-type", '"internal_port" must be a number', 2),
        ("a = 1\na = 2\n", "syntax", "Cannot overwrite a value", 2),
    ],
)
def test_errors(text: str, kind: str, message: str, line: int) -> None:
    (found,) = read(text).errors
    assert (found.kind, found.message, found.place.line) == (kind, message, line)


@pytest.mark.parametrize(
    ("text", "names", "ports"),
    [
        ("[http_service]\ninternal_port = '8080'\n", ["app"], [8080]),
        ('[[services]]\ninternal_port = "5000"\n', ["app"], [5000]),
        ("[[services]]\ninternal_port = 5000\nconcurrency = '20, 25'\n", ["app"], [5000]),
        ("[http_service]\ninternal_port = 80\n[http_service.concurrency]\nsoft_limit = 20\n", ["app"], [80]),
        ("[processes]\n[http_service]\ninternal_port = 8080\n", ["app"], [8080]),
        ("processes = {}\n", ["app"], []),
    ],
)
def test_what_flyctl_takes_besides(text: str, names: list[str], ports: list[int]) -> None:
    file = read(text)
    assert [s.name for s in file.services] == names
    assert [p.number for p in file.services[0].ports] == ports
    assert file.errors == ()


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("app = 'a'\n".encode("utf-16"), "the file is UTF-16 and has to be UTF-8"),
        ("app = 'a'\n".encode("utf-16-be"), "the file is UTF-16 and has to be UTF-8"),
        ("app = 'a'\n".encode("utf-32"), "the file is UTF-32 and has to be UTF-8"),
        ("app = 'ä'\n".encode("latin-1"), "the file is not UTF-8"),
    ],
)
def test_another_encoding_than_utf_8(raw: bytes, message: str) -> None:
    (found,) = fly.read(Source("fly.toml", raw)).errors
    assert (found.kind, found.message) == ("encoding", message)


def test_letters_in_utf_8_are_no_mistake() -> None:
    assert fly.read(Source("fly.toml", "app = 'ä'  # größe\n".encode())).errors == ()
