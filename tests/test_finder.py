"""The short way to flaskcheck's own modules leads where Python's own leads, and steps aside for anything out of the ordinary."""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import py_compile
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

import flaskcheck
from flaskcheck.__main__ import Finder

MODULES = sorted(module.name for module in pkgutil.walk_packages(flaskcheck.__path__, "flaskcheck."))


@pytest.mark.parametrize("name", MODULES)
def test_it_finds_what_python_finds(name: str) -> None:
    folder = [str(Path(flaskcheck.__path__[0]).joinpath(*name.split(".")[1:-1]))]
    found, expected = Finder.find_spec(name, folder), PathFinder.find_spec(name, folder)
    assert found is not None
    assert expected is not None
    for fact in ("name", "origin", "cached", "submodule_search_locations", "parent", "has_location"):
        assert getattr(found, fact) == getattr(expected, fact), fact


@pytest.mark.parametrize("name", ["json", "flask", "flaskcheck", "flaskchecks.rules", "flaskcheck.nothing"])
def test_it_finds_nothing_else(name: str) -> None:
    assert Finder.find_spec(name, flaskcheck.__path__) is None
    assert Finder.find_spec(name, None) is None


def value(folder: Path) -> object:
    """What ``x`` is in flaskcheck.made, loaded from a folder the short way."""
    spec = Finder.find_spec("flaskcheck.made", [str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.x


def test_bytecode_counts_only_while_it_is_the_files(tmp_path: Path) -> None:
    source = tmp_path / "made.py"
    source.write_text("x = 1\n")
    assert value(tmp_path) == 1  # no bytecode yet
    compiled = Path(py_compile.compile(str(source), doraise=True))
    assert value(tmp_path) == 1
    before = source.stat()
    source.write_text("x = 2\n")
    os.utime(source, (before.st_atime, before.st_mtime + 5))
    assert value(tmp_path) == 2  # another time
    compiled = Path(py_compile.compile(str(source), doraise=True))
    source.write_text("x = 33\n")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns + 5_000_000_000))
    assert value(tmp_path) == 33  # another size
    compiled.write_bytes(b"")
    assert value(tmp_path) == 33
    compiled.write_bytes(os.urandom(200))
    assert value(tmp_path) == 33


def test_bytecode_that_is_checked_by_hash_is_left_to_python(tmp_path: Path) -> None:
    source = tmp_path / "made.py"
    source.write_text("x = 1\n")
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    py_compile.compile(str(source), doraise=True, invalidation_mode=mode)
    source.write_text("x = 2\n")
    assert value(tmp_path) == 2


@pytest.mark.parametrize(("words", "used"), [((), True), (("-O",), False), (("-X", "pycache_prefix=/nowhere"), False)])
def test_it_is_used_where_bytecode_lies_where_it_usually_does(words: tuple[str, ...], used: bool) -> None:
    code = "import sys; from flaskcheck import __main__; __main__.install(); print(__main__.Finder in sys.meta_path)"
    done = subprocess.run([sys.executable, *words, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(used)
