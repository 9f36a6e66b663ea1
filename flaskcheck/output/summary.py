"""What a deployment is believed to do, in a line for people and as data for machines."""

from __future__ import annotations

from flaskcheck.effects.reach import STARTUP
from flaskcheck.files.listing import shown as shown_path
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.limits import MAX_SHOWN_COMMAND
from flaskcheck.known import usual_names
from flaskcheck.known.hiding import HIDDEN
from flaskcheck.units.start import is_told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.application.applications import Application, Target
    from flaskcheck.findings.shown import Shown
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment


_MOST = 3
"""How many applications are named of those that may be served."""

SIGNS = {";": "; ", "&": " & ", "||": " || ", "|": " | "}
"""How steps are joined that the second does not run after the success of the first."""


def summary(deployment: Deployment, shown: Shown, most: int = 48) -> str:
    """``Render web service "cookies": pip install … && flask db upgrade, then gunicorn run:app → run.py: app``. Of each command this many characters."""
    before = prepared(deployment)
    start = "" if is_prepared_only(deployment) else _start(deployment, shown, most)
    parts = (joined(before, shown, most), joined(upgrades(deployment), shown, most), start)
    told = ", then ".join(part for part in parts if part) or "no command is known"
    return f"{shown.note(deployment.title)}: {told}"


def prepared(deployment: Deployment, *phases: str) -> list[Invocation]:
    """What is done before it starts, in its build and its release unless only one of them is asked for."""
    is_own = deployment.service.kind == "job"
    found = deployment.commands.programs(*(phases or ("build", "release")))
    return [i for i in found if _worth_telling(i) and (is_own or not deployment.host.runs_once(i.origin.path))]


def upgrades(deployment: Deployment) -> list[Invocation]:
    """The upgrades of the database that its start begins with."""
    return [i for i in deployment.upgrades.commands if i.phase == "start"]


def is_prepared_only(deployment: Deployment) -> bool:
    """Whether it is a job that is over with what is done before other services start."""
    is_job = deployment.service.kind == "job" and not deployment.commands.servers
    return is_job and bool(prepared(deployment))


def joined(steps: list[Invocation], shown: Shown, most: int) -> str:
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

    def words_of(server: Server) -> str:
        words, target = server_words(server, deployment, shown, most), resolved.get(id(server))
        return words if target is None else f"{words} → {_found(deployment, server, target)}"

    return alternatives(deployment, words_of) or other_start(deployment, shown, most) or _lone(deployment)


def alternatives(deployment: Deployment, words_of: Callable[[Server], str]) -> str:
    """The servers that a start runs, each once; those of which a script takes one are joined by ``or``."""
    text, before = "", None
    told: set[str] = set()
    for server in deployment.commands.servers:
        words = words_of(server)
        if words not in told:
            told.add(words)
            is_other = before is not None and server.invocation.is_instead_of(before)
            text += f"{', or ' if is_other else ', '}{words}" if text else words
        before = server.invocation
    return text


def other_start(deployment: Deployment, shown: Shown, most: int) -> str:
    """What a start runs that starts no server, or what a job runs each time."""
    found = (deployment.commands.programs(phase) for phase in ("start", "cron"))
    started = next((own for p in found if (own := [i for i in p if not i.builtin and not i.substituted])), [])
    doing = [i for i in started if i.program not in _SAYING] or started
    return _shown(doing[-1], shown, most) if doing else ""


_SAYING = frozenset("cat date id ls printenv uname whoami".split())
"""Programs that only say something before the one that is started."""


def server_words(server: Server, deployment: Deployment, shown: Shown, most: int) -> str:
    """A server with its target: ``gunicorn run:app``."""
    program = deployment.host.importer if deployment.commands.is_supplied else ""
    target = server.target if target_words(server, shown) != HIDDEN else HIDDEN
    named = shown.command(f"{program or server.program} {target}".strip())
    return named if server.target else _shown(server.invocation, shown, most).removeprefix("exec ")


def target_words(server: Server, shown: Shown) -> str:
    """The target of a server, unless it is hidden in its command: ``gunicorn --password x``."""
    text, module = server.invocation.text, server.target.partition(":")[0]
    is_hidden = module in text and module not in shown.command(text)
    return HIDDEN if is_hidden else shown.command(server.target)


def _found(deployment: Deployment, server: Server, target: Target) -> str:
    return clean(f"{target.path}: {target.attribute}") if is_found(target) else failure(deployment, server, target)


def is_found(target: Target) -> bool:
    """Whether a target leads to something in a file of the repository."""
    return target.status in ("application", "factory", "callable", "not-callable")


def failure(deployment: Deployment, server: Server, target: Target) -> str:
    """Why a target leads nowhere, as far as its absence is sure."""
    failed = {
        "missing-module": "no such module",
        "missing-attribute": clean(f"{target.path} has no '{target.attribute}'"),
        "syntax": "not a target",
    }
    return "cannot be told" if deployment.is_foreign(server, target) else failed.get(target.status, "cannot be told")


def _lone(deployment: Deployment) -> str:
    """The application, where nothing is known of a start."""
    told = [each.partition(" in ") for each in applications(deployment).split(", ")]
    named = ", ".join(f"{path}: {name}" for name, _, path in told if path)
    return f"the application{'s' * (len(told) > 1)} in {named}" if named else ""


def served(deployment: Deployment) -> list[Application]:
    """The applications that a deployment serves or uses, as far as its start tells; where it does not, those that it may serve."""
    start = deployment.start
    if any(target.application for _, target in start.targets):
        return list(start.applications)
    if is_told(start):
        modules = start.production.modules
        reached = [application for application in start.applications if modules.get(application.path) == STARTUP]
        if reached or deployment.service.kind != "web" or len(start.applications) > 1:
            return reached
    return list(start.applications) if deployment.service.kind == "web" or not _starts(deployment) else []


def applications(deployment: Deployment) -> str:
    """Where a server finds the application of a deployment whose commands name none: ``app in run.py``; nothing where several may be meant."""
    start = deployment.start
    if deployment.host.is_container and deployment.image is None and not is_told(start):
        return ""  # which image it is, nobody knows
    usual = None if _starts(deployment) else start.usual(deployment.view.cwd)
    found = served(deployment)
    is_usual = usual is not None and (len(found) < 2 or all(a.path != usual.path for a in found) or _is_called(usual))
    if usual is not None and usual.application is not None and is_usual:
        called = "()" if usual.status == "factory" else ""
        return f"{usual.attribute}{called} in {shown_path(usual.path)}"
    if len(found) > 1 and _starts(deployment) and not is_told(start):
        return ""
    each = [f"{f'{a.factory}()' if a.factory else a.variable} in {shown_path(a.path)}" for a in found]
    return ", ".join(each[: 1 if is_told(start) else _MOST])


def _is_called(target: Target) -> bool:
    """Whether a module has a name that servers look for."""
    return target.module.rpartition(".")[2] in usual_names.MODULES


def _starts(deployment: Deployment) -> bool:
    """Whether anything is known of what a deployment runs."""
    return any(not i.builtin for i in deployment.commands.programs("start", "cron"))


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
        "python": (deployment.python.version or None) if deployment.python else None,
        "commands": [{"phase": c.phase, "command": shown.command(c.text)} for c in deployment.commands.written],
        "servers": [
            {
                "program": server.program,
                "target": target_words(server, shown),
                "status": target.status,
                "path": target.path,
            }
            for server, target in deployment.start.targets
        ],
        "applications": [
            {"path": a.path, "line": a.place.line, "name": a.factory or a.variable} for a in served(deployment)
        ],
        "summary": summary(deployment, shown, MAX_SHOWN_COMMAND),
    }
