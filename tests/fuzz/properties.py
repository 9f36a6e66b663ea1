"""What holds whatever a repository holds. What does not is told as a word (the same for all inputs with one cause), and at length."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from flaskcheck.command.options import FORMATS
from flaskcheck.command.start import run
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Report
from flaskcheck.ground.errors import CLEAN, FINDINGS, NOTHING, USAGE, Crash, told_once
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import Presentation
from tests.fuzz import readers
from tests.fuzz.inputs import COMMAND, READER, Input
from tests.planting import WINDOW
from tests.runner_commands import parse as runner_command
from tests.timers import TooLongError, interrupted

BOUNDS = {READER: 2.0, "repository": 12.0, COMMAND: 30.0}
"""Seconds of the processor that an input of at most some hundred thousand bytes may take; the readers of one take some milliseconds."""

ENDINGS = (CLEAN, FINDINGS, USAGE, NOTHING)
BUG = "flaskcheck itself failed"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
ACTS = frozenset(
    "os.remove os.rename os.mkdir os.rmdir os.chmod os.link os.symlink os.truncate os.system os.exec os.posix_spawn subprocess.Popen socket.connect shutil.rmtree".split()
)


class Broken(NamedTuple):
    """A property that does not hold: which one and where, so that the same fault is told once; and what is to be seen."""

    what: str
    told: str


def verdict(given: Input, bound: float = 0) -> Broken | None:
    """The first property that an input breaks."""
    try:
        with (
            interrupted(bound or BOUNDS[given.kind]),
            watched() as acts,
            warnings.catch_warnings(record=True) as warned,
        ):
            warnings.simplefilter("always")
            found = _CHECKS[given.kind](given)
    except TooLongError as error:
        return Broken(f"too long: {_where(error)}", _told(error))
    except Exception as error:
        return Broken(f"{type(error).__name__}: {_where(error)}", _told(error))
    if not found and warned:
        found = Broken(f"warning: {Path(warned[0].filename).stem}", "\n".join(map(str, warned)))
    if not found and acts and given.kind != COMMAND:
        found = Broken(f"acted: {acts[0].partition(' ')[0]}", "\n".join(acts))
    return found


_heard: list[str] | None = None


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """What is written, changed, started and connected to meanwhile."""
    global _heard
    if not _listens:
        sys.addaudithook(_hear)
        _listens.append(True)
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # of what is imported for the first time
    _heard = found = list[str]()
    try:
        yield found
    finally:
        _heard, sys.dont_write_bytecode = None, writes_none


_listens: list[bool] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _heard is None:
        return
    if event in ACTS or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
        _heard.append(f"{event} {arguments!r:.200}")


# --- one file -----------------------------------------------------------------------------------------


def _of_readers(given: Input) -> None:
    for path, raw in given.files.items():
        readers.read(path, raw)


# --- a whole repository, in memory --------------------------------------------------------------------


def _of_rules(given: Input) -> Broken | None:
    report = _report(given)
    if report.crashes:
        return _crash(report.crashes)
    said = _said(report)
    found = _misread(said) or _acting(said) or _leak(said, given.secrets)
    if not found and _said(_report(given), "json")["json"] != said["json"]:
        return Broken("another report the second time", said["text"])
    return found


def _report(given: Input) -> Report:
    rules, crashes = registry.load_all()
    report = engine.check(MemoryTree(given.files, git=given.git), rules, Config(), crashes=crashes)
    named = {finding.rule for finding in report.findings}
    report.rules = [rule for rule in report.rules if rule.name in named]  # the pages of all others are long, and ours
    return report


def _said(report: Report, *forms: str) -> dict[str, str]:
    return {form: render(form, report, Presentation(width=120, verbose=True)) for form in forms or FORMATS}


def _crash(crashes: list[Crash]) -> Broken:
    last = re.findall(r'File "[^"]*?([\w/]+)\.py", line (\d+), in (\w+)', crashes[0].traceback)
    where = " ".join(last[-1]) if last else ""
    return Broken(f"crash: {crashes[0].error.partition(':')[0]} {where}", "\n".join(told_once(crashes)))


def _misread(said: dict[str, str]) -> Broken | None:
    """A report for machines that they cannot read."""
    for form in ("json", "sarif", "gitlab"):
        try:
            json.loads(said[form])
            said[form].encode()
        except ValueError as error:
            return Broken(f"{form} is not valid", str(error))
    try:
        ElementTree.fromstring(said["junit"])
    except ElementTree.ParseError as error:
        return Broken("junit is not valid", str(error))
    return None


def _acting(said: dict[str, str]) -> Broken | None:
    """Characters that control, and commands of a runner."""
    for form, text in said.items():
        bare = text.replace("\n", "")
        if not bare.isprintable():
            acting = sorted({f"U+{ord(c):04X}" for c in bare if not c.isprintable()})
            return Broken(f"control characters in {form}", f"{acting}\n{text}")
        commands = [line for line in text.split("\n") if form != "github" and runner_command(line)]
        if commands or re.search(r"##(vso|teamcity)\[", text):
            return Broken(f"a command of a runner in {form}", "\n".join(commands) or text)
        if BUG in text:
            return Broken(f"a crash in {form}", text)
    return None


def _leak(said: dict[str, str], secrets: tuple[str, ...]) -> Broken | None:
    """A part of a secret that is told."""
    for secret in secrets:
        size = min(WINDOW, len(secret))
        pieces = {secret[at : at + size] for at in range(len(secret) - size + 1)}
        for form, text in said.items():
            if not any(piece in text for piece in pieces):
                continue
            lines = [line for line in text.split("\n") if any(piece in line for piece in pieces)]
            return Broken(f"a secret in {form}", f"{secret}\n" + "\n".join(lines[:5]))
    return None


# --- the command, on a disk ---------------------------------------------------------------------------


def _of_command(given: Input) -> Broken | None:
    with tempfile.TemporaryDirectory(prefix="flaskcheck-fuzz-") as name:
        root = Path(name) / "repo"
        put(root, given.files)
        before = _content(root)
        environment = {"FLASKCHECK_CACHE_DIR": f"{name}/cache", "FLASKCHECK_CACHE_KEY": "the key of these inputs"}
        first = _run(root, environment)
        again = _run(root, environment)
        found = _of_output(first, given.secrets)
        if not found and again != first:
            found = Broken("kept results tell something else", f"{first}\n{again}")
        if not found and _content(root) != before:
            found = Broken("the repository was written to", str(sorted(_content(root) ^ before)))
        return found


def _of_output(result: tuple[int, str, str], secrets: tuple[str, ...]) -> Broken | None:
    code, out, err = result
    if code not in ENDINGS or BUG in err:
        last = re.findall(r'File "[^"]*?([\w/]+)\.py", line (\d+), in (\w+)', err)
        return Broken(f"the command failed: {' '.join(last[-1]) if last else code}", err)
    said = {"text": out, "errors": err}
    return _acting(said) or _leak(said, secrets)


def _run(root: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    kept = {name: os.environ.get(name) for name in environment}
    out, err = io.StringIO(), io.StringIO()
    os.environ.update(environment)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(root), "-v"])
    finally:
        for name, value in kept.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    return code, out.getvalue(), err.getvalue()


def put(root: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder, those that a disk can have there."""
    root.mkdir()
    for path, raw in files.items():
        with contextlib.suppress(OSError, ValueError):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)


def _content(root: Path) -> set[tuple[str, bytes]]:
    return {(str(path), path.read_bytes()) for path in root.rglob("*") if path.is_file()}


_CHECKS: dict[str, Callable[[Input], Broken | None]] = {
    READER: _of_readers,
    "repository": _of_rules,
    COMMAND: _of_command,
}  # type: ignore[dict-item]


def _where(error: BaseException) -> str:
    """The last place in flaskcheck that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/flaskcheck/" in frame.filename or "/rules/" in frame.filename] or frames
    return f"{Path(ours[-1].filename).stem} {ours[-1].name}" if ours else ""


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


def clear() -> None:
    """Remove what an ended worker has left on the disk."""
    for left in Path(tempfile.gettempdir()).glob("flaskcheck-fuzz-*"):
        shutil.rmtree(left, ignore_errors=True)
