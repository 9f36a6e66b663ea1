"""Rule pages: the docstring of a rule's module, with its examples as little repositories."""

from __future__ import annotations

import re

from flaskcheck.record import Record
from flaskcheck.tree import MemoryTree

MARK = re.compile(r"[ \t]*(?:#|//|--|;|/\*|<!--|\{#)\s*<-\s*(?:\*/|-->|#\})?[ \t]*$")
_FENCE = re.compile(r"^(`{3,})(?P<info>[^\n`]*)$")
_HEADING = re.compile(r"^## (?P<kind>Bad|Good)(?:: (?P<title>.*))?$")


class Example(Record):
    """One ``## Bad`` or ``## Good`` section: ``files`` maps paths to contents, ``expected`` holds the (path, line) that must be reported (line 0: the file as a whole)."""

    kind: str
    title: str
    files: tuple[tuple[str, bytes], ...]
    expected: tuple[tuple[str, int], ...]
    untracked: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    modes: tuple[tuple[str, str], ...] = ()
    git: bool = True

    def tree(self) -> MemoryTree:
        """The example as a repository in memory."""
        return MemoryTree(
            dict(self.files), git=self.git, untracked=self.untracked, ignored=self.ignored, modes=dict(self.modes)
        )


class Page(Record):
    """A parsed page: ``summary`` is its first line, ``prose`` what follows up to the examples."""

    summary: str
    prose: str
    examples: tuple[Example, ...]


class _Block(Record):
    """One fenced file. ``attributes`` are the words behind its path in the info string."""

    path: str
    attributes: tuple[str, ...]
    lines: tuple[str, ...]


def parse(page: str) -> Page:
    """Read a rule's page.

    A fence's info string is ``<language> <path>`` and any of ``untracked``, ``ignored``, ``mode=100755``, ``no-git``, ``crlf``, ``utf-16``, ``lines=3,5`` (places in formats without
    comments) and ``file`` (the finding is about the file as a whole).
    """
    lines = page.strip().split("\n")
    first = next((i for i, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    examples = []
    for start in (i for i, line in enumerate(lines) if _HEADING.match(line)):
        end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("## ")), len(lines))
        heading = _HEADING.match(lines[start])
        if heading:
            examples.append(_example(heading["kind"], heading["title"] or "", _blocks(lines[start + 1 : end])))
    return Page(lines[0], "\n".join(lines[1:first]).strip(), tuple(examples))


def _blocks(lines: list[str]) -> list[_Block]:
    blocks: list[_Block] = []
    at = 0
    while at < len(lines):
        fence = _FENCE.match(lines[at])
        if fence is None:
            at += 1
            continue
        end = next((i for i in range(at + 1, len(lines)) if lines[i] == fence[1]), len(lines))
        _, *words = fence["info"].split()
        if words:
            blocks.append(_Block(words[0], tuple(words[1:]), tuple(lines[at + 1 : end])))
        at = end + 1
    return blocks


def _example(kind: str, title: str, blocks: list[_Block]) -> Example:
    expected = [place for block in blocks for place in _expected(block)]
    return Example(
        kind,
        title,
        tuple((block.path, _content(block)) for block in blocks),
        tuple(expected),
        tuple(b.path for b in blocks if "untracked" in b.attributes),
        tuple(b.path for b in blocks if "ignored" in b.attributes),
        tuple((b.path, a.removeprefix("mode=")) for b in blocks for a in b.attributes if a.startswith("mode=")),
        not any("no-git" in b.attributes for b in blocks),
    )


def _expected(block: _Block) -> list[tuple[str, int]]:
    found = [(block.path, number) for number, line in enumerate(block.lines, 1) if MARK.search(line)]
    for attribute in block.attributes:
        if attribute.startswith("lines="):
            found += [(block.path, int(n)) for n in attribute.removeprefix("lines=").split(",")]
    return found + [(block.path, 0)] * ("file" in block.attributes)


def _content(block: _Block) -> bytes:
    """The file's bytes without the marks."""
    end = "\r\n" if "crlf" in block.attributes else "\n"
    text = "".join(MARK.sub("", line) + end for line in block.lines)
    return text.encode("utf-16" if "utf-16" in block.attributes else "utf-8")
