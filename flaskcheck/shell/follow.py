"""From a command as a platform file writes it to the programs that it runs: through the shell, scripts, wrappers and task runners."""

from __future__ import annotations

from flaskcheck.ground.budget import Room
from flaskcheck.ground.limits import MAX_SCRIPT_CHARACTERS, MAX_SCRIPT_DEPTH
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.shell import builtins as shell_builtins
from flaskcheck.shell import makefile, procfiles
from flaskcheck.shell.found import Field
from flaskcheck.shell.origin import Origin
from flaskcheck.shell.program import Invocation, base_name, interpreter, long_options, main_module, quoted
from flaskcheck.shell.state import State
from flaskcheck.shell.telling import fields_of, shown
from flaskcheck.shell.walk import Context, Walk
from flaskcheck.shell.wrappers import unwrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol, TypeAlias

    from flaskcheck.facts.services import Command
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.shell.wrappers import Inner

    Words: TypeAlias = "tuple[Field, ...]"

    class Observer(Protocol):
        """Learns what a command does while it is followed, so that the rest of it finds the files as they are then."""

        def program(self, invocation: Invocation, words: tuple[Field, ...]) -> None:
            """A program is run with these words, itself the first."""

        def written(self, path: str) -> None:
            """The shell writes the file at an absolute path."""


__all__ = ["Invocation", "base_name", "follow", "long_options"]

SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "busybox"))
PROGRAM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
UNNAMED = frozenset(("exec", "env", "command", "builtin"))
"""Wrappers that leave no trace in the running program, so that they are not worth telling."""

_PYTHON_VALUED = ("-W", "-X", "--check-hash-based-pycs")


def follow(
    command: Command,
    view: View,
    tree: Tree,
    variables: Mapping[str, str | None],
    task_scripts: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    observer: Observer | None = None,
) -> tuple[Invocation, ...]:
    """The programs that a command runs, in order.

    ``variables`` are the deployment's: a name with ``None`` is set to something unknown, a name that is not there may or may not be set. ``defaults`` are
    texts that hold unless others are given from outside: they stand in words but decide no test. ``task_scripts`` are the project's named commands (Pipfile
    ``[scripts]``). A script that runs nothing when it gets no arguments is meant to get some at run time: its branches are then all taken, as conditional ones.
    """
    follower = _Follower(command, view, tree, task_scripts or {}, observer)
    cwd = _folder(command, view)
    state = State(view, variables, cwd, defaults, Room(tree.notes, command.place.path))
    if command.argv is not None:
        words = fields_of(command.argv, command.argv_places, command.place)
        context = Context(expands=False, text=" ".join(command.argv), place=command.place)
        if words:
            follower.program(words, state, context)
    else:
        origin = Origin(command.place, command.text if command.exact else None)
        follower.walk.text(command.text, origin, state, Context(place=command.place))
    return tuple(follower.found)


def _folder(command: Command, view: View) -> str | None:
    """The folder in which a command starts, ``None`` when it cannot be known."""
    if HOLE in (command.cwd or ""):
        return None
    return view.join(view.cwd, command.cwd) if command.cwd else view.cwd


class _Follower:
    """Listens to a walk and goes on into what the programs run."""

    def __init__(
        self, command: Command, view: View, tree: Tree, task_scripts: Mapping[str, str], observer: Observer | None
    ) -> None:
        self.command = command
        self.view = view
        self.tree = tree
        self.task_scripts = task_scripts
        self.observer = observer
        self.found: list[Invocation] = []
        self.count = 0
        self.walk = Walk(self)

    # -- programs --------------------------------------------------------------------------------

    def program(self, words: tuple[Field, ...], state: State, context: Context, body: str = "") -> None:
        name = base_name(words[0].text)
        if context.depth > MAX_SCRIPT_DEPTH or not words[0].text:
            return
        deeper = context.replaced(depth=context.depth + 1)
        inner = unwrap(name, words)
        if inner is not None:
            self._wrapped(inner, words, state, deeper)
        elif name in SHELLS and not context.module:
            self._shell(words, state, deeper, body)
        elif name == "python" and not context.module:
            self._python(words, state, deeper)
        elif name in ("make", "gmake"):
            self._make(words, state, deeper)
        elif name == "supervisord":
            self._supervise(words, state, deeper)
        elif name in procfiles.PROGRAMS:
            self._processes(words, state, deeper)
        elif context.module:
            self._emit(words, state, context, self._module_file(words[0], state))
        elif not self._script(words, words[0], words[1:], state, deeper):
            self._emit(words, state, context, absent=self._asked(words[0], state) if "/" in words[0].text else "")

    def _wrapped(self, inner: Inner, words: tuple[Field, ...], state: State, context: Context) -> None:
        label = () if inner.label in UNNAMED else (inner.label,)
        environment = (*context.environment, *inner.environment)
        here = context.replaced(wrappers=(*context.wrappers, *label), environment=environment)
        shell = state.copy()
        if inner.label == "su" and any(word.text in ("-", "-l", "--login") for word in words):
            shell.cwd = None
        if inner.folder and shell.cwd:
            shell.cwd = self.view.join(shell.cwd, inner.folder)
        if inner.script is not None:
            self._inner_text(inner.script, (), shell, here)
        elif inner.python and inner.words:
            python = Field("python", words[0].place)
            dash = (Field("-m", words[0].place),) if inner.python == "module" else ()
            self._python((python, *dash, *inner.words), shell, here)
        elif inner.words:
            task = inner.words[0].text.rpartition(":")[2]
            if inner.tasks and task in self.task_scripts:
                rest = "".join(f" {quoted(word.text)}" for word in inner.words[1:])
                self.walk.text(self.task_scripts[task] + rest, Origin(here.place), shell, here)
            else:
                self.program(inner.words, shell, here.replaced(module=False))

    def _inner_text(self, text: Field, arguments: tuple[Field, ...], state: State, context: Context) -> None:
        """Shell text that is an argument of another program: ``sh -c "…"``."""
        child = state.child()
        child.arguments = arguments
        self.walk.text(text.text, text.origin, child, context.replaced(expands=True))

    def _shell(self, words: tuple[Field, ...], state: State, context: Context, body: str) -> None:
        """``sh -c text``, ``bash script arguments``, ``bash <<EOF``."""
        child = state.child()
        at, is_text = 1, False
        if words[0].text.endswith("busybox") and len(words) > 1:
            at = 2
        while at < len(words) and words[at].text[:1] in ("-", "+") and len(words[at].text) > 1:
            option = words[at].text
            at += 1
            if option == "--":
                break
            if not option.startswith("--"):
                is_text = is_text or "c" in option
                child.errexit = child.errexit or "e" in option
                if option.endswith(("o", "O")) and at < len(words):
                    shell_builtins.set_option(words[at].text, True, child)
                    at += 1
        rest = words[at:]
        if is_text and rest:
            child.script = rest[1].text if len(rest) > 1 else ""
            child.arguments = rest[2:]
            self.walk.text(rest[0].text, rest[0].origin, child, context.replaced(expands=True))
        elif rest and self._script(words, rest[0], rest[1:], state, context, child.errexit):
            return
        elif not rest and body:
            self.walk.text(body, Origin(context.place), child, context.replaced(expands=True))
        else:
            self._emit(words, state, context, absent=self._asked(rest[0], state) if rest else "")

    def _python(self, words: tuple[Field, ...], state: State, context: Context) -> None:
        """``python -m module``, ``python file``."""
        context = context.replaced(absent=self._asked(words[0], state) if "/" in words[0].text else "")
        at = 1
        while at < len(words) and words[at].text.startswith("-") and words[at].text != "-":
            option = words[at].text
            at += 1
            if option.startswith("-") and not option.startswith("--") and option.endswith("m") and at < len(words):
                module = words[at].replaced(text=main_module(words[at].text))
                self.program((module, *words[at + 1 :]), state, context.replaced(module=True))
                return
            if option == "-c":
                break
            at += option in _PYTHON_VALUED
        else:
            if at < len(words):
                script = self._repository_file(words[at], state)
                self._emit(words, state, context, script, absent="" if script else self._asked(words[at], state))
                return
        self._emit(words, state, context)

    def _make(self, words: tuple[Field, ...], state: State, context: Context) -> None:
        """``make target``: the recipe's lines, each in a shell of its own that stops at the first failure."""
        self._emit(words, state, context)
        plan = makefile.plan([word.text for word in words[1:]])
        folder = self.view.join(state.cwd, plan.folder) if state.cwd else None
        paths = [self.view.find(self.view.join(folder, name)) for name in plan.files] if folder else []
        path = next((path for path in paths if path is not None and self.tree.has(path)), None)
        if path is None or path in context.via:
            return
        source = self.tree.source(path)
        for line in makefile.recipes(source.text, plan, state.room):
            child = state.child()
            child.cwd, child.errexit = folder, True
            start, _ = source.position(line.offset)
            here = context.replaced(
                via=(*context.via, path),
                joiner="newline" if line.is_first is False else context.joiner,
                ignored=context.ignored or line.ignored,
                expands=True,
            )
            origin = Origin(source.line_place(start))
            exact = Origin(source.span(line.offset, line.offset), line.text)
            self.walk.text(line.text, exact if line.verbatim else origin, child, here)

    def _supervise(self, words: tuple[Field, ...], state: State, context: Context) -> None:
        """``supervisord``: the programs of its configuration, each without a shell."""
        from flaskcheck.shell.supervised import supervised

        self._emit(words, state, context)
        for path, program in supervised([word.text for word in words[1:]], state.cwd, self.view, self.tree):
            if path in context.via:
                continue
            child = state.child()
            if program.directory:
                child.cwd = self.view.join(state.cwd or "/", program.directory)
            own = tuple((name, value) for word in program.variables for name, _, value in [word.text.partition("=")])
            here = context.replaced(
                via=(*context.via, path), environment=(*context.environment, *own), background=True, expands=False
            )
            inner = fields_of([word.text for word in program.words], [word.place for word in program.words])
            self.program(inner, child, here)

    def _processes(self, words: tuple[Field, ...], state: State, context: Context) -> None:
        """``honcho start``: processes of a Procfile, each in a shell of its own."""
        self._emit(words, state, context)
        asked = procfiles.start(words[1:])
        path = self._repository_file(words[0].replaced(text=asked.file), state) if asked else ""
        if asked is None or not path or path in context.via:
            return
        child = state.child()
        child.cwd = self.view.join(state.cwd or "/", asked.folder)
        child.defaults = {"PORT": procfiles.PORT, **child.defaults, **dict(context.environment)}
        here = context.replaced(via=(*context.via, path), background=True, expands=True, joiner="")
        for command in procfiles.processes(self.tree.source(path), asked.names):
            self.walk.text(command.text, Origin(command.place, command.text), child.child(), here)

    # -- scripts ---------------------------------------------------------------------------------

    def _repository_file(self, word: Field, state: State) -> str:
        """The repository path of the file that a word names for a program in the current folder, or ``""``."""
        if not word.known or not (state.cwd or word.text.startswith("/")):
            return ""
        found = self.view.find(self.view.join(state.cwd or "/", word.text))
        return found if found is not None and self.tree.has(found) else ""

    def _asked(self, word: Field, state: State) -> str:
        """The absolute path that a word names for a program in the current folder, or ``""``."""
        known = word.known and (state.cwd or word.text.startswith("/"))
        return self.view.join(state.cwd or "/", word.text) if known else ""

    def _module_file(self, module: Field, state: State) -> str:
        """The repository path of the file that ``python -m`` runs, or ``""``."""
        path = module.text.replace(".", "/")
        files = (self._repository_file(module.replaced(text=f"{path}{end}"), state) for end in (".py", "/__main__.py"))
        return next((file for file in files if file), "")

    def _executed_file(self, word: Field, state: State) -> str:
        """The same for a word that is executed: without ``/`` it is looked for where programs are."""
        if "/" in word.text or not word.known:
            return self._repository_file(word, state)
        paths = (self.view.find(f"{folder}/{word.text}") for folder in PROGRAM_FOLDERS)
        return next((path for path in paths if path is not None and self.tree.has(path)), "")

    def _script(
        self,
        words: tuple[Field, ...],
        file: Field,
        arguments: tuple[Field, ...],
        state: State,
        context: Context,
        errexit: bool = False,
    ) -> bool:
        """Tell a script of the repository that is run, and follow it; ``False`` when it is none."""
        path = self._repository_file(file, state) if file is not words[0] else self._executed_file(file, state)
        if not path:
            return False
        source = self.tree.source(path)
        started = interpreter(source.lines[0] if source.lines else "") if file is words[0] else ("sh",)
        program = base_name(started[0]) if started else "sh"
        if program == "python":
            python = Field("python", words[0].place)
            self._emit((python, *words), state, context, path, words[0].text)
            return True
        self._emit(words, state, context, path)
        readable = not source.is_binary and len(source.raw) <= MAX_SCRIPT_CHARACTERS and not path.endswith(".py")
        if program not in SHELLS or path in context.via or not readable:
            return True
        child = state.child()
        child.script = self.view.join(state.cwd or "/", file.text) if "/" in file.text or state.cwd else ""
        first = interpreter(source.lines[0])
        child.errexit = errexit or any(o.startswith("-") and "e" in o for o in first[1:] if file is words[0])
        child.arguments = arguments
        here = context.replaced(via=(*context.via, path), joiner="", expands=True)
        origin = Origin(Place(path, 1, 1), source.text)
        self._run_script(source.text, origin, child, here)
        return True

    def _run_script(self, text: str, origin: Origin, child: State, context: Context) -> None:
        """Follow a script; once more with unknown arguments when it runs nothing without any."""
        mark = len(self.found)
        self.walk.text(text, origin, child.copy(), context)
        wants_arguments = any(parameter in text for parameter in ("$1", "${1", "$@", "$*"))
        if child.arguments == () and wants_arguments and all(i.builtin for i in self.found[mark:]):
            del self.found[mark:]
            child.arguments = None
            self.walk.text(text, origin, child, context)

    def source(self, words: tuple[Field, ...], state: State, context: Context) -> None:
        path = self._repository_file(words[1], state) if len(words) > 1 else ""
        source = self.tree.source(path) if path else None
        if source is None:
            state.unseen |= shell_builtins.may_set_variables(words, self.view.home)
            named = len(words) > 1 and "/" in words[1].text
            self._emit(words, state, context, absent=self._asked(words[1], state) if named else "")
            return
        if path in context.via or source.is_binary or len(source.raw) > MAX_SCRIPT_CHARACTERS:
            self._emit(words, state, context)
            return
        saved, state.arguments = state.arguments, words[2:] or state.arguments
        here = context.replaced(via=(*context.via, path))
        self.walk.text(source.text, Origin(Place(path, 1, 1), source.text), state, here)
        state.arguments = saved
        state.left = "" if state.left == "return" else state.left

    def written(self, path: str, state: State) -> None:
        if self.observer is not None and (state.cwd or path.startswith("/")):
            self.observer.written(self.view.join(state.cwd or "/", path))

    # -- telling ---------------------------------------------------------------------------------

    def _emit(
        self, words: Words, state: State, context: Context, script: str = "", written: str = "", absent: str = ""
    ) -> None:
        (place, text), own = shown(words, context), dict(context.environment)
        name = words[0].text if context.module else base_name(words[0].text)
        found = Invocation(
            program=name,
            written=written or words[0].text,
            arguments=tuple(word.text for word in words[1:]),
            words=tuple(word.place for word in words),
            environment=tuple({**dict(state.environment), **own}.items()),
            exports=state.exports,
            unseen=state.unseen,
            set_at=tuple((name, at) for name, at in state.places.items() if name not in own),
            cwd=state.cwd,
            place=place,
            phase=self.command.phase,
            joiner=context.joiner,
            errexit=state.errexit,
            ends=context.ends,
            conditional=bool(state.guards),
            guard_text="; ".join(state.guards),
            background=context.background,
            via=context.via,
            script_place=context.script_place,
            wrapper=context.wrappers,
            text=text,
            substituted=context.substituted,
            module=context.module,
            expands=context.expands,
            ignored_failure=context.ignored,
            tested=context.tested,
            awaited=context.awaited,
            script=script,
            absent=absent or context.absent,
            builtin=context.expands and not context.module and name in shell_builtins.NAMES,
            error=context.error,
            origin=self.command.place,
        )
        self._tell(found, words)

    def _tell(self, found: Invocation, words: Words) -> None:
        self.count += 1
        self.found.append(found)
        if self.observer is not None:
            self.observer.program(found, words)
