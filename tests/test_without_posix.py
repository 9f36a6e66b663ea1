"""Where Python has nothing of POSIX, as on Windows, a check says what it says elsewhere: what Windows lacks is taken away before flaskcheck is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import os, select, signal, sys

LACKS = {
    os: "posix_spawn posix_spawnp fork geteuid getuid getgid getegid O_NOFOLLOW O_NONBLOCK O_NOCTTY O_CLOEXEC O_DIRECTORY O_SYNC chown fchmod fchown"
    " killpg mkfifo pread pwrite set_blocking register_at_fork",
    signal: "SIGALRM SIGKILL SIGHUP SIGPIPE setitimer ITIMER_REAL",
    select: "poll epoll kqueue",
}
for module, names in LACKS.items():
    for name in names.split():
        module.__dict__.pop(name, None)
for name in "fcntl resource termios pwd grp tty pty".split():
    sys.modules[name] = None
from flaskcheck.command import start

sys.exit(start.run(sys.argv[1:]))
"""

FILES = {
    "app.py": "from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n",
    "requirements.txt": "Flask==3.1.2\n",
    "Procfile": "web: gunicorn app:app\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).write_text(text)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    return tmp_path


def said(shop: Path, *program: str) -> tuple[int, str, str]:
    run = subprocess.run([sys.executable, "-I", *program], cwd=shop, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize("words", ["", "--staged", "--format json", "--diff --unsafe-fixes", "show"])
def test_it_says_the_same(words: str, shop: Path) -> None:
    options = [*words.split(), *([] if words == "show" else ["--no-cache"])]
    expected = said(shop, "-m", "flaskcheck", *options)
    assert said(shop, "-c", WITHOUT, *options) == expected
    assert expected[0] == (0 if words == "show" else 1)


def test_it_keeps_results_and_fixes_files(shop: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    first = said(shop, "-c", WITHOUT)
    assert "hard-coded-secret-key" in first[1]
    assert said(shop, "-c", WITHOUT) == first
    said(shop, "-c", WITHOUT, "--fix")
    assert "gunicorn" in (shop / "requirements.txt").read_text()
