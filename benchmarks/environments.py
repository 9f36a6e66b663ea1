"""An environment of its own for each tool that is measured, made once by pip and kept in ``benchmarks/.cache`` (which git ignores)."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "benchmarks" / ".cache"
TOOLS = ("ruff", "bandit", "deptry")


def environment(tool: str, interpreter: str) -> Path:
    """The folder of programs of a tool's environment, made with this interpreter if it is not there yet.

    Raises: subprocess.CalledProcessError when it cannot be made; pip has then said why.
    """
    folder = _folder(tool, interpreter)
    if not (folder / "made").exists():
        _make(folder, interpreter)
        _pip(folder, "install", tool)
        (folder / "made").touch()
    return folder / "bin"


def flaskcheck(interpreter: str, checkout: Path = ROOT) -> Path:
    """The same for flaskcheck as it stands in a checkout: installed from a wheel, byte code and all; anew when its code has changed."""
    name = "flaskcheck" if checkout == ROOT else f"flaskcheck-{hashlib.sha256(bytes(checkout)).hexdigest()[:8]}"
    folder = _folder(name, interpreter)
    made, digest = folder / "made", code_digest(checkout)
    if not made.exists():
        _make(folder, interpreter)
    elif made.read_text() == digest:
        return folder / "bin"
    made.write_text("")
    _install_wheel(folder, checkout)
    made.write_text(digest)
    return folder / "bin"


def _install_wheel(folder: Path, checkout: Path) -> None:
    """Build the wheel from a copy, so that nothing of the checkout's own ``build`` folder gets into it and none is left there."""
    copy = folder / "source"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("flaskcheck", "rules"):
        shutil.copytree(checkout / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(checkout / name, copy)
    _pip(folder, "wheel", "--no-deps", "--wheel-dir", str(copy / "dist"), str(copy))
    _pip(
        folder, "install", "--upgrade", "pip"
    )  # before 24 pip wrote console scripts that import re, 5 ms of a run of 12
    [wheel] = (copy / "dist").glob("*.whl")
    _pip(folder, "install", str(wheel))
    _pip(folder, "install", "--force-reinstall", "--no-deps", "--compile", str(wheel))
    shutil.rmtree(copy)


def code_digest(checkout: Path) -> str:
    """A digest of all that goes into flaskcheck's wheel."""
    paths = [checkout / "pyproject.toml", *(p for n in ("flaskcheck", "rules") for p in (checkout / n).rglob("*.py"))]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(checkout)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def version(programs: Path, tool: str) -> str:
    """The version of a tool that is installed in an environment."""
    asked = f"import importlib.metadata as m; print(m.version({tool!r}))"
    return _output(str(programs / "python"), "-c", asked)


def python_version(interpreter: str) -> str:
    """The full version of an interpreter, such as ``3.11.7``."""
    return _output(interpreter, "-c", "import platform; print(platform.python_version())")


def own_interpreter() -> str:
    """The interpreter that runs this, outside of any virtual environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def _output(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def _folder(name: str, interpreter: str) -> Path:
    key = hashlib.sha256(str(Path(interpreter).resolve()).encode()).hexdigest()[:8]
    return CACHE / f"python-{python_version(interpreter)}-{key}" / name


def _make(folder: Path, interpreter: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([interpreter, "-m", "venv", str(folder)], check=True)


def _pip(folder: Path, *words: str) -> None:
    python = str(folder / "bin" / "python")
    quiet = ("--quiet", "--quiet", "--disable-pip-version-check")
    subprocess.run([python, "-m", "pip", words[0], *quiet, *words[1:]], check=True)
