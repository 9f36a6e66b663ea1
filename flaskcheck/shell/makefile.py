"""The recipes that ``make target`` runs, for Makefiles that are simple: plain targets, prerequisites and variables."""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flaskcheck.ground.budget import Room

_RULE = re.compile(r"([^\s:#=][^:#=]*)::?(?!=)([^#=|;]*)(?:#.*)?")
_VARIABLE = re.compile(r"(?:export\s+)?([A-Za-z_][\w.]*)\s*(?:[:+?]|::)?=[ \t]*(?![ \t])(.*)")
_USED = re.compile(r"\$(?:\(([A-Za-z_][\w.]*)\)|\{([A-Za-z_][\w.]*)\}|(\$)|([A-Za-z@<^*?%+]))")


class MakeCommand(Record):
    """What a ``make`` command asks for."""

    targets: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    folder: str = "."
    files: tuple[str, ...] = ("GNUmakefile", "makefile", "Makefile")


class RecipeLine(Record):
    """One line that make gives to the shell. ``offset`` is where its text begins in the Makefile; ``verbatim``: it stands there as it is."""

    text: str
    offset: int
    ignored: bool = False
    verbatim: bool = True
    is_first: bool = True


def plan(arguments: Sequence[str]) -> MakeCommand:
    """What the arguments of ``make`` mean."""
    targets, variables, folder, files = [], [], ".", MakeCommand().files
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word in ("-C", "--directory"):
            folder = next(words, ".")
        elif word in ("-f", "--file", "--makefile"):
            files = (next(words, "Makefile"),)
        elif word.startswith("-"):
            continue
        elif equals:
            variables.append((name, value))
        else:
            targets.append(word)
    return MakeCommand(tuple(targets), tuple(variables), folder, files)


def recipes(text: str, plan: MakeCommand, room: Room) -> Iterator[RecipeLine]:
    """The recipe lines of the asked targets (without one, of the first) and of what they need, in the order in which make runs them."""
    rules, variables, first = _read(text)
    variables.update(plan.variables)
    done: set[str] = set()
    is_first = True
    for line in _ordered(plan.targets or ((first,) if first else ()), rules, done):
        made = _prepared(line, variables, is_first, room)
        if made is not None:
            yield made
            is_first = False


def targets(text: str) -> tuple[str, ...]:
    """The targets of a Makefile, in order; those that stand for several files (``%.css``) are left out."""
    return tuple(name for name in _read(text)[0] if "%" not in name and "$" not in name)


Rules = dict[str, tuple[list[str], list[RecipeLine]]]


def _read(text: str) -> tuple[Rules, dict[str, str], str]:
    rules: Rules = {}
    variables: dict[str, str] = {}
    current: list[str] = []
    first, offset = "", 0
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        line, start = lines[index], offset
        offset += len(line) + 1
        index += 1
        while line.endswith("\\") and index < len(lines):
            line += "\n" + lines[index]
            offset += len(lines[index]) + 1
            index += 1
        if line.startswith("\t"):
            for name in current:
                rules[name][1].append(RecipeLine(line[1:], start + 1))
            continue
        assigned = _VARIABLE.fullmatch(line.rstrip())
        rule = None if assigned else _RULE.fullmatch(line.replace("\\\n", " "))
        if assigned:
            variables[assigned.group(1)] = assigned.group(2)
        elif rule:
            current = [name for name in rule.group(1).split() if not name.startswith(".")]
            for name in current:
                rules.setdefault(name, ([], []))[0].extend(rule.group(2).split())
            first = first or (current[0] if current else "")
    return rules, variables, first


def _ordered(targets: Sequence[str], rules: Rules, done: set[str]) -> Iterator[RecipeLine]:
    for target in targets:
        if target in rules and target not in done:
            done.add(target)
            needs, lines = rules[target]
            yield from _ordered(needs, rules, done) if len(done) < 50 else ()
            yield from lines


def _prepared(line: RecipeLine, variables: dict[str, str], is_first: bool, room: Room) -> RecipeLine | None:
    """The line as the shell gets it: prefixes gone, make's variables put in (unknown ones become the shell's)."""
    bare = line.text.lstrip("@-+ \t")
    prefix = line.text[: len(line.text) - len(bare)]
    if not bare.strip():
        return None
    text = room.filled(_USED, lambda found: _used(found, variables), bare)
    if text is None:
        return None
    return RecipeLine(text, line.offset + len(prefix), "-" in prefix, text == bare, is_first)


def _used(found: re.Match[str], variables: dict[str, str]) -> str:
    if found.group(3):
        return "$"
    name = found.group(1) or found.group(2) or found.group(4)
    value = variables.get(name)
    return value if value is not None and "$" not in value else f"${{{name}}}" if name.isidentifier() else ""
