"""Sub-commands of ``flask`` that do not exist: "No such command" (verified with Flask 3.1.3 and Flask-Migrate 4.1.0)."""

from __future__ import annotations

from flaskcheck.code.modules import calls_by_word, strays
from flaskcheck.effects.commands import COMMAND_WORDS
from flaskcheck.effects.foresight import may_call
from flaskcheck.facts.expressions import Call, Literal
from flaskcheck.files.roles import role
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.words import is_one_slip
from flaskcheck.readers.screens import has_word, holds_word
from flaskcheck.servers.server import flask_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite, Function
    from flaskcheck.files.tree import Tree
    from flaskcheck.installed.installed import Installed
    from flaskcheck.shell.program import Invocation

_OWN = ("run", "shell", "routes")
_DB = tuple(
    "init revision migrate edit merge upgrade downgrade show history heads branches current stamp check list-templates".split()
)
_ALONE = frozenset("upgrade downgrade migrate stamp".split())
"""Sub-commands of ``db`` that nobody would look for elsewhere."""

_ALMOST = 0.79
"""How much a word must be like a command to be a slip of it (difflib's measure): one letter of five."""


def unknown_subcommand(invocation: Invocation, installed: Installed, tree: Tree) -> tuple[int, str, str]:
    """The index, the text and the meant form of a word that is no command of ``flask``; no text where it is one or may be."""
    words = flask_command(invocation)[2]
    start = len(invocation.arguments) - len(words)
    if not words or any(sign in word for word in words[:2] for sign in (HOLE, "$", "{")):
        return 0, "", ""
    at, meant = _wrong(words, installed.has("flask-migrate") is not None)
    if not meant or _is_defined(words[at], tree):
        return 0, "", ""
    return start + at, words[at], meant


def _wrong(words: tuple[str, ...], has_migrations: bool) -> tuple[int, str]:
    """The index of the word that is wrong, and what is meant; ``""`` where nothing is."""
    first = words[0]
    at = 1 if len(words) > 1 and not words[1].startswith("-") else 0
    if first == "db":
        if not at or words[at] in _DB or not has_migrations:
            return 0, ""
        return at, f"flask db {next(iter(_close(words[at], _DB, 1)), 'upgrade')}"
    if first in _ALONE and has_migrations:
        return 0, f"flask db {first}"
    if first in _OWN:
        return 0, ""
    if has_migrations and at and words[at] in _ALONE and sorted(first) == sorted("db"):
        return 0, f"flask db {words[at]}"
    near = _close(first, _OWN, 1, _ALMOST)
    return 0, f"flask {near[0]}" if near else ""


def _is_defined(word: str, tree: Tree, marks: tuple[str, ...] = COMMAND_WORDS) -> bool:
    """Whether a file of the repository may define a command of this name: one that holds it, and one of some marks."""
    name = word.replace("-", "_")
    names = [encoded(each) for each in (word, *(f"{name}{end}" for end in _SUFFIXES))]
    sources = (tree.source(path) for path in tree.files if path.endswith(".py"))
    return any(
        any(has_word(source.raw, name) for name in names) and holds_word(source, *marks)
        for source in sources
        if "/versions/" not in source.path
    )


_SUFFIXES = ("", "_command", "_cmd", "_group", "_grp")
"""What click leaves out of a function's name (click 8.2, ``click.decorators.command``)."""


def _close(word: str, words: tuple[str, ...], count: int, least: float = 0.6) -> list[str]:
    """Those of some words that a word is like. difflib is imported where enough letters are the same to make it possible."""
    if not any(2 * _common(word, other) >= least * (len(word) + len(other)) for other in words):
        return []
    from difflib import get_close_matches

    return get_close_matches(word, words, count, least)


def _common(word: str, other: str) -> int:
    """How many letters two words share, in whatever order."""
    return sum(min(word.count(letter), other.count(letter)) for letter in set(word))


_OF_OTHERS = frozenset(
    "db users roles fsperms assets rq digest vite openapi spec session_cleanup session-cleanup limiter collect fab cache translate babel tailwind".split()
)
"""What extensions call their commands, as far as their documentation says: whoever has them is asked elsewhere, or nobody."""


_GROUPS = ("Blueprint", "cli_group")
"""What makes a group of commands of its own name, which other files may fill."""


def missing_subcommand(invocation: Invocation, installed: Installed, tree: Tree) -> tuple[int, str]:
    """The index and the text of a sub-command that neither Flask, a well-known extension nor any file of the repository can define; no text where one may, or where it is a slip of another."""
    words = flask_command(invocation)[2]
    if not words or not words[0].replace("-", "").replace("_", "").isalnum() or words[0] in _OF_OTHERS | {*_OWN}:
        return 0, ""
    is_told = unknown_subcommand(invocation, installed, tree)[1]
    packaging = (tree.source(path).raw for path in ("pyproject.toml", "setup.py", "setup.cfg") if tree.has(path))
    if (
        is_told
        or _is_defined(words[0], tree, (*COMMAND_WORDS, *_GROUPS))
        or any(b"flask.commands" in raw for raw in packaging)
    ):
        return 0, ""
    return len(invocation.arguments) - len(words), words[0]


def unregistered_subcommand(invocation: Invocation, production: Production) -> tuple[int, str, CallSite | None]:
    """The index and the text of a sub-command that one function of the repository is, and the call that would register it: surely nothing makes that call. ``None`` where something may."""
    words = flask_command(invocation)[2]
    tree = production.code.tree
    packaging = (tree.source(path).raw for path in ("pyproject.toml", "setup.py", "setup.cfg") if tree.has(path))
    if not words or words[0] in _OWN or any(b"flask.commands" in raw for raw in packaging):
        return 0, "", None
    files = [path for path in production.code.files_with(words[0]) if "/versions/" not in path and role(path) != "test"]
    functions = [f for path in files for f in _clicked(production, path, words[0])]
    if len(files) != 1 or len(functions) != 1 or files[0] not in production.modules:
        return 0, "", None
    site = _registering(production, functions[0])
    is_idle = site is not None and not _may_run(production, site)
    return (len(invocation.arguments) - len(words), words[0], site) if is_idle else (0, "", None)


def _clicked(production: Production, path: str, word: str) -> list[Function]:
    """The functions of a file that click makes a command of this name, which no application has yet."""
    module, found = production.code.module(path), []
    for function in module.functions if module else ():
        made = [d for d in function.decorators if isinstance(d, Call) and d.name == "click.command"]
        given = made[0].argument(0, "name") if made else None
        if isinstance(given, Literal) and given.value == word and "." not in function.name:
            found.append(function)
    return found


def _registering(production: Production, function: Function) -> CallSite | None:
    """The only thing that is done with a command: ``app.cli.add_command(command)``; ``None`` where there is anything else."""
    code, path, found = production.code, function.spans.path, []
    for other in code.naming(function.name, [path for path in code.paths if role(path) != "test"]):
        calls = code.once(calls_by_word, other, "").get("add_command", ())
        sites = [s for s in calls if [a.dotted for a in s.call.arguments] == [function.name]]
        lines = {line for line in code.once(strays, other, function.name) if line != function.place.line}
        if other != path or lines - {s.place.line for s in sites}:
            return None
        found += [s for s in sites if ".cli." in s.call.name]
    return found[0] if len(found) == 1 else None


def _may_run(production: Production, site: CallSite) -> bool:
    """Whether anything may make a call in a plain function: production reaches it, or something that is called like the function may be it."""
    path, code = site.spans.path, production.code
    function = code.function(path, site.scope)
    if function is None or function.decorators or "." in function.name or production.phase(site):
        return True
    named = code.naming(function.name, production.modules)
    every = (s for other in named for s in code.once(calls_by_word, other, "").get(function.name, ()))
    return any(may_call(production.evaluator, other, path, function.name) for other in every)


_PIP_STEPS = ("install", "download", "uninstall", "freeze", "check", "config", "cache", "wheel", "list", "show")


def unknown_step(invocation: Invocation) -> tuple[str, str]:
    """The command that pip does not have and is given (``pip instal -r requirements.txt``), with the one that is meant; two empty texts where all is well."""
    word = invocation.arguments[0] if invocation.arguments else ""
    near = next((step for step in _PIP_STEPS if is_one_slip(word.lower(), step) or word.lower() == step), "")
    return (word, near) if near and word not in _PIP_STEPS else ("", "")


_PIP_VALUED = frozenset(
    "-r --requirement -c --constraint -b --build-constraint -e --editable -t --target -f --find-links -i --index-url --log --report --root --prefix".split()
)


def taken_for_names(invocation: Invocation) -> Iterator[int]:
    """The indexes of files that pip takes for names of distributions: ``pip install requirements.txt``."""
    words = invocation.arguments
    for at in range(words.index("install") + 1 if "install" in words else len(words), len(words)):
        word = words[at]
        plain = word.endswith(".txt") and not word.startswith("-") and "$" not in word and "://" not in word
        if plain and HOLE not in word and words[at - 1] not in _PIP_VALUED:
            yield at
