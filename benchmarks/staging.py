"""flaskcheck as installed, made in a second and without pip: for counting and for looking at what it imports.

A bare virtual environment gets copies of flaskcheck, of its dependencies as the running interpreter has them, their byte code, and the console script that pip writes. So
neither an editable install nor whatever else is installed beside it has a part in what is measured.
"""

from __future__ import annotations

import compileall
import importlib.metadata
import shutil
import sys
import venv
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environments import ROOT
from flaskcheck import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPENDENCIES = ("click", "tomli", "packaging", "python-dotenv", "PyYAML")
SCRIPT = """#!{python}
import sys
from flaskcheck.__main__ import main
if __name__ == '__main__':
    sys.argv[0] = sys.argv[0].removesuffix('.exe')
    sys.exit(main())
"""
"""As pip 25 writes it; before 24 it imported ``re``, which takes longer than an unchanged repository."""


def stage(folder: Path) -> tuple[str, str]:
    """Make the environment in a folder; the paths of its interpreter and of its ``flaskcheck``."""
    builder = venv.EnvBuilder(symlinks=True)
    builder.create(folder)
    programs = Path(builder.ensure_directories(folder).bin_path)
    [packages] = folder.glob("lib/python*/site-packages")
    _copy(packages)
    compileall.compile_dir(packages, quiet=2)
    script = programs / "flaskcheck"
    script.write_text(SCRIPT.format(python=programs / "python"))
    script.chmod(0o755)
    return str(programs / "python"), str(script)


def _copy(packages: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "flaskcheck", packages / "flaskcheck", ignore=ignored)
    shutil.copytree(ROOT / "rules", packages / "flaskcheck" / "rules", ignore=ignored)
    _record(packages)
    for source, below in _files():
        (packages / below).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, packages / below)


def _record(packages: Path) -> None:
    """What an installer writes down of the files it has put there; flaskcheck knows by it which program it is."""
    written = packages / f"flaskcheck-{__version__}.dist-info" / "RECORD"
    written.parent.mkdir()
    lines = []
    for file in sorted(packages.glob("flaskcheck/**/*.py")):
        raw = file.read_bytes()
        digest = urlsafe_b64encode(sha256(raw).digest()).decode().rstrip("=")
        lines.append(f"{file.relative_to(packages).as_posix()},sha256={digest},{len(raw)}\n")
    written.write_text("".join(lines))


def _files() -> Iterator[tuple[Path, str]]:
    """The files of the dependencies, and where they are below ``site-packages``."""
    for name in DEPENDENCIES:
        for file in importlib.metadata.files(name) or ():
            source = Path(str(file.locate()))
            if ".." not in file.parts and file.suffix != ".pyc" and source.is_file():
                yield source, str(file)


def versions() -> dict[str, str]:
    """The versions of the dependencies that are copied."""
    return {name: importlib.metadata.version(name) for name in DEPENDENCIES}


def minor_version() -> str:
    """The running Python's version as far as it matters here, such as ``3.12``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"
