"""Exact edits that mend a deployment where it is written: commands, scripts, addresses. Each is ``None`` where the text is not so plain that one edit surely says it."""

from __future__ import annotations

import re

from flaskcheck.advice import packages, targets
from flaskcheck.files.edits import TextEdits
from flaskcheck.files.paths import is_in, joined
from flaskcheck.ground.place import Fix, Place
from flaskcheck.hosts.index import MODULES, host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.servers.server import Bind, Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment

_JOINED = re.compile(r"[ \t]*(?:;|&|\|\||\|)[ \t]*")
_SHELLS = re.compile(r"#! ?(?:/usr)?/(?:local/)?bin/(?:env )?(?:ba|da|z|k)?sh\b")
_BASHISM = re.compile(r"\[\[|\bpipefail\b|^[ \t]*(?:source|declare|local)\s|\w=\(|<<<|\bfunction\s", re.MULTILINE)

_EVERY = "0.0.0.0"  # noqa: S104 (what a container has to listen on)

_OPTIONS = {
    "gunicorn": ("--bind", "0.0.0.0:{port}"),
    "hypercorn": ("--bind", "0.0.0.0:{port}"),
    "waitress": ("--port={port}",),
    "uvicorn": ("--host", _EVERY, "--port", "{port}"),
    "granian": ("--host", _EVERY, "--port", "{port}"),
}
"""The words that make a server listen on every address."""

_CALLING = {"waitress": "--call", "uvicorn": "--factory", "granian": "--factory"}
"""The options that make servers call what they are given."""

QUOTES = ("'", '"')

_PROGRAMS = {"waitress": "waitress-serve"}


class Mending:
    """The edits that mend one deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._tree = deployment.tree

    def chained(self, step: Invocation, following: Invocation) -> Fix | None:
        """``&&`` between two steps that another sign joins."""
        source = self._tree.source(step.place.path)
        first, last = step.place, following.place
        if first.path != last.path or (first.end_line, first.end_column) > (last.line, last.column):
            return None
        between = Place(first.path, first.end_line, first.end_column, last.line, last.column)
        edits = TextEdits(source)
        return edits.put(between, " && ") if _JOINED.fullmatch(edits.text(between)) else None

    def stopping(self, step: Invocation) -> Fix | None:
        """``set -e`` where the script begins in which a step stands, or the lines of a command."""
        path = step.place.path
        source = self._tree.source(path)
        if step.via:
            is_shell = path == step.via[-1] and (path.endswith((".sh", ".bash")) or _SHELLS.match(source.text))
            first = 2 if source.text.startswith("#!") else 1
            return TextEdits(source).inserted(first, "set -e") if is_shell else None
        line = step.origin.line
        begun = source.lines[line - 2].rstrip() if 1 < line <= len(source.lines) else ""
        if not (path.endswith((".yml", ".yaml")) and begun.endswith(("|", "|-", "|+"))):
            return None
        text = source.lines[line - 1]
        return TextEdits(source).inserted(line, f"{text[: len(text) - len(text.lstrip())]}set -e")

    def first_line(self, path: str) -> Fix | None:
        """The line that names the shell which reads a script."""
        source = self._tree.source(path)
        shell = "#!/usr/bin/env bash" if _BASHISM.search(source.text) else "#!/bin/sh"
        return TextEdits(source).inserted(1, shell)

    def unix_ends(self, path: str) -> Fix | None:
        """LF in place of CR LF, in all lines of a file."""
        source = self._tree.source(path)
        is_plain = source.raw.count(b"\r") == source.raw.count(b"\r\n") and not source.is_wide
        return TextEdits(source).rewritten(source.text) if is_plain else None

    def on_all(self, server: Server, bind: Bind, port: object) -> Fix | None:
        """An address that can be reached from outside; ``port`` may be ``$PORT``, which a shell fills in. Where nothing sets PORT the port stays what it was."""
        if bind.origin == "default":
            return self._with_option(server, port)
        if bind.origin not in ("command", "config") or bind.socket:
            return None
        if port == "$PORT":
            if bind.place.path.endswith(".py"):
                return self._from_environment(bind)
            if bind.origin == "config" or not server.invocation.expands or _is_makefile(bind.place.path):
                return None
            port = _or_before(bind)
        edits = TextEdits(self._tree.source(bind.place.path))
        place = _unquoted(edits, bind.place)
        written = edits.text(place)
        if written in (bind.address, f":{bind.port_text}"):
            return edits.put(place, f"{_EVERY}:{port}")
        if written == bind.port_text:
            return edits.put(place, str(port)) if not bind.is_loopback else None
        return edits.put(place, _EVERY) if written == bind.host and bind.is_loopback else None

    def _from_environment(self, bind: Bind) -> Fix | None:
        """``"0.0.0.0:" + os.environ.get("PORT", "8000")`` in place of a literal, and the import that it needs."""
        source = self._tree.source(bind.place.path)
        edits = TextEdits(source)
        inner = _unquoted(edits, bind.place)
        whole = inner.replaced(column=inner.column - 1, end_column=inner.end_column + 1)
        text = edits.text(whole)
        if text[1:-1] != bind.address or text[0] != text[-1] or text[0] not in QUOTES:
            return None
        put = edits.put(whole, f'"{_EVERY}:" + os.environ.get("PORT", "{bind.port}")')
        if put is None or re.search(r"^import os\b", source.text, re.MULTILINE):
            return put
        begun = source.lines[0]
        if not begun.strip() or begun.startswith(("#", *QUOTES)):
            return None
        imported = edits.inserted(1, "import os" if begun.startswith(("import ", "from ")) else "import os\n")
        return Fix((*imported.edits, *put.edits)) if imported else None

    def _with_option(self, server: Server, port: object) -> Fix | None:
        """The option for the address, behind the name of the server; PORT still counts where the host sets it."""
        invocation, program = server.invocation, _PROGRAMS.get(server.program, server.program)
        port = port if port == "$PORT" else f"${{PORT:-{port}}}"
        options = [word.format(port=port) for word in _OPTIONS.get(server.program, ())]
        edits = TextEdits(self._tree.source(invocation.place.path))
        name = next((place for place in invocation.words if edits.text(place) == program), None)
        if not (options and name and invocation.expands) or _is_makefile(name.path):
            return None
        return edits.behind(name, "".join(f" {word}" for word in options))

    def called(self, server: Server) -> Fix | None:
        """A server that calls the factory which it is given."""
        place, target = server.target_place, server.target
        own = TextEdits(self._tree.source(place.path))
        is_array = not server.invocation.expands
        option = _CALLING.get(server.program)
        if own.text(place) != target or (server.program not in ("gunicorn", "uwsgi") and not option):
            return None
        around = (place.replaced(column=place.column - 1), place.replaced(end_column=place.end_column + 1))
        is_quoted = place.column > 1 and own.text(around[0])[:1] in QUOTES and own.text(around[1])[-1:] in QUOTES
        if option:
            if is_quoted and not is_array:
                return None
            return own.put(place, f'{option}", "{target}' if is_array else f"{option} {target}")
        if is_array or is_quoted:
            return own.put(place, f"{target}()") if is_quoted else None
        return own.put(place, f"'{target}()'")

    def left_out(self, path: str) -> Fix | None:
        """A file that the build does not take along. Where git has it, the image may rely on it."""
        image = self._deployment.image
        if image is None or not is_in(path, image.context):
            return None
        below = path[len(image.context) :].lstrip("/")
        own, usual = f"{image.path}.dockerignore", joined(image.context, ".dockerignore")
        file = own if self._tree.has(own) else usual
        fix = TextEdits(self._tree.source(file)).added(below)
        return fix.replaced(is_unsafe=self._tree.is_tracked(path))

    def referred(self, name: str, value: str, places: Iterable[Place]) -> Fix | None:
        """A reference to a variable that is set elsewhere, in place of its value; ``None`` unless every file that tells it can say so."""
        every = [self._reference(name, value, place) for place in places]
        edits = tuple(edit for fix in every if fix for edit in fix.edits)
        return Fix(edits, is_unsafe=True) if len(edits) == len(every) else None

    def _reference(self, name: str, value: str, place: Place) -> Fix | None:
        files = self._deployment.repository.platform_files
        own_hosts = (file.host for file in files if file.path == place.path and file.host in MODULES)  # no workflow's
        form = next((host(key).reference for key in own_hosts), ())
        own = TextEdits(self._tree.source(place.path))
        written = (form[0].format(value=f"{quote}{value}{quote}") for quote in ("", *QUOTES) if form)
        line = place.replaced(column=1)  # some places hold the value alone
        found = (own.replaced(line, text, form[1].format(name=name)) for text in written)
        return next((fix for fix in found if fix), None)

    def started(self, remedy: str) -> str:
        """How a host is told what to start: a remedy with a ``{command}`` or a ``{target}``, those of the application that is most likely meant."""
        found = targets.proposal(self._deployment)
        command, target = (found.command, found.text) if found is not None else ("gunicorn app:app", "app:app")
        return remedy.format(command=command, target=target)

    def package(self, name: str) -> Fix | None:
        """A package more, in the file that the deployment installs from or by its tool."""
        return packages.addition(self._deployment, name)


def _is_makefile(path: str) -> bool:
    """Whether ``$`` is make's own sign in a file."""
    name = path.rpartition("/")[2]
    return name.lower() in ("makefile", "gnumakefile") or name.endswith(".mk")


def _or_before(bind: Bind) -> str:
    """The port that the host assigns; in scripts and images, which run elsewhere too, the one of today where none is."""
    path = bind.place.path
    is_shared = path.endswith((".sh", ".bash")) or "ockerfile" in path.rpartition("/")[2]
    return f"${{PORT:-{bind.port}}}" if is_shared and bind.port is not None else "$PORT"


def _unquoted(edits: TextEdits, place: Place) -> Place:
    """A place without the quotes that belong to it."""
    text = edits.text(place)
    is_quoted = len(text) > 1 and text[0] in QUOTES and text[-1] == text[0]
    return place.replaced(column=place.column + 1, end_column=place.end_column - 1) if is_quoted else place
