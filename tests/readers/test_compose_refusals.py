"""What Docker Compose refuses: by its schema, by its checks of consistency, and for variables that it cannot put in."""

from __future__ import annotations

import pytest

from flaskcheck.files.source import Source
from flaskcheck.hosts import compose, compose_consistency


def refused(text: str, path: str = "compose.yaml") -> list[tuple[str, int]]:
    return [(error.message, error.place.line) for error in compose.read(Source(path, text.encode())).errors]


def service(*lines: str, rest: str = "") -> str:
    """A service whose own lines begin with line 4."""
    return "services:\n  web:\n    image: shop\n" + "".join(f"    {line}\n" for line in lines) + rest


@pytest.mark.parametrize(
    ("lines", "words", "line"),
    [
        (("restart: true",), "services.web.restart must be a string", 4),
        (("healthcheck:", "  start-period: 10s"), "'start-period' not allowed; did you mean 'start_period'?", 5),
        (("healthcheck:", "  retries: [3]"), "services.web.healthcheck.retries must be a number or a string", 5),
        (("environment:", "  - HOSTS: a"), "services.web.environment.0 must be a string", 5),
        (("environment:", "  HOSTS: [a, b]"), "services.web.environment.HOSTS must be a boolean or", 5),
        (("depends_on:", "  db: {condition: ready}"), "value must be one of 'service_started', 'service_healthy'", 5),
        (("depends_on:", "  db: {}"), "services.web.depends_on.db missing property 'condition'", 5),
        (("deploy:", "  replica: 2"), "'replica' not allowed; did you mean 'replicas'?", 5),
        (("deploy:", "  resources: {limits: {cpu: 1}}"), "'cpu' not allowed; did you mean 'cpus'?", 5),
        (("volumes:", "  - {source: a, target: /a}"), "services.web.volumes.0 missing property 'type'", 5),
        (("volumes:", "  - {type: bin, source: a, target: /a}"), "services.web.volumes.0.type value must be one of", 5),
        (("logging: json-file",), "services.web.logging must be a mapping", 4),
        (("build: [.]",), "services.web.build must be a mapping or a string", 4),
        (("cgroup: hosts",), "services.web.cgroup value must be one of 'host' or 'private'; did you mean 'host'?", 4),
        (("oom_score_adj: 2000",), "services.web.oom_score_adj must be from -1000 to 1000", 4),
        (("labels:", "  - [a]"), "services.web.labels.0 must be a string", 5),
        (("healthcheck:", "  test: [curl, -f, localhost]"), "healthcheck.test must start either by", 5),
        (("network_mode: host", "networks: [default]"), "mutually exclusive `network_mode` and `networks`", 5),
        (("networks: [inner]",), 'service "web" refers to undefined network inner', 4),
        (("networks:", "  inner: {aliases: [a]}"), 'service "web" refers to undefined network inner', 5),
        (("secrets: [key]",), 'service "web" refers to undefined secret key', 4),
        (("configs:", "  - source: nginx", "    target: /etc/nginx"), 'service "web" refers to undefined config nginx', 5),
        (("links: ['db:database']",), 'service "web" depends on undefined service "db"', 4),
        (("volumes_from: [data]",), 'service "web" depends on undefined service "data"', 4),
        (("network_mode: service:vpn",), 'service "web" depends on undefined service "vpn"', 4),
        (("depends_on: [db, cache]",), 'service "web" depends on undefined service "db"', 4),
        (("scale: 2", "deploy: {replicas: 3}"), "can't set distinct values on 'scale' and 'deploy.replicas'", 4),
        (("container_name: shop", "deploy: {replicas: 3}"), "can't set container_name and several replicas", 4),
        (("build: {context: ., dockerfile: a, dockerfile_inline: FROM x}",), "mutually exclusive dockerfile", 4),
        (("volumes:", "  - {type: bind, target: /a}"), "field Source must not be empty", 5),
        (("volumes:", "  - type: bind", "    source: ''", "    target: /a"), "field Source must not be empty", 5),
        (("deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: most}]}}}",), "the only value allowed is 'all'", 4),
        (("deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1, device_ids: ['0']}]}}}",), "attributes are exclusive", 4),
        (("labels:", "  price: '${'"), "invalid interpolation format for services.web.labels.price", 5),
        (("environment:", "  PROMPT: '${1}'"), "invalid interpolation format for services.web.environment.PROMPT", 5),
    ],
)  # fmt: skip
def test_a_service(lines: tuple[str, ...], words: str, line: int) -> None:
    found = refused(service(*lines))
    assert not words or (words in found[0][0] and found[0][1] == line)


@pytest.mark.parametrize(
    "lines",
    [
        ("restart: no",),
        ("restart: ${RESTART:-always}",),
        ("privileged: yes",),
        ("ports:", "  - 22:22", "  - '80:80'", "  - 8000", "  - {target: 80, published: '8080'}"),
        ("environment:", "  A: 1", "  B: true", "  C:", "  D: 2024-01-01", "  E: 'cost $5'"),
        ("environment: [A=1, B]", "env_file: [.env, {path: b.env, required: false}]"),
        ("healthcheck:", "  test: [CMD-SHELL, 'curl $$HOST']", "  retries: 3", "  start_interval: 5s"),
        ("healthcheck: {test: curl localhost}",),
        ("deploy: {replicas: '${N:-2}', resources: {limits: {cpus: 0.5, memory: 1g}}}",),
        ("networks: [default]",),
        ("x-note: {a: [b]}", "build: {context: ., x-more: 1}"),
        ("command: [a]", "entrypoint:", "tmpfs: /tmp", "dns: 1.1.1.1", "stop_grace_period: 1m30s"),
        ("depends_on: !reset []", "ports: !override ['80:80']"),
        ("network_mode: host", "networks: []"),
        ("scale: 2", "deploy: {replicas: 2}"),
        ("volumes:", "  - {type: bind, source: '${DATA}', target: /a}", "  - {type: tmpfs, target: /b}", "  - .:/c"),
        ("deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: all}]}}}",),
        ("deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: '${GPUS:-1}'}]}}}",),
    ],
)
def test_what_compose_takes(lines: tuple[str, ...]) -> None:
    assert refused(service(*lines)) == []


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("  db:\n", "services.db must be a mapping"),
        ("networks:\n  inner:\n    drivers: bridge\n", "networks.inner additional properties 'drivers' not allowed"),
        ("volumes:\n  data: [a]\n", "volumes.data must be a mapping or null"),
        ("secrets:\n  key: ./key.txt\n", "secrets.key must be a mapping"),
        ("volumes: [data]\n", '"volumes" must be a mapping'),
        ("volumes:\n  data: {external: true, driver: local}\n", 'conflicting parameters "external" and "driver"'),
        ("networks:\n  back: {external: {name: a}, name: b}\n", "name and external.name conflict"),
        ("networks:\n  back: {external: true, driver: bridge}\n", 'conflicting parameters "external" and "driver"'),
        ("secrets:\n  key: {file: a, environment: B}\n", "file|environment attributes are mutually exclusive"),
        ("secrets:\n  key: {name: a}\n", "one of file|environment must be set"),
        ("configs:\n  a: {content: '${}'}\n", "invalid interpolation format for configs.a.content"),
    ],
)
def test_beside_services(rest: str, words: str) -> None:
    [(message, line)] = refused(service(rest=rest))
    assert words in message
    assert line >= 4


def test_a_circle() -> None:
    text = "services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: {c: {condition: service_started}}}\n  c: {image: x, depends_on: [a]}\n"
    assert refused(text) == [("dependency cycle detected: a -> b -> c -> a", 2)]


@pytest.mark.parametrize("lines", [("depends_on: [db]",), ("networks: [inner]",), ("secrets: [key]",)])
def test_what_another_file_may_add(lines: tuple[str, ...]) -> None:
    assert refused(service(*lines))
    assert refused("include: [other.yaml]\n" + service(*lines)) == []
    assert refused(service(*lines), "compose.override.yaml") == []


@pytest.mark.parametrize("path", ["compose.yaml", "docker-compose.prod.yml"])
def test_types_are_refused_in_every_file(path: str) -> None:
    assert refused(service("restart: true"), path)


TWO = "services:\n  web:\n    image: shop\n    {0}\n  db:\n    image: postgres\n    {0}\n"


@pytest.mark.parametrize(
    ("line", "rest", "lines"),
    [
        ("networks: [inner]", "networks:\n  inner\n", [9]),
        ("networks: [inner]", "networks: [inner]\n", [8]),
        ("secrets: [key]", "secrets:\n  - key\n", [9]),
        ("volumes: ['data:/data']", "volumes:\n  data\n", [9]),
        ("volumes: ['data:/data']", "volumes: {other: {}}\n", [4]),
        ("networks: [inner]", "", [4]),
        ("networks: [inner]", "networks:\n  inner:\n", []),
        ("depends_on: [cache]", "", [4]),
        ("networks: [inner]", "networks: # none yet\n", [4]),
    ],
)
def test_what_several_services_lack_is_one_mistake(line: str, rest: str, lines: list[int]) -> None:
    assert [found[1] for found in refused(TWO.format(line) + rest)] == lines


def test_each_missing_name_is_told() -> None:
    text = "services:\n  web:\n    image: a\n    networks: [inner]\n  db:\n    image: b\n    networks: [outer, inner]\n"
    assert [found[1] for found in refused(text)] == [4, 7]


TOLD = ['service "web" is given the host "database", and no service is called so']


@pytest.mark.parametrize(
    ("lines", "rest", "told"),
    [
        (("environment:", "  DATABASE_URL: postgresql://shop:x@database:5432/shop"), "", TOLD),
        (("environment:", "  - CACHE=redis://database/0"), "", TOLD),
        (("environment:", "  DATABASE_URL: mysql+pymysql://shop:x@database/shop"), "  db:\n    image: mysql:8\n", TOLD),
        (("environment:", "  BROKER: amqp://database:5672"), "  db:\n    image: rabbitmq\n    container_name: queue\n", TOLD),
        (("environment:", "  BROKER: amqp://database:5672"), "  database:\n    image: rabbitmq\n", []),
        (("environment:", "  BROKER: amqp://database:5672"), "  db:\n    image: rabbitmq\n    container_name: database\n", []),
        (("environment:", "  BROKER: amqp://database"), "  db:\n    image: a\n    networks: {default: {aliases: [database]}}\n", []),
        (("environment:", "  BROKER: amqp://database"), "  db:\n    image: a\nnetworks:\n  default: {external: true}\n", []),
        (("links: ['db:database']", "environment: ['A=redis://database']"), "  db:\n    image: a\n", []),
        (("extra_hosts: ['database:10.0.0.4']", "environment: ['A=redis://database']"), "", []),
        (("network_mode: host", "environment: ['A=redis://database']"), "", []),
        (("environment: ['A=redis://database.example.com/0']",), "", []),
        (("environment: ['A=redis://localhost:6379']",), "", []),
        (("environment: ['A=redis://${DATABASE}:6379']",), "", []),
        (("environment: ['A=https://database/x']",), "", []),
    ],
)  # fmt: skip
def test_a_host_that_no_container_has(lines: tuple[str, ...], rest: str, told: list[str]) -> None:
    assert [message for message, _ in refused(service(*lines, rest=rest))] == told


def test_the_names_of_containers_are_gathered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    names_of = compose_consistency._names_of
    monkeypatch.setattr(compose_consistency, "_names_of", lambda key, node: asked.append(key) or names_of(key, node))
    one = "  s{0}:\n    image: shop\n    environment: ['A=postgresql://a:b@s{0}/x', 'B=redis://lost/1']\n"
    found = refused("services:\n" + "".join(map(one.format, range(30))))
    assert [message for message, _ in found] == ['service "s0" is given the host "lost", and no service is called so']
    assert len(asked) == 30
