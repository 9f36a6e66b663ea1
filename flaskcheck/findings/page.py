"""Rule pages: the docstring of a rule's module, with its examples as little repositories."""

from __future__ import annotations

import hashlib
import re

from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = re.compile(r"(?<![ \t])[ \t]*(?:#|//|--|;|/\*|<!--|\{#)[ \t]*<-[ \t]*(?:(?:\*/|-->|#\})[ \t]*)?$")
_FENCE = re.compile(r"^(`{3,})(?P<info>[^\n`]*)$")
_ATTRIBUTE = re.compile(r"untracked|ignored|mode=100(?:644|755)|no-git|crlf|utf-16|lines=\d+(?:,\d+)*|file")
_HEADING = re.compile(r"^## (?P<kind>Bad|Good)(?:: (?P<title>.*))?$")

OUTCOME = "Outcome:"
WHY, INSTEAD = "## Why it is bad", "## Use instead"


class Example(Record):
    """One ``## Bad`` or ``## Good`` section: ``files`` maps paths to contents, ``expected`` holds the (path, line) that must be reported (line 0: the file as a whole).

    ``languages`` are those of the files' fences, in the same order. ``outcome`` is what its line ``Outcome:`` says happens when it is deployed (``tests/rehearsal`` deploys it), ``""`` where it has none.
    """

    kind: str
    title: str
    files: tuple[tuple[str, bytes], ...]
    expected: tuple[tuple[str, int], ...]
    untracked: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    modes: tuple[tuple[str, str], ...] = ()
    git: bool = True
    languages: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def digest(self) -> str:
        """Changes with the files and the outcome."""
        told = "\0".join(
            (self.outcome, *(f"{path}\0{content!r}" for path, content in self.files), *self.untracked, *self.ignored)
        )
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def tree(self) -> MemoryTree:
        """The example as a repository in memory."""
        return MemoryTree(
            dict(self.files), git=self.git, untracked=self.untracked, ignored=self.ignored, modes=dict(self.modes)
        )


class RulePage(Record):
    """A parsed page: ``title`` is its first line, ``prose`` what the rule finds; ``why`` and ``instead`` stand below their headings, where a page has them."""

    title: str
    prose: str
    why: str
    instead: str
    examples: tuple[Example, ...]


class _Block(Record):
    """One fenced file. ``attributes`` are the words behind its path in the info string."""

    language: str
    path: str
    attributes: tuple[str, ...]
    lines: tuple[str, ...]


class _Section(Record):
    """What stands below a heading: prose, and the files between fences."""

    heading: str
    prose: list[str]
    blocks: list[_Block]

    @property
    def text(self) -> str:
        """The prose without blank lines around it."""
        return "\n".join(self.prose).strip()


def parse(page: str) -> RulePage:
    """Read a rule's page.

    A fence's info string is ``<language> <path>`` and any of ``untracked``, ``ignored``, ``mode=100755``, ``no-git``, ``crlf``, ``utf-16``, ``lines=3,5`` (places in formats without
    comments) and ``file`` (the finding is about the file as a whole).

    Raises: ValueError for a heading, fence or attribute that is none of these: a slip of the pen must not make an example prove nothing.
    """
    lines = page.strip().split("\n")
    head, *sections = _sections(lines[1:])
    texts = {s.heading: s for s in (head, *sections) if s.heading in ("", WHY, INSTEAD)}
    for section in texts.values():
        if section.blocks:
            raise ValueError(f"{section.blocks[0].path}: files belong below '## Bad' or '## Good'")
    prose, why, instead = (texts[h].text if h in texts else "" for h in ("", WHY, INSTEAD))
    return RulePage(
        lines[0], prose, why, instead, tuple(_example(section) for section in sections if section.heading not in texts)
    )


def _sections(lines: list[str]) -> list[_Section]:
    sections = [_Section("", [], [])]
    rest = iter(lines)
    for line in rest:
        fence = _FENCE.match(line)
        if fence:
            sections[-1].blocks.append(_block(fence, rest))
        elif line.startswith("## "):
            sections.append(_Section(line, [], []))
        else:
            sections[-1].prose.append(line)
    return sections


def _block(fence: re.Match[str], rest: Iterator[str]) -> _Block:
    """One fenced file, taken from the lines that follow."""
    words = fence["info"].split()
    if len(words) < 2:
        raise ValueError(f"{fence[0]}: a language and a path are missing")
    for attribute in words[2:]:
        if not _ATTRIBUTE.fullmatch(attribute):
            raise ValueError(f"{fence[0]}: unknown attribute {attribute!r}")
    lines: list[str] = []
    for line in rest:
        if line == fence[1]:
            return _Block(words[0], words[1], tuple(words[2:]), tuple(lines))
        lines.append(line)
    raise ValueError(f"{fence[0]}: the fence is not closed")


def _example(section: _Section) -> Example:
    heading = _HEADING.match(section.heading)
    blocks = section.blocks
    if heading is None:
        raise ValueError(
            f"{section.heading}: a section is {WHY!r}, {INSTEAD!r}, '## Bad' or '## Good', the last two with ': title' where there are several"
        )
    if len({block.path for block in blocks}) < max(len(blocks), 1):
        raise ValueError(f"{section.heading}: no file, or one twice")
    expected = [place for block in blocks for place in _expected(block)]
    return Example(
        heading["kind"],
        heading["title"] or "",
        tuple((block.path, _content(block)) for block in blocks),
        tuple(expected),
        tuple(b.path for b in blocks if "untracked" in b.attributes),
        tuple(b.path for b in blocks if "ignored" in b.attributes),
        tuple((b.path, a.removeprefix("mode=")) for b in blocks for a in b.attributes if a.startswith("mode=")),
        not any("no-git" in b.attributes for b in blocks),
        tuple(b.language for b in blocks),
        section.text[len(OUTCOME) :].strip() if section.text.startswith(OUTCOME) else "",
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
