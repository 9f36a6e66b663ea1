"""Where production starts: from what a deployment runs to the modules and factories that are loaded."""

from __future__ import annotations

from flaskcheck.application.applications import Target
from flaskcheck.effects.commands import command_functions
from flaskcheck.effects.run import Entry, Trace
from flaskcheck.facts.expressions import Call, Keyword, Literal, Name
from flaskcheck.known import usual_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.ground.place import Place
    from flaskcheck.servers.server import Server
    from flaskcheck.servers.target import TargetText
    from flaskcheck.units.deployment import Deployment


def server_folders(deployment: Deployment, server: Server) -> tuple[str, ...]:
    """The deployment folders in which a server looks for its application's module."""
    return server.folders or (deployment.view.cwd,)


def server_target(deployment: Deployment, server: Server) -> Target:
    """What a server's target leads to."""
    text = server.parsed
    if text.error or not text.module:
        return Target("syntax", text.module, text.attribute, reason=text.error)
    resolver = deployment.resolver(server_folders(deployment, server))
    return resolver.resolve(text.module, text.attribute, text.call or server.factory)


def production_of(deployment: Deployment) -> Production:
    """The code that a deployment reaches, from everything that it starts and runs."""
    from flaskcheck.effects.reach import Production

    entries = list(_entries(deployment))
    if not entries:
        entries = list(_usual_entries(deployment))
    folders = tuple(dict.fromkeys(folder for folder, _ in entries)) or (deployment.view.cwd,)
    mains = frozenset(entry.path for _, entry in entries if entry.name == "__main__")
    trace = Trace(deployment.resolver(folders, mains).evaluator)
    for _, entry in entries:
        trace.start(entry)
    return Production(trace)


def _entries(deployment: Deployment) -> Iterator[tuple[str, Entry]]:
    """Each entry with the folder that its imports start from."""
    for server, target in deployment.targets:
        if target.path.endswith((".py", ".wsgi")):
            yield server_folders(deployment, server)[0], _server_entry(server, target)
    for server in deployment.servers:
        if server.kind == "script" and server.script:
            inside = deployment.view.locate(server.script)
            if inside is not None:
                yield inside.rpartition("/")[0] or "/", Entry(server.script, "__main__")
    yield from _flask_entries(deployment)


def _server_entry(server: Server, target: Target) -> Entry:
    text = server.parsed
    called = text.call or server.factory
    factory = target.function.name if called and target.function else ""
    call = _call_of(text, server.target_place) if factory else None
    return Entry(target.path, target.module, factory, call)


def _call_of(text: TargetText, place: Place) -> Call:
    """The call that a target such as ``pkg:create_app("prod")`` makes."""
    arguments = tuple(Literal(value, place) for value in text.arguments or ())
    keywords = tuple(Keyword(name, Literal(value, place)) for name, value in text.keywords)
    return Call(Name(text.attribute, False, place), arguments, keywords, place)


def _flask_entries(deployment: Deployment) -> Iterator[tuple[str, Entry]]:
    """The application that ``flask run``, ``flask db upgrade`` and other commands load."""
    from flaskcheck.servers.server import flask_command

    for invocation in deployment.programs():
        if invocation.program != "flask":
            continue
        written, _, words = flask_command(invocation)
        cwd = invocation.cwd or deployment.view.cwd
        found = deployment.flask_app(written or flask_app_variable(deployment, invocation.environment), cwd)
        target = found.target
        if target is None or not target.path.endswith(".py"):
            continue
        factory = target.function.name if target.status == "factory" and target.function else ""
        yield (
            cwd,
            Entry(
                target.path,
                target.module,
                factory,
                None,
                command_functions(deployment.code, deployment.repository.python_paths, words),
            ),
        )


def flask_app_variable(deployment: Deployment, environment: tuple[tuple[str, str], ...]) -> str:
    """FLASK_APP as a ``flask`` command sees it: its own environment, the deployment's, then ``.env`` and ``.flaskenv``, which it loads itself."""
    own = dict(environment).get("FLASK_APP")
    declared = deployment.variables.get("FLASK_APP")
    return own or declared or deployment.flask_env_files.get("FLASK_APP", "")


def _usual_entries(deployment: Deployment) -> Iterator[tuple[str, Entry]]:
    """Where no command tells: the module that binds the application under a usual name, else where it is made."""
    folder = deployment.view.cwd
    target = _usual(deployment)
    if target is not None:
        factory = target.function.name if target.status == "factory" and target.function else ""
        yield folder, Entry(target.path, target.module, factory)
        return
    resolver = deployment.resolver((folder,))
    for application in deployment.own_applications:
        name = resolver.importer.name_of(application.path)
        yield folder, Entry(application.path, name, application.factory)


def _usual(deployment: Deployment) -> Target | None:
    """The first usual module and name that lead to an application."""
    resolver = deployment.resolver((deployment.view.cwd,))
    modules = dict.fromkeys(
        (*usual_names.MODULES, *(resolver.importer.name_of(a.path) for a in deployment.repository.applications))
    )
    for module in modules:
        located = resolver.importer.locate(module) if module else None
        if located is None or located.kind == "namespace":
            continue
        for name in usual_names.TARGETS:
            target = resolver.resolve(module, name, name in usual_names.FACTORIES)
            if target.status in ("application", "factory") and target.application:
                return target
    return None


def usual_target(deployment: Deployment) -> str:
    """``run:app`` or ``'shop:create_app()'`` for the application that a deployment most likely means, or ``""``."""
    target = _usual(deployment)
    if target is None:
        return ""
    called = target.status == "factory"
    return f"'{target.module}:{target.attribute}()'" if called else f"{target.module}:{target.attribute}"
