"""Elastic Beanstalk's files, alone and joined."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, PlatformFile, PythonVersion, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import beanstalk

PATH = ".ebextensions/01.config"


def read(text: str, path: str = PATH) -> PlatformFile:
    return beanstalk.read(Source(path, text.encode()))


def on(line: int, column: int, end: int) -> Place:
    return Place(PATH, line, column, line, end)


def test_a_file_in_full() -> None:
    file = read(
        "option_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: run:app\n"
        "  aws:elasticbeanstalk:application:environment:\n    FLASK_ENV: production\n"
        "container_commands:\n  02_seed:\n    command: flask seed\n  01_migrate:\n    command: flask db upgrade\n"
        "    leader_only: true\n"
    )
    (service,) = file.services
    assert service.commands == (
        Command("flask db upgrade", "release", on(10, 14, 30)),
        Command("flask seed", "release", on(8, 14, 24)),
        Command("gunicorn --bind 127.0.0.1:8000 run:app", "start", on(3, 15, 22), exact=False, supplied=True),
    )
    assert service.variables == (Variable("FLASK_ENV", "production", on(5, 5, 26)),)
    assert (service.host, service.kind, service.root, service.proxied) == ("beanstalk", "web", "", True)


@pytest.mark.parametrize(
    ("written", "target"),
    [("run.py", "run:application"), ("app/wsgi.py", "app.wsgi:application"), ("run:app", "run:app")],
)
def test_wsgi_path_in_the_list_form(written: str, target: str) -> None:
    file = read(
        "option_settings:\n- namespace: aws:elasticbeanstalk:container:python\n  option_name: WSGIPath\n"
        f"  value: {written}\n- option_name: A\n  value: b\n"
    )
    (service,) = file.services
    assert [c.text for c in service.commands] == [f"gunicorn --bind 127.0.0.1:8000 {target}"]
    assert [(v.name, v.value) for v in service.variables] == [("A", "b")]


def test_the_files_of_one_application() -> None:
    first = read("packages:\n  yum:\n    git: []\n", "api/.ebextensions/01.config")
    second = read("option_settings:\n- option_name: A\n  value: b\n", "api/.ebextensions/02.config")
    hook = read("#!/bin/sh\n", "api/.platform/hooks/predeploy/01.sh")
    file = beanstalk.join([first, second, hook])
    (service,) = file.services
    assert (file.path, service.root) == ("api/.ebextensions/01.config", "api")
    assert [(c.text, c.phase, c.supplied) for c in service.commands] == [
        ("./.platform/hooks/predeploy/01.sh", "release", False),
        ("gunicorn --bind 127.0.0.1:8000 application:application", "start", True),
    ]
    assert [v.name for v in service.variables] == ["A"]


def test_the_platform_of_the_command_line_tool() -> None:
    path = ".elasticbeanstalk/config.yml"
    file = read("global:\n  default_platform: Python 3.11 running on 64bit Amazon Linux 2023\n", path)
    written = "Python 3.11 running on 64bit Amazon Linux 2023"
    assert file.python == PythonVersion(written, "3.11", "config.yml", Place(path, 2, 21, 2, 67))


def test_errors() -> None:
    assert [e.kind for e in read("option_settings:\n\tA: b\n").errors] == ["syntax"]
