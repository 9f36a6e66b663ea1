"""Going through shell text as a shell would, choosing branches whose tests can be decided and taking every branch where they cannot."""

from __future__ import annotations

from flaskcheck.ground.budget import Budget
from flaskcheck.ground.limits import MAX_LOOKED_AHEAD, MAX_SCRIPT_CHARACTERS, MAX_SCRIPT_DEPTH, MAX_SHELL_STEPS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.shell import builtins as shell_builtins
from flaskcheck.shell import tests as shell_tests
from flaskcheck.shell.arrays import array_of, assigned
from flaskcheck.shell.found import SET, UNKNOWN, Found
from flaskcheck.shell.origin import Origin
from flaskcheck.shell.parser import default_of, parse
from flaskcheck.shell.syntax import Case, FunctionDefinition, Group, If, Loop, Simple, simple_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from flaskcheck.shell.found import Field
    from flaskcheck.shell.state import State
    from flaskcheck.shell.syntax import AssignmentWord, Script, ShellCommand, Word

    class Listener(Protocol):
        """Receives the commands that a walk comes upon and that are none of the shell's own. ``count`` grows with every program found."""

        count: int

        def program(self, words: tuple[Field, ...], state: State, context: Context, body: str = "") -> None:
            """A program is run; ``body`` is the here-document that it reads."""

        def source(self, words: tuple[Field, ...], state: State, context: Context) -> None:
            """``. file`` and ``source file``: the file runs in this very shell."""

        def written(self, path: str, state: State) -> None:
            """A file is written: ``> path``."""


YES, NO, RAN, MAYBE = "yes", "no", "ran", "maybe"
"""How a command ended: known success, known failure, a program (taken to succeed), a test that cannot be decided."""


HARMLESS = frozenset(("true", ":", "echo", "printf", "sleep"))
"""What stands behind ``||`` only to make a failure go unnoticed."""

WRITING = frozenset((">", ">>", ">|"))
"""Redirections that write a file."""

PROBES = frozenset(
    ("which", "type", "hash", "grep", "egrep", "nc", "pgrep", "pidof", "diff", "cmp", "expr", "getopts", "read")
)
"""Programs that are asked a question: ``which x && …`` does not mean that ``…`` runs."""


class Context(Record):
    """How the command at hand is run: what an ``Invocation`` says about it, except for the program itself."""

    joiner: str = ""
    ignored: bool = False
    tested: bool = False
    awaited: bool = False
    ends: bool = False
    background: bool = False
    wrappers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    expands: bool = True
    environment: tuple[tuple[str, str], ...] = ()
    substituted: bool = False
    module: bool = False
    text: str = ""
    place: Place = Place("")
    script_place: Place | None = None
    error: str = ""
    absent: str = ""
    depth: int = 0


class Walk:
    """Walks over shell text and tells a listener what it comes upon. ``budget`` bounds the commands that are carried out."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.budget = Budget(MAX_SHELL_STEPS)

    def text(self, text: str, origin: Origin, state: State, context: Context) -> str:
        """Run shell text in a state; how it ended."""
        if context.depth > MAX_SCRIPT_DEPTH or len(text) > MAX_SCRIPT_CHARACTERS:
            return RAN
        script = parse(text)
        error = script.errors[0][1] if script.errors else ""
        return self.nodes(
            script.nodes, origin, state, context.replaced(depth=context.depth + 1, error=error or context.error)
        )

    # -- lists -----------------------------------------------------------------------------------

    def nodes(self, nodes: tuple[ShellCommand, ...], origin: Origin, state: State, context: Context) -> str:
        """Run a list of commands; how its last one ended."""
        status, carried = YES, ""
        for index, node in enumerate(nodes):
            if not self.budget.spend() or state.left:
                break
            joiner = node.joiner if index else context.joiner
            joiner = carried if carried and joiner == "&&" else joiner
            here = context.replaced(
                joiner=joiner,
                ignored=context.ignored or _is_ignored(nodes, index, state),
                background=context.background or node.background,
                ends=_ends_with(nodes[index + 1 : index + 2]),
                tested=context.tested or (not state.errexit and _is_asked_for(nodes[index + 1 : index + 2], origin)),
            )
            before = self.listener.count
            piped = node.joiner == "|" or (index + 1 < len(nodes) and nodes[index + 1].joiner == "|")
            shell = state.copy() if piped or node.background else state
            guard = _source_text(origin, nodes[index - 1].start, nodes[index - 1].end) if index else ""
            cwd = state.cwd
            status = self._joined(node, status, f"{guard} {node.joiner}", origin, shell, here)
            if shell is state and _goes_on_where_it_was(node, nodes[index + 1 : index + 2], state):
                state.cwd = cwd
            if self.listener.count > before:
                carried = ""
            elif joiner in (";", "newline", "&"):
                carried = joiner  # a `cd` or `set` in between does not hide how the programs are joined
        return status

    def _joined(
        self, node: ShellCommand, status: str, guard: str, origin: Origin, state: State, context: Context
    ) -> str:
        """Run a command or not, as its joiner and the command before say."""
        if (node.joiner, status) in (("&&", NO), ("||", YES)):
            return status
        if (node.joiner == "||" and status != NO) or (node.joiner == "&&" and status == MAYBE):
            branch = state.guarded(shell_tests.spelled_out(guard, state))
            other = self._one(node, origin, branch, context)
            if status != MAYBE:
                return status
            is_made_up_for = node.joiner == "||" and other in (YES, RAN) and not branch.left
            state.merge([branch, state.copy()])
            return RAN if is_made_up_for else MAYBE
        return self._one(node, origin, state, context)

    def _one(self, node: ShellCommand, origin: Origin, state: State, context: Context) -> str:
        status = RAN
        if not isinstance(node, Simple):
            self._redirected(node, state)
        if isinstance(node, Simple):
            status = self._simple(node, origin, state, context)
        elif isinstance(node, If):
            self._if(node, origin, state, context)
        elif isinstance(node, Case):
            self._case(node, origin, state, context)
        elif isinstance(node, Loop):
            self._loop(node, origin, state, context)
        elif isinstance(node, Group):
            status = self.nodes(node.body, origin, state.copy() if node.subshell else state, context)
        elif isinstance(node, FunctionDefinition):
            state.functions[node.name] = shell_builtins.defined(node, origin)
            status = YES
        return {YES: NO, NO: YES}.get(status, status) if node.negated else status

    # -- blocks ----------------------------------------------------------------------------------

    def _if(self, node: If, origin: Origin, state: State, context: Context) -> None:
        alternatives: list[State] = []
        for branch in node.branches:
            before = self.listener.count
            tested = context.replaced(tested=True)
            status = self.nodes(branch.test, origin, state, tested) if branch.test else YES
            if status == NO:
                continue
            inner = context.replaced(joiner="then") if self.listener.count > before else context
            if status == YES and not alternatives:
                self.nodes(branch.body, origin, state, inner)
                return
            head = _guard(origin, branch.start, branch.end, branch.test == ())
            taken = state.guarded(shell_tests.spelled_out(head, state))
            self.nodes(branch.body, origin, taken, inner)
            alternatives.append(taken)
            if status == YES:
                break
        else:
            alternatives.append(state.copy())
        state.merge(alternatives)

    def _case(self, node: Case, origin: Origin, state: State, context: Context) -> None:
        subject = state.value(node.subject) if node.subject else UNKNOWN
        chosen = shell_tests.matching(node.subject, subject, node.branches, state)
        if chosen is not None:
            for index in chosen:
                self.nodes(node.branches[index].body, origin, state, context)
            return
        alternatives = []
        head = f"case {node.subject.written if node.subject else ''} in "
        for branch in node.branches:
            taken = state.guarded(head + _guard(origin, branch.start, branch.end))
            self.nodes(branch.body, origin, taken, context)
            alternatives.append(taken)
        if not any(pattern.written == "*" for branch in node.branches for pattern in branch.patterns):
            alternatives.append(state.copy())
        state.merge(alternatives)

    def _loop(self, node: Loop, origin: Origin, state: State, context: Context) -> None:
        guards = state.guards
        runs: bool | None = True
        if node.test:
            awaited = node.kind == "until" or any(part.negated for part in node.test)
            status = self.nodes(node.test, origin, state, context.replaced(tested=True, awaited=awaited))
            runs = {YES: node.kind == "while", NO: node.kind == "until"}.get(status)
        elif node.kind in ("for", "select"):
            runs = self._bind(node, origin, state)
        if runs:
            self.nodes(node.body, origin, state, context)
            state.left = "" if state.left == "break" else state.left
        elif runs is None:
            body = state.guarded(_guard(origin, node.start, node.body[0].start if node.body else node.end))
            self.nodes(node.body, origin, body, context)
            body.left = ""
            state.merge([body, state.copy()])
        state.guards = guards

    def _bind(self, node: Loop, origin: Origin, state: State) -> bool | None:
        """Set the variable of a ``for``; whether its body runs at all."""
        fields = [field for word in node.items for field in state.fields(word, origin)]
        if not node.items:
            fields = list(state.arguments or ())
        known = all(field.known for field in fields)
        state.assign(node.variable, Found("known", fields[0].text) if known and len(fields) == 1 else UNKNOWN)
        return bool(fields) if known and (node.items or state.arguments is not None) else None

    # -- simple commands -------------------------------------------------------------------------

    def _simple(self, node: Simple, origin: Origin, state: State, context: Context) -> str:
        for word in _all_words(node):
            for part in word.parts:
                if part.script:
                    self._substituted(part.script, origin, state, context)
        self._redirected(node, state)
        leading = [(a.name, _assigned(a, origin, state)) for a in node.assignments]
        if not node.words:
            for (name, value), written in zip(leading, node.assignments):
                state.assign(name, value, place=origin.at(written.value.start, written.value.end))
            return YES
        name = node.words[0].text
        if name.startswith("((") and node.words[0].expands:
            return MAYBE
        if name == ":":
            for word in node.words[1:]:
                state.value(word)  # `: ${PORT:=8000}` is there for what its words do
        if name in shell_tests.PROGRAMS:
            decided = shell_tests.decide(node, state)
            return MAYBE if decided is None else YES if decided else NO
        fields = tuple(field for word in node.words for field in state.fields(word, origin))
        if not fields or not fields[0].text:
            return YES
        place = origin.at(node.start, node.end)
        here = context.replaced(
            text=_source_text(origin, node.start, node.end),
            place=place,
            script_place=place if context.via else None,
            environment=(*context.environment, *((n, v.text) for n, v in leading)),
        )
        return self._command(node, fields, origin, state, here)

    def _redirected(self, node: ShellCommand, state: State) -> None:
        """Tell which files the command writes."""
        for redirection in node.redirections:
            if redirection.operator.lstrip("0123456789&") in WRITING:
                target = state.value(redirection.target)
                if target.is_whole and target.text:
                    self.listener.written(target.text, state)

    def _command(self, node: Simple, fields: tuple[Field, ...], origin: Origin, state: State, context: Context) -> str:
        name = fields[0].text
        if name in state.functions:
            self._call(name, fields[1:], state, context)
            return RAN
        done = shell_builtins.run(name, node, fields, origin, state)
        if done is not None:
            return YES if done else RAN
        if name == "eval":
            state.unseen |= not all(field.known for field in fields)
            return self.text(" ".join(field.text for field in fields[1:]), Origin(context.place), state, context)
        if name in (".", "source"):
            self.listener.source(fields, state, context)
            return RAN
        body = next((r.body for r in node.redirections if r.body), "")
        if name == "exec" and len(fields) == 1:
            return YES
        self.listener.program(_by_default(fields), state, context, body)
        if name == "exec":
            state.left = "exec"
        return MAYBE if name in PROBES or [f.text for f in fields[:2]] == ["command", "-v"] else RAN

    def _call(self, name: str, arguments: tuple[Field, ...], state: State, context: Context) -> None:
        """Run a function: it shares everything with its caller except for ``$1`` …"""
        if context.depth > MAX_SCRIPT_DEPTH:
            return
        function = state.functions[name]
        saved, guards, state.arguments = state.arguments, state.guards, arguments
        self.nodes(function.body, function.origin, state, context.replaced(depth=context.depth + 1))
        state.arguments, state.guards = saved, guards
        state.left = "" if state.left == "return" else state.left

    def _substituted(self, script: Script, origin: Origin, state: State, context: Context) -> None:
        if context.depth <= MAX_SCRIPT_DEPTH:
            inner = context.replaced(substituted=True, joiner="", depth=context.depth + 1)
            self.nodes(script.nodes, origin, state.copy(), inner)


def _all_words(node: Simple) -> list[Word]:
    return [*(a.value for a in node.assignments), *node.words, *(r.target for r in node.redirections)]


def _by_default(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The words of a command, its program as it is called where no variable names another: ``${PYTHON:-python} app.py``."""
    first = fields[0]
    name = None if first.known or "${" not in first.text else default_of(first.text)
    return fields if not name or " " in name else (first.replaced(text=name, known=True), *fields[1:])


def _assigned(written: AssignmentWord, origin: Origin, state: State) -> Found:
    array = array_of(written.value)
    if array is not None:
        return assigned(written.name, array, written.append, origin, state)
    value = state.value(written.value)
    if not written.append:
        return value
    before = state.find(written.name)
    if before.status in ("known", "unset"):
        text = state.room.joined((before.text, value.text))
        return SET if text is None else value.replaced(text=text)
    return Found("partly", f"${{{written.name}}}{value.text}")


def _source_text(origin: Origin, start: int, end: int) -> str:
    return origin.text[start:end] if origin.text is not None else ""


def _guard(origin: Origin, start: int, end: int, otherwise: bool = False) -> str:
    """The text of a branch's head on one line: ``if [ "$X" = y ]``, ``dev_server)``, ``else``."""
    text = " ".join(_source_text(origin, start, end).split()).rstrip(";")
    return "else" if otherwise else text


def _is_asked_for(following: tuple[ShellCommand, ...], origin: Origin) -> bool:
    """Whether what follows asks how a command ended: ``if [ $? -ne 0 ]``, ``status=$?``."""
    return any("$?" in _source_text(origin, node.start, node.end).partition("\n")[0] for node in following)


def _ends_with(following: tuple[ShellCommand, ...]) -> bool:
    """Whether a failure ends the script: ``|| exit 1`` stands behind it."""
    if not following or following[0].joiner != "||":
        return False
    return any(node.words and node.words[0].text in ("exit", "return") for node in simple_commands(following))


def _goes_on_where_it_was(node: ShellCommand, following: tuple[ShellCommand, ...], state: State) -> bool:
    """Whether a ``cd`` surely fails, and the commands after it run all the same."""
    is_cd = isinstance(node, Simple) and [word.text for word in node.words[:1]] == ["cd"]
    if not is_cd or state.cwd is None or state.errexit or not following or following[0].joiner not in (";", "newline"):
        return False
    is_own = f"{state.cwd}/".startswith(f"{state.view.cwd.rstrip('/')}/")  # of the system's folders nothing is known
    return is_own and state.view.complete and state.view.find(state.cwd) is None and not state.view.maybe(state.cwd)


def _is_ignored(nodes: tuple[ShellCommand, ...], index: int, state: State) -> bool:
    """Whether a failure of this command goes unnoticed: ``… || true``, or piped into another program without ``pipefail``."""
    for node in nodes[index + 1 : index + MAX_LOOKED_AHEAD]:
        if node.joiner == "|":
            if not state.pipefail:
                return True
        elif node.joiner == "||":
            return _is_harmless(node)
        elif node.joiner != "&&":
            return False
    return False


def _is_harmless(node: ShellCommand) -> bool:
    inner = [command.words for command in simple_commands((node,)) if command.words]
    if not inner:
        return True
    words = [word.text for word in inner[-1]]
    if any(word[0].text in ("exit", "return", "exec", "false", "kill") and word is not inner[-1] for word in inner):
        return False
    return words[0] in HARMLESS or words in (["exit", "0"], ["return", "0"])
