"""The templates and static files that reached code names."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import (
    Conditional,
    Items,
    Join,
    Literal,
    Name,
    Starred,
    Subscript,
    called,
    last_name,
    owner_of,
    receiver,
)
from flaskcheck.facts.pages import EndpointUse, StaticUse, TemplateUse
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES, RENDERS
from flaskcheck.values.things import settled
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.folders import Folders
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.files.tree import Tree
    from flaskcheck.values.value import Ask

RENDERING = libraries.last_words(RENDERS)
"""What the calls that render are called."""

RENDERERS = libraries.named(RENDERS, "template")
OWN_NAMES = libraries.last_words(RENDERS, "template")
ENVIRONMENT = tuple(f".jinja_env.{name}" for name in libraries.last_words(RENDERS, "environment"))
LINKING = libraries.last_words(GIVES, "url")
"""What the calls that give an address are called."""

SENDING = "send_static_file"

PATTERN = re.compile(rf"[^\s:A-Za-z]*[A-Za-z][^\s:]*(\.\w+|{HOLE})|{HOLE}[^\s:A-Za-z]*[A-Za-z][^\s:]*\.\w+")
"""What names templates although parts of it are unknown: some of it, besides the ending, is a name."""

_OWN_SYNTAX = (
    b"jinja_options",
    b"create_jinja_environment",
    b"_start_string",
    b"_end_string",
    b"line_statement_prefix",
)
"""What gives Jinja other signs than ``{%``, or may."""

_EXTENDING = (
    *(b"add_extension", b"jinja2.ext", b"jinja2_", b"babel", b".extensions.append", b"jinja_env.extend"),
    *(b"flask_assets", b"webassets", b"flask_caching", b"flask_cache", b"flaskext.", b"flask.ext."),
)
"""What gives Jinja further tags, or may (Flask-Assets 2.1: ``assets``, Flask-Caching 2.3: ``cache``)."""

_OWN_ENVIRONMENT = re.compile(rb"(?m)^[ \t]*(?:(?:self|cls)\.)?jinja_env[ \t]*(?::[^=\n]{0,80})?=[^=]")
"""An environment that is kept under the name which Flask gives its own."""

URL_MAKERS = libraries.named(GIVES, "url")


def rendered_templates(
    code: Code, sites: Iterable[CallSite], known: Callable[[Expression, CallSite], str]
) -> Iterator[TemplateUse]:
    """The names that calls hand to ``render_template`` and to the application's Jinja environment.

    ``sites`` are the calls of ``RENDERING``, ``known`` tells the text that a name stands for; ``optional`` where a ``try`` surrounds the call: what is missing may be expected.
    """
    for site in sites:
        if not _renders(code, site):
            continue
        value = _meant(code, site, site.call.argument(0, "template_name_or_list"))
        optional = any(guard.kind == "try" and not guard.negated for guard in site.guards) and _is_answered(code, site)
        if isinstance(value, Literal) and isinstance(value.value, str):
            yield TemplateUse(value.value, "render", value.place, optional)
        elif isinstance(value, Conditional):
            either = (part for part in (value.then, value.otherwise) if isinstance(part, Literal))
            yield from (TemplateUse(p.value, "render", p.place, optional) for p in either if isinstance(p.value, str))
        elif isinstance(value, Items) and value.items:
            names = [item.value for item in value.items if isinstance(item, Literal) and isinstance(item.value, str)]
            if len(names) == len(value.items):
                yield TemplateUse(names[0], "render", value.place, optional, tuple(names[1:]))
        elif isinstance(value, (Name, Join, Subscript)) and (text := known(value, site)):
            yield TemplateUse(text, "render", value.place, optional)


def _meant(code: Code, site: CallSite, value: Expression | None) -> Expression | None:
    """What a call is given: of a name that is bound once, in its function or at the top of the module, what it is bound to."""
    for scope in dict.fromkeys((site.scope, "")):
        name = value.name if isinstance(value, Name) and not value.imported and "." not in value.name else ""
        bound = code.binders(site.path, scope, name) if name else []
        if len(bound) == 1 and isinstance(bound[0], Assignment):
            return bound[0].value
        if bound:
            return value
    return value


def named_files(folders: Folders, texts: Iterable[str]) -> Iterator[str]:
    """The templates whose names stand in texts; a text with unknown parts names all that fit, unless nothing but their ending is known."""
    patterns = []
    for text in dict.fromkeys(texts):
        if HOLE not in text:
            if "." in text and (path := folders.path(text)):
                yield path
        elif " " not in text and ":" not in text and PATTERN.fullmatch(text):
            patterns.append(text.split(HOLE))
    if patterns:
        from flaskcheck.ground.wildcards import holds_in_order

        named = folders.by_name.items()
        yield from (path for name, path in named if any(holds_in_order(name, parts) for parts in patterns))


def has_own_syntax(tree: Tree, paths: Iterable[str]) -> bool:
    """Whether Python in these files may give Jinja other signs for tags."""
    return any(word in tree.source(path).raw for path in paths for word in _OWN_SYNTAX)


def has_extensions(tree: Tree, paths: Iterable[str]) -> bool:
    """Whether Python in these files may give Jinja further tags."""
    return any(word in tree.source(path).raw for path in paths for word in _EXTENDING)


def _renders(code: Code, site: CallSite) -> bool:
    name = site.call.name
    if name.endswith(ENVIRONMENT):
        return not code.once(_makes_environment, "", "")
    if name in RENDERERS:
        return True
    if name not in OWN_NAMES:
        return False
    return code.once(_imports_all, site.path, "") and name not in code.bindings(site.path)


def _makes_environment(code: Code, _path: str, _scope: str) -> bool:
    """Whether Python of the repository keeps an environment of its own under the name of the application's: its loader looks in other folders."""
    return any(_OWN_ENVIRONMENT.search(code.tree.source(path).raw) for path in code.tree.files if path.endswith(".py"))


def _imports_all(code: Code, path: str, _scope: str) -> bool:
    return "import *" in code.tree.source(path).text


def _is_answered(code: Code, site: CallSite) -> bool:
    """Whether the file catches a missing template by its name."""
    return code.once(_catches, site.path, "")


def _catches(code: Code, path: str, _scope: str) -> bool:
    return b"TemplateNotFound" in code.tree.source(path).raw


def named_static_files(
    sites: Iterable[CallSite], is_application: Callable[[Expression, CallSite], bool]
) -> Iterator[StaticUse]:
    """The literal names in ``url_for("static", filename=…)`` and ``app.send_static_file(…)``.

    ``sites`` are the calls of ``LINKING`` and ``SENDING``, ``is_application`` tells whether an expression is surely a Flask application.
    """
    for site in sites:
        if called(site.call) == SENDING:
            file, base = site.call.argument(0, "filename"), receiver(site.call)[0]
            if isinstance(file, Literal) and isinstance(file.value, str) and base and is_application(base, site):
                yield StaticUse(file.value, "static", file.place)
        if site.call.name not in URL_MAKERS:
            continue
        endpoint, name = site.call.argument(0, "endpoint"), site.call.argument(-1, "filename")
        if isinstance(endpoint, Literal) and isinstance(name, Literal) and isinstance(name.value, str):
            if str(endpoint.value).rpartition(".")[2] == "static":
                yield StaticUse(name.value, str(endpoint.value), name.place)


def named_endpoints(sites: Iterable[CallSite], ask: Ask) -> Iterator[EndpointUse]:
    """The endpoints that calls surely give to ``url_for``, where no ``try`` surrounds them; ``sites`` are the calls of ``LINKING``."""
    for site in sites:
        endpoint = settled(ask, site.call, Where.of(site)).argument(0, "endpoint")
        if site.call.name in URL_MAKERS and isinstance(endpoint, Literal) and isinstance(endpoint.value, str):
            if not any(guard.kind == "try" and not guard.negated for guard in site.guards):
                is_asked = any(guard.kind not in ("with", "finally") for guard in site.guards)
                names = tuple(keyword.name for keyword in site.call.keywords)
                is_told = all(names) and not any(isinstance(a, Starred) for a in site.call.arguments)
                is_asked = is_asked or "if-else" in site.context
                yield EndpointUse(endpoint.value, endpoint.place, is_asked, names if is_told else None)


def login_views(production: Production) -> Iterator[EndpointUse]:
    """The endpoints to which Flask-Login sends who is not signed in where a page asks for that: ``login_manager.login_view = "auth.login"``; an address is none."""
    if not any(i.name == "login_required" for module in production.facts() for i in module.imports):
        return
    for assignment, _ in production.assignments():
        value = assignment.value
        if last_name(assignment.target) != "login_view" or not isinstance(value, Literal) or not value.value:
            continue
        owner = owner_of(assignment.target)
        found = production.evaluator.outcomes(owner, Where.of(assignment)) if owner is not None else ()
        is_manager = any(isinstance(o.value, Reference) and o.value.name in _MANAGERS for o in found)
        if is_manager and isinstance(value.value, str) and not value.value.startswith(("http://", "https://", "/")):
            yield EndpointUse(value.value, value.place, True)


_MANAGERS = frozenset(("flask_login.LoginManager()", "flask_login.login_manager.LoginManager()"))


def is_view_alone(code: Code, files: Iterable[str], name: str, view: str) -> bool:
    """Whether some function is called like a view, and nothing gives a page a value of a name: no call by a keyword, no text but what ``url_for`` is given, and nobody hands on all that he has."""
    modules = [module for path in files if path.endswith(".py") and (module := code.module(path))]
    if name in _CONTEXT or not any(f.name.rpartition(".")[2] == view for module in modules for f in module.functions):
        return False
    for module in modules:
        raw = code.tree.source(module.path).raw
        if any(word in raw for word in (b"locals()", b"globals()", b"vars()")):
            return False
        if encoded(name) not in raw:
            continue
        texts = (t for t in module.texts if t.text == name and not any(c.endswith(_NAMING) for c in t.context))
        if any(texts) or any(k.name == name for site in module.calls for k in site.call.keywords):
            return False
    return True


_NAMING = ("url_for", "Blueprint")
_CONTEXT = frozenset("config current_user form g loop request self session varargs kwargs caller".split())
"""What Flask, Flask-Login and Jinja give every template, and pages most often."""
