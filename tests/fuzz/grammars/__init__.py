"""A grammar for each format that flaskcheck reads: ``FILES`` are names of files of it, ``RULES`` what stands in them, beginning with ``file``."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from tests.fuzz.grammar import Grammar
from tests.fuzz.words import CALM, MAKERS, SHARED

NAMES = (
    "python gunicorn_conf migrations setup_script dockerfile compose workflow manifests hosts_yaml hosts_toml hosts_json pyproject locks requirements env_file procfile "
    "shell makefile sections units templates scripts ignore_files settings"
).split()


class Format(NamedTuple):
    """A format: its name, the files that are written in it, its grammar."""

    name: str
    files: tuple[str, ...]
    grammar: Grammar


def _format(name: str) -> Format:
    module = import_module(f"tests.fuzz.grammars.{name}")
    return Format(name, module.FILES, Grammar({**SHARED, **module.RULES}, MAKERS, CALM))


FORMATS = {name: _format(name) for name in NAMES}
