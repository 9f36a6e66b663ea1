"""Real deployments of the tutorial's repositories: PostgreSQL, pip, Flask and gunicorn do what flaskcheck says they do.

Slow, and in need of PostgreSQL's server programs and a package index, so it runs only with ``FLASKCHECK_REHEARSAL=1``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import golden
import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
pytestmark = [
    pytest.mark.skipif(os.environ.get("FLASKCHECK_REHEARSAL") != "1", reason="FLASKCHECK_REHEARSAL is not 1"),
    pytest.mark.skipif(not BINARIES, reason="no PostgreSQL server programs"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def as_postgres(*words: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *words] if os.geteuid() == 0 else list(words)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an empty PostgreSQL on loopback."""
    folder = Path("/tmp") / f"flaskcheck-rehearsal-{os.getpid()}"
    folder.mkdir()
    folder.chmod(0o777)
    data, port = folder / "data", free_port()
    try:
        initdb = [str(BINARIES[-1] / "initdb"), "-D", str(data), "-U", "shop", "--auth=trust", "-N"]
        subprocess.run(as_postgres(*initdb), check=True, capture_output=True)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        control = [
            str(BINARIES[-1] / "pg_ctl"),
            "-D",
            str(data),
            "-w",
            "-o",
            options,
            "-l",
            str(folder / "log"),
            "start",
        ]
        subprocess.run(as_postgres(*control), check=True, capture_output=True)
        yield f"postgresql://shop@127.0.0.1:{port}/postgres"
        subprocess.run(
            as_postgres(str(BINARIES[-1] / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"),
            check=False,
            capture_output=True,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def deployed(name: str, folder: Path) -> tuple[Path, Path]:
    """A tutorial repository with its requirements installed as a host would; psycopg2 as its binary twin, which needs no compiler."""
    root = golden.build(name, folder)
    (root / ".env").unlink(missing_ok=True)  # git ignores it, so a host's clone has none
    requirements = root / "requirements.txt"
    requirements.write_text(requirements.read_text().replace("psycopg2==", "psycopg2-binary=="))
    venv.create(folder / "venv", with_pip=True)
    bin_folder = folder / "venv" / "bin"
    subprocess.run(
        [bin_folder / "pip", "install", "--quiet", "-r", requirements], check=True, capture_output=True, cwd=root
    )
    return root, bin_folder


def run(root: Path, *words: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **variables}
    return subprocess.run(
        [str(w) for w in words], cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_clean_tutorial_runs(database: str, tmp_path: Path) -> None:
    root, programs = deployed("tutorial-6-clean", tmp_path)
    variables = {"DATABASE_URL": database, "FLASK_APP": "run.py", "SECRET_KEY": "x" * 32}
    upgraded = run(root, programs / "flask", "db", "upgrade", **variables)
    assert upgraded.returncode == 0, upgraded.stderr
    for _ in range(2):
        assert run(root, programs / "flask", "seed", **variables).returncode == 0
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), **variables}
    server = subprocess.Popen([programs / "gunicorn", "run:app"], cwd=root, env=environment, stderr=subprocess.DEVNULL)
    try:
        assert "Chocolate Chip" in answer(f"http://127.0.0.1:{port}/cookies")
    finally:
        server.terminate()
        server.wait(20)


def answer(url: str) -> str:
    for _ in range(50):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                text: str = response.read().decode()
                return text
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


def test_the_database_step_fails_as_announced(database: str, tmp_path: Path) -> None:
    """missing-database-driver and unresolved-flask-app."""
    root, programs = deployed("tutorial-3-database", tmp_path)
    lost = run(root, programs / "flask", "db", "upgrade", DATABASE_URL=database)
    assert (
        "Failed to find Flask application or factory in module 'app'" in lost.stderr
    )  # the folder app/ is imported as a namespace package
    assert "No such command 'db'" in lost.stderr
    started = run(root, programs / "gunicorn", "--check-config", "run:app", DATABASE_URL=database, SECRET_KEY="x")
    assert "No module named 'psycopg'" in started.stderr


def test_targets_fail_as_announced(tmp_path: Path) -> None:
    """unresolved-app and uncalled-factory."""
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    subprocess.run([programs / "pip", "install", "--quiet", "flask", "gunicorn"], check=True, capture_output=True)
    (tmp_path / "shop.py").write_text("from flask import Flask\n\ndef create_app():\n    return Flask(__name__)\n")
    assert (
        "Failed to find attribute 'app' in 'shop'"
        in run(tmp_path, programs / "gunicorn", "--check-config", "shop:app").stderr
    )
    assert "No module named 'nothing'" in run(tmp_path, programs / "gunicorn", "--check-config", "nothing:app").stderr
    assert run(tmp_path, programs / "gunicorn", "--check-config", "shop:create_app").returncode == 0


if __name__ == "__main__":
    sys.exit(pytest.main([__file__]))
