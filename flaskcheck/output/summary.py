"""What a deployment is believed to do, in a line for people and as data for machines."""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_SHOWN_COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Target
    from flaskcheck.findings.shown import Shown
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment


SIGNS = {";": "; ", "&": " & ", "||": " || ", "|": " | "}
"""How steps are joined that the second does not run after the success of the first."""


def summary(deployment: Deployment, shown: Shown, most: int = 48) -> str:
    """``Render web service "cookies": pip install … && flask db upgrade, then gunicorn run:app → run.py: app``. Of each command so many characters."""
    is_own = deployment.service.kind == "job"
    prepared = deployment.commands.programs("build", "release")
    before = [i for i in prepared if _worth_telling(i) and (is_own or not deployment.host.runs_once(i.origin.path))]
    upgrades = [i for i in deployment.upgrades.commands if i.phase == "start"]
    start = "" if is_own and before and not deployment.commands.servers else _start(deployment, shown, most)
    parts = (_joined(before, shown, most), _joined(upgrades, shown, most), start)
    told = ", then ".join(part for part in parts if part) or "no command is known"
    return f"{shown.note(deployment.title)}: {told}"


def _joined(steps: list[Invocation], shown: Shown, most: int) -> str:
    """The steps as they are chained, each once; branches of which a script takes one are joined by ``or``."""
    text, before = "", None
    told: set[str] = set()
    for step in steps:
        words = _shown(step, shown, most)
        if words not in told:
            told.add(words)
            is_other = before is not None and step.is_instead_of(before)
            text += f"{', or ' if is_other else SIGNS.get(step.joiner, ' && ')}{words}" if text else words
        before = step
    return text


def _worth_telling(invocation: Invocation) -> bool:
    return invocation.program in ("pip", "pipenv", "poetry", "uv", "pdm", "flask", "alembic", "python", "npm", "conda")


def _shown(invocation: Invocation, shown: Shown, most: int) -> str:
    words = shown.command(invocation.text.strip())
    return f"{words[: most - 1]}…" if len(words) > most else words


def _start(deployment: Deployment, shown: Shown, most: int) -> str:
    resolved = {id(server): target for server, target in deployment.start.targets}
    text, before = "", None
    told: set[str] = set()
    for server in deployment.commands.servers:
        words = _server(server, deployment, resolved.get(id(server)), shown, most)
        if words not in told:
            told.add(words)
            is_other = before is not None and server.invocation.is_instead_of(before)
            text += f"{', or ' if is_other else ', '}{words}" if text else words
        before = server.invocation
    if text:
        return text
    started = [i for i in deployment.commands.programs("start") if not i.builtin and not i.substituted]
    return _shown(started[-1], shown, most) if started else _application(deployment)


def _server(server: Server, deployment: Deployment, target: Target | None, shown: Shown, most: int) -> str:
    program = deployment.host.importer if deployment.commands.is_supplied else ""
    named = shown.command(f"{program or server.program} {server.target}".strip())
    words = named if server.target else _shown(server.invocation, shown, most).removeprefix("exec ")
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
        "summary": summary(deployment, shown, MAX_SHOWN_COMMAND),
    }
