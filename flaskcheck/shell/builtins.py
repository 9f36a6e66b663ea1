"""The shell's own commands that change its state: ``cd``, ``export``, ``set``, ``shift``, ``exit`` …"""

from __future__ import annotations

from flaskcheck.ground import numbers
from flaskcheck.ground.limits import MAX_SHELL_ARRAY
from flaskcheck.shell.arrays import array_of, assigned
from flaskcheck.shell.found import UNKNOWN, UNSET
from flaskcheck.shell.state import Defined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.shell.found import Field
    from flaskcheck.shell.origin import Origin
    from flaskcheck.shell.state import State
    from flaskcheck.shell.syntax import FunctionDefinition, Simple

DECLARING = frozenset(("export", "local", "declare", "typeset", "readonly"))
SILENT = frozenset(
    ("shopt", "umask", "ulimit", "hash", "alias", "unalias", "popd", "dirs", "jobs", "bg", "getopts", "read", "let")
)
"""Those that run no program and of which nothing is kept but what they may have set."""

OTHERS = frozenset(
    (
        "cd",
        "pushd",
        "set",
        "unset",
        "shift",
        "exit",
        "return",
        "break",
        "continue",
        "trap",
        "wait",
        "source",
        ".",
        "eval",
    )
    + (
        "exec",
        "echo",
        "printf",
        "type",
        "kill",
        "times",
        "test",
        "[",
        "true",
        "false",
        ":",
        "pwd",
        "command",
        "builtin",
    )
)
NAMES = DECLARING | SILENT | OTHERS


def defined(node: FunctionDefinition, origin: Origin) -> Defined:
    """A function as the shell remembers it."""
    return Defined(node.body, origin)


def run(name: str, node: Simple, fields: tuple[Field, ...], origin: Origin, state: State) -> bool | None:
    """Carry out one of the shell's own commands: whether it surely succeeds, or ``None`` when it is not one that ends here."""
    if name in ("cd", "pushd"):
        return _change_folder(fields[1:], state)
    if name in DECLARING:
        return _declare(name, node, fields, origin, state)
    if name == "set":
        return _set(fields[1:], state)
    if name == "unset":
        for field in fields[1:]:
            state.own[field.text] = UNSET
            state.exported.pop(field.text, None)
        return True
    if name == "shift":
        count = numbers.number(fields[1].text) if len(fields) > 1 else 1
        state.arguments = None if state.arguments is None else state.arguments[1 if count is None else count :]
        return True
    if name in ("exit", "return", "break", "continue"):
        _leave(name, fields[1:], state)
        return True
    if name in SILENT:
        _forget(name, fields[1:], state)
        return False
    return None


def _change_folder(arguments: tuple[Field, ...], state: State) -> bool | None:
    """``cd``; a folder that is not of the repository is reported as a program (``None``), so that rules can see it."""
    targets = [field for field in arguments if field.text not in ("-P", "-L", "-e", "--")]
    target = targets[0] if targets else None
    if target is None or not target.known or target.text.startswith(("~", "-")):
        state.cwd = None
        return False
    if state.cwd is None and not target.text.startswith("/"):
        return False
    state.cwd = state.view.join(state.cwd or "/", target.text)
    return True if state.view.find(state.cwd) is not None else None


def _declare(name: str, node: Simple, fields: tuple[Field, ...], origin: Origin, state: State) -> bool:
    words = node.words[1:]
    options = [word.text for word in words if word.text.startswith("-")]
    export = name == "export" or any("x" in option for option in options)
    for word in words:
        variable, equals, _ = word.text.partition("=")
        if not variable.isidentifier():  # an option, or `export $(cat .env)`
            continue
        if equals:
            array = array_of(word)
            if array is None:
                value = state.value(word)
                value = value.replaced(text=value.text.partition("=")[2])
            else:
                value = assigned(variable, array, False, origin, state)
            place = next((field.place for field in fields if field.text.startswith(f"{variable}=")), None)
            state.assign(variable, value, export, place)
        elif export:
            state.export(variable, origin.of_word(word))
    return True


def _set(arguments: tuple[Field, ...], state: State) -> bool | None:
    """``set -euo pipefail``, ``set -- a b``; ``set NAME=value`` is what Windows calls an assignment and is reported as a program."""
    at = 0
    while at < len(arguments) and arguments[at].text[:1] in ("-", "+") and arguments[at].text != "--":
        word = arguments[at].text
        on = word[0] == "-"
        if "e" in word[1:] and not word.startswith("--"):
            state.errexit = on
        if "a" in word[1:]:
            state.all_exported = on
        if word.endswith("o") and at + 1 < len(arguments):
            at += 1
            set_option(arguments[at].text, on, state)
        at += 1
    rest = arguments[at:]
    if rest and rest[0].text != "--" and "=" in rest[0].text:
        return None
    if rest:
        given = rest[1:] if rest[0].text == "--" else rest
        state.arguments = given if len(given) <= MAX_SHELL_ARRAY else None
    return True


def set_option(name: str, on: bool, state: State) -> None:
    """``set -o name``."""
    if name == "errexit":
        state.errexit = on
    elif name == "pipefail":
        state.pipefail = on
    elif name == "allexport":
        state.all_exported = on


def _leave(name: str, arguments: tuple[Field, ...], state: State) -> None:
    if name != "exit":
        state.left = "return" if name == "return" else "break"
        return
    code = arguments[0].text if arguments else "0"
    state.left = "fail" if code.lstrip("-").isdecimal() and code != "0" else "exit"


def _forget(name: str, arguments: tuple[Field, ...], state: State) -> None:
    """``read x``, ``getopts … x`` and ``popd`` make what was known unknown."""
    if name == "popd":
        state.cwd = None
    elif name in ("read", "getopts"):
        for field in arguments:
            if field.text.isidentifier():
                state.assign(field.text, UNKNOWN)


def may_set_variables(words: tuple[Field, ...], home: str) -> bool:
    """Whether a file that is sourced, which the repository does not have, is one of the machine: ``. /etc/default/shop``, ``. "$SETTINGS"``."""
    path = words[1].text if len(words) > 1 else ""
    is_placed = path.startswith("/") and not f"{path}/".startswith(f"{home.rstrip('/')}/")
    return path.rpartition("/")[2] != "activate" and (is_placed or "$" in path)
