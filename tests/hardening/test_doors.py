"""Files are opened, written and programs started in one place each; nothing else in the program does any of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

DOORS = {
    "ground/reading.py": {"os.open"},
    "ground/writing.py": {"os.open", "os.replace", "os.unlink", "os.mkdir", "os.chmod"},
    "files/git.py": {"os.open", "os.posix_spawn", "subprocess", "os.kill"},
    "__main__.py": {"os.open"},
    "output/terminal.py": {"open", "os.open"},
    "files/staged.py": {"tempfile"},
    "files/proposed.py": {"tempfile"},
    "ground/cache_files.py": {"os.unlink", "os.chmod"},
    "action/check.py": {"open", "os.makedirs", "subprocess", "tempfile"},
}
"""Who may do what: the doors; the short way to flaskcheck's own bytecode; a null device for a closed pipe; a folder of git's own ignore files; the cache's own folder; the action's step, which runs
flaskcheck, makes the folder of a report and writes to the files that GitHub has named."""

WRITERS = frozenset(
    "chmod chown link makedirs mkdir mkfifo mknod open popen posix_spawn posix_spawnp putenv remove removedirs rename renames replace rmdir startfile symlink "
    "system truncate unlink kill killpg execv execve execvp execvpe execl execle execlp spawnl spawnv spawnve".split()
)
"""What ``os`` has to open, change and run."""

MODULES = frozenset(
    "subprocess shutil tempfile pathlib socket ctypes multiprocessing pty mmap fileinput linecache glob runpy shelve dbm sqlite3 codeop code".split()
)
"""Modules that open files or run programs."""


def uses(text: str) -> set[str]:
    """What a module does that only a door may."""
    found = set()
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
    others = {
        "open",
        "eval",
        "exec",
        "__import__",
        "io.open",
        "io.FileIO",
        "io.open_code",
        "tokenize.open",
        "codecs.open",
    }
    forbidden = {*MODULES, *(f"os.{name}" for name in WRITERS), *others}
    return found & forbidden


MODULES_OF_THE_PROGRAM = sorted(
    path
    for folder in ("flaskcheck", "rules", "action")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
MADE = {"ground/record.py": {"exec"}}
"""Classes of facts are written out as code (of names in the program)."""


@pytest.mark.parametrize("path", MODULES_OF_THE_PROGRAM, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_doors_open_write_and_run(path: Path) -> None:
    inner = path.relative_to(ROOT).as_posix().removeprefix("flaskcheck/")
    assert uses(path.read_text()) <= DOORS.get(inner, set()) | MADE.get(inner, set())


@pytest.mark.parametrize(
    "text",
    [
        "open('x')\n",
        "import io\nio.open('x')\n",
        "import codecs\ndef f(p): return codecs.open(p)\n",
        "import os\ndef f():\n    return os.open('x', 0)\n",
        "from os import open as look\n",
        "from pathlib import Path\n",
        "import subprocess as s\n",
        "def f():\n    from subprocess import run\n",
        "import os\nos.replace('a', 'b')\n",
        "__import__('x')\n",
        "import os\nstart = os.system\n",
    ],
)
def test_what_goes_past_the_doors_is_seen(text: str) -> None:
    assert uses(text)
