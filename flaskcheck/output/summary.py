"""What a deployment is believed to do, in a line for people and as data for machines."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Target
    from flaskcheck.findings.shown import Shown
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment


SIGNS = {";": "; ", "&": " & ", "||": " || ", "|": " | "}
"""How steps are joined that the second does not run after the success of the first."""


def summary(deployment: Deployment, shown: Shown) -> str:
    """``Render web service "cookies": pip install … && flask db upgrade, then gunicorn run:app → run.py: app``."""
    before = _joined([i for i in deployment.commands.programs("build", "release") if _worth_telling(i)], shown)
    start = _start(deployment, shown)
    told = ", then ".join(part for part in (before, start) if part) or "no command is known"
    return f"{shown.note(deployment.title)}: {told}"


def _joined(steps: list[Invocation], shown: Shown) -> str:
    """The steps as they are chained, each once."""
    text = ""
    told: set[str] = set()
    for step in steps:
        words = _shown(step, shown)
        if words not in told:
            told.add(words)
            text += f"{SIGNS.get(step.joiner, ' && ')}{words}" if text else words
    return text


def _worth_telling(invocation: Invocation) -> bool:
    return invocation.program in ("pip", "pipenv", "poetry", "uv", "pdm", "flask", "alembic", "python", "npm", "conda")


def _shown(invocation: Invocation, shown: Shown) -> str:
    words = shown.command(invocation.text.strip())
    return f"{words[:47]}…" if len(words) > 48 else words


def _start(deployment: Deployment, shown: Shown) -> str:
    resolved = {id(server): target for server, target in deployment.start.targets}
    servers = []
    for server in deployment.commands.servers:
        target = resolved.get(id(server))
        servers.append(_server(server, target, shown))
    if servers:
        return ", ".join(dict.fromkeys(servers))
    started = [i for i in deployment.commands.programs("start") if not i.builtin and not i.substituted]
    return _shown(started[-1], shown) if started else _application(deployment)


def _server(server: Server, target: Target | None, shown: Shown) -> str:
    named = shown.command(f"{server.program} {server.target}".strip())
    words = named if server.target else _shown(server.invocation, shown)
    if target is None:
        return words
    if target.status in ("application", "factory", "callable", "not-callable"):
        return f"{words} → {target.path}: {target.attribute}"
    failed = {
        "missing-module": "no such module",
        "missing-attribute": f"not in {target.path}",
        "syntax": "not a target",
    }
    return f"{words} → {failed.get(target.status, 'cannot be told')}"


def _application(deployment: Deployment) -> str:
    found = deployment.start.applications
    if not found:
        return ""
    first = found[0]
    return f"the application in {first.path}: {first.factory + '()' if first.factory else first.variable}"


def as_dict(deployment: Deployment, shown: Shown) -> dict[str, object]:
    """The same for the JSON report."""
    return {
        "host": deployment.service.host,
        "kind": deployment.service.kind,
        "name": shown.note(deployment.service.name),
        "path": deployment.place.path,
        "line": deployment.place.line,
        "root": deployment.root,
        "implied": deployment.is_implied,
        "python": deployment.python.version if deployment.python else None,
        "commands": [{"phase": c.phase, "command": shown.command(c.text)} for c in deployment.commands.written],
        "servers": [
            {
                "program": server.program,
                "target": shown.command(server.target),
                "status": target.status,
                "path": target.path,
            }
            for server, target in deployment.start.targets
        ],
        "applications": [
            {"path": a.path, "line": a.place.line, "name": a.factory or a.variable}
            for a in deployment.start.applications
        ],
        "summary": summary(deployment, shown),
    }
