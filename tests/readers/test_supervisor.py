"""supervisor: its programs, where they run, with which variables."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.hosts import supervisor
from flaskcheck.readers.supervisor import included


def read(text: str, path: str = "deploy/shop.conf") -> PlatformFile:
    return supervisor.read(Source(path, text.encode()))


def test_a_file_in_full() -> None:
    file = read(
        "; programs\n[supervisord]\nnodaemon=true\n\n[program:web]\ncommand = /srv/shop/venv/bin/gunicorn \n  -w 2 shop:app ; serve\n"
        "directory = /srv/shop\nenvironment = A=\"1\",B='x,y',C=%(ENV_C)s\n\n[program:jobs]\ncommand=/srv/shop/venv/bin/rq worker\n"
    )
    web, jobs = file.services
    assert (file.host, web.name, web.kind, web.home, web.root) == ("supervisor", "web", "web", "/srv/shop", "deploy")
    assert web.commands[0].argv == ("/srv/shop/venv/bin/gunicorn", "-w", "2", "shop:app")
    assert web.commands[0].argv_places[3] == Place("deploy/shop.conf", 7, 8, 7, 16)
    assert [(v.name, v.value) for v in web.variables] == [("A", "1"), ("B", "x,y"), ("C", None)]
    assert (jobs.name, jobs.kind, jobs.home, jobs.commands[0].cwd) == ("jobs", "worker", "/srv/shop", HOLE)


@pytest.mark.parametrize(
    ("written", "argv"),
    [
        ("gunicorn app:app", ["gunicorn", "app:app"]),
        ("bash -c 'cd /srv && exec gunicorn app:app'", ["bash", "-c", "cd /srv && exec gunicorn app:app"]),
        ("gunicorn -n %(program_name)s app:app", ["gunicorn", "-n", "web", "app:app"]),
        ("gunicorn -b :80%(process_num)02d app:app", ["gunicorn", "-b", ":80${process_num}", "app:app"]),
        (
            "gunicorn --access-logformat '%%(h)s' %(ENV_TARGET)s",
            ["gunicorn", "--access-logformat", "%(h)s", "${TARGET}"],
        ),
    ],
)
def test_the_words_of_a_command(written: str, argv: list[str]) -> None:
    (service,) = read(f"[program:web]\ncommand={written}\n").services
    assert list(service.commands[0].argv or ()) == argv


@pytest.mark.parametrize(
    "text", ["", "[supervisord]\nnodaemon=true\n", "[program:web]\ncommand={{ venv }}/bin/gunicorn app:app\n"]
)
def test_no_programs(text: str) -> None:
    assert read(text) == PlatformFile("deploy/shop.conf", "")


@pytest.mark.parametrize("text", ["[program:web]\n", "[program:web]\ncommand=\n", "[program:web]\ndirectory=/srv\n"])
def test_a_program_without_a_command(text: str) -> None:
    assert read(text) == PlatformFile("deploy/shop.conf", "supervisor")


def test_included_files() -> None:
    text = "[include]\nfiles = conf.d/*.conf /etc/more.ini ; more\n"
    assert included(Source("supervisord.conf", text.encode())) == ("conf.d/*.conf", "/etc/more.ini")
