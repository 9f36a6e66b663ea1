"""Compose files to services."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import compose, compose_files, compose_values, health


def read(text: str, path: str = "compose.yaml") -> PlatformFile:
    return compose.read(Source(path, text.encode()))


def service(text: str, path: str = "compose.yaml") -> Service:
    """The service ``web`` of a file with its keys given, indented by four."""
    body = "".join(f"    {line}\n" for line in text.split("\n"))
    return next(s for s in read(f"services:\n  web:\n{body}", path).services if s.name == "web")


def start(found: Service) -> Command:
    return next(c for c in found.commands if c.phase == "start")


def where(place: Place) -> tuple[int, int, int, int]:
    return place.line, place.column, place.end_line, place.end_column


@pytest.mark.parametrize(
    ("text", "image", "context", "target", "base", "root"),
    [
        ("build: .", "Dockerfile", "", "", "", ""),
        ("build: ./backend", "backend/Dockerfile", "backend", "", "", "backend"),
        (
            "build:\n  context: backend\n  dockerfile: docker/prod.Dockerfile\n  target: prod",
            "backend/docker/prod.Dockerfile",
            "backend",
            "prod",
            "",
            "backend",
        ),
        ("build:\n  context: .\n  dockerfile: ./Dockerfile.prod", "Dockerfile.prod", "", "", "", ""),
        ("build:\n  dockerfile: D", "D", "", "", "", ""),
        ("build: .\nimage: me/app", "Dockerfile", "", "", "", ""),
        ("build: https://github.com/x/y.git", "", "https://github.com/x/y.git", "", "https://github.com/x/y.git", ""),
        ("build: {context: /opt/shop}\nimage: me/app", "", "/opt/shop", "", "/opt/shop", ""),
        ("build: ${DIR:-backend}", "backend/Dockerfile", "backend", "", "", "backend"),
        ("build: $DIR", "", "", "", "", ""),
        ("build:\n  context: .\n  dockerfile_inline: FROM x", "compose.yaml:5", "", "", "", ""),
        ("image: me/app:${TAG:-1}", "", "", "", "me/app:1", ""),
        ("image: me/app:${TAG}", "", "", "", "me/app:\ufffc", ""),
    ],
)
def test_build(text: str, image: str, context: str, target: str, base: str, root: str) -> None:
    found = service(text)
    assert (found.image, found.context, found.target, found.base, found.root) == (image, context, target, base, root)


def test_paths_are_relative_to_the_file() -> None:
    found = service("build: ../backend\nenv_file: prod.env\nvolumes: ['../data:/data']", "deploy/compose.yaml")
    assert (found.image, found.env_files[0].path, found.mounts[0].source) == (
        "backend/Dockerfile",
        "deploy/prod.env",
        "data",
    )
    assert [(f.path, f.written, f.role) for f in found.folders] == [
        ("backend", "../backend", "context"),
        ("data", "../data", "bind"),
    ]


@pytest.mark.parametrize(
    ("text", "argv", "places", "as_arguments"),
    [
        (
            "command: gunicorn -b :80 app:app",
            ("gunicorn", "-b", ":80", "app:app"),
            [(3, 14, 3, 22), (3, 23, 3, 25), (3, 26, 3, 29), (3, 30, 3, 37)],
            True,
        ),
        (
            'command: gunicorn "app:create_app()"',
            ("gunicorn", "app:create_app()"),
            [(3, 14, 3, 22), (3, 24, 3, 40)],
            True,
        ),
        ("command: 'flask  run'", ("flask", "run"), [(3, 15, 3, 20), (3, 22, 3, 25)], True),
        ("command: [gunicorn, 'a:b']", ("gunicorn", "a:b"), [(3, 15, 3, 23), (3, 26, 3, 29)], True),
        ("command:\n  - gunicorn\n  - a:b", ("gunicorn", "a:b"), [(4, 9, 4, 17), (5, 9, 5, 12)], True),
        (
            "command: |\n  flask db\n  upgrade",
            ("flask", "db", "upgrade"),
            [(4, 7, 4, 12), (4, 13, 4, 15), (5, 7, 5, 14)],
            True,
        ),
        ("command: >\n  flask db\n  upgrade", ("flask", "db", "upgrade"), [(4, 7, 5, 14)] * 3, True),
        (
            "command: sh -c 'flask db upgrade && gunicorn a:b'",
            ("sh", "-c", "flask db upgrade && gunicorn a:b"),
            [(3, 14, 3, 16), (3, 17, 3, 19), (3, 21, 3, 53)],
            True,
        ),
        (
            'command: sh -c "echo $$PORT ${X:-y}"',
            ("sh", "-c", "echo $PORT y"),
            [(3, 14, 3, 16), (3, 17, 3, 19), (3, 21, 3, 40)],
            True,
        ),
        (
            "command: gunicorn -b :$PORT",
            ("gunicorn", "-b", ":\ufffc"),
            [(3, 14, 3, 22), (3, 23, 3, 25), (3, 26, 3, 32)],
            True,
        ),
        (
            "entrypoint: /e.sh\ncommand: run x",
            ("/e.sh", "run", "x"),
            [(3, 17, 3, 22), (4, 14, 4, 17), (4, 18, 4, 19)],
            False,
        ),
        ("entrypoint: ['/e.sh']", ("/e.sh",), [(3, 19, 3, 24)], False),
        ("entrypoint: []\ncommand: x", ("x",), [(4, 14, 4, 15)], False),
        ("entrypoint: null\ncommand: x", ("x",), [(4, 14, 4, 15)], True),
    ],
)
def test_commands(text: str, argv: tuple[str, ...], places: list[tuple[int, ...]], as_arguments: bool) -> None:
    found = start(service(text))
    assert (found.argv, found.as_arguments, found.phase) == (argv, as_arguments, "start")
    assert [where(place) for place in found.argv_places] == places


@pytest.mark.parametrize(
    ("text", "words", "stop", "accepted"),
    [
        ("a  b\tc\nd", ["a", "b", "c", "d"], None, True),
        ("a 'b c' \"d e\"f", ["a", "b c", "d ef"], None, True),
        ('a\\ b "c\\"d" \'e\\f\'', ["a b", 'c"d', "e\\f"], None, True),
        ("a '' b", ["a", "", "b"], None, True),
        ("flask db upgrade && gunicorn x", ["flask", "db", "upgrade"], 17, True),
        ("a|b", ["a"], 1, True),
        ("a > x", ["a"], 2, True),
        ("a '&&' b", ["a", "&&", "b"], None, True),
        ("gunicorn app:create_app()", ["gunicorn"], None, False),
        ("a $(b c) d", ["a", "$(b c)", "d"], None, True),
        ("a 'b", ["a", "b"], None, False),
        ("a\\", [], None, False),
        ("", [], None, True),
    ],
)
def test_split(text: str, words: list[str], stop: int | None, accepted: bool) -> None:
    found, end, is_accepted = compose_values.split(text)
    assert ([word.value for word in found], end, is_accepted) == (words, stop, accepted)


@pytest.mark.parametrize(
    ("text", "value", "is_reference", "invalid"),
    [
        ("plain", "plain", False, False),
        ("$$X", "$X", False, False),
        ("$X", "\ufffc", True, False),
        ("${X}/y", "\ufffc/y", True, False),
        ("${X:-a}${Y-b}", "ab", True, False),
        ("${X:-${Y:-z}}", "z", True, False),
        ("${X:-}", "", True, False),
        ("${X:+a}b", "b", True, False),
        ("${X:?why not}", "\ufffc", True, False),
        ("${H:+${H}:}${P:-80}:${P:-80}", "80:80", True, False),
        ("$(x) $1 $", "$(x) $1 $", False, False),
        ("${1}", "\ufffc", False, True),
        ("${X", "\ufffc", False, True),
        ("${}", "\ufffc", False, True),
        ("$${X}", "${X}", False, False),
    ],
)
def test_interpolation(text: str, value: str, is_reference: bool, invalid: bool) -> None:
    found = compose_values.interpolated(text)
    assert (found.value, found.is_reference, found.invalid) == (value, is_reference, invalid)
    assert len(found.origins) == len(found.value)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab$ {}:-+?()'\"\\&|X", max_size=40))
def test_values_never_fail(text: str) -> None:
    found = compose_values.interpolated(text)
    assert len(found.origins) == len(found.value)
    words, _, _ = compose_values.split(found.value)
    assert all(0 <= word.start < word.end <= len(found.value) for word in words)


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (
            "environment:\n  A: 1\n  B: x y\n  C:\n  D: ''",
            [("A", "1", "literal"), ("B", "x y", "literal"), ("C", None, "reference"), ("D", "", "literal")],
        ),
        (
            "environment:\n  A: True\n  B: 3.10\n  C: yes\n  D: 1.0",
            [("A", "true", "literal"), ("B", "3.1", "literal"), ("C", "yes", "literal"), ("D", "1", "literal")],
        ),
        (
            'environment:\n  - A=1=2\n  - B\n  - C=\n  - D="q"',
            [("A", "1=2", "literal"), ("B", None, "reference"), ("C", "", "literal"), ("D", '"q"', "literal")],
        ),
        (
            "environment:\n  A: ${A}\n  B: ${B:-dev}\n  C: u:${P}@db",
            [("A", None, "reference"), ("B", "dev", "reference"), ("C", "u:\ufffc@db", "reference")],
        ),
        ("environment:\n  - A=${A}\n  - B=${B:-dev}", [("A", None, "reference"), ("B", "dev", "reference")]),
        ("build:\n  context: .\n  args:\n    V: 1\nenvironment: [A=1]", [("A", "1", "literal"), ("V", "1", "build")]),
        ("build:\n  args: [V=1, W]", [("V", "1", "build"), ("W", None, "build")]),
    ],
)
def test_variables(text: str, variables: list[tuple[str, str | None, str]]) -> None:
    assert [(v.name, v.value, v.source) for v in service(text).variables] == variables


def test_places_of_variables() -> None:
    found = service("environment:\n  A: x\nports: ['80:8000']")
    assert where(found.variables[0].place) == (4, 7, 4, 11)
    assert where(found.ports[0].place) == (5, 14, 5, 21)
    assert where(found.place) == (2, 3, 2, 6)


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("env_file: .env", [(".env", "env-file")]),
        ("env_file: [a.env, ./b.env]", [("a.env", "env-file"), ("b.env", "env-file")]),
        (
            "env_file:\n  - path: a.env\n    required: false\n  - path: b.env",
            [("a.env", "optional-env-file"), ("b.env", "env-file")],
        ),
        ("env_file: ${F:-x.env}", [("x.env", "env-file")]),
        ("env_file: $F", []),
    ],
)
def test_env_files(text: str, files: list[tuple[str, str]]) -> None:
    assert [(f.path, f.role) for f in service(text).env_files] == files


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("ports: ['8000:5000']", [(5000, "publish")]),
        (
            "ports: [5000, '127.0.0.1:80:81', '[::1]:90:91', '1000-1002:2000-2002', '53:53/udp']",
            [(5000, "publish"), (81, "publish"), (91, "publish"), (2000, "publish")],
        ),
        ("ports:\n  - target: 5000\n    published: '80'\n  - target: 53\n    protocol: udp", [(5000, "publish")]),
        ("ports: ['${P:-80}:${P:-80}', '$P:5000', '5000:$P']", [(80, "publish"), (5000, "publish")]),
        ("ports: [8080:8080]", [(8080, "publish")]),
        ("expose: ['5000', 5001]", [(5000, "expose"), (5001, "expose")]),
        ("ports:", []),
    ],
)
def test_ports(text: str, ports: list[tuple[int, str]]) -> None:
    assert [(p.number, p.role) for p in service(text).ports] == ports


@pytest.mark.parametrize(
    ("text", "mounts", "binds"),
    [
        ("volumes: ['data:/data']", [("/data", "data")], ()),
        ("volumes: ['.:/app', './x/y:/z:ro']", [("/app", ""), ("/z", "x/y")], (("/app", ""), ("/z", "x/y"))),
        (
            "volumes: [/data, '/etc/x:/x', '~/y:/y', 'C:\\x:/w']",
            [("/data", ""), ("/x", "/etc/x"), ("/y", "~/y"), ("/w", "C:\\x")],
            (),
        ),
        (
            "volumes:\n  - type: bind\n    source: ./a\n    target: /a\n  - type: volume\n    source: v\n    target: /v\n  - type: tmpfs\n    target: /t",
            [("/a", "a"), ("/v", "v")],
            (("/a", "a"),),
        ),
    ],
)
def test_volumes(text: str, mounts: list[tuple[str, str]], binds: tuple[tuple[str, str], ...]) -> None:
    found = service(text)
    assert [(m.path, m.source) for m in found.mounts] == mounts
    bound = {folder.place: folder.path for folder in found.folders if folder.role == "bind"}
    assert tuple((m.path, bound[m.place]) for m in found.mounts if m.place in bound) == binds


@pytest.mark.parametrize(
    ("test", "text", "argv", "paths", "ports"),
    [
        (
            "['CMD', curl, '-f', 'http://localhost:5000/health']",
            "curl -f http://localhost:5000/health",
            ("curl", "-f", "http://localhost:5000/health"),
            ["/health"],
            [5000],
        ),
        ("['CMD-SHELL', 'curl http://127.0.0.1/ || exit 1']", "curl http://127.0.0.1/ || exit 1", None, ["/"], []),
        ("wget -qO- http://localhost:80/a/b?c=d", "wget -qO- http://localhost:80/a/b?c=d", None, ["/a/b"], [80]),
        ("['CMD', pg_isready]", "pg_isready", ("pg_isready",), [], []),
        ("['NONE']", None, None, [], []),
        ("[]", None, None, [], []),
    ],
)
def test_health(test: str, text: str | None, argv: tuple[str, ...] | None, paths: list[str], ports: list[int]) -> None:
    found = service(f"healthcheck:\n  test: {test}")
    command = next((c for c in found.commands if c.phase == "health"), None)
    assert (command.text if command else None, command.argv if command else None) == (text, argv)
    assert [p.value for p in found.health_paths] == paths
    assert [p.number for p in found.ports if p.role == "health"] == ports


def test_health_paths_of_a_shell_command() -> None:
    command = Command("curl -s 'http://0.0.0.0:8080/live' && curl https://example.com/x", "health", Place("x"))
    assert [v.value for v in health.paths_of(command)] == ["/live"]


@pytest.mark.parametrize(
    ("text", "kind", "scheme", "instances", "depends", "development"),
    [
        ("image: postgres:16", "database", "postgres", None, (), False),
        ("image: docker.io/bitnami/postgresql", "database", "postgres", None, (), False),
        ("image: redis/redis-stack-server:7", "database", "redis", None, (), False),
        ("image: mongo@sha256:abc", "database", "mongodb", None, (), False),
        ("image: nginx:1\nports: ['80:80']", "web", None, None, (), False),
        ("build: .\ncommand: celery -A app worker", "worker", None, None, (), False),
        ("build: .\ncommand: flask db upgrade", "job", None, None, (), False),
        ("build: .\ncommand: flask run\nports: ['80:80']", "web", None, None, (), False),
        ("build: .\ndeploy: {replicas: 3}", "web", None, 3, (), False),
        ("build: .\nscale: 2", "web", None, 2, (), False),
        ("build: .\ndepends_on: [db, cache]", "web", None, None, ("db", "cache"), False),
        (
            "build: .\ndepends_on:\n  db: {condition: service_healthy}\nlinks: ['x:y']",
            "web",
            None,
            None,
            ("db", "x"),
            False,
        ),
        ("build: .\nprofiles: [dev]", "web", None, None, (), True),
        ("build: .\nprofiles: [prod]", "web", None, None, (), False),
        ("build: .\ncommand: sleep infinity", "web", None, None, (), True),
        ("build: .\ncommand: dev_server", "web", None, None, (), True),
    ],
)
def test_kinds(
    text: str, kind: str, scheme: str | None, instances: int | None, depends: tuple[str, ...], development: bool
) -> None:
    found = service(text)
    assert (found.kind, found.instances, found.depends_on, found.development) == (kind, instances, depends, development)
    assert [d.value for d in found.databases] == ([scheme] if scheme else [])


def test_databases_that_variables_name() -> None:
    text = (
        "services:\n  api:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://u:${P}@db:5432/x\n"
        "      CACHE: redis://cache\n      OTHER: https://example.com\n  db: {image: postgres}\n  cache: {image: valkey/valkey}\n"
    )
    api = read(text).services[0]
    assert [(d.name, d.value, d.source) for d in api.databases] == [
        ("DATABASE_URL", "postgres", "database"),
        ("CACHE", "redis", "database"),
    ]


def test_extends_and_merges() -> None:
    text = (
        "x-base: &base\n  environment: {A: 1}\n  env_file: .env\nservices:\n  base:\n    <<: *base\n    build: .\n    volumes: [a:/a]\n"
        "  web:\n    extends: base\n    command: run\n    environment: {B: 2}\n    volumes: [b:/b]\n"
        "  far:\n    extends: {file: common/base.yml, service: app}\n"
    )
    base, web, far = read(text).services
    assert [v.name for v in base.variables] == ["A"]
    assert ([v.name for v in web.variables], [m.path for m in web.mounts], web.image) == (
        ["A", "B"],
        ["/a", "/b"],
        "Dockerfile",
    )
    assert [(f.path, f.written, f.role) for f in far.folders] == [("common/base.yml", "app", "extends")]


@pytest.mark.parametrize(
    ("text", "kind", "message", "line"),
    [
        (
            "services:\n  web:\n    image: x\n    comand: y",
            "unknown-key",
            "services.web additional properties 'comand' not allowed; did you mean 'command'?",
            4,
        ),
        (
            "web:\n  image: x",
            "unknown-key",
            "additional properties 'web' not allowed: since Compose 2 all services stand below \"services:\"",
            1,
        ),
        (
            "services:\n  web:\n    command: y",
            "incomplete-service",
            'service "web" has neither an image nor a build context specified',
            2,
        ),
        (
            "services:\n  web:\n    image: x\n    volumes: [data:/x]",
            "missing-key",
            'service "web" refers to undefined volume data',
            4,
        ),
        ("services: [a]", "wrong-type", '"services" must be a mapping', 1),
        ("services:\n  web: text", "wrong-type", "services.web must be a mapping", 2),
        ("services:\n  web:\n    image: x\n    ports: 80:80", "wrong-type", "services.web.ports must be a list", 4),
        (
            "services:\n  web:\n    image: x\n    environment: A=1",
            "wrong-type",
            "services.web.environment must be a list or a mapping",
            4,
        ),
        (
            "services:\n  web:\n    image: x\n    command: a && b",
            "shell-syntax",
            'Compose starts no shell and ends the command at "&&": what follows never runs (write a list: ["sh", "-c", "…"])',
            4,
        ),
        (
            "services:\n  web:\n    image: x\n    command: gunicorn app:create_app()",
            "syntax",
            "invalid command line string: Compose splits it without a shell; quote parentheses, close quotes",
            4,
        ),
        (
            "services:\n  web:\n    image: x\n    command: sh -c 'echo ${1}'",
            "syntax",
            "invalid interpolation format: write $$ for a $ that is meant for the shell",
            4,
        ),
        ("services:\n  web:\n    image: x\n    image: y", "duplicate-key", 'the key "image" is written twice', 4),
        ("", "syntax", "empty compose file", 0),
        ("- a", "wrong-type", '"the file" must be a mapping', 1),
    ],
)
def test_errors(text: str, kind: str, message: str, line: int) -> None:
    (error,) = read(text).errors
    assert (error.kind, error.message, error.place.line) == (kind, message, line)


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  web:\n    image: x\n    x-note: y\n    volumes: ['./a:/b', '${D}:/c', 'v:/v', '/x']\nx-y: 1\nvolumes: {v: }",
        "version: '3'\nservices: {web: {build: .}}\nnetworks: {}\nsecrets: {}\nconfigs: {}\nname: x",
        "services:\n  web: {{ image }}\n",
        "services:\n",
    ],
)
def test_no_errors(text: str) -> None:
    assert not read(text).errors


def test_an_override_may_be_incomplete() -> None:
    assert not read("services:\n  web:\n    command: x", "docker-compose.prod.yml").errors


@pytest.mark.parametrize(
    ("path", "is_compose", "development", "production"),
    [
        ("docker-compose.yml", True, False, False),
        ("compose.yaml", True, False, False),
        ("docker-compose.prod.yml", True, False, True),
        ("docker-compose-production.yaml", True, False, True),
        ("prod.docker-compose.yml", True, False, True),
        ("docker-compose.override.yml", True, True, False),
        ("docker-compose.dev.yml", True, True, False),
        ("compose-dev.yaml", True, True, False),
        ("docker-compose_local.yml", True, True, False),
        ("docker-compose.prod.override.yml", True, False, True),
        (".devcontainer/docker-compose.yml", True, True, False),
        (".ci/compose.ci.yaml", True, True, False),
        ("docker-compose.traefik.yml", True, False, False),
        ("docker-stack.yml", True, False, True),
        ("podman-compose.yml", True, False, False),
        ("decompose.yml", False, False, False),
        ("docker-compose.yml.bak", False, False, False),
        ("composer.json", False, False, False),
    ],
)
def test_names(path: str, is_compose: bool, development: bool, production: bool) -> None:
    assert compose_files.is_compose_file(path) is is_compose
    assert (compose_files.is_development(path), compose_files.is_production(path)) == (development, production)


@pytest.mark.parametrize(
    ("paths", "sets"),
    [
        (("docker-compose.yml",), (("docker-compose.yml",),)),
        (("docker-compose.override.yml", "docker-compose.yml"), (("docker-compose.yml",),)),
        (("docker-compose.prod.yml", "docker-compose.yml"), (("docker-compose.yml", "docker-compose.prod.yml"),)),
        (("compose.yaml", "docker-compose.yml"), (("compose.yaml",),)),
        (("docker-compose.dev.yml",), ()),
        (("docker-compose.prod.yml",), (("docker-compose.prod.yml",),)),
        (("docker-compose.traefik.yml", "docker-compose.yml"), (("docker-compose.yml",),)),
        (("compose.api.yml", "compose.web.yml"), (("compose.api.yml",), ("compose.web.yml",))),
        (("a/compose.yaml", "b/compose.yaml"), (("a/compose.yaml",), ("b/compose.yaml",))),
        (("README.md",), ()),
    ],
)
def test_production_files(paths: tuple[str, ...], sets: tuple[tuple[str, ...], ...]) -> None:
    assert compose_files.production_files(paths) == sets


def test_an_overlay_for_production_is_merged() -> None:
    base = read(
        "services:\n  web:\n    build: .\n    command: flask run\n    environment: {A: 1, B: 1}\n    ports: ['5000:5000']\n",
        "docker-compose.yml",
    )
    over = read(
        "services:\n  web:\n    command: gunicorn a:b\n    environment: {B: 2}\n    volumes: [d:/d]\n  extra:\n    image: x\n",
        "docker-compose.prod.yml",
    )
    dev = read("services:\n  web:\n    command: dev\n", "docker-compose.override.yml")
    other = PlatformFile("Procfile", "procfile")
    merged, left, override, unchanged = compose_files.joined([base, over, dev, other])
    web, extra = merged.services
    assert (start(web).argv, web.image, [p.number for p in web.ports]) == (("gunicorn", "a:b"), "Dockerfile", [5000])
    assert {v.name: v.value for v in web.variables} == {"A": "1", "B": "2"}
    assert ([m.path for m in web.mounts], extra.name, web.development) == (["/d"], "extra", False)
    assert all(s.development for file in (left, override) for s in file.services)
    assert unchanged is other


def test_a_production_file_that_stands_alone_replaces_the_base() -> None:
    base = read("services:\n  web:\n    build: .\n    command: flask run\n", "docker-compose.yml")
    alone = read("services:\n  web:\n    build: .\n    command: gunicorn a:b\n", "docker-compose.prod.yml")
    first, second = compose_files.joined([base, alone])
    assert (first.services[0].development, second.services[0].development) == (True, False)


def test_a_service_that_extends_one_of_another_file_is_completed() -> None:
    common = read(
        "services:\n  app:\n    build: .\n    environment: {A: 1}\n", "common/base.yml".replace("base", "compose")
    )
    web = read(
        "services:\n  web:\n    extends: {file: common/compose.yml, service: app}\n    command: run\n", "compose.yaml"
    )
    found = compose_files.joined([common, web])[1].services[0]
    assert (found.name, found.image, [v.name for v in found.variables], start(found).argv) == (
        "web",
        "common/Dockerfile",
        ["A"],
        ("run",),
    )


def test_a_head_comment_that_speaks_of_development() -> None:
    text = "# This file is for the **development** setup.\nservices:\n  web: {build: .}\n"
    assert read(text).services[0].development
    assert not read("services:\n  web: {build: .}\n# for development\n").services[0].development


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["a", "80:80", "$X", "${", "./x:/y", "null", "1", "~", ":"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "build",
                        "command",
                        "ports",
                        "environment",
                        "volumes",
                        "extends",
                        "healthcheck",
                        "test",
                        "deploy",
                        "env_file",
                        "image",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_never_raises(value: object) -> None:
    import json

    read(json.dumps({"services": {"web": value, "other": value}}))
