"""What RUN instructions do to the files of an image: ``mv``, ``cp``, ``ln``, ``chmod`` … and what may put unknown files there.

Only effects that matter for finding files are known. A program that is not listed is taken to leave the project's folders alone.
"""

from __future__ import annotations

from posixpath import join, normpath

from flaskcheck.ground.limits import MAX_IMAGE_SCRIPTS
from flaskcheck.ground.place import HOLE
from flaskcheck.images import programs as image_programs
from flaskcheck.images.files import Unknown, name_of
from flaskcheck.shell.parser import parse
from flaskcheck.shell.syntax import Simple, simple_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.images.files import Files
    from flaskcheck.shell.syntax import Node, Word


_SHELLS = ("sh", "bash", "ash", "dash", "/bin/sh", "/bin/bash")
_PREFIXES = ("sudo", "exec", "command", "time", "nice", "nohup", "env", "gosu", "su-exec", "xargs")


def apply(text: str, argv: tuple[str, ...] | None, cwd: str, files: Files, known: Mapping[str, str | None]) -> None:
    """Change ``files`` as a RUN's command does: shell text, or the words of the exec form. ``known`` are the variables of the build."""
    run = Run(files, cwd, {name: value for name, value in known.items() if value is not None and HOLE not in value})
    if argv is not None:
        run.program(list(argv), True)
    else:
        run.script(text)


class Run:
    """One shell: the folder it is in and the files it changes."""

    def __init__(self, files: Files, cwd: str, known: dict[str, str], depth: int = 0) -> None:
        self.files = files
        self.cwd = cwd
        self.known = known
        self.depth = depth
        self.certain = True  # whether the command at hand surely runs

    def script(self, text: str) -> None:
        """Go through the commands of a shell text."""
        self._nodes(parse(text).nodes)

    def path(self, written: str) -> str:
        """A path as the command means it, absolute."""
        return normpath(join(self.cwd, written))

    def _nodes(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            if isinstance(node, Simple):
                self.certain = node.joiner != "||"
                self._simple(node)
            elif getattr(node, "subshell", False):
                Run(self.files, self.cwd, self.known, self.depth)._nodes(node.body)  # type: ignore[attr-defined]
            else:
                for inner in simple_commands((node,)):
                    self.certain = False
                    self._simple(inner)

    def _simple(self, node: Simple) -> None:
        for assignment in node.assignments:
            value = self._plain(assignment.value)
            if value is None or assignment.append:
                self.known.pop(assignment.name, None)
            else:
                self.known[assignment.name] = value
        for redirection in node.redirections:
            target = self._plain(redirection.target)
            if redirection.operator.lstrip("0123456789&") in (">", ">>", ">|") and target:
                self.files.add(Unknown(self.path(target)))
        words = [self._plain(word) for word in node.words]
        if words and words[0]:
            self.program([word if word is not None else HOLE for word in words], self.certain)

    def _plain(self, word: Word) -> str | None:
        """The word with its variables replaced, or ``None`` when one is not known."""
        made = ""
        for part in word.parts:
            if part.kind == "text":
                made += part.text
            elif part.kind == "variable" and not part.operator and part.name in self.known:
                made += self.known[part.name]
            else:
                return None
        return made

    def program(self, words: list[str], certain: bool) -> None:
        """Do what a program does."""
        while words and (name_of(words[0]) in _PREFIXES or _is_assignment(words[0])):
            words = words[1:]
            while words and words[0].startswith("-"):
                words = words[1:]
        if not words:
            return
        self.certain = certain
        name = name_of(words[0])
        if name in _SHELLS:
            self._shell(words[1:])
        elif name in (".", "source"):
            self._script_file(words[1:2])
        elif name in image_programs.EFFECTS:
            image_programs.EFFECTS[name](self, words[1:])
        elif name.startswith("python"):
            image_programs.python(self, words[1:])
        elif "/" in words[0]:
            self._script_file(words[:1])

    def _shell(self, words: list[str]) -> None:
        while words and words[0].startswith("-"):
            option, words = words[0], words[1:]
            if not option.startswith("--") and "c" in option:
                inner = Run(self.files, self.cwd, dict(self.known), self.depth + 1)
                if words and self.depth < MAX_IMAGE_SCRIPTS:
                    inner.script(words[0])
                return
            if option in ("-o", "+o", "-euxo", "-exo", "-eo"):
                words = words[1:]
        self._script_file(words[:1])

    def _script_file(self, words: list[str]) -> None:
        """Follow a script that was copied from the repository."""
        found = self.files.lookup(self.path(words[0])).path if words and HOLE not in words[0] else None
        if found is None or self.depth >= MAX_IMAGE_SCRIPTS or not self.files.tree.has(found):
            return
        source = self.files.tree.source(found)
        first = source.lines[0]
        if not source.is_binary and (not first.startswith("#!") or "sh" in first):
            Run(self.files, self.cwd, dict(self.known), self.depth + 1).script(source.text)


def _is_assignment(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.isidentifier()
