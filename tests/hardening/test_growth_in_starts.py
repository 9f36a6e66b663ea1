"""Starts of many servers, and services of which many wait for one another, take work that grows as they do."""

from __future__ import annotations

import pytest

from flaskcheck.command.several import Together
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Report, Suppressed
from tests.growth import checked
from tests.hardening.test_growth import APP, is_linear, steps

REQUIREMENTS = "flask==3.1.0\ngunicorn==23.0.0\n"
SCRIPTS = {
    "a case of servers": ("case $1 in\n", "  a{n}) gunicorn app:app -b :{n} ;;\n", "esac\n"),
    "servers after one another": ("", "gunicorn app:app -b 127.0.0.1:{n}\n", ""),
    "servers if there is a file": ("", "[ -f x{n} ] && gunicorn app:app\n", ""),
    "servers with a configuration": ("", "gunicorn -c missing{n}.py app:app\n", ""),
    "servers with a file of logs": ("", "gunicorn --log-file run{n}/x app:app\n", ""),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_work_grows_as_a_script_of_servers_does(name: str) -> None:
    head, line, tail = SCRIPTS[name]

    def run(size: int) -> None:
        script = head + "".join(line.replace("{n}", str(number)) for number in range(size)) + tail
        report = checked({"app.py": APP, "requirements.txt": REQUIREMENTS, "Procfile": "web: sh start.sh\n", "start.sh": script})  # fmt: skip
        assert not report.crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (40, 80, 160))
    assert is_linear(small, middle, large)


SERVICE = "  s{n}:\n    image: redis\n    depends_on: {s{m}: {condition: service_healthy}}\n"
MERGED = "  s{m}: &a{m}\n    <<: *a{n}\n    image: redis:{n}\n"


@pytest.mark.parametrize(("first", "service"), [("", SERVICE), ("  s0: &a0\n    image: redis\n", MERGED)])
def test_work_grows_as_the_services_do(first: str, service: str) -> None:
    def run(size: int) -> None:
        made = (service.replace("{n}", str(n)).replace("{m}", str(n + 1)) for n in range(size))
        report = checked({"app.py": APP, "docker-compose.yml": f"services:\n{first}{''.join(made)}"})
        assert not report.crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (100, 200, 400))
    assert is_linear(small, middle, large)


MANY = {
    "connections of a module": "import sqlite3\n|c{n} = sqlite3.connect('d{n}.db')\n",
    "connections of a function": "import sqlite3\n\n@app.route('/')\ndef f():\n|    c{n} = sqlite3.connect('d{n}.db')\n    c{n}.execute('select 1')\n|    return ''\n",
}


@pytest.mark.parametrize("name", MANY)
def test_work_grows_as_connections_do(name: str) -> None:
    head, line, *tail = MANY[name].split("|")

    def run(size: int) -> None:
        code = head + "".join(line.replace("{n}", str(number)) for number in range(size)) + "".join(tail)
        report = checked({"app.py": APP + code, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n"})  # fmt: skip
        assert not report.crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (30, 60, 120))
    assert is_linear(small, middle, large)


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ({"a": "b", "b": "a"}, "a -> b -> a"),
        ({"z": "b", "a": "b", "b": "c", "c": "a"}, "a -> b -> c -> a"),
        ({"a": "a"}, "a -> a"),
        ({"a": "b", "b": "c", "d": "b"}, ""),
    ],
)
def test_a_circle_of_services_begins_with_the_first_of_them(needs: dict[str, str], told: str) -> None:
    services = "".join(f"  {name}:\n    image: redis\n    depends_on: [{other}]\n" for name, other in needs.items())
    found = checked({"app.py": APP, "compose.yaml": f"services:\n{services}  c:\n    image: redis\n" if "c" not in needs else f"services:\n{services}"})  # fmt: skip
    messages = [finding.message for finding in found.findings if "cycle" in finding.message]
    assert len(messages) == bool(told)
    assert all(f"detected: {told}" in message for message in messages)


def test_work_grows_as_the_paths_do() -> None:
    """Each has its own report; what all of them hold is put together once, and looked at once."""
    one = checked({"app.py": f"{APP}app.secret_key = 'kept-in-the-repository-4711'\n"})
    known = Suppressed(one.findings[0], "comment", "")

    def run(size: int) -> None:
        reports = []
        for number in range(size):
            report = Report(one.tree)
            report.rules, report.deployments = one.rules, one.deployments
            report.suppressed = [known.replaced(reason=f"{number // 2}")]
            reports.append((report, Config()))
        assert len(Together(one.tree, tuple(reports)).suppressed) == size // 2

    run(2)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (50, 100, 200))
    assert is_linear(small, middle, large)
