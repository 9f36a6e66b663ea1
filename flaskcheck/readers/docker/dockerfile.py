"""Dockerfiles: instructions with places.

Sources: the parser of BuildKit (``frontend/dockerfile/parser``: directives, continuations, heredocs, flags, JSON form) and the
"Dockerfile reference" of Docker. What ``docker build`` refuses is in ``dockerfile_checks.py``, words and variables are in ``dockerfile_words.py``.

``Instruction.text`` is what follows the name and the flags, its lines joined as Docker joins them: without the escape character and line end,
without comment lines and empty lines in between. ``line_starts`` holds (offset in ``text``, line of the file) for each line of the file that
contributes, the first at offset 0. The first stands at ``text_column`` of its line, every other one at column 1, because Docker keeps
the indentation of continuation lines. ``places.span`` tells the place of a part of the text from these.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.docker import Dockerfile, Instruction
from flaskcheck.facts.services import Command
from flaskcheck.ground.limits import MAX_DOCKERFILE_BYTES
from flaskcheck.ground.place import Place
from flaskcheck.readers.docker import checks
from flaskcheck.readers.docker.places import position, span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source


_DIRECTIVE = re.compile(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$")
_HEAD = re.compile(r"([^\t\v\f\r ]+)[\t\v\f\r ]*")
_FLAG = re.compile(r"--(?:[^\s'\"\\]|\\.|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\s*")
_HEREDOC_WORD = re.compile(r"(?:<<[ \t]*|[^\s'\"\\<]|<|\\.|'[^']*'|\"(?:\\.|[^\"\\])*\")+")
_HEREDOC = re.compile(r"\d*<<(-?)\s*([^<\s]+)")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_BLANKS = " \t\r\n"
_HEALTH_TYPE = re.compile(r"\S+\s*")
_JSON_FORMS = ("RUN", "CMD", "ENTRYPOINT", "SHELL", "VOLUME", "COPY", "ADD")
_PHASES = {"RUN": "build", "CMD": "start", "ENTRYPOINT": "start", "HEALTHCHECK": "health"}


def read(source: Source) -> Dockerfile:
    """The instructions of a Dockerfile and what ``docker build`` says against it.

    Unknown instructions are left out. Errors: ``syntax``, ``merge-markers``, ``encoding``, ``too-large``. Never raises.
    """
    problem = _unreadable(source)
    if problem:
        return Dockerfile(source.path, errors=(problem,))
    reader = _Reader(source)
    reader.run()
    errors = [*reader.errors, *checks.check(reader.instructions, source, reader.escape)]
    if reader.is_template:
        errors = []
    errors.sort(key=lambda error: error.place.line)
    return Dockerfile(source.path, tuple(reader.instructions), tuple(reader.stages), tuple(errors))


def _unreadable(source: Source) -> Unreadable | None:
    if len(source.raw) > MAX_DOCKERFILE_BYTES:
        return Unreadable("too-large", f"the file is larger than {MAX_DOCKERFILE_BYTES} bytes", source.whole())
    if source.is_binary or source.encoding.startswith(("utf-16", "utf-32")):
        return Unreadable("encoding", "the file is not UTF-8 text, and docker build reads nothing else", source.whole())
    return None


def command_of(instruction: Instruction, cwd: str | None = None) -> Command | None:
    """The command of a RUN (phase ``build``), CMD or ENTRYPOINT (``start``) or HEALTHCHECK (``health``); ``None`` for others and for none.

    The text of the shell form keeps the lines of the file (a backslash ends each but the last; comments between are left out), so that it is
    ``exact``. An empty JSON array is a command with an empty ``argv``.
    """
    phase = _PHASES.get(instruction.name)
    if phase is None:
        return None
    start = _health_start(instruction) if phase == "health" else 0
    if start is None or not instruction.text[start:]:
        return None
    if instruction.argv is not None:
        place = span(instruction, start, len(instruction.text))
        return Command(" ".join(instruction.argv), phase, place, instruction.argv, instruction.argv_places, False, cwd)
    if instruction.heredocs and phase == "build":
        return _heredoc_command(instruction, cwd)
    place = span(instruction, start, len(instruction.text))
    return Command(_layout(instruction, start), phase, place, cwd=cwd)


def trigger_of(instruction: Instruction) -> Instruction | None:
    """The instruction that an ONBUILD holds, with places of its own; ``None`` when it is not one."""
    head = _HEAD.match(instruction.text)
    name = head.group(1).upper() if head else ""
    if head is None or name not in checks.NAMES or name == "ONBUILD":
        return None
    flags, start = _flags(instruction.text, head.end())
    first = position(instruction, start)
    starts = [(offset - start, line) for offset, line in instruction.line_starts if offset > start]
    inner = instruction.replaced(
        name=name,
        text=instruction.text[start:],
        flags=flags,
        line_starts=((0, first[0]), *starts),
        text_column=first[1],
    )
    return with_argv(inner)[0]


def _health_start(instruction: Instruction) -> int | None:
    """Where the command of a HEALTHCHECK begins."""
    found = _HEALTH_TYPE.match(instruction.text)
    return found.end() if found and found.group().strip().upper() == "CMD" else None


def _layout(instruction: Instruction, start: int = 0) -> str:
    """The text with its line breaks put back."""
    text = instruction.text
    first_line = position(instruction, start)[0]
    parts, previous = [], first_line
    ends = [offset for offset, _ in instruction.line_starts[1:]] + [len(text)]
    for (offset, line), end in zip(instruction.line_starts, ends):
        if end > start:
            parts.append("\\\n" * (line - previous) + text[max(offset, start) : end])
            previous = line
    return "".join(parts)


def _heredoc_command(instruction: Instruction, cwd: str | None) -> Command | None:
    """A RUN with heredocs: the body alone is the script, or the shell reads command and bodies (``dispatchRun`` of BuildKit)."""
    bodies = instruction.heredocs
    names = heredoc_names(instruction.text)
    last = instruction.line_starts[-1][1] + 1 if instruction.line_starts else instruction.place.line + 1
    if _HEREDOC.fullmatch(instruction.text.strip()):
        if not bodies[0].strip():
            return None
        rows = bodies[0].removesuffix("\n").split("\n")
        place = Place(instruction.place.path, last, 1, last + len(rows) - 1, len(rows[-1]) + 1)
        if bodies[0].startswith("#!") and not checks.is_shell(rows[0]):
            argv = (*rows[0][2:].split(), f"/dev/pipes/{names[0][0]}")
            return Command(" ".join(argv), "build", place, argv, (place,) * len(argv), False, cwd)
        return Command(bodies[0].rstrip("\n"), "build", place, cwd=cwd)
    ends = "".join(f"\n{body}{name}" for body, (name, _) in zip(bodies, names))
    line, column = position(instruction, 0)
    return Command(_layout(instruction) + ends, "build", instruction.place.replaced(line=line, column=column), cwd=cwd)


def heredoc_names(line: str) -> list[tuple[str, bool]]:
    """The heredocs that a line opens, with whether leading tabs are stripped (``<<-``). A line with an open quote has none."""
    if "<<" not in line:
        return []
    found, at = [], 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        word = _HEREDOC_WORD.match(line, at)
        if word is None:  # an open quote: Docker's lexer gives up on the line
            return []
        opened = _HEREDOC.fullmatch(word.group())
        if opened:
            found.append((re.sub(r"""['"\\]""", "", opened.group(2)), opened.group(1) == "-"))
        at = word.end()
    return found


class _Reader:
    """Goes through the lines once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.instructions: list[Instruction] = []
        self.stages: list[str] = []
        self.errors: list[Unreadable] = []
        self.is_template = False
        self.escape = "\\"
        self._at = 0  # index of the next line
        self._end = len(source.lines) - (not source.lines[-1])

    def run(self) -> None:
        self._directives()
        while self._at < self._end:
            pieces = self._pieces()
            if pieces:
                self._instruction(pieces)

    def _directives(self) -> None:
        """``# escape=`` and its like: comments before anything else."""
        for line in self.source.lines:
            found = _DIRECTIVE.match(line.strip()) if "#" in line else None
            if not found:
                return
            self._at += 1
            if found.group(1).lower() == "escape":
                if found.group(2) in ("\\", "`"):
                    self.escape = found.group(2)
                else:
                    message = f"invalid escape token '{found.group(2)}' does not match ` or \\"
                    self.errors.append(Unreadable("syntax", message, self.source.line_place(self._at)))

    def _pieces(self) -> list[tuple[int, int, str]]:
        """The next logical line as (line, column, text) of the lines that make it; nothing for a comment or an empty line."""
        pieces: list[tuple[int, int, str]] = []
        continues = True
        while continues and self._at < self._end:
            line = self.source.lines[self._at]
            self._at += 1
            bare = line.lstrip()
            if not bare or bare.startswith("#"):
                if not pieces:
                    return []
                continue
            column = 1 if pieces else len(line) - len(bare) + 1
            text, continues = self._continued(line if pieces else bare)
            pieces.append((self._at, column, text))
        return pieces

    def _continued(self, line: str) -> tuple[str, bool]:
        """A line without its continuation mark, and whether it had one. A doubled escape character is none."""
        bare = line.rstrip(" \t")
        if bare.endswith(self.escape) and not bare[:-1].endswith(self.escape):
            return bare[:-1], True
        return line, False

    def _instruction(self, pieces: list[tuple[int, int, str]]) -> None:
        line = "".join(text for _, _, text in pieces)
        head = _HEAD.match(line)
        if not head:  # nothing but a continuation mark
            return
        name = head.group(1).upper()
        if name not in checks.NAMES:
            self._unknown(head.group(1), pieces[0])
            return
        flags, start = _flags(line, head.end())
        text = line[start:].rstrip()
        starts, column = _line_starts(pieces, start, len(text))
        place = Place(
            self.source.path, pieces[0][0], pieces[0][1], self._at, len(self.source.lines[self._at - 1].rstrip()) + 1
        )
        self._number_stage(name, text)
        made = Instruction(name, text, place, len(self.stages) - 1, flags, line_starts=starts, text_column=column)
        made, problem = with_argv(made)
        if problem:
            self.errors.append(Unreadable("syntax", problem, place))
        self.instructions.append(self._with_heredocs(made, line))

    def _unknown(self, written: str, piece: tuple[int, int, str]) -> None:
        line, column, _ = piece
        place = Place(self.source.path, line, column, line, column + len(written))
        if written.startswith(("{%", "{{", "<%", "{#")):
            self.is_template = True
        if not any(error.message.startswith("unknown instruction") for error in self.errors):
            self.errors.append(checks.unknown_instruction(written, place))

    def _number_stage(self, name: str, text: str) -> None:
        if name == "FROM":
            words = text.split()
            named = len(words) == 3 and words[1].lower() == "as"
            self.stages.append(words[2].lower() if named else "")

    def _with_heredocs(self, made: Instruction, line: str) -> Instruction:
        words = line.split(None, 2)
        name = words[1].upper() if made.name == "ONBUILD" and len(words) > 1 else made.name
        if name not in ("RUN", "COPY", "ADD") or made.argv is not None:
            return made
        bodies = tuple(self._body(made, *opened) for opened in heredoc_names(made.text))
        end = self._at
        if not bodies:
            return made
        place = made.place.replaced(end_line=end, end_column=len(self.source.lines[end - 1]) + 1)
        return made.replaced(heredocs=bodies, place=place)

    def _body(self, made: Instruction, name: str, chomp: bool) -> str:
        start = self._at
        while self._at < self._end:
            line = self.source.lines[self._at]
            self._at += 1
            if (line.lstrip("\t") if chomp else line) == name:
                return "".join(f"{row}\n" for row in self.source.lines[start : self._at - 1])
        self.errors.append(Unreadable("syntax", f"unterminated heredoc: no line is {name}", made.place))
        return "".join(f"{row}\n" for row in self.source.lines[start : self._end])


def with_argv(made: Instruction) -> tuple[Instruction, str]:
    """The instruction with the words of its JSON form, if it has that form, and what Docker says against it."""
    start = _health_start(made) if made.name == "HEALTHCHECK" else 0 if made.name in _JSON_FORMS else None
    if start is None or not made.text.startswith("[", start):
        return made, ""
    argv, problem = _json_strings(made.text[start:])
    if argv is None:
        return made, problem
    found = [(s.start() + 1, s.end() - 1) for s in _STRING.finditer(made.text, start)]
    return made.replaced(argv=argv, argv_places=tuple(span(made, *ends) for ends in found)), ""


def _flags(line: str, start: int) -> tuple[tuple[str, ...], int]:
    """The ``--flags`` from ``start`` on, and where the rest begins."""
    flags: list[str] = []
    while line.startswith("--", start):
        found = _FLAG.match(line, start)
        if found is None or (not found.group().strip()[2:]):
            return tuple(flags), found.end() if found else start
        flags.append(re.sub(r"""\\(.)|['"]""", r"\1", found.group().strip()))
        start = found.end()
    return tuple(flags), start


def _line_starts(
    pieces: list[tuple[int, int, str]], start: int, length: int
) -> tuple[tuple[tuple[int, int], ...], int]:
    """``line_starts`` and ``text_column`` of a text that begins at ``start`` of the joined pieces."""
    starts: list[tuple[int, int]] = []
    text_column = 1
    offset = 0
    for line, column, text in pieces:
        end = offset + len(text)
        if text and end > start and offset < start + length:
            if not starts:
                text_column = column + start - offset
            starts.append((max(offset - start, 0), line))
        offset = end
    return tuple(starts), text_column


def _plain_strings(text: str) -> tuple[str, ...]:
    """The strings of a JSON array in which nothing is escaped, as nearly all are written; none for anything else."""
    first, *parts = text.split('"')
    if first.strip(_BLANKS) != "[" or not parts or len(parts) % 2 or "\\" in text or not text.isascii():
        return ()
    *between, last = [part.strip(_BLANKS) for part in parts[1::2]]
    is_array = last == "]" and all(sign == "," for sign in between) and all(map(str.isprintable, parts[::2]))
    return tuple(parts[::2]) if is_array else ()


def _json_strings(text: str) -> tuple[tuple[str, ...] | None, str]:
    """The strings of a JSON array; ``None`` for anything else, with Docker's complaint about an array of other things."""
    if plain := _plain_strings(text):
        return plain, ""
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None, ""
    if not all(isinstance(item, str) for item in found):
        return (None, "when using JSON array syntax, arrays must be comprised of strings only")
    return tuple(item if item.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", item) for item in found), ""
