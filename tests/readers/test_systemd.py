"""systemd: what a unit starts, where, with which variables."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.source import Source
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.hosts import systemd


def read(text: str, path: str = "deploy/shop.service") -> PlatformFile:
    return systemd.read(Source(path, text.encode()))


def service(*lines: str, install: str = "") -> Service:
    text = "[Unit]\nDescription=x\n\n[Service]\n" + "\n".join(lines) + f"\n\n[Install]\n{install}\n"
    (found,) = read(text).services
    return found


def test_a_unit_in_full() -> None:
    text = (
        "[Service]\nUser=ann\nWorkingDirectory=/srv/shop\nEnvironment=A=1 'B=2 3'\nEnvironmentFile=-/etc/shop.env\n"
        "ExecStartPre=/srv/shop/venv/bin/flask db upgrade\nExecStart=/srv/shop/venv/bin/gunicorn shop:app\n"
    )
    file = read(text)
    (found,) = file.services
    assert (file.host, found.name, found.kind, found.root, found.home) == (
        "systemd",
        "shop",
        "web",
        "deploy",
        "/srv/shop",
    )
    assert [(c.phase, c.argv, c.cwd) for c in found.commands] == [
        ("release", ("/srv/shop/venv/bin/flask", "db", "upgrade"), "/srv/shop"),
        ("start", ("/srv/shop/venv/bin/gunicorn", "shop:app"), "/srv/shop"),
    ]
    assert found.place == found.commands[1].place == Place("deploy/shop.service", 7, 11, 7, 47)
    assert found.commands[1].argv_places[1] == Place("deploy/shop.service", 7, 39, 7, 47)
    assert [(v.name, v.value) for v in found.variables] == [("A", "1"), ("B", "2 3")]
    assert [(f.path, f.role) for f in found.env_files] == [("/etc/shop.env", "env-file")]


@pytest.mark.parametrize(
    ("written", "argv"),
    [
        ("gunicorn app:app", ["gunicorn", "app:app"]),
        ("-/usr/bin/gunicorn app:app", ["/usr/bin/gunicorn", "app:app"]),
        ("@+!!/usr/bin/python app.py", ["/usr/bin/python", "app.py"]),
        ("gunicorn \\\n  -w 4 \\\n  app:app", ["gunicorn", "-w", "4", "app:app"]),
        ("gunicorn \"shop:create('x y')\" --n 'a \"b'", ["gunicorn", "shop:create('x y')", "--n", 'a "b']),
        ('sh -c "exec gunicorn -b :$$PORT app:app"', ["sh", "-c", "exec gunicorn -b :$PORT app:app"]),
        ("gunicorn --access-logformat %%(h)s app:app", ["gunicorn", "--access-logformat", "%(h)s", "app:app"]),
        ("%h/venv/bin/gunicorn app:app", ["/home/ann/venv/bin/gunicorn", "app:app"]),
        ("gunicorn -b unix:%t/%n.sock %p:app", ["gunicorn", "-b", "unix:/run/shop.service.sock", "shop:app"]),
        ("gunicorn $OPTS ${BIND} $NOT app:app", ["gunicorn", "-w", "2", "a b", "$NOT", "app:app"]),
        ("gunicorn %i:app", ["gunicorn", "${i}:app"]),
    ],
)
def test_the_words_of_a_command(written: str, argv: list[str]) -> None:
    found = service("User=ann", 'Environment="OPTS=-w 2" "BIND=a b"', f"ExecStart={written}")
    assert [list(c.argv or ()) for c in found.commands] == [argv]


@pytest.mark.parametrize(
    ("lines", "home", "cwd"),
    [
        (["WorkingDirectory=/srv/a/"], "/srv/a", "/srv/a/"),
        (["WorkingDirectory=-/srv/a"], "/srv/a", "/srv/a"),
        (["User=ann", "WorkingDirectory=%h/a"], "/home/ann/a", "/home/ann/a"),
        (["User=root", "WorkingDirectory=~"], "/root", "/root"),
        (["User=ann", "WorkingDirectory=/home/%u/a"], "/home/ann/a", "/home/ann/a"),
        (["WorkingDirectory=/srv/old", "WorkingDirectory=", "WorkingDirectory=/srv/a"], "/srv/a", "/srv/a"),
        (["User=ann"], "/opt/x", "/"),
        ([], "/opt/x", HOLE),
    ],
)
def test_the_folder(lines: list[str], home: str, cwd: str) -> None:
    found = service(*lines, "ExecStart=/opt/x/venv/bin/gunicorn app:app")
    assert (found.home, found.commands[0].cwd) == (home, cwd)


@pytest.mark.parametrize(
    ("written", "home"),
    [
        ("gunicorn --chdir /srv/a wsgi:app", "/srv/a"),
        ("gunicorn --chdir=/srv/a wsgi:app", "/srv/a"),
        ("bash -c 'cd /srv/a && exec gunicorn wsgi:app'", "/srv/a"),
        ("/usr/bin/python3 /srv/a/run.py", "/srv/a"),
        ("/srv/a/.venv/bin/gunicorn wsgi:app", "/srv/a"),
        ("/usr/bin/gunicorn wsgi:app", ""),
    ],
)
def test_where_the_repository_lies_without_a_working_directory(written: str, home: str) -> None:
    assert service(f"ExecStart={written}", install="WantedBy=multi-user.target").home == home


@pytest.mark.parametrize(
    ("lines", "kind", "phases"),
    [
        (["ExecStart=/v/bin/celery -A shop worker"], "worker", ["start"]),
        (["ExecStart=/v/bin/python -m celery -A shop beat"], "worker", ["start"]),
        (["ExecStart=/v/bin/gunicorn shop:app"], "web", ["start"]),
        (["Type=oneshot", "ExecStart=/v/bin/flask clean", "ExecStart=/v/bin/flask mail"], "job", ["cron", "cron"]),
        (["Type=oneshot", "ExecStart=/v/bin/a ; /v/bin/b"], "job", ["cron", "cron"]),
        (["ExecStart=/v/bin/a", "ExecStart=", "ExecStart=/v/bin/b", "ExecStop=/v/bin/c"], "web", ["start"]),
    ],
)
def test_the_kind(lines: list[str], kind: str, phases: list[str]) -> None:
    found = service(*lines)
    assert (found.kind, [c.phase for c in found.commands]) == (kind, phases)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[D-BUS Service]\nName=x\nExec=/usr/bin/x\n",
        "[Service]\nExecStop=/bin/true\n",
        "[Service]\nExecStart=\n",
        "[Unit]\nExecStart=gunicorn app:app\n",
    ],
)
def test_what_starts_nothing(text: str) -> None:
    assert read(text) == PlatformFile("deploy/shop.service", "")


def test_a_unit_without_a_line_end() -> None:
    (found,) = read("[Service]\nExecStart=gunicorn app:app \\").services
    assert isinstance(found.commands[0], Command)
    assert found.commands[0].argv == ("gunicorn", "app:app")
