"""What a shell knows while it runs a text: variables, arguments, folder; and what words become in that state.

Three-valued: a variable may be known, set to something unknown, or perhaps not set at all. What cannot be expanded stays as written.
"""

from __future__ import annotations

import posixpath

from flaskcheck.ground.budget import Room
from flaskcheck.ground.limits import MAX_GUARDS
from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.shell.expansions import break_up, trimmed
from flaskcheck.shell.found import SET, UNKNOWN, UNSET, Field, Found, shared
from flaskcheck.shell.origin import Origin
from flaskcheck.shell.parser import parse
from flaskcheck.shell.syntax import Simple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.files.layout import View
    from flaskcheck.shell.syntax import Part, Script, ShellCommand, Word


class Defined(Record):
    """A function with the text it stands in."""

    body: tuple[ShellCommand, ...]
    origin: Origin


class State:
    """A shell while it runs. ``arguments`` is ``None`` when they cannot be known; ``left`` says why nothing after this runs: ``exec``, ``exit``, ``fail``
    (exit with an error), ``return``, ``break``. ``unseen``: a text that nobody knows has run, which may have set any variable. ``guards`` are the tests that could not be decided and that what follows depends on."""

    def __init__(
        self,
        view: View,
        variables: Mapping[str, str | None],
        cwd: str | None,
        defaults: Mapping[str, str] | None = None,
        room: Room | None = None,
    ) -> None:
        self.view = view
        self.room = room or Room()
        self.outer = variables
        self.defaults = defaults or {}
        self.cwd = cwd
        self.own: dict[str, Found] = {}
        self.exported: dict[str, str] = {}
        self.perhaps: frozenset[str] = frozenset()
        self.places: dict[str, Place] = {}
        self.arguments: tuple[Field, ...] | None = ()
        self.script = ""
        self.functions: dict[str, Defined] = {}
        self.errexit = False
        self.pipefail = False
        self.all_exported = False
        self.left = ""
        self.unseen = False
        self.guards: tuple[str, ...] = ()

    def copy(self) -> State:
        """A shell that begins like this one and goes its own way, as a subshell does."""
        other = State.__new__(State)
        other.__dict__.update(self.__dict__)
        other.own, other.exported, other.functions = dict(self.own), dict(self.exported), dict(self.functions)
        other.places = dict(self.places)
        return other

    def child(self) -> State:
        """A new shell process: it inherits the folder and what is exported, nothing else."""
        other = self.copy()
        other.own = {name: value for name, value in self.own.items() if name in self.exported}
        other.functions, other.left = {}, ""
        other.errexit = other.pipefail = other.all_exported = False
        return other

    def guarded(self, guard: str) -> State:
        """A copy for a branch that may or may not run."""
        other = self.copy()
        other.guards = (*self.guards, guard)[-MAX_GUARDS:]
        return other

    def merge(self, branches: list[State]) -> None:
        """Go on from one of several shells, not knowing which. Those that left do not count, but what follows then depends on them."""
        going = [branch for branch in branches if not branch.left]
        if not going:
            self.left = branches[0].left if branches else self.left
            return
        left = [branch for branch in branches if branch.left not in ("", "fail")]
        unless = (f"unless {branch.guards[-1]}" for branch in left if branch.guards)
        self.guards = (*self.guards, *unless)[-MAX_GUARDS:]
        for name in {name for branch in going for name in branch.own}:
            found = going[0].own.get(name)
            if found is None or any(branch.own.get(name) is not found for branch in going):
                values = {branch.find(name) for branch in going}
                found = values.pop() if len(values) == 1 else shared(name, values)
            self.own[name] = found
        for branch in going:
            self.perhaps |= branch.perhaps | {n for n in branch.exported if not _is_exported_by_all(n, branch, going)}
            self.exported.update(branch.exported)
            self.places.update(branch.places)
            self.functions.update(branch.functions)
        first = going[0]
        self.cwd = first.cwd if all(branch.cwd == first.cwd for branch in going) else None
        same = all(branch.arguments == first.arguments for branch in going)
        self.arguments = first.arguments if same else None
        self.unseen = any(branch.unseen for branch in going)
        self.errexit = all(branch.errexit for branch in going)
        self.pipefail = all(branch.pipefail for branch in going)

    # -- variables -------------------------------------------------------------------------------

    def find(self, name: str) -> Found:
        """What is known of a variable or a special parameter (``1``, ``@``, ``#``, ``0``)."""
        if name.isdecimal() or name in ("@", "*", "#"):
            return self._parameter(name)
        if name in self.own:
            return self.own[name]
        if name in ("PWD", "BASH_SOURCE"):
            value = self.cwd if name == "PWD" else self.script
            return Found("known", value) if value else UNKNOWN
        if name not in self.outer:
            return Found("likely", self.defaults[name]) if name in self.defaults else UNKNOWN
        value = self.outer[name]
        return Found("set") if value is None else Found("known", value)

    def _parameter(self, name: str) -> Found:
        if name == "0":
            return Found("known", self.script) if self.script else UNKNOWN
        if self.arguments is None:
            return UNKNOWN
        if name == "#":
            return Found("known", str(len(self.arguments)))
        if name in ("@", "*"):
            return self._joined(self.arguments)
        index = (number(name) or 0) - 1  # one of more digits than there can be arguments is not set
        return self._joined(self.arguments[index : index + 1]) if 0 <= index < len(self.arguments) else UNSET

    def assign(self, name: str, value: Found, export: bool = False, place: Place | None = None) -> None:
        """Set a variable, as ``name=value`` and ``export name=value`` do at a place."""
        self.own[name] = value
        if place is not None:
            self.places[name] = place
        if export or self.all_exported or name in self.outer or name in self.exported:
            self.export(name)

    def export(self, name: str, place: Place | None = None) -> None:
        """Hand a variable on to the programs that follow, as ``export name`` does at a place."""
        if place is not None:
            self.places.setdefault(name, place)
        self.exported[name] = self.own.get(name, UNKNOWN).text
        self.perhaps = self.perhaps - {name} if name in self.own else self.perhaps | {name}

    @property
    def exports(self) -> tuple[tuple[str, str], ...]:
        """The variables that programs which follow surely have from here, each as it is written last."""
        return tuple((name, text) for name, text in self.exported.items() if name not in self.perhaps)

    @property
    def environment(self) -> tuple[tuple[str, str], ...]:
        """What the commands so far have put into the environment of the programs that follow."""
        texts = ((name, self.own.get(name, UNKNOWN)) for name in self.exported)
        return tuple((name, found.text) for name, found in texts if found.status in ("known", "likely", "partly"))

    # -- words -----------------------------------------------------------------------------------

    def value(self, word: Word) -> Found:
        """What a word is as one text (no splitting), as on the right of ``name=``."""
        return self.together([self.part(part) for part in word.parts])

    def together(self, parts: list[Found]) -> Found:
        """The parts of a word as one text, which is known as well as the one of them of which least is known."""
        text = self.room.joined([found.text for found in parts])
        if text is None:
            return SET
        if not all(found.is_whole for found in parts):
            return Found("partly", text)
        return Found("likely" if any(found.status == "likely" for found in parts) else "known", text)

    def _joined(self, arguments: tuple[Field, ...]) -> Found:
        text = self.room.joined([field.text for field in arguments], " ")
        if text is None:
            return SET
        return Found("known" if all(field.known for field in arguments) else "partly", text)

    def part(self, part: Part) -> Found:
        """What one part of a word becomes."""
        if part.kind == "text":
            return Found("known", part.text)
        if part.kind == "command" and part.script:
            if not (part.script.nodes or part.script.errors):
                return Found("known", "")  # a remark between the lines of a command: `# …`
            output = self._output(part.script)
            return Found("written", part.text) if output is None else Found("known", output)
        if part.kind != "variable" or not part.name:
            return Found("written", part.text)
        if part.subscript and (part.subscript != "0" or self.find(part.name).items is not None):
            return self._element(part)
        found = _operated(self, part, self.find(part.name))
        if found.status == "unset":
            return Found("known", "")
        if found.status in ("set", "unknown"):
            plain = found.status == "set" and part.operator in _DEFAULTS
            return Found("written", f"${part.name}" if plain else part.text)
        return found

    def fields(self, word: Word, origin: Origin) -> list[Field]:
        """The arguments that a word becomes: none, one, or several after splitting."""
        place = origin.of_word(word)
        first = word.parts[0]
        passed = self._parted(first) if len(word.parts) == 1 else None
        is_quoted = first.quoted or first.operator  # `${x[@]+"${x[@]}"}`
        if passed is not None and (is_quoted or not any(" " in field.text for field in passed)):
            has_room = self.room.has(sum(len(field.text) + _FIELD_COST for field in passed))
            return list(passed) if has_room else [Field(word.text, place, False)]
        if not word.expands:
            return [Field(word.text, place, True, word.inner_start is not None)]
        pieces = [piece for part in word.parts for piece in self._pieces(part)]
        if not self.room.has(sum(len(found.text) for found, _ in pieces if found)):
            return [Field(word.text, place, False)]
        known = all(found.is_whole for found, _ in pieces if found)
        texts = _split(pieces)
        verbatim = len(texts) == 1 and texts[0] == word.text and word.inner_start is not None
        return [Field(text, place, known or not ("$" in text or "`" in text), verbatim) for text in texts]

    def _pieces(self, part: Part) -> list[tuple[Found | None, bool]]:
        """What a part becomes, with whether it is never split; ``None`` parts the arguments of ``$@``."""
        whole = part.quoted or part.kind == "text"
        parted = self._parted(part)
        if parted and self.room.has(len(parted) * _FIELD_COST):
            return [(piece, whole) for field in parted for piece in (None, self._joined((field,)))][1:]
        return [(self.part(part), whole)]

    def _parted(self, part: Part) -> tuple[Field, ...] | None:
        """The arguments or elements that stand for a part one by one, as for ``"$@"`` and ``"${options[@]}"``; ``None`` for any other part."""
        if part.kind != "variable":
            return None
        if part.text in ("$@", "${@}") or (part.text == "$*" and not part.quoted):
            return self.arguments
        itself = f'"${{{part.name}[@]}}"'
        if part.subscript != "@" and (part.subscript != "*" or part.quoted):
            return None
        is_whole = not part.operator or (part.operator in ("+", ":+") and part.argument == itself)
        return self.find(part.name).items if is_whole else None

    def _element(self, part: Part) -> Found:
        """``${x[1]}``, ``${x[*]}`` or ``${#x[@]}`` as one text."""
        items, index = self.find(part.name).items, part.subscript
        if items is None or part.operator not in ("", "length"):
            return Found("written", part.text)
        if index in ("@", "*"):
            return Found("known", str(len(items))) if part.operator else self._joined(items)
        place = None if part.operator else number(index)
        return Found("written", part.text) if place is None else self._joined(items[place : place + 1])

    def _output(self, script: Script) -> str | None:
        """What a few harmless programs print: ``$(dirname "$0")``, ``$(pwd)``, ``$(cd x && pwd)``, ``$(which x)``, ``$(echo x)``."""
        words = [
            [self.value(word) for word in node.words]
            for node in script.nodes
            if isinstance(node, Simple) and not node.assignments
        ]
        if len(words) != len(script.nodes) or any(found.status != "known" for each in words for found in each):
            return None
        return _printed([[found.text for found in each] for each in words], self)


_FIELD_COST = 16
"""What an argument counts for beside its characters."""

_DEFAULTS = (":-", "-", ":=", "=", ":?", "?")


def _printed(commands: list[list[str]], state: State) -> str | None:
    first = [word for word in commands[0] if word != "--"] if commands else []
    if len(commands) == 2 and len(first) == 2 and first[0] == "cd" and commands[1] in (["pwd"], ["pwd", "-P"]):
        return state.view.join(state.cwd, first[1]) if state.cwd else None
    if len(commands) != 1 or not first:
        return None
    program, *arguments = first
    if program == "pwd":
        return state.cwd
    if program == "dirname" and len(arguments) == 1:
        return posixpath.dirname(arguments[0]) or "."
    if program == "basename" and len(arguments) == 1:
        return posixpath.basename(arguments[0])
    if program in ("readlink", "realpath") and arguments and state.cwd:
        return state.view.join(state.cwd, arguments[-1])
    if program in ("which", "command") and arguments:
        return arguments[-1]
    return " ".join(arguments) if program == "echo" and arguments[:1] != ["-e"] else None


def _operated(state: State, part: Part, found: Found) -> Found:
    """``${name operator argument}`` of what is known of the name; it is no surer than that."""
    made = _applied(state, part, found)
    return made.replaced(status="likely") if found.status == "likely" and made.is_whole else made


def _applied(state: State, part: Part, found: Found) -> Found:
    operator = part.operator
    if not operator:
        return found
    if found.status == "unknown" and operator in (":=", "="):
        found = Found("partly", f"${{{part.name}:-{_argument(state, part.argument).text}}}")
        state.assign(part.name, found)
        return found
    if found.status in ("set", "unknown"):
        return found
    filled = found.status != "unset" and (bool(found.text) or ":" not in operator)
    if operator in _DEFAULTS:
        result = found if filled else _argument(state, part.argument)
        if not filled and operator in (":=", "="):
            state.assign(part.name, result)
        return result
    if operator in (":+", "+"):
        return _argument(state, part.argument) if filled else Found("known", "")
    if not found.is_whole:
        return Found("written", part.text)
    text = trimmed(found.text, operator, part.argument)
    return Found("written", part.text) if text is None else Found("known", text)


def _argument(state: State, text: str) -> Found:
    """The expanded ``y`` of ``${x:-y}``; blanks belong to it."""
    script = parse(f'x="{text}"' if '"' not in text else f"x={text}")
    node = script.nodes[0] if script.nodes else None
    if isinstance(node, Simple) and len(node.assignments) == 1 and not node.words:
        return state.value(node.assignments[0].value)
    return Found("partly", text)


def _split(pieces: list[tuple[Found | None, bool]]) -> list[str]:
    """Field splitting: unquoted expansions break at blanks; a word without text and quotes vanishes."""
    fields: list[str] = []
    current: str | None = None
    for found, whole in pieces:
        if found is None:
            fields.extend([] if current is None else [current])
            current = None
        elif whole or found.status == "written":
            current = (current or "") + found.text
        else:
            current = break_up(found.text, current, fields)
    return fields if current is None else [*fields, current]


def _is_exported_by_all(name: str, branch: State, branches: list[State]) -> bool:
    """Whether a variable that a branch exports is there whichever was taken: the others do so too, or were taken because it was there (``if [ -z "$KEY" ]``)."""
    return all(name in other.exported for other in branches) or any(name in guard for guard in branch.guards[-1:])
