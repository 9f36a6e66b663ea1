"""What a plain run imports: exactly, when nothing has changed; nothing slow, when all is read."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from benchmarks import generated, staging

WARM = frozenset(
    "flaskcheck flaskcheck.__main__ flaskcheck.command flaskcheck.command.actions flaskcheck.command.memo flaskcheck.command.options "
    "flaskcheck.command.start flaskcheck.ground flaskcheck.ground.about flaskcheck.ground.cache flaskcheck.ground.errors flaskcheck.ground.reading flaskcheck.ground.record flaskcheck.ground.trust "
    "flaskcheck.output flaskcheck.output.delivery flaskcheck.output.terminal".split()
)
"""The modules of flaskcheck that an unchanged repository needs."""

WARM_OTHERS = frozenset({"__future__"})
"""Others that it needs, besides those that Python loads at every start and those that are compiled into it."""

COMPILED = frozenset({"_blake2"})
"""Compiled modules that are files of their own in some builds of Python: loaded in 0.3 ms."""

SLOW = {
    "click": "the command line: only for help, mistakes and other commands (17-25 ms)",
    "dataclasses": "records do the same (5-16 ms)",
    "subprocess": "os.posix_spawn (11-18 ms)",
    "pathlib": "os.path and plain texts (10 ms)",
    "importlib.metadata": "only where plugins may be, and then by their folders (41 ms)",
    "importlib.resources": "tables are modules",
    "hashlib": "_blake2 without OpenSSL (2.5 ms)",
    "threading": "only to write long inputs to git (2.8 ms)",
    "multiprocessing": "os.fork (13 ms)",
    "concurrent.futures": "os.fork (15-33 ms)",
    "logging": "nothing is logged",
    "argparse": "options.py",
    "tempfile": "the cache names its scratch files itself",
    "urllib.request": "nothing is sent anywhere",
    "unittest": "for tests",
    "email": "only importlib.metadata wants it",
    "platform": "sys.platform",
    "pickle": "marshal, or _pickle (8 ms)",
    "sqlite3": "the cache is one file an entry",
    "tomllib": "tomli is compiled",
    "dotenv.main": "dotenv.parser is enough; the package also loads the environment",
    "packaging.requirements": "only for requirements that are more than a name and a version (50 ms)",
    "setuptools": "nothing is built",
    "pkg_resources": "nothing is asked of installed packages",
}
"""What no plain run may import, and what is used in its place (times: CPython 3.11)."""

SLOW_WARM = {
    "re": "patterns are for reading (5 ms)",
    "typing": "only for type checkers (10 ms)",
    "enum": "3 ms",
    "collections": "functools, enum and re want it",
    "functools": "properties of cached results are written out",
    "contextlib": "1 ms",
    "json": "marshal",
    "ast": "7 ms",
    "inspect": "15 ms",
    "traceback": "only for defects",
    "tomli": "11 ms",
    "yaml": "18 ms",
}

DUMP = """
import atexit
import sys
before = set(sys.modules)
def dump():
    for name in sys.modules.keys() - before:
        sys.stderr.write(f"{name} {bool(getattr(sys.modules[name], '__file__', None))}\\n")
atexit.register(dump)
from flaskcheck.__main__ import main
main()
"""


class Program:
    """flaskcheck as installed, over the made-up application."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python, _ = staging.stage(folder / "environment")
        self.tree = str(generated.repository(folder / "shop"))
        (folder / "dump.py").write_text(DUMP)

    def imported(self, *arguments: str) -> dict[str, bool]:
        """The modules that a run imports beyond those of a start of Python, and whether each is a file."""
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        variables["FLASKCHECK_CACHE_DIR"] = str(self.folder / "cache")
        words = [self.python, str(self.folder / "dump.py"), *arguments]
        done = subprocess.run(words, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return {name: is_file == "True" for name, is_file in (line.split() for line in done.stderr.split("\n") if line)}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("imports"))


def test_an_unchanged_repository(program: Program) -> None:
    program.imported(program.tree)
    program.imported(program.tree)
    found = program.imported(program.tree)
    own = {name for name in found if name.partition(".")[0] == "flaskcheck"}
    others = {name for name, is_file in found.items() if is_file} - own - COMPILED
    assert own == WARM
    assert others <= WARM_OTHERS, slow(others, {**SLOW, **SLOW_WARM})


def test_nothing_slow_when_all_is_read(program: Program) -> None:
    found = program.imported("--no-cache", program.tree)
    assert {"flaskcheck.findings.engine", "flaskcheck.rules", "flaskcheck.readers.python.module"} <= found.keys()
    assert not slow(set(found), SLOW)


def test_keeping_the_result_imports_only_what_keeps_it(program: Program) -> None:
    without = program.imported("--no-cache", program.tree)
    first = program.imported("--quiet", program.tree)  # other options: nothing is kept for them yet
    assert {"flaskcheck.findings.engine", "flaskcheck.command.memo"} <= first.keys()
    keeping = {
        "flaskcheck.ground.cache",
        "flaskcheck.ground.cache_files",
        "flaskcheck.ground.writing",
        "flaskcheck.command.memo",
        "flaskcheck.command.git_settings",
        "flaskcheck.readers.kept",
        "_pickle",
        "_compat_pickle",
        "zlib",
    }
    assert first.keys() - without.keys() <= {*keeping, "_blake2", "contextlib"}


def slow(names: set[str], reasons: dict[str, str]) -> list[str]:
    """The slow ones among some modules, each with what to use in its place."""
    return sorted(f"{name}: {reasons[name]}" for name in names & reasons.keys())
