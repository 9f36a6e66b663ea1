""".dockerignore files: what is left out of the build context."""

from __future__ import annotations

import pytest

from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.readers.docker import ignore as dockerignore


@pytest.mark.parametrize(
    ("text", "path", "out"),
    [
        ("migrations", "migrations", True),
        ("migrations", "migrations/versions/a.py", True),
        ("migrations/", "migrations/env.py", True),
        ("/migrations", "migrations/env.py", True),
        ("migrations", "app/migrations/env.py", False),
        ("**/migrations", "app/migrations/env.py", True),
        ("**/migrations", "migrations/env.py", True),
        ("*.py", "run.py", True),
        ("*.py", "app/run.py", False),
        ("**/*.py", "run.py", True),
        ("**/*.py", "a/b/run.py", True),
        ("*/*.py", "a/run.py", True),
        ("*/*.py", "a/b/run.py", False),
        ("app/**", "app/a/b.py", True),
        ("app/**", "app", False),
        ("run?.py", "run1.py", True),
        ("run?.py", "run.py", False),
        ("run[0-9].py", "run1.py", True),
        ("run[^0-9].py", "run1.py", False),
        ("a.c", "abc", False),
        ("a+(b)", "a+(b)", True),
        ("\\*.py", "*.py", True),
        ("\\*.py", "a.py", False),
        ("# *.py", "a.py", False),
        ("  *.py  ", "a.py", True),
        ("*\n!run.py", "run.py", False),
        ("*\n!run.py", "app.py", True),
        ("!run.py\n*", "run.py", True),
        ("*\n!app\n", "app/a.py", False),
        ("*\n!app\napp/secret.py", "app/secret.py", True),
        ("app\n!app/a.py", "app/a.py", False),
        ("app\n!app/a.py", "app/b.py", True),
        ("! run.py", "run.py", False),
        ("./app", "app/a.py", True),
        ("app//a.py", "app/a.py", True),
        ("[", "a", False),
        ("[a\nb]\nc", "c", True),
        ("[a\nb]\nc", "b", False),
        ("", "a", False),
        ("*", "", False),
        ("\ufeffapp", "app", True),
        ("docs/en_US/_build/**/*", "docs/en_US/_build/html/a.html", True),
        ("web/**/tests/", "web/pgadmin/tests/a.py", True),
        ("**/docker-compose*", "docker-compose.yml", True),
        ("!", "a", False),
    ],
)
def test_ignored(text: str, path: str, out: bool) -> None:
    assert dockerignore.ignored(Source(".dockerignore", text.encode()), path) is out


@pytest.mark.parametrize(
    ("files", "context", "dockerfile", "found"),
    [
        ({".dockerignore": "a"}, "", "Dockerfile", ".dockerignore"),
        ({".dockerignore": "a"}, "backend", "backend/Dockerfile", ""),
        ({"backend/.dockerignore": "a"}, "backend", "docker/Dockerfile", "backend/.dockerignore"),
        ({".dockerignore": "a", "Dockerfile.dockerignore": "b"}, "", "Dockerfile", "Dockerfile.dockerignore"),
        ({}, "", "Dockerfile", ""),
    ],
)
def test_which_file(files: dict[str, str], context: str, dockerfile: str, found: str) -> None:
    assert dockerignore.for_build(MemoryTree(files), context, dockerfile).path == found


def test_repeated_stars_cost_nothing() -> None:
    pattern = "**/" * 60 + "x"
    assert dockerignore.ignored((pattern,), "/".join("a" * 60) + "/x")
    assert not dockerignore.ignored((pattern,), "/".join("a" * 60) + "/y")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb.txt\nc\n", 2),
        ("b.txt\n# b.txt\n*.txt\nc\n", 3),
        ("b.txt\na\nb.txt\nc\n", 3),
        ("*.txt\n!b.txt\nb*\n!x\n", 3),
        ("!b.txt\nc\n", 0),
        ("", 0),
        ("".join(f"a{n}\n" for n in range(300)) + "b.*\n" + "".join(f"c{n}\n" for n in range(300)), 301),
    ],
)
def test_the_line_that_decides(text: str, line: int) -> None:
    place = dockerignore.deciding_line(Source(".dockerignore", text.encode()), "b.txt")
    assert (place.line if place else 0) == line


def test_the_line_that_decides_is_found_with_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    matches = dockerignore.Ignore.matches

    def counted(self: dockerignore.Ignore, path: str) -> bool:
        nonlocal asked
        asked += 1
        return matches(self, path)

    monkeypatch.setattr(dockerignore.Ignore, "matches", counted)
    text = "b.txt\n" + "".join(f"a{n}\n" for n in range(1000))
    place = dockerignore.deciding_line(Source(".dockerignore", text.encode()), "b.txt")
    assert place is not None
    assert place.line == 1
    assert asked <= 12
