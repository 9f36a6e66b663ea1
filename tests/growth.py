"""How time grows with input: texts that a regular expression may try again and again, and a ratio that no noise of the machine decides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.config import Config
from flaskcheck.findings.engine import check
from flaskcheck.findings.registry import selected
from flaskcheck.findings.report import Report
from tests.timers import TooLongError, interrupted

try:
    from re import _constants as sre
    from re import _parser as sre_parse
except ImportError:  # before Python 3.11
    import sre_constants as sre  # type: ignore[no-redef]
    import sre_parse  # type: ignore[no-redef]

USUAL = [" ", "a", "0", "-", ".", "/", "\t", "\n", "_", "'", '"', "\\", ":", "=", "A", "a ", "a.", "{", "$a", "#", "é"]
"""What is repeated in each pattern's input, beside what the pattern itself speaks of."""

ENDS = ("\0", "", "\n!")


def attacks(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """What stands before, what is repeated, and what stands behind it, for the texts that a pattern is run on."""
    starts, bodies = {"": None}, dict.fromkeys(USUAL)
    tree = sre_parse.parse(pattern, flags)
    for before, body in _repeats(tree, ""):
        starts[before] = None
        bodies.update(dict.fromkeys(_samples(body)))
    for literal in _literals(tree):
        bodies |= dict.fromkeys((literal, f"{literal} "))
    for start in list(starts)[:8]:
        for body in [body for body in bodies if body][:70]:
            for end in ENDS:
                yield start, body, end


def _repeats(tree: object, before: str) -> Iterator[tuple[str, object]]:
    """The repeated parts of a pattern, each with a text that leads to it."""
    for op, value in tree:  # type: ignore[attr-defined]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) or str(op) == "POSSESSIVE_REPEAT":
            _, high, body = value
            if high > 30:
                yield before, body
            yield from _repeats(body, before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(value[-1], before)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif str(op) == "ATOMIC_GROUP":
            yield from _repeats(value, before)
        before += _sample([(op, value)], 0)


def _samples(body: object) -> list[str]:
    return [_sample(body, choice) for choice in range(4)]


def _sample(tree: object, choice: int) -> str:
    """A text that matches a pattern; another one for another choice, where there is one."""
    made = ""
    for op, value in tree:  # type: ignore[attr-defined]
        if op is sre.LITERAL:
            made += chr(value)
        elif op is sre.NOT_LITERAL:
            made += next(c for c in "a0 -"[choice:] + "bc" if ord(c) != value)
        elif op is sre.ANY:
            made += "a0 -"[choice]
        elif op is sre.IN:
            made += _member(value, choice)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT) or str(op) == "POSSESSIVE_REPEAT":
            low, high, body = value
            made += _sample(body, choice) * min(max(low, 1 if choice % 2 else low), high, 20)
        elif op is sre.SUBPATTERN:
            made += _sample(value[-1], choice)
        elif op is sre.BRANCH:
            made += _sample(value[1][choice % len(value[1])], choice)
        elif str(op) == "ATOMIC_GROUP":
            made += _sample(value, choice)
    return made


def _member(items: list[tuple[object, object]], choice: int) -> str:
    """A character of a class."""
    candidates = "a0 -_./A\t:'\"\\=(x\n" if choice % 2 == 0 else "-. 0\t_Aa/x:"
    fitting = [c for c in candidates if _is_in(items, c)]
    if fitting:
        return fitting[choice % len(fitting)] if choice < 2 else fitting[-1]
    return next((chr(n) for n in range(33, 0x300) if _is_in(items, chr(n))), "")


def _is_in(items: list[tuple[object, object]], char: str) -> bool:
    import re

    negated, found = False, False
    for op, value in items:
        if op is sre.NEGATE:
            negated = True
        elif op is sre.LITERAL:
            found |= ord(char) == value
        elif op is sre.RANGE:
            found |= value[0] <= ord(char) <= value[1]  # type: ignore[index]
        elif op is sre.CATEGORY:
            letter = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[str(value).rpartition("_")[2]]
            found |= bool(re.match(letter, char)) != ("NOT" in str(value))
    return found != negated


def _literals(tree: object) -> list[str]:
    """The fixed words of a pattern."""
    found, run = [], ""
    for op, value in tree:  # type: ignore[attr-defined]
        if op is sre.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append(run)
            run = ""
        if op is sre.SUBPATTERN:
            found += _literals(value[-1])
        elif op is sre.BRANCH:
            for branch in value[1]:
                found += _literals(branch)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            found += _literals(value[2])
    return [*found, *([run] if run else [])]


def cost(call: Callable[[int], object], size: int, seconds: float = 20) -> float:
    """The processor time of a call for some size, which other processes hardly change: the least of three, or infinity when it does not end."""
    least = float("inf")
    for _ in range(3):
        begun = time.process_time()
        try:
            with interrupted(seconds):
                call(size)
        except TooLongError:
            return float("inf")
        least = min(least, time.process_time() - begun)
        if least < 0.003:
            break
    return least


def grows(call: Callable[[int], object], small: int, most: float = 9.0, floor: float = 0.02) -> str:
    """What to say of a call that takes more than ``most`` times as long for four times as much; ``""`` for one that does not, or that is always quick.

    Linear growth gives 4, quadratic 16.
    """
    large = cost(call, 4 * small)
    if large < floor:
        return ""
    little = cost(call, small)
    ratio = large / max(little, 1e-6)
    return f"{little:.3f} s for {small}, {large:.3f} s for four times as much" if ratio > most else ""


def checked(files: Mapping[str, str | bytes]) -> Report:
    """What all rules say of a repository in memory, those in preview too."""
    config = Config(preview=True)
    rules, crashes = selected(config)
    return check(MemoryTree(files), rules, config, crashes=crashes)
