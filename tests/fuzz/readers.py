"""Which readers of flaskcheck a file is given to: the choice that a run makes by the file's name, and what reads parts of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module

from flaskcheck.files import globs
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import baseline_file, config, ignores, names
from flaskcheck.findings.report import Report
from flaskcheck.ground.budget import Room
from flaskcheck.ground.errors import FlaskcheckError
from flaskcheck.hosts import platform_files, stated
from flaskcheck.known import hiding
from flaskcheck.readers import data_files, env_file, kept, sections, supervisor
from flaskcheck.readers.docker import dockerfile, ignore
from flaskcheck.readers.markup import json, toml, yaml
from flaskcheck.readers.pages import front_end, templates
from flaskcheck.readers.python import module as python
from flaskcheck.readers.requirements import index
from flaskcheck.servers.target import parse_target
from flaskcheck.shell import makefile, parser
from flaskcheck.units.repository import FRONT_END, PAGES, is_dockerfile

Reader = Callable[[Source], object]


def read(path: str, raw: bytes) -> None:
    """Give a file to all its readers. What is nested too deep may stop one of them: a run tells that in a note."""
    for reader in readers(path, raw):
        with suppress(RecursionError):
            reader(Source(path, raw))


def readers(path: str, raw: bytes) -> Iterator[Reader]:
    """The readers of a file, one after another."""
    name = path.rpartition("/")[2]
    host = platform_files._reader_of(path, MemoryTree({path: raw}))
    if host:
        yield import_module(f"flaskcheck.hosts.{host}").read
    declared = index.reader_of(path)
    if declared:
        yield getattr(import_module(f"flaskcheck.readers.requirements.{declared[0]}"), declared[1])
    if is_dockerfile(path):
        yield dockerfile.read
    if env_file.kind_of_env_file(path) not in ("not", "script") and "env" in name.lower():
        yield env_file.read
    yield from _by_ending(name)
    yield _shown


def _by_ending(name: str) -> Iterator[Reader]:
    ending = name.rpartition(".")[2]
    if ending == "py":
        yield _python
    if name.endswith(PAGES):
        yield templates.read
    if name.endswith(FRONT_END):
        yield front_end.read
    if ending in ("json", "toml", "yaml", "yml"):
        yield {"json": json.load, "toml": toml.load}.get(ending, yaml.load)
        yield lambda source: data_files.settings_of(MemoryTree({source.path: source.raw}), source.path)
    if ending in ("ini", "conf", "cfg"):
        yield lambda source: (list(sections.entries(source)), supervisor.programs(source), supervisor.included(source))
    if name.endswith(("ignore", "ignores")):
        yield _ignoring
    if name.lower() in ("makefile", "gnumakefile"):
        yield _make
    if name in (*config.FILES, ".flaskcheck-baseline.json"):
        yield _settings
    if ending in ("sh", "txt", "Procfile", "start", "post_compile", "md"):
        yield lambda source: (parser.parse(source.text), [parse_target(line) for line in source.lines[:40]])


def _python(source: Source) -> None:
    """Its facts, which are what they were when they have been kept, and its ignore comments."""
    facts = python.read(source)
    assert kept.unpacked(kept.packed(facts)) == facts
    report = Report(MemoryTree({source.path: source.raw}))
    report.has_application = True
    ignores.suppress(report, config.Config(), True)


def _ignoring(source: Source) -> None:
    decides = ignore.Ignore(ignore.patterns_of(source))
    for path in ("app.py", "static/a/b/c.css", "a" * 40, "x/" * 12 + "y"):
        decides.matches(path)
        ignore.deciding_line(source, path)
        globs.matches_any(path, source.lines[:40])


def _make(source: Source) -> None:
    for target in (*makefile.targets(source.text)[:5], "nosuch"):
        list(makefile.recipes(source.text, makefile.plan((target, "X=1")), Room()))


def _settings(source: Source) -> None:
    """A refusal is an answer."""
    known = names.known_names()
    for call in (
        lambda: config.load("/x", known, f"/x/{source.path}", read=lambda _: source.raw),
        lambda: baseline_file.load(f"/x/{source.path}", "/x", lambda _: source.raw),
        lambda: stated.read(source, "deploy"),
    ):
        try:
            call()
        except FlaskcheckError as error:
            hiding.shown(str(error), hiding.MESSAGE)


def _shown(source: Source) -> None:
    """Some lines as reports show them."""
    report = Report(MemoryTree({source.path: source.raw}))
    for number in range(1, len(source.lines) + 1, len(source.lines) // 3 + 1):
        report.shown.line(source.line_place(number))
