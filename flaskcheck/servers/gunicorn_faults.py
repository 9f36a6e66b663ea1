"""What gunicorn ends for while it reads its configuration file, before it loads anything; each form was tried with gunicorn 23.0.0 and 27.0.1."""

from __future__ import annotations

import builtins

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.expressions import Name, Opaque
from flaskcheck.facts.python import Function
from flaskcheck.servers.refusals import refused_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Module
    from flaskcheck.servers.options import GivenOption

_ARITIES = {
    **dict.fromkeys(("on_starting", "on_reload", "when_ready", "on_exit"), 1),
    **dict.fromkeys(("post_worker_init", "worker_int", "worker_abort", "pre_exec"), 1),
    **dict.fromkeys(("pre_fork", "post_fork", "pre_request", "child_exit", "worker_exit", "ssl_context"), 2),
    "nworkers_changed": 3,
}
"""How many arguments each hook is called with ("Settings", Server Hooks); post_request may leave out the last ones."""

_ALWAYS_THERE = frozenset((*dir(builtins), "__file__", "__builtins__", "__loader__", "__cached__"))
_OWN_NAMES = frozenset(("comprehension", "lambda"))
"""What binds names of its own, which the facts do not hold."""


def fault(path: str, options: tuple[GivenOption, ...], code: Code) -> Unreadable | None:
    """The first thing in a configuration file, whose settings are ``options``, that surely ends gunicorn, with what it says."""
    module = code.module(path) if path else None
    if module is None or module.error:
        return None
    found = (*_undefined(module, code), *_hooks(module, code), *_numbers(options))
    return min(found, key=lambda said: said.place.line, default=None)


def _undefined(module: Module, code: Code) -> Iterator[Unreadable]:
    """The names that the file uses when it is read and that nothing binds."""
    bound = {*code.bindings(module.path), *(name for f in module.functions for name in f.global_names)}
    hidden = any(site.call.name in ("globals", "locals", "vars", "exec", "setattr") for site in module.calls)
    if "*" in bound or hidden or module.has_getattr:
        return
    calls = [(site, site.call) for site in module.calls if _OWN_NAMES.isdisjoint(site.context)]
    for statement, value in (*((a, a.value) for a in module.assignments), *calls):
        if statement.scope or statement.guards:
            continue
        for name in _names(value):
            first = name.name.partition(".")[0]
            if not name.imported and first and first not in bound and first not in _ALWAYS_THERE:
                yield Unreadable("name", f"NameError: name '{first}' is not defined", name.place)


def _names(value: Expression) -> Iterator[Name]:
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, Name):
            yield part
        if not (isinstance(part, Opaque) and part.kind in (*_OWN_NAMES, "deep")):
            todo += part.children


def _hooks(module: Module, code: Code) -> Iterator[Unreadable]:
    for name, count in _ARITIES.items():
        hook = code.bindings(module.path).get(name, [None])[-1]
        if isinstance(hook, Function) and not (hook.guards or hook.decorators or hook.scope):
            kinds = [p.kind for p in hook.parameters]
            if kinds.count("positional") != count and set(kinds) <= {"positional"}:
                yield Unreadable("hook", f"Error: Value must have an arity of: {count}", hook.place)


def _numbers(options: tuple[GivenOption, ...]) -> Iterator[Unreadable]:
    last = {option.name: option for option in options}
    for option in last.values():
        said = refused_number(option.name.replace("_", "-").replace("keepalive", "keep-alive"), option.value)
        if said:
            yield Unreadable("option", said, option.place)
