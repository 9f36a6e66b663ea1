"""The table of hosts is consistent, and says of the main hosts what their documents say."""

from __future__ import annotations

import re

import pytest

from flaskcheck.hosts.table import HOSTS, Host


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
