"""Which host a step of a workflow deploys to: by the action it uses or by the command line tool it runs, as the hosts' own files say."""

from __future__ import annotations

import re

from flaskcheck.hosts import index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.hosts.host import Host
    from flaskcheck.readers.markup.node import Node

_TESTS = re.compile(r"^[ \t]*(?:python\S* -m )?(?:tox|nox|pytest)\b", re.MULTILINE)
_STARTS = re.compile(
    r"\b(?:systemctl|service|supervisorctl|docker|podman|gunicorn|uwsgi|waitress|flask run|pm2|kubectl|nohup|restart|reload)\b"
)


def may_deploy(text: str) -> bool:
    """Whether a workflow's text names anything that deploys; a cheap question before the file is parsed."""
    lower = text.lower()
    return any(_runs(host, text) or any(action in lower for action in host.deploy_actions) for host in _named(lower))


def host_of(step: Node) -> str:
    """The key of the host that a step deploys to, or ``""``."""
    uses, run = step.get("uses"), step.get("run")
    if uses is not None and uses.text:
        if _only_tests(step):
            return ""
        action = "/".join(uses.value.lower().partition("@")[0].split("/")[:2])
        return next((host.key for host in _named(action) if action in host.deploy_actions), "")
    if run is None or not run.text:
        return ""
    return next((host.key for host in _named(run.value.lower()) if _runs(host, run.value)), "")


def _only_tests(step: Node) -> bool:
    """Whether a step logs in to a machine to run tests there, and starts nothing."""
    script = step.get("with", "script")
    if script is None or not script.text:
        return False
    return bool(_TESTS.search(script.value)) and not _STARTS.search(script.value)


def commands_on_host(text: str) -> Iterator[str]:
    """The commands that a step's text runs on a host: ``flask db upgrade`` of ``heroku run -a app flask db upgrade``."""
    for host in _named(text.lower()):
        for found in re.finditer(host.remote_commands, text, re.MULTILINE) if host.remote_commands else ():
            command = found["command"] or found.groupdict().get("here")
            if command:
                yield command


def _named(lower: str) -> Iterator[Host]:
    """The hosts of which a text holds a word that all their deploy steps hold: looked for first, for that is a hundred times faster."""
    spaced = " ".join(lower.split())
    for line in index.LINES:
        if line.deploys and any(word in spaced for word in line.deploys):
            yield from map(index.host, line.hosts)


def _runs(host: Host, text: str) -> bool:
    """Whether a text runs a tool that deploys to a host."""
    pattern = host.deploy_commands
    return bool(pattern) and re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None
