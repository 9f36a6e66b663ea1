"""Repositories that try to be run, to be written through, and to show what is not theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
BAD = 'from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = "kept-in-the-repository-4711"\n'
RULE = "hard-coded-secret-key"


def write(folder: Path, **files: str) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def git(folder: Path, *words: str) -> str:
    base = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run([*base, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def shop(folder: Path, **more: str) -> Path:
    """A repository with one mistake in it, committed."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, **{"app.py": BAD, "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n", **more})  # fmt: skip
    git(folder, "init", "-q")
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-qm", "x")
    return folder


def installed(folder: Path) -> Path:
    """A virtual environment with a copy of flaskcheck in it, as an installer leaves it; its Python."""
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    told = subprocess.check_output(
        [python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    sites = Path(told.strip())
    shutil.copytree(ROOT / "flaskcheck", sites / "flaskcheck")
    shutil.copytree(ROOT / "rules", sites / "flaskcheck" / "rules", dirs_exist_ok=True)
    (sites / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    script = folder / "bin" / "flaskcheck"
    script.write_text(f"#!{python}\nimport sys\nfrom flaskcheck.__main__ import main\nsys.exit(main())\n")
    script.chmod(0o755)
    return python


def run(folder: Path, *words: str | Path, limit: float = 60, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "flaskcheck", *map(str, words)],
        cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False, timeout=limit, stdin=subprocess.DEVNULL,
    )  # fmt: skip
