"""Every regular expression of the source takes time that grows with its text only: none tries a text again and again."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.growth import attacks, cost, grows

TOP = Path(__file__).resolve().parent.parent
SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
METHODS = SEARCHING | {"match", "fullmatch"}
LENGTH = 3_000
QUICK = 0.003
"""Seconds for LENGTH characters; what takes no longer is not measured for its growth."""


def _patterns() -> list[tuple[str, str, int, frozenset[str]]]:
    """Where each pattern stands, its text and flags, and the methods that are called on it; of which nothing is known, it is searched for."""
    found = []
    for file in sorted([*TOP.glob("flaskcheck/**/*.py"), *TOP.glob("rules/**/*.py")]):
        text = file.read_text()
        if "re." not in text:
            continue
        module = ".".join(file.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(text)
        names = {
            id(node.value): ast.unparse(node.targets[0]) for node in ast.walk(tree) if isinstance(node, ast.Assign)
        }
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "re"
                and node.args
            ):
                continue
            method = node.func.attr
            if method not in METHODS | {"compile"}:
                continue
            try:
                space = vars(importlib.import_module(module.replace("rules.", "flaskcheck.rules.")))
                given = [eval(ast.unparse(argument), dict(space)) for argument in node.args]
            except NameError:
                continue  # a pattern of parts that only the run knows
            flags = given[1] if method == "compile" and len(given) > 1 else 0
            flags = next((eval(ast.unparse(k.value), dict(space)) for k in node.keywords if k.arg == "flags"), flags)
            if not isinstance(given[0], (str, bytes)):
                continue
            called = (
                {method}
                if method != "compile"
                else set(re.findall(rf"\b{re.escape(names.get(id(node), '?'))}\.(\w+)\b", text)) & METHODS
            )
            found.append(
                (f"{file.relative_to(TOP)}:{node.lineno}", given[0], int(flags), frozenset(called or SEARCHING))
            )
    return found


PATTERNS = _patterns()


def _slow(pattern: str | bytes, flags: int, methods: frozenset[str]) -> str:
    """The first input whose time grows more than linearly."""
    compiled = re.compile(pattern, flags)
    written = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    kinds = (["finditer"] if methods & SEARCHING else []) + [m for m in ("match", "fullmatch") if m in methods]
    for attack in attacks(written, flags):
        for method in kinds:
            run = _run(compiled, method, *attack)
            if cost(run, LENGTH, 2) > QUICK and (said := grows(run, LENGTH)):
                return f"{method} of {attack[0]!r} + {attack[1]!r} * n + {attack[2]!r}: {said}"
    return ""


def _run(compiled: re.Pattern[Any], method: str, start: str, body: str, end: str) -> Callable[[int], object]:
    def run(length: int) -> object:
        text = start + body * (length // len(body)) + end
        given = text.encode("latin-1", "replace") if isinstance(compiled.pattern, bytes) else text
        return sum(1 for _ in compiled.finditer(given)) if method == "finditer" else getattr(compiled, method)(given)

    return run


@pytest.mark.parametrize(("where", "pattern", "flags", "methods"), PATTERNS, ids=[p[0] for p in PATTERNS])
def test_a_pattern_is_linear(where: str, pattern: str | bytes, flags: int, methods: frozenset[str]) -> None:
    assert not (said := _slow(pattern, flags, methods)), f"{where} {pattern!r}: {said}"
