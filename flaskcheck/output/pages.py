"""A rule's page as people read it: what the rule finds, why that is bad, an example, what to use instead, further examples, how to ignore a finding, where to read more."""

from __future__ import annotations

from flaskcheck.findings.page import Example, parse
from flaskcheck.findings.rehearsed import told
from flaskcheck.ground.about import rule_url
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.rule import Rule

REPORTED = "  ← reported"
"""Stands behind each line of an example that the rule reports."""


class File(Record):
    """A file of an example: its path with what is known of it, the language it is written in, and its lines."""

    above: str
    language: str
    lines: tuple[str, ...]


class Section(Record):
    """A heading, paragraphs, and the files of an example."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def sections(rule: Rule, brief: bool = False) -> Iterator[Section]:
    """The sections of a rule's page, in the order in which they are read; ``brief``: with one example and its correction only, and without what was seen of it."""
    page = parse(rule.page)
    bad = [example for example in page.examples if example.kind == "Bad"]
    good = [example for example in page.examples if example.kind == "Good"]
    yield Section("What it finds", _paragraphs(page.prose or page.title))
    if page.why:
        yield Section("Why it is bad", _paragraphs(page.why))
    yield from (_example("Example", example, "" if brief else told(rule.name, example)) for example in bad[:1])
    if page.instead or good:
        yield Section("Use instead", _paragraphs(page.instead), _files(good[0]) if good else ())
    if not brief:
        yield from (_example("Also reported", example, told(rule.name, example)) for example in bad[1:])
        yield from (_example("Not reported", example) for example in good[1:])
    yield Section("How to ignore it", (_ignoring(rule.name),))
    if address(rule):
        yield Section("More", (address(rule),))


def address(rule: Rule, docs: str = "") -> str:
    """Where a built-in rule's page is to be read: on a site of the documentation, or in its file; ``""`` for a plugin's."""
    return rule_url(rule.name, rule.file, docs) if rule.file else ""


def _ignoring(name: str) -> str:
    return (
        f"Write `# flaskcheck: ignore[{name}] reason` on the reported line or on the line above it. "
        f'For the whole project, add `ignore = ["{name}"]` to `[tool.flaskcheck]` in pyproject.toml.'
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip())


def _example(heading: str, example: Example, outcome: str = "") -> Section:
    title = f"{heading}: {example.title}" if example.title else heading
    return Section(title, (outcome,) if outcome else (), _files(example))


def _files(example: Example) -> tuple[File, ...]:
    return tuple(
        File(_above(example, path), language, _lines(example, path, content))
        for (path, content), language in zip(example.files, example.languages)
    )


def _above(example: Example, path: str) -> str:
    """A file's path, with what git knows of the file and whether it is reported as a whole."""
    said = [
        word
        for word, paths in (("not in git", example.untracked), ("ignored by git", example.ignored))
        if path in paths
    ]
    said += ["reported"] if (path, 0) in example.expected else []
    return f"{path} ({', '.join(said)})" if said else path


def _lines(example: Example, path: str, content: bytes) -> tuple[str, ...]:
    text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    return tuple(
        line + REPORTED * ((path, number) in example.expected) for number, line in enumerate(text.splitlines(), 1)
    )
