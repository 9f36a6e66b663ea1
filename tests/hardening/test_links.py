"""Links that lead to links: the system gives up after forty, Python (before 3.13) when its stack is full."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile import RULE, git, run, shop

from flaskcheck.files import git as ask
from flaskcheck.files.staged import from_index

MANY = 1_200


def chained(folder: Path, last: str, name: str = "l{}") -> str:
    """Links each of which leads to the next; the first one."""
    for number in range(MANY):
        (folder / name.format(number)).symlink_to(name.format(number + 1) if number < MANY - 1 else last)
    return name.format(0)


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("name", ["l{}", "l{}.py", "{}.env", "docker-compose.{}.yml", "templates{}"])
def test_a_chain_of_links_loses_nothing(name: str, is_committed: bool, tmp_path: Path) -> None:
    root = shop(tmp_path / "repo")
    chained(root, "app.py" if "." in name else ".", name)
    if is_committed:
        git(root, "add", "-A", "-f")
        git(root, "commit", "-qm", "y")
    for words in ([], *([["--staged"]] if is_committed else [])):
        done = (
            run(root, "--no-cache", "--format", "json", *words) if not words else run(root, "--format", "json", *words)
        )
        assert done.returncode == 1, done.stderr
        assert RULE in {finding["rule"] for finding in json.loads(done.stdout)["findings"]}


@pytest.mark.parametrize("place", ["pyproject.toml", "flaskcheck.toml", ".gitignore", ".git", "Procfile", "templates"])
def test_nor_does_one_in_a_files_place(place: str, tmp_path: Path) -> None:
    root = shop(tmp_path / "repo")
    if place == ".git":
        (root / ".git").rename(tmp_path / "real")
    elif (root / place).exists():
        (root / place).unlink()
    (root / place).symlink_to(chained(root, str(tmp_path / "real") if place == ".git" else "app.py"))
    done = run(root, "--no-cache")
    assert "Traceback" not in done.stderr
    assert done.returncode in ((1, 2) if place.endswith(".toml") else (1,)), done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["l0"],
        ["l1199"],
        ["--config", "l0"],
        ["--baseline", "l0"],
        ["--format", "json=l0"],
        ["--format", "json=l0/x"],
        ["--stdin-path", "l0/app.py", "-"],
        ["baseline", "--output", "l0/x"],
    ],
)
def test_nor_one_on_the_command_line(words: list[str], tmp_path: Path) -> None:
    root = shop(tmp_path / "repo")
    chained(root, ".")
    done = run(root, *words)
    assert "Traceback" not in done.stderr
    assert done.returncode != 3, done.stderr


def test_links_of_the_index_are_asked_for_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    really = ask.ask
    monkeypatch.setattr(
        ask, "ask", lambda folder, *words, **more: (asked.append(words), really(folder, *words, **more))[1]
    )
    counts = []
    for count in (3, 40):
        root = shop(tmp_path / str(count))
        for number in range(count):
            (root / f"l{number}.py").symlink_to("app.py" if number % 2 else f"l{number + 1}.py")
        (root / "long.py").symlink_to("./" * 2_000 + "app.py")
        git(root, "add", "-A")
        asked.clear()
        listing = from_index(str(root))
        counts.append(len(asked))
        assert {f"l{number}.py" for number in range(count - 1)} <= set(listing.files)
    assert counts[0] == counts[1]
