"""Options of servers' command lines, read the way their parsers do."""

from __future__ import annotations

import re

from flaskcheck.ground import numbers
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.shell.program import long_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_OPEN = re.compile(r"\$(?:\w+|\{\w+\})")


class GivenOption(Record):
    """One option that is given. ``name`` is the long one without dashes; ``value`` is ``""`` for a flag. ``origin``: ``command``, ``environment``, ``config``. ``lacks_value``: the value
    that it takes is not there."""

    name: str
    value: str
    place: Place
    origin: str = "command"
    lacks_value: bool = False


class Positional(Record):
    """A positional argument."""

    text: str
    place: Place
    after_unknown: bool = False


class CommandLine(Record):
    """A parsed command line. ``unknown`` are options that the program does not have (or a newer one has); ``stray`` are positional words after the first
    group, which argparse refuses."""

    options: tuple[GivenOption, ...] = ()
    words: tuple[Positional, ...] = ()
    unknown: tuple[str, ...] = ()
    stray: tuple[Positional, ...] = ()

    def get(self, *names: str) -> GivenOption | None:
        """The last option of these names."""
        return next((option for option in reversed(self.options) if option.name in names), None)

    def all(self, *names: str) -> tuple[GivenOption, ...]:
        """Every option of these names, in order."""
        return tuple(option for option in self.options if option.name in names)

    def value(self, *names: str) -> str:
        """The last value of these names, or ``""``."""
        found = self.get(*names)
        return found.value if found else ""

    def number(self, *names: str) -> int | None:
        """The last value as a number; ``None`` when there is none or it is not known."""
        return numbers.number(self.value(*names))


class Grammar:
    """Which options a program has.

    Made of a text such as ``"b|bind= w|workers= reload"``: short and long names; ``=`` for those that take a value. ``abbreviates``: argparse and getopt accept the
    beginning of a long option. ``groups``: positional words must stand together. ``stops``: getopt takes all that follows the first one for positional, too.
    """

    def __init__(self, text: str, abbreviates: bool = True, groups: bool = False, stops: bool = False) -> None:
        self.names: dict[str, str] = {}
        self.valued: set[str] = set()
        self.abbreviates = abbreviates
        self.groups = groups
        self.stops = stops
        for item in text.split():
            spelled = item.rstrip("=").split("|")
            name = spelled[-1]
            for each in spelled:
                self.names[f"-{each}" if len(each) == 1 else f"--{each}"] = name
            if item.endswith("="):
                self.valued.add(name)
        self.long = tuple(option for option in self.names if option.startswith("--"))

    def parse(self, arguments: Sequence[str], places: Sequence[Place], origin: str = "command") -> CommandLine:
        """Read arguments; ``places[i]`` is where ``arguments[i]`` stands. Nothing raises: what is not understood is in ``unknown``."""
        reader = _Reader(self, arguments, places, origin)
        reader.run()
        return CommandLine(tuple(reader.options), tuple(reader.words), tuple(reader.unknown), tuple(reader.stray))


class _Reader:
    def __init__(self, grammar: Grammar, arguments: Sequence[str], places: Sequence[Place], origin: str) -> None:
        self.grammar = grammar
        self.arguments = long_options(arguments, grammar.long) if grammar.abbreviates else tuple(arguments)
        self.written = arguments
        self.places = places
        self.origin = origin
        self.at = 0
        self.options: list[GivenOption] = []
        self.words: list[Positional] = []
        self.stray: list[Positional] = []
        self.unknown: list[str] = []

    def run(self) -> None:
        before = ""
        while self.at < len(self.arguments):
            argument = self.arguments[self.at]
            if argument == "--" or (self.grammar.stops and not all(is_open(word.text) for word in self.words)):
                self.at += argument == "--"
                for index in range(self.at, len(self.arguments)):
                    self._word(index, before)
                return
            if argument.startswith("--"):
                self._long(argument)
            elif argument.startswith("-") and len(argument) > 1:
                self._short(argument)
            else:
                self._word(self.at, before)
                before = "word"
                self.at += 1
                continue
            before = "option" if not self.unknown or self.unknown[-1] != argument else "unknown"
            self.at += 1

    def _word(self, index: int, before: str) -> None:
        word = Positional(self.arguments[index], self.places[index], before == "unknown")
        apart = self.grammar.groups and before != "word" and any(not is_open(other.text) for other in self.words)
        (self.stray if apart else self.words).append(word)

    def _long(self, argument: str) -> None:
        option, equals, value = argument.partition("=")
        name = self.grammar.names.get(option)
        if name is None:
            self.unknown.append(argument)
            return
        if equals:
            width = len(self.written[self.at]) - len(value)
            self._add(name, value, _tail(self.places[self.at], self.written[self.at], width))
        elif name in self.grammar.valued:
            self._add_next(name)
        else:
            self._add(name, "", self.places[self.at])

    def _short(self, argument: str) -> None:
        """``-w4``, ``-w 4``, ``-w=4`` and flags put together."""
        for index in range(1, len(argument)):
            name = self.grammar.names.get(f"-{argument[index]}")
            if name is None:
                self.unknown.append(argument)
                return
            rest = argument[index + 1 :]
            if name in self.grammar.valued:
                if rest:
                    start = index + 1 + (rest.startswith("=") and self.grammar.abbreviates)
                    self._add(name, argument[start:], _tail(self.places[self.at], argument, start))
                else:
                    self._add_next(name)
                return
            self._add(name, "", self.places[self.at])

    def _add_next(self, name: str) -> None:
        following = self.arguments[self.at + 1] if self.at + 1 < len(self.arguments) else "--"
        if following.startswith("-") and len(following) > 1 and not following[1:].isdecimal():
            self.options.append(GivenOption(name, "", self.places[self.at], self.origin, lacks_value=True))
            return
        self.at += 1
        self._add(name, self.written[self.at], self.places[self.at])

    def _add(self, name: str, value: str, place: Place) -> None:
        self.options.append(GivenOption(name, value, place, self.origin))


def _tail(place: Place, text: str, start: int) -> Place:
    """The place of ``text[start:]`` when ``text`` stands verbatim at ``place``."""
    if place.line != place.end_line or place.end_column - place.column != len(text):
        return place
    return place.replaced(column=place.column + start)


def is_open(text: str) -> bool:
    """Whether a word is one variable alone, which may hold options, or nothing: ``$GUNICORN_OPTS``."""
    return text.startswith("$") and _OPEN.fullmatch(text) is not None


def first_word(options: CommandLine, last: bool = False) -> tuple[Positional | None, tuple[Positional, ...]]:
    """The first positional word and those after it. A word behind an unknown option may be that option's value, and a variable may hold options: another is preferred.

    ``last``: the line is refused, and what stands last is what was meant."""
    if last and (*options.words, *options.stray):
        return (*options.words, *options.stray)[-1], ()
    closed = tuple(word for word in options.words if not is_open(word.text))
    options = options.replaced(words=closed or options.words)
    words: Iterable[Positional] = options.words
    sure = tuple(word for word in words if not word.after_unknown)
    if not options.words:
        return (options.stray[0], options.stray[1:]) if options.stray and options.unknown else (None, ())
    chosen = sure[0] if sure else options.words[0]
    if not sure and options.stray:
        chosen = options.stray[0]
    rest = tuple(word for word in (*options.words, *options.stray) if word is not chosen and not word.after_unknown)
    return chosen, rest
