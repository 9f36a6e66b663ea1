"""What ``flaskcheck init`` asks of a deployment that no file of the repository tells: the fields of a host's dashboard."""

from __future__ import annotations

import os
import sys

from flaskcheck.command.options import Options
from flaskcheck.command.plan import Plan
from flaskcheck.command.verdict import Judge
from flaskcheck.files.paths import is_in
from flaskcheck.ground.words import did_you_mean
from flaskcheck.output.terminal import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.units.deployment import Deployment

INTRODUCTION = """\
No file here says how the app is deployed. If you type the commands into your
host's dashboard, tell them here too, so that flaskcheck checks them.
Enter takes what is in brackets; - leaves it out.
"""
LEFT_OUT = "-"
PHASES = {"build": "Build command", "release": "Release command", "start": "Start command"}


class EndOfAnswersError(Exception):
    """Whoever was asked ended the input."""


def deploy(folder: str) -> dict[str, str]:
    """What the person at the terminal says of the one deployment of a folder; ``{}`` where files tell it, or nothing is said.

    Raises: UsageError, ConfigError.
    """
    from flaskcheck.advice import dashboard

    if _implied(folder) is None:
        return {}
    put(INTRODUCTION)
    try:
        host = _host()
        deployment = _implied(folder, host)
        proposed = dashboard.commands(deployment) if deployment is not None else {}
        answers = {key: _answer(label, proposed.get(key, "")) for key, label in PHASES.items()}
    except EndOfAnswersError:
        put("")
        return {}
    put("")
    told = {key: text for key, text in answers.items() if text}
    if not host and not told:
        return {}
    root = _below(folder, deployment)
    return {**({"host": host} if host else {}), **({"root": root} if root else {}), **told}


def _implied(folder: str, host: str = "") -> Deployment | None:
    """The one deployment of a folder's application, if no file and no setting tells it."""
    plan = Plan(Options(folder, host=(host,) if host else (), no_cache=True))
    if plan.settings.has_deploy or plan.settings.root:
        return None
    deployments = Judge(plan, lambda _: None).project(plan.settings).deployments
    own = [d for d in deployments if is_in(d.root, plan.tree.scope) or is_in(plan.tree.scope, d.root)]
    return own[0] if len(own) == 1 and own[0].is_implied else None


def _below(folder: str, deployment: Deployment | None) -> str:
    """The deployed folder as seen from the one that is set up; ``""`` for that itself, and outside of it."""
    if deployment is None:
        return ""
    deployed = os.path.join(os.path.realpath(deployment.tree.root), deployment.root)
    way = os.path.relpath(deployed, os.path.realpath(folder)).replace(os.sep, "/")
    return "" if way == "." or way.startswith("..") else way


def _host() -> str:
    """The name of a host that flaskcheck knows; ``""`` where none is named."""
    from flaskcheck.hosts.index import MODULES

    while True:
        name = _answer("Host (as in render, heroku, railway)", "").lower()
        if not name or name in MODULES:
            return name
        hint = did_you_mean(name, MODULES) or f"; there are {', '.join(sorted(MODULES))}"
        put(f"There is no host {name!r}{hint}.")


def _answer(label: str, proposed: str) -> str:
    """What is typed; the proposal for an empty line.

    Raises: EndOfAnswersError.
    """
    sys.stdout.write(f"{label}{f' [{proposed}]' if proposed else ''}: ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EndOfAnswersError
    text = line.strip()
    return "" if text == LEFT_OUT else text or proposed
