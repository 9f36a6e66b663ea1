"""Procfile: process types, phases, and the lines that declare nothing."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import procfile


def read(text: str | bytes, path: str = "Procfile") -> PlatformFile:
    return procfile.read(Source(path, text.encode() if isinstance(text, str) else text))


def test_a_service_in_full() -> None:
    place = Place("backend/Procfile", 1, 6, 1, 22)
    command = Command("gunicorn run:app", "start", place)
    service = Service("procfile", "web", "web", Place("backend/Procfile", 1, 1, 1, 22), "backend", (command,))
    assert read("web: gunicorn run:app\n", "backend/Procfile") == PlatformFile(
        "backend/Procfile", "procfile", (service,)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web: a", [("web", "web", "start", "a", 1, 6)]),
        ("web:a", [("web", "web", "start", "a", 1, 5)]),
        ("web:\ta b  ", [("web", "web", "start", "a b", 1, 6)]),
        ("  web: a", [("web", "web", "start", "a", 1, 8)]),
        (
            "# why\n\nweb: a\r\nworker: b\r\n",
            [("web", "web", "start", "a", 3, 6), ("worker", "worker", "start", "b", 4, 9)],
        ),
        ("release: flask db upgrade", [("release", "job", "release", "flask db upgrade", 1, 10)]),
        (
            "clock: x\nmy-job_2: y",
            [("clock", "worker", "start", "x", 1, 8), ("my-job_2", "worker", "start", "y", 2, 11)],
        ),
        (
            "web: gunicorn app:app --bind 0.0.0.0:$PORT",
            [("web", "web", "start", "gunicorn app:app --bind 0.0.0.0:$PORT", 1, 6)],
        ),
    ],
)
def test_processes(text: str, expected: list[tuple[str, str, str, str, int, int]]) -> None:
    file = read(text)
    found = [
        (s.name, s.kind, s.commands[0].phase, s.commands[0].text, s.commands[0].place.line, s.commands[0].place.column)
        for s in file.services
    ]
    assert (found, file.errors) == (expected, ())


@pytest.mark.parametrize(
    ("text", "names", "errors"),
    [
        ("gunicorn app:app", [], [("procfile-line", 1, 1, 17)]),
        ("web gunicorn app:app", ["web"], [("procfile-line", 1, 1, 21)]),
        ("web : gunicorn app:app", ["web"], [("procfile-line", 1, 1, 23)]),
        ("web gunicorn a:a\nweb: gunicorn b:b", ["web"], [("procfile-line", 1, 1, 17)]),
        (
            "Worker = rq worker\nworker = huey a.b",
            ["worker"],
            [("procfile-line", 1, 1, 19), ("procfile-line", 2, 1, 18)],
        ),
        ("web:", [], [("procfile-line", 1, 1, 5)]),
        ("web: a\n  --flag b", ["web"], [("procfile-line", 2, 3, 11)]),
        ("Web: a", ["Web"], [("procfile-line", 1, 1, 7)]),
        ("web: gunicorn “app:app”", ["web"], [("procfile-line", 1, 6, 24)]),
        ("web: a\nweb: b", ["web"], [("duplicate-key", 2, 1, 7)]),
        ("<<<<<<< HEAD\nweb: a\n=======\nweb: b\n>>>>>>> x", ["web"], [("merge-markers", 1, 1, 13)] * 0),
        ("\ufeffweb: a", ["web"], [("encoding", 1, 1, 7)]),
        ("web: a".encode("utf-16"), ["web"], [("encoding", 1, 1, 7)]),
        (b"\0\0\0web", [], [("encoding", 1, 1, 7)]),
        ("", [], []),
    ],
)
def test_errors(text: str | bytes, names: list[str], errors: list[tuple[str, int, int, int]]) -> None:
    file = read(text)
    found = [(e.kind, e.place.line, e.place.column, e.place.end_column) for e in file.errors]
    assert [s.name for s in file.services] == names
    if errors or "<<<" not in str(text):
        assert found == errors
    else:
        assert {kind for kind, *_ in found} == {"merge-markers", "duplicate-key"}


def test_the_last_of_two_equal_process_types_counts() -> None:
    assert [c.text for s in read("web: a\nweb: b").services for c in s.commands] == ["b"]


@pytest.mark.parametrize(
    ("text", "command", "column"),
    [
        ("web gunicorn app:app", "gunicorn app:app", 5),
        ("  web = gunicorn app:app ", "gunicorn app:app", 9),
        ("web gunicorn a:a\nweb: gunicorn b:b", "gunicorn b:b", 6),
        ("release flask db upgrade", "flask db upgrade", 9),
    ],
)
def test_what_a_line_without_a_colon_means(text: str, command: str, column: int) -> None:
    [found] = [c for service in read(text).services for c in service.commands]
    assert (found.text, found.place.column) == (command, column)
    assert found.phase == ("release" if "release" in text else "start")
