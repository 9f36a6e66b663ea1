"""manifest.yml of Cloud Foundry (cloud.gov, SAP BTP and others run it): the applications that ``cf push`` deploys.

Sources: "App manifest attribute reference", "Deploying with app manifests" (``((variables))`` come from another file), "Environment variables" and "Python buildpack"
(docs.cloudfoundry.org). A command of the manifest goes before the Procfile; a process other than ``web`` gets no requests.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.hosts.declared import below_root, command_of, for_development, variables_of
from flaskcheck.hosts.host import ANY_FILE, Host, names
from flaskcheck.hosts.machine import kind_of
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Command
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(
        "cloud-foundry",
        "Cloud Foundry",
        sets_port=True,
        default_port=8080,
        ephemeral_disk=True,
        routed=True,
        python_files=("runtime.txt",),
        sets_variables=names("PORT VCAP_SERVICES VCAP_APPLICATION CF_INSTANCE_INDEX CF_INSTANCE_IP MEMORY_LIMIT"),
        installs_from=ANY_FILE,
        home="/home/vcap/app",
        reads_procfile=True,
        sends="folder",  # docs.cloudfoundry.org: "cf push" takes the application's folder, less .cfignore
        top_folder="manifests",
        profiles=(".profile", ".profile.d/"),  # docs.cloudfoundry.org: "Pre-runtime hooks"
    ),
)

_REFERENCE = re.compile(r"\(\([^()]+\)\)")
_STAGES = frozenset(("stage", "staging", "feature", "sandbox", "demo", "preview"))
"""What else manifests are called that do not deploy for visitors."""


def read(source: Source) -> PlatformFile:
    """A service for each process of each application whose buildpack may be Python's; without a ``path`` it is pushed from where one stands, which is above a folder of manifests. Never raises."""
    documents, problems = yaml_text.load(source)
    root = documents[0] if documents else None
    applications = root.get("applications") if root is not None else None
    if applications is None or not applications.is_sequence:
        return PlatformFile(source.path, "")
    services = tuple(s for node in applications if node.is_mapping for s in _services(node, source))
    return PlatformFile(source.path, "cloud-foundry", services, errors=tuple(problems))


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """Manifests for several environments: those for visitors count where some are called so, the others are a developer's."""
    own = {file.path for file in files if file.host == "cloud-foundry"}
    wanted = {path for path in own if words.is_production(_stem(path))} or {p for p in own if not _is_stage(p)}
    spare = own - wanted if wanted else ()
    return [for_development(f) if f.path in spare else f for f in files]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _is_stage(path: str) -> bool:
    return words.is_development(_stem(path), _STAGES)


def _services(node: Node, source: Source) -> Iterator[Service]:
    packs = [item.text or "" for item in node.get("buildpacks") or ()] or [text_of(node, "buildpack")]
    if node.get("docker") is not None or (any(packs) and not any("python" in pack for pack in packs)):
        return
    folder = folder_of_file(source.path)
    written = text_of(node, "path")
    pushed = folder_of_file(folder) if folder.rpartition("/")[2] == "manifests" else folder
    web = Service(
        "cloud-foundry",
        text_of(node, "name"),
        "web",
        node.line_place,
        below_root(folder, written) if written else pushed,
        _command(node),
        tuple(_variables(node.get("env"))),
        health_paths=tuple(_health(node)),
    )
    processes = [process for process in node.get("processes") or () if process.is_mapping]
    if not processes:
        yield web.replaced(kind="worker" if _has_no_route(node) else kind_of(web.commands))
    for process in processes:
        kind = "web" if text_of(process, "type") == "web" else "worker"
        commands = _command(process) or web.commands
        yield web.replaced(kind=kind, name=_named(web.name, process), place=process.line_place, commands=commands)


def _named(name: str, process: Node) -> str:
    return name if text_of(process, "type") == "web" else f"{name}-{text_of(process, 'type')}"


def _command(node: Node) -> tuple[Command, ...]:
    found = command_of(node.get("command"), "start")
    return (found,) if found and found.text not in ("default", "null") and not _REFERENCE.search(found.text) else ()


def _has_no_route(node: Node) -> bool:
    return text_of(node, "no-route") == "true" or text_of(node, "health-check-type") == "process"


def _variables(environment: Node | None) -> Iterator[Variable]:
    """What the manifest sets; a reference in double parentheses is filled when it is pushed."""
    for variable in variables_of(environment):
        is_open = _REFERENCE.search(variable.value or "") is not None
        yield variable.replaced(value=None, source="secret") if is_open else variable


def _health(node: Node) -> Iterator[Variable]:
    path = node.get("health-check-http-endpoint")
    if path is not None and (path.text or "").startswith("/"):
        yield Variable("health-check-http-endpoint", path.text, path.text_place)
