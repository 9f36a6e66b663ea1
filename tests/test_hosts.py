"""The table of hosts is consistent, and says of the main hosts what their documents say."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flaskcheck.hosts import index
from flaskcheck.hosts.host import Host

HOSTS = {key: index.host(key) for key in index.MODULES}


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_rows_are_consistent(host: Host) -> None:
    assert HOSTS[host.key] is host
    assert re.fullmatch(r"[a-z0-9-]+", host.key)
    assert host.title
    assert host.sets_port == ("PORT" in host.sets_variables)
    assert not host.detects_port or host.sets_port
    assert not host.read_only_disk or host.ephemeral_disk
    assert not (host.has_dashboard and host.file_is_complete)
    assert set(host.deprecated_pythons) <= set(host.supported_pythons)
    assert len(set(host.sets_variables)) == len(host.sets_variables)
    assert host.home == "" or re.fullmatch(r"(/\w+)+", host.home)
    assert host.runs_python or not host.installs_from


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("render", {"sets_port": True, "detects_port": True, "default_port": 10000, "default_python": "3.14.3"}),
        (
            "heroku",
            {"sets_port": True, "default_port": None, "database_schemes": ("postgres",), "several_workers": True},
        ),
        ("app-engine", {"file_is_complete": True, "read_only_disk": True, "default_port": 8080}),
        ("azure", {"supplies_server": True, "ephemeral_disk": False, "home": "/home/site/wwwroot"}),
        ("beanstalk", {"supplies_server": True, "routed": False, "default_port": 8000}),
        ("procfile", {"sets_port": True, "has_dashboard": True}),
        ("compose", {"file_is_complete": True, "has_dashboard": False}),
        ("pythonanywhere", {"supplies_server": True, "ephemeral_disk": False, "sets_port": False}),
        ("generic", {"sets_port": False, "ephemeral_disk": False, "routed": False, "has_dashboard": True}),
        ("netlify", {"runs_python": False}),
        ("s3", {"runs_python": False}),
    ],
)
def test_facts(key: str, facts: dict[str, object]) -> None:
    assert {name: getattr(HOSTS[key], name) for name in facts} == facts


OWN = "DYNO RENDER RAILWAY_ENVIRONMENT FLY_APP_NAME GAE_ENV K_SERVICE WEBSITE_HOSTNAME VERCEL VCAP_SERVICES AWS_LAMBDA_FUNCTION_NAME KUBERNETES_SERVICE_HOST REPL_ID"


def test_variables_that_tell_of_a_host() -> None:
    told = {name for host in HOSTS.values() for name in host.sets_variables if index.tells_of_a_host(name)}
    assert set(OWN.split()) <= told
    assert not told & {"PORT", "HOME", "HOSTNAME", "PATH", "LANG", "TZ", "PYTHONPATH", "WEB_CONCURRENCY", "AWS_REGION"}
    assert not any(map(index.tells_of_a_host, ("RENDER_URL", "K_VALUE", "DYNOS", "WEBSITE_TITLE", "STAGE")))


# --- the index says of each host's file what stands in it ---------------------------------------------------

ROOM = Path(index.__file__).parent
SHARED = {
    "as_written",
    "__init__",
    "aws_lambda",
    "balancers",
    "compose_checks",
    "compose_parts",
    "compose_consistency",
    "compose_files",
    "compose_values",
    "declared",
    "deploy_steps",
    "health",
    "host",
    "host_files",
    "index",
    "joins",
}
SHARED |= {
    "helm",
    "host_files",
    "key_formats",
    "known_keys",
    "machine",
    "misnamed",
    "platform_files",
    "profiles",
    "provisioned",
    "render_regions",
    "render_schema",
    "retirements",
    "schedules",
    "schema",
    "service_links",
    "stated",
    "unit_faults",
    "workflow_images",
    "workflow_schema",
}
"""Modules of the room that are no host's: what several hosts share, and parts of a host's file that stand apart."""


def test_every_host_has_its_line() -> None:
    assert {line.module for line in index.LINES} == {path.stem for path in ROOM.glob("*.py")} - SHARED
    assert len({line.module for line in index.LINES}) == len(index.LINES)


@pytest.mark.parametrize("line", index.LINES, ids=lambda line: line.module)
def test_a_line_is_true(line: index.Line) -> None:
    module = import_module(f"flaskcheck.hosts.{line.module}")
    rows = getattr(module, "HOSTS", ())
    assert tuple(row.key for row in rows) == line.hosts
    assert hasattr(module, "read") == bool(line.files) == bool(line.endings)
    assert all(name.rpartition(".")[2] in line.endings for name in line.names if line.files)
    assert not line.names or line.owner in index.MODULES
    assert bool(line.deploys) == any(row.deploy_actions or row.deploy_commands for row in rows)
    assert all(any(word in action for word in line.deploys) for row in rows for action in row.deploy_actions)
    joining = import_module(f"flaskcheck.hosts.{line.joins}") if line.joins else None
    assert joining is None or hasattr(joining, "joined") or hasattr(joining, "completed")
    assert {row.home for row in rows} - {""} == set(line.homes)
    assert all(right in line.names for _, right in line.slips)


def test_every_home_is_a_hosts() -> None:
    assert set(index.HOMES) == {host.home for host in HOSTS.values()} - {""}


@pytest.mark.parametrize("line", [line for line in index.LINES if line.deploys], ids=lambda line: line.module)
@given(data=st.data())
def test_every_command_that_deploys_holds_a_word_of_its_line(line: index.Line, data: st.DataObject) -> None:
    for key in line.hosts:
        if HOSTS[key].deploy_commands:
            text = data.draw(st.from_regex(HOSTS[key].deploy_commands))
            assert any(word in " ".join(text.lower().split()) for word in line.deploys)
